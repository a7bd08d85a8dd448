//! In which order the facts stand, and the headings that change it.

use crate::ask::{Ask, unreadable};
use crate::link::Link;
use base::Failure;
use domain::area::Areas;
use domain::result::{Fact, Value};
use std::cmp::Ordering;

/// What can be sorted by, and the text of its heading.
const COLUMNS: [(Column, &str, &str); 4] = [
    (Column::Area, "area", "results-area"),
    (Column::Year, "year", "results-year"),
    (Column::Measure, "measure", "results-measure"),
    (Column::Value, "value", "results-value"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Area,
    Year,
    Measure,
    Value,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    column: Column,
    falling: bool,
}

/// The heading of a column that can be sorted by.
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) address: String,
    pub(super) number: bool,
    /// For `aria-sort`; empty if another column decides.
    pub(super) sorted: &'static str,
}

impl Order {
    /// `sort=year` or `sort=-year`; newest first if nothing is said.
    pub(super) fn read(ask: &Ask) -> Result<Self, Failure> {
        let Some(text) = ask.value("sort") else { return Ok(Self { column: Column::Year, falling: true }) };
        let (word, falling) = text.strip_prefix('-').map_or((text, false), |word| (word, true));
        let column = COLUMNS.iter().find(|(_, known, _)| *known == word);
        let (column, _, _) = column.ok_or_else(|| unreadable("sort", text))?;
        Ok(Self { column: *column, falling })
    }

    /// Sorts; equals stand wider units first, then by name, newest first, measure, standard, status.
    pub(super) fn sort(self, facts: &mut [&Fact], areas: &Areas) {
        let name = |fact: &Fact| areas.get(&fact.area).map_or("", |unit| &*unit.short_name);
        let by_area = |a: &Fact, b: &Fact| {
            let level = |fact: &Fact| areas.get(&fact.area).map(|unit| unit.level);
            level(a).cmp(&level(b)).then_with(|| vntext::compare(name(a), name(b))).then_with(|| a.area.cmp(&b.area))
        };
        let rest = |a: &Fact, b: &Fact| {
            let key = |fact: &Fact| (fact.part, fact.measure, fact.standard.clone(), fact.status, fact.line);
            by_area(a, b).then_with(|| b.year.cmp(&a.year)).then_with(|| key(a).cmp(&key(b)))
        };
        facts.sort_by(|a, b| {
            let order = match self.column {
                Column::Area => by_area(a, b),
                Column::Year => a.year.cmp(&b.year),
                Column::Measure => a.measure.cmp(&b.measure),
                Column::Value => compare(a.value, b.value),
            };
            let order = if self.falling { order.reverse() } else { order };
            order.then_with(|| rest(a, b))
        });
    }

    /// The headings; the one that decides turns the direction.
    pub(super) fn headings(self, ask: &Ask) -> Vec<Heading> {
        let heading = |(column, word, key): (Column, &str, &str)| {
            let own = column == self.column;
            let figures = matches!(column, Column::Year | Column::Value);
            // numbers are wanted largest first, names from the beginning
            let falling = if own { !self.falling } else { figures };
            let sort = if falling { format!("-{word}") } else { word.to_owned() };
            Heading {
                text: ask.words().t(key),
                address: Link::here(ask).without("page").with("sort", sort).to_string(),
                number: column == Column::Value,
                sorted: match (own, self.falling) {
                    (false, _) => "",
                    (true, true) => "descending",
                    (true, false) => "ascending",
                },
            }
        };
        COLUMNS.map(heading).into()
    }
}

/// By size, whatever is measured: counts and printed decimals without rounding.
fn compare(a: Value, b: Value) -> Ordering {
    let fraction = |value: Value| match value {
        Value::Count(count) => (u128::from(count), 1),
        Value::Printed(decimal) => (u128::from(decimal.digits), u128::from(decimal.unit())),
    };
    let ((a, a_unit), (b, b_unit)) = (fraction(a), fraction(b));
    (a * b_unit).cmp(&(b * a_unit))
}
