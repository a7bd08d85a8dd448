//! Units as tiles: the figure in the tile, the colour by how far it is from what was asked.

use super::Tell;
use crate::ask::Ask;
use crate::link::Link;
use crate::picture::{self, Picture};
use base::{AreaKey, Number};
use domain::area::Unit;
use domain::programme::{Points, UnitTable};
use report::chart::{Classes, Tile, TileSize, Tilemap, spots};

/// Fewer units are a table.
const FEWEST: usize = 3;

/// A unit with its figure.
pub(super) struct Place<'a> {
    /// None for a unit that the tables of areas do not know.
    pub(super) unit: Option<&'a Unit>,
    pub(super) name: String,
    pub(super) value: Option<Number>,
    /// How far it is from what was asked, in points or per cent.
    pub(super) apart: Option<Number>,
    pub(super) href: Option<String>,
    pub(super) title: String,
}

/// What a map is of.
pub(super) struct MapOf<'a> {
    pub(super) title: String,
    pub(super) desc: String,
    /// Sign behind the figures.
    pub(super) sign: &'a str,
    /// Steps of colour to either side of what was asked.
    pub(super) steps: [Number; 3],
    pub(super) low_is_good: bool,
}

/// The map with what is to be known of its places; none of a few units.
pub(super) fn of(tell: Tell<'_>, ask: &Ask, of: &MapOf<'_>, places: Vec<Place<'_>>) -> Option<Picture> {
    if places.len() < FEWEST {
        return None;
    }
    let spots = spots(tell.areas, &places.iter().map(|place| place.unit).collect::<Vec<_>>());
    let tile = |(place, at): (Place<'_>, &_)| Tile {
        at: *at,
        name: place.name,
        value: place.value,
        coloured_by: place.apart,
        years: Vec::new(),
        href: place.href,
        title: place.title,
    };
    let tiles: Vec<Tile> = places.into_iter().zip(&spots.at).map(tile).collect();
    let known = [("area-map-successors", spots.by_successor), ("area-map-unknown", spots.unknown)];
    let mut desc = format!("{} {}", of.desc, ask.words().t("area-map-note"));
    for (key, _) in known.iter().filter(|(_, count)| *count > 0) {
        desc = format!("{desc} {}", ask.words().t(key));
    }
    let map = |size: TileSize, id: &str| Tilemap {
        frame: picture::frame(ask, id, of.title.clone(), desc.clone(), of.sign),
        size,
        names: ask.words().t("units-name"),
        figures: of.title.clone(),
        classes: Classes::diverging(of.steps, of.low_is_good),
        tiles: tiles.clone(),
        islands: Vec::new(),
    };
    Some(Picture::of_two(&map(TileSize::Wide, "units-map"), &map(TileSize::Narrow, "units-map-s")))
}

/// The targets of a unit on a day on which it was.
pub(super) fn targets_of(tell: Tell<'_>, key: &AreaKey, day: jiff::civil::Date) -> String {
    let last = tell.areas.get(key).and_then(|unit| unit.valid_to);
    let on = last.map_or(day, |last| last.min(day)).max(key.valid_from);
    Link::to("/targets").with("area", &key.code).with("on", on).to_string()
}

/// The units of a table: by how many points their rate fell, coloured by how far that is from their own target.
pub(super) fn draw(tell: Tell<'_>, ask: &Ask, table: &UnitTable) -> Option<Picture> {
    let words = tell.words;
    let points = |points: Points| points.0.scaled(2);
    let place = |row: &domain::programme::UnitRow| {
        let fall = row.fall();
        let told = fall.map_or_else(|| crate::figures::NONE.to_owned(), |fall| fall.0.show(2, words.0));
        let values = [("name", &*row.name), ("fall", &told), ("own", &row.own.0.show(2, words.0))];
        Place {
            // where it lay is told by its code, also where the list has it under a later name
            unit: tell.areas.at(&row.code, table.on),
            name: row.name.clone(),
            value: fall.map(points),
            apart: fall.map(|fall| points(Points(fall.0 - row.own.0))),
            href: row.key.as_ref().map(|key| targets_of(tell, key, table.on)),
            title: words.with("units-tile", &values),
        }
    };
    let year = table.year.to_string();
    let map = MapOf {
        title: words.with("units-map", &[("year", &year)]),
        desc: words.t("units-map-desc"),
        sign: "",
        steps: [10, 30, 60].map(Number::hundredths),
        low_is_good: false,
    };
    of(tell, ask, &map, table.rows.iter().map(place).collect())
}
