//! Agencies: Party and State bodies, departments, mass organisations, enterprises, with their names through time.

use super::{DEPLOYMENT, saved};
use crate::ids::IdMaker;
use crate::read::{area, date};
use crate::sql::agency as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Tx, Value, names};
use base::{AreaKey, Failure, Level};
use base16ct::lower::encode_string as hex;
use domain::access::AgencyKind;
use jiff::civil::Date;

/// A new agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAgency {
    /// What it is.
    pub kind: AgencyKind,
    /// Its level.
    pub level: Level,
    /// Where it works; none for the whole country.
    pub area: Option<AreaKey>,
    /// How it is reached.
    pub contact: String,
    /// What it is called.
    pub name: String,
    /// Since when.
    pub since: Date,
    /// The document that says so.
    pub document: String,
}

/// A name and when it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyName {
    /// The name.
    pub name: String,
    /// Since.
    pub valid_from: Date,
    /// First day of the next name.
    pub valid_until: Option<Date>,
    /// The document that gave it.
    pub document: String,
}

/// An agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: AgencyKind,
    /// Its level.
    pub level: Level,
    /// Where it works.
    pub area: Option<AreaKey>,
    /// How it is reached.
    pub contact: String,
    /// The day from which it is no more.
    pub closed_on: Option<Date>,
    /// Counts changes.
    pub version: i64,
    /// Its names, oldest first.
    pub names: Vec<AgencyName>,
    /// Who took over its work: ids, since when, by which document.
    pub successors: Vec<(String, Date, String)>,
}

impl Agency {
    /// What it was or is called on a day; the nearest name for a day outside of all.
    pub fn name_on(&self, day: Date) -> &str {
        let held = |name: &&AgencyName| name.valid_from <= day && name.valid_until.is_none_or(|until| day < until);
        let name = self.names.iter().find(held).or_else(|| {
            if self.names.first().is_some_and(|first| day < first.valid_from) {
                self.names.first()
            } else {
                self.names.last()
            }
        });
        name.map_or("", |name| &name.name)
    }
}

impl Store {
    /// Enters an agency; answers its id.
    pub fn make_agency(&mut self, ctx: &Ctx, new: &NewAgency) -> Result<String, Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            let id = IdMaker::new(ids.as_mut()).next(ids.as_mut());
            let row: [Value; 6] = [
                id.as_slice().into(),
                new.kind.word().into(),
                new.level.word().into(),
                new.area.as_ref().map(|area| area.code.as_str()).into(),
                new.area.as_ref().map(|area| area.valid_from.to_string()).into(),
                new.contact.as_str().into(),
            ];
            tx.execute(sql::INSERT, &row)?;
            insert_name(tx, &id, &new.name, new.since, &new.document)?;
            let id = hex(&id);
            let deed = Deed::about(Subject::Agency, &id).change("name", None, Some(&new.name));
            deed.note(&*new.document).record(tx, DEPLOYMENT, ctx, "make_agency", None)?;
            Ok(id)
        })
    }

    /// Gives an agency another name from a day on; `version` is the one that was shown.
    pub fn rename_agency(
        &mut self,
        ctx: &Ctx,
        id: &str,
        version: i64,
        name: &str,
        since: Date,
        document: &str,
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            saved(tx.execute(sql::TOUCH, &[super::bytes(id), version.into()])?)?;
            let before = known(tx, id)?;
            let last = before.names.last();
            if last.is_some_and(|last| since <= last.valid_from) {
                return Err(Failure::new(
                    "CC-AGENCY-NAME-DAY",
                    "tên mới phải có từ sau ngày của tên đang dùng",
                    "a new name must begin after the one that is in use",
                )
                .at("since")
                .remedy("chọn ngày muộn hơn", "choose a later day"));
            }
            tx.execute(sql::END_NAME, &[super::bytes(id), since.to_string().into()])?;
            let Value::Bytes(key) = super::bytes(id) else { return Ok(()) };
            insert_name(tx, &key, name, since, document)?;
            let deed = Deed::about(Subject::Agency, id).change("name", last.map(|last| &*last.name), Some(name));
            deed.note(document).record(tx, DEPLOYMENT, ctx, "rename_agency", None).map(drop)
        })
    }

    /// Closes an agency from a day on, with those that take over its work.
    pub fn close_agency(
        &mut self,
        ctx: &Ctx,
        id: &str,
        version: i64,
        since: Date,
        successors: &[String],
        document: &str,
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let day = Value::from(since.to_string());
            saved(tx.execute(sql::CLOSE, &[super::bytes(id), version.into(), day.clone()])?)?;
            for successor in successors {
                known(tx, successor)?;
                let row = [super::bytes(id), super::bytes(successor), day.clone(), document.into()];
                tx.execute(sql::INSERT_SUCCESSOR, &row)?;
            }
            let deed = Deed::about(Subject::Agency, id).change("closed_on", None, Some(&since.to_string()));
            deed.note(document).record(tx, DEPLOYMENT, ctx, "close_agency", None).map(drop)
        })
    }

    /// All agencies with their names through time, in the order they were entered.
    pub fn agencies(&mut self) -> Result<Vec<Agency>, Failure> {
        self.db.read(|tx| {
            let mut agencies: Vec<Agency> =
                tx.rows(sql::AGENCIES, &[])?.iter().map(agency).collect::<Result<_, _>>()?;
            for one in &mut agencies {
                details(tx, one)?;
            }
            Ok(agencies)
        })
    }

    /// One agency.
    pub fn agency(&mut self, id: &str) -> Result<Agency, Failure> {
        self.db.read(|tx| known(tx, id))
    }
}

fn insert_name(tx: &mut Tx<'_>, id: &[u8], name: &str, since: Date, document: &str) -> Result<(), Failure> {
    let row: [Value; 5] =
        [id.into(), name.into(), names::words(name).into(), since.to_string().into(), document.into()];
    tx.execute(sql::INSERT_NAME, &row).map(drop)
}

fn known(tx: &mut Tx<'_>, id: &str) -> Result<Agency, Failure> {
    let row = tx.row(sql::AGENCY, &[super::bytes(id)])?.ok_or_else(|| {
        Failure::new("CC-AGENCY-NONE", "không có cơ quan, đơn vị này", "there is no such agency").at(id)
    })?;
    let mut found = agency(&row)?;
    details(tx, &mut found)?;
    Ok(found)
}

fn details(tx: &mut Tx<'_>, agency: &mut Agency) -> Result<(), Failure> {
    for row in tx.rows(sql::NAMES, &[super::bytes(&agency.id)])? {
        agency.names.push(AgencyName {
            name: row.text(0)?.to_owned(),
            valid_from: date(row.text(1)?)?,
            valid_until: row.text_or_null(2)?.map(date).transpose()?,
            document: row.text(3)?.to_owned(),
        });
    }
    for row in tx.rows(sql::SUCCESSORS, &[super::bytes(&agency.id)])? {
        agency.successors.push((hex(row.bytes(0)?), date(row.text(1)?)?, row.text(2)?.to_owned()));
    }
    Ok(())
}

fn agency(row: &Row) -> Result<Agency, Failure> {
    let unknown = |word: &str| Failure::new("CC-AGENCY-KIND", "loại cơ quan không rõ", "unknown kind").at(word);
    Ok(Agency {
        id: hex(row.bytes(0)?),
        kind: AgencyKind::of(row.text(1)?).ok_or_else(|| unknown(row.text(1).unwrap_or_default()))?,
        level: Level::from_word(row.text(2)?).ok_or_else(|| unknown(row.text(2).unwrap_or_default()))?,
        area: row.text_or_null(3)?.map(|_| area(row, 3)).transpose()?,
        contact: row.text(5)?.to_owned(),
        closed_on: row.text_or_null(6)?.map(date).transpose()?,
        version: row.int(7)?,
        names: Vec::new(),
        successors: Vec::new(),
    })
}
