//! The small numbers that stand for words of the domain in the database. They are never changed or reused.

use domain::register::{EventKind, Flow, Marks, Relation, Route, Sex, Support};
use engine::{AreaKind, Birth, Class};
use jiff::civil::Date;

const RELATIONS: [Relation; 9] = [
    Relation::Head,
    Relation::Spouse,
    Relation::Child,
    Relation::Parent,
    Relation::Grandchild,
    Relation::Grandparent,
    Relation::Sibling,
    Relation::ChildInLaw,
    Relation::Other,
];

const SUPPORTS: [Support; 6] =
    [Support::Health, Support::Education, Support::Production, Support::Credit, Support::Housing, Support::Other];

pub(crate) fn class(class: Class) -> i64 {
    match class {
        Class::Poor => 0,
        Class::NearPoor => 1,
        Class::Average => 2,
        Class::NotPoor => 3,
    }
}

pub(crate) fn class_of(code: i64) -> Class {
    match code {
        0 => Class::Poor,
        1 => Class::NearPoor,
        2 => Class::Average,
        _ => Class::NotPoor,
    }
}

pub(crate) fn area_kind(kind: AreaKind) -> i64 {
    i64::from(kind == AreaKind::Urban)
}

pub(crate) fn area_kind_of(code: i64) -> AreaKind {
    if code == 1 { AreaKind::Urban } else { AreaKind::Rural }
}

pub(crate) fn sex(sex: Sex) -> i64 {
    if sex == Sex::Male { 1 } else { 2 }
}

pub(crate) fn sex_of(code: i64) -> Sex {
    if code == 1 { Sex::Male } else { Sex::Female }
}

pub(crate) fn relation(relation: Relation) -> i64 {
    RELATIONS.iter().zip(1..).find(|(known, _)| **known == relation).map_or(9, |(_, code)| code)
}

pub(crate) fn relation_of(code: i64) -> Relation {
    RELATIONS.iter().zip(1..).find(|(_, known)| *known == code).map_or(Relation::Other, |(relation, _)| *relation)
}

pub(crate) fn event(kind: EventKind) -> i64 {
    match kind {
        EventKind::MovedIn => 0,
        EventKind::MovedOut => 1,
        EventKind::SplitOff => 2,
        EventKind::MergedAway => 3,
        EventKind::Died => 4,
    }
}

pub(crate) fn event_of(code: i64) -> EventKind {
    match code {
        0 => EventKind::MovedIn,
        1 => EventKind::MovedOut,
        2 => EventKind::SplitOff,
        3 => EventKind::MergedAway,
        _ => EventKind::Died,
    }
}

/// A column of form 2 in the staging table of flows; the opening is no flow.
pub(crate) fn flow_of(code: i64) -> Option<Flow> {
    match code {
        0 => Some(Flow::Stays),
        2 => Some(Flow::ToPair),
        3 => Some(Flow::Out),
        4 => Some(Flow::OtherDown),
        5 => Some(Flow::FromPair),
        6 => Some(Flow::Again),
        7 => Some(Flow::New),
        8 => Some(Flow::OtherUp),
        _ => None,
    }
}

pub(crate) fn route(route: Route) -> &'static str {
    match route {
        Route::Periodic => "periodic",
        Route::WithinYear => "within_year",
        Route::AverageLiving => "average_living",
    }
}

/// The statements on counts say which bit is which.
pub(crate) fn marks(marks: Marks) -> i64 {
    [marks.ethnic_minority, marks.no_labour_capacity, marks.merit, marks.indigenous, marks.farm]
        .iter()
        .rev()
        .fold(0, |bits, &mark| bits * 2 + i64::from(mark))
}

pub(crate) fn marks_of(bits: i64) -> Marks {
    let has = |bit: u32| bits >> bit & 1 == 1;
    Marks { ethnic_minority: has(0), no_labour_capacity: has(1), merit: has(2), indigenous: has(3), farm: has(4) }
}

/// What a record does not tell; the statements on counts say which bit is which.
pub(crate) fn lacks(indicators: bool, members: bool, children: bool) -> i64 {
    i64::from(indicators) + 2 * i64::from(members) + 4 * i64::from(children)
}

pub(crate) fn supports<'a>(supports: impl IntoIterator<Item = &'a Support>) -> i64 {
    supports
        .into_iter()
        .filter_map(|support| SUPPORTS.iter().position(|known| known == support))
        .fold(0, |bits, bit| bits | 1 << bit)
}

pub(crate) fn supports_of(bits: i64) -> impl Iterator<Item = Support> {
    SUPPORTS.into_iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, support)| support)
}

/// A birth as text, and whether the year (1), the month (2) or the day (3) is known.
pub(crate) fn birth(birth: Birth) -> (String, i64) {
    match birth {
        Birth::Year(year) => (format!("{year:04}"), 1),
        Birth::Month(year, month) => (format!("{year:04}-{month:02}"), 2),
        Birth::Day(day) => (day.to_string(), 3),
    }
}

pub(crate) fn birth_of(text: &str) -> Option<Birth> {
    match text.len() {
        4 => text.parse().ok().map(Birth::Year),
        7 => Some(Birth::Month(text[..4].parse().ok()?, text[5..].parse().ok()?)),
        _ => text.parse::<Date>().ok().map(Birth::Day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for class_now in Class::ALL {
            assert_eq!(class_of(class(class_now)), class_now);
        }
        for known in RELATIONS {
            assert_eq!(relation_of(relation(known)), known);
        }
        for code in 0..5 {
            assert_eq!(event(event_of(code)), code);
        }
        let bits = supports(&SUPPORTS[1..4]);
        assert!(supports_of(bits).eq(SUPPORTS[1..4].iter().copied()));
        for bits in 0..32 {
            assert_eq!(marks(marks_of(bits)), bits);
        }
        for known in [Birth::Year(1950), Birth::Month(1950, 2), Birth::Day(jiff::civil::date(1950, 2, 3))] {
            assert_eq!(birth_of(&birth(known).0), Some(known));
        }
    }
}
