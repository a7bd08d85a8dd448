//! Form 9: poor and near-poor households by ethnic group; which groups have a column is the province's choice.

use super::rows::{self, Line};
use super::{FormInput, Pair, frame};
use crate::table::{Cell, Column, Table, grouped};
use domain::form::ClassCounts;

const KINH: &str = "kinh";
/// Neither Kinh nor a minority of the country: only in the total.
const FOREIGNER: &str = "foreigner";

pub(super) fn table(input: &FormInput) -> Table {
    let mut columns = rows::stub("Đơn vị", Line::ONE);
    for (pair, n) in Pair::BOTH.into_iter().zip(1..) {
        let names = input.ethnic.iter().map(|key| name(key)).chain(["Khác".to_owned()]);
        let groups = names
            .enumerate()
            .map(|(i, name)| Column::leaf(name, format!("{n}.2.{}", i + 1), crate::table::Kind::Number, 8));
        columns.push(Column::group(
            format!("Hộ {}", pair.name()),
            vec![
                Column::number("Tổng số", format!("{n}.0")),
                Column::number("Kinh", format!("{n}.1")),
                Column::number("Tổng DTTS", format!("{n}.2")),
                Column::group("Trong đó", groups.collect()),
            ],
        ));
    }
    let rows = rows::of(input, Line::ONE, |counts, _| {
        Pair::BOTH.into_iter().flat_map(|pair| cells(pair.counts(counts), &input.ethnic)).collect()
    });
    let mut notes = vec![
        "Cột 1.1, 2.1 và các cột 1.2.…, 2.2.… đếm theo dân tộc của chủ hộ; cột 1.2, 2.2 đếm hộ được ghi là hộ dân tộc thiểu \
         số (DTTS)."
            .to_owned(),
    ];
    notes.extend(Pair::BOTH.into_iter().filter_map(|pair| remainder(pair, input)));
    frame::table(9, "PHÂN TÍCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO DÂN TỘC", input, columns, rows, notes)
}

fn cells(class: &ClassCounts, listed: &[String]) -> Vec<Cell> {
    let group = |key: &str| class.ethnic.get(key).map_or(0, |tally| tally.households);
    let own_column = |key: &String| key == KINH || key == FOREIGNER || listed.contains(key);
    let others = class.ethnic.iter().filter(|(key, _)| !own_column(key)).map(|(_, tally)| tally.households).sum();
    let mut cells = vec![class.all.households, group(KINH), class.minority.households];
    cells.extend(listed.iter().map(|key| group(key)));
    cells.push(others);
    cells.into_iter().map(Cell::Count).collect()
}

/// Households of the class whose head's ethnic group is not recorded, or who are foreigners.
fn remainder(pair: Pair, input: &FormInput) -> Option<String> {
    let class = pair.counts(input.root.counts.as_ref()?);
    let known: u64 = class.ethnic.iter().filter(|(key, _)| *key != FOREIGNER).map(|(_, tally)| tally.households).sum();
    let rest = class.all.households.checked_sub(known).filter(|rest| *rest > 0)?;
    Some(format!(
        "{} hộ {} chưa ghi dân tộc của chủ hộ hoặc chủ hộ là người nước ngoài: chỉ có trong tổng số.",
        grouped(rest),
        pair.name()
    ))
}

fn name(key: &str) -> String {
    vntext::ethnic::by_key(key).map_or_else(|| key.to_owned(), |group| group.name.clone())
}
