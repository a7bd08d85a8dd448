//! Draws tiles.

use super::super::classes::{ON_HATCH, hatch};
use super::super::ink::{INK, PAPER, REFERENCE, SOFT, on, width, wrap};
use super::super::scale::{Scale, count, float, span};
use super::super::svg::{Pen, Svg};
use super::{IslandTile, Tile, TileSize, Tilemap};

/// Width and height of a tile, the gap between two, the size of figures.
struct Measures {
    wide: f64,
    high: f64,
    gap: f64,
    figure: f64,
    names: bool,
    figures: bool,
}

/// Names, and then figures, are left to the table where tiles would be too small for them.
fn measures(size: TileSize, across: f64, has_years: bool, figures: f64) -> Measures {
    let (page, names) = match size {
        TileSize::Wide => (672.0, across <= WIDEST_WITH_NAMES),
        TileSize::Narrow => (358.0, false),
    };
    if names {
        let high = if has_years { 54.0 } else { 46.0 };
        Measures { wide: (page / across).min(96.0), high, gap: 3.0, figure: FIGURE, names, figures: true }
    } else {
        let wide = (page / across).clamp(16.0, 60.0);
        // all figures or none: a map with some of them looks as if the others were missing
        let figures = figures * SMALL / FIGURE <= wide - 2.0;
        Measures { wide, high: wide.clamp(16.0, 36.0), gap: 2.0, figure: SMALL, names, figures }
    }
}

/// Columns that an archipelago's box takes beyond the last tile.
const SEA: f64 = 2.0;
const NAME: f64 = 11.0;
const FIGURE: f64 = 12.5;
const SMALL: f64 = 11.0;
const WIDEST_WITH_NAMES: f64 = 12.0;

pub(super) fn draw(map: &Tilemap) -> String {
    let columns = map.tiles.iter().map(|tile| usize::from(tile.at.0) + 1).max().unwrap_or(1);
    let rows = map.tiles.iter().map(|tile| usize::from(tile.at.1) + 1).max().unwrap_or(1);
    let sea = map.islands.iter().map(|island| f64::from(island.at.0) + SEA).fold(0.0, f64::max);
    let across = count(columns).max(sea);
    let has_years = map.tiles.iter().any(|tile| !tile.years.is_empty());
    let figures = map.tiles.iter().map(|tile| width(&map.frame.cell(tile.value), FIGURE, true)).fold(0.0, f64::max);
    let measures = measures(map.size, across, has_years, figures);
    let whole = across * measures.wide;
    let has_missing = map.tiles.iter().any(|tile| tile.coloured_by.or(tile.value).is_none());
    let deepest = map.islands.iter().map(|island| usize::from(island.at.1) + 1).max().unwrap_or(0).max(rows);
    let mut svg = Svg::open(&map.frame, whole, 38.0 + count(deepest) * measures.high);
    let missing = has_missing.then(|| hatch(&mut svg, &map.frame));
    let top = map.classes.key(&mut svg, &map.frame, whole - measures.gap, missing.as_deref()) + 6.0;
    for tile in &map.tiles {
        let at = (f64::from(tile.at.0) * measures.wide, top + f64::from(tile.at.1) * measures.high);
        one(&mut svg, map, &measures, tile, (at, missing.as_deref()));
    }
    for island in &map.islands {
        let at = (f64::from(island.at.0) * measures.wide, top + f64::from(island.at.1) * measures.high);
        sea_box(
            &mut svg,
            island,
            at,
            (SEA * measures.wide - measures.gap, measures.high - measures.gap),
            measures.names,
        );
    }
    svg.close()
}

fn one(svg: &mut Svg, map: &Tilemap, measures: &Measures, tile: &Tile, ((x, y), missing): ((f64, f64), Option<&str>)) {
    let size = (measures.wide - measures.gap, measures.high - measures.gap);
    let part = svg.part(tile.href.as_deref(), &tile.title);
    let ink = if let Some(value) = tile.coloured_by.or(tile.value) {
        let fill = map.classes.colour(value);
        svg.rect((x, y), size, fill);
        on(fill)
    } else {
        svg.rect((x, y), size, missing.unwrap_or(PAPER));
        ON_HATCH
    };
    let figure = map.frame.cell(tile.value);
    if measures.names {
        named(svg, tile, (x, y), size, (ink, &figure));
    } else if measures.figures {
        let pen = Pen::new(measures.figure, ink).bold().middle();
        svg.text(x + size.0 / 2.0, y + size.1 / 2.0 + 4.0, pen, &figure);
    }
    svg.end(part);
}

/// Name, figure and years in a tile.
fn named(svg: &mut Svg, tile: &Tile, (x, y): (f64, f64), size: (f64, f64), (ink, figure): (&'static str, &str)) {
    let room = size.0 - 8.0;
    let mut lines = wrap(&tile.name, NAME, room);
    let most = if tile.years.is_empty() { 2 } else { 1 };
    if lines.len() > most {
        lines = vec![lines.join(" ")];
    }
    let mut base = y + (size.1 - count(lines.len()) * 12.0 - 15.0) / 2.0 + 10.0;
    for line in &lines {
        svg.fitted((x + 4.0, base), room, Pen::new(NAME, ink), line);
        base += 12.0;
    }
    base += 3.0;
    svg.text(x + 4.0, base, Pen::new(FIGURE, ink).bold(), figure);
    let left = x + 4.0 + width(figure, FIGURE, true) + 3.0;
    columns(svg, tile, ink, (left, x + size.0 - 5.0, base));
}

/// Years as small columns, where they find room beside the figure.
fn columns(svg: &mut Svg, tile: &Tile, ink: &str, (left, right, bottom): (f64, f64, f64)) {
    let (low, high) = span(tile.years.iter().copied().flatten());
    let scale = Scale::new((float(low), float(high)), (0.0, 11.0));
    let step = ((right - left) / count(tile.years.len().max(1))).min(7.0);
    if step < 3.0 {
        return;
    }
    let mut x = right - step * count(tile.years.len());
    for value in &tile.years {
        if let Some(value) = value {
            let height = scale.number(*value).max(0.8);
            svg.element(
                "rect",
                &[
                    ("x", x.into()),
                    ("y", (bottom - height).into()),
                    ("width", (step * 0.72).into()),
                    ("height", height.into()),
                    ("fill", ink.into()),
                    ("opacity", "0.62".into()),
                ],
            );
        }
        x += step;
    }
}

/// An archipelago: its box, its name, a few islands; whose it is where there is room to tell.
pub(in crate::chart) fn sea_box(
    svg: &mut Svg,
    island: &IslandTile,
    (x, y): (f64, f64),
    (wide, high): (f64, f64),
    is_told: bool,
) {
    const ISLANDS: [(f64, f64, f64); 6] =
        [(3.0, 9.0, 1.8), (9.0, 4.0, 2.2), (10.0, 13.0, 1.4), (17.0, 8.0, 1.6), (20.0, 17.0, 1.8), (15.0, 2.0, 1.2)];
    svg.start("g", &[]);
    svg.title(&format!("{}, {}", island.name, island.belongs));
    svg.element(
        "rect",
        &[
            ("x", (x + 0.5).into()),
            ("y", (y + 0.5).into()),
            ("width", (wide - 1.0).into()),
            ("height", (high - 1.0).into()),
            ("rx", 2.0.into()),
            ("fill", "none".into()),
            ("stroke", REFERENCE.into()),
            ("stroke-dasharray", "3 2".into()),
        ],
    );
    let name = wrap(&island.name, NAME, wide - 12.0);
    let belongs = Some(&island.belongs).filter(|_| is_told);
    let rows = name.len() + usize::from(belongs.is_some());
    let mut base = y + high / 2.0 - 7.0 * count(rows) + 10.5;
    for words in &name {
        svg.text(x + 6.0, base, Pen::new(NAME, INK).bold(), words);
        base += 14.0;
    }
    if let Some(words) = belongs {
        svg.text(x + 6.0, base, Pen::new(NAME, SOFT), words);
        let widest = name.iter().map(|line| width(line, NAME, true)).fold(width(words, NAME, false), f64::max);
        let has_room = widest + 44.0 < wide;
        for (cx, cy, r) in ISLANDS.into_iter().filter(|_| has_room) {
            svg.circle((x + wide - 32.0 + cx, y + high / 2.0 - 10.0 + cy), r, "#2c6d8e");
        }
    }
    svg.end("g");
}
