//! Where everything of a line chart goes: computed apart from drawing, so that tests can ask whether labels collide.

use super::super::ink::{width, wrap};
use super::super::labels::{Room, spread};
use super::super::scale::{Scale, count, span, ticks};
use super::super::svg::Anchor;
use super::{Band, Frame, Line, LineSeries, Segment};
use base::Number;

/// Size of the figures at points.
pub(super) const FIGURE: f64 = 13.0;
/// Size of the reasons of breaks and of the axes.
pub(super) const SMALL: f64 = 11.5;
const LINE_HEIGHT: f64 = 14.0;
/// Widest line of a reason.
const REASON: f64 = 150.0;
/// Half the distance of two figures of one year, as a part of a year.
const APART: f64 = 0.2;

/// The places of one chart.
pub(super) struct Layout {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    pub(super) ticks: Vec<(f64, String)>,
    pub(super) years: Vec<(f64, String)>,
    /// Per series, per segment, the points.
    pub(super) paths: Vec<Vec<Vec<(f64, f64)>>>,
    pub(super) reference: Vec<(f64, f64)>,
    pub(super) band: Option<[(f64, f64); 3]>,
    pub(super) breaks: Vec<Break>,
    pub(super) labels: Vec<Label>,
    pub(super) ends: Vec<End>,
}

/// A gap between two segments.
pub(super) struct Break {
    pub(super) x: f64,
    pub(super) top: f64,
    pub(super) lines: Vec<String>,
    pub(super) centre: f64,
    pub(super) room: Room,
}

/// A figure beside its point.
pub(super) struct Label {
    pub(super) series: usize,
    pub(super) at: (f64, f64),
    pub(super) anchor: Anchor,
    pub(super) words: String,
    pub(super) room: Room,
}

/// A name with a figure at the end of a line.
pub(super) struct End {
    pub(super) of: Of,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) name: String,
    pub(super) figure: String,
}

/// Whose end it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Series(usize),
    Reference,
    Forecast,
}

/// The two ends of a forecast.
pub(super) fn range(frame: &Frame, band: &Band) -> String {
    format!("{}–{}", band.low.show(frame.lang), band.high.show(frame.lang))
}

pub(super) fn layout(line: &Line) -> Option<Layout> {
    let years = line.years()?;
    let (low, high) = span(line.values());
    let frame = &line.frame;
    let marks = ticks(low, high, 3);
    let last_mark = marks.len().saturating_sub(1);
    let marks: Vec<(Number, String)> = marks
        .into_iter()
        .enumerate()
        .map(|(index, mark)| {
            (mark, if index == last_mark && frame.unit == "%" { frame.full(mark) } else { mark.show(frame.lang) })
        })
        .collect();
    let axis = marks.iter().map(|(_, words)| width(words, SMALL, false)).fold(0.0, f64::max);
    let ends = ends(line, years.1);
    let margin = ends.iter().map(|(_, name, figure, _)| width(name, FIGURE, false).max(width(figure, FIGURE, true)));
    let margin = margin.fold(16.0, f64::max) + 16.0;
    let (left, right) = (axis + 10.0, f64::from(line.size.0) - margin);
    // the first figure stands over its point, clear of the axis
    let widest = line.values().map(|value| width(&value.show(frame.lang), FIGURE, true)).fold(0.0, f64::max);
    let x =
        Scale::new((f64::from(years.0), f64::from(years.1)), (left + (widest / 2.0).clamp(22.0, 40.0), right - 4.0));
    let slot = if years.0 == years.1 { 0.0 } else { x.at(f64::from(years.0) + 1.0) - x.at(f64::from(years.0)) };
    let (breaks, reasons_height) = breaks(line, x, (left, f64::from(line.size.0)));
    let (top, bottom) = (24.0 + reasons_height, f64::from(line.size.1) - 30.0);
    let y = Scale::new((super::super::scale::float(low), super::super::scale::float(high)), (bottom, top));
    let paths = line.series.iter().map(|series| path(series, x, slot, y)).collect();
    let mut out = Layout {
        left,
        right,
        bottom,
        ticks: marks.into_iter().map(|(mark, words)| (y.number(mark), words)).collect(),
        years: year_marks(years, x, slot),
        paths,
        reference: line
            .reference
            .iter()
            .flat_map(|path| &path.points)
            .map(|(year, value)| (x.at(f64::from(*year)), y.number(*value)))
            .collect(),
        band: None,
        breaks,
        labels: Vec::new(),
        ends: Vec::new(),
    };
    if let Some(band) = &line.forecast
        && let Some(from) = out.paths.first().and_then(|segments| segments.last()?.last())
    {
        let end = x.at(f64::from(band.year));
        out.band = Some([*from, (end, y.number(band.high)), (end, y.number(band.low))]);
    }
    let wanted: Vec<f64> = ends.iter().map(|(_, _, _, value)| y.number(*value)).collect();
    let places = spread(&wanted, 2.0 * LINE_HEIGHT + 6.0, (top, bottom - 4.0));
    out.ends = ends
        .into_iter()
        .zip(places)
        .map(|((of, name, figure, _), y)| End { of, x: right + 12.0, y, name, figure })
        .collect();
    out.labels = labels(line, &out);
    Some(out)
}

/// What stands at the right end: lines that reach the last year, the path, the forecast.
fn ends(line: &Line, last: i16) -> Vec<(Of, String, String, Number)> {
    let frame = &line.frame;
    let mut out = Vec::new();
    for (index, series) in line.series.iter().enumerate() {
        if let Some(point) = series.points().last().filter(|point| point.year == last) {
            out.push((Of::Series(index), series.name.clone(), frame.full(point.value), point.value));
        }
    }
    if let Some(path) = &line.reference
        && let Some((_, value)) = path.points.last()
    {
        out.push((Of::Reference, path.name.clone(), frame.full(*value), *value));
    }
    if let Some(band) = &line.forecast {
        let (low, high) = (i128::from(band.low.digits), band.high.rounded(band.low.scale).digits_at(band.low.scale));
        let middle = i128::midpoint(low, high);
        let middle = Number { digits: i64::try_from(middle).unwrap_or(band.low.digits), scale: band.low.scale };
        out.push((Of::Forecast, band.name.clone(), range(frame, band), middle));
    }
    out
}

/// The points of a series. Two figures of one year stand apart, the break between them.
fn path(series: &LineSeries, x: Scale, slot: f64, y: Scale) -> Vec<Vec<(f64, f64)>> {
    let year_of = |segment: Option<&Segment>, first: bool| {
        segment.and_then(|segment| if first { segment.points.first() } else { segment.points.last() }).map(|p| p.year)
    };
    let place = |(index, segment): (usize, &Segment)| {
        let before = index.checked_sub(1).and_then(|before| year_of(series.segments.get(before), false));
        let after = year_of(series.segments.get(index + 1), true);
        let shift = |year: i16| {
            let later = if before == Some(year) { APART } else { 0.0 };
            let earlier = if after == Some(year) { APART } else { 0.0 };
            (later - earlier) * slot
        };
        segment.points.iter().map(|p| (x.at(f64::from(p.year)) + shift(p.year), y.number(p.value))).collect()
    };
    series.segments.iter().enumerate().map(place).collect()
}

/// The gaps, and the height their reasons take above the lines. Series that break alike share one.
fn breaks(line: &Line, x: Scale, (left, right): (f64, f64)) -> (Vec<Break>, f64) {
    let mut found: Vec<(f64, Vec<&str>)> = Vec::new();
    for series in &line.series {
        for pair in series.segments.windows(2) {
            let (Some(before), Some(after)) = (pair[0].points.last(), pair[1].points.first()) else { continue };
            if pair[1].reasons.is_empty() || before.year > after.year {
                continue;
            }
            let at = x.at(f64::midpoint(f64::from(before.year), f64::from(after.year)));
            let index = found.iter().position(|other| (other.0 - at).abs() < 0.5).unwrap_or_else(|| {
                found.push((at, Vec::new()));
                found.len() - 1
            });
            for reason in &pair[1].reasons {
                if !found[index].1.contains(&reason.as_str()) {
                    found[index].1.push(reason);
                }
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<Break> = Vec::new();
    for (at, reasons) in found {
        let lines: Vec<String> = reasons.iter().flat_map(|reason| wrap(reason, SMALL, REASON)).collect();
        let half = lines.iter().map(|words| width(words, SMALL, false)).fold(0.0, f64::max) / 2.0 + 4.0;
        let centre = at.clamp((left + half).min(right - half), (right - half).max(left + half));
        let height = count(lines.len()) * LINE_HEIGHT + 4.0;
        let mut room = Room { left: centre - half, top: 2.0, right: centre + half, bottom: 2.0 + height };
        while let Some(other) = out.iter().find(|other| other.room.meets(&room)) {
            room = Room { top: other.room.bottom, bottom: other.room.bottom + height, ..room };
        }
        out.push(Break { x: at, top: room.bottom, lines, centre, room });
    }
    let height = out.iter().map(|one| one.room.bottom).fold(0.0, f64::max);
    (out, height)
}

/// As many years as fit side by side, the last one always among them.
fn year_marks((first, last): (i16, i16), x: Scale, slot: f64) -> Vec<(f64, String)> {
    let room = width("2024", SMALL, false) + 6.0;
    let step = (1..=last - first).find(|step| slot * f64::from(*step) >= room).unwrap_or(1);
    (first..=last)
        .filter(|year| (last - year) % step == 0)
        .map(|year| (x.at(f64::from(year)), year.to_string()))
        .collect()
}

/// Figures at points: ends of segments first, each where it stands on nothing; one that fits nowhere is left to the
/// table.
fn labels(line: &Line, layout: &Layout) -> Vec<Label> {
    let mut wanted: Vec<(u8, usize, usize, usize)> = Vec::new();
    for (series, one) in line.series.iter().enumerate() {
        let told_at_end = layout.ends.iter().any(|end| end.of == Of::Series(series));
        for (segment, part) in one.segments.iter().enumerate() {
            for index in 0..part.points.len() {
                let last = index + 1 == part.points.len();
                if last && told_at_end && segment + 1 == one.segments.len() {
                    continue;
                }
                let rank = u8::from(!last && index > 0);
                wanted.push((rank, series, segment, index));
            }
        }
    }
    wanted.sort_unstable();
    let dots: Vec<(f64, f64)> = layout.paths.iter().flatten().flatten().copied().collect();
    let mut taken: Vec<Room> = layout.ends.iter().map(End::room).collect();
    let mut out: Vec<Label> = Vec::new();
    for (_, series, segment, index) in wanted {
        let at = layout.paths[series][segment][index];
        let value = line.series[series].segments[segment].points[index].value.show(line.frame.lang);
        let is_top = dots.iter().all(|dot| (dot.0 - at.0).abs() > 1.0 || dot.1 >= at.1);
        let mut best: Option<(u32, Label)> = None;
        for (cost, x, y, anchor) in places(at, is_top) {
            let room = anchored(x, y, anchor, &value);
            let outside =
                room.left < layout.left - 2.0 || room.right > layout.right + 10.0 || room.bottom > layout.bottom;
            let hit = taken.iter().any(|other| other.meets(&room))
                || layout.breaks.iter().any(|gap| gap.room.meets(&room))
                || dots.iter().any(|dot| room.meets(&around(*dot)));
            if outside || hit {
                continue;
            }
            let strokes = layout.paths.iter().flatten().chain([&layout.reference]).flat_map(|path| path.windows(2));
            let crossed = strokes.filter(|pair| room.is_crossed(pair[0], pair[1])).count();
            let gaps = layout.breaks.iter().filter(|gap| room.left < gap.x && gap.x < room.right).count();
            let cost = cost + 10 * u32::try_from(crossed + gaps).unwrap_or(u32::MAX / 20);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, Label { series, at: (x, y), anchor, words: value.clone(), room }));
            }
        }
        if let Some((_, label)) = best {
            taken.push(label.room);
            out.push(label);
        }
    }
    out
}

/// The places around a point, each with how little it is liked.
fn places((x, y): (f64, f64), is_top: bool) -> [(u32, f64, f64, Anchor); 8] {
    let (above, below) = if is_top { (0, 2) } else { (2, 0) };
    [
        (above, x, y - 10.0, Anchor::Middle),
        (below, x, y + 20.0, Anchor::Middle),
        (above + 1, x + 5.0, y - 7.0, Anchor::Start),
        (below + 1, x + 5.0, y + 16.0, Anchor::Start),
        (above + 1, x - 5.0, y - 7.0, Anchor::End),
        (below + 1, x - 5.0, y + 16.0, Anchor::End),
        (above + 5, x, y - 26.0, Anchor::Middle),
        (below + 5, x, y + 36.0, Anchor::Middle),
    ]
}

fn anchored(x: f64, y: f64, anchor: Anchor, words: &str) -> Room {
    let half = width(words, FIGURE, true) / 2.0;
    let centre = match anchor {
        Anchor::Start => x + half,
        Anchor::Middle => x,
        Anchor::End => x - half,
    };
    Room::centred(centre, y, FIGURE, words, true)
}

fn around((x, y): (f64, f64)) -> Room {
    Room { left: x - 4.0, top: y - 4.0, right: x + 4.0, bottom: y + 4.0 }
}

impl End {
    /// The room of both lines.
    pub(super) fn room(&self) -> Room {
        let wide = width(&self.name, FIGURE, false).max(width(&self.figure, FIGURE, true));
        Room { left: self.x - 4.0, top: self.y - LINE_HEIGHT, right: self.x + wide, bottom: self.y + LINE_HEIGHT + 2.0 }
    }
}
