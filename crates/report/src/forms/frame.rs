//! What all forms share: heading, subtitle, footnotes, checks.

use super::FormInput;
use super::Opening;
use super::input::Status;
use crate::table::{Cell, Column, Row, Table};
use base::{AreaKey, Finding};
use domain::form::{Counts, UnitCounts, identities, untold};
use std::collections::BTreeMap;

/// The form around its columns and rows. `title` is in capitals, without the year.
pub(super) fn table(
    number: u8,
    title: &str,
    input: &FormInput,
    columns: Vec<Column>,
    rows: Vec<Row>,
    footnotes: Vec<String>,
) -> Table {
    let mut table = Table {
        number,
        agency: input.agency.clone(),
        title: format!("{title} NĂM {}", input.year),
        subtitle: vec![
            format!("{} – {}", input.root.name, input.boundaries),
            format!("({}; số liệu {})", input.pack.name.vi, input.status.word()),
        ],
        banner: input.simulated.as_deref().map(banner),
        columns,
        rows,
        footnotes,
        findings: Vec::new(),
        provenance: input.provenance.clone(),
        place: input.place.clone(),
    };
    table.footnotes.extend(signs(&table));
    if input.status == Status::Preliminary {
        table.footnotes.push("Số liệu sơ bộ, có thể thay đổi sau khi phê duyệt.".to_owned());
    }
    let own = findings(input).into_iter().chain(untold(input.root));
    let own = own.filter(|finding| concerns(number, finding.code));
    table.findings = input.findings.iter().cloned().chain(own).collect();
    table.findings.extend(table.check_parts());
    table
}

fn banner(except: &str) -> String {
    if except.is_empty() { "DỮ LIỆU MÔ PHỎNG".to_owned() } else { format!("DỮ LIỆU MÔ PHỎNG, {except}") }
}

/// Why a dash or “chưa có số liệu” stands in the form, if one does.
fn signs(table: &Table) -> Vec<String> {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let mut notes = Vec::new();
    if cells().any(|cell| matches!(cell, Cell::Share(share) if share.whole == 0)) {
        notes.push("“–”: mẫu số bằng 0 nên không có tỷ lệ.".to_owned());
    }
    if cells().any(|cell| matches!(cell, Cell::Unknown(sign) if *sign == crate::table::NO_FIGURE)) {
        notes.push(
            "“chưa có số liệu”: chưa có số đếm, hoặc chưa có mẫu số của tỷ lệ, ở đơn vị này hay ở một đơn vị trực thuộc."
                .to_owned(),
        );
    }
    if cells().any(|cell| matches!(cell, Cell::Unknown(sign) if *sign == crate::table::DOTS)) {
        notes.push("“…”: chưa có số hộ, số khẩu dân cư chia theo dân tộc, hoặc của từng thôn, tổ dân phố.".to_owned());
    }
    notes
}

/// The identities between the forms, for the area and every unit under it.
pub fn findings(input: &FormInput) -> Vec<Finding> {
    if input.opening == Opening::FirstYear {
        return Vec::new();
    }
    let mut previous: BTreeMap<&AreaKey, &Counts> = BTreeMap::new();
    for unit in input.previous.into_iter().flat_map(units) {
        previous.extend(unit.counts.as_ref().map(|counts| (&unit.key, counts)));
    }
    let of = |unit: &UnitCounts| {
        let counts = unit.counts.as_ref()?;
        Some(identities(&unit.name, counts, previous.get(&unit.key).copied()))
    };
    units(input.root).into_iter().filter_map(of).flatten().collect()
}

/// A unit and all below it.
pub(super) fn units(root: &UnitCounts) -> Vec<&UnitCounts> {
    std::iter::once(root).chain(root.children.iter().flat_map(units)).collect()
}

/// Whether a breach of an identity makes this form doubtful.
fn concerns(number: u8, code: &str) -> bool {
    match code {
        "CF-R22-R35" | "CF-R25-R32" => matches!(number, 2 | 3),
        "CF-R29-R13" => matches!(number, 1 | 2),
        "CF-R39-R15" => matches!(number, 1 | 3),
        "CF-R2-SUM" | "CF-OPENING-POOR" => number == 2,
        "CF-R3-SUM" | "CF-OPENING-NEAR" => number == 3,
        "CF-UNTOLD-POOR" => matches!(number, 4 | 5),
        "CF-UNTOLD-NEAR" => matches!(number, 6 | 7),
        "CF-UNTOLD-CHILDREN" => number == 11,
        "CF-UNTOLD-MEMBERS" => matches!(number, 11 | 14 | 15),
        // an identity this list does not know is printed rather than lost
        _ => number <= 3,
    }
}
