//! The movement between two reviews as steps down and up: read from top to bottom, from the opening to the closing.

use super::ink::{INK, REFERENCE, SOFT, Tone, width, wrap};
use super::scale::{Scale, count, float, span};
use super::svg::{Pen, Svg};
use super::{Chart, Data, DataRow, Frame};
use base::Number;

/// Who left, who came, and what that makes.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Title, description, language.
    pub frame: Frame,
    /// Width in units; the height follows.
    pub width: u16,
    /// What the steps are: “Biến động”.
    pub names: String,
    /// What the figures are: “Hộ”.
    pub figures: String,
    /// Where it starts: “Hộ nghèo cuối năm 2022”.
    pub opening: Stock,
    /// The steps in the order of the form.
    pub steps: Vec<FlowStep>,
    /// Where it ends.
    pub closing: Stock,
}

/// Households at a moment.
#[derive(Clone, Debug)]
pub struct Stock {
    /// When and who.
    pub name: String,
    /// How many.
    pub count: u64,
    /// Where it opens.
    pub href: Option<String>,
}

/// Households that moved.
#[derive(Clone, Debug)]
pub struct FlowStep {
    /// Where to or from: “thành hộ cận nghèo”.
    pub name: String,
    /// How many.
    pub count: u64,
    /// Whether they left.
    pub leaves: bool,
    /// Where it opens.
    pub href: Option<String>,
}

const ROW: f64 = 30.0;
const THICK: f64 = 18.0;
const SIZE: f64 = 13.0;

impl FlowStep {
    fn signed(&self) -> Number {
        let number = Number::count(self.count);
        if self.leaves { Number { digits: -number.digits, ..number } } else { number }
    }
}

impl Flow {
    /// Opening, steps, closing: what a line says and where its bar begins and ends.
    fn lines(&self) -> Vec<Line<'_>> {
        let level = |digits: i64| Number { digits, scale: 0 };
        let mut at = Number::count(self.opening.count).digits;
        let stock = |stock: &Stock, name| Line {
            name,
            href: None,
            figure: Number::count(stock.count).show(self.frame.lang),
            from: level(0),
            to: Number::count(stock.count),
            tone: Tone::Poor,
            is_stock: true,
        };
        let mut out = vec![Line { href: self.opening.href.as_deref(), ..stock(&self.opening, &self.opening.name) }];
        for step in &self.steps {
            let to = at.saturating_add(step.signed().digits);
            out.push(Line {
                name: &step.name,
                href: step.href.as_deref(),
                figure: step.signed().signed(self.frame.lang),
                from: level(at),
                to: level(to),
                tone: if step.leaves { Tone::Good } else { Tone::Bad },
                is_stock: false,
            });
            at = to;
        }
        out.push(Line { href: self.closing.href.as_deref(), ..stock(&self.closing, &self.closing.name) });
        out
    }
}

struct Line<'a> {
    name: &'a str,
    href: Option<&'a str>,
    figure: String,
    from: Number,
    to: Number,
    tone: Tone,
    is_stock: bool,
}

impl Chart for Flow {
    fn svg(&self) -> String {
        let whole = f64::from(self.width);
        let lines = self.lines();
        let names = lines.iter().map(|line| width(line.name, SIZE, line.is_stock)).fold(0.0, f64::max);
        let names = names.min(whole * 0.42);
        let wrapped: Vec<Vec<String>> = lines.iter().map(|line| wrap(line.name, SIZE, names)).collect();
        let high = |words: &Vec<String>| ROW + 15.0 * count(words.len().saturating_sub(1));
        let figures = lines.iter().map(|line| width(&line.figure, SIZE, true)).fold(0.0, f64::max) + 10.0;
        let (low, top_figure) = span(lines.iter().flat_map(|line| [line.from, line.to]));
        let x = Scale::new((float(low), float(top_figure)), (names + 12.0, whole - figures));
        let mut svg = Svg::open(&self.frame, whole, wrapped.iter().map(high).sum());
        let mut top = 0.0;
        let mut before: Option<(f64, f64)> = None;
        for (line, words) in lines.iter().zip(&wrapped) {
            let middle = top + high(words) / 2.0;
            let (from, to) = (x.number(line.from), x.number(line.to));
            let start = if line.is_stock { to } else { from };
            if let Some((level, bottom)) = before {
                // each step begins where the one before ended
                svg.line((level, bottom), (start.max(level), middle - THICK / 2.0), REFERENCE);
            }
            let part = svg.part(line.href, &format!("{}: {}", line.name, line.figure));
            let mut base = middle + 4.5 - 7.5 * count(words.len().saturating_sub(1));
            for text in words {
                let pen = Pen::new(SIZE, if line.is_stock { INK } else { SOFT }).end();
                svg.text(names, base, if line.is_stock { pen.bold() } else { pen }, text);
                base += 15.0;
            }
            svg.rect((from.min(to), middle - THICK / 2.0), ((to - from).abs().max(1.0), THICK), line.tone.fill());
            let pen = Pen::new(SIZE, line.tone.ink()).bold();
            svg.text(from.max(to) + 6.0, middle + 4.5, pen, &line.figure);
            svg.end(part);
            before = Some((to, middle + THICK / 2.0));
            top += high(words);
        }
        svg.close()
    }

    fn data(&self) -> Data {
        let rows = self.lines().into_iter().map(|line| DataRow {
            name: line.name.to_owned(),
            href: line.href.map(str::to_owned),
            cells: vec![line.figure],
        });
        Data {
            caption: self.frame.title.clone(),
            headers: vec![self.names.clone(), self.figures.clone()],
            rows: rows.collect(),
        }
    }
}
