//! `cancau areas find`.

use super::{deployment_areas, show};
use crate::cx::{Cx, Outcome};
use base::{Failure, Lang};
use domain::area::{Areas, Match, Why};
use jiff::civil::Date;

pub(super) fn run(text: &str, at: Option<Date>, limit: usize, cx: &Cx) -> Result<Outcome, Failure> {
    let areas = deployment_areas(cx)?;
    let found = areas.find(text, at);
    if found.is_empty() {
        return Err(none(&areas, text, at));
    }
    if cx.json {
        let rows: Vec<String> = found
            .iter()
            .map(|found| show::json(&areas, found.unit, &format!(",\"why\":{}", show::quoted(why(found.why)))))
            .collect();
        show::print(&format!("[{}]\n", rows.join(",\n")))?;
        return Ok(Outcome::Done);
    }
    let shown = if limit == 0 { &found[..] } else { &found[..limit.min(found.len())] };
    let rows: Vec<Vec<String>> = shown.iter().map(|found| row(&areas, found, cx.lang)).collect();
    let headings = match cx.lang {
        Lang::Vi => ["Mã", "Tên", "Thuộc", "Hiệu lực"],
        Lang::En => ["Code", "Name", "In", "Valid"],
    };
    let mut out = show::table(&headings, &rows);
    out.push_str(show::footnote(shown.iter().map(|found| found.unit), cx.lang));
    let more = found.len() - shown.len();
    if more > 0 {
        let line = match cx.lang {
            Lang::Vi => format!("… còn {more} đơn vị nữa: gõ rõ hơn, thêm --at, hoặc --limit 0 để xem hết\n"),
            Lang::En => format!("… {more} more: type more, add --at, or --limit 0 for all\n"),
        };
        out.push_str(&line);
    }
    show::print(&out)?;
    Ok(Outcome::Done)
}

fn row(areas: &Areas, found: &Match<'_>, lang: Lang) -> Vec<String> {
    let unit = found.unit;
    vec![unit.key.code.clone(), show::name(unit, lang), show::above(areas, unit, lang), show::period(unit)]
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Code => "code",
        Why::Name => "name",
        Why::NameOtherMarks => "name_other_marks",
        Why::NameOtherKind => "name_other_kind",
        Why::Initials => "initials",
        Why::Beginning => "beginning",
        Why::Words => "words",
    }
}

/// Nothing found: says on which other days there would be something.
fn none(areas: &Areas, text: &str, at: Option<Date>) -> Failure {
    let Some(day) = at.map(show::date) else {
        return Failure::new(
            "CC-AREA-NONE",
            format!("không tìm thấy đơn vị nào khớp với “{text}”"),
            format!("no unit matches “{text}”"),
        )
        .remedy(
            "gõ ít chữ hơn, bỏ loại đơn vị (xã, phường…), ghi cấp trên sau dấu phẩy, hoặc gõ mã",
            "type fewer words, leave out the kind (xã, phường…), put the unit above after a comma, or type the code",
        );
    };
    let failure = Failure::new(
        "CC-AREA-NONE",
        format!("không có đơn vị nào khớp với “{text}” vào ngày {day}"),
        format!("no unit matches “{text}” on {day}"),
    );
    let other: Vec<String> = areas
        .find(text, None)
        .iter()
        .take(3)
        .map(|found| format!("{} {} ({})", found.unit.key.code, found.unit.name, show::period(found.unit)))
        .collect();
    if other.is_empty() {
        return failure.remedy("gõ ít chữ hơn, hoặc bỏ --at", "type fewer words, or leave out --at");
    }
    let other = other.join("; ");
    failure.remedy(format!("vào ngày khác có: {other}"), format!("on other days there is: {other}"))
}
