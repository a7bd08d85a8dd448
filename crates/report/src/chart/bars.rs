//! Bars lying side by side under each other, best already in the order of their figures; they may go below zero.

use super::ink::{FAINT, INK, REFERENCE, SOFT, width, wrap};
use super::scale::{Scale, count, float, span};
use super::svg::{Pen, Svg};
use super::{Chart, Data, DataRow, Frame, Tone};
use base::Number;

/// Horizontal bars with names at the left and figures at their ends.
#[derive(Clone, Debug)]
pub struct Bars {
    /// Title, description, language.
    pub frame: Frame,
    /// Width in units; the height follows from the bars.
    pub width: u16,
    /// What the names are: “Xã, phường”.
    pub names: String,
    /// What the figures are: “Tỷ lệ hộ nghèo, %”.
    pub figures: String,
    /// Whether figures are differences and carry their sign.
    pub signed: bool,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its figure; without one there is no bar, and a dash.
    pub value: Option<Number>,
    /// Colour.
    pub tone: Tone,
    /// Where it opens.
    pub href: Option<String>,
}

const ROW: f64 = 26.0;
const SIZE: f64 = 13.0;
const THICK: f64 = 14.0;

impl Bars {
    fn figure(&self, value: Option<Number>) -> String {
        match value {
            Some(value) if self.signed => value.signed(self.frame.lang),
            value => self.frame.cell(value),
        }
    }
}

impl Chart for Bars {
    fn svg(&self) -> String {
        let whole = f64::from(self.width);
        // names take at most two fifths; longer ones go over two lines
        let widest = self.bars.iter().map(|bar| width(&bar.name, SIZE, false)).fold(0.0, f64::max);
        let names = widest.min(whole * 0.4);
        let lines: Vec<Vec<String>> = self.bars.iter().map(|bar| wrap(&bar.name, SIZE, names)).collect();
        let row = |lines: &Vec<String>| ROW + 15.0 * count(lines.len().saturating_sub(1));
        let height = lines.iter().map(row).sum::<f64>() + 4.0;
        let figures: Vec<String> = self.bars.iter().map(|bar| self.figure(bar.value)).collect();
        let room = figures.iter().map(|words| width(words, SIZE, true)).fold(0.0, f64::max) + 8.0;
        let (low, high) = span(self.bars.iter().filter_map(|bar| bar.value));
        let below = if low.digits < 0 { room } else { 0.0 };
        let above = if high.digits > 0 || low.digits == 0 { room } else { 24.0 };
        let scale = Scale::new((float(low), float(high)), (names + 12.0 + below, whole - above));
        let zero = scale.at(0.0);
        let mut svg = Svg::open(&self.frame, whole, height);
        let mut top = 2.0;
        for ((bar, words), figure) in self.bars.iter().zip(&lines).zip(&figures) {
            let middle = top + row(words) / 2.0;
            let title =
                format!("{}: {}", bar.name, bar.value.map_or_else(|| figure.clone(), |value| self.frame.full(value)));
            let part = svg.part(bar.href.as_deref(), &title);
            let mut y = middle + 4.5 - 7.5 * count(words.len().saturating_sub(1));
            for line in words {
                svg.text(names, y, Pen::new(SIZE, INK).end(), line);
                y += 15.0;
            }
            let Some(value) = bar.value else {
                svg.text(zero + 6.0, middle + 4.5, Pen::new(SIZE, FAINT), figure);
                svg.end(part);
                top += row(words);
                continue;
            };
            let end = scale.number(value);
            svg.rect((zero.min(end), middle - THICK / 2.0), ((end - zero).abs(), THICK), bar.tone.fill());
            let pen = Pen::new(SIZE, bar.tone.ink()).bold();
            if value.digits < 0 {
                svg.text(end - 6.0, middle + 4.5, pen.end(), figure);
            } else {
                svg.text(end + 6.0, middle + 4.5, pen, figure);
            }
            svg.end(part);
            top += row(words);
        }
        svg.line((zero, 0.0), (zero, height), if low.digits < 0 { SOFT } else { REFERENCE });
        svg.close()
    }

    fn data(&self) -> Data {
        let rows = self.bars.iter().map(|bar| DataRow {
            name: bar.name.clone(),
            href: bar.href.clone(),
            cells: vec![self.figure(bar.value)],
        });
        Data {
            caption: self.frame.title.clone(),
            headers: vec![self.names.clone(), self.figures.clone()],
            rows: rows.collect(),
        }
    }
}
