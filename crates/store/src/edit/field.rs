//! The fields that can be corrected, and the new value of one.

use crate::Scope;
use base::AreaKey;
use domain::register::{Cccd, Phone, Relation, Sex};
use engine::Birth;
use std::str::FromStr;

/// A field of a household or of one of its present members.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Village.
    Village,
    /// A mark.
    Mark(Marking),
    /// Something of a member, by the member's id ([`crate::StoryMember::id`]).
    Member(String, MemberField),
}

/// A mark of a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marking {
    /// Hộ dân tộc thiểu số.
    EthnicMinority,
    /// Hộ không có khả năng lao động.
    NoLabourCapacity,
    /// Hộ có thành viên là người có công.
    Merit,
    /// Hộ dân tộc tại chỗ.
    Indigenous,
    /// Hộ nông, lâm, ngư, diêm nghiệp.
    Farm,
}

/// A field of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MemberField {
    /// Relation to the head.
    Relation,
    /// Name.
    Name,
    /// Sex.
    Sex,
    /// Birth.
    Birth,
    /// Ethnic group.
    Ethnic,
    /// Personal number.
    Cccd,
    /// Telephone number.
    Phone,
    /// Being a member at all; reviews change it, corrections do not.
    Presence,
}

/// The new value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Village.
    Village(String),
    /// A mark.
    Mark(Marking, bool),
    /// Something of a member.
    Member(String, MemberEdit),
}

/// The new value of a field of a member; none where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberEdit {
    /// Relation to the head.
    Relation(Relation),
    /// Name.
    Name(String),
    /// Sex.
    Sex(Option<Sex>),
    /// Birth.
    Birth(Option<Birth>),
    /// Key of the ethnic group.
    Ethnic(Option<String>),
    /// Personal number.
    Cccd(Option<Cccd>),
    /// Telephone number.
    Phone(Option<Phone>),
}

impl Marking {
    /// All of them, in the order of their bits.
    pub const ALL: [Self; 5] =
        [Self::EthnicMinority, Self::NoLabourCapacity, Self::Merit, Self::Indigenous, Self::Farm];

    /// The word in forms and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::EthnicMinority => "ethnic_minority",
            Self::NoLabourCapacity => "no_labour_capacity",
            Self::Merit => "merit",
            Self::Indigenous => "indigenous",
            Self::Farm => "farm",
        }
    }

    /// Its bit among the marks of a household.
    pub(crate) fn bit(self) -> i64 {
        match self {
            Self::EthnicMinority => 1,
            Self::NoLabourCapacity => 2,
            Self::Merit => 4,
            Self::Indigenous => 8,
            Self::Farm => 16,
        }
    }
}

impl MemberField {
    /// What can be corrected, in the order of a form.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Relation, Self::Sex, Self::Birth, Self::Ethnic, Self::Cccd, Self::Phone];

    /// The word in forms and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relation => "relation",
            Self::Name => "name",
            Self::Sex => "sex",
            Self::Birth => "birth",
            Self::Ethnic => "ethnic",
            Self::Cccd => "cccd",
            Self::Phone => "phone",
            Self::Presence => "presence",
        }
    }
}

impl Field {
    /// Whether a scope shows the field in a household that lives here: what is not seen is not corrected.
    pub fn is_shown(&self, scope: &Scope, commune: &AreaKey, village: &str) -> bool {
        let reach = match self {
            Self::Mark(Marking::EthnicMinority | Marking::Indigenous) | Self::Member(_, MemberField::Ethnic) => {
                &scope.ethnicity
            }
            Self::Mark(Marking::NoLabourCapacity) => &scope.health,
            Self::Member(_, MemberField::Cccd) => &scope.cccd,
            Self::Member(_, MemberField::Phone) => &scope.phone,
            _ => &scope.rows,
        };
        reach.has(commune, village)
    }
}

impl Edit {
    /// Which field it is the value of.
    pub fn field(&self) -> Field {
        match self {
            Self::Village(_) => Field::Village,
            Self::Mark(mark, _) => Field::Mark(*mark),
            Self::Member(member, edit) => {
                let field = match edit {
                    MemberEdit::Relation(_) => MemberField::Relation,
                    MemberEdit::Name(_) => MemberField::Name,
                    MemberEdit::Sex(_) => MemberField::Sex,
                    MemberEdit::Birth(_) => MemberField::Birth,
                    MemberEdit::Ethnic(_) => MemberField::Ethnic,
                    MemberEdit::Cccd(_) => MemberField::Cccd,
                    MemberEdit::Phone(_) => MemberField::Phone,
                };
                Field::Member(member.clone(), field)
            }
        }
    }
}

/// As forms name it: `village`, `mark.farm`, `name.0190…`.
impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Village => f.write_str("village"),
            Self::Mark(mark) => write!(f, "mark.{}", mark.word()),
            Self::Member(member, field) => write!(f, "{}.{member}", field.word()),
        }
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "village" {
            return Ok(Self::Village);
        }
        let (word, of) = text.split_once('.').ok_or(())?;
        if word == "mark" {
            return Marking::ALL.into_iter().find(|mark| mark.word() == of).map(Self::Mark).ok_or(());
        }
        let field = MemberField::ALL.into_iter().find(|field| field.word() == word).ok_or(())?;
        let is_id = !of.is_empty() && of.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_id { Ok(Self::Member(of.to_owned(), field)) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_as_it_is_written() {
        let mut fields = vec![Field::Village];
        fields.extend(Marking::ALL.map(Field::Mark));
        fields.extend(MemberField::ALL.map(|field| Field::Member("01ab".into(), field)));
        for field in fields {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        for wrong in ["", "villages", "mark.rich", "name.", "name.x y", "presence.01ab"] {
            assert_eq!(wrong.parse::<Field>(), Err(()), "{wrong}");
        }
    }
}
