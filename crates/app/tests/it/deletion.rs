//! Nothing downstream of the register knows a figure: households deleted in the database are gone everywhere.

use crate::demo::DELETE;
use crate::forms::{Lines, folder, forms, open};
use app::{dashboard, register_series};
use base::Level;
use domain::area::Areas;
use domain::result::{Measure, Value};
use domain::series::Request;
use jiff::civil::date;
use store::Shard;

#[test]
fn a_hundred_deleted_households_are_missing_in_form_2_in_the_series_and_on_the_dashboard() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    let figures = |store: &mut store::Store, shard: Shard| {
        let of_2023 = forms(store, shard, 2023);
        let lines = Lines::of(&of_2023, 2);
        let request = Request {
            measure: Measure::PoorHouseholds,
            from: 2023,
            to: 2023,
            level: Level::Commune,
            boundaries: date(2025, 1, 1),
            area: None,
            standard: None,
        };
        let communes = register_series(store, Areas::bundled(), &app::Caller::operator(), &request).unwrap();
        let province = Request { level: Level::Province, ..request };
        let series = register_series(store, Areas::bundled(), &app::Caller::operator(), &province).unwrap();
        let json = dashboard(&[of_2023.year], date(2025, 1, 1), true);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let count = |value: Option<Value>| value.and_then(Value::count).unwrap();
        [
            lines.total(9),
            lines.sum_of_units(9),
            json["years"][0]["poor_households"].as_u64().unwrap(),
            count(series[0].value),
            communes.iter().map(|row| count(row.value)).sum(),
            Lines::of(&forms(store, shard, 2024), 2).total(1),
        ]
    };
    assert_eq!(figures(&mut store, shard), [7_540; 6]);
    assert_eq!(store.db().write(shard.0, |tx| tx.execute(DELETE, &[])).unwrap(), 100);
    assert_eq!(figures(&mut store, shard), [7_440; 6]);
}
