//! Where a target stands on a day: computed each time from the target, what was known on that day, and the day.
//!
//! The rules, in order, are in `docs/design/013-targets.md`; each is one function here and has its test.

mod goal;
mod judge;
mod known;
mod pieces;
mod tally;
#[cfg(test)]
mod tests;
mod words;

pub use known::Known;
pub use tally::Tally;
pub use words::{State, Why};

use super::projection::Projection;
use super::{Actual, Amount, Kind, Programme, Risk, Target};
use jiff::civil::Date;

/// One version of the newest figure, judged by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The figure, with its day, version and evidence.
    pub actual: Actual,
    /// The figure with its unit; `None` for an event.
    pub value: Option<Amount>,
    /// What the path asks for on the day of the figure.
    pub path: Option<Amount>,
    /// Figure less path: on the wrong side it is behind.
    pub gap: Option<Amount>,
    /// Figure less goal.
    pub to_goal: Option<Amount>,
    /// The state that this version alone gives.
    pub state: State,
}

/// The path on the day that is asked for, when the newest figure is of an earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// What the path asks for today.
    pub path: Amount,
    /// Why today's figure is not known.
    pub why: Why,
}

/// Where the figures lead if they go on as they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// By each method, on the day the target is due.
    pub projection: Projection,
    /// How many of the methods reach the goal.
    pub reach: usize,
}

/// Where a target stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// As of.
    pub day: Date,
    /// The state: that of the version that counts.
    pub state: State,
    /// All versions of the newest figure, the one that counts first.
    pub versions: Vec<Judged>,
    /// What is to be reached, in the target's unit: of a relative target the exact multiple of its base.
    pub goal: Option<Amount>,
    /// The same in whole units, where only whole ones exist: a third of 9.553 households is at most 3.184.
    pub whole_goal: Option<Amount>,
    /// The base with its unit, where it is known.
    pub base: Option<(Date, Amount)>,
    /// The path of today, where it differs from that of the newest figure.
    pub today: Option<Today>,
    /// The states of what is counted apart, by id.
    pub items: Vec<(String, State)>,
    /// Where the figures lead.
    pub outlook: Option<Outlook>,
    /// Figures about the same thing that must not be mixed with the target's own.
    pub set_aside: Vec<Actual>,
    /// The first day on which the target's unit no longer exists, if that is past.
    pub area_ended: Option<Date>,
}

impl Standing {
    /// What the path asks for on any day: for the line of a chart. `None` without base, goal or path.
    pub fn path_on(&self, target: &Target, day: Date) -> Option<Amount> {
        let ((from, base), goal) = (self.base?, self.goal?);
        let value = target.path.value((from, base.value), (target.due.last_day()?, goal.value), day)?;
        Some(Amount::new(value, goal.unit))
    }

    pub(super) fn without_figure(known: &Known<'_>, why: Why) -> Self {
        Self {
            day: known.day,
            state: State::NotMeasured(why),
            versions: Vec::new(),
            goal: None,
            whole_goal: None,
            base: None,
            today: None,
            items: Vec::new(),
            outlook: None,
            set_aside: Vec::new(),
            area_ended: None,
        }
    }
}

/// Every figure of a target since its base that was known on the day, each version with its state: what a chart of path
/// against actual draws. Targets without figures have none.
pub fn history(target: &Target, risk: Risk, known: &Known<'_>) -> Vec<Judged> {
    let items = target.items.iter().map(|item| Some(item.id.as_str()));
    let parts: Vec<Option<&str>> = if target.items.is_empty() { vec![None] } else { items.collect() };
    parts.into_iter().flat_map(|item| judge::every(target, item, risk, known)).collect()
}

/// Where every target of a programme that is in force on the day stands, by the programme's own rule or the common one.
pub fn standings<'a>(programme: &'a Programme, known: &Known<'_>) -> Vec<(&'a Target, Standing)> {
    let risk = programme.risk.unwrap_or(known.rules.risk.rule);
    programme.targets_on(known.day).into_iter().map(|target| (target, standing(target, risk, known))).collect()
}

/// Where a target stands on the day of `known`, by a rule for “có nguy cơ”.
pub fn standing(target: &Target, risk: Risk, known: &Known<'_>) -> Standing {
    let mut standing = match &target.kind {
        Kind::ToBeSet { waits_for } => Standing::without_figure(known, Why::WaitsFor(waits_for.clone())),
        Kind::Unquantified { word, threshold: None, .. } => {
            Standing::without_figure(known, Why::NoThreshold(word.clone()))
        }
        Kind::Evidence => pieces::evidence(target, known),
        Kind::Milestone { stage } => pieces::milestone(target, *stage, known),
        Kind::Level { counted: Some(level), .. } if known.level_ended(*level).is_some() => {
            let since = known.level_ended(*level).expect("just asked");
            let standing = judge::figures(target, risk, known);
            Standing { state: State::NotMeasured(Why::LevelEnded { level: *level, since }), ..standing }
        }
        _ if !target.items.is_empty() => pieces::items(target, risk, known),
        _ => judge::figures(target, risk, known),
    };
    let since = target.baseline.as_ref().map(|base| base.on);
    let since = since.or_else(|| standing.versions.first().map(|one| one.actual.on));
    standing.set_aside = known.set_aside(target, since);
    standing.area_ended = known.area_ended(&target.area);
    standing
}
