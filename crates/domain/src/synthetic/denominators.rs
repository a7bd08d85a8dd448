//! All households and persons of the communes: derived from the published rates, spread by the size of the communes.

use super::chance::share_out;
use super::house::Stand;
use super::places::{Place, Zone};
use super::published::{HOUSEHOLDS, YEARS};
use crate::form::Tally;
use base::AreaKey;

/// Households and persons of all communes at the end of a year. Never published in this form: *derived*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denominators {
    /// The year.
    pub year: i16,
    /// One row for each commune in the order of codes.
    pub rows: Vec<(AreaKey, Tally)>,
}

/// The denominators of every year.
pub(super) fn all(places: &[Place], stands: &[Vec<Stand>; 4]) -> Vec<Denominators> {
    let weights: Vec<u64> = places.iter().map(|place| place.households).collect();
    let year = |at: usize| {
        let mut reviewed = vec![Tally::default(); places.len()];
        for stand in &stands[at] {
            reviewed[stand.place] += Tally { households: 1, persons: stand.people.len() as u64 };
        }
        let spread = share_out(HOUSEHOLDS[at], &weights);
        let row = |((place, households), reviewed): ((&Place, u64), Tally)| {
            // families are larger in the hills; who was not reviewed lives as the zone does
            let hundredths = if place.zone <= Zone::NamDong { 390 } else { 360 };
            let others = households.saturating_sub(reviewed.households);
            (place.key.clone(), Tally { households, persons: reviewed.persons + others * hundredths / 100 })
        };
        let rows = places.iter().zip(spread).zip(reviewed).map(row);
        Denominators { year: YEARS[at], rows: rows.collect() }
    };
    (0..YEARS.len()).map(year).collect()
}
