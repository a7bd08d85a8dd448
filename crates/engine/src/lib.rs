//! Standards as data; answers → deprivations → class, with the reason.
//!
//! Pure: no files, no clock, no chance, nothing of HTTP or SQL, so the same crate can run in a browser.
//! It does not know households as records (names, addresses, history): only answers and flags.

mod answers;
mod area_kind;
mod class;
mod classify;
mod derive;
mod explain;
mod flags;
mod law;
pub mod pack;
pub mod points;
pub mod rule;
mod vocabulary;

pub use answers::{Answer, Answers, Birth, Household, Member};
pub use area_kind::AreaKind;
pub use class::Class;
pub use classify::{Basis, Means, Measure, Refusal, Verdict};
pub use derive::{Deprivation, Evidence, Gap, Outcome, derive};
pub use explain::{Explanation, Part, explain};
pub use flags::Flags;
pub use law::Citation;
pub use pack::Pack;
pub use vocabulary::{Question, Subject, Vocabulary};
