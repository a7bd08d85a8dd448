//! Charts and maps as SVG: figures in, picture out, the same bytes on a page and in a PDF.
//!
//! Every chart is a plain value with two answers: [`Chart::svg`], the picture, and [`Chart::data`], the table behind it
//! for those who do not see it or want to count. The words in it are the caller's, in the page's language. Nothing here
//! knows where figures come from; a figure is printed with the digits it was given.

mod bars;
mod classes;
mod columns;
mod flow;
pub mod geojson;
mod heat;
mod ink;
mod labels;
mod line;
mod multiples;
mod pyramid;
mod scale;
mod sparkline;
mod svg;
#[cfg(test)]
mod tests;
mod tiles;

pub use bars::{Bar, Bars};
pub use classes::Classes;
pub use columns::Columns;
pub use flow::{Flow, FlowStep, Stock};
pub use heat::{Heat, HeatYear};
pub use ink::Tone;
pub use line::{Band, Line, LineSeries, Path, Point, Segment};
pub use multiples::{Panel, SmallMultiples};
pub use pyramid::{AgeGroup, Pyramid};
pub use sparkline::sparkline;
pub use tiles::{IslandTile, Islands, National, Spot, Spots, Tile, TileSize, Tilemap, national, spots};

use base::{Lang, Number, Text};

/// A picture of figures.
pub trait Chart {
    /// The picture, one `<svg>` element without scripts or styles.
    fn svg(&self) -> String;

    /// The same figures as a table.
    fn data(&self) -> Data;
}

/// What every chart needs besides its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Beginning of the ids in the picture; unique on its page.
    pub id: String,
    /// How numbers are written, and the few words that are the chart's own.
    pub lang: Lang,
    /// What the picture shows, best as an answer: “Hộ nghèo giảm nhanh hơn hộ cận nghèo”.
    pub title: String,
    /// The same in one or two sentences with the main figures, for those who do not see it.
    pub desc: String,
    /// Sign behind the figures where there is room: `%`, `hộ`; empty for none.
    pub unit: String,
}

impl Frame {
    /// A figure with its unit: `4,93 %`.
    pub(crate) fn full(&self, value: Number) -> String {
        let gap = if self.unit.is_empty() { "" } else { "\u{a0}" };
        format!("{}{gap}{}", value.show(self.lang), self.unit)
    }

    /// A figure that may be missing, as it stands in tables: a dash is not a zero.
    pub(crate) fn cell(&self, value: Option<Number>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| value.show(self.lang))
    }

    /// One of the chart's own words.
    pub(crate) fn word(&self, vi: &str, en: &str) -> String {
        Text::new(vi, en).get(self.lang).to_owned()
    }
}

/// The table behind a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// What the table shows.
    pub caption: String,
    /// Titles of the columns, the first one that of the names.
    pub headers: Vec<String>,
    /// Its lines.
    pub rows: Vec<DataRow>,
}

/// A line of the table behind a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataRow {
    /// What the line is about.
    pub name: String,
    /// Where it opens.
    pub href: Option<String>,
    /// One text for each column but the first.
    pub cells: Vec<String>,
}
