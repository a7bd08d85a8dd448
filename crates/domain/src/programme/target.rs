//! One target: what is to be reached, of which households, by when, from where to, and what its actuals may come from.

use super::{Bound, Exact, Over, Path, Quote, Side, Source, Stage, Unit};
use crate::result::{Measure, Part, SourceKind};
use base::{AreaKey, Failure, Level, Text};
use jiff::civil::Date;

/// What a gap between two groups must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Must {
    /// Be smaller than it was.
    Narrow,
    /// Reach a limit.
    Reach(Bound),
}

/// The kinds of target. What a kind needs, its variant holds: there is no level without a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A value on the day it is due.
    Level {
        /// The limit.
        bound: Bound,
        /// The level of the units that are counted (poor *districts*): when the level ends there is nothing to count.
        counted: Option<Level>,
    },
    /// A fall of a rate, in percentage points a year.
    PointsPerYear {
        /// Points a year; the side is about the fall.
        bound: Bound,
        /// Every year, or the mean.
        over: Over,
    },
    /// A multiple of the value of a base year: two thirds fewer is at most 1/3, twofold is at least 2.
    Relative {
        /// The multiple.
        bound: Bound,
    },
    /// Reached of entitled, disbursed of allocated, in per cent.
    Coverage {
        /// The limit.
        bound: Bound,
    },
    /// How many units have been recognised.
    Recognitions {
        /// The limit.
        bound: Bound,
    },
    /// Something done by a day.
    Milestone {
        /// How far it must have come.
        stage: Stage,
    },
    /// The actual of another unit on the same day is the limit.
    Comparator {
        /// On which side of it.
        side: Side,
        /// Whose.
        with: AreaKey,
    },
    /// The difference of two groups of households.
    Gap {
        /// The other group; the target's own households come first.
        against: Households,
        /// What it must do.
        must: Must,
    },
    /// The text leaves the value to a document to come.
    ToBeSet {
        /// Which.
        waits_for: Text,
    },
    /// A word instead of a number (“cơ bản”): not measured until a person sets a threshold.
    Unquantified {
        /// The word.
        word: String,
        /// On which side of the threshold.
        side: Side,
        /// The threshold, once set.
        threshold: Option<Exact>,
    },
    /// Words without any number; what is done is told and shown.
    Evidence,
}

impl Kind {
    /// The word used in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Level { .. } => "level",
            Self::PointsPerYear { .. } => "points_per_year",
            Self::Relative { .. } => "relative",
            Self::Coverage { .. } => "coverage",
            Self::Recognitions { .. } => "recognitions",
            Self::Milestone { .. } => "milestone",
            Self::Comparator { .. } => "comparator",
            Self::Gap { .. } => "gap",
            Self::ToBeSet { .. } => "to_be_set",
            Self::Unquantified { .. } => "unquantified",
            Self::Evidence => "evidence",
        }
    }
}

/// Which households of the area.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Households {
    /// All of them.
    All,
    /// Khu vực nông thôn.
    Rural,
    /// Khu vực thành thị.
    Urban,
    /// All who live in an area group, by its word (`mountain`, `ethnic_minority_area`) or in words (`xã bãi ngang`).
    AreaGroup(String),
    /// A group of people wherever they live, by its word (`ethnic_minority_households`) or in words (`hộ có trẻ em`).
    People(String),
}

impl Households {
    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Self {
        match word {
            "" | "all" => Self::All,
            "rural" => Self::Rural,
            "urban" => Self::Urban,
            people if people.ends_with("_households") || people.starts_with("hộ ") => Self::People(people.to_owned()),
            group => Self::AreaGroup(group.to_owned()),
        }
    }

    /// The word used in files.
    pub fn word(&self) -> &str {
        match self {
            Self::All => "all",
            Self::Rural => "rural",
            Self::Urban => "urban",
            Self::AreaGroup(word) | Self::People(word) => word,
        }
    }

    /// The same part of a unit in the published results, where they have it.
    pub fn part(&self) -> Option<Part> {
        if *self == Self::All { Some(Part::Whole) } else { Part::from_word(self.word()) }
    }
}

/// By when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// On this day at the latest.
    On(Date),
    /// Before this day: the day itself is late.
    Before(Date),
    /// At all times.
    Always,
    /// The text sets none.
    Open,
}

impl Due {
    /// The last day that is in time, if there is one.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::Before(day) => day.yesterday().ok(),
            Self::Always | Self::Open => None,
        }
    }
}

/// Which series of results.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Series {
    /// Review or survey: never one for the other.
    pub kind: SourceKind,
    /// What is measured.
    pub measure: Measure,
    /// By which poverty standard.
    pub standard: String,
}

/// Where a target starts from. Explicit, and a person may change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The day it holds on.
    pub on: Date,
    /// The value, when the text or a person gives it; else it is read from the target's own series on that day.
    pub value: Option<Exact>,
    /// By which poverty standard; `None` where that means nothing (income, houses).
    pub standard: Option<String>,
    /// The words that give it; `None` where the text does not.
    pub sentence: Option<String>,
}

/// One of several things a coverage counts apart, for example a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Id inside the target.
    pub id: String,
    /// What it is.
    pub name: Text,
}

/// A target of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Id inside the programme.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The document of the version that sets it.
    pub version: String,
    /// The target of an earlier version that it takes the place of.
    pub replaces: Option<String>,
    /// What is to be reached.
    pub kind: Kind,
    /// In what it is counted; milestones and words have none.
    pub unit: Option<Unit>,
    /// Whose area.
    pub area: AreaKey,
    /// Which of its households.
    pub households: Households,
    /// By when.
    pub due: Due,
    /// From where.
    pub baseline: Option<Baseline>,
    /// On which way.
    pub path: Path,
    /// Where its actuals come from.
    pub source: Source,
    /// Which series, when they are results of reviews or surveys.
    pub series: Option<Series>,
    /// What is counted apart.
    pub items: Vec<Item>,
    /// Responsible bodies, by id.
    pub lead: Vec<String>,
    /// The words that set it.
    pub quote: Quote,
    /// What a reader must know.
    pub note: Option<Text>,
}

impl Target {
    /// The same target with the threshold that a person has set for its word. Only a target without a number takes one.
    pub fn with_threshold(mut self, value: Exact) -> Result<Self, Failure> {
        match &mut self.kind {
            Kind::Unquantified { threshold, .. } => {
                *threshold = Some(value);
                Ok(self)
            }
            _ => Err(Failure::new(
                "CC-TARGET-THRESHOLD",
                "chỉ tiêu này đã có số, không nhận ngưỡng đặt thêm",
                "this target has a figure and takes no threshold",
            )
            .at(self.id)
            .remedy(
                "sửa chỉ tiêu bằng một phiên bản mới của chương trình",
                "change it by a new version of the programme",
            )),
        }
    }

    /// Whether its figures come from the yearly review.
    pub fn is_reviewed(&self) -> bool {
        self.source == Source::Register || self.series.as_ref().is_some_and(|series| series.kind == SourceKind::Review)
    }
}
