//! Draws boundaries: longitude and latitude to a plane, north up, a degree of both equally long at the middle.

use super::super::classes::hatch;
use super::super::ink::{INK, PAPER, on, width};
use super::super::svg::{Pen, Svg, short};
use super::super::tiles::sea_box;
use super::simplify::simplify;
use super::{Choropleth, Region, Shape};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Points nearer than this to the way through their neighbours are left out, in units.
const TOLERANCE: f64 = 0.35;
/// Width and height of an archipelago's box.
const SEA: (f64, f64) = (166.0, 44.0);

/// From degrees to units.
struct Plane {
    west: f64,
    north: f64,
    unit: f64,
    cosine: f64,
    top: f64,
}

impl Plane {
    fn at(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        ((longitude - self.west) * self.cosine * self.unit, self.top + (self.north - latitude) * self.unit)
    }
}

pub(super) fn draw(map: &Choropleth<'_>) -> String {
    let whole = f64::from(map.width);
    let regions: BTreeMap<&str, &Region> = map.regions.iter().map(|region| (region.code.as_str(), region)).collect();
    let value = |shape: &Shape| regions.get(shape.code.as_str()).and_then(|region| region.value);
    let points = || map.boundaries.shapes.iter().flat_map(|shape| &shape.rings).flatten();
    let (west, east) = points().fold((f64::MAX, f64::MIN), |(a, b), point| (a.min(point.0), b.max(point.0)));
    let (south, north) = points().fold((f64::MAX, f64::MIN), |(a, b), point| (a.min(point.1), b.max(point.1)));
    let cosine = super::super::scale::cosine(f64::midpoint(south, north));
    let has_missing = map.boundaries.shapes.iter().any(|shape| value(shape).is_none());
    let unit = whole / ((east - west) * cosine).max(1e-6);
    let land = (north - south) * unit;
    let sea = if map.islands.is_empty() { 0.0 } else { SEA.1 + 8.0 };
    let height = 40.0 + land + sea;
    let mut svg = Svg::open(&map.frame, whole, height);
    let missing = has_missing.then(|| hatch(&mut svg, &map.frame));
    let top = map.classes.key(&mut svg, &map.frame, whole, missing.as_deref()) + 6.0;
    let plane = Plane { west, north, unit, cosine, top };
    let mut words: Vec<(f64, f64, &'static str, String)> = Vec::new();
    for shape in &map.boundaries.shapes {
        let region = regions.get(shape.code.as_str());
        let name = region.map_or(shape.code.as_str(), |region| region.name.as_str());
        let figure = map.frame.cell(value(shape));
        let told = value(shape).map_or_else(|| figure.clone(), |value| map.frame.full(value));
        let part = svg.part(region.and_then(|region| region.href.as_deref()), &format!("{name}: {told}"));
        let fill = value(shape).map(|value| map.classes.colour(value));
        let rings: Vec<Vec<(f64, f64)>> = shape
            .rings
            .iter()
            .map(|ring| simplify(&ring.iter().map(|point| plane.at(*point)).collect::<Vec<_>>(), TOLERANCE))
            .collect();
        let way = way(&rings);
        svg.element(
            "path",
            &[
                ("d", (&way).into()),
                ("fill", fill.or(missing.as_deref()).unwrap_or(PAPER).into()),
                ("fill-rule", "evenodd".into()),
                ("stroke", PAPER.into()),
                ("stroke-width", 1.0.into()),
            ],
        );
        svg.end(part);
        if let Some((x, y, room)) = rings.iter().map(|ring| middle(ring)).max_by(|a, b| a.2.total_cmp(&b.2))
            && width(&figure, 11.0, true) + 6.0 < room
        {
            words.push((x, y, fill.map_or(INK, on), figure));
        }
    }
    // figures last, so that no later area covers them; they take no clicks from the areas
    svg.start("g", &[("pointer-events", "none".into())]);
    for (x, y, ink, figure) in &words {
        svg.text(*x, y + 4.0, Pen::new(11.0, ink).bold().middle(), figure);
    }
    svg.end("g");
    let mut right = whole;
    for island in map.islands.iter().rev() {
        let wide = SEA.0.min(whole / 2.0);
        sea_box(&mut svg, island, (right - wide, height - SEA.1), (wide - 4.0, SEA.1 - 2.0), wide > 120.0);
        right -= wide;
    }
    svg.close()
}

fn way(rings: &[Vec<(f64, f64)>]) -> String {
    let mut out = String::new();
    for ring in rings {
        for (index, (x, y)) in ring.iter().enumerate() {
            let step = if index == 0 { 'M' } else { 'L' };
            // writing to a string does not fail
            let _ = write!(out, "{step}{} {}", short(*x), short(*y));
        }
        out.push('Z');
    }
    out
}

/// The middle of a ring's box, and how wide the box is.
fn middle(ring: &[(f64, f64)]) -> (f64, f64, f64) {
    let (left, right) = ring.iter().fold((f64::MAX, f64::MIN), |(a, b), point| (a.min(point.0), b.max(point.0)));
    let (top, bottom) = ring.iter().fold((f64::MAX, f64::MIN), |(a, b), point| (a.min(point.1), b.max(point.1)));
    (f64::midpoint(left, right), f64::midpoint(top, bottom), (right - left).min((bottom - top) * 2.0))
}
