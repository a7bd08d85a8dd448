//! Forms 4 to 7: deprived indicators of poor (4, 5) and near-poor (6, 7) households, as counts and as shares.

use super::rows::{self, Line};
use super::{FormInput, Pair, frame};
use crate::table::{Cell, Column, Table};
use domain::form::{ClassCounts, Counts};

const WHAT: &str = "CHỈ SỐ THIẾU HỤT DỊCH VỤ XÃ HỘI CƠ BẢN CỦA HỘ";

/// Forms 4 and 6: households deprived of each indicator.
pub(super) fn counts(number: u8, pair: Pair, input: &FormInput) -> Table {
    let indicators = input.pack.indicators.len();
    let mut columns = rows::stub("Đơn vị", Line::ONE);
    columns.push(Column::number(format!("Tổng số hộ {}", pair.name()), "1"));
    columns.push(Column::number("Tổng số chỉ số thiếu hụt", format!("2=3+…+{}", indicators + 2)));
    columns.push(names(input, 3));
    let rows = rows::of(input, Line::ONE, |counts: &Counts, _| {
        let counts = pair.counts(counts);
        let each: Vec<u64> = (0..indicators).map(|i| deprived(counts, i)).collect();
        let mut cells = vec![Cell::Count(counts.all.households), Cell::Count(each.iter().sum())];
        cells.extend(each.into_iter().map(Cell::Count));
        cells
    });
    let note = format!("Cột 3-{}: số hộ thiếu hụt từng chỉ số; một hộ có thể thiếu hụt nhiều chỉ số.", indicators + 2);
    let title = format!("PHÂN TÍCH CÁC {WHAT} {}", pair.name().to_uppercase());
    frame::table(number, &title, input, columns, rows, vec![note])
}

/// Forms 5 and 7: the same as shares of the households of the class.
pub(super) fn shares(number: u8, pair: Pair, input: &FormInput) -> Table {
    let indicators = input.pack.indicators.len();
    let mut columns = rows::stub("Đơn vị", Line::ONE);
    columns.push(Column::number(format!("Tổng số hộ {}", pair.name()), "1"));
    columns.push(names(input, 2));
    let rows = rows::of(input, Line::ONE, |counts: &Counts, _| {
        let counts = pair.counts(counts);
        let all = counts.all.households;
        let mut cells = vec![Cell::Count(all)];
        cells.extend((0..indicators).map(|i| Cell::share(deprived(counts, i), Some(all))));
        cells
    });
    let note = format!(
        "Cột 2-{}: (số hộ thiếu hụt chỉ số, Biểu {})/(tổng số hộ {}, cột 1)*100, đơn vị %.",
        indicators + 1,
        number - 1,
        pair.name()
    );
    let title = format!("PHÂN TÍCH TỶ LỆ CÁC {WHAT} {}", pair.name().to_uppercase());
    frame::table(number, &title, input, columns, rows, vec![note])
}

/// One column per indicator of the standard, numbered from `first`.
fn names(input: &FormInput, first: usize) -> Column {
    let indicators = input.pack.indicators.iter().enumerate();
    let columns = indicators.map(|(i, one)| Column::number(one.name.vi.clone(), (first + i).to_string()));
    Column::group("Trong đó, chỉ số thiếu hụt", columns.collect())
}

/// Households deprived of an indicator; counts of a unit without households of the class may be shorter.
fn deprived(counts: &ClassCounts, indicator: usize) -> u64 {
    counts.indicators.get(indicator).copied().unwrap_or(0)
}
