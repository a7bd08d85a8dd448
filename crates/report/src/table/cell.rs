//! A cell of a form and how it prints.

use base::Share;

/// What stands where a figure is not at hand.
pub const NO_FIGURE: &str = "chưa có số liệu";
/// The same where the column is too narrow for words (forms 12 and 13); a footnote explains it.
pub const DOTS: &str = "…";
/// A share of nothing.
const NO_SHARE: &str = "–";

/// A cell of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A count.
    Count(u64),
    /// A share in per cent; of zero it prints “–”.
    Share(Share),
    /// The figure, or the denominator of the share, is not at hand; prints the given sign.
    Unknown(&'static str),
    /// Nothing belongs here.
    Empty,
    /// Covered by the cell above.
    Above,
    /// Covered by the cell to the left.
    Left,
}

impl Cell {
    /// A count that may be missing.
    pub fn count(count: Option<u64>) -> Self {
        count.map_or(Self::Unknown(NO_FIGURE), Self::Count)
    }

    /// A share whose whole may be missing.
    pub fn share(part: u64, whole: Option<u64>) -> Self {
        whole.map_or(Self::Unknown(NO_FIGURE), |whole| Self::Share(Share { part, whole }))
    }

    /// The cross of a marked column.
    pub fn mark(marked: bool) -> Self {
        if marked { Self::Text("x".to_owned()) } else { Self::Empty }
    }

    /// As printed, in Vietnamese spelling.
    pub fn print(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => grouped(*count),
            Self::Share(share) => share.percent().unwrap_or_else(|| NO_SHARE.to_owned()),
            Self::Unknown(sign) => (*sign).to_owned(),
            Self::Empty | Self::Above | Self::Left => String::new(),
        }
    }
}

/// A count with points between thousands: `1.234`.
pub fn grouped(count: u64) -> String {
    // a count beyond i64 is no count of households; it prints without points rather than wrong
    i64::try_from(count).map_or_else(|_| count.to_string(), vntext::number::format_whole)
}
