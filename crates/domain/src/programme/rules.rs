//! The common rules of judging: when a review takes place, and what makes a target “có nguy cơ”. Data, each with its
//! clause and whether a person has read it.

use base::Text;
use serde::Deserialize;

/// When a target that is on its path is at risk all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Never: the projection is shown, the state does not depend on it.
    None,
    /// When every method of projection misses the goal.
    EveryMethod,
    /// When one method of projection misses the goal.
    AnyMethod,
}

impl Risk {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::EveryMethod => "every_method",
            Self::AnyMethod => "any_method",
        }
    }
}

/// The months in which the review takes place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewWindow {
    /// First month.
    pub first_month: i8,
    /// Last month.
    pub last_month: i8,
    /// The clause.
    pub clause: String,
    /// Where it was read.
    pub source: String,
    /// Whether a person has read the words of the clause.
    pub verified: bool,
    /// What to know about it.
    pub note: Text,
}

/// The rule for “có nguy cơ”, as it comes with the program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskRule {
    /// Which.
    pub rule: Risk,
    /// The clause; there is none, and it says so.
    pub clause: String,
    /// Where it is argued.
    pub source: String,
    /// Whether law says so.
    pub verified: bool,
    /// What to know about it.
    pub note: Text,
}

/// All of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// When reviews take place.
    pub review: ReviewWindow,
    /// When a target is at risk.
    pub risk: RiskRule,
}
