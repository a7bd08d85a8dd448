//! Reads the tables from CSV text. Each line is checked by itself here; how lines fit together is checked in `check`.

use super::fields::table;
use super::{Extent, GroupKind, Kind, Link, Membership, Unit};
use base::{Failure, Level, Period, Text};
use jiff::civil::Date;
use std::sync::Arc;

/// What is wrong with one line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, `CC-AREA-…`.
    pub code: &'static str,
    /// The file.
    pub file: String,
    /// The line, the heading being line 1; 0 if the file as a whole is meant.
    pub line: u64,
    /// What is wrong, and what would be right.
    pub reason: Text,
}

impl Fault {
    /// The first fault as a failure that says how many more there are.
    pub(super) fn failure(faults: &[Self]) -> Failure {
        let Some(first) = faults.first() else {
            return Failure::new("CC-AREA-DATA", "bảng đơn vị hành chính có lỗi", "the tables of areas are faulty");
        };
        let Text { vi, en } = &first.reason;
        let (vi, en) = match faults.len() - 1 {
            0 => (vi.clone(), en.clone()),
            more => (format!("{vi} (và {more} lỗi khác)"), format!("{en} (and {more} more faults)")),
        };
        Failure::new(first.code, vi, en)
            .at(format!("{}:{}", first.file, first.line))
            .remedy("sửa dòng này rồi chạy lại", "mend this line and run again")
    }
}

/// A value and the line it came from.
#[derive(Clone, Debug)]
pub(super) struct Sourced<T> {
    pub(super) file: Arc<str>,
    pub(super) line: u64,
    pub(super) value: T,
}

impl<T> Sourced<T> {
    pub(super) fn fault(&self, vi: impl Into<String>, en: impl Into<String>) -> Fault {
        self.fault_as("CC-AREA-DATA", vi, en)
    }

    pub(super) fn fault_as(&self, code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Fault {
        Fault { code, file: self.file.to_string(), line: self.line, reason: Text::new(vi, en) }
    }
}

/// Another code in use for a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alias {
    pub(super) other: String,
    pub(super) code: String,
    pub(super) valid_from: Date,
}

/// The tables as read.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) units: Vec<Sourced<Unit>>,
    pub(super) links: Vec<Sourced<Link>>,
    pub(super) members: Vec<Sourced<Membership>>,
    pub(super) kinds: Vec<Sourced<GroupKind>>,
    pub(super) aliases: Vec<Sourced<Alias>>,
}

pub(super) const UNITS: &[&str] = &[
    "code",
    "valid_from",
    "valid_to",
    "from_known",
    "level",
    "kind",
    "name",
    "short_name",
    "parent_code",
    "parent_from",
    "lat",
    "lon",
    "source",
];
pub(super) const LINEAGE: &[&str] = &["from_code", "from_valid", "to_code", "to_valid", "date", "extent", "source"];
pub(super) const MEMBERS: &[&str] =
    &["group", "area_code", "area_from", "valid_from", "valid_to", "decision", "source", "verified"];
const EXTENTS: &[&str] = &["whole", "renamed", "kept", "split"];
const KINDS: &[&str] = &["group", "name_vi", "name_en", "note"];
const ALIASES: &[&str] = &["alias", "code", "valid_from", "source", "note"];

pub(super) fn units(tables: &mut Tables, file: &str, text: &str, faults: &mut Vec<Fault>) {
    tables.units.extend(table(file, text, UNITS, faults, |row| {
        let level = row.word("level", Level::from_word(row.text("level")), &Level::ALL.map(Level::word))?;
        let kind = Kind::from_word(row.text("kind")).filter(|kind| kind.level() == level);
        let kind = row.word("kind", kind, &Kind::words_of(level))?;
        let key = row.key("code", "valid_from")?;
        if !code_fits(&key.code, level) {
            row.wrong("code", "không đúng dạng mã của cấp này", "has not the form of a code of this level");
            return None;
        }
        let valid_to = row.open_date("valid_to");
        if valid_to.is_some_and(|to| to < key.valid_from) {
            row.wrong("valid_to", "sớm hơn ngày bắt đầu", "is before the first day");
            return None;
        }
        let parent = if level == Level::Country { None } else { Some(row.key("parent_code", "parent_from")?) };
        Some(Unit {
            level,
            kind,
            name: row.filled("name")?,
            short_name: row.filled("short_name")?,
            parent,
            valid_to,
            from_known: row.flag("from_known")?,
            lat: row.degrees("lat", 4.0..=24.0),
            lon: row.degrees("lon", 101.0..=118.0),
            source: row.filled("source")?,
            key,
        })
    }));
}

/// Official codes have 2, 3 or 5 digits; `x-…` marks a code of our own where no official one is at hand.
fn code_fits(code: &str, level: Level) -> bool {
    let digits = |n| code.len() == n && code.bytes().all(|b| b.is_ascii_digit());
    let plain = code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain
        && match level {
            Level::Province => digits(2) || code.starts_with("x-"),
            Level::District => digits(3) || code.starts_with("x-"),
            Level::Commune => digits(5) || code.starts_with("x-"),
            Level::Country | Level::Region | Level::Village => true,
        }
}

pub(super) fn lineage(tables: &mut Tables, file: &str, text: &str, faults: &mut Vec<Fault>) {
    tables.links.extend(table(file, text, LINEAGE, faults, |row| {
        let extent = match row.text("extent") {
            // renamed: another name or kind; kept: another parent only
            "whole" | "renamed" | "kept" => Some(Extent::Whole),
            "split" => Some(Extent::Split),
            _ => None,
        };
        Some(Link {
            from: row.key("from_code", "from_valid")?,
            to: row.key("to_code", "to_valid")?,
            date: row.date("date")?,
            extent: row.word("extent", extent, EXTENTS)?,
            source: row.filled("source")?,
        })
    }));
}

pub(super) fn members(tables: &mut Tables, file: &str, text: &str, faults: &mut Vec<Fault>) {
    tables.members.extend(table(file, text, MEMBERS, faults, |row| {
        Some(Membership {
            group: row.filled("group")?,
            area: row.key("area_code", "area_from")?,
            period: Period { from: row.date("valid_from")?, to: row.open_date("valid_to") },
            decision: row.filled("decision")?,
            source: row.filled("source")?,
            verified: row.flag("verified")?,
        })
    }));
}

pub(super) fn kinds(tables: &mut Tables, file: &str, text: &str, faults: &mut Vec<Fault>) {
    tables.kinds.extend(table(file, text, KINDS, faults, |row| {
        let name = Text::new(row.filled("name_vi")?, row.filled("name_en")?);
        Some(GroupKind { id: row.filled("group")?, name, note: row.text("note").to_owned() })
    }));
}

pub(super) fn aliases(tables: &mut Tables, file: &str, text: &str, faults: &mut Vec<Fault>) {
    tables.aliases.extend(table(file, text, ALIASES, faults, |row| {
        let (other, code) = (row.filled("alias")?, row.filled("code")?);
        Some(Alias { other, code, valid_from: row.date("valid_from")? })
    }));
}
