//! What a figure of a target is counted in. Per cent and points are two types: the difference of two rates is points.

use super::Exact;
use crate::result::Measure;
use base::{Lang, Text};
use std::ops::Sub;

/// A rate, in per cent of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub Exact);

/// A difference of rates, in percentage points (điểm phần trăm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub Exact);

impl Sub for Percent {
    type Output = Points;
    fn sub(self, other: Self) -> Points {
        Points(self.0 - other.0)
    }
}

impl Sub<Points> for Percent {
    type Output = Self;
    fn sub(self, fall: Points) -> Self {
        Self(self.0 - fall.0)
    }
}

impl Percent {
    /// `100 · part / whole`, exact; `None` when the whole is zero.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        Exact::ratio(100 * i128::from(part), i128::from(whole)).map(Self)
    }
}

/// What is counted or measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Per cent of a whole.
    Percent,
    /// Percentage points.
    Points,
    /// Households (hộ).
    Households,
    /// Deprived indicators per poor household (chỉ tiêu thiếu hụt trên hộ).
    PerHousehold,
    /// Workers with a new job (lao động có việc làm mới).
    Jobs,
    /// Đồng.
    Dong,
    /// Đồng per person and year.
    DongPerPerson,
    /// Districts (huyện, thị xã, thành phố).
    Districts,
    /// Communes (xã).
    Communes,
    /// Communes and villages counted together, as a text counts them (xã, thôn).
    CommunesAndVillages,
    /// Villages and urban groups (thôn, tổ dân phố).
    Villages,
    /// Houses (căn nhà).
    Houses,
    /// Targets of a programme (chỉ tiêu).
    Targets,
}

/// Unit, word in files, Vietnamese, English.
const TABLE: [(Unit, &str, &str, &str); 13] = [
    (Unit::Percent, "percent", "%", "%"),
    (Unit::Points, "points", "điểm phần trăm", "percentage points"),
    (Unit::Households, "households", "hộ", "households"),
    (Unit::PerHousehold, "per_household", "chỉ tiêu/hộ", "indicators per household"),
    (Unit::Jobs, "jobs", "lao động", "workers"),
    (Unit::Dong, "dong", "đồng", "đồng"),
    (Unit::DongPerPerson, "dong_per_person", "đồng/người/năm", "đồng per person and year"),
    (Unit::Districts, "districts", "huyện, thị xã", "districts"),
    (Unit::Communes, "communes", "xã", "communes"),
    (Unit::CommunesAndVillages, "communes_and_villages", "xã, thôn", "communes and villages"),
    (Unit::Villages, "villages", "đơn vị (thôn, tổ dân phố)", "villages and urban groups"),
    (Unit::Houses, "houses", "căn nhà", "houses"),
    (Unit::Targets, "targets", "chỉ tiêu", "targets"),
];

impl Unit {
    /// All units, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        // the enum's own order is the table's order; a test holds them together
        &TABLE[self as usize]
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// As people write it behind a figure.
    pub fn name(self) -> Text {
        Text::new(self.row().2, self.row().3)
    }

    /// In what a measure is counted; persons are the unit of no target.
    pub fn of_measure(measure: Measure) -> Option<Self> {
        match measure {
            Measure::PoorHouseholds
            | Measure::NearPoorHouseholds
            | Measure::PoorNearPoorHouseholds
            | Measure::AverageHouseholds
            | Measure::TotalHouseholds => Some(Self::Households),
            Measure::PoorRate | Measure::NearPoorRate | Measure::PoorNearPoorRate | Measure::AverageRate => {
                Some(Self::Percent)
            }
            Measure::MeanDeprivations => Some(Self::PerHousehold),
            Measure::TotalPersons | Measure::PoorPersons | Measure::NearPoorPersons => None,
        }
    }

    /// The unit of a difference: of two rates points, of anything else the same.
    #[must_use]
    pub fn of_difference(self) -> Self {
        if self == Self::Percent { Self::Points } else { self }
    }

    /// Whether only whole numbers of it exist.
    pub fn is_count(self) -> bool {
        !matches!(self, Self::Percent | Self::Points | Self::PerHousehold)
    }

    /// Why nothing of the unit can have this value; `None` where something can.
    pub fn impossible(self, value: Exact) -> Option<Impossible> {
        match self {
            _ if value.is_negative() => Some(Impossible::Negative),
            Self::Percent | Self::Points if value > Exact::whole(100) => Some(Impossible::MoreThanAll),
            _ if self.is_count() && value.as_whole().is_none() => Some(Impossible::Fraction),
            _ => None,
        }
    }
}

/// Why a value cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Impossible {
    /// Less than nought.
    Negative,
    /// A rate of more than all.
    MoreThanAll,
    /// A part of what only whole ones exist of.
    Fraction,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// How much.
    pub value: Exact,
    /// Of what.
    pub unit: Unit,
}

impl Amount {
    /// A figure with its unit.
    pub fn new(value: Exact, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// `self − other`, in points when both are rates. `None` when they are not of one unit: such a gap means nothing.
    pub fn minus(self, other: Self) -> Option<Self> {
        let unit = self.unit.of_difference();
        (self.unit == other.unit).then(|| Self { value: self.value - other.value, unit })
    }

    /// As people read it: `81.758 hộ`, `2,2 %`, `−0,4 điểm phần trăm`. Rounded once: a rate to two decimals, or to three when
    /// they hold it exactly (a path between two years: `9,485 %`, `24,71 %`); a path of whole things to one decimal.
    pub fn show(self, lang: Lang) -> String {
        let thousandths = self.value * Exact::whole(1_000);
        let digits = match (self.unit.is_count(), thousandths.as_whole()) {
            (true, _) if self.value.as_whole().is_some() => 0,
            (true, _) => 1,
            (false, Some(_)) => 3,
            (false, None) => 2,
        };
        format!("{} {}", self.value.show(digits, lang), self.unit.name().get(lang))
    }
}

impl From<Percent> for Amount {
    fn from(rate: Percent) -> Self {
        Self::new(rate.0, Unit::Percent)
    }
}

impl From<Points> for Amount {
    fn from(points: Points) -> Self {
        Self::new(points.0, Unit::Points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn every_unit_has_its_own_row_and_word() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!((row.0 as usize, Unit::from_word(row.1)), (index, Some(row.0)));
        }
    }

    #[test]
    fn two_rates_differ_by_points_and_never_by_per_cent() {
        let fall = Percent(exact("10.36")) - Percent(exact("8.86"));
        assert_eq!(fall, Points(exact("1.5")));
        let (from, to) = (Amount::from(Percent(exact("27.1"))), Amount::from(Percent(exact("23"))));
        let gap = to.minus(from).unwrap();
        assert_eq!((gap.unit, gap.show(Lang::Vi).as_str()), (Unit::Points, "−4,1 điểm phần trăm"));
        assert_eq!(from.minus(Amount::from(fall)), None, "a rate less points is no gap of rates");
    }

    #[test]
    fn a_path_value_between_years_shows_its_half_household() {
        let path = Amount::new(exact("4776.5"), Unit::Households);
        assert_eq!(path.show(Lang::Vi), "4.776,5 hộ");
        let rate = |text: &str| Amount::from(Percent(exact(text))).show(Lang::Vi);
        assert_eq!(
            (rate("9.485"), rate("24.708333"), rate("2.2")),
            ("9,485 %".into(), "24,71 %".into(), "2,2 %".into())
        );
        assert_eq!(Amount::new(exact("81758"), Unit::Households).show(Lang::En), "81,758 households");
        assert_eq!(Percent::of(1, 0), None);
    }
}
