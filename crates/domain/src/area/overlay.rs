//! What a deployment adds to the bundled tables: villages, older or newer units, lineage, memberships.

use super::fields::delimiter;
use super::load::{self, LINEAGE, MEMBERS, Tables, UNITS};
use super::{Areas, Fault, Unit};
use base::{AreaKey, Failure, Text};
use std::collections::{HashMap, HashSet};

/// Which table a file holds; its heading says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// The columns of `units.csv`.
    Units,
    /// The columns of `lineage.csv`.
    Lineage,
    /// The columns of `groups.csv`.
    Groups,
}

impl TableKind {
    /// The word in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Lineage => "lineage",
            Self::Groups => "groups",
        }
    }

    /// Recognises a table by its heading; `None` for any other file.
    pub fn of(text: &str) -> Option<Self> {
        let heading = text.trim_start_matches('\u{feff}').lines().next()?;
        let between = char::from(delimiter(heading));
        let is =
            |columns: &[&str]| heading.split(between).map(|c| c.trim().trim_matches('"')).eq(columns.iter().copied());
        [(UNITS, Self::Units), (LINEAGE, Self::Lineage), (MEMBERS, Self::Groups)]
            .into_iter()
            .find_map(|(columns, kind)| is(columns).then_some(kind))
    }

    /// The three headings, for the person whose file has none of them.
    pub fn headings() -> String {
        [UNITS, LINEAGE, MEMBERS].map(|columns| columns.join(",")).join(" | ")
    }
}

/// One imported file.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Areas {
    /// These tables with `imports` added, everything checked again; the first fault is returned.
    pub fn with_overlay(&self, imports: &[Import<'_>]) -> Result<Self, Failure> {
        self.check_overlay(imports).map_err(|faults| Fault::failure(&faults))
    }

    /// As [`Areas::with_overlay`], returning every fault.
    ///
    /// Imports add units, lineage and memberships. History stays as it is: a row for a unit that exists may only end
    /// it, and a unit that has lineage gets no other. The imports themselves must not contradict each other. A fault
    /// may name an old line: one that no longer fits what is imported, say a commune of a province that ends.
    pub fn check_overlay(&self, imports: &[Import<'_>]) -> Result<Self, Vec<Fault>> {
        let (mut added, mut faults) = (Tables::default(), Vec::new());
        for Import { name, text } in imports {
            match TableKind::of(text) {
                Some(TableKind::Units) => load::units(&mut added, name, text, &mut faults),
                Some(TableKind::Lineage) => load::lineage(&mut added, name, text, &mut faults),
                Some(TableKind::Groups) => load::members(&mut added, name, text, &mut faults),
                None => faults.push(unknown_heading(name)),
            }
        }
        twice(&added, &mut faults);
        self.keep_history(&mut added, &mut faults);
        let mut tables = self.tables.clone();
        let units: HashSet<_> = added.units.iter().map(|row| row.value.key.clone()).collect();
        tables.units.retain(|row| !units.contains(&row.value.key));
        tables.units.extend(added.units);
        tables.links.extend(added.links);
        tables.members.extend(added.members);
        Self::build(tables, faults)
    }
}

impl Areas {
    /// Takes out what would rewrite history, so that it makes one fault and not a chain of them.
    fn keep_history(&self, added: &mut Tables, faults: &mut Vec<Fault>) {
        added.units.retain(|row| {
            let Some(old) = self.get(&row.value.key) else { return true };
            let changed = changes(old, &row.value);
            if changed.is_empty() {
                return true;
            }
            let (key, name, columns) = (&old.key, &old.name, changed.join(", "));
            faults.push(row.fault_as(
                "CC-AREA-UNIT",
                format!(
                    "{key} đã là {name} và khác ở cột {columns}; với đơn vị đã có chỉ được điền valid_to còn trống, \
                     các cột khác chép nguyên"
                ),
                format!(
                    "{key} is already {name}, with another {columns}; of a known unit only an empty valid_to may be \
                     filled, the other columns stay as they are"
                ),
            ));
            false
        });
        let known: HashSet<AreaKey> = self.links().map(|link| link.from.clone()).collect();
        added.links.retain(|row| {
            let from = &row.value.from;
            let fine = !known.contains(from);
            if !fine {
                faults.push(row.fault_as(
                    "CC-AREA-LINEAGE",
                    format!("{from} đã có biến động, không thay được; bỏ dòng này"),
                    format!("{from} already has its lineage, which is not replaced; leave this line out"),
                ));
            }
            fine
        });
    }
}

/// The columns in which a row for a known unit does more than end it. Who ends it may name a source for that.
fn changes(old: &Unit, new: &Unit) -> Vec<&'static str> {
    let ends = old.valid_to.is_none() && new.valid_to.is_some();
    let columns = [
        ("valid_to", old.valid_to != new.valid_to && !ends),
        ("from_known", old.from_known != new.from_known),
        ("level", old.level != new.level),
        ("kind", old.kind != new.kind),
        ("name", old.name != new.name),
        ("short_name", old.short_name != new.short_name),
        ("parent_code, parent_from", old.parent != new.parent),
        ("lat", old.lat != new.lat),
        ("lon", old.lon != new.lon),
        ("source", old.source != new.source && !ends),
    ];
    columns.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| column).collect()
}

fn unknown_heading(name: &str) -> Fault {
    let headings = TableKind::headings();
    let vi = format!("không nhận ra bảng; dòng tiêu đề phải là một trong: {headings}");
    let en = format!("not a known table; the heading must be one of: {headings}");
    Fault { code: "CC-AREA-DATA", file: name.to_owned(), line: 1, reason: Text::new(vi, en) }
}

/// Two imports that define the same unit, or the same step, differently or again.
fn twice(added: &Tables, faults: &mut Vec<Fault>) {
    let mut units = HashMap::new();
    for row in &added.units {
        if let Some((file, line)) = units.insert(row.value.key.clone(), (row.file.clone(), row.line)) {
            let key = &row.value.key;
            faults.push(
                row.fault(format!("{key} đã có ở {file}:{line}"), format!("{key} is already defined at {file}:{line}")),
            );
        }
    }
    let mut links = HashMap::new();
    for row in &added.links {
        let step = (row.value.from.clone(), row.value.to.clone());
        let from = links.entry(row.value.from.clone()).or_insert_with(|| (row.file.clone(), HashSet::new()));
        if from.0 != row.file || !from.1.insert(step) {
            let (key, file) = (&row.value.from, &from.0);
            faults.push(row.fault(
                format!("biến động của {key} đã có ở {file}"),
                format!("the lineage of {key} is already given in {file}"),
            ));
        }
    }
}
