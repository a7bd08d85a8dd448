//! A province's file is drawn; what is not one is refused with its reason.

use super::*;
use crate::chart::Classes;
use base::Lang;

fn file(features: &[(&str, &str)]) -> Vec<u8> {
    let features: Vec<String> = features
        .iter()
        .map(|(code, geometry)| {
            format!(r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{geometry}}}"#)
        })
        .collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")).into_bytes()
}

fn square(west: f64, south: f64) -> String {
    let (east, north) = (west + 0.2, south + 0.2);
    format!(
        r#"{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}"#
    )
}

#[test]
fn a_file_of_two_communes_becomes_a_map_with_the_archipelago() {
    let boundaries = read(&file(&[("19774", &square(107.4, 16.4)), ("19777", &square(107.6, 16.4))])).unwrap();
    let region = |code: &str, value: Option<u64>| Region {
        code: code.to_owned(),
        name: format!("Phường {code}"),
        value: value.map(Number::count),
        href: Some(format!("/khu-vuc/{code}")),
    };
    let map = Choropleth {
        frame: Frame {
            id: "g".into(),
            lang: Lang::Vi,
            title: "Hộ nghèo".into(),
            desc: "Huế".into(),
            unit: String::new(),
        },
        width: 480,
        names: "Xã, phường".into(),
        figures: "Hộ nghèo".into(),
        classes: Classes::sequential([Number::count(12)]),
        boundaries: &boundaries,
        regions: vec![region("19774", Some(12)), region("19777", None)],
        islands: vec![IslandTile {
            at: (0, 0), name: "Quần đảo Hoàng Sa".into(), belongs: "thuộc Đà Nẵng".into()
        }],
    };
    let picture = map.svg();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let fills: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("path") && node.parent().is_some_and(|node| node.has_tag_name("a")))
        .map(|node| node.attribute("fill").unwrap())
        .collect();
    assert_eq!(fills, ["#0b2c4c", "url(#g-hatch)"]);
    assert!(picture.contains("Quần đảo Hoàng Sa"));
    assert_eq!(map.data().rows[1].cells, ["–"]);
}

#[test]
fn what_is_not_a_map_of_a_province_is_refused_with_its_reason() {
    let line = r#"{"type":"LineString","coordinates":[[107.0,16.0],[107.1,16.0]]}"#;
    let short = r#"{"type":"Polygon","coordinates":[[[107.0,16.0],[107.1,16.0]]]}"#;
    let exchanged = r#"{"type":"Polygon","coordinates":[[[16.0,107.0],[16.1,107.0],[16.1,107.1],[16.0,107.0]]]}"#;
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let one = square(107.0, 16.0);
    let cases: [(Vec<u8>, &str); 10] = [
        (b"<html>".to_vec(), "CC-GEOJSON-SYNTAX"),
        (deep.into_bytes(), "CC-GEOJSON-SYNTAX"),
        (b"{}".to_vec(), "CC-GEOJSON-CONTENT"),
        (file(&[]), "CC-GEOJSON-CONTENT"),
        (file(&[("", &one)]), "CC-GEOJSON-CONTENT"),
        (file(&[("1", &one), ("1", &one)]), "CC-GEOJSON-CONTENT"),
        (file(&[("1", line)]), "CC-GEOJSON-CONTENT"),
        (file(&[("1", short)]), "CC-GEOJSON-CONTENT"),
        (file(&[("1", exchanged)]), "CC-GEOJSON-PLACE"),
        (vec![b' '; 33 * 1024 * 1024], "CC-GEOJSON-SIZE"),
    ];
    for (bytes, code) in cases {
        let failure = read(&bytes).unwrap_err();
        assert_eq!(failure.code, code, "{failure}");
        assert!(!failure.remedy.vi.is_empty() && !failure.remedy.en.is_empty());
    }
}
