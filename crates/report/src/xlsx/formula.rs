//! Live formulas: the column's printed rule, and sums of the rows below.
//!
//! A formula is written only where it gives exactly the figure that the form prints. Where it would not (a breach that
//! the findings tell, a unit without figures) the cell holds the plain figure: opening a file must not change a form.

use super::index16;
use crate::table::{Cell, Rule, Table, balance};
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};

/// Most arguments that we give to one SUM; spreadsheets stop at 255.
const ARGUMENTS: usize = 200;

/// The formula of a cell and its result as stored; none for a plain cell. `body` is the sheet row of table row 0.
pub(super) fn of(
    table: &Table,
    rules: &[Option<Rule>],
    row: usize,
    column: usize,
    body: u32,
) -> Option<(String, String)> {
    let line = table.rows.get(row)?;
    let cell = line.cells.get(column)?;
    let name = |row: usize, column: usize| row_col_to_cell(body + super::index32(row), index16(column));
    match (rules.get(column)?.as_ref(), cell) {
        (Some(&Rule::Percent { part, whole }), Cell::Share(share)) => {
            // the two columns must be what the share was made of, else the printed rule is not this cell's
            if line.cells[part] != Cell::Count(share.part) || line.cells[whole] != Cell::Count(share.whole) {
                return None;
            }
            let (part, whole) = (name(row, part), name(row, whole));
            let formula = format!("=IF({whole}=0,\"–\",ROUND({part}/{whole}*100,2))");
            let result = share.hundredths_of_percent().map_or_else(|| cell.print(), decimal);
            Some((formula, result))
        }
        (Some(&Rule::Percent { part, whole }), Cell::Unknown(sign)) => {
            // the clerk who types the denominator gets the share
            let (part, whole) = (name(row, part), name(row, whole));
            let share = format!("IF({whole}=0,\"–\",ROUND({part}/{whole}*100,2))");
            let formula = format!("=IF(COUNT({part},{whole})=2,{share},\"{sign}\")");
            Some((formula, (*sign).to_owned()))
        }
        (Some(Rule::Balance(terms)), Cell::Count(count)) if balance(line, terms) == Some(i128::from(*count)) => {
            Some((horizontal(terms, |column| name(row, column)), count.to_string()))
        }
        (None | Some(Rule::Balance(_)), Cell::Count(count))
            if table.sum_of_parts(line, column) == Some(u128::from(*count)) =>
        {
            Some((vertical(&line.parts, column, body, &name), count.to_string()))
        }
        _ => None,
    }
}

/// `C5-D5+E5`, or a SUM when neighbours are only added.
fn horizontal(terms: &[(bool, usize)], name: impl Fn(usize) -> String) -> String {
    let run = terms.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1);
    if let ([(_, first), .., (_, last)], true) = (terms, run && terms.len() > 2 && terms.iter().all(|term| term.0)) {
        return format!("=SUM({}:{})", name(*first), name(*last));
    }
    let mut formula = "=".to_owned();
    for (i, (plus, column)) in terms.iter().enumerate() {
        match (plus, i) {
            (true, 0) => {}
            (true, _) => formula.push('+'),
            (false, _) => formula.push('-'),
        }
        formula.push_str(&name(*column));
    }
    formula
}

/// The sum of rows: a range where they follow each other, every other line of a range by the words of column C where
/// units have two lines, cell by cell otherwise.
fn vertical(parts: &[usize], column: usize, body: u32, name: &impl Fn(usize, usize) -> String) -> String {
    let step = |step: usize| parts.windows(2).all(|pair| pair[1] == pair[0] + step);
    let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { return String::new() };
    if parts.len() > 1 && step(1) {
        return format!("=SUM({}:{})", name(first, column), name(last, column));
    }
    if parts.len() > 2 && step(2) {
        let (top, bottom) = (body + super::index32(first) + 1, body + super::index32(last) + 1);
        let letters = column_number_to_name(index16(column));
        // the word that the first of the lines has in column C
        return format!("=SUMIF($C${top}:$C${bottom},$C${top},{letters}{top}:{letters}{bottom})");
    }
    let sums = parts.chunks(ARGUMENTS).map(|chunk| {
        let cells: Vec<String> = chunk.iter().map(|&part| name(part, column)).collect();
        format!("SUM({})", cells.join(","))
    });
    format!("={}", sums.collect::<Vec<_>>().join("+"))
}

/// Hundredths as the file stores a number: `5.93`.
fn decimal(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
