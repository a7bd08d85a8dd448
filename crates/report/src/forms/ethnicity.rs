//! Forms 12 and 13: the result of the review by ethnicity, for poor and for near-poor households.

use super::rows::{self, Line};
use super::{FormInput, Pair, frame};
use crate::table::{Cell, Column, DOTS, Table};
use domain::form::{Counts, Tally};

pub(super) fn table(number: u8, pair: Pair, input: &FormInput) -> Table {
    let name = pair.name();
    let mut columns = rows::stub("Đơn vị", Line::ONE);
    let marks = [("Hộ chính sách có công", 13), ("Hộ không có khả năng lao động", 14), ("Chủ hộ là nữ", 15)];
    columns.extend([
        quartet("Hộ dân cư", "Tổng số hộ", 1),
        quartet("Khẩu dân cư", "Tổng số khẩu", 5),
        quartet(&format!("Hộ {name}"), &format!("Tổng số hộ {name}"), 9),
        Column::group(
            format!("Trong đó, số hộ {name}"),
            marks.into_iter().map(|(title, number)| Column::number(title, number.to_string())).collect(),
        ),
        quartet(&format!("Khẩu {name}"), &format!("Tổng số khẩu {name}"), 16),
        Column::group(
            format!("Tỷ lệ hộ {name} (%)"),
            vec![
                Column::number("Chung", "20=9/1*100"),
                Column::number("DTTS", "21=11/3*100"),
                Column::number("Dân tộc tại chỗ", "22=12/4*100"),
            ],
        ),
    ]);
    let rows = rows::of(input, Line::ONE, |counts, _| cells(pair, counts));
    let notes = vec![
        "Cột 10, 17 (Kinh): hộ không được ghi là hộ dân tộc thiểu số (DTTS). Dân tộc tại chỗ là một phần của DTTS."
            .to_owned(),
    ];
    let title = format!("TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ {} THEO CHUẨN NGHÈO ĐA CHIỀU", name.to_uppercase());
    let mut table = frame::table(number, &title, input, columns, rows, notes);
    table.findings.extend(table.check_balances());
    table
}

/// A total with its three parts by ethnicity; the total is the first two.
fn quartet(title: &str, total: &str, first: usize) -> Column {
    let label = format!("{first}={}+{}", first + 1, first + 2);
    Column::group(
        title,
        vec![
            Column::number(total, label),
            Column::group(
                "Chia ra",
                vec![
                    Column::number("Kinh", (first + 1).to_string()),
                    Column::number("DTTS", (first + 2).to_string()),
                    Column::number("Trong đó: dân tộc tại chỗ", (first + 3).to_string()),
                ],
            ),
        ],
    )
}

fn cells(pair: Pair, counts: &Counts) -> Vec<Cell> {
    let class = pair.counts(counts);
    let dots = |count: Option<u64>| count.map_or(Cell::Unknown(DOTS), Cell::Count);
    let people = |line: Line| {
        let total = Cell::count(counts.population.map(|tally| line.of(tally)));
        let groups = (0..3).map(move |i| dots(counts.population_by_ethnicity.map(|groups| line.of(groups[i]))));
        std::iter::once(total).chain(groups).collect::<Vec<_>>()
    };
    let of_class = |line: Line| {
        let minority = line.of(class.minority);
        // a mark on more households than there are is a fault upstream; the balance of the form then tells it
        let kinh = line.of(class.all).saturating_sub(minority);
        [line.of(class.all), kinh, minority, line.of(class.indigenous)].map(Cell::Count)
    };
    let share = |part: Tally, group: usize| {
        let whole = counts.population_by_ethnicity.map(|groups| groups[group].households);
        if whole.is_none() { Cell::Unknown(DOTS) } else { Cell::share(part.households, whole) }
    };
    let mut cells = people(Line::Households);
    cells.extend(people(Line::Persons));
    cells.extend(of_class(Line::Households));
    cells.extend([class.merit.households, class.no_labour_capacity.households, class.female_head].map(Cell::Count));
    cells.extend(of_class(Line::Persons));
    cells.push(Cell::share(class.all.households, counts.population.map(|tally| tally.households)));
    cells.extend([share(class.minority, 1), share(class.indigenous, 2)]);
    cells
}
