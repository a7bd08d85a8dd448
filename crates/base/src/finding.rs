//! What a check found in data that is kept all the same: a person reads it and decides.

use crate::Text;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Cannot be right.
    Error,
}

/// A data-quality finding. Unlike a [`crate::Failure`] it stops nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code, for example `CF-SUM`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The sentence, with the figures it rests on.
    pub message: Text,
    /// The fact, row or unit it is about.
    pub place: String,
}
