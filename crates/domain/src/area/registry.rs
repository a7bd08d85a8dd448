//! The units of all times, found by key, by code and day, by level and day.

use super::load::Tables;
use super::{Fault, Link, Unit, check, load};
use base::{AreaKey, Failure, Level};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// All units with their lineage and groups, checked.
#[derive(Clone, Debug)]
pub struct Areas {
    /// Units sorted by code and first day; positions in this list are the inner names of units.
    pub(super) tables: Tables,
    by_code: BTreeMap<String, Vec<usize>>,
    /// Positions of links, by the unit they leave and the unit they reach.
    leaving: HashMap<usize, Vec<usize>>,
    reaching: HashMap<usize, Vec<usize>>,
}

impl Areas {
    /// Reads and checks the five tables; the first fault is returned, with file, line and reason.
    pub fn load(units: &str, lineage: &str, groups: &str, group_kinds: &str, aliases: &str) -> Result<Self, Failure> {
        let mut tables = Tables::default();
        let mut faults = Vec::new();
        load::kinds(&mut tables, "group_kinds.csv", group_kinds, &mut faults);
        load::units(&mut tables, "units.csv", units, &mut faults);
        load::lineage(&mut tables, "lineage.csv", lineage, &mut faults);
        load::members(&mut tables, "groups.csv", groups, &mut faults);
        load::aliases(&mut tables, "aliases.csv", aliases, &mut faults);
        Self::build(tables, faults).map_err(|faults| Fault::failure(&faults))
    }

    /// Joins the tables and checks everything that one line alone does not show.
    pub(super) fn build(mut tables: Tables, mut faults: Vec<Fault>) -> Result<Self, Vec<Fault>> {
        tables.units.sort_by(|a, b| a.value.key.cmp(&b.value.key));
        let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, row) in tables.units.iter().enumerate() {
            by_code.entry(row.value.key.code.clone()).or_default().push(i);
        }
        let mut areas = Self { tables, by_code, leaving: HashMap::new(), reaching: HashMap::new() };
        for i in 0..areas.tables.links.len() {
            let link = &areas.tables.links[i].value;
            let (from, to) = (areas.index_of(&link.from), areas.index_of(&link.to));
            if let (Some(from), Some(to)) = (from, to) {
                areas.leaving.entry(from).or_default().push(i);
                areas.reaching.entry(to).or_default().push(i);
            }
        }
        check::check(&areas, &mut faults);
        if faults.is_empty() { Ok(areas) } else { Err(faults) }
    }

    /// The unit with this key.
    pub fn get(&self, key: &AreaKey) -> Option<&Unit> {
        self.index_of(key).map(|i| self.unit(i))
    }

    /// What `code` meant on `date`; other codes in use for a unit are understood. The length of a code shows its level.
    pub fn at(&self, code: &str, date: Date) -> Option<&Unit> {
        let find = |code: &str| self.history(code).find(|unit| unit.valid_on(date));
        find(code).or_else(|| {
            let alias = self.tables.aliases.iter().map(|row| &row.value);
            alias.filter(|alias| alias.other == code).find_map(|alias| find(&alias.code))
        })
    }

    /// Everything that `code` ever meant, oldest first.
    pub fn history(&self, code: &str) -> impl Iterator<Item = &Unit> {
        self.by_code.get(code).into_iter().flatten().map(|i| self.unit(*i))
    }

    /// All units of all times, in code order.
    pub fn all(&self) -> impl Iterator<Item = &Unit> {
        self.tables.units.iter().map(|row| &row.value)
    }

    /// The units of a level on a day, in code order.
    pub fn units(&self, level: Level, date: Date) -> Vec<&Unit> {
        self.all().filter(|unit| unit.level == level && unit.valid_on(date)).collect()
    }

    /// The unit itself if it has `level`, else the unit of that level above it.
    pub fn ancestor(&self, key: &AreaKey, level: Level) -> Option<&Unit> {
        let unit = self.get(key)?;
        if unit.level == level { Some(unit) } else { self.above(key).into_iter().find(|unit| unit.level == level) }
    }

    /// The units above, the nearest first, ending with the country.
    pub fn above(&self, key: &AreaKey) -> Vec<&Unit> {
        let mut out: Vec<&Unit> = Vec::new();
        let mut next = self.get(key).and_then(|unit| unit.parent.as_ref());
        while let Some(parent) = next.and_then(|key| self.get(key)) {
            out.push(parent);
            next = parent.parent.as_ref();
        }
        out
    }

    /// The known links, in the order of the table.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.tables.links.iter().map(|row| &row.value)
    }

    pub(super) fn index_of(&self, key: &AreaKey) -> Option<usize> {
        let rows = self.by_code.get(&key.code)?;
        rows.iter().copied().find(|i| self.unit(*i).key == *key)
    }

    pub(super) fn unit(&self, index: usize) -> &Unit {
        &self.tables.units[index].value
    }

    pub(super) fn links_from(&self, index: usize) -> impl Iterator<Item = &Link> {
        self.leaving.get(&index).into_iter().flatten().map(|i| &self.tables.links[*i].value)
    }

    pub(super) fn links_into(&self, index: usize) -> impl Iterator<Item = &Link> {
        self.reaching.get(&index).into_iter().flatten().map(|i| &self.tables.links[*i].value)
    }
}
