//! `cancau areas convert`: what became of a unit, or what it was made of.

use super::{deployment_areas, show};
use crate::cx::{Cx, Outcome};
use base::{AreaKey, Failure, Lang, Level};
use domain::area::{Areas, Extent, Unit};
use jiff::civil::Date;

pub(super) fn run(code: &str, from: Date, to: Date, cx: &Cx) -> Result<Outcome, Failure> {
    let areas = deployment_areas(cx)?;
    let unit = areas.at(code, from).ok_or_else(|| unknown(&areas, code, from))?;
    let back = to < from;
    let steps = if back { areas.predecessors(&unit.key, to) } else { areas.successors(&unit.key, to) };
    if steps.is_empty() {
        return Err(nothing(&areas, unit, to, back));
    }
    let mut units: Vec<(&Unit, Extent)> = resolve(&areas, &steps);
    units.sort_by(|a, b| vntext::compare(&a.0.short_name, &b.0.short_name).then_with(|| a.0.key.cmp(&b.0.key)));
    if cx.json {
        let extent = |extent| show::quoted(if extent == Extent::Whole { "whole" } else { "split" });
        let rows: Vec<String> =
            units.iter().map(|(unit, e)| show::json(&areas, unit, &format!(",\"extent\":{}", extent(*e)))).collect();
        let direction = if back { "predecessors" } else { "successors" };
        show::print(&format!(
            "{{\"unit\":{},\"on\":{},\"{direction}\":[{}]}}\n",
            show::json(&areas, unit, ""),
            show::quoted(&to.to_string()),
            rows.join(",")
        ))?;
        return Ok(Outcome::Done);
    }
    show::print(&text(&areas, unit, (from, to), &units, cx.lang))?;
    Ok(Outcome::Done)
}

fn resolve<'a>(areas: &'a Areas, steps: &[(AreaKey, Extent)]) -> Vec<(&'a Unit, Extent)> {
    steps.iter().filter_map(|(key, extent)| areas.get(key).map(|unit| (unit, *extent))).collect()
}

fn text(areas: &Areas, unit: &Unit, (from, to): (Date, Date), units: &[(&Unit, Extent)], lang: Lang) -> String {
    let back = to < from;
    let rows: Vec<Vec<String>> = units
        .iter()
        .map(|(other, extent)| {
            let part = match (extent, lang) {
                (Extent::Whole, Lang::Vi) => "toàn bộ",
                (Extent::Whole, Lang::En) => "whole",
                (Extent::Split, Lang::Vi) => "một phần",
                (Extent::Split, Lang::En) => "a part",
            };
            let above = show::above(areas, other, lang);
            vec![other.key.code.clone(), show::name(other, lang), above, part.to_owned(), show::period(other)]
        })
        .collect();
    let headings = match lang {
        Lang::Vi => ["Mã", "Tên", "Thuộc", "Phần", "Hiệu lực"],
        Lang::En => ["Code", "Name", "In", "Extent", "Valid"],
    };
    let (name, from_day, to_day) = (show::name(unit, lang), show::date(from), show::date(to));
    let code = &unit.key.code;
    let mut out = match (lang, back) {
        (Lang::Vi, false) => format!("{code} {name} (ngày {from_day}) vào ngày {to_day} thuộc về:\n"),
        (Lang::Vi, true) => format!("{code} {name} (ngày {from_day}) vào ngày {to_day} gồm có:\n"),
        (Lang::En, false) => format!("{code} {name} of {from_day} belongs on {to_day} to:\n"),
        (Lang::En, true) => format!("{code} {name} of {from_day} consisted on {to_day} of:\n"),
    };
    out.push_str(&show::table(&headings, &rows));
    out.push_str(show::footnote(units.iter().map(|(unit, _)| *unit), lang));
    if units.iter().any(|(_, extent)| *extent == Extent::Split) {
        out.push_str(match lang {
            Lang::Vi => {
                "Chú ý: đơn vị cũ bị chia. Hộ của đơn vị bị chia phải được gán từng hộ một (theo thôn, tổ dân phố); \
                 không được chuyển tự động và số liệu không cộng được.\n"
            }
            Lang::En => {
                "Mind: a unit was split. Its households must be assigned one by one (by village); they are never moved \
                 automatically, and its figures cannot be added up.\n"
            }
        });
    }
    out
}

/// The code meant nothing on that day: says what it meant on others.
fn unknown(areas: &Areas, code: &str, day: Date) -> Failure {
    let day = show::date(day);
    let failure = Failure::new(
        "CC-AREA-CODE",
        format!("không có đơn vị mang mã “{code}” vào ngày {day}"),
        format!("no unit has the code “{code}” on {day}"),
    );
    let known: Vec<String> =
        areas.history(code).map(|unit| format!("{} ({})", unit.name, show::period(unit))).collect();
    if known.is_empty() {
        return failure.remedy(
            "mã này không có trong danh mục ở bất kỳ ngày nào; tìm theo tên: cancau areas find",
            "the list has this code on no day at all; search by name: cancau areas find",
        );
    }
    let known = known.join("; ");
    failure.remedy(format!("mã {code} là của: {known}"), format!("code {code} belongs to: {known}"))
}

/// Known, but without a successor or predecessor on that day; of a district says where its province went.
fn nothing(areas: &Areas, unit: &Unit, day: Date, back: bool) -> Failure {
    let (name, date, period) = (&unit.name, show::date(day), show::period(unit));
    let failure = if back {
        Failure::new(
            "CC-AREA-NONE",
            format!("không rõ {name} ({period}) vào ngày {date} là gì"),
            format!("what {name} ({period}) was on {date} is not known"),
        )
    } else {
        Failure::new(
            "CC-AREA-NONE",
            format!("{name} ({period}) không có đơn vị kế tiếp vào ngày {date}"),
            format!("{name} ({period}) has no successor on {date}"),
        )
    };
    let province = areas.ancestor(&unit.key, Level::Province).filter(|_| !back && unit.level == Level::District);
    let now = province.and_then(|province| areas.successors(&province.key, day).into_iter().next());
    match now.and_then(|(key, _)| areas.get(&key)) {
        Some(province) => {
            let (code, name) = (&province.key.code, &province.name);
            failure.remedy(
                format!("cấp huyện kết thúc ngày 30/06/2025; chuyển từng xã, hoặc dùng tỉnh {code} {name}"),
                format!("districts ended on 30/06/2025; convert each commune, or use the province {code} {name}"),
            )
        }
        None => failure.remedy(
            "nếu biết, nhập biến động bằng: cancau areas import",
            "if you know it, import the lineage: cancau areas import",
        ),
    }
}
