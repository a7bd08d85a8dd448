//! A person of the synthetic province, and what of the answers follows from age.

use super::chance::Chance;
use super::names;
use crate::register::{Cccd, Relation, Sex};
use engine::Birth;
use jiff::civil::Date;

/// Highest degree, the ids of the question `degree` in their order.
pub(super) const DEGREES: [&str; 7] =
    ["none", "primary", "lower_secondary", "upper_secondary", "vocational", "college", "university"];
pub(super) const PRIMARY: u8 = 1;
pub(super) const LOWER_SECONDARY: u8 = 2;
pub(super) const UPPER_SECONDARY: u8 = 3;

/// From this age the generator lets people work, and until [`OLD`].
pub(super) const WORKS_FROM: i16 = 16;
/// From this age the generator's people no longer work.
pub(super) const OLD: i16 = 60;
/// From this age poor old people of the province receive the monthly allowance.
const ALLOWANCE: i16 = 77;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    /// Number among all people ever made; the last digits of the identification number.
    pub(super) serial: u32,
    pub(super) family: u8,
    pub(super) name: u32,
    pub(super) sex: Sex,
    pub(super) birth: Date,
    /// Only the year of birth is known, as often with old people.
    pub(super) year_only: bool,
    pub(super) ethnic: &'static str,
    pub(super) relation: Relation,
    /// The degree reached in the end, an index of [`DEGREES`].
    pub(super) attains: u8,
    /// The first year in which the person cannot work for a disability.
    pub(super) disabled_from: Option<i16>,
    /// Người có công với cách mạng from this year on.
    pub(super) merit_from: Option<i16>,
}

/// What makes a person, before chance fills in the rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sketch {
    pub(super) sex: Sex,
    pub(super) relation: Relation,
    /// Youngest and oldest age on the day.
    pub(super) ages: (i64, i64),
}

impl Person {
    pub(super) fn new(
        sketch: Sketch,
        day: Date,
        (family, ethnic): (u8, &'static str),
        serial: &mut u32,
        draw: &mut Chance,
    ) -> Self {
        *serial += 1;
        let age = draw.between(sketch.ages.0, sketch.ages.1);
        // born between the day `age` years ago and almost a year before it
        let days = age * 1461 / 4 + draw.between(1, 364);
        let birth = day.saturating_sub(jiff::Span::new().days(days));
        let old = age >= 62;
        // the towns learn longer than the hills; whoever was born before 1986 left school earlier
        let hills = ethnic != "kinh";
        let weights: [u64; 7] = match (birth.year() >= 1986, hills) {
            (true, true) => [0, 120, 380, 340, 80, 40, 40],
            (true, false) => [0, 40, 260, 380, 120, 90, 110],
            (false, true) => [330, 330, 240, 80, 15, 3, 2],
            (false, false) => [90, 360, 340, 150, 35, 15, 10],
        };
        Self {
            serial: *serial,
            family,
            name: u32::try_from(draw.below(100_000)).unwrap_or(0),
            sex: sketch.sex,
            birth,
            year_only: old && draw.permille(if hills { 550 } else { 250 }),
            ethnic,
            relation: sketch.relation,
            attains: u8::try_from(draw.weighted(&weights)).unwrap_or(0),
            disabled_from: None,
            merit_from: None,
        }
    }

    /// Completed years on `day`.
    pub(super) fn age(&self, day: Date) -> i16 {
        let had = (day.month(), day.day()) >= (self.birth.month(), self.birth.day());
        day.year() - self.birth.year() - i16::from(!had)
    }

    pub(super) fn disabled(&self, day: Date) -> bool {
        self.disabled_from.is_some_and(|year| year <= day.year())
    }

    /// What the person attends, unless kept from school: an id of the question `school`.
    pub(super) fn school(&self, day: Date) -> &'static str {
        match self.age(day) {
            3..=5 => "preschool",
            6..=11 => "primary",
            12..=15 => "lower_secondary",
            16 | 17 if self.attains >= UPPER_SECONDARY => "upper_secondary",
            18 | 19 if self.attains == 4 => "vocational",
            18..=20 if self.attains == 5 => "college",
            18..=21 if self.attains == 6 => "university",
            _ => "none",
        }
    }

    /// The highest degree at this age: an index of [`DEGREES`].
    pub(super) fn degree(&self, day: Date) -> u8 {
        let possible = match self.age(day) {
            ..=11 => 0,
            12..=15 => PRIMARY,
            16 | 17 => LOWER_SECONDARY,
            18..=21 => UPPER_SECONDARY,
            _ => 6,
        };
        self.attains.min(possible)
    }

    /// Whether the person is of the age to work, able to, and not at school.
    pub(super) fn can_work(&self, day: Date) -> bool {
        (WORKS_FROM..OLD).contains(&self.age(day)) && !self.disabled(day) && self.school(day) == "none"
    }

    /// The monthly allowance: an id of the question `social_allowance`.
    pub(super) fn allowance(&self, day: Date) -> &'static str {
        if self.disabled(day) {
            "disabled"
        } else if self.age(day) >= ALLOWANCE {
            "elderly"
        } else {
            "none"
        }
    }

    pub(super) fn full_name(&self) -> String {
        names::full(self.ethnic == "kinh", self.family, self.sex, self.name)
    }

    pub(super) fn birth(&self) -> Birth {
        if self.year_only { Birth::Year(self.birth.year()) } else { Birth::Day(self.birth) }
    }

    /// Twelve digits as the law builds them, but under the province number 000, which no province has: the number
    /// cannot be anybody's.
    pub(super) fn cccd(&self) -> Option<Cccd> {
        let century = if self.birth.year() >= 2000 { 2 } else { 0 } + u8::from(self.sex == Sex::Female);
        Cccd::new(&format!("000{century}{:02}{:06}", self.birth.year().rem_euclid(100), self.serial))
    }
}
