//! The households behind a figure, or those a person looks for: counted and paged by the database.

mod filter;
mod suggest;

pub use filter::{Ethnic, Filter, FlowColumn, Lacking, Mark};
pub use suggest::Suggested;

use crate::counts::stage_flows;
use crate::read::{area, flags, no_review, review_row};
use crate::sql::{counts as flows, search as sql};
use crate::store::must_be_current;
use crate::{Bulk, Key, Movement, Reach, Row, Scope, Shard, Store, Tx, Value, View, code, list, names, scope};
use base::{AreaKey, Failure};
use domain::register::{Cccd, Flow, Marks, Review};
use engine::{AreaKind, Class, Flags, Means};
use std::collections::BTreeSet;

/// By what rows are ordered; among equals the heads' names decide, in Vietnamese order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// Name of the head.
    #[default]
    Name,
    /// Village.
    Village,
    /// Class, the poor first.
    Class,
    /// Number of deprivations.
    Deprivations,
    /// Income; who has none comes last.
    Income,
    /// B1 points; who has none comes last.
    B1,
    /// Members.
    Members,
    /// Code.
    Code,
}

/// Which way the order goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    #[default]
    Up,
    /// The largest first.
    Down,
}

/// An order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Which way.
    pub direction: Direction,
}

/// Which rows of all that were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Rows before the page.
    pub offset: u64,
    /// Rows of the page at most.
    pub limit: u64,
}

/// What was found: sums over everything, rows of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Households.
    pub households: u64,
    /// Persons in them, as the review counted.
    pub persons: u64,
    /// Children who lack what the filter asks for; all children if it asks for nothing of them.
    pub children: u64,
    /// Deprived indicators, over all households; none where the scope does not show them.
    pub deprivations: Option<u64>,
    /// Households of the page, in order.
    pub rows: Vec<HouseholdRow>,
}

/// A household of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdRow {
    /// Code of the household.
    pub code: String,
    /// Name of the head on the day of the review, as it is known now; empty if there is none.
    pub head: String,
    /// Village, as written.
    pub village: String,
    /// Commune, read on the last day of the review's year.
    pub commune: AreaKey,
    /// Rural or urban.
    pub area_kind: AreaKind,
    /// Class.
    pub class: Class,
    /// Deprived indicators; none where the scope does not show them.
    pub flags: Option<Flags>,
    /// Marks.
    pub marks: Marks,
    /// Causes: bits in the order of the standard; none where the scope does not show what tells of health.
    pub causes: u32,
    /// Persons.
    pub members: u64,
    /// Income and points.
    pub means: Means,
    /// How the household came to its class or left it; none without a movement.
    pub flow: Option<Flow>,
}

impl Store {
    /// The households in the scope that `filter` wants, of this review or, for what left the class since, of the one before.
    ///
    /// Flows are told, and can be asked for, only with a movement; reckoning it takes its time. A filter that rests on
    /// sensitive data outside the scope is refused: what it finds would tell them.
    pub fn search(
        &mut self,
        view: View<'_>,
        review: &Review,
        movement: Option<&Movement>,
        filter: &Filter,
        sort: Sort,
        page: Page,
    ) -> Result<Found, Failure> {
        if Cccd::new(&filter.text).is_some() {
            self.follow_key()?;
        }
        let Self { db, key, .. } = self;
        db.read(|tx| {
            let asked = Asked::stage(tx, key, view, review, movement, filter)?;
            asked.may_sort(sort)?;
            let totals = tx.row(sql::TOTALS[asked.listed], &asked.args)?;
            let mut found = totals.map_or(Ok(Found::default()), |row| {
                Ok::<_, Failure>(Found {
                    households: row.count(0)?,
                    persons: row.count(1)?,
                    children: row.count(2)?,
                    deprivations: if asked.health { Some(row.count(3)?) } else { None },
                    rows: Vec::new(),
                })
            })?;
            if page.limit > 0 && page.offset < found.households {
                asked.rows(tx, sort, page, |row| {
                    found.rows.push(row);
                    Ok(())
                })?;
            }
            Ok(found)
        })
    }

    /// Hands on every household that `filter` wants, in order, as the database tells them: for exports.
    pub fn search_each(
        &mut self,
        view: View<'_>,
        review: &Review,
        movement: Option<&Movement>,
        filter: &Filter,
        sort: Sort,
        each: impl FnMut(HouseholdRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if Cccd::new(&filter.text).is_some() {
            self.follow_key()?;
        }
        let Self { db, key, .. } = self;
        db.read(|tx| {
            let asked = Asked::stage(tx, key, view, review, movement, filter)?;
            asked.may_sort(sort)?;
            asked.rows(tx, sort, Page { offset: 0, limit: u64::MAX }, each)
        })
    }
}

/// A filter whose lists lie in the staging tables.
struct Asked<'a> {
    scope: &'a Scope,
    /// $1 to $20.
    args: Vec<Value>,
    /// Whether communes are listed: which of two texts.
    listed: usize,
    /// The day of the review whose results are read.
    day: Value,
    /// Whether deprivations are shown of all that is found.
    health: bool,
}

impl<'a> Asked<'a> {
    fn stage(
        tx: &mut Tx<'_>,
        key: &Key,
        View { at, scope }: View<'a>,
        review: &Review,
        movement: Option<&Movement>,
        filter: &Filter,
    ) -> Result<Self, Failure> {
        let shard = at.shard;
        let number = number(tx, shard, review)?;
        tx.execute(flows::FORGET_FLOWS, &[])?;
        if let Some(movement) = movement {
            stage_flows(tx, shard.into(), review, number, movement)?;
        }
        let before = movement.filter(|_| filter.flow.is_some_and(FlowColumn::before));
        let (number, day) = match before {
            Some(movement) => (self::number(tx, shard, &movement.previous)?, movement.previous.day),
            None if filter.flow.is_some() && movement.is_none() => return Err(no_movement(review)),
            None => (number, review.day),
        };
        let then =
            filter.communes.as_ref().map(|communes| before.map_or_else(|| communes.clone(), |it| it.were(communes)));
        let places = scope.rows.listed(then.as_ref());
        let all = places.as_ref().unwrap_or(&Reach::All);
        if (filter.tells_ethnicity() && !scope.ethnicity.covers(all))
            || (filter.tells_health() && !scope.health.covers(all))
        {
            return Err(scope::sensitive());
        }
        all.stage(tx)?;
        if let Some(Ethnic::AnyOf(keys) | Ethnic::NoneOf(keys)) = &filter.ethnic {
            tx.execute(sql::FORGET_ETHNIC, &[])?;
            let mut rows = Bulk::new(sql::STAGE_ETHNIC);
            keys.iter().try_for_each(|key| rows.push(tx, [key.as_str().into()]))?;
            rows.finish(tx)?;
        }
        if !filter.text.trim().is_empty() {
            stage_hits(tx, key, shard, &filter.text, scope.cccd.covers(all))?;
        }
        let mut args: Vec<Value> = vec![shard.0.into(), number.into()];
        args.extend(filter.args());
        Ok(Self {
            scope,
            args,
            listed: usize::from(places.is_some()),
            day: day.to_string().into(),
            health: scope.health.covers(all),
        })
    }

    /// Refuses an order that tells what is not shown.
    fn may_sort(&self, sort: Sort) -> Result<(), Failure> {
        if sort.key == SortKey::Deprivations && !self.health { Err(scope::sensitive()) } else { Ok(()) }
    }

    fn rows(
        &self,
        tx: &mut Tx<'_>,
        sort: Sort,
        page: Page,
        mut each: impl FnMut(HouseholdRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let orders = match sort.key {
            SortKey::Name => &sql::BY_NAME,
            SortKey::Village => &sql::BY_VILLAGE,
            SortKey::Class => &sql::BY_CLASS,
            SortKey::Deprivations => &sql::BY_DEPRIVATIONS,
            SortKey::Income => &sql::BY_INCOME,
            SortKey::B1 => &sql::BY_B1,
            SortKey::Members => &sql::BY_MEMBERS,
            SortKey::Code => &sql::BY_CODE,
        };
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let mut args = self.args.clone();
        args.extend([whole(page.limit).into(), whole(page.offset).into(), self.day.clone()]);
        tx.each(orders[self.listed][usize::from(sort.direction == Direction::Down)], &args, |row| {
            each(read(&row, self.scope)?)
        })
    }
}

impl Movement {
    /// The communes of the previous review whose households are counted in these now.
    fn were(&self, communes: &BTreeSet<AreaKey>) -> BTreeSet<AreaKey> {
        let unchanged = communes.iter().filter(|commune| !self.successors.contains_key(commune));
        let merged = self.successors.iter().filter(|(_, to)| communes.contains(to)).map(|(from, _)| from);
        unchanged.chain(merged).cloned().collect()
    }
}

/// Households that a text may mean. A whole personal number means its person and nobody else, and nobody at all to
/// those who may not see numbers.
fn stage_hits(tx: &mut Tx<'_>, key: &Key, shard: Shard, text: &str, numbers: bool) -> Result<(), Failure> {
    tx.execute(sql::FORGET_HITS, &[])?;
    let shard = Value::from(shard.0);
    if let Some(cccd) = Cccd::new(text) {
        if numbers {
            must_be_current(tx, key)?;
            tx.execute(sql::HITS_BY_CCCD, &[shard.clone(), key.index_of(&cccd).into()])?;
        }
    } else if let Some(patterns) = names::patterns(text) {
        let mut args = vec![shard.clone()];
        args.extend(patterns.map(Value::from));
        tx.execute(sql::HITS_BY_NAME, &args)?;
    }
    if may_be_code(text) {
        tx.execute(sql::HITS_BY_CODE, &[shard, beginning(text).into()])?;
    }
    Ok(())
}

/// Whoever types a code has typed a digit before long; names have none, and need not be looked for among the codes.
fn may_be_code(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
}

/// A pattern for codes that begin so.
fn beginning(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.trim().to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

fn number(tx: &mut Tx<'_>, shard: Shard, review: &Review) -> Result<i64, Failure> {
    review_row(tx, shard, review)?.ok_or_else(|| no_review(review))?.int(0)
}

fn no_movement(review: &Review) -> Failure {
    Failure::new(
        "CC-STORE-NO-MOVEMENT",
        "năm đầu của một chuẩn không có diễn biến",
        "the first year of a standard has no movement",
    )
    .at(format!("{} {}", review.year, review.standard))
}

fn read(row: &Row, scope: &Scope) -> Result<HouseholdRow, Failure> {
    let (village, commune) = (row.text(2)?, area(row, 3)?);
    let health = scope.health.has(&commune, village);
    Ok(HouseholdRow {
        code: row.text(0)?.to_owned(),
        head: row.text_or_null(1)?.unwrap_or_default().to_owned(),
        marks: list::marks(row.int(8)?, scope, &commune, village),
        village: village.to_owned(),
        commune,
        area_kind: code::area_kind_of(row.int(5)?),
        class: code::class_of(row.int(6)?),
        flags: if health { Some(flags(row.int(7)?)) } else { None },
        causes: if health { u32::try_from(row.int(9)?).unwrap_or_default() } else { 0 },
        members: row.count(10)?,
        means: Means { b1: row.int_or_null(11)?, income: row.int_or_null(12)? },
        flow: row.int_or_null(13)?.and_then(code::flow_of),
    })
}
