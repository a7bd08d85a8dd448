//! Form 11: what children of poor and near-poor households lack.

use super::rows::{self, Line};
use super::{FormInput, Pair, frame};
use crate::table::{Cell, Column, NO_FIGURE, Table};

/// The indicators of a child and the ids by which a standard has them.
const OF_CHILDREN: [&str; 3] = ["health_insurance", "nutrition", "school_attendance"];

pub(super) fn table(input: &FormInput) -> Table {
    let mut columns = rows::stub("Đơn vị", Line::ONE);
    for (pair, first) in Pair::BOTH.into_iter().zip([1, 5]) {
        let number = |title: &str, i: usize| Column::number(title, (first + i).to_string());
        columns.push(Column::group(
            format!("Trẻ em thuộc hộ {}", pair.name()),
            vec![
                number("Tổng số trẻ em", 0),
                Column::group("Thiếu hụt về y tế", vec![number("Bảo hiểm y tế", 1), number("Dinh dưỡng", 2)]),
                Column::group("Thiếu hụt về giáo dục", vec![number("Tình trạng đi học", 3)]),
            ],
        ));
    }
    let known = OF_CHILDREN.map(|id| input.pack.indicator(id).is_some());
    let rows = rows::of(input, Line::ONE, |counts, _| {
        let cells = Pair::BOTH.into_iter().flat_map(|pair| {
            let children = pair.counts(counts).children;
            let lacking = [children.health_insurance, children.nutrition, children.education];
            let lacking = lacking.into_iter().zip(known);
            let lacking =
                lacking.map(|(count, known)| if known { Cell::Count(count) } else { Cell::Unknown(NO_FIGURE) });
            std::iter::once(Cell::Count(children.all)).chain(lacking).collect::<Vec<_>>()
        });
        cells.collect()
    });
    let mut notes = vec!["Trẻ em: người dưới 16 tuổi. Một trẻ em có thể thiếu hụt nhiều chỉ số.".to_owned()];
    if known.contains(&false) {
        notes.push(format!("{} không có một số chỉ số của mẫu: cột đó không có số liệu.", input.pack.name.vi));
    }
    frame::table(11, "TỔNG HỢP CHỈ TIÊU THIẾU HỤT CỦA TRẺ EM THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO", input, columns, rows, notes)
}
