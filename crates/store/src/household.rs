//! One household: who lives there, where, what each review found, what happened, and who entered it.

use crate::list::{self, Sight};
use crate::read::{area, batch, date, flags, year};
use crate::sql::household as sql;
use crate::{BatchRow, Key, ListedMember, Row, Scope, Store, Tx, Value, View, answers, code, edit};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use domain::register::{EventKind, Marks, Review, Support};
use engine::{AreaKind, Class, Flags, Household, Means};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// All that the register knows of a household.
#[derive(Clone, Debug, PartialEq)]
pub struct HouseholdStory {
    /// Its code.
    pub code: String,
    /// The newest batch that touched where it lives, who lives there or one of them: a correction names the version it
    /// rests on.
    pub version: i64,
    /// Who lives there, the head first, then who lived there, the last to leave first.
    pub members: Vec<StoryMember>,
    /// Where it lived, oldest first.
    pub addresses: Vec<StoryAddress>,
    /// What the reviews found, oldest first; results that were superseded come before the one that stands.
    pub results: Vec<StoryResult>,
    /// What happened to it, oldest first.
    pub events: Vec<StoryEvent>,
    /// The batches that entered or corrected something of it, oldest first.
    pub batches: Vec<BatchRow>,
}

/// A member, past or present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryMember {
    /// The person's id in the register, as hexadecimal digits; it says nothing of the person.
    pub id: String,
    /// Who, and what to the head.
    pub person: ListedMember,
    /// Member since.
    pub valid_from: Date,
    /// First day on which he or she was no member any more.
    pub valid_until: Option<Date>,
}

/// Where a household lived, and with which marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryAddress {
    /// Commune.
    pub commune: AreaKey,
    /// Village, as written.
    pub village: String,
    /// Rural or urban.
    pub area_kind: AreaKind,
    /// Marks.
    pub marks: Marks,
    /// Since.
    pub valid_from: Date,
    /// First day on which this was no longer so.
    pub valid_until: Option<Date>,
}

/// What a review found.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryResult {
    /// The review.
    pub review: Review,
    /// Class.
    pub class: Class,
    /// Deprived indicators; none where the scope does not show them.
    pub flags: Option<Flags>,
    /// Income and points.
    pub means: Means,
    /// What the class rests on: a basis of the engine, or `recorded`.
    pub basis: String,
    /// Marks.
    pub marks: Marks,
    /// Ids of the causes, in the order of the standard.
    pub causes: Vec<String>,
    /// Kinds of support.
    pub supports: BTreeSet<Support>,
    /// Persons, as counted.
    pub members: u64,
    /// Commune.
    pub commune: AreaKey,
    /// Village, as written.
    pub village: String,
    /// Rural or urban.
    pub area_kind: AreaKind,
    /// The batch that entered it.
    pub batch: i64,
    /// When it was entered.
    pub recorded_at: String,
    /// When and by which batch it was superseded; none for what stands.
    pub superseded: Option<(String, i64)>,
    /// Answers and births, to compute the result again; none where the scope does not show them.
    pub answers: Option<Household>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryEvent {
    /// Day.
    pub day: Date,
    /// What.
    pub kind: EventKind,
    /// The batch that entered it.
    pub batch: i64,
    /// When it was entered.
    pub recorded_at: String,
}

impl Store {
    /// The household with this code, as far as it lies in the scope: what was found of it and who lived there while it
    /// lived inside. None if it never did.
    pub fn household(&mut self, view: View<'_>, code: &str) -> Result<Option<HouseholdStory>, Failure> {
        self.follow_key()?;
        let Self { db, key, .. } = self;
        db.read(|tx| story(tx, key, view, code))
    }
}

/// See [`Store::household`].
pub(crate) fn story(tx: &mut Tx<'_>, key: &Key, view: View<'_>, code: &str) -> Result<Option<HouseholdStory>, Failure> {
    let (shard, scope) = (view.at.shard, view.scope);
    let Some(row) = tx.row(sql::HOUSEHOLD, &[shard.0.into(), code.into()])? else { return Ok(None) };
    let args: [Value; 2] = [shard.0.into(), row.bytes(0)?.into()];
    let mut addresses = all(tx, sql::ADDRESSES, &args, |row| address(row, scope))?;
    let (known, newest) = (addresses.len(), addresses.last().map(|home| home.valid_from));
    addresses.retain(|one| scope.rows.has(&one.commune, &one.village));
    let lives_inside = addresses.last().is_some_and(|home| Some(home.valid_from) == newest);
    let mut results = all(tx, sql::RESULTS, &args, |row| result(row, scope))?;
    results.retain(|one| scope.rows.has(&one.commune, &one.village));
    let Some(home) = addresses.last() else { return Ok(None) };
    // what is corrected where it lives now is told there
    let sight = if lives_inside { Sight::of(scope, &home.commune, &home.village) } else { Sight::default() };
    let mut story = HouseholdStory {
        code: code.to_owned(),
        version: edit::version(tx, &args)?,
        members: all(tx, sql::MEMBERS, &args, |row| member(row, key, &sight))?,
        addresses,
        results,
        events: all(tx, sql::EVENTS, &args, event)?,
        batches: all(tx, sql::BATCHES, &args, batch)?,
    };
    if story.addresses.len() < known {
        story.keep_to_addresses();
    }
    Ok(Some(story))
}

/// The failure of a code that no household in sight has.
pub fn no_household(code: &str) -> Failure {
    Failure::new("CC-HOUSEHOLD-NONE", "không có hộ nào mang mã này", "no household has this code")
        .at(code)
        .remedy("tìm hộ theo tên ở trang Hộ dân", "find the household by name on the page of households")
}

impl HouseholdStory {
    /// Leaves out what was while the household lived elsewhere.
    fn keep_to_addresses(&mut self) {
        let Self { members, addresses, results, events, batches, .. } = self;
        let lived = |from: Date, until: Option<Date>| {
            let ends = |until: Option<Date>, day: Date| until.is_some_and(|until| until <= day);
            addresses.iter().any(|home| !ends(until, home.valid_from) && !ends(home.valid_until, from))
        };
        members.retain(|member| lived(member.valid_from, member.valid_until));
        events.retain(|event| lived(event.day, event.day.tomorrow().ok()));
        batches.retain(|batch| results.iter().any(|result| result.batch == batch.batch));
    }
}

fn all<T>(
    tx: &mut Tx<'_>,
    statement: &str,
    args: &[Value],
    read: impl Fn(&Row) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    tx.rows(statement, args)?.iter().map(read).collect()
}

fn member(row: &Row, key: &Key, sight: &Sight) -> Result<StoryMember, Failure> {
    Ok(StoryMember {
        id: hex(row.bytes(1)?),
        person: list::member(row, key, sight)?,
        valid_from: date(row.text(11)?)?,
        valid_until: row.text_or_null(12)?.map(date).transpose()?,
    })
}

fn address(row: &Row, scope: &Scope) -> Result<StoryAddress, Failure> {
    let (commune, village) = (area(row, 0)?, row.text(2)?);
    Ok(StoryAddress {
        area_kind: code::area_kind_of(row.int(3)?),
        marks: list::marks(row.int(4)?, scope, &commune, village),
        village: village.to_owned(),
        commune,
        valid_from: date(row.text(5)?)?,
        valid_until: row.text_or_null(6)?.map(date).transpose()?,
    })
}

fn result(row: &Row, scope: &Scope) -> Result<StoryResult, Failure> {
    let (commune, village) = (area(row, 13)?, row.text(15)?);
    let health = scope.health.has(&commune, village);
    let bits = row.int(10)?;
    let causes = row.text(3)?.split('|').enumerate().filter(|(bit, _)| health && bits >> bit & 1 == 1);
    let superseded = row.text_or_null(19)?.map(|at| Ok::<_, Failure>((at.to_owned(), row.int(20)?)));
    Ok(StoryResult {
        review: Review { year: year(row, 0)?, standard: row.text(1)?.to_owned(), day: date(row.text(2)?)? },
        class: code::class_of(row.int(4)?),
        flags: if health { Some(flags(row.int(5)?)) } else { None },
        means: Means { b1: row.int_or_null(6)?, income: row.int_or_null(7)? },
        basis: row.text(8)?.to_owned(),
        marks: list::marks(row.int(9)?, scope, &commune, village),
        causes: causes.map(|(_, id)| id.to_owned()).collect(),
        supports: code::supports_of(row.int(11)?).collect(),
        members: row.count(12)?,
        village: village.to_owned(),
        commune,
        area_kind: code::area_kind_of(row.int(16)?),
        batch: row.int(17)?,
        recorded_at: row.text(18)?.to_owned(),
        superseded: superseded.transpose()?,
        answers: row.text_or_null(21)?.filter(|_| health).map(answers::read).transpose()?,
    })
}

fn event(row: &Row) -> Result<StoryEvent, Failure> {
    Ok(StoryEvent {
        day: date(row.text(0)?)?,
        kind: code::event_of(row.int(1)?),
        batch: row.int(2)?,
        recorded_at: row.text(3)?.to_owned(),
    })
}
