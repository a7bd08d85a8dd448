//! Restated series against the published totals and the units of each day.

use super::*;
use crate::area::Extent;
use crate::result::{Results, read_strictly};
use base::parse_date;
use std::collections::HashMap;

const HEAD: &str = "area_code,part,year,measure,value,standard,status,source_kind,decision,source,verified,note\n";

fn ask(measure: Measure, years: (i16, i16), level: Level, boundaries: &str) -> Request {
    let boundaries = parse_date(boundaries).unwrap();
    Request { measure, from: years.0, to: years.1, level, boundaries, area: None, standard: None }
}

fn published() -> Vec<Fact> {
    Results::bundled(Areas::bundled()).unwrap().facts
}

fn run(facts: &[Fact], request: &Request) -> Vec<Row> {
    series(facts, Areas::bundled(), request).unwrap().rows
}

fn facts(rows: &[&str]) -> Vec<Fact> {
    read_strictly("t.csv", format!("{HEAD}{}\n", rows.join("\n")).as_bytes(), Areas::bundled()).unwrap()
}

fn row<'a>(rows: &'a [Row], code: &str, year: i16) -> &'a Row {
    rows.iter().find(|row| row.area.code == code && row.year == year).unwrap()
}

fn count(row: &Row) -> Option<u64> {
    row.value.and_then(Value::count)
}

#[test]
fn poor_households_of_2024_on_34_provinces_sum_to_599608_and_near_poor_to_659389() {
    let facts = published();
    for (measure, total) in [(Measure::PoorHouseholds, 599_608), (Measure::NearPoorHouseholds, 659_389)] {
        let rows = run(&facts, &ask(measure, (2024, 2024), Level::Province, "2025-07-01"));
        assert_eq!((rows.len(), rows.iter().filter(|row| row.is_complete()).count()), (34, 34));
        assert_eq!(rows.iter().filter_map(count).sum::<u64>(), total);
        assert!(rows.is_sorted_by_key(|row| row.area.code.clone()));
    }
}

#[test]
fn all_four_years_keep_their_national_total_on_34_provinces() {
    let facts = published();
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2021, 2024), Level::Province, "2025-07-01"));
    for (year, total) in [(2021, 1_330_146), (2022, 1_057_374), (2023, 815_101), (2024, 599_608)] {
        assert_eq!(rows.iter().filter(|row| row.year == year).filter_map(count).sum::<u64>(), total);
    }
}

#[test]
fn new_lao_cai_is_old_yen_bai_and_old_lao_cai() {
    let rows = run(&published(), &ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2025-12-31"));
    let lao_cai = row(&rows, "15", 2024);
    assert_eq!((lao_cai.name.as_str(), count(lao_cai)), ("Tỉnh Lào Cai", Some(12_575 + 20_411)));
    assert_eq!(lao_cai.status, Status::Derived, "a sum over two units is in no decision");
    let lang_son = row(&rows, "20", 2024);
    assert_eq!((count(lang_son), lang_son.status), (Some(6_912), Status::Official), "one whole unit keeps its status");
}

#[test]
fn code_15_is_yen_bai_on_the_boundaries_of_2024() {
    let rows = run(&published(), &ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2024-12-31"));
    assert_eq!(rows.len(), 63);
    let yen_bai = row(&rows, "15", 2024);
    assert_eq!((yen_bai.name.as_str(), count(yen_bai)), ("Tỉnh Yên Bái", Some(12_575)));
}

#[test]
fn a_figure_of_2025_goes_back_to_an_unchanged_province_but_not_to_a_merged_one() {
    let rows = run(&published(), &ask(Measure::PoorHouseholds, (2025, 2025), Level::Province, "2024-12-31"));
    assert_eq!(count(row(&rows, "20", 2025)), Some(4_643), "Lạng Sơn");
    let phu_tho = row(&rows, "25", 2025);
    assert_eq!((phu_tho.value, phu_tho.status), (None, Status::Derived), "known for the merged province only");
    assert_eq!((row(&rows, "01", 2025).value, row(&rows, "01", 2025).status), (None, Status::Derived), "nothing known");
}

#[test]
fn a_region_without_its_own_figure_is_the_sum_of_its_provinces() {
    let facts: Vec<Fact> = published().into_iter().filter(|fact| &*fact.file == "provinces-2021-2024.csv").collect();
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2022, 2022), Level::Region, "2024-12-31"));
    assert_eq!(rows.len(), 6);
    assert_eq!(count(row(&rows, "DBSH", 2022)), Some(69_329));
    assert_eq!(row(&rows, "DBSH", 2022).status, Status::Derived);
    let rows = run(&facts, &ask(Measure::NearPoorHouseholds, (2024, 2024), Level::Country, "2026-05-01"));
    assert_eq!(count(&rows[0]), Some(659_389));
}

#[test]
fn a_published_figure_wins_over_the_sum() {
    let rows = run(&published(), &ask(Measure::PoorHouseholds, (2022, 2022), Level::Region, "2024-12-31"));
    assert_eq!(row(&rows, "DBSH", 2022).status, Status::Official);
}

#[test]
fn a_missing_part_makes_the_whole_incomplete_never_a_partial_sum() {
    let facts = facts(&["15,,2024,poor_households,12575,vn-2022,official,review,,x,,"]);
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2025-07-01"));
    let lao_cai = row(&rows, "15", 2024);
    assert_eq!((lao_cai.value, lao_cai.status), (None, Status::Derived));
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2024, 2024), Level::Country, "2025-07-01"));
    assert!(!rows[0].is_complete());
}

#[test]
fn the_126_communes_of_ha_noi_are_listed_incomplete() {
    let mut request = ask(Measure::PoorHouseholds, (2024, 2024), Level::Commune, "2025-07-01");
    request.area = Some("01".to_owned());
    let rows = run(&published(), &request);
    assert_eq!((rows.len(), rows.iter().filter(|row| row.is_complete()).count()), (126, 0));
    assert!(rows.iter().all(|row| (row.status, row.source) == (Status::Derived, Source::Published)));
}

#[test]
fn whole_communes_are_summed_and_split_or_unreported_ones_stay_empty() {
    let areas = Areas::bundled();
    let then = base::year_end(2024);
    // every old commune of the country reports a number of its own, but each seventh reports nothing
    let figures: HashMap<AreaKey, u64> = areas
        .units(Level::Commune, then)
        .into_iter()
        .zip(0u64..)
        .filter(|(_, number)| number % 7 != 0)
        .map(|(unit, number)| (unit.key.clone(), number))
        .collect();
    let lines: Vec<String> = figures
        .iter()
        .map(|(key, number)| format!("{},,2024,poor_households,{number},vn-2022,official,review,,x,,", key.code))
        .collect();
    let facts = facts(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2024, 2024), Level::Commune, "2025-07-01"));
    let (mut complete, mut split) = (0, 0);
    for row in &rows {
        let origins = areas.predecessors(&row.area, then);
        let whole = !origins.is_empty() && origins.iter().all(|(_, extent)| *extent == Extent::Whole);
        let sum: Option<u64> = origins.iter().map(|(origin, _)| figures.get(origin).copied()).sum();
        assert_eq!(count(row), sum.filter(|_| whole), "{} from {origins:?}", row.name);
        complete += usize::from(row.is_complete());
        split += usize::from(!whole);
    }
    assert!(complete > 1_000 && split > 400, "{complete} complete, {split} with split parts");
    // a province with a silent commune has no figure either
    let provinces = run(&facts, &ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2025-07-01"));
    assert!(provinces.iter().all(|row| !row.is_complete() && row.status == Status::Derived));
}

#[test]
fn a_province_is_known_from_its_old_communes_even_where_new_communes_are_split() {
    let areas = Areas::bundled();
    let then = base::year_end(2024);
    let under = Tree::on(areas, then).under(&areas.at("01", then).unwrap().key, Level::Commune);
    let lines: Vec<String> =
        under.iter().map(|key| format!("{},,2024,poor_households,10,vn-2022,official,review,,x,,", key.code)).collect();
    let facts = facts(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2025-07-01"));
    assert_eq!(count(row(&rows, "01", 2024)), Some(5_260), "526 old communes of Hà Nội");
}

#[test]
fn preliminary_and_approved_parts_do_not_make_a_sum() {
    let mixed = facts(&[
        "15,,2024,poor_households,1,vn-2022,official,review,,x,,",
        "10,,2024,poor_households,2,vn-2022,preliminary,review,,x,,",
    ]);
    let request = ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2025-07-01");
    assert_eq!(row(&run(&mixed, &request), "15", 2024).value, None);
    let preliminary = facts(&[
        "15,,2024,poor_households,1,vn-2022,preliminary,review,,x,,",
        "10,,2024,poor_households,2,vn-2022,preliminary,review,,x,,",
    ]);
    let rows = run(&preliminary, &request);
    assert_eq!((count(row(&rows, "15", 2024)), row(&rows, "15", 2024).status), (Some(3), Status::Preliminary));
}

#[test]
fn official_comes_before_preliminary_and_surveys_never_come() {
    let facts = published();
    let rows = run(&facts, &ask(Measure::PoorHouseholds, (2023, 2023), Level::Province, "2024-12-31"));
    assert_eq!(count(row(&rows, "58", 2023)), Some(7_874));
    let rates = run(&facts, &ask(Measure::PoorRate, (2024, 2024), Level::Province, "2024-12-31"));
    assert_eq!(row(&rates, "02", 2024).value, None, "22,33 is the survey's");
}

#[test]
fn a_rate_is_computed_from_complete_counts_or_kept_as_printed_or_empty() {
    let facts = published();
    let rate = |code: &str, year: i16, level: Level, boundaries: &str| {
        let rows = run(&facts, &ask(Measure::PoorRate, (year, year), level, boundaries));
        let row = row(&rows, code, year).clone();
        (row.value.map(|value| value.to_string()), row.status)
    };
    let official = Status::Official;
    assert_eq!(rate("20", 2025, Level::Province, "2025-07-01"), (Some("2.32".to_owned()), official));
    assert_eq!(rate("DBSH", 2024, Level::Region, "2024-12-31"), (Some("0.5".to_owned()), official), "as printed");
    assert_eq!(rate("VN", 2025, Level::Country, "2025-07-01"), (Some("1.3".to_owned()), Status::Preliminary));
    assert_eq!(rate("12", 2024, Level::Province, "2025-07-01"), (Some("19.46".to_owned()), official), "unchanged unit");
    // counts are known for both halves of Lào Cai, but no denominator: no rate, and no mean of rates
    assert_eq!(rate("15", 2024, Level::Province, "2025-07-01"), (None, Status::Derived));
}

#[test]
fn a_computed_rate_is_rounded_once_over_the_whole_sum() {
    let mut rows = Vec::new();
    for code in ["10", "15"] {
        rows.push(format!("{code},,2024,poor_households,1,vn-2022,official,review,,x,,"));
        rows.push(format!("{code},,2024,total_households,800,vn-2022,official,review,,x,,"));
    }
    let facts = facts(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let rows = run(&facts, &ask(Measure::PoorRate, (2024, 2024), Level::Province, "2025-07-01"));
    let lao_cai = row(&rows, "15", 2024);
    assert_eq!(lao_cai.value.unwrap().to_string(), "0.13");
    assert_eq!(lao_cai.status, Status::Derived);
}

#[test]
fn a_part_above_its_whole_gives_no_rate_and_a_finding() {
    let mut rows = vec![
        "15,,2024,poor_households,11,vn-2022,official,review,,x,,",
        "15,,2024,total_households,10,vn-2022,official,review,,x,,",
    ];
    let request = ask(Measure::PoorRate, (2024, 2024), Level::Province, "2024-12-31");
    for printed in [None, Some("15,,2024,poor_rate,2.50,vn-2022,official,review,,x,,")] {
        rows.extend(printed);
        let facts = facts(&rows);
        let rows = run(&facts, &request);
        assert_eq!((row(&rows, "15", 2024).value, row(&rows, "15", 2024).status), (None, Status::Derived));
        let findings = crate::result::check::check(&facts, &[], Areas::bundled()).findings;
        assert!(findings.iter().any(|finding| finding.code == "CF-OVER-WHOLE"), "{findings:?}");
    }
}

#[test]
fn each_year_is_read_by_one_standard() {
    let facts = published();
    let mut request = ask(Measure::PoorHouseholds, (2015, 2021), Level::Province, "2024-12-31");
    let answer = series(&facts, Areas::bundled(), &request).unwrap();
    let of = |year: i16| answer.standards.iter().find(|(y, _)| *y == year).unwrap().1.as_deref();
    assert_eq!((of(2015), of(2021), of(2018)), (Some("vn-2016"), Some("vn-2022"), None));
    assert_eq!(count(row(&answer.rows, "46", 2021)), Some(16_006));
    request.standard = Some("vn-2016".to_owned());
    assert_eq!(count(row(&run(&facts, &request), "46", 2021)), Some(9_703));
    request.standard = Some("tp-hcm-2025".to_owned());
    (request.from, request.to, request.boundaries) = (2025, 2025, parse_date("2025-07-01").unwrap());
    assert_eq!(count(row(&run(&facts, &request), "79", 2025)), Some(2_489));
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_remedy() {
    let facts = published();
    let code = |request: &Request| series(&facts, Areas::bundled(), request).unwrap_err().code;
    let good = ask(Measure::PoorHouseholds, (2024, 2024), Level::Province, "2025-07-01");
    assert_eq!(code(&Request { from: 2025, to: 2024, ..good.clone() }), "CC-SERIES-YEARS");
    assert_eq!(code(&Request { level: Level::District, ..good.clone() }), "CC-SERIES-LEVEL");
    assert_eq!(code(&Request { level: Level::Region, ..good.clone() }), "CC-SERIES-LEVEL");
    assert_eq!(code(&Request { area: Some("02".to_owned()), ..good.clone() }), "CC-SERIES-AREA");
    assert_eq!(code(&Request { area: Some("00004".to_owned()), ..good.clone() }), "CC-SERIES-AREA");
    assert_eq!(code(&Request { standard: Some("vn-2021".to_owned()), ..good }), "CC-SERIES-STANDARD");
}

#[test]
fn a_published_rate_over_100_is_in_no_series() {
    let of = |rate: &str| {
        let facts = facts(&[&format!("01,,2024,poor_rate,{rate},vn-2022,official,review,,x,,")]);
        let rows = run(&facts, &ask(Measure::PoorRate, (2024, 2024), Level::Province, "2024-12-31"));
        row(&rows, "01", 2024).value.map(|value| value.to_string())
    };
    assert_eq!((of("99.99"), of("100.01")), (Some("99.99".into()), None));
}
