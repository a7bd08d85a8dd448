//! Grants.

macro_rules! grants {
    ($rest:literal) => {
        concat!(
            "select g.id, a.login, g.role, g.area_code, g.area_from, g.village, g.agency, g.valid_from, g.valid_to,
       g.decision, g.given_by, g.given_at, g.ended_by, g.ended_at, g.version
  from access_grant g
  join account a on a.id = g.account
 where ",
            $rest
        )
    };
}

pub(crate) const GRANTS: &str = grants!("a.login = $1\n order by g.valid_from desc, g.id desc");

pub(crate) const GRANTS_ON: &str = grants!(
    "g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1) and a.closed_at is null\n order by a.login, g.id"
);

pub(crate) const GRANT: &str = grants!("g.id = $1");

/// $1 login, $2 id, $3 role, $4 and $5 area, $6 village, $7 agency, $8 and $9 period, $10 decision, $11 who, $12 when.
pub(crate) const INSERT: &str = "\
insert into access_grant (id, account, role, area_code, area_from, village, agency, valid_from, valid_to, decision,
       given_by, given_at, version)
select $2, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1 from account where login = $1";

/// $1 id, $2 the version that was shown, $3 the last day, $4 who, $5 when.
pub(crate) const END: &str = "\
update access_grant
   set valid_to = $3, ended_by = $4, ended_at = $5, version = version + 1
 where id = $1 and version = $2";

pub(crate) const ALL: &[&str] = &[GRANTS, GRANTS_ON, GRANT, INSERT, END];
