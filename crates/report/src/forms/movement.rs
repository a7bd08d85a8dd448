//! Forms 2 and 3: the movement of poor and of near-poor households. One shape; the two classes change places.

use super::rows::{self, Line};
use super::{FormInput, Opening, Pair, frame};
use crate::table::{Cell, Column, NO_FIGURE, Table};
use base::{Finding, Severity, Text};
use domain::form::{Counts, Flows};

pub(super) fn table(number: u8, pair: Pair, input: &FormInput) -> Table {
    let (name, other) = (pair.name(), pair.other().name());
    let mut columns = rows::stub("Đơn vị", Line::TWO);
    columns.extend([
        Column::number(format!("Tổng số hộ {name} đầu kỳ"), "1"),
        Column::group(
            format!("Số hộ thoát {name}"),
            vec![Column::number(format!("Trở thành hộ {other}"), "2"), Column::number("Vượt chuẩn cận nghèo", "3")],
        ),
        Column::number("Số hộ khác giảm", "4"),
        Column::number(format!("Số hộ {other} trở thành hộ {name}"), "5"),
        Column::group(
            format!("Số hộ {name} bổ sung"),
            vec![Column::number(format!("Hộ tái {name}"), "6"), Column::number("Hộ phát sinh mới", "7")],
        ),
        Column::number("Số hộ khác tăng", "8"),
        Column::leaf(format!("Tổng số hộ {name} cuối kỳ"), "9=1-2-3-4+5+6+7+8", crate::table::Kind::Number, 17),
    ]);
    let first_year = input.opening == Opening::FirstYear;
    let rows = rows::of(input, Line::TWO, |counts, line| cells(pair, counts, line, first_year));
    let title = format!("TỔNG HỢP DIỄN BIẾN HỘ {}", name.to_uppercase());
    let mut table = frame::table(number, &title, input, columns, rows, notes(pair, input, first_year));
    if !first_year {
        table.findings.extend(drifts(number, pair, input));
    }
    table
}

fn cells(pair: Pair, counts: &Counts, line: Line, first_year: bool) -> Vec<Cell> {
    let closing = Cell::Count(line.of(pair.counts(counts).all));
    let before = match pair.flows(counts) {
        _ if first_year => vec![Cell::Empty; 8],
        None => vec![Cell::Unknown(NO_FIGURE); 8],
        Some(flows) => {
            let tallies = [
                flows.opening,
                flows.to_pair,
                flows.out,
                flows.other_down,
                flows.from_pair,
                flows.again,
                flows.new,
                flows.other_up,
                flows.closing,
            ];
            return tallies.into_iter().map(|tally| Cell::Count(line.of(tally))).collect();
        }
    };
    before.into_iter().chain([closing]).collect()
}

fn notes(pair: Pair, input: &FormInput, first_year: bool) -> Vec<String> {
    let name = pair.name();
    if first_year {
        return vec![format!(
            "Cột 1-8: không có đầu kỳ: năm đầu của chuẩn “{}”, thay đổi chuẩn không phải là diễn biến. Cột 9 là số đếm.",
            input.pack.name.vi
        )];
    }
    let years: Vec<String> = input.look_back.iter().map(ToString::to_string).collect();
    let mut notes = vec![if years.is_empty() {
        format!("Cột 6: chưa có kết quả các năm trước nữa để tìm hộ tái {name}; hộ như vậy nằm ở cột 7.")
    } else {
        format!("Cột 6: hộ đã thuộc diện {name} ở một trong các năm {} và đã thoát.", years.join(", "))
    }];
    notes.push("Cột 4, 8: hộ chuyển đi, chuyển đến, tách, nhập hộ, không còn thành viên.".to_owned());
    let drift = input.root.counts.as_ref().and_then(|counts| pair.flows(counts)).map_or(0, |flows| flows.persons_drift);
    if drift != 0 {
        notes.push(format!(
            "Dòng nhân khẩu: cột 9 là số khẩu đếm được cuối kỳ. Các hộ vẫn thuộc diện {name} {} {} khẩu trong kỳ; số này \
             không thuộc cột nào nên 1-2-3-4+5+6+7+8 của dòng này khác cột 9.",
            if drift > 0 { "tăng thêm" } else { "giảm đi" },
            crate::table::grouped(drift.unsigned_abs())
        ));
    }
    notes
}

/// Lines of persons that do not add up even with the growth of the households that stayed.
fn drifts(number: u8, pair: Pair, input: &FormInput) -> Vec<Finding> {
    let mut findings = Vec::new();
    for unit in frame::units(input.root) {
        let Some(flows) = unit.counts.as_ref().and_then(|counts| pair.flows(counts)) else { continue };
        let (expected, closing) = (persons(flows), i128::from(flows.closing.persons));
        if expected != closing {
            findings.push(Finding {
                code: "CF-PERSONS-SUM",
                severity: Severity::Error,
                message: Text::new(
                    format!(
                        "Biểu {number}: nhân khẩu cuối kỳ {closing} ≠ {expected} theo các cột và biến động trong hộ"
                    ),
                    format!("form {number}: {closing} persons at the end, not {expected} by columns and growth"),
                ),
                place: unit.name.clone(),
            });
        }
    }
    findings
}

fn persons(flows: &Flows) -> i128 {
    let up = [flows.opening, flows.from_pair, flows.again, flows.new, flows.other_up];
    let down = [flows.to_pair, flows.out, flows.other_down];
    let sum = |tallies: &[domain::form::Tally]| tallies.iter().map(|tally| i128::from(tally.persons)).sum::<i128>();
    sum(&up) - sum(&down) + i128::from(flows.persons_drift)
}
