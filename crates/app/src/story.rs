//! One household, one story: what the register knows of it, why each review gave it its class, and what would have to
//! change for a better one.
//!
//! Nothing about poverty is decided here. The reasons are the engine's own, and a change is found by asking the engine
//! about the same household with less deprivation or more means.

use crate::Book;
use crate::access::On;
use base::{Dong, Failure, Text};
use domain::access::Action;
use engine::{AreaKind, Class, Explanation, Flags, Means, Measure, Pack, Verdict, derive, explain, pack};
use store::{HouseholdStory, StoryResult};

/// A household with the reasons of its results.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// What the register knows.
    pub household: HouseholdStory,
    /// For each of its results, in their order.
    pub told: Vec<Told>,
}

/// A result, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The class by the standard; none if neither income nor points are known.
    pub class: Option<Class>,
    /// The engine's reasoning; none without a class by the standard.
    pub explanation: Option<Explanation>,
    /// What would lead to a better class, the smallest change to each class; empty where a person recorded another
    /// class than the standard gives, because then nothing can be foretold.
    pub changes: Vec<Change>,
}

/// A change that leads to a better class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The class.
    pub to: Class,
    /// What has to change.
    pub how: How,
    /// The same in words.
    pub text: Text,
}

/// What has to change, everything else staying as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// So many of the deprivations, any of these, have to go.
    Deprivations {
        /// How many.
        fewer: u32,
        /// The indicators, by their numbers in the standard.
        of: Vec<usize>,
    },
    /// The income or the points have to reach a figure.
    Means {
        /// Which of the two.
        measure: Measure,
        /// The figure: đồng per person and month, or points.
        least: i64,
        /// How much more that is.
        more: i64,
    },
}

impl Book<'_> {
    /// The story of the household with this code.
    pub fn story(&mut self, code: &str) -> Result<Option<Story>, Failure> {
        self.caller.authorise(Action::OpenHousehold, On::Anything)?;
        let view = self.view();
        let Some(household) = self.store.household(view, code)? else { return Ok(None) };
        let told = household.results.iter().map(tell).collect::<Result<_, _>>()?;
        Ok(Some(Story { household, told }))
    }
}

/// Explains one result under the standard of its review.
pub fn tell(result: &StoryResult) -> Result<Told, Failure> {
    let pack = pack::find(&result.review.standard)?;
    let unexplained = Told { class: None, explanation: None, changes: Vec::new() };
    // the reasons are what the scope may not show
    let Some(flags) = result.flags else { return Ok(unexplained) };
    let Ok(verdict) = pack.classify(result.area_kind, result.means, flags.count()) else {
        return Ok(unexplained);
    };
    let derived = result.answers.as_ref().and_then(|household| {
        // answers that lead to other deprivations than were recorded are no evidence of these
        let (derived, found) = derive(pack, household, result.review.day).ok()?;
        (derived == flags).then_some((household, found))
    });
    let evidence = derived.as_ref().map(|(household, found)| (*household, found.as_slice()));
    let explanation = explain(pack, result.area_kind, result.means, flags, &verdict, evidence);
    let changes = if verdict.class == result.class { changes(pack, result, flags, verdict) } else { Vec::new() };
    Ok(Told { class: Some(verdict.class), explanation: Some(explanation), changes })
}

/// The smallest change of either kind to each better class.
fn changes(pack: &Pack, result: &StoryResult, flags: Flags, now: Verdict) -> Vec<Change> {
    let deprived = flags.count();
    let indicators: Vec<usize> = flags.iter().collect();
    let fewer = (1..=deprived)
        .map(|fewer| (result.means, deprived - fewer, How::Deprivations { fewer, of: indicators.clone() }));
    let higher = higher(pack, result, now.measure).into_iter().map(|(means, how)| (means, deprived, how));
    let mut changes = smallest(pack, result, now.class, fewer);
    changes.extend(smallest(pack, result, now.class, higher));
    changes
}

/// Asks the engine about the household as it would be; of what is tried, the first that leads to a class counts.
fn smallest(
    pack: &Pack,
    result: &StoryResult,
    now: Class,
    tried: impl Iterator<Item = (Means, u32, How)>,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for (means, deprived, how) in tried {
        let Ok(verdict) = pack.classify(result.area_kind, means, deprived) else { continue };
        let to = verdict.class;
        if to > now && changes.iter().all(|known| known.to != to) {
            changes.extend(words(pack, &how, to).map(|text| Change { to, how, text }));
        }
    }
    changes
}

/// The household's means just above each line of the standard that it does not pass yet, the nearest first.
fn higher(pack: &Pack, result: &StoryResult, measure: Measure) -> Vec<(Means, How)> {
    let area = usize::from(result.area_kind == AreaKind::Urban);
    let mut higher = Vec::new();
    for line in &pack.lines {
        let (now, least) = match measure {
            // the smallest whole income whose product with the months is above the line
            Measure::Income => (result.means.income, Some(line.amount[area].div_euclid(pack.per.months()) + 1)),
            Measure::B1 => (result.means.b1, line.cut_off.as_ref().map(|cut_off| cut_off.points[area] + 1)),
        };
        let (Some(now), Some(least)) = (now, least) else { continue };
        if least > now {
            let means = match measure {
                Measure::Income => Means { income: Some(least), ..result.means },
                Measure::B1 => Means { b1: Some(least), ..result.means },
            };
            higher.push((means, How::Means { measure, least, more: least - now }));
        }
    }
    higher
}

fn words(pack: &Pack, how: &How, to: Class) -> Option<Text> {
    let class = &pack.class(to)?.name;
    let (vi, en) = match how {
        How::Deprivations { fewer, of } => {
            let names = |vi: bool| {
                let one = |index: &usize| {
                    let name = &pack.indicators.get(*index)?.name;
                    Some(if vi { name.vi.as_str() } else { name.en.as_str() })
                };
                of.iter().filter_map(one).collect::<Vec<_>>().join("; ")
            };
            let all = of.len();
            (
                format!("khắc phục {fewer} trong {all} chỉ số thiếu hụt ({})", names(true)),
                format!("with {fewer} of {all} deprivations mended ({})", names(false)),
            )
        }
        How::Means { measure: Measure::Income, least, more } => (
            format!("thu nhập từ {}/người/tháng trở lên (thêm {})", Dong(*least), Dong(*more)),
            format!("with an income of {} per person and month or more ({} more)", Dong(*least), Dong(*more)),
        ),
        How::Means { measure: Measure::B1, least, more } => (
            format!("điểm B1 từ {least} trở lên (thêm {more})"),
            format!("with {least} B1 points or more ({more} more)"),
        ),
    };
    Some(Text::new(format!("{vi} → {}", class.vi), format!("{en} → {}", class.en)))
}
