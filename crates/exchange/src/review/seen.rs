//! Who has been met in the file already. Only hashes are kept: a million households take some hundred megabytes at
//! most, and no name or number stays in memory.

use base::AreaKey;
use domain::register::{HouseholdEntry, MemberEntry};
use engine::{Birth, Class};
use std::collections::HashMap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Where and as what somebody was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) sheet: u16,
    pub(super) row: u32,
    pub(super) class: Class,
    /// Hash of the CCCD, 0 without one.
    cccd: u64,
}

/// What repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    Code,
    Cccd,
    Person,
}

#[derive(Default)]
pub(super) struct Seen {
    codes: HashMap<u128, Met>,
    cccds: HashMap<u128, Met>,
    persons: HashMap<u128, Met>,
}

impl Seen {
    /// Whether the household's head has been met, and as what. Remembers nothing.
    pub(super) fn head(&self, entry: &HouseholdEntry) -> Option<Met> {
        let head = entry.members.first()?;
        let cccd = cccd(head);
        let by_cccd = head.cccd.as_ref().and_then(|cccd| self.cccds.get(&xxh3_128(cccd.reveal().as_bytes())));
        let same = |met: &&Met| met.cccd == 0 || cccd == 0 || met.cccd == cccd;
        by_cccd.or_else(|| self.persons.get(&person(entry, head)?).filter(same)).copied()
    }

    /// Remembers a household and says what of it has been met before, with the member's position.
    pub(super) fn insert(&mut self, entry: &HouseholdEntry, sheet: usize, rows: &[u32]) -> Vec<(usize, Twin, Met)> {
        let row_of = |at: usize| rows.get(at).or(rows.first()).copied().unwrap_or(0);
        let sheet = u16::try_from(sheet).unwrap_or(u16::MAX);
        let mut twins = Vec::new();
        let mut remember = |map: &mut HashMap<u128, Met>, key: u128, met: Met, at: usize, twin: Twin| {
            let first = *map.entry(key).or_insert(met);
            if first != met && (twin != Twin::Person || first.cccd == 0 || met.cccd == 0 || first.cccd == met.cccd) {
                twins.push((at, twin, first));
            }
        };
        if !entry.code.is_empty() {
            let met = Met { sheet, row: row_of(0), class: entry.class, cccd: 0 };
            remember(&mut self.codes, xxh3_128(entry.code.as_bytes()), met, 0, Twin::Code);
        }
        for (at, member) in entry.members.iter().enumerate() {
            let met = Met { sheet, row: row_of(at), class: entry.class, cccd: cccd(member) };
            if let Some(number) = &member.cccd {
                remember(&mut self.cccds, xxh3_128(number.reveal().as_bytes()), met, at, Twin::Cccd);
            }
            // twins Lan and Lân of one household fold alike: inside a household the marks must agree too
            let shadowed = entry.members[..at].iter().any(|other| {
                other.birth == member.birth
                    && vntext::fold(&other.name) == vntext::fold(&member.name)
                    && other.name != member.name
            });
            if !shadowed && let Some(key) = person(entry, member) {
                remember(&mut self.persons, key, met, at, Twin::Person);
            }
        }
        twins
    }
}

fn cccd(member: &MemberEntry) -> u64 {
    // 0 means none; a hash that is 0 by chance only makes the check stricter
    member.cccd.as_ref().map_or(0, |cccd| xxh3_64(cccd.reveal().as_bytes()))
}

/// Folded name, birth, village and commune; none without a birth, and none for a bare year without a village: such
/// people are not rare enough.
fn person(entry: &HouseholdEntry, member: &MemberEntry) -> Option<u128> {
    let birth = match member.birth? {
        Birth::Year(_) if entry.village.is_empty() => return None,
        Birth::Year(year) => format!("{year}"),
        Birth::Month(year, month) => format!("{year}-{month}"),
        Birth::Day(day) => day.to_string(),
    };
    let AreaKey { code, .. } = &entry.commune;
    let key = format!("{}|{birth}|{}|{code}", vntext::fold(&member.name), vntext::fold(&entry.village));
    Some(xxh3_128(key.as_bytes()))
}
