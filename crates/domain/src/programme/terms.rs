//! The closed words of a target: on which side of a limit, over which years, how far, from which source.

use super::Exact;
use base::Text;

/// On which side of its limit a value must lie, and whether the limit itself is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Nhiều nhất, không quá.
    AtMost,
    /// Dưới: the limit itself is not enough.
    Below,
    /// Ít nhất.
    AtLeast,
    /// Trên: the limit itself is not enough (“trên 3 %/năm”).
    Above,
}

impl Side {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::AtMost => "at_most",
            Self::Below => "below",
            Self::AtLeast => "at_least",
            Self::Above => "above",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "at_most" => Some(Self::AtMost),
            "below" => Some(Self::Below),
            "at_least" => Some(Self::AtLeast),
            "above" => Some(Self::Above),
            _ => None,
        }
    }

    /// Whether `value` lies on the wanted side of `limit`.
    pub fn met(self, value: Exact, limit: Exact) -> bool {
        match self {
            Self::AtMost => value <= limit,
            Self::Below => value < limit,
            Self::AtLeast => value >= limit,
            Self::Above => value > limit,
        }
    }

    /// Whether less is better.
    pub fn falls(self) -> bool {
        matches!(self, Self::AtMost | Self::Below)
    }

    /// As people write it before a figure.
    pub fn name(self) -> Text {
        match self {
            Self::AtMost => Text::new("nhiều nhất", "at most"),
            Self::Below => Text::new("dưới", "below"),
            Self::AtLeast => Text::new("ít nhất", "at least"),
            Self::Above => Text::new("trên", "more than"),
        }
    }
}

/// A limit with its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// On which side.
    pub side: Side,
    /// Of what; in the unit of the target, except for [`Kind::Relative`], where it is a multiple of the base.
    pub limit: Exact,
    /// The better end where the text gives a range (“2,0–2,2 %”, “1,5–2 %/năm”): striven for, not required.
    pub stretch: Option<Exact>,
}

/// Over which years a pace is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Over {
    /// Every single year.
    EachYear,
    /// The mean since the base.
    Mean,
}

impl Over {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::EachYear => "each_year",
            Self::Mean => "mean",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "each_year" => Some(Self::EachYear),
            "mean" => Some(Self::Mean),
            _ => None,
        }
    }
}

/// How far a milestone must have come: to be qualified is not to be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Đủ điều kiện.
    Qualified,
    /// Được công nhận.
    Recognised,
    /// Xong, hoàn thành.
    Done,
}

impl Stage {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::Recognised => "recognised",
            Self::Done => "done",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "qualified" => Some(Self::Qualified),
            "recognised" => Some(Self::Recognised),
            "done" => Some(Self::Done),
            _ => None,
        }
    }

    /// As people read it.
    pub fn name(self) -> Text {
        match self {
            Self::Qualified => Text::new("đủ điều kiện", "qualified"),
            Self::Recognised => Text::new("được công nhận", "recognised"),
            Self::Done => Text::new("hoàn thành", "done"),
        }
    }
}

/// Where the actuals of a target may come from. Figures of another source are set aside and shown as set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The register and its forms.
    Register,
    /// Published results.
    Published,
    /// Reported by a body, with evidence.
    Reported,
}

impl Source {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Published => "published",
            Self::Reported => "reported",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "register" => Some(Self::Register),
            "published" => Some(Self::Published),
            "reported" => Some(Self::Reported),
            _ => None,
        }
    }

    /// As people read it.
    pub fn name(self) -> Text {
        match self {
            Self::Register => Text::new("sổ bộ và biểu", "register and forms"),
            Self::Published => Text::new("số liệu công bố", "published results"),
            Self::Reported => Text::new("báo cáo có minh chứng", "reported, with evidence"),
        }
    }
}
