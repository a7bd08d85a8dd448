//! Which communes of the register, of all times, a grant reaches: the territory of its unit, followed through mergers by
//! date, and never more than that territory.

use base::{AreaKey, Level};
use domain::access::Grant;
use domain::area::{Areas, Extent, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Reach, Villages};

/// Territories of units, reckoned once each.
pub struct Territory<'a> {
    areas: &'a Areas,
    known: &'a Mutex<BTreeMap<AreaKey, Arc<BTreeMap<AreaKey, Villages>>>>,
}

impl<'a> Territory<'a> {
    /// Over these units; `known` keeps what was reckoned.
    pub fn new(areas: &'a Areas, known: &'a Mutex<BTreeMap<AreaKey, Arc<BTreeMap<AreaKey, Villages>>>>) -> Self {
        Self { areas, known }
    }

    /// What a grant reaches.
    pub fn reach(&self, grant: &Grant) -> Reach {
        let Some(area) = &grant.area else { return Reach::All };
        match &grant.village {
            None => Reach::Within(self.communes(area)),
            Some(village) => {
                // villages have no lineage, and those of two merged communes may share a name: only the commune itself,
                // as it was and as it is, while nothing was added to it
                let names = Villages::Only(BTreeSet::from([village.clone()]));
                let same =
                    self.communes(area).keys().filter(|key| self.is_same(key, area)).cloned().collect::<Vec<_>>();
                Reach::Within(Arc::new(same.into_iter().map(|key| (key, names.clone())).collect()))
            }
        }
    }

    /// The communes of all times that lie wholly in the territory of a unit.
    pub(crate) fn communes(&self, unit: &AreaKey) -> Arc<BTreeMap<AreaKey, Villages>> {
        let kept = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(unit).cloned() {
            return known;
        }
        let communes = self.areas.all().filter(|one| one.level == Level::Commune);
        let inside: BTreeMap<AreaKey, Villages> = match self.areas.get(unit) {
            Some(unit) => communes
                .filter(|commune| self.lies_in(commune, unit))
                .map(|commune| (commune.key.clone(), Villages::All))
                .collect(),
            None => BTreeMap::new(),
        };
        let inside = Arc::new(inside);
        kept().insert(unit.clone(), Arc::clone(&inside));
        inside
    }

    fn lies_in(&self, commune: &Unit, unit: &Unit) -> bool {
        let under = |key: &AreaKey| *key == unit.key || self.areas.above(key).iter().any(|above| above.key == unit.key);
        let ends = |unit: &Unit| unit.valid_to;
        if ends(commune).is_some_and(|to| to < unit.key.valid_from) {
            // earlier: it went whole into the unit
            let holders = self.areas.successors(&commune.key, unit.key.valid_from);
            return matches!(holders.as_slice(), [(holder, Extent::Whole)] if under(holder));
        }
        match ends(unit) {
            Some(to) if commune.key.valid_from > to => {
                // later: everything it was made of lay in the unit
                let parts = self.areas.predecessors(&commune.key, to);
                !parts.is_empty() && parts.iter().all(|(part, _)| under(part))
            }
            _ => under(&commune.key),
        }
    }

    /// Whether two communes are one, under two codes or names at most.
    fn is_same(&self, key: &AreaKey, commune: &AreaKey) -> bool {
        let (older, newer) = if key.valid_from <= commune.valid_from { (key, commune) } else { (commune, key) };
        if older == newer {
            return true;
        }
        let whole = matches!(
            self.areas.successors(older, newer.valid_from).as_slice(), [(holder, Extent::Whole)] if holder == newer
        );
        let alone = newer.valid_from.yesterday().is_ok_and(|day| self.areas.predecessors(newer, day).len() == 1);
        whole && alone
    }
}

/// Whether two grants reach a place in common.
pub fn overlap(territory: &Territory<'_>, one: &Grant, other: &Grant) -> bool {
    !territory.reach(one).within(&territory.reach(other)).is_empty()
}
