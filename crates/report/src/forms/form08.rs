//! Form 8: poor and near-poor households by group.

use super::rows::{self, Line};
use super::{FormInput, Pair, frame};
use crate::table::{Cell, Column, Table};

pub(super) fn table(input: &FormInput) -> Table {
    let mut columns = rows::stub("Đơn vị", Line::TWO);
    for (pair, first) in Pair::BOTH.into_iter().zip([1, 6]) {
        let titles =
            ["Tổng số", "Hộ DTTS", "Hộ không có khả năng lao động", "Hộ có thành viên là người có công", "Khác"];
        let numbered = titles.into_iter().zip(first..).map(|(title, number)| Column::number(title, number.to_string()));
        columns.push(Column::group(format!("Hộ {}", pair.name()), numbered.collect()));
    }
    let rows = rows::of(input, Line::TWO, |counts, line| {
        let cells = Pair::BOTH.into_iter().flat_map(|pair| {
            let class = pair.counts(counts);
            [class.all, class.minority, class.no_labour_capacity, class.merit, class.unmarked]
        });
        cells.map(|tally| Cell::Count(line.of(tally))).collect()
    });
    let notes = vec![
        "Cột 5, 10 (“Khác”): hộ không thuộc nhóm nào trong ba nhóm. Một hộ có thể thuộc nhiều nhóm, nên số này có thể lớn \
         hơn kết quả của công thức in trên mẫu (5=1-2-3-4; 10=6-7-8-9)."
            .to_owned(),
        "DTTS: dân tộc thiểu số.".to_owned(),
    ];
    frame::table(8, "PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NHÓM ĐỐI TƯỢNG", input, columns, rows, notes)
}
