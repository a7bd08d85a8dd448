//! The spreadsheet read back: values, formulas, text that stays text.

use crate::support::{PRINTED, commune_a, commune_b, input, over, pack, province, unit};
use base::Level;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use report::forms::table;
use report::table::Table;
use std::collections::BTreeMap;
use std::io::Cursor;

type Cells = BTreeMap<(u32, u32), Data>;

/// Values and formulas by position, and the row of the first line of the body.
fn read(table: &Table) -> (Cells, BTreeMap<(u32, u32), String>, u32) {
    let bytes = report::xlsx::write(table, PRINTED).expect("writes");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheet = format!("Biểu {}", table.number);
    let range = book.worksheet_range(&sheet).expect("the sheet");
    let cells = placed(range.used_cells(), range.start());
    let range = book.worksheet_formula(&sheet).expect("the sheet");
    let formulas = placed(range.used_cells(), range.start());
    let labels = cells.iter().find(|(_, value)| **value == Data::String("A".to_owned())).expect("column A").0.0;
    (cells, formulas, labels + 1)
}

/// Cells by their place in the sheet, not in the range.
fn placed<'a, T: Clone + 'a>(
    cells: impl Iterator<Item = (usize, usize, &'a T)>,
    start: Option<(u32, u32)>,
) -> BTreeMap<(u32, u32), T> {
    let (top, left) = start.unwrap_or_default();
    let index = |index: usize| u32::try_from(index).expect("small");
    cells.map(|(row, column, value)| ((top + index(row), left + index(column)), value.clone())).collect()
}

#[test]
fn form_1_has_live_rates_and_totals_with_their_results() {
    let (pack, root) = (pack(), province());
    let (cells, formulas, body) = read(&table(1, &input(&pack, &root)).unwrap());
    let n = body + 1;
    assert_eq!(cells[&(body, 4)], Data::Float(10.0));
    assert_eq!(formulas[&(body, 5)], format!("IF(C{n}=0,\"–\",ROUND(E{n}/C{n}*100,2))"));
    assert_eq!(cells[&(body, 5)], Data::Float(5.0));
    assert_eq!(cells[&(body, 11)], Data::Float(5.63));
    assert_eq!(formulas[&(body + 2, 4)], format!("SUM(E{n}:E{})", n + 1));
    assert_eq!(cells[&(body + 2, 4)], Data::Float(30.0));
    assert_eq!(cells[&(body + 2, 13)], Data::Float(2.78));
}

#[test]
fn form_2_balances_households_and_not_persons_whose_households_grew() {
    let (pack, root) = (pack(), province());
    let (cells, formulas, body) = read(&table(2, &input(&pack, &root)).unwrap());
    let n = body + 1;
    assert_eq!(formulas[&(body, 11)], format!("D{n}-E{n}-F{n}-G{n}+H{n}+I{n}+J{n}+K{n}"));
    assert_eq!(cells[&(body, 11)], Data::Float(10.0));
    // 42 by the columns, 45 counted: the count stands, without a formula
    assert!(!formulas.contains_key(&(body + 1, 11)));
    assert_eq!(cells[&(body + 1, 11)], Data::Float(45.0));
    assert_eq!(formulas[&(body + 4, 3)], format!("SUM(D{n},D{})", n + 2));
    assert_eq!(cells[&(body + 5, 11)], Data::Float(135.0));
}

#[test]
fn many_units_with_two_lines_are_summed_by_the_words_of_column_c() {
    let pack = pack();
    let units = (0..40).map(|i| unit(&i.to_string(), &format!("Xã {i}"), Level::Commune, commune_a())).collect();
    let root = over("99", "Tỉnh", Level::Province, units);
    let (cells, formulas, body) = read(&table(2, &input(&pack, &root)).unwrap());
    let (first, last) = (body + 1, body + 79);
    assert_eq!(formulas[&(body + 80, 3)], format!("SUMIF($C${first}:$C${last},$C${first},D{first}:D{last})"));
    assert_eq!(cells[&(body + 80, 3)], Data::Float(480.0));
    assert_eq!(cells[&(body + 81, 3)], Data::Float(2000.0));
}

#[test]
fn form_4_adds_its_indicators_and_a_wrong_total_is_left_as_given() {
    let pack = pack();
    let mut root = province();
    root.counts.as_mut().unwrap().poor.all.households = 31;
    let (cells, formulas, body) = read(&table(4, &input(&pack, &root)).unwrap());
    let n = body + 1;
    assert_eq!(formulas[&(body, 3)], format!("SUM(E{n}:P{n})"));
    assert_eq!(cells[&(body, 3)], Data::Float(56.0));
    assert_eq!(cells[&(body + 2, 2)], Data::Float(31.0));
    assert!(!formulas.contains_key(&(body + 2, 2)));
    let told = cells.values().any(|value| value.to_string().contains("[CF-PARTS] Tỉnh Thử: Biểu 4 cột 1"));
    assert!(told, "findings are printed");
}

#[test]
fn names_never_become_formulas() {
    let pack = pack();
    let names = ["=HYPERLINK(\"http://x\")", "+1+1", "-2", "@SUM(A1)", "{=1}", "\t=1", "Xã ′A\" #*_"];
    let units: Vec<_> =
        names.iter().enumerate().map(|(i, name)| unit(&i.to_string(), name, Level::Commune, commune_b())).collect();
    let root = over("99", "=Tỉnh", Level::Province, units);
    let mut given = input(&pack, &root);
    given.agency[1] = "=1+1".to_owned();
    given.place = "@Huế".to_owned();
    let form = table(2, &given).unwrap();
    let (cells, formulas, body) = read(&form);
    for (i, name) in (0..).zip(names) {
        assert_eq!(cells[&(body + 2 * i, 1)], Data::String(name.to_owned()));
    }
    assert!(formulas.iter().all(|((row, column), _)| *row >= body && *column >= 3), "{formulas:?}");
    let text = String::from_utf8(report::csv::write(&form).unwrap()).unwrap();
    assert!(text.contains("'+1+1") && text.contains("'@SUM(A1)"));
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let (pack, root) = (pack(), province());
    for number in 1..=15 {
        let form = table(number, &input(&pack, &root)).unwrap();
        assert_eq!(report::xlsx::write(&form, PRINTED).unwrap(), report::xlsx::write(&form, PRINTED).unwrap());
        assert_eq!(report::csv::write(&form).unwrap(), report::csv::write(&form).unwrap());
    }
}
