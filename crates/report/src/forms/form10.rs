//! Form 10: households by cause of poverty.
//!
//! The form names both classes in its title but has one set of columns, so its lines come in two parts, poor and
//! near-poor, and the last line is both together.

use super::rows::{self, Line};
use super::{FormInput, Pair, frame};
use crate::table::{About, Cell, Column, NO_FIGURE, Row, RowLevel, Table};
use domain::form::ClassCounts;

pub(super) fn table(input: &FormInput) -> Table {
    let causes = &input.pack.causes;
    let mut columns = rows::stub("Đơn vị", Line::ONE);
    let named = causes.iter().enumerate();
    let mut leaves: Vec<Column> =
        named.map(|(i, cause)| Column::number(cause.name.vi.clone(), (i + 1).to_string())).collect();
    let mut notes = vec![
        "Một hộ có nhiều nguyên nhân được đếm một lần ở mỗi nguyên nhân, nên cộng ngang các cột có thể lớn hơn số hộ."
            .to_owned(),
    ];
    if causes.is_empty() {
        leaves.push(Column::number("Nguyên nhân", "1"));
        notes.push(format!("{}: chưa có danh mục nguyên nhân nghèo.", input.pack.name.vi));
    }
    columns.push(Column::group("Số hộ theo nguyên nhân nghèo", leaves));

    let mut rows: Vec<Row> = Vec::new();
    let mut parts = Vec::new();
    for (i, pair) in Pair::BOTH.into_iter().enumerate() {
        let shift = rows.len() + 1;
        let mut section = rows::of(input, Line::ONE, |counts, _| cells(pair.counts(counts), causes.len()));
        for row in &mut section {
            row.parts.iter_mut().for_each(|part| *part += shift);
            row.about.iter_mut().for_each(|about| about.class = Some(pair.class()));
        }
        // the section's total is its heading
        if let Some(mut head) = section.pop() {
            head.level = RowLevel::Group;
            head.cells[0] = Cell::Text(["A", "B"][i].to_owned());
            head.cells[1] = Cell::Text(format!("HỘ {}", pair.name().to_uppercase()));
            parts.push(rows.len());
            rows.push(head);
        }
        rows.append(&mut section);
    }
    let mut total = vec![Cell::Empty, Cell::Text("TỔNG CỘNG".to_owned())];
    total.extend(match &input.root.counts {
        Some(counts) => {
            let mut both = counts.poor.clone();
            both += &counts.near_poor;
            cells(&both, causes.len())
        }
        None => vec![Cell::Unknown(NO_FIGURE); causes.len().max(1)],
    });
    let about = Some(About { unit: input.root.key.clone(), line: Line::Households, class: None });
    rows.push(Row { level: RowLevel::Total, name: input.root.name.clone(), about, cells: total, parts });
    frame::table(10, "PHÂN NHÓM HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NGUYÊN NHÂN NGHÈO", input, columns, rows, notes)
}

fn cells(class: &ClassCounts, causes: usize) -> Vec<Cell> {
    if causes == 0 {
        return vec![Cell::Unknown(NO_FIGURE)];
    }
    (0..causes).map(|cause| Cell::Count(class.causes.get(cause).copied().unwrap_or(0))).collect()
}
