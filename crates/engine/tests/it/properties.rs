//! What must hold for every household and every pack.

use engine::{Answer, AreaKind, Birth, Flags, Household, Means, Member, derive, explain, pack};
use jiff::civil::date;
use proptest::prelude::*;

fn any_pack() -> impl Strategy<Value = &'static pack::Pack> {
    (0..pack::bundled().len()).prop_map(|index| &pack::bundled()[index])
}

fn any_area() -> impl Strategy<Value = AreaKind> {
    prop_oneof![Just(AreaKind::Rural), Just(AreaKind::Urban)]
}

fn any_means() -> impl Strategy<Value = Means> {
    let income = prop_oneof![0..5_000_000_i64, (0..60_i64).prop_map(|step| step * 50_000), 0..i64::MAX];
    (proptest::option::of(income), proptest::option::of(0..300_i64)).prop_map(|(income, b1)| Means { income, b1 })
}

fn any_answers(subject: engine::Subject) -> impl Strategy<Value = engine::Answers> {
    let questions: Vec<&engine::Question> =
        engine::Vocabulary::bundled().questions.iter().filter(|question| question.subject == subject).collect();
    let each: Vec<_> = questions
        .into_iter()
        .map(|question| {
            let id = question.id.clone();
            let answer = if question.options.is_empty() {
                (0..20_000_u64).prop_map(Answer::Number).boxed()
            } else {
                let ids: Vec<String> = question.options.iter().map(|option| option.id.clone()).collect();
                proptest::sample::select(ids).prop_map(Answer::Choice).boxed()
            };
            proptest::option::weighted(0.9, answer).prop_map(move |answer| answer.map(|answer| (id.clone(), answer)))
        })
        .collect();
    each.prop_map(|answers| answers.into_iter().flatten().collect())
}

fn any_household() -> impl Strategy<Value = Household> {
    let birth = prop_oneof![
        (1930..2026_i16).prop_map(Birth::Year),
        (1930..2026_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Birth::Day(date(y, m, d))),
    ];
    let member = (proptest::option::weighted(0.95, birth), any_answers(engine::Subject::Member))
        .prop_map(|(birth, answers)| Member { label: String::new(), birth, answers });
    (any_answers(engine::Subject::Household), proptest::collection::vec(member, 0..6))
        .prop_map(|(answers, members)| Household { answers, members })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn adding_a_deprivation_never_makes_a_household_better_off(
        pack in any_pack(), area in any_area(), means in any_means(), deprived in 0..12_u32
    ) {
        if let Ok(before) = pack.classify(area, means, deprived) {
            let after = pack.classify(area, means, deprived + 1).unwrap();
            prop_assert!(after.class <= before.class);
        }
    }

    #[test]
    fn more_income_never_makes_a_household_worse_off(
        pack in any_pack(), area in any_area(), income in 0..6_000_000_i64, more in 0..6_000_000_i64, deprived in 0..13_u32
    ) {
        let class = |income| pack.classify(area, Means { income: Some(income), b1: None }, deprived).unwrap().class;
        prop_assert!(class(income) <= class(income + more));
    }

    #[test]
    fn the_order_of_members_is_irrelevant(household in any_household(), seed in 0..720_usize) {
        let mut turned = household.clone();
        let turns = seed % turned.members.len().max(1);
        turned.members.rotate_left(turns);
        if seed % 2 == 0 { turned.members.reverse(); }
        let day = date(2025, 10, 1);
        for pack in pack::bundled() {
            let flags = |household: &Household| match derive(pack, household, day) {
                Ok((flags, _)) => Ok(flags),
                Err(gaps) => Err(gaps.len()),
            };
            prop_assert_eq!(flags(&household), flags(&turned));
        }
    }

    #[test]
    fn a_pack_and_its_serialised_form_agree(
        pack in any_pack(), area in any_area(), means in any_means(), bits in 0..4096_u32
    ) {
        let again = pack::Pack::check(&pack.to_toml(), "again").unwrap();
        prop_assert_eq!(&again, pack);
        let flags = Flags::from_bits(bits & ((1 << pack.indicators.len()) - 1));
        let verdict = pack.classify(area, means, flags.count());
        prop_assert_eq!(again.classify(area, means, flags.count()), verdict);
        if let Ok(verdict) = verdict {
            let one = explain(pack, area, means, flags, &verdict, None);
            prop_assert_eq!(explain(&again, area, means, flags, &verdict, None), one);
        }
    }
}
