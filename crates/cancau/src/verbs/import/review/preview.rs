//! What the file was taken for, column by column, and what the check counted.

use super::grouped;
use crate::cx::Cx;
use crate::say::out;
use app::intake::{Checked, Intake};
use base::Lang;
use engine::Class;
use exchange::review::{Column, Field, Layout, SheetPlan};

/// Prints the preview.
pub(super) fn print(intake: &Intake<'_>, checked: &Checked, cx: &Cx) {
    let (preview, pack) = (intake.preview(), intake.pack());
    if cx.json {
        let sheets: Vec<serde_json::Value> = preview.sheets.iter().map(|sheet| json(sheet, intake)).collect();
        let told = serde_json::json!({
            "state": "preview", "standard": pack.id, "sheets": sheets, "skipped": preview.skipped,
            "checked": counts(checked),
        });
        return out!("{told}");
    }
    for sheet in &preview.sheets {
        let (name, (first, last)) = (&sheet.name, sheet.header_rows);
        let layout = layout(sheet.mapping.layout, cx.lang);
        match cx.lang {
            Lang::Vi => out!("{name}: tiêu đề ở dòng {first}–{last}, {layout}"),
            Lang::En => out!("{name}: headings in rows {first}–{last}, {layout}"),
        }
        for column in &sheet.mapping.columns {
            let (letters, heading, sample) = (&column.letters, &column.heading, sample(column));
            let meaning = column.field.map_or_else(|| "—".to_owned(), |field| field.word(pack));
            out!("  {letters:<3} {meaning:<22} {heading}{sample}");
        }
    }
    for name in &preview.skipped {
        match cx.lang {
            Lang::Vi => out!("{name}: không đọc (ẩn hoặc không có tiêu đề của danh sách hộ)"),
            Lang::En => out!("{name}: not read (hidden, or without headings of a list)"),
        }
    }
    let standard = pack.name.get(cx.lang);
    let summary = &checked.summary;
    let [rows, good, bad, repeated, without_code] =
        [summary.rows, summary.accepted, summary.rejected, summary.repeated, checked.without_code].map(grouped);
    match cx.lang {
        Lang::Vi => {
            out!(
                "{rows} dòng; {good} hộ đúng, {bad} hộ sai, {repeated} hộ ghi lặp ở bảng sau; {without_code} hộ không có mã"
            );
            out!("Theo {standard}:");
        }
        Lang::En => {
            out!(
                "{rows} rows; {good} good households, {bad} bad, {repeated} repeated on a later sheet; {without_code} without a code"
            );
            out!("By {standard}:");
        }
    }
    for rule in &pack.classes {
        let at = Class::ALL.iter().position(|class| *class == rule.class).unwrap_or(0);
        out!("  {}: {}", rule.name.get(cx.lang), grouped(checked.classes[at]));
    }
    for (code, count) in &summary.by_code {
        out!("  {code}: {}", grouped(*count));
    }
    tell_untold(checked, cx.lang);
}

/// What the file does not tell, for whoever wonders about the forms later.
pub(super) fn tell_untold(checked: &Checked, lang: Lang) {
    let (indicators, members) = (checked.without_indicators, checked.without_members);
    if indicators > 0 {
        let indicators = grouped(indicators);
        match lang {
            Lang::Vi => out!("  {indicators} hộ không rõ thiếu hụt chỉ số nào: biểu 4–7 sẽ ghi rõ là thiếu chi tiết"),
            Lang::En => out!("  {indicators} households without their indicators: forms 4–7 will say so"),
        }
    }
    if members > 0 {
        let members = grouped(members);
        match lang {
            Lang::Vi => {
                out!("  {members} hộ chỉ ghi chủ hộ: số khẩu lấy theo số đã ghi, biểu 11 sẽ ghi rõ là thiếu chi tiết");
            }
            Lang::En => out!("  {members} households list their head only: form 11 will say so"),
        }
    }
}

/// The counts of a check.
pub(super) fn counts(checked: &Checked) -> serde_json::Value {
    let summary = &checked.summary;
    let classes: serde_json::Map<String, serde_json::Value> =
        Class::ALL.iter().zip(checked.classes).map(|(class, count)| (class.word().to_owned(), count.into())).collect();
    serde_json::json!({
        "rows": summary.rows, "accepted": summary.accepted, "rejected": summary.rejected,
        "repeated": summary.repeated, "members": summary.members, "classes": classes, "by_code": summary.by_code,
        "without_code": checked.without_code, "without_indicators": checked.without_indicators,
        "without_members": checked.without_members,
    })
}

fn json(sheet: &SheetPlan, intake: &Intake<'_>) -> serde_json::Value {
    let columns: Vec<serde_json::Value> = sheet
        .mapping
        .columns
        .iter()
        .map(|column| {
            let meaning = column.field.map(|field| field.word(intake.pack()));
            serde_json::json!({"column": column.letters, "heading": column.heading, "meaning": meaning})
        })
        .collect();
    serde_json::json!({
        "name": sheet.name, "header_rows": [sheet.header_rows.0, sheet.header_rows.1],
        "layout": layout(sheet.mapping.layout, Lang::En), "columns": columns,
    })
}

fn layout(layout: Layout, lang: Lang) -> &'static str {
    match (layout, lang) {
        (Layout::Members, Lang::Vi) => "mỗi người một dòng",
        (Layout::Members, Lang::En) => "one row per member",
        (Layout::Households, Lang::Vi) => "mỗi hộ một dòng",
        (Layout::Households, Lang::En) => "one row per household",
        (Layout::Escaped(Class::NearPoor), Lang::Vi) => "danh sách hộ thoát cận nghèo",
        (Layout::Escaped(Class::NearPoor), Lang::En) => "households that left near-poverty",
        (Layout::Escaped(_), Lang::Vi) => "danh sách hộ thoát nghèo",
        (Layout::Escaped(_), Lang::En) => "households that left poverty",
    }
}

/// The first value, so that a person recognises the column; never a personal number.
fn sample(column: &Column) -> String {
    match column.sample.first() {
        Some(value) if column.field != Some(Field::Cccd) => {
            format!(" (vd. {})", value.chars().take(30).collect::<String>())
        }
        _ => String::new(),
    }
}
