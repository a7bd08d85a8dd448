//! Who lives together when a household first appears.

use super::chance::Chance;
use super::people::{OLD, Person, Sketch};
use super::places::Zone;
use crate::register::{Relation, Sex};
use jiff::civil::Date;

/// How a household is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Make {
    OldAlone,
    OldCouple,
    OldWithGrandchild,
    DisabledWithParent,
    YoungCouple,
    Couple,
    OneParent,
    ThreeGenerations,
}

impl Make {
    /// A household in which nobody can work.
    pub(super) fn without_labour(draw: &mut Chance) -> Self {
        let all = [Self::OldAlone, Self::OldCouple, Self::OldWithGrandchild, Self::DisabledWithParent];
        all[draw.weighted(&[50, 20, 12, 18])]
    }

    /// A household in which somebody can.
    pub(super) fn with_labour(zone: Zone, draw: &mut Chance) -> Self {
        let all = [Self::YoungCouple, Self::Couple, Self::OneParent, Self::ThreeGenerations];
        let hills = zone <= Zone::Mountain;
        all[draw.weighted(if hills { &[38, 34, 12, 16] } else { &[16, 40, 24, 20] })]
    }
}

/// The ethnic group of a household's head, by zone.
pub(super) fn ethnic(zone: Zone, draw: &mut Chance) -> &'static str {
    let groups = ["kinh", "taoi", "cotu", "bru"];
    let weights = match zone {
        Zone::ALuoi => [90, 690, 180, 40],
        Zone::NamDong => [240, 10, 740, 10],
        Zone::Mountain => [850, 40, 50, 60],
        _ => [996, 1, 1, 2],
    };
    groups[draw.weighted(&weights)]
}

/// Makes the members, the head first.
pub(super) fn members(
    make: Make,
    zone: Zone,
    ethnic: &'static str,
    day: Date,
    serial: &mut u32,
    draw: &mut Chance,
) -> Vec<Person> {
    let either = |draw: &mut Chance| if draw.permille(500) { Sex::Male } else { Sex::Female };
    let family = u8::try_from(draw.below(200)).unwrap_or(0);
    let mut sketches: Vec<(Sex, Relation, (i64, i64))> = Vec::new();
    let children = |sketches: &mut Vec<_>, draw: &mut Chance, most: u64, ages: (i64, i64)| {
        for _ in 0..=draw.below(most) {
            sketches.push((either(draw), Relation::Child, ages));
        }
    };
    let most = if zone <= Zone::Mountain { 4 } else { 3 };
    match make {
        Make::OldAlone => {
            // women outlive men
            let sex = if draw.permille(720) { Sex::Female } else { Sex::Male };
            sketches.push((sex, Relation::Head, (62, 90)));
        }
        Make::OldCouple => {
            sketches.push((Sex::Male, Relation::Head, (64, 86)));
            sketches.push((Sex::Female, Relation::Spouse, (62, 82)));
        }
        Make::OldWithGrandchild => {
            sketches.push((Sex::Female, Relation::Head, (62, 78)));
            sketches.push((either(draw), Relation::Grandchild, (6, 12)));
        }
        Make::DisabledWithParent => {
            sketches.push((either(draw), Relation::Head, (38, 52)));
            sketches.push((Sex::Female, Relation::Parent, (72, 86)));
        }
        Make::YoungCouple => {
            sketches.push((Sex::Male, Relation::Head, (22, 34)));
            sketches.push((Sex::Female, Relation::Spouse, (20, 32)));
            children(&mut sketches, draw, most, (0, 9));
        }
        Make::Couple => {
            sketches.push((Sex::Male, Relation::Head, (35, 56)));
            sketches.push((Sex::Female, Relation::Spouse, (34, 54)));
            children(&mut sketches, draw, most, (5, 22));
        }
        Make::OneParent => {
            let sex = if draw.permille(850) { Sex::Female } else { Sex::Male };
            sketches.push((sex, Relation::Head, (30, 54)));
            children(&mut sketches, draw, most, (3, 20));
        }
        Make::ThreeGenerations => {
            sketches.push((Sex::Male, Relation::Head, (30, 50)));
            sketches.push((Sex::Female, Relation::Spouse, (29, 46)));
            children(&mut sketches, draw, most, (2, 18));
            sketches.push((Sex::Female, Relation::Parent, (68, 90)));
        }
    }
    let mut people: Vec<Person> = Vec::new();
    for (sex, relation, mut ages) in sketches {
        if relation == Relation::Child {
            // nobody here has a child before nineteen
            let youngest = people.iter().filter(|person| person.relation <= Relation::Spouse).map(|p| p.age(day)).min();
            ages.1 = ages.1.min(i64::from(youngest.unwrap_or(0)) - 20).max(0);
            ages.0 = ages.0.min(ages.1);
        }
        people.push(Person::new(Sketch { sex, relation, ages }, day, (family, ethnic), serial, draw));
    }
    for person in &mut people {
        if matches!(person.relation, Relation::Spouse | Relation::Parent) {
            marry_in(person, zone, draw);
        }
    }
    if make == Make::DisabledWithParent {
        people[0].disabled_from = Some(day.year() - i16::try_from(draw.between(1, 15)).unwrap_or(1));
    }
    // the wars ended in 1975 and 1989: who served, or lost somebody, is old now
    if let Some(old) = people.iter_mut().find(|person| person.age(day) >= OLD)
        && draw.permille(72)
    {
        old.merit_from = Some(day.year() - 20);
    }
    people
}

/// Who married into a family keeps the name, and sometimes the people, of another one.
pub(super) fn marry_in(person: &mut Person, zone: Zone, draw: &mut Chance) {
    person.family = u8::try_from(draw.below(200)).unwrap_or(0);
    if zone <= Zone::Mountain && draw.permille(60) {
        person.ethnic = ethnic(zone, draw);
    }
}
