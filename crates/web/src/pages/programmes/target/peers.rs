//! How the provinces stand in what a target measures, as a map and a list; and the sums of an ended province's land on the
//! boundaries of the day.

use super::super::{Named, Tell};
use crate::ask::Ask;
use crate::figures::NONE;
use crate::link::Link;
use crate::picture::{self, Picture};
use crate::serve::Web;
use app::programme::Watched;
use base::{AreaKey, Failure, Level, Number};
use domain::programme::{Actual, Exact, Households, Source, Standing, Target};
use domain::result::{Measure, SourceKind};
use report::chart::{Classes, IslandTile, Tile, TileSize, Tilemap};
use std::collections::BTreeMap;

/// The provinces at the end of the year of the newest figure.
pub(super) struct Peers {
    pub(super) headline: String,
    pub(super) map: Option<Picture>,
    pub(super) rows: Vec<PeerRow>,
}

pub(super) struct PeerRow {
    pub(super) rank: String,
    pub(super) name: Named,
    pub(super) value: String,
    pub(super) version: String,
    /// Whether it is the target's own unit.
    pub(super) own: bool,
}

/// A unit in which the land of an ended one lies, with its counts over the years.
pub(crate) struct Restated {
    pub(crate) unit: Named,
    pub(crate) years: Vec<(String, String)>,
}

/// None unless the target is about whole provinces and published.
pub(super) fn read(
    tell: Tell<'_>,
    web: &Web,
    ask: &Ask,
    watched: &Watched,
    target: &Target,
    standing: &Standing,
) -> Option<Peers> {
    let series = target.series.as_ref().filter(|_| target.source == Source::Published)?;
    let level = tell.areas.get(&target.area)?.level;
    if level != Level::Province || target.households != Households::All {
        return None;
    }
    let on = standing.versions.first()?.actual.on;
    let fits = |one: &&Actual| {
        one.on == on
            && one.source == Source::Published
            && one.series == Some(series.kind)
            && one.measure == Some(series.measure)
            && one.standard.as_deref() == Some(&series.standard)
            && one.households == Households::All
            && one.known_on(watched.day)
            && tell.areas.get(&one.area).is_some_and(|unit| unit.level == Level::Province)
    };
    let mut by_unit: BTreeMap<&AreaKey, &Actual> = BTreeMap::new();
    for one in watched.actuals.iter().filter(fits) {
        let kept = by_unit.entry(&one.area).or_insert(one);
        if kept.version < one.version {
            *kept = one;
        }
    }
    let mut all: Vec<(&Actual, Exact)> =
        by_unit.into_values().filter_map(|one| Some((one, one.reading.value()?))).collect();
    let own = all.iter().position(|(one, _)| one.is_about(target, tell.areas)).map(|place| all[place].0)?;
    if all.len() < 2 {
        return None;
    }
    all.sort_by_key(|(one, value)| (*value, tell.unit(&one.area)));
    let place = all.iter().position(|(one, _)| std::ptr::eq(*one, own))? + 1;
    let figures = ask.figures();
    let year = on.year().to_string();
    let values = [
        ("place", &*figures.count(place as u64)),
        ("all", &figures.count(all.len() as u64)),
        ("year", &year),
        ("unit", &tell.unit(&target.area)),
    ];
    let row = |(index, (one, _)): (usize, &(&Actual, Exact))| PeerRow {
        rank: figures.count(index as u64 + 1),
        name: tell.unit_link(&one.area, on),
        value: tell.reading(target, one),
        version: tell.version(one.version),
        own: std::ptr::eq(*one, own),
    };
    Some(Peers {
        headline: tell.words.with("peers-headline", &values),
        map: map(tell, web, ask, series.measure, &all, &year),
        rows: all.iter().enumerate().map(row).collect(),
    })
}

fn map(
    tell: Tell<'_>,
    web: &Web,
    ask: &Ask,
    measure: Measure,
    all: &[(&Actual, Exact)],
    year: &str,
) -> Option<Picture> {
    let words = ask.words();
    let places = report::chart::national(all.iter().map(|(one, _)| one.area.code.as_str()))?;
    let number = |value: Exact| {
        if measure.is_rate() { value.scaled(2) } else { value.scaled(0) }
    };
    let on = all.first()?.0.on;
    let name = measure.name();
    let title = words.with("peers-map", &[("measure", name.get(ask.lang())), ("year", year)]);
    let place = |(one, value): &(&Actual, Exact)| {
        let unit = tell.areas.get(&one.area)?;
        let value = number(*value);
        Some(Tile {
            at: *places.places.get(&one.area.code)?,
            name: unit.short_name.clone(),
            value: Some(value),
            coloured_by: None,
            years: Vec::new(),
            href: Some(tell.unit_link(&one.area, on).address),
            title: format!("{}: {}", unit.name, value.show(ask.lang())),
        })
    };
    let tiles: Vec<Tile> = all.iter().filter_map(place).collect();
    let islands = places.islands.iter().map(|islands| {
        let owner = web.desk.areas().at(&islands.code, on).map_or("", |unit| &unit.name);
        IslandTile {
            at: islands.at,
            name: islands.name.get(ask.lang()).to_owned(),
            belongs: words.with("islands-belong", &[("name", owner)]),
        }
    });
    let of = |size: TileSize, id: &str| Tilemap {
        frame: picture::frame(ask, id, title.clone(), title.clone(), if measure.is_rate() { "%" } else { "" }),
        size,
        names: words.t("col-province"),
        figures: title.clone(),
        classes: Classes::sequential(tiles.iter().filter_map(|tile| tile.value)),
        tiles: tiles.clone(),
        islands: islands.clone().collect(),
    };
    Some(Picture::of_two(&of(TileSize::Wide, "map"), &of(TileSize::Narrow, "map-s")))
}

/// The poor households of the units in which the land of an ended province lies, summed on the boundaries of the day.
pub(super) fn restated(
    tell: Tell<'_>,
    web: &Web,
    target: &Target,
    standing: &Standing,
) -> Result<Vec<Restated>, Failure> {
    let reviewed = target.series.as_ref().is_some_and(|series| series.kind == SourceKind::Review);
    let province = tell.areas.get(&target.area).is_some_and(|unit| unit.level == Level::Province);
    let gone = tell.areas.get(&target.area).is_some_and(|unit| !unit.valid_on(standing.day));
    if !(reviewed && province && gone) {
        return Ok(Vec::new());
    }
    let holders = tell.areas.successors(&target.area, standing.day);
    holders.iter().filter_map(|(key, _)| line(tell, web, key, standing.day).transpose()).collect()
}

/// The counts of one province over the years, on the boundaries of a day; those known by then.
pub(crate) fn line(
    tell: Tell<'_>,
    web: &Web,
    key: &AreaKey,
    day: jiff::civil::Date,
) -> Result<Option<Restated>, Failure> {
    let span = web.desk.span()?;
    let Some(line) = web.desk.lines(Level::Province, day)?.into_iter().find(|line| line.key == *key) else {
        return Ok(None);
    };
    let figures = tell.figures();
    let count =
        |count: Option<u64>| count.map_or_else(|| NONE.to_owned(), |count| Number::count(count).show(figures.0));
    let years = (span.from..).zip(line.poor).filter(|(year, _)| base::year_end(*year) <= day);
    Ok(Some(Restated {
        unit: Named { text: line.name, address: Link::to(format!("/area/{}", key.code)).with("on", day).to_string() },
        years: years.map(|(year, poor)| (year.to_string(), count(poor))).collect(),
    }))
}
