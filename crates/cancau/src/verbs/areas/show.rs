//! How units look on a terminal and in JSON.

use base::{Failure, Lang, Level};
use domain::area::{Areas, Unit};
use jiff::civil::Date;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Prints all at once. A reader that has seen enough (`| head`) is no failure; a full disk is one.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(exchange::io_failure(Path::new("stdout"), &error)),
        _ => Ok(()),
    }
}

/// Left-aligned columns under their headings. Names are composed text, so a letter is one column wide.
pub(super) fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let width = |i: usize| {
        let cells = rows.iter().map(|row| row[i].chars().count());
        cells.chain([headings[i].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells.zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
        format!("{}\n", padded.join("  ").trim_end())
    };
    let mut out = line(&mut headings.iter().copied());
    for row in rows {
        out.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    out
}

/// `Xã Hòa Vang`, or in English `Hòa Vang (commune)`.
pub(super) fn name(unit: &Unit, lang: Lang) -> String {
    match lang {
        Lang::Vi => unit.name.clone(),
        Lang::En => format!("{} ({})", unit.short_name, unit.kind.name(lang)),
    }
}

/// The units above, without the country: `Huyện A Lưới, Tỉnh Thừa Thiên Huế, Vùng …`.
pub(super) fn above(areas: &Areas, unit: &Unit, lang: Lang) -> String {
    let above = areas.above(&unit.key);
    let names: Vec<String> =
        above.into_iter().filter(|unit| unit.level != Level::Country).map(|unit| name(unit, lang)).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}

/// `01/07/2025 –`; an unknown first day is an ellipsis.
pub(super) fn period(unit: &Unit) -> String {
    let period = unit.period().to_string();
    match period.split_once(" –") {
        Some((_, end)) if !unit.from_known => format!("… –{end}"),
        _ => period,
    }
}

/// The footnote for [`period`], if one of `units` needs it.
pub(super) fn footnote<'a>(mut units: impl Iterator<Item = &'a Unit>, lang: Lang) -> &'static str {
    if units.all(|unit| unit.from_known) {
        return "";
    }
    match lang {
        Lang::Vi => "…: chưa rõ ngày bắt đầu; danh mục đi kèm là của đầu năm 2025, đọc lùi đến 01/08/2008\n",
        Lang::En => "…: first day unknown; the bundled list is that of early 2025, read back to 01/08/2008\n",
    }
}

/// `31/12/2025`.
pub(super) fn date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A unit as an object, with `more` fields (written by the caller, each `,"key":value`).
pub(super) fn json(areas: &Areas, unit: &Unit, more: &str) -> String {
    let above: Vec<String> = areas
        .above(&unit.key)
        .into_iter()
        .map(|unit| format!("{{{},\"name\":{}}}", json_key(unit), quoted(&unit.name)))
        .collect();
    let to = unit.valid_to.map_or_else(|| "null".to_owned(), |to| quoted(&to.to_string()));
    format!(
        "{{{},\"valid_to\":{to},\"from_known\":{},\"level\":{},\"kind\":{},\"name\":{},\"short_name\":{},\"above\":[{}]{more}}}",
        json_key(unit),
        unit.from_known,
        quoted(unit.level.word()),
        quoted(unit.kind.word()),
        quoted(&unit.name),
        quoted(&unit.short_name),
        above.join(",")
    )
}

fn json_key(unit: &Unit) -> String {
    format!("\"code\":{},\"valid_from\":{}", quoted(&unit.key.code), quoted(&unit.key.valid_from.to_string()))
}

/// A JSON string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let escaped = format!("\\u{:04x}", u32::from(c));
                out.push_str(&escaped);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_over_vietnamese_letters() {
        let rows = [vec!["1".to_owned(), "Đắk".to_owned(), "x".to_owned()]];
        assert_eq!(table(&["Mã", "Tên gọi", "c"], &rows), "Mã  Tên gọi  c\n1   Đắk      x\n");
    }

    #[test]
    fn json_strings_are_escaped() {
        assert_eq!(quoted("Cư \"K\\\n"), "\"Cư \\\"K\\\\\\u000a\"");
    }
}
