//! The movement computed by SQL is the movement that `domain::register::flow` defines household by household.

use crate::engines::{Place, postgres, sqlite};
use crate::register::{all, commit, commit_with, commune, ctx, household, member, open, review};
use base::AreaKey;
use domain::form::{Counts, Flows, Tally, identities};
use domain::register::{EventKind, Flow, History, HouseholdEntry, RegisterEvent, Relation, flow};
use engine::Class;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use store::{Denominator, Movement};

const YEARS: [i16; 4] = [2021, 2022, 2023, 2024];
const COMMUNES: u32 = 3;

/// What a year made of a household: nothing, or a class, a commune and a number of members.
type Seen = Option<(u8, u32, usize)>;

#[derive(Clone, Debug)]
struct Life {
    seen: [Seen; 4],
    event: Option<(u8, u8)>,
}

fn lives() -> impl Strategy<Value = Vec<Life>> {
    let seen = prop_oneof![
        1 => Just(None),
        4 => (0_u8..4, prop_oneof![6 => Just(0_u32), 1 => 0..COMMUNES], 1_usize..5).prop_map(Some),
    ];
    let event = proptest::option::of((0_u8..5, 0_u8..4));
    let life = ([seen.clone(), seen.clone(), seen.clone(), seen], event).prop_map(|(seen, event)| Life { seen, event });
    proptest::collection::vec(life, 1..40)
}

fn entry(number: usize, (class, commune_number, members): (u8, u32, usize)) -> HouseholdEntry {
    let number = u32::try_from(number).unwrap();
    let class = Class::ALL[usize::from(class)];
    let mut entry = household(number, (number + commune_number) % COMMUNES, class);
    entry.members.truncate(1);
    for child in 1..members {
        entry.members.push(member(&format!("Trần Con {child}"), 2015, Relation::Child));
    }
    entry.marks.merit = number % 3 == 0;
    entry.marks.ethnic_minority = number % 5 == 0;
    entry
}

const EVENTS: [EventKind; 5] =
    [EventKind::MovedIn, EventKind::MovedOut, EventKind::SplitOff, EventKind::MergedAway, EventKind::Died];

/// An event lies between the reviews of two years: 1 June of the later one.
fn event(number: usize, (kind, year): (u8, u8)) -> RegisterEvent {
    RegisterEvent {
        household: format!("H{number:06}"),
        day: date(YEARS[usize::from(year)], 6, 1),
        kind: EVENTS[usize::from(kind)],
    }
}

/// The flows of the last year, one household after the other.
fn expected(lives: &[Life], class: Class, look_back: i16) -> BTreeMap<AreaKey, Flows> {
    let mut flows: BTreeMap<AreaKey, Flows> = BTreeMap::new();
    for (number, life) in lives.iter().enumerate() {
        let at = |year: usize| life.seen[year].map(|seen| entry(number, seen));
        let (was, now) = (at(2), at(3));
        let earlier = (0..2)
            .any(|year| YEARS[year] >= YEARS[3] - look_back && at(year).is_some_and(|entry| entry.class == class));
        let same_commune = match (&was, &now) {
            (Some(was), Some(now)) => was.commune == now.commune,
            _ => true,
        };
        let history = History {
            previous: was.as_ref().map(|entry| entry.class),
            now: now.as_ref().map(|entry| entry.class),
            earlier,
            event: life.event.filter(|(_, year)| *year == 3).map(|(kind, _)| EVENTS[usize::from(kind)]),
            same_commune,
        };
        let tally = |entry: &HouseholdEntry| Tally { households: 1, persons: entry.members.len() as u64 };
        if let Some(was) = was.as_ref().filter(|was| was.class == class) {
            flows.entry(was.commune.clone()).or_default().opening += tally(was);
        }
        if let Some(now) = now.as_ref().filter(|now| now.class == class) {
            flows.entry(now.commune.clone()).or_default().closing += tally(now);
        }
        for flow in flow(class, history) {
            let leaves = matches!(flow, Flow::ToPair | Flow::Out | Flow::OtherDown | Flow::Stays);
            let whose = if leaves { was.as_ref() } else { now.as_ref() }.unwrap();
            let line = flows.entry(whose.commune.clone()).or_default();
            match flow {
                Flow::Stays => {
                    let (now, was) = (now.as_ref().unwrap().members.len(), whose.members.len());
                    line.persons_drift += i64::try_from(now).unwrap() - i64::try_from(was).unwrap();
                }
                Flow::ToPair => line.to_pair += tally(whose),
                Flow::Out => line.out += tally(whose),
                Flow::OtherDown => line.other_down += tally(whose),
                Flow::FromPair => line.from_pair += tally(whose),
                Flow::Again => line.again += tally(whose),
                Flow::New => line.new += tally(whose),
                Flow::OtherUp => line.other_up += tally(whose),
            }
        }
    }
    flows
}

fn movement(look_back_years: i16) -> Movement {
    Movement { previous: review(2023), look_back_years, successors: BTreeMap::new() }
}

fn check(place: &Place, lives: &[Life]) {
    let (mut store, shard) = open(place);
    for (index, year) in YEARS.into_iter().enumerate() {
        let entries: Vec<HouseholdEntry> = lives
            .iter()
            .enumerate()
            .filter_map(|(number, life)| life.seen[index].map(|seen| entry(number, seen)))
            .collect();
        let events: Vec<RegisterEvent> = lives
            .iter()
            .enumerate()
            // an event of a household that the register knows by then
            .filter(|(_, life)| life.seen[..=index].iter().any(Option::is_some))
            .filter_map(|(number, life)| life.event.map(|told| event(number, told)))
            .filter(|event| event.day.year() == year)
            .collect();
        commit_with(&mut store, shard, year, &year.to_string(), &entries, &events);
    }
    for look_back in [1, 2, 3] {
        let counts = store.counts(all(shard), &review(2024), Some(&movement(look_back))).unwrap();
        let before = store.counts(all(shard), &review(2023), None).unwrap();
        let poor = expected(lives, Class::Poor, look_back);
        let near = expected(lives, Class::NearPoor, look_back);
        for (commune, own) in &counts {
            assert_eq!(own.poor_flows, Some(poor.get(commune).copied().unwrap_or_default()), "poor {commune}");
            assert_eq!(own.near_poor_flows, Some(near.get(commune).copied().unwrap_or_default()), "near {commune}");
            let previous = before.get(commune).cloned().unwrap_or_default();
            let moved_pairs_are_elsewhere: Vec<_> = identities("x", own, Some(&previous));
            assert_eq!(moved_pairs_are_elsewhere, [], "{commune}");
        }
        assert!(poor.keys().chain(near.keys()).all(|commune| counts.contains_key(commune)));
    }
    let listed = store.list(all(shard), &review(2024), Some(&movement(3)), &commune(0), Class::Poor).unwrap();
    let counts = store.counts(all(shard), &review(2024), Some(&movement(3))).unwrap();
    let flows = counts.get(&commune(0)).and_then(|own| own.poor_flows).unwrap_or_default();
    let of = |flow: Flow| listed.iter().filter(|listed| listed.flow == Some(flow)).count() as u64;
    assert_eq!(
        [of(Flow::New), of(Flow::Again), of(Flow::FromPair), of(Flow::OtherUp)],
        [flows.new, flows.again, flows.from_pair, flows.other_up].map(|tally| tally.households)
    );
    store.verify().unwrap();
}

fn run(cases: u32, place: impl Fn() -> Place) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&lives(), |lives| {
            check(&place(), &lives);
            Ok(())
        })
        .unwrap();
}

#[test]
fn flows_by_sets_are_flows_household_by_household_on_sqlite() {
    run(40, sqlite);
}

#[test]
fn flows_by_sets_are_flows_household_by_household_on_postgresql() {
    run(15, postgres);
}

#[test]
fn a_commune_that_went_whole_into_another_is_no_movement() {
    crate::engines::on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2023, "2023", &[household(1, 1, Class::Poor), household(2, 2, Class::Poor)]);
        commit(&mut store, shard, 2024, "2024", &[household(1, 9, Class::Poor), household(2, 9, Class::Poor)]);
        let moved = store.counts(all(shard), &review(2024), Some(&movement(3))).unwrap();
        assert_eq!(moved[&commune(9)].poor_flows.unwrap().other_up.households, 2);
        let mut merged = movement(3);
        merged.successors = [(commune(1), commune(9)), (commune(2), commune(9))].into();
        let counts = store.counts(all(shard), &review(2024), Some(&merged)).unwrap();
        let flows = counts[&commune(9)].poor_flows.unwrap();
        assert_eq!((counts.len(), flows.opening.households, flows.other_up.households), (1, 2, 0));
    });
}

#[test]
fn another_standard_or_a_later_review_is_no_previous_one() {
    crate::engines::on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2024, "2024", &[household(1, 1, Class::Poor)]);
        let counts = store.counts(all(shard), &review(2024), None).unwrap();
        assert_eq!(counts[&commune(1)].poor_flows, None);
        let mut other = movement(3);
        other.previous.standard = "vn-2016".into();
        assert_eq!(store.counts(all(shard), &review(2024), Some(&other)).unwrap_err().code, "CC-STORE-MOVEMENT");
        assert_eq!(store.counts(all(shard), &review(2024), Some(&movement(3))).unwrap_err().code, "CC-STORE-NO-REVIEW");
    });
}

#[test]
fn counts_are_what_a_hand_would_count() {
    crate::engines::on_both(|place| {
        let (mut store, shard) = open(place);
        let mut marked = household(1, 1, Class::Poor);
        marked.marks.ethnic_minority = true;
        marked.marks.farm = false;
        marked.members[0].sex = Some(domain::register::Sex::Female);
        marked.members[0].ethnic = Some("taoi".into());
        let lacks = [("health_insurance", "no"), ("malnourished", "yes"), ("school", "none")];
        marked.members[2].answers = lacks
            .map(|(question, option)| (question.to_owned(), engine::Answer::Choice(option.to_owned())))
            .into_iter()
            .collect();
        let mut farm = household(3, 1, Class::Average);
        farm.members.pop();
        commit(&mut store, shard, 2024, "a", &[marked, household(2, 1, Class::Poor), farm]);
        let all = Tally { households: 90, persons: 300 };
        let denominator = |area, year| Denominator {
            year,
            area,
            all,
            by_ethnicity: Some([all, Tally { households: 80, persons: 250 }, Tally { households: 10, persons: 50 }]),
            status: "derived".into(),
            source: "thử".into(),
        };
        let denominators =
            [denominator(commune(1), 2024), denominator(commune(2), 2024), denominator(commune(1), 2023)];
        store.set_denominators(&ctx(2), shard, &denominators, "d", "thử").unwrap();
        let counts = store.counts(crate::register::all(shard), &review(2024), None).unwrap();
        assert_eq!(counts.len(), 2, "a commune with a denominator has its line");
        let own: &Counts = &counts[&commune(1)];
        assert_eq!(own.population, Some(all));
        assert_eq!(own.population_by_ethnicity.unwrap()[2].persons, 50);
        assert_eq!(own.farm_average, Tally { households: 1, persons: 2 });
        assert_eq!(own.poor.all, Tally { households: 2, persons: 6 });
        assert_eq!(own.poor.indicators, [2, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(own.poor.causes[..2], [2, 0]);
        assert_eq!(own.poor.minority, Tally { households: 1, persons: 3 });
        assert_eq!(own.poor.unmarked, Tally { households: 1, persons: 3 });
        assert_eq!(own.poor.female_head, 1);
        assert_eq!(own.poor.ethnic["taoi"].households, 1);
        let children = own.poor.children;
        assert_eq!([children.all, children.health_insurance, children.nutrition, children.education], [2, 1, 1, 1]);
    });
}
