//! The 54 ethnic groups (dân tộc), their names as people write them, and the two official lists of codes.
//!
//! The lists give the same numbers to different peoples: 06 is Mường in the list of 1979 and Hoa in that of 2008. So
//! we keep a key of our own, and a number means nothing without its list. The data and its sources are in
//! `data/ethnic`; this module knows nothing of persons.

mod parse;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::fold_key;

pub use parse::{EthnicError, parse};

/// An official list of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Quyết định 121-TCTK/PPCĐ of 02/3/1979; the health insurance and the Ministry of Health use it.
    Tctk1979,
    /// Quyết định 1019/QĐ-TCTK of 12/11/2008; the censuses and QCVN 109 use it.
    Tctk2008,
}

impl List {
    /// The name by which files and settings say which list they use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tctk1979 => "tctk-1979",
            Self::Tctk2008 => "tctk-2008",
        }
    }

    /// The list of this [`List::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Tctk1979, Self::Tctk2008].into_iter().find(|list| list.id() == id)
    }
}

/// One group, or the foreigners whom the list of 1979 counts beside the 54.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Our own key, never changed or reused: `kinh`, `ede`.
    pub key: String,
    /// The name in the list of 1979.
    pub name: String,
    /// Other spellings and names of branches that belong to this group alone.
    pub variants: Vec<String>,
    code_1979: Option<u8>,
    code_2008: Option<u8>,
    verified_2008: bool,
}

impl Group {
    /// The code in a list, two digits as the lists print it. Foreigners have none in the list of 2008.
    pub fn code(&self, list: List) -> Option<String> {
        self.number(list).map(|code| format!("{code:02}"))
    }

    /// Was the code read in a published copy of the list? Else it is common knowledge that somebody should check.
    pub fn is_verified(&self, list: List) -> bool {
        self.number(list).is_some() && (list == List::Tctk1979 || self.verified_2008)
    }

    fn number(&self, list: List) -> Option<u8> {
        match list {
            List::Tctk1979 => self.code_1979,
            List::Tctk2008 => self.code_2008,
        }
    }
}

/// All groups in the order of the list of 1979, foreigners last.
pub fn all() -> &'static [Group] {
    &GROUPS
}

/// The group of this key.
pub fn by_key(key: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.key == key)
}

/// The group with this code in this list: `6` and `06` are one code, as spreadsheets drop the zero.
pub fn by_code(list: List, code: &str) -> Option<&'static Group> {
    let digits = (1..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    let code: u8 = if digits { code.parse().ok()? } else { return None };
    GROUPS.iter().find(|group| group.number(list) == Some(code))
}

/// The group of this name or variant, blind to marks, case, hyphens and spaces: `Ê Đê`, `ê-đê`, `EDE`.
pub fn by_name(name: &str) -> Option<&'static Group> {
    NAMES.get(&fold_key(name)).map(|at| &GROUPS[*at])
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../../../data/ethnic/groups.csv").as_bytes());
    reader.records().map(|row| group(&row.expect("data/ethnic/groups.csv is tested to be a CSV file"))).collect()
});

static NAMES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let names = GROUPS.iter().enumerate();
    names.flat_map(|(at, group)| spellings(group).map(move |name| (fold_key(name), at))).collect()
});

fn spellings(group: &Group) -> impl Iterator<Item = &str> {
    std::iter::once(&group.name).chain(&group.variants).map(String::as_str)
}

/// One line of the data file. A missing field reads as empty; the tests see to it that none is missing.
fn group(row: &csv::StringRecord) -> Group {
    let field = |at: usize| row.get(at).unwrap_or_default();
    Group {
        key: field(0).to_owned(),
        name: field(1).to_owned(),
        variants: field(2).split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        code_1979: field(3).parse().ok(),
        code_2008: field(4).parse().ok(),
        verified_2008: field(5) == "1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_are_whole() {
        assert_eq!(all().len(), 55);
        for code in 1..=54 {
            for list in [List::Tctk1979, List::Tctk2008] {
                let holders = all().iter().filter(|group| group.number(list) == Some(code)).count();
                assert_eq!(holders, 1, "{code} in {}", list.id());
            }
        }
        assert_eq!(by_code(List::Tctk1979, "55").unwrap().key, "foreigner");
        assert_eq!(by_code(List::Tctk2008, "55"), None);
    }

    #[test]
    fn the_same_number_is_another_people() {
        for (code, in_1979, in_2008) in
            [("04", "hoa", "muong"), ("06", "muong", "hoa"), ("11", "ngai", "ede"), ("14", "xodang", "cham")]
        {
            assert_eq!(by_code(List::Tctk1979, code).unwrap().key, in_1979);
            assert_eq!(by_code(List::Tctk2008, code).unwrap().key, in_2008);
        }
        assert_eq!(by_code(List::Tctk1979, "6"), by_code(List::Tctk1979, "06"));
        assert_eq!(by_code(List::Tctk1979, "026").unwrap().key, "cotu");
        for wrong in ["", "0", "56", "-6", "+6", "6a", "0006", "306"] {
            assert_eq!(by_code(List::Tctk1979, wrong), None, "{wrong}");
        }
        assert_eq!(by_key("hoa").unwrap().code(List::Tctk1979).as_deref(), Some("04"));
    }

    #[test]
    fn only_the_first_twenty_codes_of_2008_are_verified() {
        for group in all() {
            let expected = group.number(List::Tctk2008).is_some_and(|code| code <= 20);
            assert_eq!(group.is_verified(List::Tctk2008), expected, "{}", group.key);
            assert!(group.is_verified(List::Tctk1979));
        }
    }

    #[test]
    fn no_spelling_belongs_to_two_groups() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for group in all() {
            for name in spellings(group) {
                let other = seen.insert(fold_key(name), &group.key);
                assert!(other.is_none_or(|key| key == group.key), "{name}: {} and {other:?}", group.key);
            }
        }
    }

    #[test]
    fn keys_are_plain_and_unique() {
        for group in all() {
            assert!(!group.key.is_empty() && group.key.bytes().all(|b| b.is_ascii_lowercase()), "{}", group.key);
            assert_eq!(all().iter().filter(|other| other.key == group.key).count(), 1);
        }
    }

    #[test]
    fn lists_are_known_by_id() {
        assert_eq!(List::from_id("tctk-2008"), Some(List::Tctk2008));
        assert_eq!(List::from_id("2008"), None);
    }
}
