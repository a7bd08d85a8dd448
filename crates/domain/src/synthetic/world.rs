//! The whole province while it is being made: its households, and the people in them from review to review.

use super::chance::{Chance, For};
use super::family::{self, Make};
use super::house::{House, Measured, Old, Stand, review_day};
use super::places::{Place, Zone};
use super::published::{NO_LABOUR_PERMILLE, YEARS};
use crate::register::{EventKind, RegisterEvent};
use engine::{AreaKind, Class};

/// Everything that lives.
#[derive(Debug, PartialEq)]
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) places: Vec<Place>,
    pub(super) houses: Vec<House>,
    /// For each household its reviews, as (number of the year, the household as it stood).
    pub(super) stands: Vec<Vec<(usize, Stand)>>,
    pub(super) events: Vec<RegisterEvent>,
    pub(super) serial: u32,
}

/// The name of a household: MP for “mô phỏng”, the province, a number.
pub(super) fn code(house: usize) -> String {
    format!("MP46-{:06}", house + 1)
}

impl World {
    pub(super) fn zone(&self, house: usize) -> Zone {
        self.places[self.houses[house].place].zone
    }

    /// A place of the zone, by weight.
    fn place_in(&self, zone: Zone, draw: &mut Chance) -> usize {
        let weights: Vec<u64> =
            self.places.iter().map(|place| if place.zone == zone { place.weight } else { 0 }).collect();
        draw.weighted(&weights)
    }

    /// A new household in the zone, wished to be of `class` at review number `year`.
    pub(super) fn create(&mut self, zone: Zone, class: Class, year: usize) -> usize {
        let id = self.houses.len();
        let day = review_day(YEARS[year]);
        let mut draw = Chance::new(self.seed, For::Creation, id, 0);
        let place = self.place_in(zone, &mut draw);
        let region = (zone as usize).min(2);
        let unable = match class {
            Class::Poor => NO_LABOUR_PERMILLE[year.min(1)][region],
            Class::NearPoor => 120,
            // who is recognised as living averagely by farming has somebody who farms
            Class::Average => 0,
            Class::NotPoor => 60,
        };
        let make =
            if draw.permille(unable) { Make::without_labour(&mut draw) } else { Make::with_labour(zone, &mut draw) };
        let ethnic = family::ethnic(zone, &mut draw);
        let people = family::members(make, zone, ethnic, day, &mut self.serial, &mut draw);
        let rural = self.places[place].kind == AreaKind::Rural;
        let mut wishes = [None; 4];
        wishes[year] = Some(class);
        self.houses.push(House {
            place,
            village: draw.below(self.places[place].villages),
            built_for: people.len() as u64,
            people,
            present: true,
            farm: class == Class::Average || draw.permille(if rural { 860 } else { 130 }),
            grain: draw.next(),
            wishes,
            old: Old::Above,
            off: u8::from(class > Class::NearPoor),
        });
        self.stands.push(Vec::new());
        id
    }

    /// Adds a household that was founded by somebody of another one.
    pub(super) fn add(&mut self, mut house: House, class: Class, year: usize) -> usize {
        house.wishes[year] = Some(class);
        self.houses.push(house);
        self.stands.push(Vec::new());
        self.houses.len() - 1
    }

    /// Moves a household to another commune of its zone.
    pub(super) fn move_on(&mut self, house: usize, draw: &mut Chance) -> bool {
        let place = self.place_in(self.zone(house), draw);
        // area kinds have their own lines; a move within one kind keeps the household's means comparable
        let moved = place != self.houses[house].place && self.places[place].kind == self.kind(house);
        if moved {
            self.houses[house].place = place;
            self.houses[house].village = draw.below(self.places[place].villages);
        }
        moved
    }

    fn kind(&self, house: usize) -> AreaKind {
        self.places[self.houses[house].place].kind
    }

    pub(super) fn event(&mut self, house: usize, year: usize, kind: EventKind) {
        let day = super::life::some_day(self.seed, house, YEARS[year]);
        self.events.push(RegisterEvent { household: code(house), day, kind });
    }

    /// Writes down how every household in the register stands at review number `year`.
    pub(super) fn record(&mut self, year: usize) {
        for (id, house) in self.houses.iter().enumerate().filter(|(_, house)| house.present) {
            let Some(wish) = house.wishes[year] else { continue };
            let stand = Stand {
                house: id,
                place: house.place,
                village: house.village,
                people: house.people.clone(),
                wish,
                levers: 0,
                income: 0,
                declared: false,
                result: Measured::default(),
                old_result: Measured::default(),
            };
            self.stands[id].push((year, stand));
        }
    }
}
