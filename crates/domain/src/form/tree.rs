//! Counts of communes rolled up over the tree of units of one day.

use super::Counts;
use crate::area::{Areas, Extent};
use base::{AreaKey, Failure, Finding, Level, Severity, Text};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A unit, what was counted in it, and the units it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCounts {
    /// The unit.
    pub key: AreaKey,
    /// Its full name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The counts; none where a part of the unit was split and its households are not assigned yet.
    pub counts: Option<Counts>,
    /// The units below, in code order; empty for a commune.
    pub children: Vec<UnitCounts>,
}

/// Rolls `communes` (keys of any day) up to `root`, a unit of `boundaries`, over the tree of that day.
///
/// Communes that went whole into another follow it. A split one makes every unit it reached incomplete, and so the
/// units above, because nobody knows which of its households live where; each is a finding.
pub fn tree(
    areas: &Areas,
    communes: &BTreeMap<AreaKey, Counts>,
    root: &AreaKey,
    boundaries: Date,
) -> Result<(UnitCounts, Vec<Finding>), Failure> {
    if areas.get(root).is_none() {
        return Err(Failure::new(
            "CC-AREA-CODE",
            format!("không có đơn vị {root}"),
            format!("there is no unit {root}"),
        ));
    }
    let units: Vec<_> = areas.all().filter(|unit| unit.valid_on(boundaries) && unit.level != Level::Village).collect();
    let mut below: BTreeMap<&AreaKey, Vec<&AreaKey>> = BTreeMap::new();
    for unit in &units {
        if let Some(parent) = &unit.parent {
            below.entry(parent).or_default().push(&unit.key);
        }
    }
    let inside = inside(root, &below);
    let mut restated: BTreeMap<AreaKey, Counts> = BTreeMap::new();
    let mut incomplete = BTreeSet::new();
    let mut findings = Vec::new();
    for (key, counts) in communes {
        match areas.holders(key, boundaries).as_slice() {
            [(target, Extent::Whole)] => {
                let sum = restated.entry(target.clone());
                sum.and_modify(|sum| *sum += counts).or_insert_with(|| counts.clone());
            }
            parts if parts.iter().any(|(target, _)| inside.contains(target)) => {
                let name = areas.get(key).map_or(key.code.as_str(), |unit| &unit.name);
                incomplete.extend(parts.iter().map(|(target, _)| target.clone()));
                findings.push(Finding {
                    code: "CF-SPLIT",
                    severity: Severity::Warning,
                    message: Text::new(
                        format!("{name} ({key}) bị chia tách: hộ của đơn vị này phải được xếp từng hộ vào đơn vị mới"),
                        format!("{name} ({key}) was split: its households must be assigned one by one"),
                    ),
                    place: key.to_string(),
                });
            }
            _ => {}
        }
    }
    // a commune without a household in the register has counts too: zeros, with flows where the others have them
    let flows = restated.values().any(|counts| counts.poor_flows.is_some());
    let nothing = Counts {
        poor_flows: flows.then(Default::default),
        near_poor_flows: flows.then(Default::default),
        ..Counts::default()
    };
    let roll = Roll { areas, restated: &restated, incomplete: &incomplete, nothing: &nothing, below: &below };
    Ok((roll.unit(root), findings))
}

/// The unit and all below it.
fn inside<'a>(root: &'a AreaKey, below: &BTreeMap<&AreaKey, Vec<&'a AreaKey>>) -> BTreeSet<&'a AreaKey> {
    let mut inside = BTreeSet::from([root]);
    for child in below.get(root).into_iter().flatten() {
        inside.extend(self::inside(child, below));
    }
    inside
}

struct Roll<'a> {
    areas: &'a Areas,
    restated: &'a BTreeMap<AreaKey, Counts>,
    incomplete: &'a BTreeSet<AreaKey>,
    nothing: &'a Counts,
    below: &'a BTreeMap<&'a AreaKey, Vec<&'a AreaKey>>,
}

impl Roll<'_> {
    fn unit(&self, key: &AreaKey) -> UnitCounts {
        let (name, level) =
            self.areas.get(key).map_or((key.code.clone(), Level::Commune), |unit| (unit.name.clone(), unit.level));
        let children: Vec<UnitCounts> =
            self.below.get(key).into_iter().flatten().map(|child| self.unit(child)).collect();
        let counts = if self.incomplete.contains(key) {
            None
        } else if children.is_empty() {
            Some(self.restated.get(key).unwrap_or(self.nothing).clone())
        } else {
            let parts: Option<Vec<&Counts>> = children.iter().map(|child| child.counts.as_ref()).collect();
            parts.map(Counts::sum)
        };
        UnitCounts { key: key.clone(), name, level, counts, children }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Tally;
    use jiff::civil::date;

    fn poor(households: u64) -> Counts {
        let mut counts = Counts::default();
        counts.poor.all = Tally { households, persons: households * 4 };
        counts
    }

    fn communes_of(code: &str, day: Date) -> BTreeMap<AreaKey, Counts> {
        let areas = Areas::bundled();
        let province = areas.at(code, day).unwrap().key.clone();
        let of = |key: &AreaKey| areas.ancestor(key, Level::Province).is_some_and(|unit| unit.key == province);
        areas
            .units(Level::Commune, day)
            .into_iter()
            .filter(|unit| of(&unit.key))
            .map(|unit| (unit.key.clone(), poor(10)))
            .collect()
    }

    #[test]
    fn hue_rolls_up_on_every_boundary_without_losing_a_household() {
        let areas = Areas::bundled();
        let communes = communes_of("46", date(2024, 12, 31));
        let total = 10 * communes.len() as u64;
        for (day, leaves) in [(date(2024, 12, 31), communes.len()), (date(2025, 1, 1), 133), (date(2025, 7, 1), 40)] {
            let root = areas.at("46", day).unwrap().key.clone();
            let (tree, findings) = tree(areas, &communes, &root, day).unwrap();
            assert_eq!((findings.len(), tree.counts.as_ref().unwrap().poor.all.households), (0, total), "{day}");
            assert_eq!(leaf_count(&tree), leaves, "{day}");
        }
    }

    #[test]
    fn a_split_commune_leaves_its_targets_and_the_units_above_incomplete() {
        let areas = Areas::bundled();
        let communes = communes_of("01", date(2024, 12, 31));
        let root = areas.at("01", date(2025, 7, 1)).unwrap().key.clone();
        let (tree, findings) = tree(areas, &communes, &root, date(2025, 7, 1)).unwrap();
        assert!(!findings.is_empty() && tree.counts.is_none());
        let known = tree.children.iter().filter(|child| child.counts.is_some()).count();
        assert!(known > 0 && known < tree.children.len());
    }

    fn leaf_count(unit: &UnitCounts) -> usize {
        if unit.children.is_empty() { 1 } else { unit.children.iter().map(leaf_count).sum() }
    }
}
