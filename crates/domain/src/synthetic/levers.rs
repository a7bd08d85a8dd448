//! Levers: what can be amiss in a household, each a set of answers that go together.
//!
//! Which deprivation a lever makes under which standard is for the rules to say. Here stands only what is pulled with
//! what (nobody without a telephone uses the internet) and whether a household has the people for it.

use super::people::{LOWER_SECONDARY, OLD, Person, WORKS_FROM};
use jiff::civil::Date;

/// One lever; a set of them is a `u16` of their bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lever {
    /// Somebody finds no job, or works for wages without a contract.
    Job,
    /// The youngest child is malnourished.
    Nutrition,
    /// Somebody has no health insurance.
    Insurance,
    /// Those who left school early have no vocational certificate.
    Skill,
    /// A child is not at school, or below its level.
    School,
    /// The house is not durable.
    House,
    /// The house is small.
    Area,
    /// Water from an open source.
    Water,
    /// No hygienic toilet.
    Toilet,
    /// Nobody uses the internet.
    Internet,
    /// Nor a telephone.
    Telephone,
    /// Nor is there a television, a radio, or a loudspeaker in hearing.
    Devices,
    /// Somebody was seriously ill and saw no health worker.
    Care,
}

impl Lever {
    pub(super) const ALL: [Self; 13] = [
        Self::Job,
        Self::Nutrition,
        Self::Insurance,
        Self::Skill,
        Self::School,
        Self::House,
        Self::Area,
        Self::Water,
        Self::Toilet,
        Self::Internet,
        Self::Telephone,
        Self::Devices,
        Self::Care,
    ];

    /// How often each is pulled among poor households: in the plain, in the hills.
    pub(super) const OFTEN: [[u64; 13]; 2] =
        [[95, 40, 70, 75, 25, 80, 45, 25, 75, 75, 12, 8, 4], [100, 75, 20, 110, 45, 110, 60, 70, 120, 80, 20, 14, 6]];

    pub(super) fn bit(self) -> u16 {
        1 << self as u16
    }

    pub(super) fn is_in(self, levers: u16) -> bool {
        levers & self.bit() != 0
    }

    /// The levers after pulling this one.
    pub(super) fn pull(self, levers: u16) -> u16 {
        levers
            | match self {
                Self::Telephone => self.bit() | Self::Internet.bit(),
                Self::Devices => self.bit() | Self::Telephone.bit() | Self::Internet.bit(),
                _ => self.bit(),
            }
    }

    /// The levers after releasing this one.
    pub(super) fn release(self, levers: u16) -> u16 {
        let off = match self {
            Self::Internet => self.bit() | Self::Telephone.bit() | Self::Devices.bit(),
            Self::Telephone => self.bit() | Self::Devices.bit(),
            _ => self.bit(),
        };
        levers & !off
    }

    /// Whether somebody is there whom the lever is about.
    pub(super) fn fits(self, people: &[Person], day: Date) -> bool {
        match self {
            Self::Job => people.iter().any(|person| person.can_work(day)),
            Self::Nutrition => people.iter().any(|person| person.age(day) < WORKS_FROM),
            Self::School => pupil(people, day).is_some(),
            Self::Skill => people.iter().any(|person| unskilled(person, day)),
            _ => true,
        }
    }
}

/// The child whom [`Lever::School`] keeps from school: the eldest of those whose schooling is short anyway.
pub(super) fn pupil(people: &[Person], day: Date) -> Option<usize> {
    let fits = |at: &usize| {
        let age = people[*at].age(day);
        (3..=5).contains(&age) || (11..=15).contains(&age)
    };
    (0..people.len()).filter(fits).min_by_key(|at| (people[*at].attains, people[*at].birth))
}

/// The one who lacks work under [`Lever::Job`].
pub(super) fn jobless(people: &[Person], day: Date) -> Option<usize> {
    (0..people.len()).filter(|at| people[*at].can_work(day)).max_by_key(|at| people[*at].birth)
}

/// Whether the person left school with too little and is young enough that it counts.
pub(super) fn unskilled(person: &Person, day: Date) -> bool {
    let age = person.age(day);
    (WORKS_FROM..OLD).contains(&age) && person.attains <= LOWER_SECONDARY && person.school(day) == "none" && age <= 30
}
