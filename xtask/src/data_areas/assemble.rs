//! Puts the tables together: one row per unit and unchanged state, and the links between rows.
//!
//! A row says what was true on each of its days: code, name, kind, parent. When one of these changes the row ends and
//! the next begins on the following day; the link between them is made here, and children follow their parent.

use super::package::{Package, Unit};
use super::tables::{Corrections, Record};
use std::collections::{BTreeMap, BTreeSet};

/// One row of `units.csv`. Days are ISO texts, whose order is the order of days.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) from: String,
    /// Empty while open.
    pub(crate) to: String,
    pub(crate) from_known: bool,
    pub(crate) level: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) parent: String,
    pub(crate) parent_from: String,
    pub(crate) place: Option<(f64, f64)>,
    pub(crate) source: String,
}

impl Row {
    pub(crate) fn valid_on(&self, day: &str) -> bool {
        self.from.as_str() <= day && (self.to.is_empty() || day <= self.to.as_str())
    }

    /// The name without its kind, except where only a number would be left («Phường 1»).
    pub(crate) fn short_name(&self) -> &str {
        let short = KINDS.iter().find_map(|(prefix, ..)| self.name.strip_prefix(prefix)).unwrap_or(&self.name);
        if short.starts_with(|c: char| c.is_ascii_digit()) { &self.name } else { short }
    }
}

/// One row of `lineage.csv`.
pub(crate) struct Link {
    pub(crate) from: (String, String),
    pub(crate) to: (String, String),
    pub(crate) date: String,
    pub(crate) extent: &'static str,
    pub(crate) source: String,
}

/// One row of `groups.csv`.
pub(crate) struct Member(pub(crate) [String; 8]);

/// All rows, sorted.
pub(crate) struct Assembled {
    pub(crate) units: Vec<Row>,
    pub(crate) links: Vec<Link>,
    pub(crate) members: Vec<Member>,
}

/// Beginning of the full name, level (empty: any), kind.
const KINDS: [(&str, &str, &str); 12] = [
    ("Tỉnh ", "province", "tinh"),
    ("Thành phố ", "province", "thanh_pho_tw"),
    ("Thành phố ", "district", "thanh_pho"),
    ("Quận ", "district", "quan"),
    ("Huyện ", "district", "huyen"),
    ("Thị xã ", "district", "thi_xa"),
    ("Xã ", "commune", "xa"),
    ("Phường ", "commune", "phuong"),
    ("Thị trấn ", "commune", "thi_tran"),
    ("Đặc khu ", "commune", "dac_khu"),
    ("Vùng ", "region", "vung"),
    ("", "country", "quoc_gia"),
];
const LEVELS: [&str; 5] = ["country", "region", "province", "district", "commune"];

/// Applies the corrections to the package.
pub(crate) fn assemble(package: &Package, corrections: &Corrections) -> Result<Assembled, String> {
    let mut rows = Vec::new();
    for (list, units) in [("old", &package.old), ("new", &package.new)] {
        for unit in units {
            rows.push(row_of(unit, list, corrections)?);
        }
    }
    for c in &corrections.units {
        rows.push(Row {
            from_known: c[3] == "1",
            source: c[8].clone(),
            ..row(&c[0], level(&c[4])?, &c[6], &c[7], &c[1], &c[2])?
        });
    }
    let mut continued = BTreeSet::new();
    for change in &corrections.changes {
        apply(&mut rows, change, &mut continued)?;
    }
    follow_parents(&mut rows, &mut continued)?;
    rows.sort_by(|a, b| (&a.code, &a.from).cmp(&(&b.code, &b.from)));
    let index = Index::new(&rows);
    let parents = rows.iter().map(|row| parent_from(row, &rows, &index)).collect::<Result<Vec<_>, _>>()?;
    let links = links(&rows, &index, package, corrections, &continued)?;
    let members = members(&rows, &index, corrections)?;
    for (row, parent) in rows.iter_mut().zip(parents) {
        row.parent_from = parent;
    }
    Ok(Assembled { units: rows, links, members })
}

fn level(word: &str) -> Result<&'static str, String> {
    LEVELS.into_iter().find(|l| *l == word).ok_or_else(|| format!("unknown level {word}"))
}

fn row(code: &str, level: &'static str, name: &str, parent: &str, from: &str, to: &str) -> Result<Row, String> {
    // the package writes a few kinds with two capitals
    let name = name.replace("Thị Xã ", "Thị xã ").replace("Thị Trấn ", "Thị trấn ").replace("Thành Phố ", "Thành phố ");
    let kind = KINDS.iter().find(|(prefix, l, _)| *l == level && name.starts_with(prefix));
    let kind = kind.ok_or_else(|| format!("{code} {name}: no kind of {level} begins so"))?.2;
    let (code, parent, from, to) = (code.to_owned(), parent.to_owned(), from.to_owned(), to.to_owned());
    let (parent_from, source) = (String::new(), String::new());
    Ok(Row { code, from, to, from_known: true, level, kind, name, parent, parent_from, place: None, source })
}

fn row_of(unit: &Unit, list: &str, corrections: &Corrections) -> Result<Row, String> {
    let period = corrections.periods.iter().find(|p| p[0] == list && p[1] == unit.level);
    let period = period.ok_or_else(|| format!("periods.csv: nothing for {list} {}", unit.level))?;
    let parent = match (&unit.parent, list) {
        (Some(parent), _) => parent.clone(),
        (None, "new") => "VN".to_owned(),
        (None, _) => {
            let region = corrections.regions.iter().find(|r| r[0] == unit.code);
            region.ok_or_else(|| format!("regions.csv: nothing for province {}", unit.code))?[1].clone()
        }
    };
    Ok(Row {
        from_known: period[4] == "1",
        place: unit.place,
        source: "S1".to_owned(),
        ..row(&unit.code, unit.level, &unit.name, &parent, &period[2], &period[3])?
    })
}

/// One row of `changes.csv`: what `code` was `before` the day, or is `after` it, or that it `starts` on it.
fn apply(rows: &mut Vec<Row>, change: &Record, continued: &mut BTreeSet<(String, String)>) -> Result<(), String> {
    let [code, date, side, name, parent, source, _] = change.as_slice() else { return Err("changes.csv".into()) };
    let found = rows.iter().position(|r| r.code == *code && r.valid_on(date));
    let found = found.ok_or_else(|| format!("changes.csv: {code} does not exist on {date}"))?;
    if side == "starts" {
        rows[found].from.clone_from(date);
        rows[found].from_known = true;
        return Ok(());
    }
    split(rows, found, date, continued)?;
    let target = if side == "before" { rows.len() - 1 } else { found };
    let old = &rows[target];
    let name = if name.is_empty() { &old.name } else { name };
    let parent = if parent.is_empty() { &old.parent } else { parent };
    let changed = row(code, old.level, name, parent, &old.from, &old.to)?;
    let source = format!("{};{source}", old.source);
    rows[target] = Row { from_known: old.from_known, place: old.place, source, ..changed };
    Ok(())
}

/// Ends the row on the day before `date`; the earlier half goes to the end of the list.
fn split(
    rows: &mut Vec<Row>,
    found: usize,
    date: &str,
    continued: &mut BTreeSet<(String, String)>,
) -> Result<(), String> {
    let mut before = rows[found].clone();
    before.to = day_before(date)?;
    date.clone_into(&mut rows[found].from);
    rows[found].from_known = true;
    continued.insert((before.code.clone(), date.to_owned()));
    rows.push(before);
    Ok(())
}

fn day_before(date: &str) -> Result<String, String> {
    let day: jiff::civil::Date = date.parse().map_err(|error| format!("{date}: {error}"))?;
    Ok(day.yesterday().map_err(|error| format!("{date}: {error}"))?.to_string())
}

/// A child whose parent changes during its life is split on the same day, level by level.
fn follow_parents(rows: &mut Vec<Row>, continued: &mut BTreeSet<(String, String)>) -> Result<(), String> {
    for pair in LEVELS.windows(2) {
        let days: BTreeSet<(String, String)> = continued.clone();
        for (parent, date) in days {
            for found in 0..rows.len() {
                let row = &rows[found];
                let below = LEVELS.iter().position(|l| *l == row.level) >= LEVELS.iter().position(|l| *l == pair[1]);
                if below && row.parent == parent && row.from < date && row.valid_on(&date) {
                    split(rows, found, &date, continued)?;
                }
            }
        }
    }
    Ok(())
}

/// Finds the row of a code on a day.
struct Index(BTreeMap<String, Vec<usize>>);

impl Index {
    fn new(rows: &[Row]) -> Self {
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            index.entry(row.code.clone()).or_default().push(i);
        }
        Self(index)
    }

    fn at<'a>(&self, rows: &'a [Row], code: &str, day: &str) -> Result<&'a Row, String> {
        let found = self.0.get(code).into_iter().flatten().map(|i| &rows[*i]).find(|r| r.valid_on(day));
        found.ok_or_else(|| format!("no unit {code} on {day}"))
    }
}

fn parent_from(row: &Row, rows: &[Row], index: &Index) -> Result<String, String> {
    if row.parent.is_empty() {
        return Ok(String::new());
    }
    index.at(rows, &row.parent, &row.from).map(|p| p.from.clone()).map_err(|e| format!("parent of {}: {e}", row.code))
}

fn links(
    rows: &[Row],
    index: &Index,
    package: &Package,
    corrections: &Corrections,
    continued: &BTreeSet<(String, String)>,
) -> Result<Vec<Link>, String> {
    // (from code, day) → targets and source
    let mut all: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
    let merger = "2025-07-01";
    for (from, to) in &package.pairs {
        all.entry((from.clone(), merger.to_owned())).or_default().insert(to.clone(), "S1".to_owned());
    }
    let added: BTreeSet<_> = corrections.lineage.iter().filter(|c| c[0] == "add").map(|c| (&c[1], &c[3])).collect();
    for (code, date) in continued.iter().filter(|(code, date)| !added.contains(&(code, date))) {
        // of the two rows the one that was corrected names the decision
        let (before, after) = (index.at(rows, code, &day_before(date)?)?, index.at(rows, code, date)?);
        let source = [&before.source, &after.source].into_iter().max_by_key(|s| s.len()).cloned().unwrap_or_default();
        all.entry((code.clone(), date.clone())).or_default().insert(code.clone(), source);
    }
    for c in &corrections.lineage {
        let targets = all.entry((c[1].clone(), c[3].clone())).or_default();
        if c[0] == "add" {
            targets.insert(c[2].clone(), c[4].clone());
        } else if targets.remove(&c[2]).is_none() {
            return Err(format!("lineage.csv: there is no pair {} → {} to remove", c[1], c[2]));
        } else {
            for source in targets.values_mut() {
                *source = format!("S1;{}", c[4]);
            }
        }
    }
    let mut out = Vec::new();
    for ((code, date), targets) in &all {
        let from = index.at(rows, code, &day_before(date)?)?;
        for (target, source) in targets {
            let to = index.at(rows, target, date)?;
            let goes_on = continued.contains(&(code.clone(), date.clone())) && code == target;
            let extent = match (targets.len(), goes_on) {
                (1, true) if from.name == to.name => "kept",
                (1, true) => "renamed",
                (1, false) => "whole",
                _ => "split",
            };
            out.push(Link {
                from: (code.clone(), from.from.clone()),
                to: (target.clone(), to.from.clone()),
                date: date.clone(),
                extent,
                source: source.clone(),
            });
        }
    }
    Ok(out)
}

/// A membership follows its unit through rows that differ only in name or parent.
fn members(rows: &[Row], index: &Index, corrections: &Corrections) -> Result<Vec<Member>, String> {
    let mut out = Vec::new();
    for c in &corrections.members {
        let [group, code, from, to, decision, source, verified] = c.as_slice() else {
            return Err("members.csv".into());
        };
        index.at(rows, code, from)?;
        for row in index.0[code].iter().map(|i| &rows[*i]) {
            let start = from.max(&row.from);
            let end = [to, &row.to].into_iter().filter(|d| !d.is_empty()).min().cloned().unwrap_or_default();
            if end.is_empty() || *start <= end {
                out.push(Member([group, code, &row.from, start, &end, decision, source, verified].map(Clone::clone)));
            }
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(out)
}
