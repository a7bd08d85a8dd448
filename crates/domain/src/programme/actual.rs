//! What was measured: a value of a day, in several versions, each known from a day on.

use super::territory::is_same_land;
use super::{Exact, Households, Percent, Series, Source, Stage, Target};
use crate::area::Areas;
use crate::result::{Fact, Measure, SourceKind, Status};
use base::{AreaKey, Share, Text};
use jiff::civil::Date;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// A figure in the unit of the target.
    Value(Exact),
    /// So many of so many: a coverage, kept as two counts.
    Share {
        /// Reached, disbursed.
        part: u64,
        /// Entitled, allocated.
        whole: u64,
    },
    /// Something happened on the day of the actual.
    Event(Stage),
    /// Somebody reports on the day of the actual that it has not happened yet.
    Open,
}

impl Reading {
    /// The figure that is compared; a share as per cent, exact. `None` for an event and for a share of nothing.
    pub fn value(self) -> Option<Exact> {
        match self {
            Self::Value(value) => Some(value),
            Self::Share { part, whole } => Percent::of(part, whole).map(|rate| rate.0),
            Self::Event(_) | Self::Open => None,
        }
    }

    /// The two counts, where it is kept as such.
    pub fn share(self) -> Option<Share> {
        match self {
            Self::Share { part, whole } => Some(Share { part, whole }),
            Self::Value(_) | Self::Event(_) | Self::Open => None,
        }
    }
}

/// How settled a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Sơ bộ.
    Preliminary,
    /// Chính thức: where there is one, it counts.
    Official,
}

impl Version {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preliminary => "preliminary",
            Self::Official => "official",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "preliminary" => Some(Self::Preliminary),
            "official" => Some(Self::Official),
            _ => None,
        }
    }

    /// As people read it.
    pub fn name(self) -> Text {
        match self {
            Self::Preliminary => Text::new("sơ bộ", "preliminary"),
            Self::Official => Text::new("chính thức", "official"),
        }
    }
}

/// One figure or event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actual {
    /// The day it holds on; of an event, the day it happened.
    pub on: Date,
    /// From when it was known; `None` when nobody wrote it down: then it is taken as known on the day it holds on.
    pub known_from: Option<Date>,
    /// The last day before it was corrected or withdrawn.
    pub known_to: Option<Date>,
    /// What was found.
    pub reading: Reading,
    /// How settled.
    pub version: Version,
    /// Where from.
    pub source: Source,
    /// Review or survey, if one of them.
    pub series: Option<SourceKind>,
    /// What of that series; `None` for what is reported for a target by name.
    pub measure: Option<Measure>,
    /// By which poverty standard, if any.
    pub standard: Option<String>,
    /// Of which unit.
    pub area: AreaKey,
    /// Of which households.
    pub households: Households,
    /// Of which item of a coverage.
    pub item: Option<String>,
    /// Of which target it was reported; a figure of a series belongs to every target of that series.
    pub target: Option<String>,
    /// The decision, report or row of a file that carries it.
    pub evidence: String,
}

impl Actual {
    /// A published fact as an actual; `published` tells the day on which a decision was signed, where that is known.
    ///
    /// A derived figure counts as preliminary: nobody has decided it.
    pub fn from_fact(fact: &Fact, published: impl Fn(&str) -> Option<Date>) -> Self {
        let value = match (fact.value.count(), fact.value.printed()) {
            (Some(count), _) => Exact::count(count),
            (None, Some(rate)) => {
                Exact::ratio(i128::from(rate.digits), i128::from(rate.unit())).expect("a power of ten is not nought")
            }
            (None, None) => Exact::ZERO,
        };
        Self {
            on: base::year_end(fact.year),
            known_from: published(&fact.decision),
            known_to: None,
            reading: Reading::Value(value),
            version: if fact.status == Status::Official { Version::Official } else { Version::Preliminary },
            source: Source::Published,
            series: Some(fact.source_kind),
            measure: Some(fact.measure),
            standard: Some(fact.standard.to_string()),
            area: fact.area.clone(),
            households: Households::from_word(fact.part.word()),
            item: None,
            target: None,
            evidence: if fact.decision.is_empty() { fact.place() } else { fact.decision.clone() },
        }
    }

    /// Whether it was known on `day`, and already true.
    pub fn known_on(&self, day: Date) -> bool {
        self.on <= day && self.known_from.is_none_or(|from| from <= day) && self.known_to.is_none_or(|to| day <= to)
    }

    /// Whether it is about what the target is about, whatever its source, its kind of series and its standard. A unit that
    /// goes on whole under another key is the same.
    pub fn is_about(&self, target: &Target, areas: &Areas) -> bool {
        let measured = match &self.target {
            Some(id) => *id == target.id,
            None => self.measure.is_some() && self.measure == target.series.as_ref().map(|series| series.measure),
        };
        measured && self.households == target.households && is_same_land(areas, &target.area, &self.area)
    }

    /// Whether it may be set against the target: of its own source, kind of series and standard. Others that are about
    /// the same thing are set aside, and shown so.
    pub fn counts_for(&self, target: &Target, areas: &Areas) -> bool {
        let same = |series: &Series| {
            self.series == Some(series.kind) && self.standard.as_deref() == Some(series.standard.as_str())
        };
        self.is_about(target, areas) && self.source == target.source && target.series.as_ref().is_none_or(same)
    }
}
