//! Checks of what is about to be printed: parts against their sum, columns against their formula.
//!
//! They look at the finished cells, so that they hold for the paper and not only for the figures behind it.

use super::{Cell, Row, Rule, Table};
use base::{Finding, Severity, Text};

impl Table {
    /// Rows whose counts are not the sum of the rows below them.
    pub fn check_parts(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let leaves = self.leaves();
        for row in self.rows.iter().filter(|row| !row.parts.is_empty()) {
            for (column, cell) in row.cells.iter().enumerate() {
                let (Cell::Count(whole), Some(sum)) = (cell, self.sum_of_parts(row, column)) else { continue };
                if sum != u128::from(*whole) {
                    let number = leaves[column].number();
                    findings.push(Finding {
                        code: "CF-PARTS",
                        severity: Severity::Error,
                        message: Text::new(
                            format!("Biểu {} cột {number}: tổng các đơn vị {sum} ≠ {whole}", self.number),
                            format!("form {} col {number}: the parts add up to {sum}, not {whole}", self.number),
                        ),
                        place: row.name.clone(),
                    });
                }
            }
        }
        findings
    }

    /// Rows that break a printed sum such as “1=2+3”.
    pub fn check_balances(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (column, leaf) in self.leaves().into_iter().enumerate() {
            let Some(Rule::Balance(terms)) = self.rule(column) else { continue };
            for row in &self.rows {
                let (Cell::Count(printed), Some(value)) = (&row.cells[column], balance(row, &terms)) else { continue };
                if value != i128::from(*printed) {
                    findings.push(Finding {
                        code: "CF-BALANCE",
                        severity: Severity::Error,
                        message: Text::new(
                            format!("Biểu {} cột {}: công thức cho {value} ≠ {printed}", self.number, leaf.label),
                            format!(
                                "form {} col {}: the formula gives {value}, not {printed}",
                                self.number, leaf.label
                            ),
                        ),
                        place: row.name.clone(),
                    });
                }
            }
        }
        findings
    }

    /// The sum of a row's parts in a column, if all of them are counts.
    pub fn sum_of_parts(&self, row: &Row, column: usize) -> Option<u128> {
        let count = |&part: &usize| match self.rows.get(part)?.cells.get(column)? {
            Cell::Count(count) => Some(u128::from(*count)),
            _ => None,
        };
        if row.parts.is_empty() { None } else { row.parts.iter().map(count).sum() }
    }
}

/// What a balance gives in a row, if all its columns are counts.
pub(crate) fn balance(row: &Row, terms: &[(bool, usize)]) -> Option<i128> {
    let term = |&(plus, column): &(bool, usize)| match row.cells.get(column)? {
        Cell::Count(count) => Some(if plus { i128::from(*count) } else { -i128::from(*count) }),
        _ => None,
    };
    terms.iter().map(term).sum()
}
