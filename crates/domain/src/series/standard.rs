//! Which standard a year is read by. One for all units of the year: figures by two standards do not mix.

use crate::area::Areas;
use crate::result::{Fact, SourceKind};
use base::{Failure, Level};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The national standard of the year's results: the one the country's own figure is stated by, the newest when the
/// year was counted by two (2021: old and new); without a national figure, the one that most figures follow.
pub(super) fn of_year(facts: &[Fact], areas: &Areas, year: i16) -> Option<Arc<str>> {
    let of_year = || {
        facts
            .iter()
            .filter(|fact| fact.year == year && fact.source_kind == SourceKind::Review && is_national(&fact.standard))
    };
    let country = |fact: &&Fact| areas.get(&fact.area).is_some_and(|unit| unit.level == Level::Country);
    if let Some(newest) = of_year().filter(country).map(|fact| &fact.standard).max() {
        return Some(Arc::clone(newest));
    }
    let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    for fact in of_year() {
        *counts.entry(&fact.standard).or_default() += 1;
    }
    // the last maximum in the map's order, so the newest of equals
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(standard, _)| Arc::clone(standard))
}

/// National standards are named `vn-YYYY`; provincial ones carry their province, as in `tp-hcm-2025`.
fn is_national(id: &str) -> bool {
    id.strip_prefix("vn-").is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
}

/// Refuses a standard by which no figure is stated: a misspelt one would give a file of empty rows.
pub(super) fn must_be_known(facts: &[Fact], id: &str) -> Result<(), Failure> {
    let known: BTreeSet<&str> = facts.iter().map(|fact| &*fact.standard).collect();
    if known.contains(id) {
        return Ok(());
    }
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    Err(Failure::new(
        "CC-SERIES-STANDARD",
        format!("không có số liệu nào theo chuẩn “{id}”"),
        format!("no figure is stated by the standard “{id}”"),
    )
    .at("--standard")
    .remedy(format!("các chuẩn có số liệu: {known}"), format!("standards with figures: {known}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provincial_standards_are_not_national() {
        assert!(is_national("vn-2022") && is_national("vn-2016"));
        assert!(!is_national("tp-hcm-2025") && !is_national("vn-2022-bn") && !is_national("xx-2022"));
    }
}
