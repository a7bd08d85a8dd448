//! Lines over years, labelled where they are; a series that breaks is seen to break, with the reason in words.

mod data;
mod draw;
mod layout;
#[cfg(test)]
mod tests;

use super::{Chart, Data, Frame, Tone};
use base::Number;

/// Lines over years, from zero.
#[derive(Clone, Debug)]
pub struct Line {
    /// Title, description, language.
    pub frame: Frame,
    /// Width and height in units; up to 480 wide where it is to be read on a telephone.
    pub size: (u16, u16),
    /// The lines.
    pub series: Vec<LineSeries>,
    /// What was planned, dashed.
    pub reference: Option<Path>,
    /// What is expected after the last point of the first line.
    pub forecast: Option<Band>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct LineSeries {
    /// Name at its end.
    pub name: String,
    /// Colour.
    pub tone: Tone,
    /// Its parts, oldest first; never joined to each other.
    pub segments: Vec<Segment>,
}

/// Years that may be compared with each other.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Why it is not joined to the segment before; empty for the first.
    pub reasons: Vec<String>,
    /// Its points, oldest first.
    pub points: Vec<Point>,
}

/// A figure of a year.
#[derive(Clone, Debug)]
pub struct Point {
    /// The year at whose end it holds.
    pub year: i16,
    /// The figure.
    pub value: Number,
    /// Where it opens.
    pub href: Option<String>,
    /// What else to tell of it: source, status. May be empty.
    pub note: String,
}

/// A dashed path.
#[derive(Clone, Debug)]
pub struct Path {
    /// Name at its end.
    pub name: String,
    /// Year and figure, oldest first.
    pub points: Vec<(i16, Number)>,
}

/// A range in a later year.
#[derive(Clone, Debug)]
pub struct Band {
    /// Name at its end.
    pub name: String,
    /// The year.
    pub year: i16,
    /// Its lower end.
    pub low: Number,
    /// Its upper end.
    pub high: Number,
}

impl LineSeries {
    /// A line without breaks.
    pub fn whole(name: impl Into<String>, tone: Tone, points: Vec<Point>) -> Self {
        Self { name: name.into(), tone, segments: vec![Segment { reasons: Vec::new(), points }] }
    }

    fn points(&self) -> impl Iterator<Item = &Point> {
        self.segments.iter().flat_map(|segment| &segment.points)
    }
}

impl Point {
    /// A figure that opens nowhere.
    pub fn new(year: i16, value: Number) -> Self {
        Self { year, value, href: None, note: String::new() }
    }
}

impl Line {
    /// Every figure drawn.
    fn values(&self) -> impl Iterator<Item = Number> {
        let own = self.series.iter().flat_map(LineSeries::points).map(|point| point.value);
        let path = self.reference.iter().flat_map(|path| &path.points).map(|point| point.1);
        own.chain(path).chain(self.forecast.iter().flat_map(|band| [band.low, band.high]))
    }

    /// The first and the last year drawn; `None` for an empty chart.
    fn years(&self) -> Option<(i16, i16)> {
        let own = self.series.iter().flat_map(LineSeries::points).map(|point| point.year);
        let path = self.reference.iter().flat_map(|path| &path.points).map(|point| point.0);
        let years: Vec<i16> = own.chain(path).chain(self.forecast.iter().map(|band| band.year)).collect();
        Some((*years.iter().min()?, *years.iter().max()?))
    }
}

impl Chart for Line {
    fn svg(&self) -> String {
        draw::draw(self)
    }

    fn data(&self) -> Data {
        data::data(self)
    }
}
