//! `/`: how many poor households the country has, where, and where they become fewer fastest.

use crate::ask::Ask;
use crate::figures::{Figures, NONE};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::parts::{Choice, KeyFigure};
use crate::picture::{self, Picture};
use crate::serve::{Web, page};
use app::{Line, National};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{AreaKey, Failure, Number, Share};
use domain::result::{Fact, Measure, Status};
use jiff::civil::{Date, date};
use report::chart::{Classes, IslandTile, LineSeries, Panel, Point, SmallMultiples, Tile, TileSize, Tilemap, Tone};
use std::sync::Arc;

/// The last day of the 63 provinces, and the first of the 34.
pub(crate) const BEFORE: Date = date(2024, 12, 31);
pub(crate) const AFTER: Date = date(2025, 7, 1);

#[derive(Template)]
#[template(path = "national.html")]
struct NationalPage {
    frame: Frame,
    headline: String,
    lead: String,
    tiles: Vec<KeyFigure>,
    switch: Vec<Choice>,
    sorts: Vec<Choice>,
    ranking: Vec<Ranked>,
    total: Ranked,
    trend: Picture,
    regions: Picture,
    map: Option<Picture>,
    map_title: String,
    first_year: i16,
    last_year: i16,
    source: String,
}

struct Ranked {
    rank: String,
    name: String,
    address: String,
    first: String,
    last: String,
    change: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<NationalPage, Failure> {
    let on = ask.day("on")?.unwrap_or(AFTER);
    let by_count = ask.value("sort") == Some("count");
    let national = web.desk.national(on)?;
    let (words, figures) = (ask.words(), ask.figures());
    let (headline, lead) = sentences(&national, words, figures);
    let switch = [(AFTER, "national-34"), (BEFORE, "national-63")].map(|(day, key)| Choice {
        text: words.t(key),
        address: Link::here(ask).with("on", day).to_string(),
        current: day == on,
    });
    let sorts = [("", "national-by-change"), ("count", "national-by-count")].map(|(sort, key)| Choice {
        text: words.t(key),
        address: Link::here(ask).with("sort", sort).to_string(),
        current: (sort == "count") == by_count,
    });
    let (first_year, last_year) = (national.years[0], *national.years.last().unwrap_or(&0));
    Ok(NationalPage {
        frame: Frame::new(ask, Section::Overview, words.t("national-title")).crumb(words.t("country"), "/"),
        headline,
        lead,
        tiles: tiles(web, &national, words, figures),
        switch: switch.into(),
        sorts: sorts.into(),
        ranking: ranking(&national.provinces, by_count, figures, on),
        total: ranked(&national.country, String::new(), figures, on),
        trend: trend(&national, ask),
        regions: regions(web, ask)?,
        map: map(web, &national, ask),
        map_title: concentration(&national, words, figures),
        first_year,
        last_year,
        source: source(web, &national, words),
    })
}

fn sentences(national: &National, words: Words, figures: Figures) -> (String, String) {
    let (Some(first), Some(last)) = (national.country.first(), national.country.latest()) else {
        return (words.t("national-title"), words.t("national-lead-none"));
    };
    let (from, to) = (national.years[0], *national.years.last().unwrap_or(&0));
    let (from, to) = (from.to_string(), to.to_string());
    let standard = engine::pack::find(&national.standard).map_or(&*national.standard, |pack| pack.name.get(words.0));
    let values = [
        ("first", &*figures.count(first)),
        ("last", &figures.count(last)),
        ("from", &from),
        ("to", &to),
        ("standard", standard),
    ];
    // more than half is told only when it is more than half
    let key = if last * 2 < first { "national-headline-halved" } else { "national-headline" };
    let mut lead = words.with("national-lead", &values);
    if let (Some(Some(near)), Some(Some(near_before)), Some(Some(before))) = (
        national.country.near_poor.last(),
        national.country.near_poor.iter().rev().nth(1),
        national.country.poor.iter().rev().nth(1),
    ) && *near > last
        && near_before <= before
    {
        lead = format!("{lead} {}", words.with("national-lead-crossed", &values));
    }
    (words.with(key, &values), lead)
}

fn tiles(web: &Web, national: &National, words: Words, figures: Figures) -> Vec<KeyFigure> {
    let (from, to) = (national.years[0], *national.years.last().unwrap_or(&0));
    let year = to.to_string();
    let (before, from) = ((to - 1).to_string(), from.to_string());
    let provenance = |year: i16| match web.desk.decision(year) {
        Some(decision) => words.with("prov-official", &[("decision", decision)]),
        None => words.t("prov-derived"),
    };
    let country = &national.country;
    let mut tiles = Vec::new();
    if let (Some(first), Some(last)) = (country.first(), country.latest()) {
        let change = figures.relative(first, last);
        tiles.push(KeyFigure {
            label: words.with("tile-poor", &[("year", &year)]),
            value: figures.count(last),
            unit: String::new(),
            change: words.with("tile-poor-change", &[("change", &change), ("year", &from)]),
            provenance: provenance(to),
            address: results_link(&country.key, Measure::PoorHouseholds),
        });
    }
    for (measure, label) in [(Measure::PoorRate, "tile-rate"), (Measure::PoorNearPoorRate, "tile-multi")] {
        let facts = web.desk.published(&country.key, measure);
        let Some(now) = facts.iter().find(|fact| fact.year == to) else { continue };
        let earlier = facts.iter().find(|fact| fact.year == to - 1 && fact.standard == now.standard);
        tiles.push(KeyFigure {
            label: words.with(label, &[("year", &year)]),
            value: figures.decimal(&now.value.to_string()),
            unit: "%".to_owned(),
            change: earlier.map_or_else(String::new, |earlier| {
                let points = printed_points(earlier, now, figures);
                let value = figures.decimal(&earlier.value.to_string());
                words.with("tile-rate-change", &[("change", &points), ("year", &before), ("before", &value)])
            }),
            provenance: provenance(to),
            address: results_link(&country.key, measure),
        });
    }
    let none = national.provinces.iter().filter(|line| line.latest() == Some(0)).count() as u64;
    let all = national.provinces.len() as u64;
    tiles.push(KeyFigure {
        label: words.t("tile-without"),
        value: figures.count(none),
        unit: words.with("tile-of", &[("all", &figures.count(all))]),
        change: words.with("tile-without-change", &[("day", &figures.day(national.on))]),
        provenance: provenance(to),
        address: Link::to("/").with("on", national.on).with("sort", "count").to_string(),
    });
    tiles
}

/// The difference of two printed rates, in the digits they were printed with.
fn printed_points(from: &Fact, to: &Fact, figures: Figures) -> String {
    let share = |fact: &Fact| fact.value.printed().map(|rate| Share { part: rate.digits, whole: 100 * rate.unit() });
    match (share(from), share(to)) {
        (Some(from), Some(to)) => figures.points(from, to),
        _ => NONE.to_owned(),
    }
}

fn ranking(lines: &[Line], by_count: bool, figures: Figures, on: Date) -> Vec<Ranked> {
    let mut lines: Vec<&Line> = lines.iter().collect();
    // the largest fall first: last / first ascending, compared as fractions
    lines.sort_by(|a, b| {
        let counts = |line: &Line| line.first().zip(line.latest());
        match (counts(a), counts(b)) {
            (Some((_, a_last)), Some((_, b_last))) if by_count => b_last.cmp(&a_last),
            (Some((a_first, a_last)), Some((b_first, b_last))) => (u128::from(a_last) * u128::from(b_first))
                .cmp(&(u128::from(b_last) * u128::from(a_first)))
                .then(b_first.cmp(&a_first)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    });
    lines.iter().zip(1u64..).map(|(line, rank)| ranked(line, figures.count(rank), figures, on)).collect()
}

fn ranked(line: &Line, rank: String, figures: Figures, on: Date) -> Ranked {
    let counts = line.first().zip(line.latest()).filter(|(first, _)| *first > 0);
    Ranked {
        rank,
        name: line.short_name.clone(),
        address: Link::to(format!("/area/{}", line.key.code)).with("on", on).to_string(),
        first: figures.count_or_none(line.first()),
        last: figures.count_or_none(line.latest()),
        change: counts.map_or_else(|| NONE.to_owned(), |(first, last)| figures.relative(first, last)),
    }
}

/// Poor and near-poor households over the years.
fn trend(national: &National, ask: &Ask) -> Picture {
    let words = ask.words();
    let (frame, country) = (
        picture::frame(ask, "trend", words.t("national-trend"), words.t("national-trend-desc"), ""),
        &national.country,
    );
    let line = |counts: &[Option<u64>], name: &str, tone: Tone, measure: Measure| {
        let points = national.years.iter().zip(counts).filter_map(|(year, count)| {
            Some(Point {
                year: *year,
                value: Number::count((*count)?),
                href: Some(results_link(&country.key, measure)),
                note: String::new(),
            })
        });
        LineSeries::whole(words.t(name), tone, points.collect())
    };
    Picture::of(&report::chart::Line {
        frame,
        size: (480, 270),
        series: vec![
            line(&country.poor, "poor-households", Tone::Poor, Measure::PoorHouseholds),
            line(&country.near_poor, "near-poor-households", Tone::Near, Measure::NearPoorHouseholds),
        ],
        reference: None,
        forecast: None,
    })
}

/// The six regions, as they were when provinces were 63: later lists have none.
fn regions(web: &Web, ask: &Ask) -> Result<Picture, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let national = web.desk.national(BEFORE)?;
    let mut lines: Vec<&Line> = national.regions.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.latest()));
    let panels = lines.iter().map(|line| Panel {
        name: line.short_name.clone(),
        tone: Tone::Poor,
        values: line.poor.iter().map(|count| count.map(Number::count)).collect(),
        note: line
            .first()
            .zip(line.latest())
            .map_or_else(String::new, |(first, last)| format!("{}\u{a0}%", figures.relative(first, last))),
        href: Some(results_link(&line.key, Measure::PoorHouseholds)),
    });
    Ok(Picture::of(&SmallMultiples {
        frame: picture::frame(ask, "regions", words.t("national-regions"), words.t("national-regions-desc"), ""),
        width: 480,
        across: 3,
        names: words.t("col-region"),
        years: national.years.clone(),
        panels: panels.collect(),
    }))
}

/// One tile for each province; none on boundaries for which no places are drawn.
fn map(web: &Web, national: &National, ask: &Ask) -> Option<Picture> {
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let places = report::chart::national(national.provinces.iter().map(|line| line.key.code.as_str()))?;
    let (from, to) = (national.years[0].to_string(), national.years.last().map_or_else(String::new, i16::to_string));
    let tiles: Vec<Tile> = national
        .provinces
        .iter()
        .filter_map(|line| {
            let values = [
                ("name", line.name.as_str()),
                ("first", &figures.count_or_none(line.first())),
                ("last", &figures.count_or_none(line.latest())),
                ("from", &from),
                ("to", &to),
            ];
            Some(Tile {
                at: *places.places.get(&line.key.code)?,
                name: line.short_name.clone(),
                value: line.latest().map(Number::count),
                coloured_by: None,
                years: line.poor.iter().map(|count| count.map(Number::count)).collect(),
                href: Some(Link::to(format!("/area/{}", line.key.code)).with("on", national.on).to_string()),
                title: words.with("national-tile", &values),
            })
        })
        .collect();
    let islands = places.islands.iter().map(|islands| {
        let owner = web.desk.areas().at(&islands.code, national.on).map_or("", |unit| &unit.name);
        IslandTile {
            at: islands.at,
            name: islands.name.get(lang).to_owned(),
            belongs: words.with("islands-belong", &[("name", owner)]),
        }
    });
    let of = |size: TileSize, id: &str| Tilemap {
        frame: picture::frame(ask, id, words.t("national-map"), words.t("national-map-desc"), ""),
        size,
        names: words.t("col-province"),
        figures: words.with("tile-poor", &[("year", &to)]),
        classes: Classes::sequential(tiles.iter().filter_map(|tile| tile.value)),
        tiles: tiles.clone(),
        islands: islands.clone().collect(),
    };
    Some(Picture::of_two(&of(TileSize::Wide, "map"), &of(TileSize::Narrow, "map-s")))
}

/// How few provinces have more than half of the poor households.
fn concentration(national: &National, words: Words, figures: Figures) -> String {
    let counts: Vec<u64> = national.provinces.iter().filter_map(Line::latest).collect();
    let Some((few, share)) = crate::pages::concentration(counts) else { return words.t("national-map") };
    words.with("national-map-title", &[("few", &figures.count(few)), ("share", &share.show(words.0))])
}

fn results_link(key: &AreaKey, measure: Measure) -> String {
    Link::to("/results").with("area", &key.code).with("measure", measure.word()).to_string()
}

fn source(web: &Web, national: &National, words: Words) -> String {
    let decisions: Vec<String> = national
        .years
        .iter()
        .filter_map(|year| web.desk.decision(*year).map(|decision| format!("{decision} ({year})")))
        .collect();
    let source = words.with("national-source", &[("decisions", &decisions.join(", "))]);
    let derived = national.years.iter().zip(&national.country.status).filter(|(_, status)| **status == Status::Derived);
    let derived: Vec<String> = derived.map(|(year, _)| year.to_string()).collect();
    if derived.is_empty() {
        source
    } else {
        format!("{source} {}", words.with("national-source-derived", &[("years", &derived.join(", "))]))
    }
}
