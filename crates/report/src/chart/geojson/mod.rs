//! A province's own boundaries, drawn in the same colours as its cartogram.
//!
//! The file is the province's and nobody here vouches for it: it is read with limits, drawn as it is, and the
//! archipelagos are drawn beside it whatever it holds.

mod draw;
mod read;
mod simplify;
#[cfg(test)]
mod tests;

pub use read::read;

use super::{Chart, Classes, Data, DataRow, Frame, IslandTile};
use base::Number;

/// Boundaries by code, in degrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundaries {
    /// In the order of the file.
    pub shapes: Vec<Shape>,
}

/// One unit's boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The property `code`.
    pub code: String,
    /// Rings of longitude and latitude, outer and inner alike.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// A map of boundaries.
#[derive(Clone, Debug)]
pub struct Choropleth<'a> {
    /// Title, description, language.
    pub frame: Frame,
    /// Width in units; the height follows from the land.
    pub width: u16,
    /// What the areas are: “Xã, phường”.
    pub names: String,
    /// What the figures are.
    pub figures: String,
    /// The colours.
    pub classes: Classes,
    /// The boundaries.
    pub boundaries: &'a Boundaries,
    /// The figures; a shape without one is hatched.
    pub regions: Vec<Region>,
    /// The archipelagos; their places are not used here, they stand at the right edge.
    pub islands: Vec<IslandTile>,
}

/// A unit with its figure.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its code, as in the file.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The figure.
    pub value: Option<Number>,
    /// Where it opens.
    pub href: Option<String>,
}

impl Chart for Choropleth<'_> {
    fn svg(&self) -> String {
        draw::draw(self)
    }

    fn data(&self) -> Data {
        let rows = self.regions.iter().map(|region| DataRow {
            name: region.name.clone(),
            href: region.href.clone(),
            cells: vec![self.frame.cell(region.value)],
        });
        Data {
            caption: self.frame.title.clone(),
            headers: vec![self.names.clone(), self.figures.clone()],
            rows: rows.collect(),
        }
    }
}
