//! The classes a standard can give.

use serde::{Deserialize, Serialize};

/// The class of a household, from the worst off to the best off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
    /// Hộ có mức sống trung bình.
    Average,
    /// None of these: hộ không nghèo.
    NotPoor,
}

impl Class {
    /// All classes, worst off first.
    pub const ALL: [Self; 4] = [Self::Poor, Self::NearPoor, Self::Average, Self::NotPoor];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Poor => "poor",
            Self::NearPoor => "near_poor",
            Self::Average => "average",
            Self::NotPoor => "not_poor",
        }
    }
}
