//! A household between reviews, and the household as one review finds it.

use super::people::Person;
use engine::{Class, Flags};
use jiff::civil::{Date, date};

/// The day of the review: ages count on 1 October.
pub(super) fn review_day(year: i16) -> Date {
    date(year, 10, 1)
}

/// A household as it lives on from year to year.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct House {
    pub(super) place: usize,
    pub(super) village: u64,
    pub(super) people: Vec<Person>,
    /// Still in the register.
    pub(super) present: bool,
    pub(super) farm: bool,
    /// A bundle of lasting habits and things: which well, which roof.
    pub(super) grain: u64,
    /// Members when it appeared: houses are built once.
    pub(super) built_for: u64,
    /// What the movement wants of it at each review.
    pub(super) wishes: [Option<Class>; 4],
    /// For 2021: what the old standard shall make of it.
    pub(super) old: Old,
    /// Reviews since it is neither poor nor near-poor.
    pub(super) off: u8,
}

/// What the standard of 2016 shall make of a household at the end of 2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    Poor,
    NearPoor,
    Above,
}

/// A household at one review: answers in short form, and what the engine made of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stand {
    /// Position of the household.
    pub(super) house: usize,
    pub(super) place: usize,
    pub(super) village: u64,
    pub(super) people: Vec<Person>,
    pub(super) wish: Class,
    pub(super) levers: u16,
    /// Đồng per person and month, whether or not it is declared.
    pub(super) income: i64,
    pub(super) declared: bool,
    /// By `vn-2022`.
    pub(super) result: Measured,
    /// By `vn-2016`, in 2021.
    pub(super) old_result: Measured,
}

/// The engine's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) flags: Flags,
    pub(super) class: Class,
}

impl Default for Measured {
    fn default() -> Self {
        Self { flags: Flags::default(), class: Class::NotPoor }
    }
}

impl House {
    pub(super) fn can_work(&self, day: Date) -> bool {
        self.people.iter().any(|person| person.can_work(day))
    }

    pub(super) fn merit(&self, year: i16) -> bool {
        self.people.iter().any(|person| person.merit_from.is_some_and(|from| from <= year))
    }

    /// Whether it was of `class` at a review before number `year`.
    pub(super) fn was_before(&self, class: Class, year: usize) -> bool {
        self.wishes[..year].contains(&Some(class))
    }
}
