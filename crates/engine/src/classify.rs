//! From means and number of deprivations to class.

use crate::pack::{Pack, Way, column};
use crate::{AreaKind, Class};
use serde::{Deserialize, Serialize};

/// What a household's means are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Declared income.
    Income,
    /// B1 points, which estimate income.
    B1,
}

/// What is known of a household's means. At least one must be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Means {
    /// Declared income, đồng per person and month.
    pub income: Option<i64>,
    /// Total of B1 points.
    pub b1: Option<i64>,
}

/// Which measure the class rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Declared income.
    Income,
    /// B1 points.
    B1,
    /// Both were given and lead to different classes; the pack's precedence chose this one.
    Conflict(Measure),
}

impl Basis {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::B1 => "b1",
            Self::Conflict(Measure::Income) => "conflict:income",
            Self::Conflict(Measure::B1) => "conflict:b1",
        }
    }
}

/// The class of a household and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The class.
    pub class: Class,
    /// The basis.
    pub basis: Basis,
    /// The measure that was used.
    pub measure: Measure,
    /// What the other measure led to, when both were given and differ in a way that contradicts.
    pub contradicted: Option<Class>,
}

/// Why a household cannot be classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither income nor B1.
    NoMeans,
    /// Only B1, and the standard has no cut-offs for it.
    NoCutOff,
}

/// What one measure says.
#[derive(Clone, Copy)]
struct Reading {
    class: Class,
    /// B1 only: a better-off class that the points cannot tell from “not poor”, because its line has no cut-off.
    open: Option<Class>,
}

impl Pack {
    /// Classifies a household with `deprived` indicators.
    ///
    /// Lines are inclusive. B1 points alone never give a class whose line has no cut-off (mức sống trung bình):
    /// that class takes a declared income, and then does not contradict the points.
    pub fn classify(&self, area: AreaKind, means: Means, deprived: u32) -> Result<Verdict, Refusal> {
        let income = means.income.map(|income| self.by_income(area, income, deprived));
        let b1 = means.b1.and_then(|b1| self.by_b1(area, b1, deprived));
        let plain = |class, measure| Verdict {
            class,
            basis: if measure == Measure::B1 { Basis::B1 } else { Basis::Income },
            measure,
            contradicted: None,
        };
        match (income, b1) {
            (None, None) if means.b1.is_some() => Err(Refusal::NoCutOff),
            (None, None) => Err(Refusal::NoMeans),
            (Some(income), None) => Ok(plain(income.class, Measure::Income)),
            (None, Some(b1)) => Ok(plain(b1.class, Measure::B1)),
            (Some(income), Some(b1)) if income.class == b1.class => Ok(plain(b1.class, self.method.precedence)),
            (Some(income), Some(b1)) if b1.open == Some(income.class) => Ok(plain(income.class, Measure::Income)),
            (Some(income), Some(b1)) => {
                let (used, other) = match self.method.precedence {
                    Measure::B1 => (b1, income),
                    Measure::Income => (income, b1),
                };
                Ok(Verdict {
                    class: used.class,
                    basis: Basis::Conflict(self.method.precedence),
                    measure: self.method.precedence,
                    contradicted: Some(other.class),
                })
            }
        }
    }

    fn by_income(&self, area: AreaKind, income: i64, deprived: u32) -> Reading {
        // yearly lines are compared as a product, so that no division rounds a household over the line
        let total = i128::from(income) * i128::from(self.per.months());
        let band = self.lines.iter().filter(|line| total > i128::from(line.amount[column(area)])).count();
        let class = self.classes.iter().find(|class| class.meets(band, deprived));
        Reading { class: class.map_or(Class::NotPoor, |class| class.class), open: None }
    }

    /// `None` when the standard has no cut-offs at all.
    fn by_b1(&self, area: AreaKind, b1: i64, deprived: u32) -> Option<Reading> {
        self.lines.iter().any(|line| line.cut_off.is_some()).then_some(())?;
        let mut open = None;
        for class in &self.classes {
            for way in &class.ways {
                match self.way_by_b1(way, area, b1, deprived) {
                    Some(true) => return Some(Reading { class: class.class, open: None }),
                    None => open = open.or(Some(class.class)),
                    Some(false) => {}
                }
            }
        }
        Some(Reading { class: Class::NotPoor, open })
    }

    /// Whether the points meet a way; `None` if only a line without cut-off stands in the way of saying so.
    fn way_by_b1(&self, way: &Way, area: AreaKind, b1: i64, deprived: u32) -> Option<bool> {
        if deprived < way.at_least || way.below.is_some_and(|below| deprived >= below) {
            return Some(false);
        }
        let cut_off = |line: usize| self.lines[line].cut_off.as_ref().map(|cut_off| cut_off.points[column(area)]);
        let above = way.above.map_or(Some(true), |line| cut_off(line).map(|points| b1 > points));
        let at_most = way.at_most.map_or(Some(true), |line| cut_off(line).map(|points| b1 <= points));
        match (above, at_most) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}
