//! Rural or urban: the two columns of every income line.

/// The kind of area a household lives in (khu vực). Which unit is which is decided by the area's kind and date,
/// not here: 2022–2025 says “thành thị”, NĐ 351/2025 says “đô thị”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaKind {
    /// Nông thôn.
    Rural,
    /// Thành thị, đô thị.
    Urban,
}

impl AreaKind {
    /// Both kinds, in the order of the columns.
    pub const ALL: [Self; 2] = [Self::Rural, Self::Urban];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rural => "rural",
            Self::Urban => "urban",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &[u8]) -> Option<Self> {
        match word {
            b"rural" => Some(Self::Rural),
            b"urban" => Some(Self::Urban),
            _ => None,
        }
    }
}
