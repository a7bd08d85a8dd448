//! Where a legal item comes from, and whether a person has checked it against the official text.

use serde::{Deserialize, Serialize};

/// The clause an item rests on. `verified = false` is shown as “chưa xác minh”, never as law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Instrument and article, as people cite it: `Nghị định 07/2021/NĐ-CP, Điều 3`.
    pub clause: String,
    /// Where the text was read; empty when no source is at hand.
    #[serde(default)]
    pub source: String,
    /// Whether the item was read in the source, word for word.
    pub verified: bool,
    /// What is doubtful, in Vietnamese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
