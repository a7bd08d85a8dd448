//! Reading an ethnic group from a cell: a name, a code, or both.

use thiserror::Error;

use super::{Group, List, by_code, by_name};
use crate::fold::fold;
use crate::normal::clean;

/// Why a cell names no group.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EthnicError {
    /// Nothing but spaces.
    #[error("no ethnic group")]
    Empty,
    /// A number, and nobody said of which list.
    #[error("code {0} names different peoples in the lists of 1979 and 2008; say which list the file uses")]
    CodeWithoutList(String),
    /// The list has no such code.
    #[error("there is no code {code} in the list {}", list.id())]
    UnknownCode {
        /// The code as written.
        code: String,
        /// The list that was searched.
        list: List,
    },
    /// No group is called so, or more than one.
    #[error("no ethnic group is called `{0}`")]
    UnknownName(String),
    /// `06 Mường` with a list in which 06 is not Mường.
    #[error("code {code} is not {name} in the list {}", list.id())]
    CodeAgainstName {
        /// The code as written.
        code: String,
        /// The group that the name means.
        name: String,
        /// The list of the file.
        list: List,
    },
}

/// Reads a cell: `Mường`, `dân tộc Mường`, `H'Mông`, `06`, `6`, `06 - Mường`. `list` is the list of codes that the
/// file says it uses; a bare code is refused without one. With a code and a name the name decides, and if the list is
/// known the code must agree.
pub fn parse(cell: &str, list: Option<List>) -> Result<&'static Group, EthnicError> {
    let cell = clean(cell);
    let (code, name) = cell.split_at(cell.find(|c: char| !c.is_ascii_digit()).unwrap_or(cell.len()));
    match (code, name) {
        ("", "") => Err(EthnicError::Empty),
        ("", name) => named(name),
        (code, "") => match list {
            None => Err(EthnicError::CodeWithoutList(code.to_owned())),
            Some(list) => by_code(list, code).ok_or_else(|| EthnicError::UnknownCode { code: code.to_owned(), list }),
        },
        (code, name) => {
            let group = named(name)?;
            match list {
                Some(list) if by_code(list, code) != Some(group) => {
                    Err(EthnicError::CodeAgainstName { code: code.to_owned(), name: group.name.clone(), list })
                }
                _ => Ok(group),
            }
        }
    }
}

/// A name, also after «dân tộc» or «người». The whole is tried first: «người nước ngoài» is a name.
fn named(name: &str) -> Result<&'static Group, EthnicError> {
    let folded = fold(name);
    let without = ["dan toc ", "nguoi dan toc ", "nguoi "].iter().filter_map(|prefix| folded.strip_prefix(prefix));
    std::iter::once(folded.as_str())
        .chain(without)
        .find_map(by_name)
        .ok_or_else(|| EthnicError::UnknownName(name.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ethnic::all;

    #[test]
    fn names_as_people_write_them() {
        for (key, names) in [
            ("hmong", "H'Mông|H’mông|Hʼmông|HMông|Mông|Hmông|Mèo|Mẹo|hmong|H'Mong|dân tộc Mông"),
            ("cotu", "Cơ-tu|Cơ Tu|Cơtu|CƠ TU|Ca-tu|co tu"),
            ("taoi", "Tà Ôi|Ta-ôi|Tà-ôi|Pa Kô|Pa Cô|Pa-cô"),
            ("bru", "Bru-Vân Kiều|Bru - Vân Kiều|Vân Kiều|Bru"),
            ("mnong", "M'Nông|Mnông|M’nông"),
            ("ede", "Ê đê|Ê-đê|Ê Đê|Ede|Êđê"),
            ("khmer", "Khmer|Khơ me|Khơ-me|Khơme|KHMER"),
            ("kinh", "Kinh|kinh|Việt|Người Kinh|Dân tộc Kinh|Kinh (Việt)"),
            ("sanchay", "Sán Chay|Cao Lan|Sán Chí|Sán Chỉ"),
            ("raglai", "Ra-glai|Raglai|RaGlay|Ra Glay|Rắc Lây"),
            ("xtieng", "Xtiêng|S'tiêng|X’Tiêng"),
            ("foreigner", "Người nước ngoài|nước ngoài"),
        ] {
            for name in names.split('|') {
                assert_eq!(parse(name, None).map(|group| group.key.as_str()), Ok(key), "{name}");
            }
        }
    }

    #[test]
    fn a_bare_number_needs_its_list() {
        assert_eq!(parse("06", None), Err(EthnicError::CodeWithoutList("06".into())));
        assert_eq!(parse(" 6 ", Some(List::Tctk1979)).unwrap().key, "muong");
        assert_eq!(parse("06", Some(List::Tctk2008)).unwrap().key, "hoa");
        assert_eq!(parse("55", Some(List::Tctk1979)).unwrap().key, "foreigner");
        assert_eq!(
            parse("99", Some(List::Tctk2008)),
            Err(EthnicError::UnknownCode { code: "99".into(), list: List::Tctk2008 })
        );
    }

    #[test]
    fn code_and_name_together_must_agree() {
        assert_eq!(parse("06 - Mường", None).unwrap().key, "muong");
        assert_eq!(parse("06. Mường", Some(List::Tctk1979)).unwrap().key, "muong");
        let against = EthnicError::CodeAgainstName { code: "06".into(), name: "Mường".into(), list: List::Tctk2008 };
        assert_eq!(parse("06 Mường", Some(List::Tctk2008)), Err(against));
    }

    #[test]
    fn what_names_nobody_or_two_is_refused() {
        assert_eq!(parse("  ", None), Err(EthnicError::Empty));
        // names of branches of more than one group
        for name in ["Chil", "Xá Lá Vàng", "Ca-tang", "Trại", "Khác", "dân tộc", "-", "6.5"] {
            assert!(matches!(parse(name, None), Err(EthnicError::UnknownName(_))), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_name_and_code_finds_its_group(at in 0..55_usize) {
            let group = &all()[at];
            for name in std::iter::once(&group.name).chain(&group.variants) {
                prop_assert_eq!(parse(name, None), Ok(group));
                prop_assert_eq!(parse(&name.to_uppercase(), None), Ok(group));
            }
            for list in [List::Tctk1979, List::Tctk2008] {
                if let Some(code) = group.code(list) {
                    prop_assert_eq!(parse(&code, Some(list)), Ok(group));
                    prop_assert_eq!(parse(code.trim_start_matches('0'), Some(list)), Ok(group));
                }
            }
        }
    }
}
