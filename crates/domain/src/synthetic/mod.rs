//! A synthetic province for the demonstration: Huế as of 1/1/2025, reviewed at the end of each year 2021–2024.
//!
//! None of its people exists. Households are made of *answers* (who lives there, how they live, what they have), and
//! the engine gives them their deprivations and their class. The generator knows the published totals and looks for
//! answers that lead to them; nobody writes a class into a household. The same seed gives the same province on every
//! machine: nothing here reads a file, a clock or a source of chance.
//!
//! All reviews lie before 1/1/2025, so the key of every commune is the one of Thừa Thiên Huế that was valid on
//! 31 December of the year (141 communes); the lineage leads each of them whole to one of the 133 of 1/1/2025 and to one
//! of the 40 of 1/7/2025.
//!
//! In the order of making: `places`, `family`, `people`, `names`; then `opening` and `movement` say what is wanted of each
//! household in each year and `life` what happens in it; `levers` and `answers` turn circumstances into answers,
//! `means` into income and points, `steer` adjusts both until the engine agrees; `marks`, `denominators`.

mod answers;
mod chance;
mod denominators;
mod family;
mod house;
mod levers;
mod life;
mod marks;
mod means;
mod movement;
mod names;
mod opening;
mod people;
mod places;
mod published;
mod steer;
#[cfg(test)]
mod tests;
mod world;

pub use denominators::Denominators;

use crate::area::Areas;
use crate::register::{HouseholdEntry, MemberEntry, RegisterEvent, Review, Route, Told};
use answers::Setting;
use base::Failure;
use engine::{Class, Pack, pack};
use house::{House, Stand, review_day};
use places::Place;
use published::YEARS;
use steer::Packs;
use world::World;

/// The synthetic province.
///
/// It keeps households in a short form (some tens of megabytes) and writes them out review by review on demand.
#[derive(Debug, PartialEq)]
pub struct Synthetic {
    seed: u64,
    places: Vec<Place>,
    houses: Vec<House>,
    reviews: Vec<Taken>,
    events: Vec<RegisterEvent>,
    denominators: Vec<Denominators>,
    /// For each year, households in the order of communes and villages.
    stands: [Vec<Stand>; 4],
}

/// A review, the position of its year, and its standard.
#[derive(Debug, PartialEq)]
struct Taken {
    review: Review,
    year: usize,
    pack: &'static Pack,
}

impl Synthetic {
    /// The seed of the province that the demonstration shows.
    pub const SEED: u64 = 46;

    /// Makes Huế. Takes a few seconds.
    ///
    /// Fails only if a standard was changed so that no answers lead to a wanted class any more, or if the seed gives
    /// more marked households than were published.
    pub fn hue(seed: u64) -> Result<Self, Failure> {
        let packs = Packs { now: pack::find("vn-2022")?, past: pack::find("vn-2016")? };
        let mut world = live(seed)?;
        let mut stands: [Vec<Stand>; 4] = Default::default();
        for (house, mut lived) in world.houses.iter().zip(std::mem::take(&mut world.stands)) {
            steer::all(seed, packs, &world.places, house, &mut lived)?;
            for (year, stand) in lived {
                stands[year].push(stand);
            }
        }
        for stands in &mut stands {
            stands.sort_by_key(|stand| (stand.place, stand.village, stand.house));
        }
        let mut events = world.events;
        events.sort_by(|a, b| (a.day, &a.household).cmp(&(b.day, &b.household)));
        let reviews = reviews(packs);
        let denominators = denominators::all(&world.places, &stands);
        Ok(Self { seed, places: world.places, houses: world.houses, reviews, events, denominators, stands })
    }

    /// The reviews in order: 2021 by `vn-2016` and by `vn-2022`, then 2022, 2023 and 2024 by `vn-2022`.
    pub fn reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().map(|taken| &taken.review)
    }

    /// The households of a review in the order of communes, villages and codes; none if it was not taken.
    pub fn entries(&self, review: &Review) -> impl Iterator<Item = HouseholdEntry> {
        let taken = self.reviews.iter().find(|taken| taken.review == *review);
        taken.into_iter().flat_map(|taken| self.stands[taken.year].iter().map(|stand| self.entry(taken, stand)))
    }

    /// What happened to households between the reviews, in the order of days.
    ///
    /// A household that moved to another commune of the province keeps its code and has one event, `MovedIn`, on the
    /// day it arrived there.
    pub fn events(&self) -> &[RegisterEvent] {
        &self.events
    }

    /// All households and persons of each commune and year: *derived*, never published.
    pub fn denominators(&self) -> &[Denominators] {
        &self.denominators
    }

    /// How the result of an entry came about.
    pub fn route(entry: &HouseholdEntry) -> Route {
        let recognised = entry.class == Class::Average && entry.marks.farm && entry.means.b1.is_none();
        if recognised { Route::AverageLiving } else { Route::Periodic }
    }

    fn entry(&self, taken: &Taken, stand: &Stand) -> HouseholdEntry {
        let (place, house) = (&self.places[stand.place], &self.houses[stand.house]);
        let (year, day) = (taken.review.year, taken.review.day);
        let setting = Setting::new(place, house);
        let result = if taken.review.standard == "vn-2016" { stand.old_result } else { stand.result };
        let marks = marks::marks(stand, setting, year);
        let answers = answers::of_members(&stand.people, setting, stand.levers, day);
        let members = stand.people.iter().zip(answers).map(|(person, answers)| MemberEntry {
            name: person.full_name(),
            sex: Some(person.sex),
            birth: Some(person.birth()),
            ethnic: Some(person.ethnic.to_owned()),
            relation: person.relation,
            cccd: person.cccd(),
            answers,
        });
        HouseholdEntry {
            code: world::code(stand.house),
            commune: place.key.clone(),
            village: place.village(stand.village),
            area_kind: place.kind,
            members: members.collect(),
            answers: answers::of_household(setting, stand.levers),
            means: steer::means_of(taken.pack, place.kind, stand),
            flags: result.flags,
            class: result.class,
            marks,
            causes: marks::causes(taken.pack, stand, result.class, setting, marks),
            supports: marks::supports(self.seed, stand, result.class, year, marks),
            members_told: Told::Each,
            flags_told: Told::Each,
        }
    }
}

/// The lives of all households, and what is wanted of each at each review; the answers are still open.
fn live(seed: u64) -> Result<World, Failure> {
    let places = places::all(seed, Areas::bundled());
    let mut world = World { seed, places, houses: Vec::new(), stands: Vec::new(), events: Vec::new(), serial: 0 };
    opening::create(&mut world);
    for year in 1..YEARS.len() {
        movement::advance(&mut world, year);
        if year == published::MARKED_YEAR {
            marks::settle(&mut world)?;
        }
        world.record(year);
    }
    Ok(world)
}

fn reviews(packs: Packs) -> Vec<Taken> {
    let taken = |year: usize, pack: &'static Pack| Taken {
        review: Review { year: YEARS[year], standard: pack.id.clone(), day: review_day(YEARS[year]) },
        year,
        pack,
    };
    let mut all = vec![taken(0, packs.past)];
    all.extend((0..YEARS.len()).map(|year| taken(year, packs.now)));
    all
}
