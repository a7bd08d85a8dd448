//! Years of one household: its class and which indicators it lacked.

use super::ink::{FAINT, GRID, INK, PAPER, SOFT, Tone, width, wrap};
use super::scale::count;
use super::svg::{Pen, Svg};
use super::{Chart, Data, DataRow, Frame};

/// Indicators by years.
#[derive(Clone, Debug)]
pub struct Heat {
    /// Title, description, language.
    pub frame: Frame,
    /// What the lines are: “Chỉ số”.
    pub names: String,
    /// The years, oldest first.
    pub years: Vec<HeatYear>,
    /// Numbers and names of the indicators in the order of the law: (`1.1`, `Việc làm`). The number may be empty.
    pub indicators: Vec<(String, String)>,
    /// Lines of figures under the squares: name and one text for each year.
    pub sums: Vec<(String, Vec<String>)>,
}

/// One review of the household.
#[derive(Clone, Debug)]
pub struct HeatYear {
    /// The year.
    pub year: i16,
    /// Its class as it is said, short: “Nghèo”, “Cận nghèo”.
    pub class: String,
    /// Colour of the class.
    pub tone: Tone,
    /// For each indicator whether it was lacking; `None` where it was not asked.
    pub lacking: Vec<Option<bool>>,
}

const WIDTH: f64 = 480.0;
const ROW: f64 = 19.0;
const SIZE: f64 = 12.5;
const SMALL: f64 = 11.0;

impl Chart for Heat {
    fn svg(&self) -> String {
        let numbers = self.indicators.iter().map(|(number, _)| width(number, SIZE, false)).fold(0.0, f64::max);
        let indent = if numbers > 0.0 { numbers + 8.0 } else { 0.0 };
        let names = self.indicators.iter().map(|(_, name)| indent + width(name, SIZE, false));
        let names = names.chain(self.sums.iter().map(|(name, _)| width(name, SIZE, true))).fold(90.0, f64::max);
        let across = count(self.years.len().max(1));
        let step = ((WIDTH - names - 10.0) / across).clamp(48.0, 76.0).min(WIDTH * 0.6 / across);
        let names = WIDTH - step * across;
        let at = |index: usize| names + step * (count(index) + 0.5);
        let top = 56.0;
        let height = top + ROW * count(self.indicators.len() + self.sums.len()) + 8.0;
        let mut svg = Svg::open(&self.frame, WIDTH, height);
        for (index, year) in self.years.iter().enumerate() {
            svg.text(at(index), 12.0, Pen::new(SIZE, INK).bold().middle(), &year.year.to_string());
            chip(&mut svg, year, at(index), step - 3.0);
        }
        let right = names + step * count(self.years.len());
        for (line, (number, name)) in self.indicators.iter().enumerate() {
            let base = top + ROW * count(line) + 13.0;
            svg.text(0.0, base, Pen::new(SIZE, FAINT), number);
            let shown = wrap(name, SIZE, names - indent).into_iter().next().unwrap_or_default();
            let shown = if shown.len() < name.len() { format!("{shown}…") } else { shown };
            svg.start("g", &[]);
            svg.title(name);
            svg.text(indent, base, Pen::new(SIZE, INK), &shown);
            svg.end("g");
            svg.line((0.0, base + 5.5), (right, base + 5.5), GRID);
            for (index, year) in self.years.iter().enumerate() {
                let (x, y) = (at(index), base - 4.0);
                match year.lacking.get(line).copied().flatten() {
                    Some(true) => {
                        let part = svg.part(None, &format!("{name}, {}", year.year));
                        svg.rect((x - 6.0, y - 6.0), (12.0, 12.0), Tone::Poor.fill());
                        svg.end(part);
                    }
                    Some(false) => svg.circle((x, y), 1.6, "#b3bfc6"),
                    None => svg.text(x, base, Pen::new(SMALL, FAINT).middle(), "–"),
                }
            }
        }
        for (line, (name, figures)) in self.sums.iter().enumerate() {
            let base = top + ROW * count(self.indicators.len() + line) + 17.0;
            let pen = if line == 0 { Pen::new(SIZE, INK).bold() } else { Pen::new(SIZE, SOFT) };
            svg.text(0.0, base, pen, name);
            for (index, figure) in figures.iter().enumerate() {
                svg.text(at(index), base, pen.middle(), figure);
            }
        }
        svg.close()
    }

    fn data(&self) -> Data {
        let frame = &self.frame;
        let mut headers = vec![self.names.clone()];
        headers.extend(self.years.iter().map(|year| format!("{}: {}", year.year, year.class)));
        let mark = |lacking: Option<bool>| match lacking {
            Some(true) => frame.word("thiếu", "lacking"),
            Some(false) => frame.word("không", "no"),
            None => "–".to_owned(),
        };
        let indicators = self.indicators.iter().enumerate().map(|(line, (number, name))| DataRow {
            name: format!("{number} {name}").trim().to_owned(),
            href: None,
            cells: self.years.iter().map(|year| mark(year.lacking.get(line).copied().flatten())).collect(),
        });
        let sums =
            self.sums.iter().map(|(name, figures)| DataRow { name: name.clone(), href: None, cells: figures.clone() });
        Data { caption: frame.title.clone(), headers, rows: indicators.chain(sums).collect() }
    }
}

/// The class of a year: a shape as well as a colour, so that neither is needed alone.
fn chip(svg: &mut Svg, year: &HeatYear, centre: f64, wide: f64) {
    let round = match year.tone {
        Tone::Poor => 2.0,
        _ => 11.0,
    };
    let filled = matches!(year.tone, Tone::Poor | Tone::Near);
    let (fill, stroke) = if filled { (year.tone.fill(), year.tone.fill()) } else { (PAPER, FAINT) };
    svg.element(
        "rect",
        &[
            ("x", (centre - wide / 2.0).into()),
            ("y", 20.0.into()),
            ("width", wide.into()),
            ("height", 22.0.into()),
            ("rx", round.into()),
            ("fill", fill.into()),
            ("stroke", stroke.into()),
        ],
    );
    let ink = if filled { PAPER } else { SOFT };
    svg.fitted((centre, 35.0), wide - 6.0, Pen::new(SMALL, ink).bold().middle(), &year.class);
}
