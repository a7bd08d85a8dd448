//! The counts behind the summary forms, commune by commune or village by village, and the movement between two reviews: sets, no loops.
//!
//! What a flow is, `domain::register::flow` defines household by household; a test holds the two together.

use crate::read::{area, denominators, no_review, review_number, review_row};
use crate::sql::counts::{self as sql, Counting};
use crate::{At, Bulk, Row, Store, Tx, Value, View};
use base::{AreaKey, Failure};
use domain::form::{ChildCounts, ClassCounts, Counts, Flows, Tally, Untold};
use domain::register::Review;
use std::collections::BTreeMap;

/// From which earlier review the movement is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The previous review under the same standard.
    pub previous: Review,
    /// How many years back a household may have been in the class to count as coming back.
    pub look_back_years: i16,
    /// Communes of the previous review that went whole into another by the day of this one. A household of such a
    /// commune did not move, whatever its key says.
    pub successors: BTreeMap<AreaKey, AreaKey>,
}

impl Store {
    /// Counts of every commune of a review that lies whole in the scope. Without a movement there are no flows: the first year of a standard.
    pub fn counts(
        &mut self,
        view: View<'_>,
        review: &Review,
        movement: Option<&Movement>,
    ) -> Result<BTreeMap<AreaKey, Counts>, Failure> {
        let View { at, scope } = view;
        self.db.read(|tx| {
            let known = Known::of(tx, at, review)?;
            let mut counts = BTreeMap::new();
            known.count(tx, &sql::COMMUNES, &known.args(), &mut counts)?;
            for one in denominators(tx, at, review.year)? {
                // a commune has five digits; figures of wider units are not theirs to add up
                if one.area.code.len() == 5 {
                    let own = counts.entry(one.area).or_default();
                    own.population = Some(one.all);
                    own.population_by_ethnicity = one.by_ethnicity;
                }
            }
            if let Some(movement) = movement {
                stage_flows(tx, at, review, known.number, movement)?;
                flows(tx, sql::FLOWS, &[], &mut counts)?;
            }
            counts.retain(|commune, _| scope.rows.has_whole(commune));
            known.even(&mut counts);
            Ok(counts)
        })
    }

    /// The same by village of some communes, keyed by commune and name as written. Nobody counts all households of a
    /// village, so there is no population; the movement is that of the commune, told apart by where a household lives.
    pub fn villages(
        &mut self,
        view: View<'_>,
        review: &Review,
        movement: Option<&Movement>,
        communes: &[AreaKey],
    ) -> Result<BTreeMap<(AreaKey, String), Counts>, Failure> {
        let View { at, scope } = view;
        self.db.read(|tx| {
            let known = Known::of(tx, at, review)?;
            let before = movement.map(|movement| stage_flows(tx, at, review, known.number, movement)).transpose()?;
            let mut villages = BTreeMap::new();
            for commune in communes {
                let mut args = known.args().to_vec();
                args.extend([commune.code.as_str().into(), commune.valid_from.to_string().into()]);
                let mut counts = BTreeMap::new();
                known.count(tx, &sql::VILLAGES, &args, &mut counts)?;
                if let Some(before) = before {
                    args.push(before.into());
                    flows(tx, sql::FLOWS_OF_VILLAGES, &args, &mut counts)?;
                }
                known.even(&mut counts);
                // the statements put the village's name where the code of a commune stands
                let counts = counts.into_iter().filter(|(key, _)| scope.rows.has(commune, &key.code));
                villages.extend(counts.map(|(key, counts)| ((commune.clone(), key.code), counts)));
            }
            Ok(villages)
        })
    }
}

/// A review as it was known.
struct Known {
    at: At,
    number: i64,
    indicators: usize,
    causes: usize,
}

impl Known {
    fn of(tx: &mut Tx<'_>, at: At, review: &Review) -> Result<Self, Failure> {
        at.must_be_kept(tx)?;
        let row = review_row(tx, at.shard, review)?.ok_or_else(|| no_review(review))?;
        let causes = row.text(3)?.split('|').filter(|id| !id.is_empty()).count();
        Ok(Self { at, number: row.int(0)?, indicators: index(&row, 2)?, causes })
    }

    fn args(&self) -> [Value; 3] {
        [self.at.shard.0.into(), self.number.into(), self.at.moment().into()]
    }

    fn count(
        &self,
        tx: &mut Tx<'_>,
        sql: &Counting,
        args: &[Value],
        counts: &mut BTreeMap<AreaKey, Counts>,
    ) -> Result<(), Failure> {
        classes(tx, sql.classes, args, counts)?;
        self.even(counts);
        tx.each(sql.indicators, args, |row| bit(counts, &row, |class| &mut class.indicators))?;
        tx.each(sql.causes, args, |row| bit(counts, &row, |class| &mut class.causes))?;
        tx.each(sql.ethnic, args, |row| {
            let tally = Tally { households: row.count(4)?, persons: row.count(5)? };
            let ethnic = row.text(3)?.to_owned();
            if let Some(class) = class_counts(counts.entry(area(&row, 0)?).or_default(), row.int(2)?) {
                class.ethnic.insert(ethnic, tally);
            }
            Ok(())
        })
    }

    /// Every place has all indicators and causes, with zeros where nobody was counted.
    fn even(&self, counts: &mut BTreeMap<AreaKey, Counts>) {
        for own in counts.values_mut() {
            for class in [&mut own.poor, &mut own.near_poor] {
                class.indicators.resize(self.indicators, 0);
                class.causes.resize(self.causes, 0);
            }
        }
    }
}

fn classes(tx: &mut Tx<'_>, sql: &str, args: &[Value], counts: &mut BTreeMap<AreaKey, Counts>) -> Result<(), Failure> {
    tx.each(sql, args, |row| {
        let tally = |at: usize| Ok::<_, Failure>(Tally { households: row.count(at)?, persons: row.count(at + 1)? });
        let own: &mut Counts = counts.entry(area(&row, 0)?).or_default();
        let code = row.int(2)?;
        if code == 2 {
            own.farm_average = tally(15)?;
        }
        if let Some(class) = class_counts(own, code) {
            *class = ClassCounts {
                all: tally(3)?,
                minority: tally(5)?,
                no_labour_capacity: tally(7)?,
                merit: tally(9)?,
                indigenous: tally(11)?,
                unmarked: tally(13)?,
                female_head: row.count(17)?,
                children: ChildCounts {
                    all: row.count(18)?,
                    health_insurance: row.count(19)?,
                    nutrition: row.count(20)?,
                    education: row.count(21)?,
                },
                untold: Untold { indicators: row.count(22)?, members: row.count(23)?, children: row.count(24)? },
                ..ClassCounts::default()
            };
        }
        Ok(())
    })
}

fn bit(
    counts: &mut BTreeMap<AreaKey, Counts>,
    row: &Row,
    which: fn(&mut ClassCounts) -> &mut Vec<u64>,
) -> Result<(), Failure> {
    let (number, households) = (index(row, 3)?, row.count(4)?);
    if let Some(class) = class_counts(counts.entry(area(row, 0)?).or_default(), row.int(2)?) {
        let counted = which(class);
        if let Some(count) = counted.get_mut(number) {
            *count = households;
        }
    }
    Ok(())
}

/// Fills the staging table of flows: the reading transaction sees it, nobody else does. The number of the previous
/// review.
pub(crate) fn stage_flows(
    tx: &mut Tx<'_>,
    at: At,
    review: &Review,
    number: i64,
    movement: &Movement,
) -> Result<i64, Failure> {
    let previous = &movement.previous;
    if previous.standard != review.standard || previous.year >= review.year {
        return Err(Failure::new(
            "CC-STORE-MOVEMENT",
            "diễn biến chỉ tính so với đợt rà soát trước theo cùng một chuẩn",
            "a movement is reckoned from an earlier review under the same standard",
        )
        .at(format!("{} {} → {} {}", previous.year, previous.standard, review.year, review.standard)));
    }
    let before = review_number(tx, at.shard, previous)?.ok_or_else(|| no_review(previous))?;
    tx.execute(sql::FORGET_FLOWS, &[])?;
    tx.execute(sql::FORGET_SUCCESSORS, &[])?;
    let mut successors = Bulk::new(sql::STAGE_SUCCESSOR);
    for (from, to) in &movement.successors {
        let row = [
            from.code.as_str().into(),
            from.valid_from.to_string().into(),
            to.code.as_str().into(),
            to.valid_from.to_string().into(),
        ];
        successors.push(tx, row)?;
    }
    successors.finish(tx)?;
    let leaving: [Value; 4] = [at.shard.0.into(), number.into(), at.moment().into(), before.into()];
    tx.execute(sql::LEAVING, &leaving)?;
    let mut arriving = leaving.to_vec();
    arriving.extend([
        Value::from(i64::from(review.year.saturating_sub(movement.look_back_years))),
        i64::from(previous.year - 1).into(),
        review.standard.as_str().into(),
        previous.day.to_string().into(),
        review.day.to_string().into(),
    ]);
    tx.execute(sql::ARRIVING, &arriving)?;
    Ok(before)
}

fn flows(tx: &mut Tx<'_>, sql: &str, args: &[Value], counts: &mut BTreeMap<AreaKey, Counts>) -> Result<(), Failure> {
    // a place that lost all its households still has its line
    let rows = tx.rows(sql, args)?;
    for row in &rows {
        counts.entry(area(row, 0)?).or_default();
    }
    for own in counts.values_mut() {
        own.poor_flows = Some(Flows { closing: own.poor.all, ..Flows::default() });
        own.near_poor_flows = Some(Flows { closing: own.near_poor.all, ..Flows::default() });
    }
    for row in &rows {
        let own = counts.entry(area(row, 0)?).or_default();
        let line = if row.int(2)? == 0 { &mut own.poor_flows } else { &mut own.near_poor_flows };
        let Some(line) = line else { continue };
        let tally = Tally { households: row.count(4)?, persons: row.count(5)? };
        let column = row.int(3)?;
        if column <= 4 {
            line.opening += tally;
        }
        match column {
            0 => line.persons_drift += row.int(6)?,
            2 => line.to_pair += tally,
            3 => line.out += tally,
            4 => line.other_down += tally,
            5 => line.from_pair += tally,
            6 => line.again += tally,
            7 => line.new += tally,
            _ => line.other_up += tally,
        }
    }
    Ok(())
}

/// The part of the counts that belongs to a class, if the forms tell it apart.
fn class_counts(counts: &mut Counts, code: i64) -> Option<&mut ClassCounts> {
    match code {
        0 => Some(&mut counts.poor),
        1 => Some(&mut counts.near_poor),
        _ => None,
    }
}

fn index(row: &Row, column: usize) -> Result<usize, Failure> {
    Ok(usize::try_from(row.int(column)?).unwrap_or(usize::MAX))
}
