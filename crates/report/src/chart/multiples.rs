//! The same small picture for many things, all on one scale, so that they may be compared at a glance.

use super::ink::{FAINT, INK, REFERENCE, width, wrap};
use super::scale::{Scale, count, float, span};
use super::svg::{Pen, Svg, points};
use super::{Chart, Data, DataRow, Frame, Tone};
use base::Number;

/// Panels over the same years: six regions, twelve indicators.
#[derive(Clone, Debug)]
pub struct SmallMultiples {
    /// Title, description, language.
    pub frame: Frame,
    /// Width of the whole in units.
    pub width: u16,
    /// Panels side by side.
    pub across: u8,
    /// What the panels are: “Vùng”, “Chỉ số thiếu hụt”.
    pub names: String,
    /// The years, oldest first.
    pub years: Vec<i16>,
    /// The panels in reading order.
    pub panels: Vec<Panel>,
}

/// One panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// Colour.
    pub tone: Tone,
    /// One figure for each year; a missing one is a gap.
    pub values: Vec<Option<Number>>,
    /// Words between the first and the last year: “−48,5 %”. May be empty.
    pub note: String,
    /// Where it opens.
    pub href: Option<String>,
}

const GAP: f64 = 22.0;
const PLOT: f64 = 82.0;
const NAME: f64 = 12.5;

impl Chart for SmallMultiples {
    fn svg(&self) -> String {
        let across = count(usize::from(self.across.max(1)));
        let wide = (f64::from(self.width) - GAP * (across - 1.0)) / across;
        let names: Vec<Vec<String>> = self.panels.iter().map(|panel| wrap(&panel.name, NAME, wide)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let head = 15.0 * count(lines) + 6.0;
        let step = head + PLOT + 32.0;
        let rows = self.panels.len().div_ceil(usize::from(self.across.max(1)));
        let (low, high) = span(self.panels.iter().flat_map(|panel| &panel.values).copied().flatten());
        let mut svg = Svg::open(&self.frame, f64::from(self.width), count(rows) * step);
        for (index, (panel, lines)) in self.panels.iter().zip(&names).enumerate() {
            let across = usize::from(self.across.max(1));
            let (left, top) = (count(index % across) * (wide + GAP), count(index / across) * step);
            let part = svg.part(panel.href.as_deref(), &self.told(panel));
            // names end on one line, whatever their length
            let mut base = top + head - 9.0 - 15.0 * count(lines.len().saturating_sub(1));
            for line in lines {
                svg.text(left, base, Pen::new(NAME, INK).bold(), line);
                base += 15.0;
            }
            let bottom = top + head + PLOT;
            let y = Scale::new((float(low), float(high)), (bottom, top + head + 20.0));
            self.panel(&mut svg, panel, (left, left + wide), (y, bottom));
            svg.end(part);
        }
        svg.close()
    }

    fn data(&self) -> Data {
        let mut headers = vec![self.names.clone()];
        headers.extend(self.years.iter().map(i16::to_string));
        let rows = self.panels.iter().map(|panel| DataRow {
            name: panel.name.clone(),
            href: panel.href.clone(),
            cells: panel.values.iter().map(|value| self.frame.cell(*value)).collect(),
        });
        Data { caption: self.frame.title.clone(), headers, rows: rows.collect() }
    }
}

impl SmallMultiples {
    fn told(&self, panel: &Panel) -> String {
        let figures = self.years.iter().zip(&panel.values);
        let figures: Vec<String> = figures.map(|(year, value)| format!("{year} {}", self.frame.cell(*value))).collect();
        format!("{}: {}", panel.name, figures.join(", "))
    }

    fn panel(&self, svg: &mut Svg, panel: &Panel, (left, right): (f64, f64), (y, bottom): (Scale, f64)) {
        let x = Scale::new((0.0, count(self.years.len().saturating_sub(1))), (left + 4.0, right - 4.0));
        let place = |(index, value): (usize, &Option<Number>)| value.map(|value| (x.at(count(index)), y.number(value)));
        let places: Vec<Option<(f64, f64)>> = panel.values.iter().enumerate().map(place).collect();
        let zero = y.at(0.0);
        svg.line((left, zero), (right, zero), REFERENCE);
        for part in places.split(Option::is_none) {
            let part: Vec<(f64, f64)> = part.iter().copied().flatten().collect();
            let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
            let area = [&[(first.0, zero)], &part[..], &[(last.0, zero)]].concat();
            let area = points(&area);
            let fill = panel.tone.fill();
            svg.element("polygon", &[("points", (&area).into()), ("fill", fill.into()), ("opacity", "0.13".into())]);
            svg.polyline(&part, fill, 2.0);
            if part.len() == 1 {
                svg.circle(*first, 3.0, fill);
            }
        }
        let known = || places.iter().zip(&panel.values).filter_map(|(place, value)| Some(((*place)?, (*value)?)));
        // figures stand over their own years, also where the first or the last year has none
        let end = known().next_back().map(|(place, value)| {
            svg.circle(place, 3.0, panel.tone.fill());
            let pen = Pen::new(12.5, panel.tone.ink()).bold();
            let words = value.show(self.frame.lang);
            let right = (place.0 + 4.0).max(left + width(&words, 12.5, true));
            let from = right - width(&words, 12.5, true) - 2.0;
            let over = highest(&places, from).min(place.1 - 3.0);
            svg.text(right, over - 6.0, pen.end(), &words);
            from
        });
        if let Some((place, value)) = known().next().filter(|_| known().count() > 1) {
            let (left, words) = (place.0 - 4.0, value.show(self.frame.lang));
            if end.is_none_or(|end| left + width(&words, 11.5, false) < end) {
                svg.text(left, place.1 - 7.0, Pen::new(11.5, FAINT), &words);
            }
        }
        let base = bottom + 15.0;
        if let (Some(first), Some(last)) = (self.years.first(), self.years.last()) {
            svg.text(left, base, Pen::new(11.0, FAINT), &first.to_string());
            svg.text(right, base, Pen::new(11.0, FAINT).end(), &last.to_string());
        }
        svg.text(f64::midpoint(left, right), base, Pen::new(11.5, INK).middle(), &panel.note);
    }
}

/// The highest place of a line right of `from`.
fn highest(places: &[Option<(f64, f64)>], from: f64) -> f64 {
    let pairs = places.windows(2).filter_map(|pair| Some((pair[0]?, pair[1]?))).filter(|(_, b)| b.0 > from);
    let tops = pairs.map(|(a, b)| {
        let start = (a.0.max(from) - a.0) / (b.0 - a.0);
        (a.1 + (b.1 - a.1) * start).min(b.1)
    });
    tops.fold(f64::MAX, f64::min)
}
