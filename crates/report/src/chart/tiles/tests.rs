//! Every unit has one tile, no tile has two, and east stays east.

use super::place::place;
use super::*;
use base::{Lang, Level, parse_date};
use domain::area::{Areas, Unit};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[test]
fn both_orders_of_provinces_have_their_tiles_and_the_archipelagos() {
    for (day, provinces) in [("2024-12-31", 63), ("2025-07-01", 34)] {
        let units = Areas::bundled().units(Level::Province, parse_date(day).unwrap());
        let National { places, islands } = national(units.iter().map(|unit| unit.key.code.as_str())).unwrap();
        let tiles: BTreeSet<_> = places.values().collect();
        assert_eq!((places.len(), tiles.len()), (provinces, provinces));
        let names: Vec<(&str, &str)> = islands.iter().map(|one| (one.name.vi.as_str(), one.code.as_str())).collect();
        assert_eq!(names, [("Quần đảo Hoàng Sa", "48"), ("Quần đảo Trường Sa", "56")]);
        for one in &islands {
            // its box is two tiles wide
            assert!(!tiles.contains(&one.at) && !tiles.contains(&(one.at.0 + 1, one.at.1)));
            assert_eq!(places[&one.code].1, one.at.1, "beside its province");
        }
    }
    assert!(national(["01", "02"]).is_none());
}

#[test]
fn hue_has_forty_tiles_with_the_mountains_in_the_west() {
    let day = parse_date("2025-07-01").unwrap();
    let areas = Areas::bundled();
    let units: Vec<Option<&Unit>> = areas
        .units(Level::Commune, day)
        .into_iter()
        .filter(|unit| unit.parent.as_ref().is_some_and(|parent| parent.code == "46"))
        .map(Some)
        .collect();
    let found = spots(areas, &units);
    let tiles: BTreeSet<_> = found.at.iter().collect();
    assert_eq!((units.len(), tiles.len(), found.by_successor, found.unknown), (40, 40, 0, 0));
    let at = |name: &str| found.at[units.iter().flatten().position(|unit| unit.short_name == name).unwrap()];
    assert!(at("A Lưới 2").0 < at("Phú Xuân").0 && at("Phú Xuân").0 < at("Chân Mây - Lăng Cô").0);
    assert!(at("Phong Quảng").1 < at("Phú Xuân").1 && at("Phú Xuân").1 < at("Nam Đông").1);
}

#[test]
fn former_communes_stand_where_their_successors_lie() {
    let day = parse_date("2025-01-01").unwrap();
    let areas = Areas::bundled();
    let units: Vec<Option<&Unit>> = areas
        .units(Level::Commune, day)
        .into_iter()
        .filter(|unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|province| province.key.code == "46"))
        .map(Some)
        .collect();
    let found = spots(areas, &units);
    let tiles: BTreeSet<_> = found.at.iter().collect();
    assert_eq!((units.len(), tiles.len(), found.by_successor, found.unknown), (133, 133, 133, 0));
}

#[test]
fn former_districts_lie_where_their_communes_did_and_an_unknown_one_below() {
    let areas = Areas::bundled();
    let day = parse_date("2018-05-25").unwrap();
    let codes = ["384", "392", "407", "380", "405"];
    let units: Vec<Option<&Unit>> = codes.iter().map(|code| areas.at(code, day)).collect();
    let found = spots(areas, &units);
    assert_eq!((found.by_successor, found.unknown), (4, 1), "no list at hand has Đông Sơn");
    let [muong_lat, ha_trung, tinh_gia, city, unknown] = found.at[..] else { panic!("one for each") };
    assert!(muong_lat.0 < city.0 && ha_trung.1 < city.1 && city.1 < tinh_gia.1, "{found:?}");
    assert!(unknown.1 > tinh_gia.1, "{found:?}");
}

#[test]
fn a_missing_figure_is_hatched_and_a_zero_is_not() {
    let tile = |at, value| Tile {
        at,
        name: "Xã A & B".to_owned(),
        value,
        coloured_by: None,
        years: Vec::new(),
        href: Some("/xa?a=1&b=2".to_owned()),
        title: "Xã A".to_owned(),
    };
    let frame = Frame { id: "m".into(), lang: Lang::Vi, title: "t".into(), desc: "d".into(), unit: String::new() };
    let values = [Some(Number::count(0)), None, Some(Number::count(12))];
    let tiles = (0..3).map(|column| tile((column, 0), values[usize::from(column)])).collect();
    let classes = Classes::sequential(values.into_iter().flatten());
    let map = Tilemap {
        frame,
        size: TileSize::Wide,
        names: "Xã".into(),
        figures: "Hộ".into(),
        classes,
        tiles,
        islands: Vec::new(),
    };
    let picture = map.svg();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let fills: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("a"))
        .map(|node| node.descendants().find(|node| node.has_tag_name("rect")).unwrap().attribute("fill").unwrap())
        .collect();
    assert_eq!(fills, ["#f3f0e4", "url(#m-hatch)", "#0b2c4c"]);
    assert!(picture.contains("không có số") && map.data().rows[1].cells == ["–"]);
}

proptest! {
    #[test]
    fn no_two_points_ever_share_a_tile(
        points in proptest::collection::vec((102.0..118.0f64, 7.0..23.5f64), 0..60),
        doubled in 0..4usize,
    ) {
        let points: Vec<_> = points.iter().flat_map(|point| std::iter::repeat_n(*point, 1 + doubled)).collect();
        let tiles = place(&points);
        prop_assert_eq!(tiles.iter().collect::<BTreeSet<_>>().len(), points.len());
        prop_assert_eq!(&tiles, &place(&points));
    }
}
