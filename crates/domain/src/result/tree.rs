//! Who belonged to whom on one day.

use crate::area::Areas;
use base::{AreaKey, Level};
use jiff::civil::Date;
use std::collections::HashMap;

/// The tree of units on one day, from above to below.
pub(crate) struct Tree {
    children: HashMap<AreaKey, Vec<AreaKey>>,
    levels: HashMap<AreaKey, Level>,
}

impl Tree {
    /// Reads the tree of `day`.
    ///
    /// A parent is looked up by its code on that day: a province that got a new key (tỉnh → thành phố) keeps its
    /// communes although their rows still name the former key.
    pub(crate) fn on(areas: &Areas, day: Date) -> Self {
        let mut children: HashMap<AreaKey, Vec<AreaKey>> = HashMap::new();
        let mut levels = HashMap::new();
        for level in Level::ALL {
            for unit in areas.units(level, day) {
                levels.insert(unit.key.clone(), level);
                let parent = unit.parent.as_ref().and_then(|parent| areas.at(&parent.code, day));
                if let Some(parent) = parent.filter(|parent| parent.level < level) {
                    children.entry(parent.key.clone()).or_default().push(unit.key.clone());
                }
            }
        }
        Self { children, levels }
    }

    /// The units directly under `unit`.
    pub(crate) fn children(&self, unit: &AreaKey) -> &[AreaKey] {
        self.children.get(unit).map_or(&[], Vec::as_slice)
    }

    /// All units of `level` under `unit`, itself included when it is of that level.
    pub(crate) fn under(&self, unit: &AreaKey, level: Level) -> Vec<AreaKey> {
        match self.levels.get(unit) {
            Some(own) if *own == level => vec![unit.clone()],
            Some(own) if *own < level => {
                self.children(unit).iter().flat_map(|child| self.under(child, level)).collect()
            }
            _ => Vec::new(),
        }
    }
}
