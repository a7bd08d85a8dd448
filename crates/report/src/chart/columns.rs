//! Columns over years or groups, each with its figure on top.

use super::ink::{FAINT, INK, SOFT, width, wrap};
use super::scale::{Scale, count, float, span};
use super::svg::{Pen, Svg};
use super::{Bar, Chart, Data, DataRow, Frame};

/// Columns side by side.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Title, description, language.
    pub frame: Frame,
    /// Width and height in units.
    pub size: (u16, u16),
    /// What the names are: “Năm”.
    pub names: String,
    /// What the figures are: “Hộ nghèo”.
    pub figures: String,
    /// From left to right.
    pub columns: Vec<Bar>,
}

const SIZE: f64 = 12.5;
const LINE_HEIGHT: f64 = 14.0;

impl Chart for Columns {
    fn svg(&self) -> String {
        let (wide, high) = (f64::from(self.size.0), f64::from(self.size.1));
        let step = wide / count(self.columns.len().max(1));
        let names: Vec<Vec<String>> = self.columns.iter().map(|column| wrap(&column.name, SIZE, step - 6.0)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let foot = LINE_HEIGHT * count(lines) + 8.0;
        let (low, high_figure) = span(self.columns.iter().filter_map(|column| column.value));
        let under = if low.digits < 0 { 18.0 } else { 0.0 };
        let y = Scale::new((float(low), float(high_figure)), (high - foot - under, 20.0));
        let zero = y.at(0.0);
        let mut svg = Svg::open(&self.frame, wide, high);
        for (index, (column, lines)) in self.columns.iter().zip(&names).enumerate() {
            let centre = step * (count(index) + 0.5);
            let thick = (step * 0.62).min(56.0);
            let figure = self.frame.cell(column.value);
            let full = column.value.map_or_else(|| figure.clone(), |value| self.frame.full(value));
            let part = svg.part(column.href.as_deref(), &format!("{}: {full}", column.name));
            // a figure wider than its column's room is told by the title and the table
            let has_room = width(&figure, SIZE, true) <= step - 2.0;
            if let Some(value) = column.value {
                let end = y.number(value);
                svg.rect((centre - thick / 2.0, zero.min(end)), (thick, (zero - end).abs()), column.tone.fill());
                let base = if value.digits < 0 { end + 14.0 } else { end - 6.0 };
                if has_room {
                    svg.text(centre, base, Pen::new(SIZE, column.tone.ink()).bold().middle(), &figure);
                }
            } else {
                svg.text(centre, zero - 6.0, Pen::new(SIZE, FAINT).middle(), &figure);
            }
            let mut base = high - foot + LINE_HEIGHT + 4.0;
            for line in lines {
                svg.text(centre, base, Pen::new(SIZE, SOFT).middle(), line);
                base += LINE_HEIGHT;
            }
            svg.end(part);
        }
        svg.line((0.0, zero), (wide, zero), INK);
        svg.close()
    }

    fn data(&self) -> Data {
        let rows = self.columns.iter().map(|column| DataRow {
            name: column.name.clone(),
            href: column.href.clone(),
            cells: vec![self.frame.cell(column.value)],
        });
        Data {
            caption: self.frame.title.clone(),
            headers: vec![self.names.clone(), self.figures.clone()],
            rows: rows.collect(),
        }
    }
}
