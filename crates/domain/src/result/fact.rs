//! One published figure: of which unit, year, measure, by which standard, decided or not, from where.

use super::{Decimal, Measure};
use base::{AreaKey, Lang, Number};
use std::sync::Arc;

/// The value of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A whole number of households or persons.
    Count(u64),
    /// A rate in per cent, or a mean, with the digits it was printed with.
    Printed(Decimal),
}

impl Value {
    /// The count, if it is one.
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Printed(_) => None,
        }
    }

    /// The printed decimal, if it is one.
    pub fn printed(self) -> Option<Decimal> {
        match self {
            Self::Count(_) => None,
            Self::Printed(decimal) => Some(decimal),
        }
    }

    /// The figure for people and charts.
    pub fn number(self) -> Number {
        match self {
            Self::Count(count) => Number::count(count),
            Self::Printed(decimal) => Number { scale: decimal.scale, ..Number::count(decimal.digits) },
        }
    }

    /// As Vietnamese write it: `1.330.146`, `2,93`.
    pub fn vietnamese(self) -> String {
        self.number().show(Lang::Vi)
    }

    /// As English readers write it: `1,330,146`, `2.93`.
    pub fn english(self) -> String {
        self.number().show(Lang::En)
    }
}

impl std::fmt::Display for Value {
    /// As files write it: digits and a point, no separators.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Printed(decimal) => decimal.fmt(f),
        }
    }
}

/// Makes a closed vocabulary of the file: a word for each variant, and the way back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All words of the vocabulary.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word used in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word used in files.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// How settled a figure is. A target or a plan is no result and has no word here.
    Status {
        /// The approved result, as printed by the authority or on its behalf.
        Official = "official",
        /// The source says sơ bộ, or dates the figure before the approval.
        Preliminary = "preliminary",
        /// Got by arithmetic from other figures; the note says how.
        Derived = "derived",
    }
}

words! {
    /// Two series that are never compared, summed or drawn together.
    SourceKind {
        /// The yearly administrative review of households (rà soát).
        Review = "review",
        /// A sample survey of the statistics office.
        Survey = "survey",
    }
}

words! {
    /// Which households of the unit the figure is about.
    Part {
        /// All of them.
        Whole = "",
        /// Those in its poor districts (huyện nghèo).
        PoorDistricts = "poor_districts",
        /// Households of ethnic minorities, wherever they live.
        EthnicMinorityHouseholds = "ethnic_minority_households",
        /// All households that live in the ethnic-minority and mountain area, whatever their people.
        EthnicMinorityArea = "ethnic_minority_area",
        /// Urban areas (thành thị).
        Urban = "urban",
        /// Rural areas (nông thôn).
        Rural = "rural",
    }
}

words! {
    /// How far the figure itself has been compared with a publication.
    Verified {
        /// Read in a publication that names the decision, or is the authority's own.
        Quoted = "quoted",
        /// Taken from a re-keyed table whose column adds up to a published total.
        Summed = "summed",
        /// Neither: also a figure of the press without its decision.
        Unverified = "unverified",
    }
}

/// A published figure with its provenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The unit that the code meant on 31 December of `year`.
    pub area: AreaKey,
    /// Which of the unit's households.
    pub part: Part,
    /// The year at whose end the figure holds.
    pub year: i16,
    /// What is measured.
    pub measure: Measure,
    /// The figure.
    pub value: Value,
    /// By which poverty standard, for example `vn-2022`.
    pub standard: Arc<str>,
    /// How settled it is.
    pub status: Status,
    /// Review or survey.
    pub source_kind: SourceKind,
    /// The decision that carries it; empty when not known.
    pub decision: String,
    /// Where it was read.
    pub source: String,
    /// How far it was compared.
    pub verified: Verified,
    /// What a reader must know.
    pub note: String,
    /// The file it was loaded from.
    pub file: Arc<str>,
    /// The line in that file.
    pub line: u64,
}

impl Fact {
    /// `provinces-2021-2024.csv:17`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The figure, if it is a rate over 100 %.
    pub fn impossible_rate(&self) -> Option<Decimal> {
        self.value.printed().filter(|rate| self.measure.is_rate() && rate.exceeds(100))
    }

    /// What two facts must share to be the same statement: one of them is then superfluous or wrong.
    pub fn identity(&self) -> Identity {
        Identity { about: self.about(), status: self.status, decision: self.decision.clone() }
    }

    /// What two facts must share to be comparable at all.
    pub fn about(&self) -> About {
        About { subject: self.subject(), measure: self.measure }
    }

    /// Unit, part, year, standard and kind of source.
    pub fn subject(&self) -> Subject {
        Subject {
            area: self.area.clone(),
            part: self.part,
            year: self.year,
            standard: Arc::clone(&self.standard),
            source_kind: self.source_kind,
        }
    }
}

/// Whose figures: everything that must be equal before two measures may be set against each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// See [`Fact::area`].
    pub area: AreaKey,
    /// See [`Fact::part`].
    pub part: Part,
    /// See [`Fact::year`].
    pub year: i16,
    /// See [`Fact::standard`].
    pub standard: Arc<str>,
    /// See [`Fact::source_kind`].
    pub source_kind: SourceKind,
}

/// A subject and a measure: versions of one figure share it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct About {
    /// Whose.
    pub subject: Subject,
    /// What.
    pub measure: Measure,
}

/// The key under which a fact may stand once in the whole collection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Whose and what.
    pub about: About,
    /// See [`Fact::status`].
    pub status: Status,
    /// See [`Fact::decision`].
    pub decision: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_writes_them() {
        assert_eq!(Value::Count(1_330_146).vietnamese(), "1.330.146");
        assert_eq!(Value::Count(1_330_146).english(), "1,330,146");
        assert_eq!(Value::Count(148).vietnamese(), "148");
        assert_eq!(Value::Count(0).to_string(), "0");
        assert_eq!(Value::Printed(Decimal::from_hundredths(293)).vietnamese(), "2,93");
    }

    #[test]
    fn a_plan_is_no_status() {
        assert_eq!(Status::from_word("plan"), None);
        assert_eq!(Status::WORDS, ["official", "preliminary", "derived"]);
    }
}
