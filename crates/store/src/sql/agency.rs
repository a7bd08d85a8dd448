//! Agencies and their names. $1 is the id.

pub(crate) const INSERT: &str = "\
insert into agency (id, kind, level, area_code, area_from, contact, version) values ($1, $2, $3, $4, $5, $6, 1)";

pub(crate) const INSERT_NAME: &str = "\
insert into agency_name (agency, name, words, valid_from, document) values ($1, $2, $3, $4, $5)";

pub(crate) const END_NAME: &str = "\
update agency_name set valid_until = $2 where agency = $1 and valid_until is null";

pub(crate) const TOUCH: &str = "update agency set version = version + 1 where id = $1 and version = $2";

pub(crate) const CLOSE: &str = "\
update agency set closed_on = $3, version = version + 1 where id = $1 and version = $2";

/// $2 who takes over, $3 since when, $4 by which document.
pub(crate) const INSERT_SUCCESSOR: &str = "\
insert into agency_successor (agency, successor, day, document) values ($1, $2, $3, $4)";

pub(crate) const AGENCY: &str = "\
select id, kind, level, area_code, area_from, contact, closed_on, version from agency where id = $1";

pub(crate) const AGENCIES: &str = "\
select id, kind, level, area_code, area_from, contact, closed_on, version from agency order by id";

pub(crate) const NAMES: &str = "\
select name, valid_from, valid_until, document from agency_name where agency = $1 order by valid_from";

pub(crate) const SUCCESSORS: &str = "\
select successor, day, document from agency_successor where agency = $1 order by day, successor";

pub(crate) const ALL: &[&str] =
    &[INSERT, INSERT_NAME, END_NAME, TOUCH, CLOSE, INSERT_SUCCESSOR, AGENCY, AGENCIES, NAMES, SUCCESSORS];
