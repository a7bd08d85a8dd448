//! What a year brings to a household: birthdays come by themselves; births, deaths, departures and moves happen here.

use super::chance::{Chance, For};
use super::family::marry_in;
use super::house::{House, review_day};
use super::people::{Person, Sketch};
use super::places::Zone;
use crate::register::{EventKind, Relation, Sex};
use jiff::civil::Date;

/// Lets the year that ends with the review of `year` pass. Says why the household is no longer there, if so.
pub(super) fn pass(house: &mut House, zone: Zone, year: i16, draw: &mut Chance, serial: &mut u32) -> Option<EventKind> {
    let day = review_day(year);
    if let Some(gone) = deaths(house, day, draw) {
        return Some(gone);
    }
    leave_home(house, day, draw);
    birth(house, zone, day, draw, serial);
    let small = house.people.len() <= 2;
    if draw.permille(5) {
        Some(EventKind::MovedOut)
    } else if small && draw.permille(6) {
        Some(EventKind::MergedAway)
    } else {
        None
    }
}

fn deaths(house: &mut House, day: Date, draw: &mut Chance) -> Option<EventKind> {
    let mut dies = |person: &Person| {
        let age = person.age(day);
        let permille = match age {
            ..=59 => 1,
            60..=79 => 18,
            80..=94 => 70,
            95..=98 => 300,
            _ => 1000,
        };
        draw.permille(permille)
    };
    let dead: Vec<u32> = house.people.iter().filter(|person| dies(person)).map(|person| person.serial).collect();
    if dead.is_empty() {
        return None;
    }
    house.people.retain(|person| !dead.contains(&person.serial));
    if house.people.is_empty() {
        return Some(EventKind::Died);
    }
    if house.people[0].relation != Relation::Head {
        // the spouse heads the household now, else its eldest grown-up member
        let spouse = house.people.iter().position(|person| person.relation == Relation::Spouse);
        let eldest = (0..house.people.len()).min_by_key(|at| house.people[*at].birth);
        let next = spouse.or(eldest).unwrap_or(0);
        if house.people[next].age(day) < 18 {
            // children who are left alone live with relatives
            return Some(EventKind::MergedAway);
        }
        let heir = house.people.remove(next);
        for person in &mut house.people {
            person.relation = match (heir.relation, person.relation) {
                (Relation::Spouse, Relation::Child | Relation::Grandchild | Relation::ChildInLaw) => person.relation,
                (Relation::Child, Relation::Child) => Relation::Sibling,
                (Relation::Parent, Relation::Child) => Relation::Grandchild,
                _ => Relation::Other,
            };
        }
        house.people.insert(0, Person { relation: Relation::Head, ..heir });
    }
    None
}

/// Grown-up children go to work in the south, study or marry.
fn leave_home(house: &mut House, day: Date, draw: &mut Chance) {
    let workers = house.people.iter().filter(|person| person.can_work(day)).count();
    let leaver = house.people.iter().position(|person| {
        person.relation == Relation::Child && (19..=32).contains(&person.age(day)) && draw.permille(110)
    });
    // the last one who can work stays: leaving would make the household another one
    if let Some(at) = leaver
        && (workers > 1 || !house.people[at].can_work(day))
    {
        house.people.remove(at);
    }
}

fn birth(house: &mut House, zone: Zone, day: Date, draw: &mut Chance, serial: &mut u32) {
    let couple = house.people.iter().any(|person| {
        person.relation == Relation::Spouse && person.sex == Sex::Female && (20..=38).contains(&person.age(day))
    });
    let children = house.people.iter().filter(|person| person.relation == Relation::Child).count();
    let permille = if zone <= Zone::NamDong { 110 } else { 75 };
    if couple && children < 5 && draw.permille(permille) {
        let sex = if draw.permille(515) { Sex::Male } else { Sex::Female };
        let sketch = Sketch { sex, relation: Relation::Child, ages: (0, 0) };
        let head = (house.people[0].family, house.people[0].ethnic);
        let child = Person::new(sketch, day, head, serial, draw);
        house.people.push(child);
    }
}

/// A grown-up child who could found a household, if one lives here and somebody who can work remains.
pub(super) fn founder(house: &House, day: Date) -> Option<usize> {
    let workers = house.people.iter().filter(|person| person.can_work(day)).count();
    let grown = |person: &Person| {
        person.relation == Relation::Child && (20..=34).contains(&person.age(day)) && person.can_work(day)
    };
    house.people.iter().position(grown).filter(|_| workers > 1)
}

/// The household that a grown-up child founds with a spouse from elsewhere.
pub(super) fn found(
    parent: &mut House,
    at: usize,
    zone: Zone,
    year: i16,
    draw: &mut Chance,
    serial: &mut u32,
) -> House {
    let day = review_day(year);
    let head = Person { relation: Relation::Head, ..parent.people.remove(at) };
    let sex = if head.sex == Sex::Male { Sex::Female } else { Sex::Male };
    let age = i64::from(head.age(day));
    let sketch = Sketch { sex, relation: Relation::Spouse, ages: ((age - 3).max(19), (age + 2).max(20)) };
    let mut spouse = Person::new(sketch, day, (head.family, head.ethnic), serial, draw);
    marry_in(&mut spouse, zone, draw);
    House {
        people: vec![head, spouse],
        present: true,
        grain: draw.next(),
        built_for: 3,
        wishes: [None; 4],
        off: 0,
        ..parent.clone()
    }
}

/// A day between two reviews.
pub(super) fn some_day(seed: u64, house: usize, year: i16) -> Date {
    let days = Chance::new(seed, For::Life, house, -year).between(2, 360);
    review_day(year - 1).saturating_add(jiff::Span::new().days(days))
}
