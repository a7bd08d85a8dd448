//! The cartograms.

use super::{ask, frame};
use base::{Level, Number, parse_date};
use domain::area::Areas;
use domain::result::{Measure, Value};
use report::chart::{Classes, IslandTile, National, Tile, TileSize, Tilemap, national, spots};

pub(crate) fn provinces(day: &str, size: TileSize) -> Tilemap {
    let rows = ask(Measure::PoorHouseholds, Level::Province, day);
    let areas = Areas::bundled();
    let units = areas.units(Level::Province, parse_date(day).expect("a date"));
    let National { places, islands } = national(units.iter().map(|unit| unit.key.code.as_str())).expect("tiles");
    let years = |code: &str| -> Vec<Option<Number>> {
        (2021..=2024)
            .map(|year| rows.iter().find(|row| row.area.code == code && row.year == year)?.value.map(Value::number))
            .collect()
    };
    let tiles: Vec<Tile> = units
        .iter()
        .map(|unit| {
            let years = years(&unit.key.code);
            Tile {
                at: places[&unit.key.code],
                name: unit.short_name.clone(),
                value: years[3],
                coloured_by: None,
                years,
                href: Some("#".to_owned()),
                title: unit.name.clone(),
            }
        })
        .collect();
    Tilemap {
        frame: frame(&format!("map{day}{size:?}"), "Số hộ nghèo cuối năm 2024", ""),
        size,
        names: "Tỉnh, thành phố".to_owned(),
        figures: "Hộ nghèo".to_owned(),
        classes: Classes::sequential(tiles.iter().filter_map(|tile| tile.value)),
        islands: islands
            .into_iter()
            .map(|one| IslandTile {
                at: one.at,
                name: one.name.vi,
                belongs: format!(
                    "thuộc {}",
                    areas.at(&one.code, parse_date(day).expect("a date")).expect("a province").name
                ),
            })
            .collect(),
        tiles,
    }
}

pub(crate) fn communes(code: &str, day: &str, size: TileSize) -> Tilemap {
    let areas = Areas::bundled();
    let units: Vec<_> = areas
        .units(Level::Commune, parse_date(day).expect("a date"))
        .into_iter()
        .filter(|unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|province| province.key.code == code))
        .collect();
    let found = spots(areas, &units);
    let tiles: Vec<Tile> = units
        .iter()
        .zip(found.at)
        .enumerate()
        .map(|(index, (unit, at))| {
            // made up, heavier in the west, so that the picture has a shape
            let digits = 3 + (14 - i64::from(at.0)).max(0).pow(2);
            Tile {
                at,
                name: unit.short_name.clone(),
                value: (index != 7).then_some(Number { digits, scale: 1 }),
                coloured_by: None,
                years: Vec::new(),
                href: Some("#".to_owned()),
                title: unit.name.clone(),
            }
        })
        .collect();
    Tilemap {
        frame: frame(&format!("communes{code}{day}{size:?}"), "Tỷ lệ hộ nghèo", "%"),
        size,
        names: "Xã, phường".to_owned(),
        figures: "Tỷ lệ, %".to_owned(),
        classes: Classes::sequential(tiles.iter().filter_map(|tile| tile.value)),
        tiles,
        islands: Vec::new(),
    }
}
