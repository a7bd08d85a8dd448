//! Every step on the way to a unit and away from it: when, from what, to what, how much, on which source.

use super::address;
use crate::figures::Figures;
use crate::locale::Words;
use base::AreaKey;
use domain::area::{Areas, Extent, Link, Unit};
use std::collections::BTreeSet;

/// Marks of sources that `data/areas/SOURCES.md` explains; imported rows bring words of their own.
const SOURCES: [&str; 14] = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14"];

/// One step of lineage.
pub(super) struct Step {
    pub(super) day: String,
    pub(super) from: Name,
    pub(super) to: Name,
    pub(super) whole: bool,
    pub(super) source: String,
}

/// A unit with its page.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) address: String,
    /// Whether it is the unit of the page.
    pub(super) own: bool,
}

/// The steps before the unit and after it, oldest first.
pub(super) fn steps(areas: &Areas, unit: &Unit, figures: Figures) -> [Vec<Step>; 2] {
    let named = |key: &AreaKey| {
        areas.get(key).map(|one| Name {
            text: format!("{} ({})", one.name, key.code),
            address: address(&key.code, key.valid_from),
            own: *key == unit.key,
        })
    };
    let step = |link: &Link| {
        Some(Step {
            day: figures.day(link.date),
            from: named(&link.from)?,
            to: named(&link.to)?,
            whole: link.extent == Extent::Whole,
            source: link.source.clone(),
        })
    };
    let follow = |near: fn(&Link) -> &AreaKey, far: fn(&Link) -> &AreaKey| {
        let mut reached = BTreeSet::from([&unit.key]);
        let mut found: Vec<&Link> = Vec::new();
        // at most a few steps: every one leads to another day
        loop {
            let next: Vec<&Link> =
                areas.links().filter(|link| reached.contains(near(link)) && !found.contains(link)).collect();
            if next.is_empty() {
                break;
            }
            reached.extend(next.iter().map(|link| far(link)));
            found.extend(next);
        }
        found.sort_by_key(|link| link.date);
        found.into_iter().filter_map(step).collect::<Vec<Step>>()
    };
    [follow(|link| &link.to, |link| &link.from), follow(|link| &link.from, |link| &link.to)]
}

/// What the marks of `sources` mean, each once; a mark that is no mark says itself what it is.
pub(super) fn sources<'a>(sources: impl Iterator<Item = &'a str>, words: Words) -> Vec<(String, String)> {
    let marks: BTreeSet<&str> = sources.flat_map(|source| source.split(';')).collect();
    let known = SOURCES.into_iter().filter(|mark| marks.contains(mark));
    known.map(|mark| (mark.to_owned(), words.t(&format!("area-source-{mark}")))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;
    use jiff::civil::date;

    #[test]
    fn lineage_goes_over_as_many_changes_as_there_were() {
        let areas = Areas::bundled();
        let steps = |code: &str, on| {
            let unit = areas.at(code, on).unwrap();
            super::steps(areas, unit, Figures(Lang::Vi))
        };
        let [before, after] = steps("46", date(2025, 11, 18));
        let days: Vec<&str> = before.iter().map(|step| &*step.day).collect();
        assert_eq!(days, ["01/01/2025", "01/07/2025"]);
        assert_eq!(before[0].from.text, "Tỉnh Thừa Thiên Huế (46)");
        assert!(after.is_empty() && before.iter().all(|step| step.whole));
        let [before, after] = steps("15", date(2024, 12, 31));
        assert!(before.is_empty());
        assert_eq!((after.len(), &*after[0].to.text, after[0].from.own), (1, "Tỉnh Lào Cai (15)", true));
    }

    #[test]
    fn every_mark_of_the_bundled_tables_is_explained() {
        let areas = Areas::bundled();
        let units = areas.all().map(|unit| &*unit.source);
        let links = areas.links().map(|link| &*link.source);
        let members = areas.memberships().map(|member| &*member.source);
        for mark in units.chain(links).chain(members).flat_map(|source| source.split(';')) {
            assert!(SOURCES.contains(&mark), "{mark}");
        }
        for lang in [Lang::Vi, Lang::En] {
            for (_, text) in sources(SOURCES.into_iter(), Words(lang)) {
                assert!(!text.starts_with(crate::locale::MISSING), "{text}");
            }
        }
    }
}
