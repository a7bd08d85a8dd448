//! Cartograms: one tile of the same size for every unit, near where it lies.
//!
//! No boundaries are at hand that may be given away, and a map of equal tiles shows a small poor province as well as a
//! large one. Quần đảo Hoàng Sa and quần đảo Trường Sa are always drawn.

mod draw;
mod national;
mod place;
#[cfg(test)]
mod tests;

pub(super) use draw::sea_box;
pub use national::{Islands, National, national};
pub use place::{Spot, Spots, spots};

use super::{Chart, Classes, Data, DataRow, Frame};
use base::Number;

/// A cartogram.
#[derive(Clone, Debug)]
pub struct Tilemap {
    /// Title, description, language.
    pub frame: Frame,
    /// With names, or for narrow screens.
    pub size: TileSize,
    /// What the tiles are: “Tỉnh, thành phố”.
    pub names: String,
    /// What the figures are: “Số hộ nghèo cuối năm 2024”.
    pub figures: String,
    /// The colours.
    pub classes: Classes,
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// The archipelagos.
    pub islands: Vec<IslandTile>,
}

/// How large tiles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileSize {
    /// For a page: name and figure.
    Wide,
    /// For a telephone: figures only, the names stand in the table below.
    Narrow,
}

/// A unit.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Column from the left and row from the top, from 0.
    pub at: (u16, u16),
    /// Its name.
    pub name: String,
    /// The figure in the tile; a missing one is hatched.
    pub value: Option<Number>,
    /// The figure that gives the colour, where that is another one.
    pub coloured_by: Option<Number>,
    /// Earlier years and this one as small columns; empty for none.
    pub years: Vec<Option<Number>>,
    /// Where it opens.
    pub href: Option<String>,
    /// What a mouse tells: “Huế: 16.006 hộ nghèo năm 2021, 4.689 hộ năm 2024”.
    pub title: String,
}

/// An archipelago, drawn where it lies and belonging to a unit.
#[derive(Clone, Debug)]
pub struct IslandTile {
    /// Column and row of its left end.
    pub at: (u16, u16),
    /// “Quần đảo Hoàng Sa”.
    pub name: String,
    /// “thuộc Thành phố Đà Nẵng”.
    pub belongs: String,
}

impl Chart for Tilemap {
    fn svg(&self) -> String {
        draw::draw(self)
    }

    fn data(&self) -> Data {
        let frame = &self.frame;
        let differs = self.tiles.iter().any(|tile| tile.coloured_by.is_some());
        let mut headers = vec![self.names.clone(), self.figures.clone()];
        if differs {
            headers.push(frame.word("Màu", "Colour"));
        }
        let rows = self.tiles.iter().map(|tile| {
            let mut cells = vec![frame.cell(tile.value)];
            if differs {
                cells.push(tile.coloured_by.map_or_else(|| "–".to_owned(), |value| value.signed(frame.lang)));
            }
            DataRow { name: tile.name.clone(), href: tile.href.clone(), cells }
        });
        Data { caption: frame.title.clone(), headers, rows: rows.collect() }
    }
}
