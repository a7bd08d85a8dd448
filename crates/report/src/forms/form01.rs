//! Form 1: the result of the review.

use super::rows::{self, Line};
use super::{FormInput, frame};
use crate::table::{Cell, Column, Table};
use base::Level;
use domain::form::{Counts, Tally};
use engine::Class;

pub(super) fn table(input: &FormInput) -> Table {
    let status = input.status.word();
    let title = format!(
        "TỔNG HỢP KẾT QUẢ {} RÀ SOÁT HỘ NGHÈO; HỘ CẬN NGHÈO; HỘ LÀM NÔNG, LÂM, NGƯ NGHIỆP CÓ MỨC SỐNG TRUNG BÌNH",
        status.to_uppercase()
    );
    let mut columns = rows::stub(unit_title(input), Line::ONE);
    columns.extend([
        Column::group("Tổng số hộ dân cư", vec![Column::number("Số hộ", "1"), Column::number("Nhân khẩu", "2")]),
        results(&format!("Về hộ ({status})"), ["Hộ nghèo", "Hộ cận nghèo", "Hộ NLN có MSTB"], 3, "1"),
        results(&format!("Về khẩu ({status})"), ["Khẩu nghèo", "Khẩu cận nghèo", "Khẩu NLN có MSTB"], 9, "2"),
    ]);
    let has_average = input.pack.class(Class::Average).is_some();
    let rows = rows::of(input, Line::ONE, |counts, _| cells(counts, has_average));
    let mut notes = vec![
        "Cột 7, 13: hộ làm nông, lâm, ngư nghiệp (NLN) đã được công nhận có mức sống trung bình (MSTB), không phải mọi hộ \
         có mức sống trung bình."
            .to_owned(),
    ];
    if !has_average {
        notes.push(format!(
            "{} không có loại hộ có mức sống trung bình: cột 7, 8, 13, 14 để trống.",
            input.pack.name.vi
        ));
    }
    frame::table(1, &title, input, columns, rows, notes)
}

/// Three counts, each with its share of the column `whole`; numbers from `first`.
fn results(title: &str, names: [&str; 3], first: usize, whole: &str) -> Column {
    let pairs = names.into_iter().enumerate().flat_map(|(i, name)| {
        let number = first + 2 * i;
        [
            Column::number(name, number.to_string()),
            Column::number("Tỷ lệ %", format!("{}={number}/{whole}*100", number + 1)),
        ]
    });
    Column::group(title, pairs.collect())
}

fn cells(counts: &Counts, has_average: bool) -> Vec<Cell> {
    let population = counts.population;
    let mut cells =
        vec![Cell::count(population.map(|tally| tally.households)), Cell::count(population.map(|tally| tally.persons))];
    let classes: [Option<Tally>; 3] =
        [Some(counts.poor.all), Some(counts.near_poor.all), has_average.then_some(counts.farm_average)];
    for line in [Line::Households, Line::Persons] {
        for class in classes {
            cells.extend(match class {
                Some(tally) => {
                    let part = line.of(tally);
                    [Cell::Count(part), Cell::share(part, population.map(|all| line.of(all)))]
                }
                None => [Cell::Empty, Cell::Empty],
            });
        }
    }
    cells
}

/// Column B is named after the narrowest units, as on the forms in use.
fn unit_title(input: &FormInput) -> &'static str {
    match frame::units(input.root).into_iter().map(|unit| unit.level).max().unwrap_or(Level::Country) {
        Level::Commune => "Phường/Xã",
        Level::Village => "Thôn/Tổ dân phố",
        _ => "Đơn vị",
    }
}
