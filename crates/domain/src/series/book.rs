//! The figures of one year by one standard, opened at any unit.

use crate::area::Areas;
use crate::result::{Fact, Measure, Part, SourceKind, Status, Value};
use base::{AreaKey, Level};
use std::collections::HashMap;

/// Reviews of whole units only: surveys and parts of units are other series.
pub(super) struct Book<'a> {
    facts: HashMap<(&'a AreaKey, Measure), Vec<&'a Fact>>,
    finest: HashMap<Measure, Level>,
}

impl<'a> Book<'a> {
    pub(super) fn new(facts: &'a [Fact], areas: &Areas, year: i16, standard: &str) -> Self {
        let mut book = Self { facts: HashMap::new(), finest: HashMap::new() };
        for fact in facts.iter().filter(|fact| {
            fact.year == year
                && *fact.standard == *standard
                && fact.part == Part::Whole
                && fact.source_kind == SourceKind::Review
        }) {
            book.facts.entry((&fact.area, fact.measure)).or_default().push(fact);
            if let Some(unit) = areas.get(&fact.area) {
                let finest = book.finest.entry(fact.measure).or_insert(unit.level);
                *finest = unit.level.max(*finest);
            }
        }
        book
    }

    /// The unit's own figure of that status. Of two, the one loaded last: a deployment's over the bundled one.
    pub(super) fn own(&self, unit: &AreaKey, measure: Measure, status: Status) -> Option<Value> {
        let facts = self.facts.get(&(unit, measure))?;
        facts.iter().rev().find(|fact| fact.status == status).map(|fact| fact.value)
    }

    /// The unit's own figure, official before preliminary before derived.
    pub(super) fn best(&self, unit: &AreaKey, measure: Measure) -> Option<(Value, Status)> {
        [Status::Official, Status::Preliminary, Status::Derived]
            .into_iter()
            .find_map(|status| self.own(unit, measure, status).map(|value| (value, status)))
    }

    /// Whether some unit finer than `level` has the measure: whether a sum from below can exist at all.
    pub(super) fn has_finer(&self, level: Level, measure: Measure) -> bool {
        self.finest.get(&measure).is_some_and(|finest| *finest > level)
    }
}
