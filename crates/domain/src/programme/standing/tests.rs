//! The standings that the texts and the published figures must give.

use super::*;
use crate::area::Areas;
use crate::programme::projection::Method;
use crate::programme::{
    Actual, ActualVersion, Amount, Baseline, Bound, Due, Exact, Households, Kind, Path, Programmes, Reading, Risk,
    Side, Source, Stage, Target,
};
use crate::result::{Measure, Results, SourceKind};
use base::{AreaKey, Lang};
use jiff::civil::date;
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn bundled() -> &'static Programmes {
    Programmes::bundled()
}

fn target(programme: &str, id: &str) -> Target {
    bundled().programme(programme).unwrap().target(id).unwrap().clone()
}

fn published() -> Vec<Actual> {
    bundled().published(&Results::bundled(Areas::bundled()).unwrap())
}

fn on(day: Date, target: &Target, actuals: &[Actual]) -> Standing {
    let known = Known { day, actuals, areas: Areas::bundled(), rules: &bundled().rules };
    standing(target, bundled().rules.risk.rule, &known)
}

/// A reported figure or event of a target.
fn reported(target: &Target, on: Date, reading: Reading) -> Actual {
    Actual {
        on,
        known_from: None,
        known_to: None,
        reading,
        version: ActualVersion::Official,
        source: target.source,
        series: target.series.as_ref().map(|series| series.kind),
        measure: None,
        standard: target.series.as_ref().map(|series| series.standard.clone()),
        area: target.area.clone(),
        households: target.households.clone(),
        item: None,
        target: Some(target.id.clone()),
        evidence: "báo cáo".into(),
    }
}

fn vi(amount: Option<Amount>) -> String {
    amount.map(|amount| amount.show(Lang::Vi)).unwrap_or_default()
}

#[test]
fn ninh_binh_end_of_2024_official_on_track_preliminary_behind() {
    let target = target("ninh-binh-kh-151", "giam-hai-phan-ba");
    let all = published();
    let standing = on(date(2025, 3, 1), &target, &all);
    assert_eq!(standing.base.unwrap().1.show(Lang::Vi), "9.553 hộ", "from the published series");
    assert_eq!((vi(standing.goal), vi(standing.whole_goal)), ("3.184,3 hộ".into(), "3.184 hộ".into()));
    let [official, preliminary] = &standing.versions[..] else { panic!("{:?}", standing.versions) };
    assert_eq!((vi(official.value), vi(official.path)), ("4.720 hộ".into(), "4.776,5 hộ".into()));
    assert_eq!((vi(official.gap), &official.state), ("−56,5 hộ".into(), &State::OnTrack));
    assert_eq!((vi(preliminary.value), vi(preliminary.gap)), ("4.806 hộ".into(), "29,5 hộ".into()));
    assert_eq!(preliminary.state, State::Behind);
    assert_eq!(standing.state, State::OnTrack, "the official figure counts");
    // before the decision of 4/2/2025 only the press's figure was known
    let before = on(date(2025, 1, 31), &target, &all);
    assert_eq!((before.versions.len(), &before.state), (1, &State::Behind));
}

#[test]
fn ninh_binh_year_by_year_and_the_line_of_its_path() {
    let target = target("ninh-binh-kh-151", "giam-hai-phan-ba");
    let all = published();
    let known = Known { day: date(2025, 3, 1), actuals: &all, areas: Areas::bundled(), rules: &bundled().rules };
    let history = history(&target, Risk::EveryMethod, &known);
    let seen: Vec<(i16, String, &State)> =
        history.iter().map(|one| (one.actual.on.year(), vi(one.value), &one.state)).collect();
    assert_eq!(
        seen,
        [
            (2022, "7.438 hộ".to_owned(), &State::OnTrack),
            (2023, "5.905 hộ".to_owned(), &State::OnTrack),
            (2024, "4.720 hộ".to_owned(), &State::OnTrack),
            (2024, "4.806 hộ".to_owned(), &State::Behind),
        ]
    );
    let line = on(date(2025, 3, 1), &target, &all);
    let path = [2021, 2022, 2023, 2024, 2025].map(|year| vi(line.path_on(&target, base::year_end(year))));
    assert_eq!(path, ["9.553 hộ", "7.960,8 hộ", "6.368,7 hộ", "4.776,5 hộ", "3.184,3 hộ"]);
}

#[test]
fn ninh_binh_is_behind_in_both_versions_on_a_constant_rate() {
    let target = Target { path: Path::ConstantRate, ..target("ninh-binh-kh-151", "giam-hai-phan-ba") };
    let standing = on(date(2025, 3, 1), &target, &published());
    assert!(standing.versions.len() == 2 && standing.versions.iter().all(|one| one.state == State::Behind));
}

#[test]
fn ninh_binh_two_thirds_left_would_be_another_target() {
    let mut wrong = target("ninh-binh-kh-151", "giam-hai-phan-ba");
    wrong.kind = Kind::Relative { bound: Bound { side: Side::AtMost, limit: exact("2/3"), stretch: None } };
    let standing = on(date(2025, 3, 1), &wrong, &published());
    assert_eq!(standing.state, State::Met, "the wrong reading would turn green four years early");
}

#[test]
fn ninh_binh_is_at_risk_only_when_the_programme_asks_for_any_method() {
    let target = target("ninh-binh-kh-151", "giam-hai-phan-ba");
    let all = published();
    let known = Known { day: date(2025, 3, 1), actuals: &all, areas: Areas::bundled(), rules: &bundled().rules };
    let outlook = standing(&target, Risk::EveryMethod, &known).outlook.unwrap();
    let range = outlook.projection.range().map(|(low, high)| (low.to_string(), high.to_string()));
    assert_eq!((range, outlook.reach), (Some(("3117".into(), "3733".into())), 1), "one method reaches, one does not");
    assert_eq!(standing(&target, Risk::AnyMethod, &known).state, State::AtRisk);
    assert_eq!(standing(&target, Risk::None, &known).state, State::OnTrack);
}

#[test]
fn at_risk_is_on_the_path_with_every_method_short_of_the_goal() {
    let mut target = target("ninh-thuan-2018", "ty-le-2018");
    target.baseline.as_mut().unwrap().value = Some(exact("10"));
    target.due = Due::On(date(2021, 12, 31));
    target.path = Path::Given(vec![(date(2020, 12, 31), exact("5"))]);
    target.kind =
        Kind::Level { bound: Bound { side: Side::AtMost, limit: exact("3.4"), stretch: None }, counted: None };
    // a fast first year and then nothing: at 5 % in 2020 as the path asks, and no method gets from there to 3,4 %
    let rates = [2018, 2019, 2020].map(|year| reported(&target, base::year_end(year), Reading::Value(exact("5"))));
    let standing = on(date(2021, 3, 1), &target, &rates);
    assert_eq!(standing.outlook.as_ref().unwrap().reach, 0);
    assert_eq!(standing.state, State::AtRisk);
    let two = on(date(2020, 3, 1), &target, &rates[..2]);
    assert_eq!(two.state, State::OnTrack, "better than the path, and the linear method gets there");
}

#[test]
fn ninh_binh_before_its_base_is_known_has_nothing_to_be_compared_with() {
    let target = target("ninh-binh-kh-151", "giam-hai-phan-ba");
    let all = published();
    assert_eq!(on(date(2021, 12, 1), &target, &all).state, State::NotMeasured(Why::NoBaseline));
    let first = on(date(2022, 7, 31), &target, &all);
    assert_eq!(first.state.sentence().vi, "chưa đo được: rà soát 9–12");
    assert!(first.versions.is_empty() && first.base.is_some(), "the base is no figure of the way");
}

#[test]
fn ninh_binh_after_the_merger_and_2030() {
    let all = published();
    let last = on(date(2026, 6, 1), &target("ninh-binh-kh-151", "giam-hai-phan-ba"), &all);
    assert_eq!(last.state, State::NotMeasured(Why::AreaEnded { since: date(2025, 7, 1) }));
    assert_eq!((last.versions.len(), last.area_ended), (2, Some(date(2025, 7, 1))), "its figures stay readable");
    let goal = on(date(2025, 3, 1), &target("ninh-binh-kh-151", "muc-tieu-2030"), &all);
    assert!(goal.state.sentence().vi.starts_with("chưa đo được: chờ văn bản"), "{}", goal.state.sentence().vi);
}

#[test]
fn ninh_thuan_31_7_2018_is_between_reviews_with_its_path_value() {
    let all = published();
    for (id, path) in [("ty-le-2018", "9,485 %"), ("mien-nui-2018", "24,71 %")] {
        let standing = on(date(2018, 7, 31), &target("ninh-thuan-2018", id), &all);
        assert_eq!(standing.state.sentence().vi, "chưa đo được: rà soát 9–12");
        assert!(standing.versions.is_empty(), "the 14,93 % of 2015 are before the base");
        assert_eq!(standing.today.unwrap().path.show(Lang::Vi), path);
    }
    let waits = on(date(2019, 1, 2), &target("ninh-thuan-2018", "ty-le-2018"), &all);
    assert_eq!(waits.state, State::NotMeasured(Why::ResultDue { year: 2018 }));
}

#[test]
fn thanh_hoa_29_6_2020_is_in_time_and_1_7_2020_is_not() {
    let target = target("thanh-hoa-qd-289-2016", "tat-ca-chi-tieu");
    let state = |done: Option<Date>, day: Date| {
        let done: Vec<Actual> =
            done.map(|done| reported(&target, done, Reading::Event(Stage::Done))).into_iter().collect();
        on(day, &target, &done).state
    };
    let later = date(2020, 12, 31);
    assert_eq!(state(Some(date(2020, 6, 29)), later), State::Met);
    assert_eq!(state(Some(date(2020, 6, 30)), later), State::Behind, "“trước 30-6-2020”");
    assert_eq!(state(Some(date(2020, 7, 1)), later), State::Behind);
    // with nothing reported nobody is said to be late; who reports that it is not done, is
    let last_day = date(2020, 6, 29);
    assert_eq!(state(None, date(2020, 6, 29)), State::NotMeasured(Why::NotDue { last_day }));
    assert_eq!(state(None, date(2020, 7, 1)), State::NotMeasured(Why::NotReported { last_day }));
    let open = |day: Date| on(later, &target, &[reported(&target, day, Reading::Open)]).state;
    assert_eq!(open(date(2020, 7, 1)), State::Behind);
    assert_eq!(open(date(2020, 6, 1)), State::NotMeasured(Why::NotReported { last_day }));
    assert_eq!(
        state(Some(date(2020, 6, 29)), date(2020, 6, 1)),
        State::NotMeasured(Why::NotDue { last_day: date(2020, 6, 29) }),
        "what happens later is not known yet"
    );
}

#[test]
fn thanh_hoa_79_units_without_a_deadline_are_never_late() {
    let target = target("thanh-hoa-qd-289-2016", "sap-nhap-het");
    let left = |count: &str| [reported(&target, date(2018, 9, 30), Reading::Value(exact(count)))];
    assert_eq!(on(date(2019, 1, 1), &target, &left("12")).state, State::NotMeasured(Why::NoDeadline));
    assert_eq!(on(date(2019, 1, 1), &target, &left("0")).state, State::Met);
}

#[test]
fn thanh_hoa_example_has_5_of_8_behind_and_4_of_8_when_one_actual_changes() {
    let example = bundled().programme("thanh-hoa-vi-du").unwrap();
    let tally = |actuals: &[Actual]| {
        let known = Known { day: date(2018, 5, 25), actuals, areas: Areas::bundled(), rules: &bundled().rules };
        Tally::of(standings(example, &known).iter().map(|(_, standing)| standing))
    };
    let counted = tally(&example.actuals);
    assert_eq!((counted.behind, counted.on_track, counted.all()), (5, 3, 8));
    let mut changed = example.actuals.clone();
    let one = changed.iter_mut().find(|actual| actual.target.as_deref() == Some("muc-thieu-hut")).unwrap();
    one.reading = Reading::Value(exact("2.05"));
    assert_eq!(tally(&changed).behind, 4);
    one_known_later(&mut changed);
    assert_eq!(tally(&changed).behind, 4, "a correction known only in June changes nothing in May");
}

#[test]
fn a_reported_figure_of_long_before_the_due_day_says_nothing_about_it() {
    let example = bundled().programme("thanh-hoa-vi-du").unwrap();
    let state = |id: &str, day| on(day, example.target(id).unwrap(), &example.actuals).state;
    assert_eq!(state("so-ho-ngheo", date(2019, 12, 31)), State::OnTrack);
    let last_day = date(2019, 12, 31);
    assert_eq!(state("so-ho-ngheo", date(2020, 1, 1)), State::NotMeasured(Why::NotReported { last_day }));
}

fn one_known_later(actuals: &mut Vec<Actual>) {
    let mut later = actuals[0].clone();
    later.reading = Reading::Value(exact("127999"));
    later.known_from = Some(date(2018, 6, 15));
    actuals.push(later);
}

#[test]
fn a_luoi_qualified_is_not_recognised() {
    let target = target("thua-thien-hue-nq-11-2021", "a-luoi-du-dieu-kien");
    let event = |stage| [reported(&target, date(2023, 12, 20), Reading::Event(stage))];
    assert_eq!(on(date(2024, 6, 1), &target, &event(Stage::Qualified)).state, State::Met);
    let last_day = date(2023, 12, 31);
    let recognised = on(date(2024, 6, 1), &target, &event(Stage::Recognised));
    assert_eq!(recognised.state, State::NotMeasured(Why::NotReported { last_day }));
}

#[test]
fn thua_thien_hue_met_22_per_cent_at_the_end_of_2024() {
    let all = published();
    let target = target("thua-thien-hue-nq-11-2021", "ty-le-2024");
    let after_2023 = on(date(2024, 3, 1), &target, &all);
    assert_eq!(vi(after_2023.versions[0].path), "2,88 %", "half way from 3,56 to 2,2");
    assert_eq!((vi(after_2023.versions[0].gap), &after_2023.state), ("−0,61 điểm phần trăm".into(), &State::OnTrack));
    let end = on(date(2025, 3, 1), &target, &all);
    assert_eq!((vi(end.versions[0].value), end.state), ("1,4 %".into(), State::Met));
}

#[test]
fn thua_thien_hue_is_measured_on_as_thanh_pho_hue() {
    let target = target("thua-thien-hue-nq-11-2021", "ty-le-2025");
    let mut all = published();
    let waits = on(date(2026, 1, 5), &target, &all);
    assert_eq!((waits.state, waits.area_ended), (State::NotMeasured(Why::ResultDue { year: 2025 }), None));
    let mut city = all.iter().rfind(|one| one.counts_for(&target, Areas::bundled())).unwrap().clone();
    city.on = date(2025, 12, 31);
    city.known_from = Some(date(2026, 1, 15));
    city.reading = Reading::Value(exact("1.85"));
    city.area = Areas::bundled().at("46", city.on).unwrap().key.clone();
    all.push(city);
    assert_eq!(on(date(2026, 2, 1), &target, &all).state, State::Behind, "1,85 is not 1,84");
}

#[test]
fn a_review_before_a_deadline_inside_the_year_decides() {
    let mut target = target("ninh-thuan-2018", "ty-le-2018");
    target.due = Due::Before(date(2020, 6, 30));
    let rate = |value: &str| [reported(&target, date(2019, 12, 31), Reading::Value(exact(value)))];
    assert_eq!(on(date(2020, 3, 1), &target, &rate("8.9")).state, State::OnTrack);
    for day in [date(2020, 6, 30), date(2021, 3, 1)] {
        assert_eq!(on(day, &target, &rate("8.9")).state, State::Behind, "no later review is in time");
        assert_eq!(on(day, &target, &rate("8.8")).state, State::Met);
    }
}

#[test]
fn no_new_temporary_houses_holds_at_all_times() {
    let target = target("thua-thien-hue-nq-11-2021", "khong-phat-sinh-nha-tam");
    let count = |value: &str| [reported(&target, date(2023, 9, 30), Reading::Value(exact(value)))];
    assert_eq!(on(date(2023, 10, 1), &target, &count("0")).state, State::Met);
    assert_eq!(on(date(2023, 10, 1), &target, &count("1")).state, State::Behind);
    assert_eq!(on(date(2023, 10, 1), &target, &[]).state, State::NotMeasured(Why::NoActual));
}

#[test]
fn no_poor_district_is_not_green_after_the_level_ended() {
    let target = target("ninh-thuan-ct-19-2021", "khong-con-huyen-ngheo");
    let none_left = [reported(&target, date(2024, 12, 31), Reading::Value(Exact::ZERO))];
    let ended = State::NotMeasured(Why::LevelEnded { level: base::Level::District, since: date(2025, 7, 1) });
    assert_eq!(on(date(2025, 7, 1), &target, &none_left).state, ended);
    assert_eq!(ended.sentence().vi, "chưa đo được: cấp huyện không còn từ 1/7/2025");
    assert_eq!(on(date(2025, 6, 30), &target, &none_left).state, State::Met);
}

#[test]
fn basically_none_is_measured_only_with_a_threshold() {
    let target = target("ninh-thuan-ct-19-2021", "co-ban-khong-con-dbkk");
    let few = [reported(&target, date(2030, 12, 31), Reading::Value(exact("3")))];
    let state = |target: &Target| on(date(2031, 1, 1), target, &few).state;
    assert_eq!(state(&target), State::NotMeasured(Why::NoThreshold("cơ bản".into())));
    assert_eq!(state(&target.clone().with_threshold(exact("5")).unwrap()), State::Met);
    assert_eq!(state(&target.with_threshold(exact("2")).unwrap()), State::Behind);
    let level = super::tests::target("ninh-thuan-2018", "ty-le-2018");
    assert_eq!(level.with_threshold(Exact::ONE).unwrap_err().code, "CC-TARGET-THRESHOLD");
}

#[test]
fn over_3_points_a_year_is_strict_and_not_judged_across_standards() {
    let mut target = target("ninh-thuan-ct-19-2021", "vung-dtts-giam-tren-3");
    let rate = |target: &Target, value: &str| [reported(target, date(2025, 12, 31), Reading::Value(exact(value)))];
    let old_base = on(date(2026, 3, 1), &target, &rate(&target, "1"));
    assert_eq!(
        old_base.state,
        State::NotMeasured(Why::OtherStandard { base: "vn-2016".into(), figures: "vn-2022".into() })
    );
    // with a base by the new standard, five years before
    target.baseline.as_mut().unwrap().standard = Some("vn-2022".into());
    assert_eq!(on(date(2026, 3, 1), &target, &rate(&target, "1.18")).state, State::Behind, "exactly 3 is not over 3");
    assert_eq!(on(date(2026, 3, 1), &target, &rate(&target, "1.17")).state, State::Met);
    let half = [reported(&target, date(2022, 12, 31), Reading::Value(exact("10.17")))];
    assert_eq!(on(date(2023, 3, 1), &target, &half).state, State::OnTrack, "6,01 points in two years");
}

#[test]
fn a_fall_of_15_points_is_wanted_every_year() {
    let target = target("ninh-thuan-ct-19-2021", "giam-hang-nam");
    let all = published();
    // only 2022 (5,93) and the preliminary 4,43 of 2023 are rates; 2021 was printed as a count
    let standing = on(date(2024, 1, 15), &target, &all);
    assert_eq!((vi(standing.versions[0].value), &standing.state), ("4,43 %".into(), &State::OnTrack), "1,5 is enough");
    assert_eq!(
        (vi(standing.versions[0].path), vi(standing.versions[0].gap)),
        ("4,43 %".into(), "0 điểm phần trăm".into())
    );
    let mut slower = all.clone();
    slower.push(reported(&target, date(2023, 12, 31), Reading::Value(exact("4.44"))));
    assert_eq!(on(date(2024, 1, 15), &target, &slower).state, State::Behind, "1,49 is not");
}

#[test]
fn the_country_is_the_comparator_on_the_same_day() {
    let target = target("ninh-thuan-ct-19-2021", "bang-hoac-thap-hon-ca-nuoc");
    let all = published();
    let standing = on(date(2024, 2, 15), &target, &all);
    assert_eq!((vi(standing.goal), vi(standing.versions[0].to_goal)), ("2,93 %".into(), "1,5 điểm phần trăm".into()));
    assert_eq!(standing.state, State::NotMeasured(Why::NoPath));
    let mut better = all;
    better.push(reported(&target, date(2023, 12, 31), Reading::Value(exact("2.93"))));
    assert_eq!(on(date(2024, 2, 15), &target, &better).state, State::OnTrack, "equal is enough; settled in 2030");
}

#[test]
fn a_gap_must_narrow() {
    let target = target("ninh-thuan-ct-19-2021", "khoang-cach-mien-nui-dong-bang");
    let rate = |households: &str, year: i16, value: &str| {
        let mut actual = reported(&target, base::year_end(year), Reading::Value(exact(value)));
        actual.households = Households::from_word(households);
        actual
    };
    let mut rates = vec![rate("mountain", 2022, "20"), rate("plain", 2022, "5"), rate("mountain", 2023, "17")];
    assert_eq!(on(date(2024, 3, 1), &target, &rates).state, State::NotMeasured(Why::NoComparator));
    rates.push(rate("plain", 2023, "2.5"));
    assert_eq!(on(date(2024, 3, 1), &target, &rates).state, State::OnTrack, "15 points have become 14,5");
    rates.last_mut().unwrap().reading = Reading::Value(exact("2"));
    assert_eq!(on(date(2024, 3, 1), &target, &rates).state, State::Behind, "15 points are 15 points");
}

#[test]
fn eleven_policies_reach_everybody_or_it_is_not_said() {
    let target = target("ninh-binh-kh-151", "bao-phu-chinh-sach");
    let reached = |item: &str, part, whole| {
        let mut actual = reported(&target, date(2024, 12, 31), Reading::Share { part, whole });
        actual.item = Some(item.to_owned());
        actual
    };
    let mut all: Vec<Actual> = target.items.iter().skip(1).map(|item| reached(&item.id, 400, 400)).collect();
    assert_eq!(on(date(2025, 1, 5), &target, &all).state, State::NotMeasured(Why::ItemsMissing(1)));
    all.push(reached("giao-duc", 0, 0));
    assert_eq!(on(date(2025, 1, 5), &target, &all).state, State::Met, "nobody was entitled to the eleventh");
    all.last_mut().unwrap().reading = Reading::Share { part: 999, whole: 1_000 };
    let standing = on(date(2025, 1, 5), &target, &all);
    assert_eq!((standing.state, standing.items.len()), (State::Behind, 11));
}

#[test]
fn a_rate_known_by_its_counts_has_a_logistic_outlook_and_a_printed_one_has_none() {
    let mut target = target("ninh-thuan-2018", "ty-le-2018");
    target.baseline = Some(Baseline { on: base::year_end(2017), value: None, standard: None, sentence: None });
    target.series = None;
    target.due = Due::On(base::year_end(2021));
    let methods = |readings: [Reading; 3]| {
        let figures: Vec<Actual> = (2017..)
            .zip(readings)
            .map(|(year, reading)| Actual { source: target.source, ..reported(&target, base::year_end(year), reading) })
            .collect();
        let outlook = on(date(2020, 3, 1), &target, &figures).outlook.unwrap();
        outlook.projection.values.iter().map(|(method, _)| *method).collect::<Vec<_>>()
    };
    let counted = [1_000, 800, 600].map(|part| Reading::Share { part, whole: 10_000 });
    let printed = ["10", "8", "6"].map(|rate| Reading::Value(exact(rate)));
    assert_eq!(methods(counted), Method::ALL);
    assert_eq!(methods(printed), [Method::Linear, Method::ConstantRate]);
    assert_eq!(
        methods([printed[0], counted[1], counted[2]]),
        [Method::Linear, Method::ConstantRate],
        "one denominator is missing"
    );
}

#[test]
fn figures_of_another_kind_are_set_aside_and_shown() {
    let mut target = target("thua-thien-hue-nq-11-2021", "ty-le-2024");
    target.area = Areas::bundled().at("38", date(2023, 1, 1)).map(|unit| unit.key.clone()).unwrap();
    let standing = on(date(2025, 6, 1), &target, &published());
    assert_eq!(vi(standing.versions[0].value), "2,02 %", "the review's");
    let aside = &standing.set_aside;
    assert!(aside.iter().any(|one| one.series == Some(SourceKind::Survey) && one.measure == Some(Measure::PoorRate)));
    assert!(aside.iter().all(|one| one.series != Some(SourceKind::Review)));
}

#[test]
fn a_register_figure_is_never_taken_for_a_published_one() {
    let target = target("ninh-binh-kh-151", "giam-hai-phan-ba");
    let mut all = published();
    let mut own = all
        .iter()
        .find(|one| {
            one.counts_for(&target, Areas::bundled())
                && one.on == date(2024, 12, 31)
                && one.version == ActualVersion::Official
        })
        .unwrap()
        .clone();
    own.source = Source::Register;
    own.reading = Reading::Value(exact("4900"));
    all.push(own);
    let standing = on(date(2025, 3, 1), &target, &all);
    assert_eq!((standing.state, standing.set_aside.len()), (State::OnTrack, 1));
}

#[test]
fn an_unknown_area_ends_nothing() {
    let known = Known { day: date(2025, 1, 1), actuals: &[], areas: Areas::bundled(), rules: &bundled().rules };
    let nowhere = AreaKey { code: "00".into(), valid_from: date(2000, 1, 1) };
    assert_eq!((known.area_ended(&nowhere), known.level_ended(base::Level::District)), (None, None));
}

fn rank(state: &State) -> u8 {
    match state {
        State::Met => 3,
        State::OnTrack => 2,
        State::AtRisk => 1,
        State::Behind => 0,
        State::NotMeasured(why) => panic!("{why:?}"),
    }
}

proptest! {
    #[test]
    fn fewer_poor_households_never_make_a_state_worse(one in 0u64..12_000, other in 0u64..12_000) {
        let target = Target { source: Source::Reported, series: None, ..target("ninh-binh-kh-151", "giam-hai-phan-ba") };
        let target = Target {
            baseline: target.baseline.clone().map(|base| Baseline { value: Some(exact("9553")), ..base }),
            ..target
        };
        let state = |count: u64| {
            let count = [reported(&target, date(2024, 12, 31), Reading::Value(Exact::count(count)))];
            on(date(2025, 3, 1), &target, &count).state
        };
        prop_assert!(rank(&state(one.min(other))) >= rank(&state(one.max(other))));
    }

    #[test]
    fn what_becomes_known_later_changes_nothing_before(days in 1i32..900, count in 0u64..12_000) {
        let target = target("ninh-binh-kh-151", "giam-hai-phan-ba");
        let all = published();
        let day = date(2025, 3, 1);
        let mut more = all.clone();
        let mut late = reported(&target, date(2024, 12, 31), Reading::Value(Exact::count(count)));
        late.known_from = day.checked_add(jiff::Span::new().days(days)).ok();
        more.push(late);
        prop_assert_eq!(on(day, &target, &more), on(day, &target, &all));
    }
}
