//! Which published facts somebody asks for: those that fit every condition, and no others.

use super::{Fact, Measure, Part, Results, SourceKind, Status, Verified};

/// Conditions; one that is not set takes every fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The code that the unit had then, or its whole key (`15@2025-07-01`).
    pub area: Option<String>,
    /// Which of the unit's households.
    pub part: Option<Part>,
    /// The year at whose end the figure holds.
    pub year: Option<i16>,
    /// What is measured.
    pub measure: Option<Measure>,
    /// By which standard.
    pub standard: Option<String>,
    /// How settled.
    pub status: Option<Status>,
    /// Review or survey.
    pub source_kind: Option<SourceKind>,
    /// How far compared.
    pub verified: Option<Verified>,
    /// One row of one file (`national.csv:17`).
    pub place: Option<String>,
}

impl Selection {
    /// Whether the fact fits every condition.
    pub fn takes(&self, fact: &Fact) -> bool {
        fn fits<T: PartialEq>(wanted: Option<&T>, value: &T) -> bool {
            wanted.is_none_or(|wanted| wanted == value)
        }
        let area = |wanted: &String| *wanted == fact.area.code || *wanted == fact.area.to_string();
        self.area.as_ref().is_none_or(area)
            && fits(self.part.as_ref(), &fact.part)
            && fits(self.year.as_ref(), &fact.year)
            && fits(self.measure.as_ref(), &fact.measure)
            && self.standard.as_ref().is_none_or(|wanted| **wanted == *fact.standard)
            && fits(self.status.as_ref(), &fact.status)
            && fits(self.source_kind.as_ref(), &fact.source_kind)
            && fits(self.verified.as_ref(), &fact.verified)
            && self.place.as_ref().is_none_or(|wanted| *wanted == fact.place())
    }
}

impl Results {
    /// The facts that fit, in the order in which they were loaded.
    pub fn select(&self, selection: &Selection) -> Vec<&Fact> {
        self.facts.iter().filter(|fact| selection.takes(fact)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::Areas;

    #[test]
    fn conditions_select_exactly() {
        let results = Results::bundled(Areas::bundled()).unwrap();
        let all = Selection::default();
        assert_eq!(results.select(&all).len(), results.facts.len());
        let country = Selection {
            area: Some("VN".into()),
            year: Some(2024),
            measure: Some(Measure::PoorHouseholds),
            part: Some(Part::Whole),
            ..all.clone()
        };
        let values: Vec<String> = results.select(&country).iter().map(|fact| fact.value.to_string()).collect();
        assert_eq!(values, ["599608"]);
        let fact = results.select(&country)[0];
        let one = Selection { place: Some(fact.place()), ..all.clone() };
        assert_eq!(results.select(&one), [fact]);
        let key = Selection { area: Some(fact.area.to_string()), ..country.clone() };
        assert_eq!(results.select(&key), [fact]);
        let other = Selection { area: Some("VN@2020-01-01".into()), ..country };
        assert!(results.select(&other).is_empty(), "the key of another unit takes nothing");
        for status in Status::WORDS.iter().map(|word| Status::from_word(word)) {
            let some = results.select(&Selection { status, ..all.clone() });
            assert!(!some.is_empty() && some.iter().all(|fact| Some(fact.status) == status));
        }
    }
}
