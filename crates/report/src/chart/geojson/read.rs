//! Reads a GeoJSON file with limits: a file that is not what it says is refused with its reason, before it costs memory.

use super::{Boundaries, Shape};
use base::Failure;
use serde_json::Value;
use std::collections::BTreeSet;

/// Largest file.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// Most features: no province had more communes.
const MOST_SHAPES: usize = 1_000;
/// Most points of all boundaries together.
const MOST_POINTS: usize = 1_000_000;
/// Longitudes and latitudes that Vietnam lies in, its archipelagos among them.
const LONGITUDES: std::ops::RangeInclusive<f64> = 100.0..=120.0;
const LATITUDES: std::ops::RangeInclusive<f64> = 5.0..=25.0;

/// The boundaries in a `FeatureCollection` of polygons whose features have the property `code`.
pub fn read(bytes: &[u8]) -> Result<Boundaries, Failure> {
    if bytes.len() > MOST_BYTES {
        let limit = MOST_BYTES / 1024 / 1024;
        return Err(refused(
            "CC-GEOJSON-SIZE",
            (format!("tệp lớn hơn {limit} MiB"), format!("the file is larger than {limit} MiB")),
            "",
            (
                "giản lược đường ranh giới trước khi xuất, ví dụ còn 10 m",
                "simplify the boundaries before exporting, to 10 m for example",
            ),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // serde_json stops at 128 levels by itself
    let file: Value = serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("{}:{}", error.line(), error.column());
        let what = ("tệp không phải JSON đọc được".to_owned(), "the file is not readable JSON".to_owned());
        refused(
            "CC-GEOJSON-SYNTAX",
            what,
            &place,
            ("xuất lại tệp dạng GeoJSON, UTF-8", "export it again as GeoJSON in UTF-8"),
        )
    })?;
    let (Some("FeatureCollection"), Some(Value::Array(features))) = (word(&file, "type"), file.get("features")) else {
        return Err(shape_of_file("", "không có FeatureCollection", "there is no FeatureCollection"));
    };
    if features.is_empty() || features.len() > MOST_SHAPES {
        let (vi, en) = (format!("có {} đơn vị", features.len()), format!("it has {} features", features.len()));
        return Err(shape_of_file("features", &vi, &en));
    }
    let (mut shapes, mut codes, mut points) = (Vec::with_capacity(features.len()), BTreeSet::new(), 0);
    for (index, feature) in features.iter().enumerate() {
        let place = format!("features[{index}]");
        let code = code(feature).ok_or_else(|| {
            shape_of_file(&place, "đơn vị thiếu thuộc tính “code”", "the feature has no property “code”")
        })?;
        if !codes.insert(code.clone()) {
            let (vi, en) = (format!("mã “{code}” có hai lần"), format!("the code “{code}” occurs twice"));
            return Err(shape_of_file(&place, &vi, &en));
        }
        let rings = rings(feature, &place)?;
        points += rings.iter().map(Vec::len).sum::<usize>();
        if points > MOST_POINTS {
            let (vi, en) = (format!("quá {MOST_POINTS} điểm"), format!("more than {MOST_POINTS} points"));
            return Err(shape_of_file(&place, &vi, &en));
        }
        shapes.push(Shape { code, rings });
    }
    Ok(Boundaries { shapes })
}

fn word<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// The code as text; a program that wrote it as a number dropped its zeros, so it is not guessed from one.
fn code(feature: &Value) -> Option<String> {
    let code = word(feature.get("properties")?, "code")?.trim();
    let is_code = (1..=16).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then(|| code.to_owned())
}

fn rings(feature: &Value, place: &str) -> Result<Vec<Vec<(f64, f64)>>, Failure> {
    let geometry = feature.get("geometry").unwrap_or(&Value::Null);
    let coordinates = geometry.get("coordinates").and_then(Value::as_array);
    let polygons: Vec<&Value> = match (word(geometry, "type"), coordinates) {
        (Some("Polygon"), Some(_)) => geometry.get("coordinates").into_iter().collect(),
        (Some("MultiPolygon"), Some(polygons)) => polygons.iter().collect(),
        _ => {
            return Err(shape_of_file(
                place,
                "không phải Polygon hay MultiPolygon",
                "neither Polygon nor MultiPolygon",
            ));
        }
    };
    let bad = || shape_of_file(place, "đường bao không đọc được", "a ring cannot be read");
    let mut out = Vec::new();
    for polygon in polygons {
        for ring in polygon.as_array().ok_or_else(bad)? {
            let ring: Option<Vec<(f64, f64)>> = ring.as_array().ok_or_else(bad)?.iter().map(point).collect();
            let ring = ring.ok_or_else(|| outside(place))?;
            if ring.len() < 4 {
                return Err(bad());
            }
            out.push(ring);
        }
    }
    if out.is_empty() { Err(bad()) } else { Ok(out) }
}

/// A longitude and a latitude in Vietnam; anything else is another projection, or the two exchanged.
fn point(value: &Value) -> Option<(f64, f64)> {
    let (x, y) = (value.get(0)?.as_f64()?, value.get(1)?.as_f64()?);
    (LONGITUDES.contains(&x) && LATITUDES.contains(&y)).then_some((x, y))
}

fn outside(place: &str) -> Failure {
    let what = (
        "có điểm không nằm ở Việt Nam theo kinh độ, vĩ độ".to_owned(),
        "a point does not lie in Vietnam by longitude and latitude".to_owned(),
    );
    let remedy = (
        "chuyển tệp từ VN-2000 sang WGS 84 (EPSG:4326), kinh độ viết trước",
        "convert the file from VN-2000 to WGS 84 (EPSG:4326), longitude first",
    );
    refused("CC-GEOJSON-PLACE", what, place, remedy)
}

fn shape_of_file(place: &str, vi: &str, en: &str) -> Failure {
    let remedy = (
        "cần FeatureCollection gồm Polygon hoặc MultiPolygon, mỗi đơn vị có thuộc tính code dạng chữ",
        "a FeatureCollection of Polygons or MultiPolygons is needed, each feature with a property code as text",
    );
    refused("CC-GEOJSON-CONTENT", (vi.to_owned(), en.to_owned()), place, remedy)
}

fn refused(code: &'static str, (vi, en): (String, String), place: &str, remedy: (&str, &str)) -> Failure {
    Failure::new(code, vi, en).at(place).remedy(remedy.0, remedy.1)
}
