//! Area groups: dated memberships, each with its decision.
//!
//! The rate of an area group counts all households who live there. The rate among ethnic-minority households counts
//! those households wherever they live. They are two measures with two names; this module knows only the first.

use super::{Areas, Unit};
use base::{AreaKey, Period, Text};
use jiff::civil::Date;

/// A kind of area group, for example poor districts (huyện nghèo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupKind {
    /// The word used in files: `poor_district`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What to know about it.
    pub note: String,
}

/// A unit's membership in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group's word.
    pub group: String,
    /// The unit.
    pub area: AreaKey,
    /// From when to when.
    pub period: Period,
    /// The decision that says so.
    pub decision: String,
    /// Where we have it from.
    pub source: String,
    /// Whether the row was checked against a text of the decision published by an organ of the State.
    pub verified: bool,
}

impl Areas {
    /// The kinds of groups, also those without a member.
    pub fn group_kinds(&self) -> impl Iterator<Item = &GroupKind> {
        self.tables.kinds.iter().map(|row| &row.value)
    }

    /// All memberships.
    pub fn memberships(&self) -> impl Iterator<Item = &Membership> {
        self.tables.members.iter().map(|row| &row.value)
    }

    /// The members of `group` on `date`, in the order of the table (by code).
    pub fn members(&self, group: &str, date: Date) -> Vec<&Unit> {
        self.memberships()
            .filter(|member| member.group == group && member.period.contains(date))
            .filter_map(|member| self.get(&member.area))
            .collect()
    }

    /// The memberships of a unit on `date`.
    pub fn groups_of(&self, key: &AreaKey, date: Date) -> Vec<&Membership> {
        self.memberships().filter(|member| member.area == *key && member.period.contains(date)).collect()
    }
}
