//! Accounts, their second step, recovery codes, and who they are at identity providers. $1 is the login.

pub(crate) const ANY: &str = "select login from account limit 1";

macro_rules! account {
    ($more:literal, $rest:literal) => {
        concat!(
            "select a.login, a.name, a.agency, a.password, a.must_change, cast(case when a.totp_cipher is null then 0 else 1 end as bigint),
       a.failures, a.failed_at, a.made_at, a.closed_at, a.version",
            $more,
            "
  from account a",
            $rest
        )
    };
}

pub(crate) const ACCOUNT: &str = account!("", "\n where a.login = $1");

/// All accounts with their words, the present name of their agency, and when they were last seen.
pub(crate) const LIST: &str = account!(
    ",
       a.words,
       (select n.name from agency_name n where n.agency = a.agency and n.valid_until is null limit 1),
       (select max(s.seen_at) from session s where s.account = a.id)",
    "\n order by a.login"
);

/// $1 id, $2 login, $3 name, $4 words, $5 agency, $6 password, $7 must change, $8 when.
pub(crate) const INSERT: &str = "\
insert into account (id, login, name, words, agency, password, must_change, totp_step, failures, made_at, version)
values ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, 1)";

/// $2 the version that was shown.
pub(crate) const CHANGE: &str = "\
update account
   set name = $3, words = $4, agency = $5, version = version + 1
 where login = $1 and version = $2";

pub(crate) const SET_PASSWORD: &str = "\
update account
   set password = $2, must_change = $3, failures = 0, failed_at = null, version = version + 1
 where login = $1";

pub(crate) const REHASH: &str = "update account set password = $3 where login = $1 and password = $2";

pub(crate) const FAILED: &str = "update account set failures = $2, failed_at = $3 where login = $1";

pub(crate) const CLOSE: &str = "\
update account set closed_at = $3, version = version + 1 where login = $1 and version = $2";

pub(crate) const SET_TOTP: &str = "\
update account set totp_cipher = $2, totp_step = 0, version = version + 1 where login = $1";

pub(crate) const TOTP: &str = "select totp_cipher, totp_step from account where login = $1";

pub(crate) const TAKE_STEP: &str = "update account set totp_step = $2 where login = $1 and totp_step < $2";

pub(crate) const FORGET_RECOVERY: &str = "\
delete from recovery_code where account = (select id from account where login = $1)";

pub(crate) const INSERT_RECOVERY: &str = "\
insert into recovery_code (account, hash)
select id, $2 from account where login = $1";

pub(crate) const RECOVERY: &str = "\
select r.hash
  from recovery_code r
  join account a on a.id = r.account
 where a.login = $1 and r.used_at is null
 order by r.hash";

pub(crate) const TAKE_RECOVERY: &str = "\
update recovery_code
   set used_at = $3
 where account = (select id from account where login = $1) and hash = $2 and used_at is null";

/// $1 the issuer, $2 its name for the person.
pub(crate) const FEDERATED: &str = "\
select a.login
  from federated f
  join account a on a.id = f.account
 where f.issuer = $1 and f.subject = $2";

/// $2 the issuer.
pub(crate) const IS_FEDERATED: &str = "\
select f.subject
  from federated f
  join account a on a.id = f.account
 where a.login = $1 and f.issuer = $2";

/// $2 the issuer, $3 its name for the person.
pub(crate) const FEDERATE: &str = "\
insert into federated (issuer, subject, account)
select $2, $3, id from account where login = $1
    on conflict (issuer, subject) do update set account = excluded.account";

pub(crate) const ALL: &[&str] = &[
    ANY,
    ACCOUNT,
    LIST,
    INSERT,
    CHANGE,
    SET_PASSWORD,
    REHASH,
    FAILED,
    CLOSE,
    SET_TOTP,
    TOTP,
    TAKE_STEP,
    FORGET_RECOVERY,
    INSERT_RECOVERY,
    RECOVERY,
    TAKE_RECOVERY,
    FEDERATED,
    IS_FEDERATED,
    FEDERATE,
];
