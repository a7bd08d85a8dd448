//! The published results that come with the program, and those a deployment adds.

use super::{Fact, check, read_strictly};
use crate::area::Areas;
use base::Failure;

/// The files of `data/results/`, by name.
const FILES: [(&str, &str); 3] = [
    ("national.csv", include_str!("../../../../data/results/national.csv")),
    ("provinces-2021-2024.csv", include_str!("../../../../data/results/provinces-2021-2024.csv")),
    ("provincial-series.csv", include_str!("../../../../data/results/provincial-series.csv")),
];

/// Figures as the press misprinted them: material for the checks, never facts.
const COPIES: (&str, &str) = ("press_copies.csv", include_str!("../../../../data/results/press_copies.csv"));

/// All facts of a run. Later facts win over earlier ones of the same standing: a deployment knows its own better.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Bundled first, then imported batches.
    pub facts: Vec<Fact>,
    /// Copies to be compared with the facts.
    pub copies: Vec<Fact>,
}

impl Results {
    /// The bundled results, their codes read on `areas`.
    pub fn bundled(areas: &Areas) -> Result<Self, Failure> {
        let mut facts = Vec::new();
        for (file, text) in FILES {
            facts.extend(read_strictly(file, text.as_bytes(), areas)?);
        }
        let copies = read_strictly(COPIES.0, COPIES.1.as_bytes(), areas)?;
        Ok(Self { facts, copies })
    }

    /// Adds a batch that was checked when it was imported.
    pub fn add(&mut self, file: &str, bytes: &[u8], areas: &Areas) -> Result<(), Failure> {
        self.facts.extend(read_strictly(file, bytes, areas)?);
        Ok(())
    }

    /// Everything the checks find.
    pub fn check(&self, areas: &Areas) -> check::Checked {
        check::check(&self.facts, &self.copies, areas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::{Measure, Part, Status, Verified};
    use std::collections::HashSet;

    fn bundled() -> Results {
        Results::bundled(Areas::bundled()).unwrap()
    }

    #[test]
    fn the_bundled_files_are_sorted_unique_and_complete() {
        for (file, text) in FILES.into_iter().chain([COPIES]) {
            let rows: Vec<csv::StringRecord> =
                csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect();
            let key = |row: &csv::StringRecord| [0, 1, 2, 3, 5, 6, 7, 8, 9].map(|column| row[column].to_owned());
            assert!(rows.is_sorted_by_key(key), "{file}");
            assert!(!text.contains('\r') && text.ends_with('\n'), "{file}");
        }
        let results = bundled();
        let identities: HashSet<_> = results.facts.iter().map(Fact::identity).collect();
        assert_eq!(identities.len(), results.facts.len(), "no statement stands twice across the files");
        let provinces = results.facts.iter().filter(|fact| &*fact.file == "provinces-2021-2024.csv").count();
        assert_eq!(provinces, 63 * 4 * 2);
    }

    #[test]
    fn derived_and_unverified_figures_say_how_they_came_about() {
        for fact in bundled().facts {
            let quiet = fact.note.is_empty() && fact.status == Status::Derived;
            assert!(!quiet, "{} is derived without a note", fact.place());
            let claims = fact.status == Status::Derived && fact.verified == Verified::Quoted;
            assert!(!claims || fact.measure == Measure::NearPoorRate, "{}", fact.place());
        }
    }

    #[test]
    fn an_official_figure_without_its_decision_is_quoted_only_from_the_authority_itself() {
        let without = |fact: &&Fact| fact.status == Status::Official && fact.decision.is_empty();
        let facts = bundled().facts;
        assert_eq!(facts.iter().filter(without).count(), 200, "as SOURCES.md says");
        for fact in facts.iter().filter(without).filter(|fact| fact.verified == Verified::Quoted) {
            let authority = fact.source.contains(".gov.vn") || fact.source.starts_with("GSO");
            assert!(authority, "{} {}", fact.place(), fact.source);
        }
    }

    #[test]
    fn tp_hcm_2025_and_hue_2021_stand_under_two_standards() {
        let results = bundled();
        let count = |code: &str, year: i16, standard: &str, measure: Measure| {
            results
                .facts
                .iter()
                .find(|f| {
                    f.area.code == code
                        && f.year == year
                        && &*f.standard == standard
                        && f.measure == measure
                        && f.part == Part::Whole
                })
                .and_then(|fact| fact.value.count())
        };
        for (code, year, standard, poor, near) in [
            ("79", 2025, "vn-2022", 1_121, 40),
            ("79", 2025, "tp-hcm-2025", 2_489, 12_798),
            ("46", 2021, "vn-2016", 9_703, 12_104),
            ("46", 2021, "vn-2022", 16_006, 12_803),
        ] {
            assert_eq!(count(code, year, standard, Measure::PoorHouseholds), Some(poor));
            assert_eq!(count(code, year, standard, Measure::NearPoorHouseholds), Some(near));
        }
    }
}
