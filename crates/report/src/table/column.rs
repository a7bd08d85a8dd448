//! The header of a form: a tree of titles, and under it the line of column numbers and formulas.
//!
//! The printed formula (“4=3/1*100”) is the only place where a column's rule is written; whoever writes live formulas
//! or checks figures reads it from there, so the paper cannot say one thing and the spreadsheet do another.

use super::Table;

/// A node of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// A title over several columns.
    Group(String, Vec<Column>),
    /// A column.
    Leaf(Leaf),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Title.
    pub title: String,
    /// Number, or number and formula: `1`, `4=3/1*100`.
    pub label: String,
    /// What stands in it.
    pub kind: Kind,
    /// Width in characters, a wish: the whole is fitted to the paper.
    pub width: u16,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ordinal number.
    Order,
    /// Name or other words.
    Text,
    /// Count or share.
    Number,
    /// A cross, a year, a short word.
    Mark,
}

/// The rule of a column, over indices of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `part / whole * 100`.
    Percent {
        /// Numerator.
        part: usize,
        /// Denominator.
        whole: usize,
    },
    /// Columns added (true) or subtracted (false).
    Balance(Vec<(bool, usize)>),
}

/// A cell of the header in the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// Top row, from 0.
    pub row: usize,
    /// Left column, from 0.
    pub column: usize,
    /// Rows covered.
    pub rows: usize,
    /// Columns covered.
    pub columns: usize,
    /// Title.
    pub title: String,
}

impl Column {
    /// A title over columns.
    pub fn group(title: impl Into<String>, columns: Vec<Self>) -> Self {
        Self::Group(title.into(), columns)
    }

    /// A column of counts or shares.
    pub fn number(title: impl Into<String>, label: impl Into<String>) -> Self {
        Self::leaf(title, label, Kind::Number, 9)
    }

    /// A column.
    pub fn leaf(title: impl Into<String>, label: impl Into<String>, kind: Kind, width: u16) -> Self {
        Self::Leaf(Leaf { title: title.into(), label: label.into(), kind, width })
    }

    fn depth(&self) -> usize {
        match self {
            Self::Leaf(_) => 1,
            Self::Group(_, columns) => 1 + columns.iter().map(Self::depth).max().unwrap_or(0),
        }
    }

    fn leaves<'a>(&'a self, out: &mut Vec<(Vec<&'a str>, &'a Leaf)>, path: &[&'a str]) {
        match self {
            Self::Leaf(leaf) => out.push((path.to_vec(), leaf)),
            Self::Group(title, columns) => {
                let path = [path, &[title.as_str()]].concat();
                for column in columns {
                    column.leaves(out, &path);
                }
            }
        }
    }

    fn cells(&self, row: usize, depth: usize, column: &mut usize, out: &mut Vec<HeaderCell>) {
        let left = *column;
        match self {
            Self::Leaf(leaf) => {
                *column += 1;
                out.push(HeaderCell { row, column: left, rows: depth - row, columns: 1, title: leaf.title.clone() });
            }
            Self::Group(title, columns) => {
                let at = out.len();
                for below in columns {
                    below.cells(row + 1, depth, column, out);
                }
                out.insert(
                    at,
                    HeaderCell { row, column: left, rows: 1, columns: *column - left, title: title.clone() },
                );
            }
        }
    }
}

impl Leaf {
    /// The column's number without its formula.
    pub fn number(&self) -> &str {
        self.label.split('=').next().unwrap_or_default()
    }
}

impl Table {
    /// The columns from left to right.
    pub fn leaves(&self) -> Vec<&Leaf> {
        self.paths().into_iter().map(|(_, leaf)| leaf).collect()
    }

    /// The columns, each with the titles above it.
    pub fn paths(&self) -> Vec<(Vec<&str>, &Leaf)> {
        let mut out = Vec::new();
        self.columns.iter().for_each(|column| column.leaves(&mut out, &[]));
        out
    }

    /// Number of header rows (without the line of column numbers) and the header's cells.
    pub fn header(&self) -> (usize, Vec<HeaderCell>) {
        let depth = self.columns.iter().map(Column::depth).max().unwrap_or(0);
        let (mut column, mut out) = (0, Vec::new());
        self.columns.iter().for_each(|node| node.cells(0, depth, &mut column, &mut out));
        (depth, out)
    }

    /// The rule in the column's printed formula; none if it has no formula.
    pub fn rule(&self, column: usize) -> Option<Rule> {
        let leaves = self.leaves();
        let find = |number: &str| leaves.iter().position(|leaf| leaf.number() == number);
        let (_, formula) = leaves.get(column)?.label.split_once('=')?;
        if let Some((part, whole)) = formula.strip_suffix("*100").and_then(|rest| rest.split_once('/')) {
            return Some(Rule::Percent { part: find(part)?, whole: find(whole)? });
        }
        if let Some((first, last)) = formula.split_once("+…+") {
            return Some(Rule::Balance((find(first)?..=find(last)?).map(|column| (true, column)).collect()));
        }
        let mut terms = Vec::new();
        let mut rest = formula;
        let mut plus = true;
        loop {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            terms.push((plus, find(&rest[..end])?));
            let Some(sign) = rest[end..].chars().next() else { return Some(Rule::Balance(terms)) };
            plus = sign == '+';
            rest = &rest[end + 1..];
        }
    }
}
