//! Finds each commune of a province its tile: near its neighbours, on the side where it lies, none twice.
//!
//! Points are pushed apart until each has the room of a tile, then snapped to the grid and exchanged as long as that
//! brings tiles nearer to their points. The same points give the same tiles.

use super::super::scale::{cosine, count};
use base::AreaKey;
use domain::area::{Areas, Unit};
use jiff::civil::Date;

/// Rounds of pushing apart; more change nothing that is seen.
const ROUNDS: usize = 120;
/// How many points count as neighbours.
const NEIGHBOURS: usize = 5;
/// Rounds of exchanging.
const EXCHANGES: usize = 12;
/// How far beyond the bulk of the points an island may lie, in tiles.
const RIM: f64 = 1.3;
/// Part of the tiles' box that a province usually fills.
const FILL: f64 = 0.75;

/// A tile's column and row.
pub type Spot = (u16, u16);

/// Where the tiles of some units go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spots {
    /// One for each unit, in their order.
    pub at: Vec<Spot>,
    /// How many stand where their successors lie, because no point of their own is at hand. The caption says so.
    pub by_successor: usize,
    /// How many stand in lines below the others, because nothing is known of where they lie.
    pub unknown: usize,
}

/// Places `units` by their points; `None` is a unit that the tables of areas do not know.
pub fn spots(areas: &Areas, units: &[Option<&Unit>]) -> Spots {
    let latest = areas.all().filter(|unit| unit.lat.is_some()).map(|unit| unit.key.valid_from).max();
    let (mut known, mut points, mut by_successor) = (Vec::new(), Vec::new(), 0);
    for (index, unit) in units.iter().enumerate() {
        let point = unit.and_then(own).or_else(|| {
            let (unit, day) = ((*unit)?, latest?);
            let point = of_successors(areas, &unit.key, day).or_else(|| of_parts(areas, &unit.key, day));
            by_successor += usize::from(point.is_some());
            point
        });
        if let Some(point) = point {
            known.push(index);
            points.push(point);
        }
    }
    let mut at = vec![(0, 0); units.len()];
    let placed = place(&points);
    for (index, spot) in known.iter().zip(&placed) {
        at[*index] = *spot;
    }
    let columns = placed.iter().map(|spot| spot.0 + 1).max().unwrap_or(8);
    let below = placed.iter().map(|spot| spot.1 + 1).max().unwrap_or(0);
    let left_over: Vec<usize> = (0..units.len()).filter(|index| !known.contains(index)).collect();
    let (mut column, mut row) = (0, below);
    for index in &left_over {
        at[*index] = (column, row);
        column += 1;
        if column == columns {
            (column, row) = (0, row + 1);
        }
    }
    Spots { at, by_successor, unknown: left_over.len() }
}

fn own(unit: &Unit) -> Option<(f64, f64)> {
    Some((unit.lon?, unit.lat?))
}

fn of_successors(areas: &Areas, key: &AreaKey, day: Date) -> Option<(f64, f64)> {
    mean(areas.successors(key, day).iter().filter_map(|(key, _)| areas.get(key).and_then(own)))
}

/// A former district lies where the successors of its communes do.
fn of_parts(areas: &Areas, key: &AreaKey, day: Date) -> Option<(f64, f64)> {
    let parts = areas.all().filter(|unit| unit.parent.as_ref() == Some(key));
    mean(parts.filter_map(|unit| of_successors(areas, &unit.key, day)))
}

fn mean(points: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let (sum, all) = points.fold(((0.0, 0.0), 0), |(sum, all), point| ((sum.0 + point.0, sum.1 + point.1), all + 1));
    (all > 0).then(|| (sum.0 / count(all), sum.1 / count(all)))
}

/// Tiles for points of longitude and latitude, in their order.
pub(super) fn place(points: &[(f64, f64)]) -> Vec<Spot> {
    if points.is_empty() {
        return Vec::new();
    }
    let (mut places, is_far) = in_tiles(points);
    let neighbours = neighbours(&places, &is_far);
    for _ in 0..ROUNDS {
        draw_near(&mut places, &neighbours);
        push_apart(&mut places);
    }
    (0..ROUNDS / 4).for_each(|_| push_apart(&mut places));
    let mut cells = snap(&places);
    for _ in 0..EXCHANGES {
        if !exchange(&places, &mut cells) {
            break;
        }
    }
    close_up(&cells)
}

/// From degrees to tiles, the bulk of the points filling its box; what lies far out comes to the rim, and is told.
fn in_tiles(points: &[(f64, f64)]) -> (Vec<(f64, f64)>, Vec<bool>) {
    let latitude = points.iter().map(|point| point.1).sum::<f64>() / count(points.len());
    let cosine = cosine(latitude);
    let bulk = |values: Vec<f64>| {
        let mut values = values;
        values.sort_by(f64::total_cmp);
        let cut = values.len() / 20;
        (values[cut], values[values.len() - 1 - cut])
    };
    let across = bulk(points.iter().map(|point| point.0 * cosine).collect());
    let down = bulk(points.iter().map(|point| -point.1).collect());
    let (wide, high) = ((across.1 - across.0).max(1e-3), (down.1 - down.0).max(1e-3));
    let tile = (wide * high * FILL / count(points.len())).sqrt();
    let place = |value: f64, (low, high): (f64, f64)| {
        let (value, end) = ((value - low) / tile, (high - low) / tile + RIM);
        (value.clamp(-RIM, end), value < -RIM || value > end)
    };
    let spread = |index: usize, step: usize, around: usize| (count(index * step % around) / count(around) - 0.5) * 0.05;
    let one = |(index, point): (usize, &(f64, f64))| {
        let ((x, is_far), (y, is_too)) = (place(point.0 * cosine, across), place(-point.1, down));
        // points of one place must not stand on each other, or nothing pushes them apart
        ((x + spread(index, 7, 11), y + spread(index, 5, 13)), is_far || is_too)
    };
    points.iter().enumerate().map(one).unzip()
}

/// The nearest points of each point. An archipelago far out at sea has none: it stays where it is.
fn neighbours(places: &[(f64, f64)], is_far: &[bool]) -> Vec<Vec<usize>> {
    let of = |(index, place): (usize, &(f64, f64))| {
        let mut others: Vec<usize> =
            (0..places.len()).filter(|other| *other != index && !is_far[*other] && !is_far[index]).collect();
        let square = |other: usize| (places[other].0 - place.0).powi(2) + (places[other].1 - place.1).powi(2);
        others.sort_by(|a, b| square(*a).total_cmp(&square(*b)));
        others.truncate(NEIGHBOURS);
        others
    };
    places.iter().enumerate().map(of).collect()
}

/// One round: neighbours farther apart than a tile come nearer, so that thinly settled land leaves no holes.
fn draw_near(places: &mut [(f64, f64)], neighbours: &[Vec<usize>]) {
    for (a, others) in neighbours.iter().enumerate() {
        for &b in others {
            let (dx, dy) = (places[b].0 - places[a].0, places[b].1 - places[a].1);
            let distance = dx.abs().max(dy.abs());
            if distance > 1.0 {
                let pull = (distance - 1.0) * 0.06 / distance;
                places[a] = (places[a].0 + dx * pull, places[a].1 + dy * pull);
                places[b] = (places[b].0 - dx * pull, places[b].1 - dy * pull);
            }
        }
    }
}

/// One round: of two that share room, each goes half of it back.
fn push_apart(places: &mut [(f64, f64)]) {
    for a in 0..places.len() {
        for b in a + 1..places.len() {
            let (dx, dy) = (places[b].0 - places[a].0, places[b].1 - places[a].1);
            let distance = dx.abs().max(dy.abs());
            if distance >= 1.0 {
                continue;
            }
            let length = (dx * dx + dy * dy).sqrt().max(1e-6);
            let push = (1.0 - distance) * 0.25 / length;
            places[a] = (places[a].0 - dx * push, places[a].1 - dy * push);
            places[b] = (places[b].0 + dx * push, places[b].1 + dy * push);
        }
    }
}

/// Nearest pairs of point and free tile first.
fn snap(places: &[(f64, f64)]) -> Vec<(i32, i32)> {
    let mut cells: Vec<Option<(i32, i32)>> = vec![None; places.len()];
    let mut taken = std::collections::BTreeSet::new();
    let mut reach = 1;
    while cells.contains(&None) {
        let mut pairs: Vec<(f64, usize, (i32, i32))> = Vec::new();
        for (index, place) in places.iter().enumerate().filter(|(index, _)| cells[*index].is_none()) {
            let (column, row) = (nearest(place.0), nearest(place.1));
            for cell in (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| (column + dx, row + dy))) {
                pairs.push((off(*place, cell), index, cell));
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, index, cell) in pairs {
            if cells[index].is_none() && taken.insert(cell) {
                cells[index] = Some(cell);
            }
        }
        reach += 2;
    }
    cells.into_iter().flatten().collect()
}

/// Exchanges two tiles where that brings both together nearer to their points. Whether anything moved.
fn exchange(places: &[(f64, f64)], cells: &mut [(i32, i32)]) -> bool {
    let mut moved = false;
    for a in 0..cells.len() {
        for b in a + 1..cells.len() {
            let now = off(places[a], cells[a]) + off(places[b], cells[b]);
            let then = off(places[a], cells[b]) + off(places[b], cells[a]);
            if then + 1e-9 < now {
                cells.swap(a, b);
                moved = true;
            }
        }
    }
    moved
}

/// Leaves out lines and columns without a tile, and starts at zero.
fn close_up(cells: &[(i32, i32)]) -> Vec<Spot> {
    let lines = |values: Vec<i32>| {
        let mut values = values;
        values.sort_unstable();
        values.dedup();
        values
    };
    let columns = lines(cells.iter().map(|cell| cell.0).collect());
    let rows = lines(cells.iter().map(|cell| cell.1).collect());
    let index =
        |values: &[i32], value: i32| u16::try_from(values.partition_point(|other| *other < value)).unwrap_or(u16::MAX);
    cells.iter().map(|cell| (index(&columns, cell.0), index(&rows, cell.1))).collect()
}

/// Square of the distance.
fn off(place: (f64, f64), cell: (i32, i32)) -> f64 {
    let (dx, dy) = (place.0 - f64::from(cell.0), place.1 - f64::from(cell.1));
    dx * dx + dy * dy
}

#[expect(clippy::cast_possible_truncation, reason = "a column of a grid of some hundred tiles")]
fn nearest(value: f64) -> i32 {
    value.round() as i32
}
