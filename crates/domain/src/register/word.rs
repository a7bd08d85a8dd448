//! The words of sexes and relations in forms and records.

use super::{Relation, Sex};

impl Sex {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Male, Self::Female];

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// The sex of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.word() == word)
    }
}

impl Relation {
    /// All relations, as forms list them.
    pub const ALL: [Self; 9] = [
        Self::Head,
        Self::Spouse,
        Self::Child,
        Self::Parent,
        Self::Grandchild,
        Self::Grandparent,
        Self::Sibling,
        Self::ChildInLaw,
        Self::Other,
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Spouse => "spouse",
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Grandchild => "grandchild",
            Self::Grandparent => "grandparent",
            Self::Sibling => "sibling",
            Self::ChildInLaw => "child-in-law",
            Self::Other => "other",
        }
    }

    /// The relation of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        assert!(Sex::ALL.into_iter().all(|sex| Sex::of(sex.word()) == Some(sex)));
        assert!(Relation::ALL.into_iter().all(|relation| Relation::of(relation.word()) == Some(relation)));
        assert_eq!((Sex::of("nam"), Relation::of("")), (None, None));
    }
}
