//! The body of a summary form: the tree of units as lines, roll-ups bold above their units, the whole area last.

use super::FormInput;
pub(super) use crate::table::Line;
use crate::table::{About, Cell, Column, DOTS, Kind, NO_FIGURE, Row, RowLevel};
use base::{AreaKey, Level};
use domain::form::{Counts, Tally, UnitCounts};

impl Line {
    /// Both lines, for forms that have the column C.
    pub(crate) const TWO: &[Self] = &[Self::Households, Self::Persons];
    /// Forms with one line per unit.
    pub(crate) const ONE: &[Self] = &[Self::Households];

    /// The tally's figure for this line.
    pub(crate) fn of(self, tally: Tally) -> u64 {
        match self {
            Self::Households => tally.households,
            Self::Persons => tally.persons,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Households => "Hộ",
            Self::Persons => "Nhân khẩu",
        }
    }
}

/// Columns A, B and, with two lines per unit, C.
pub(super) fn stub(unit: &str, lines: &[Line]) -> Vec<Column> {
    let mut columns = vec![Column::leaf("STT", "A", Kind::Order, 5), Column::leaf(unit, "B", Kind::Text, 24)];
    if lines.len() > 1 {
        columns.push(Column::leaf("Phân tổ", "C", Kind::Text, 11));
    }
    columns
}

/// All lines of the area; `cells` gives what follows the stub.
pub(super) fn of(input: &FormInput, lines: &[Line], cells: impl Fn(&Counts, Line) -> Vec<Cell>) -> Vec<Row> {
    let mut body = Body { lines, cells, rows: Vec::new() };
    let units = children(input.root);
    let parts = body.units(units, 0, "");
    let root = Unit { key: &input.root.key, name: "TỔNG CỘNG", counts: input.root.counts.as_ref() };
    body.push(RowLevel::Total, "", root, &parts);
    // findings name the area, not the words of the line
    for row in body.rows.iter_mut().filter(|row| row.level == RowLevel::Total) {
        row.name.clone_from(&input.root.name);
    }
    body.rows
}

/// The units under the area; an area without any is its own only unit, so that its form is not empty.
pub(super) fn children(root: &UnitCounts) -> &[UnitCounts] {
    if root.children.is_empty() { std::slice::from_ref(root) } else { &root.children }
}

/// A unit as a line prints it.
#[derive(Clone, Copy)]
struct Unit<'a> {
    key: &'a AreaKey,
    name: &'a str,
    counts: Option<&'a Counts>,
}

struct Body<'a, F> {
    lines: &'a [Line],
    cells: F,
    rows: Vec<Row>,
}

impl<F: Fn(&Counts, Line) -> Vec<Cell>> Body<'_, F> {
    /// Appends units with all below them; the rows of their first lines.
    fn units(&mut self, units: &[UnitCounts], depth: usize, above: &str) -> Vec<usize> {
        let mut first_lines = Vec::new();
        for (i, unit) in units.iter().enumerate() {
            let order = order(i + 1, depth, above, !unit.children.is_empty());
            let level = if unit.children.is_empty() { RowLevel::Unit } else { RowLevel::Group };
            let printed = Unit { key: &unit.key, name: &unit.name, counts: unit.counts.as_ref() };
            let row = self.push(level, &order, printed, &[]);
            if unit.level == Level::Village {
                self.say_briefly(row);
            }
            first_lines.push(row);
            let parts = self.units(&unit.children, depth + 1, &order);
            for line in 0..self.lines.len() {
                self.rows[row + line].parts = parts.iter().map(|part| part + line).collect();
            }
        }
        first_lines
    }

    /// Nobody counts all households of a village: words in every line of a commune's form would say nothing more.
    fn say_briefly(&mut self, row: usize) {
        for cell in self.rows[row..].iter_mut().flat_map(|row| &mut row.cells) {
            if *cell == Cell::Unknown(NO_FIGURE) {
                *cell = Cell::Unknown(DOTS);
            }
        }
    }

    /// Appends the lines of one unit; the row of its first line.
    fn push(&mut self, level: RowLevel, order: &str, unit: Unit<'_>, parts: &[usize]) -> usize {
        let Unit { key, name, counts } = unit;
        let first = self.rows.len();
        for (i, &line) in self.lines.iter().enumerate() {
            let mut cells = if i == 0 {
                let order = if order.is_empty() { Cell::Empty } else { Cell::Text(order.to_owned()) };
                vec![order, Cell::Text(name.to_owned())]
            } else {
                vec![Cell::Above, Cell::Above]
            };
            if self.lines.len() > 1 {
                cells.push(Cell::Text(line.word().to_owned()));
            }
            cells.extend(match counts {
                Some(counts) => (self.cells)(counts, line),
                // part of the unit was split: no figure of it is known, whatever the form prints of it
                None => vec![Cell::Unknown(NO_FIGURE); (self.cells)(&Counts::default(), line).len()],
            });
            let parts = parts.iter().map(|part| part + i).collect();
            let about = Some(About { unit: key.clone(), line, class: None });
            self.rows.push(Row { level, name: name.to_owned(), about, cells, parts });
        }
        first
    }
}

/// I, II, … for units with units below them, 1, 2, … for the others, 1.1 below a numbered one.
fn order(number: usize, depth: usize, above: &str, has_children: bool) -> String {
    match depth {
        0 if has_children => roman(number),
        0 | 1 => number.to_string(),
        _ => format!("{above}.{number}"),
    }
}

pub(super) fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
