//! What a cell says: classes, marks, causes, relations, sex, whole numbers, dates, in the words people use.
//!
//! Text comes in already decoded and cleaned. Nothing is guessed: what has no entry here is a fault with the list of
//! what would be understood.

mod birth;
mod cause;

pub(super) use birth::{birth, day};
pub(super) use cause::{CAUSES, cause_of_words, causes};

use super::cell::Kind;
use super::fault::fault;
use base::Failure;
use domain::register::{Cccd, Relation, Sex};
use engine::{AreaKind, Class};

/// A cell after decoding and cleaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// A recorded class, or only what it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recorded {
    Class(Class),
    /// Thoát nghèo, thoát cận nghèo: into which class it went, the words do not say.
    Escaped(Class),
}

const CLASSES: &[(Recorded, &[&str])] = &[
    (
        Recorded::Class(Class::Poor),
        &[
            "ho ngheo",
            "ngheo",
            "hn",
            "n",
            "poor",
            "tai ngheo",
            "ho tai ngheo",
            "ngheo moi",
            "ngheo cu",
            "ho ngheo moi",
            "ho ngheo cu",
            "ngheo phat sinh",
            "ho ngheo phat sinh",
        ],
    ),
    (
        Recorded::Class(Class::NearPoor),
        &[
            "ho can ngheo",
            "can ngheo",
            "hcn",
            "cn",
            "near poor",
            "tai can ngheo",
            "ho tai can ngheo",
            "can ngheo moi",
            "can ngheo cu",
            "thoat ngheo tro thanh can ngheo",
            "thoat ngheo tro thanh ho can ngheo",
            "thoat ngheo thanh can ngheo",
            "ho can ngheo moi",
            "ho can ngheo cu",
            "ngheo xuong can ngheo",
            "thoat ngheo sang can ngheo",
        ],
    ),
    (
        Recorded::Class(Class::Average),
        &[
            "ho co muc song trung binh",
            "muc song trung binh",
            "ho muc song trung binh",
            "mstb",
            "tb",
            "average",
            "trung binh",
            "ho mstb",
        ],
    ),
    (
        Recorded::Class(Class::NotPoor),
        &[
            "ho khong ngheo",
            "khong ngheo",
            "kn",
            "not poor",
            "vuot chuan",
            "vuot chuan can ngheo",
            "ho thoat ngheo vuot chuan can ngheo",
            "thoat ngheo vuot chuan can ngheo",
            "tren chuan",
            "khong thuoc ho ngheo ho can ngheo",
        ],
    ),
    (Recorded::Escaped(Class::Poor), &["thoat ngheo", "ho thoat ngheo", "tn"]),
    (Recorded::Escaped(Class::NearPoor), &["thoat can ngheo", "ho thoat can ngheo", "tcn"]),
];

/// A class in words.
pub(super) fn class(text: &str) -> Result<Recorded, Failure> {
    look_up(CLASSES, text).ok_or_else(|| {
        fault("CC-REVIEW-CLASS", format!("không hiểu loại hộ “{text}”"), format!("“{text}” is no class")).remedy(
            "ghi: hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình hoặc hộ không nghèo",
            "write: hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình or hộ không nghèo",
        )
    })
}

const RELATIONS: &[(Relation, &[&str])] = &[
    (Relation::Head, &["chu ho", "ch", "head", "la chu ho"]),
    (Relation::Spouse, &["vo", "chong", "vo chong", "vo chu ho", "chong chu ho", "vo hoac chong", "spouse"]),
    (
        Relation::Child,
        &[
            "con",
            "con trai",
            "con gai",
            "con de",
            "con ruot",
            "con nuoi",
            "con rieng",
            "con chu ho",
            "con trai chu ho",
            "con gai chu ho",
            "child",
            "con dau long",
            "con ut",
            "con ca",
        ],
    ),
    (
        Relation::Parent,
        &[
            "bo",
            "me",
            "cha",
            "bo de",
            "me de",
            "bo ruot",
            "me ruot",
            "cha de",
            "cha ruot",
            "bo vo",
            "me vo",
            "bo chong",
            "me chong",
            "cha vo",
            "cha chong",
            "ba ma",
            "bo me",
            "cha me",
            "parent",
            "me ke",
            "bo duong",
            "ma",
            "tia",
        ],
    ),
    (
        Relation::Grandchild,
        &["chau", "chau noi", "chau ngoai", "chau ruot", "chau trai", "chau gai", "chat", "grandchild"],
    ),
    (
        Relation::Grandparent,
        &["ong", "ba", "ong noi", "ba noi", "ong ngoai", "ba ngoai", "ong ba", "grandparent", "cu"],
    ),
    (
        Relation::Sibling,
        &[
            "anh",
            "chi",
            "em",
            "anh trai",
            "chi gai",
            "em trai",
            "em gai",
            "anh ruot",
            "chi ruot",
            "em ruot",
            "anh chi em",
            "anh em",
            "chi em",
            "sibling",
        ],
    ),
    (Relation::ChildInLaw, &["con dau", "con re", "dau", "re", "con dau re", "child in law"]),
    (
        Relation::Other,
        &[
            "khac",
            "other",
            "anh re",
            "chi dau",
            "em dau",
            "em re",
            "chau dau",
            "chau re",
            "co",
            "di",
            "chu",
            "bac",
            "cau",
            "mo",
            "thim",
            "duong",
            "nguoi than",
            "nguoi o nho",
            "o nho",
            "ho hang",
            "thanh vien khac",
            "thanh vien",
            "bac ruot",
            "chu ruot",
            "co ruot",
            "cau ruot",
            "di ruot",
        ],
    ),
];

/// A relation to the head.
pub(super) fn relation(text: &str) -> Result<Relation, Failure> {
    look_up(RELATIONS, text).ok_or_else(|| {
        fault("CC-REVIEW-RELATION", format!("không hiểu quan hệ “{text}”"), format!("“{text}” is no relation")).remedy(
            "ghi: chủ hộ, vợ, chồng, con, bố, mẹ, cháu, ông, bà, anh, chị, em, con dâu, con rể hoặc khác",
            "write: chủ hộ, vợ, chồng, con, bố, mẹ, cháu, ông, bà, anh, chị, em, con dâu, con rể or khác",
        )
    })
}

const SEXES: &[(Sex, &[&str])] = &[
    (Sex::Male, &["nam", "1", "trai", "ong", "male", "m", "1 nam", "nam 1"]),
    (Sex::Female, &["nu", "2", "gai", "ba", "female", "f", "2 nu", "nu 2"]),
];

/// Nam, nữ, 1, 2.
pub(super) fn sex(text: &str) -> Result<Sex, Failure> {
    look_up(SEXES, text).ok_or_else(|| {
        fault("CC-REVIEW-SEX", format!("không hiểu giới tính “{text}”"), format!("“{text}” is no sex"))
            .remedy("ghi nam hoặc nữ (hoặc 1, 2)", "write nam or nữ (or 1, 2)")
    })
}

/// Thành thị, nông thôn, 1, 2 (Phiếu C).
pub(super) fn area_kind(text: &str) -> Result<AreaKind, Failure> {
    const KINDS: &[(AreaKind, &[&str])] = &[
        (AreaKind::Urban, &["thanh thi", "do thi", "1", "urban", "khu vuc thanh thi", "tt"]),
        (AreaKind::Rural, &["nong thon", "2", "rural", "khu vuc nong thon", "nt"]),
    ];
    look_up(KINDS, text).ok_or_else(|| {
        fault("CC-REVIEW-AREA-KIND", format!("không hiểu khu vực “{text}”"), format!("“{text}” is no kind of area"))
            .remedy("ghi thành thị hoặc nông thôn", "write thành thị (urban) or nông thôn (rural)")
    })
}

const YES: &[&str] = &["x", "co", "1", "yes", "y", "true", "v", "dung", "co x", "xx"];
const NO: &[&str] = &["", "0", "khong", "k", "ko", "no", "false", "o", "khong co", "sai"];

/// A mark: x, X, có, 1 and ticks are yes; nothing, 0, không and dashes are no.
pub(super) fn mark(text: &str) -> Result<bool, Failure> {
    let folded = vntext::fold(text);
    if ["✓", "✔", "☑", "√", "×", "þ", "ü"].contains(&text.trim()) || YES.contains(&folded.as_str()) {
        return Ok(true);
    }
    if NO.contains(&folded.as_str()) {
        return Ok(false);
    }
    Err(fault("CC-REVIEW-MARK", format!("không hiểu dấu “{text}”"), format!("“{text}” is no mark"))
        .remedy("đánh x nếu có, để trống nếu không", "put x for yes, leave empty for no"))
}

/// Twelve digits. A spreadsheet that took the number for a number dropped the zeros in front: those come back.
pub(super) fn cccd(value: &Value) -> Result<Cccd, Failure> {
    let digits: String = value.text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}')).collect();
    let padded = match value.kind {
        // 001… of Hà Nội loses two
        Kind::Number if (10..12).contains(&digits.len()) => format!("{digits:0>12}"),
        _ => digits,
    };
    Cccd::new(&padded).ok_or_else(|| {
        let count = padded.chars().count();
        // the number itself is personal data and stays out of messages
        fault("CC-REVIEW-CCCD", format!("số CCCD có {count} ký tự, không phải 12 chữ số"), format!("the CCCD has {count} characters, not 12 digits"))
            .remedy(
                "ghi đủ 12 chữ số ở ô định dạng văn bản (số CMND 9 số không dùng được); chưa có thì để trống",
                "write all 12 digits in a cell formatted as text (old numbers of 9 digits do not do); leave empty if there is none",
            )
    })
}

/// A whole number that is not negative, at most `most`. Programs write `30.0` for 30.
pub(super) fn whole(text: &str, most: i64) -> Option<i64> {
    let text = [".0", ",0", ".00", ",00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    vntext::number::parse_whole(text).ok().filter(|number| (0..=most).contains(number))
}

fn look_up<T: Copy>(table: &[(T, &[&str])], text: &str) -> Option<T> {
    let folded = vntext::fold(text);
    table.iter().find(|(_, words)| words.contains(&folded.as_str())).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_in_words() {
        for (text, class_) in [
            ("Hộ nghèo", Class::Poor),
            ("N", Class::Poor),
            ("HN", Class::Poor),
            ("hộ cận nghèo", Class::NearPoor),
            ("CN", Class::NearPoor),
            ("MSTB", Class::Average),
            ("Không nghèo", Class::NotPoor),
            ("near_poor", Class::NearPoor),
        ] {
            assert_eq!(class(text), Ok(Recorded::Class(class_)), "{text}");
        }
        assert_eq!(class("Thoát nghèo"), Ok(Recorded::Escaped(Class::Poor)));
        assert_eq!(class("thoát cận nghèo"), Ok(Recorded::Escaped(Class::NearPoor)));
        assert_eq!(class("giàu").unwrap_err().code, "CC-REVIEW-CLASS");
    }

    #[test]
    fn marks_relations_and_sex() {
        for yes in ["x", "X", "có", "1", "✓", "TRUE"] {
            assert_eq!(mark(yes), Ok(true), "{yes}");
        }
        for no in ["", "0", "không", "-", "FALSE"] {
            assert_eq!(mark(no), Ok(false), "{no}");
        }
        assert!(mark("3").is_err());
        assert_eq!(relation("Chủ hộ"), Ok(Relation::Head));
        assert_eq!(relation("con dâu"), Ok(Relation::ChildInLaw));
        assert!(relation("hàng xóm").is_err());
        assert_eq!((sex("Nữ"), sex("1")), (Ok(Sex::Female), Ok(Sex::Male)));
    }

    #[test]
    fn a_number_gets_its_zeros_back_and_a_text_does_not() {
        let value = |text: &str, kind| Value { text: text.into(), kind };
        assert_eq!(cccd(&value("46085001234", Kind::Number)).unwrap().reveal(), "046085001234");
        assert_eq!(cccd(&value("1085001234", Kind::Number)).unwrap().reveal(), "001085001234");
        assert_eq!(cccd(&value("046 085 001 234", Kind::Text)).unwrap().reveal(), "046085001234");
        for (text, kind) in [("46085001234", Kind::Text), ("191234567", Kind::Number), ("4.6085E+10", Kind::Text)] {
            assert_eq!(cccd(&value(text, kind)).unwrap_err().code, "CC-REVIEW-CCCD");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        fn unique<T>(table: &[(T, &[&str])]) {
            let mut words: Vec<&str> = table.iter().flat_map(|row| row.1).copied().collect();
            let count = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), count);
        }
        unique(CLASSES);
        unique(RELATIONS);
        unique(SEXES);
    }
}
