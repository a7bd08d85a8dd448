//! Deprivation rules: a small closed vocabulary over the answers of a household and its members.
//!
//! A rule never guesses: an answer that was not given, or an age that the known part of a birth date leaves open,
//! makes the result unknown unless the other answers settle it.

mod eval;
mod file;

pub use eval::{Truth, Used};
pub use file::RuleFile;

/// A checked rule. In a pack it is written as [`RuleFile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least one member meets it (`some_member`).
    SomeMember(Box<Rule>),
    /// No member meets it (`no_member`).
    NoMember(Box<Rule>),
    /// The members who meet it are more than this share of all members (`share_of_members`).
    ShareOfMembers {
        /// Who is counted.
        who: Box<Rule>,
        /// The share that must be exceeded, as numerator and denominator.
        more_than: (u32, u32),
    },
    /// Age in completed years on the day of the review (`age = { from, below }`).
    Age {
        /// Smallest age that meets it.
        from: i16,
        /// First age that no longer meets it.
        below: Option<i16>,
    },
    /// Born in this year or later (`born_from`).
    BornFrom(i16),
    /// The answer is one of these, or none of them (`answer` with `one_of` or `none_of`).
    Answer {
        /// Question id.
        question: String,
        /// Option ids.
        options: Vec<String>,
        /// Whether the answer must be among the options or outside them.
        among: bool,
    },
    /// A quantity lies below a limit (`answer` with `below`, and `per_member`).
    Below {
        /// Question id.
        question: String,
        /// The limit in whole units.
        limit: u64,
        /// Whether the quantity is shared out among the members first.
        per_member: bool,
    },
    /// All of them (`all`).
    All(Vec<Rule>),
    /// At least one of them (`any`).
    Any(Vec<Rule>),
    /// At least so many of them (`at_least`, `of`).
    AtLeast {
        /// How many.
        count: usize,
        /// Of which.
        of: Vec<Rule>,
    },
    /// It does not hold (`not`).
    Not(Box<Rule>),
}
