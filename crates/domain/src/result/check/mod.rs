//! What is odd about published figures. Nothing is mended or dropped: a person reads the finding and decides.
//!
//! Every check compares figures of one [`Subject`] (unit, part, year, standard, kind of source), so a survey is never
//! held against a review, nor one standard against another.

mod copies;
mod rates;
mod sums;
mod totals;

use super::{Fact, Measure, Part, Status, Subject};
use crate::area::Areas;
use base::{AreaKey, Finding, Severity, Text};
use std::collections::BTreeMap;

pub(crate) use copies::Likeness;

/// What was compared, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What a person should look at.
    pub findings: Vec<Finding>,
    /// Figures compared with the sum of their parts (regions, provinces, districts, communes).
    pub sums: usize,
    /// Totals compared with poor + near-poor.
    pub totals: usize,
    /// Rates computed again from their counts.
    pub rates: usize,
    /// Sets of counts and printed rates asked for a common denominator.
    pub denominators: usize,
    /// Copies compared with the figures they copy.
    pub copies: usize,
}

/// Runs every check.
pub fn check(facts: &[Fact], copies: &[Fact], areas: &Areas) -> Checked {
    let ledger = Ledger::new(facts, areas);
    let mut checked = Checked::default();
    sums::check(&ledger, &mut checked);
    totals::check(&ledger, copies, &mut checked);
    rates::check(&ledger, &mut checked);
    copies::check(&ledger, copies, &mut checked);
    copies::versions(&ledger, &mut checked);
    checked
}

/// The facts by subject, in a fixed order so that the findings are too.
struct Ledger<'a> {
    subjects: BTreeMap<Subject, Vec<&'a Fact>>,
    areas: &'a Areas,
}

impl<'a> Ledger<'a> {
    fn new(facts: &'a [Fact], areas: &'a Areas) -> Self {
        let mut subjects: BTreeMap<Subject, Vec<&Fact>> = BTreeMap::new();
        for fact in facts {
            subjects.entry(fact.subject()).or_default().push(fact);
        }
        Self { subjects, areas }
    }

    fn of(&self, subject: &Subject) -> &[&'a Fact] {
        self.subjects.get(subject).map_or(&[], Vec::as_slice)
    }

    /// `Tây Nguyên 2022` in the name the unit had then; a part of a unit says which part.
    fn name(&self, subject: &Subject) -> String {
        let part = match subject.part {
            Part::Whole => String::new(),
            part => format!(" [{}]", part.word()),
        };
        format!("{}{part} {}", self.unit(&subject.area), subject.year)
    }

    fn unit(&self, key: &AreaKey) -> &'a str {
        self.areas.get(key).map_or("?", |unit| unit.name.as_str())
    }
}

/// The figure of `measure` that stands beside `like`: same status, by choice from the same decision.
fn beside<'a>(facts: &[&'a Fact], measure: Measure, like: &Fact) -> Option<&'a Fact> {
    let same = || facts.iter().rev().filter(|fact| fact.measure == measure && fact.status == like.status);
    same().find(|fact| fact.decision == like.decision).or_else(|| same().next()).copied()
}

/// The count a rate is about: its own fact, or for the total of both classes their sum.
fn count_beside(facts: &[&Fact], measure: Measure, like: &Fact) -> Option<u64> {
    let own = beside(facts, measure, like).and_then(|fact| fact.value.count());
    own.or_else(|| match measure {
        Measure::PoorNearPoorHouseholds => both(facts, like),
        _ => None,
    })
}

/// Poor plus near-poor.
fn both(facts: &[&Fact], like: &Fact) -> Option<u64> {
    let poor = beside(facts, Measure::PoorHouseholds, like)?.value.count()?;
    let near = beside(facts, Measure::NearPoorHouseholds, like)?.value.count()?;
    poor.checked_add(near)
}

fn finding(code: &'static str, severity: Severity, place: String, vi: String, en: String) -> Finding {
    Finding { code, severity, message: Text::new(vi, en), place }
}

fn status_name(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Official => ("chính thức", "official"),
        Status::Preliminary => ("sơ bộ", "preliminary"),
        Status::Derived => ("suy ra", "derived"),
    }
}

#[cfg(test)]
mod tests;
