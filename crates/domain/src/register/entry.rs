//! A household as one review saw it.

use base::AreaKey;
use engine::{Answers, AreaKind, Birth, Class, Flags, Household, Means, Member};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A review (đợt rà soát) of one year under one standard. Two standards in one year are two reviews of one campaign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The year whose end the result describes.
    pub year: i16,
    /// Id of the standard pack.
    pub standard: String,
    /// Day on which ages count.
    pub day: Date,
}

/// How a result came about (QĐ 24/2021 Điều 4, 5, 6; NĐ 30/2025).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// Rà soát định kỳ hằng năm.
    Periodic,
    /// Rà soát thường xuyên trong năm.
    WithinYear,
    /// Xác định hộ có mức sống trung bình.
    AverageLiving,
}

/// A household with its members as one review recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct HouseholdEntry {
    /// Code that names the household in this deployment, the same in every year.
    pub code: String,
    /// Commune, read on the last day of the review's year.
    pub commune: AreaKey,
    /// Village, hamlet or residential group (thôn, bản, tổ dân phố), as written.
    pub village: String,
    /// Rural or urban.
    pub area_kind: AreaKind,
    /// The head first.
    pub members: Vec<MemberEntry>,
    /// Answers about the household as a whole; empty when only flags were recorded.
    pub answers: Answers,
    /// Declared income and B1 total.
    pub means: Means,
    /// Deprived indicators in the order of the review's standard.
    pub flags: Flags,
    /// The recorded class.
    pub class: Class,
    /// Marks of the household.
    pub marks: Marks,
    /// Ids of the causes of poverty (of the standard).
    pub causes: BTreeSet<String>,
    /// Kinds of support received.
    pub supports: BTreeSet<Support>,
    /// Whether `members` are all there are.
    pub members_told: Told,
    /// Whether `flags` are all there are.
    pub flags_told: Told,
}

/// How much a source tells of a list. Real files name only the head and state a number of members, and have a B2 total
/// without saying which indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// Every item.
    #[default]
    Each,
    /// How many there are, but not each of them.
    Number(u32),
    /// Not even how many.
    Nothing,
}

/// A member of a household in one review.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberEntry {
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth, as far as it is known.
    pub birth: Option<Birth>,
    /// Key of the ethnic group (`vntext::ethnic`), none if unknown.
    pub ethnic: Option<String>,
    /// Relation to the head.
    pub relation: Relation,
    /// Personal identification number.
    pub cccd: Option<Cccd>,
    /// The member's answers.
    pub answers: Answers,
}

/// Giới tính.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// 1: nam.
    Male,
    /// 2: nữ.
    Female,
}

/// Quan hệ với chủ hộ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Chủ hộ.
    Head,
    /// Vợ hoặc chồng.
    Spouse,
    /// Con.
    Child,
    /// Bố hoặc mẹ.
    Parent,
    /// Cháu.
    Grandchild,
    /// Ông hoặc bà.
    Grandparent,
    /// Anh, chị, em.
    Sibling,
    /// Con dâu hoặc con rể.
    ChildInLaw,
    /// Khác.
    Other,
}

/// A personal identification number (số định danh cá nhân, CCCD): twelve digits. Never printed whole by default.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cccd(String);

impl Cccd {
    /// Accepts exactly twelve digits.
    pub fn new(text: &str) -> Option<Self> {
        let digits = text.trim();
        (digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(digits.to_owned()))
    }

    /// What anybody may see: the last three digits.
    pub fn masked(&self) -> String {
        format!("{}{}", "•".repeat(9), &self.0[9..])
    }

    /// All twelve digits. Only the store (to encrypt) and a form that the law asks for need them.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Cccd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // personal data never reach a log
        write!(f, "Cccd(•••{})", &self.0[9..])
    }
}

/// What the forms tell apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of a household, as on the form")]
pub struct Marks {
    /// Hộ dân tộc thiểu số.
    pub ethnic_minority: bool,
    /// Hộ không có khả năng lao động.
    pub no_labour_capacity: bool,
    /// Hộ có thành viên là người có công với cách mạng.
    pub merit: bool,
    /// Hộ dân tộc tại chỗ (Tây Nguyên).
    pub indigenous: bool,
    /// Hộ nông, lâm, ngư, diêm nghiệp.
    pub farm: bool,
}

/// Chính sách hỗ trợ, the six columns of the detailed lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// Y tế.
    Health,
    /// Giáo dục.
    Education,
    /// Sản xuất.
    Production,
    /// Vay vốn tín dụng.
    Credit,
    /// Nhà ở.
    Housing,
    /// Khác.
    Other,
}

/// Something that happened to a household outside the question of poverty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEvent {
    /// Code of the household.
    pub household: String,
    /// Day.
    pub day: Date,
    /// What happened.
    pub kind: EventKind,
}

/// Kinds of register events; they make “khác tăng, khác giảm”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// Chuyển đến.
    MovedIn,
    /// Chuyển đi.
    MovedOut,
    /// Tách ra từ hộ khác.
    SplitOff,
    /// Nhập vào hộ khác.
    MergedAway,
    /// Không còn thành viên nào.
    Died,
}

impl HouseholdEntry {
    /// The number of deprived indicators, if it is known.
    pub fn deprived(&self) -> Option<u32> {
        match self.flags_told {
            Told::Each => Some(self.flags.count()),
            Told::Number(number) => Some(number),
            Told::Nothing => None,
        }
    }

    /// The number of members as far as it is known.
    pub fn persons(&self) -> usize {
        match self.members_told {
            Told::Number(number) => usize::try_from(number).unwrap_or(usize::MAX).max(self.members.len()),
            Told::Each | Told::Nothing => self.members.len(),
        }
    }

    /// The household as the rules of the engine see it.
    pub fn for_rules(&self) -> Household {
        let member = |member: &MemberEntry| Member {
            label: member.name.clone(),
            birth: member.birth,
            answers: member.answers.clone(),
        };
        Household { answers: self.answers.clone(), members: self.members.iter().map(member).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cccd_is_twelve_digits_and_hides_itself() {
        let cccd = Cccd::new(" 046085001234 ").unwrap();
        assert_eq!(format!("{cccd:?}"), "Cccd(•••234)");
        assert_eq!(cccd.masked(), "•••••••••234");
        for wrong in ["", "46085001234", "04608500123x", "0460850012345"] {
            assert!(Cccd::new(wrong).is_none());
        }
    }
}
