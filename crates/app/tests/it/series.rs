//! Series counted in the register.

use crate::forms::{folder, open};
use app::register_series;
use base::Level;
use domain::area::Areas;
use domain::result::{Measure, Status};
use domain::series::{Request, Row, Source};
use jiff::civil::{Date, date};

fn ask(measure: Measure, level: Level, boundaries: Date) -> Request {
    Request { measure, from: 2020, to: 2024, level, boundaries, area: None, standard: None }
}

fn values(rows: &[Row]) -> Vec<(i16, String)> {
    rows.iter().map(|row| (row.year, row.value.map_or_else(String::new, |value| value.to_string()))).collect()
}

#[test]
fn the_province_has_a_row_for_every_reviewed_year_by_one_standard() {
    let dir = folder();
    let (mut store, _) = open(&dir);
    let mut rows =
        |request: &Request| register_series(&mut store, Areas::bundled(), &app::Caller::operator(), request).unwrap();
    let request = ask(Measure::PoorHouseholds, Level::Province, date(2025, 7, 1));
    let new = rows(&request);
    let expected = [(2021, "16006"), (2022, "11735"), (2023, "7540"), (2024, "4689")];
    assert_eq!(values(&new), expected.map(|(year, value)| (year, value.to_owned())));
    assert!(new.iter().all(|row| row.source == Source::Register && row.status == Status::Derived));
    let old = rows(&Request { standard: Some("vn-2016".into()), ..request.clone() });
    assert_eq!(values(&old), [(2021, "9703".to_owned())]);
    let rates = rows(&Request { measure: Measure::PoorRate, ..request.clone() });
    assert_eq!(values(&rates)[2], (2023, "2.27".to_owned()), "7.540 of 332.159 as published");
    let means = rows(&Request { measure: Measure::MeanDeprivations, ..request });
    assert!(means.iter().all(|row| row.value.is_some()));
}

#[test]
fn communes_districts_and_villages_add_up_to_the_province() {
    let dir = folder();
    let (mut store, _) = open(&dir);
    let mut sum = |level, boundaries, area: Option<&str>| {
        let request = Request {
            from: 2024,
            area: area.map(str::to_owned),
            ..ask(Measure::NearPoorHouseholds, level, boundaries)
        };
        let rows = register_series(&mut store, Areas::bundled(), &app::Caller::operator(), &request).unwrap();
        let total: u64 = rows.iter().map(|row| row.value.and_then(domain::result::Value::count).unwrap()).sum();
        (rows.len(), total)
    };
    assert_eq!(sum(Level::Commune, date(2024, 12, 31), None), (141, 6_846));
    assert_eq!(sum(Level::Commune, date(2025, 7, 1), None), (40, 6_846));
    assert_eq!(sum(Level::District, date(2024, 12, 31), None).1, 6_846);
    let (villages, total) = sum(Level::Village, date(2024, 12, 31), Some("481"));
    assert_eq!(total, sum(Level::District, date(2024, 12, 31), Some("481")).1);
    assert!(villages > 50);
    // a village has no denominator, so it has no rate
    let request =
        Request { from: 2024, area: Some("481".into()), ..ask(Measure::PoorRate, Level::Village, date(2024, 12, 31)) };
    let rows = register_series(&mut store, Areas::bundled(), &app::Caller::operator(), &request).unwrap();
    assert!(rows.len() == villages && rows.iter().all(|row| !row.is_complete()));
}
