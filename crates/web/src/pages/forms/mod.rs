//! `/forms`: choose a form, a year and an area; see it as it will be printed; take it as XLSX, PDF or CSV.

mod download;
mod sheet;

pub(crate) use download::download;

use crate::ask::{Ask, unreadable};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::{Choice, Pick};
use crate::serve::{Web, page};
use app::{FormRequest, Forms, On, ShardRow, form_name};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::area::Unit;
use jiff::civil::Date;
use report::table::Table;
use sheet::Sheet;
use std::sync::Arc;

/// Forms of this number and above are lists of households, made for one commune.
const ROSTERS: u8 = 14;
/// The last form.
const LAST: u8 = 15;

#[derive(Template)]
#[template(path = "forms.html")]
struct FormsPage {
    frame: Frame,
    forms: Vec<Entry>,
    /// Without a register there is nothing to fill them with.
    empty: bool,
}

struct Entry {
    number: u8,
    name: String,
    address: String,
}

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    frame: Frame,
    headline: String,
    lead: String,
    action: String,
    on: String,
    forms: Vec<Pick>,
    years: Vec<Pick>,
    areas: Vec<Pick>,
    boundaries: Vec<Choice>,
    findings: Vec<String>,
    matched: String,
    sheet: Option<Sheet>,
    empty: String,
    xlsx: String,
    pdf: String,
    csv: String,
}

/// What a form is asked for.
struct Wanted {
    number: u8,
    province: ShardRow,
    request: FormRequest,
    on: Date,
}

/// Answers the list of forms.
pub(crate) async fn list(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let words = ask.words();
        let forms = (1..=LAST).map(|number| Entry {
            number,
            name: form_name(number).map_or_else(String::new, |name| name.get(ask.lang()).to_owned()),
            address: Link::to(format!("/forms/{number}")).to_string(),
        });
        Ok(FormsPage {
            frame: Frame::new(ask, Section::Forms, words.t("forms-title")).crumb(words.t("nav-forms"), "/forms"),
            forms: forms.collect(),
            empty: web.desk.provinces()?.is_empty(),
        })
    })
    .await
}

/// Answers a form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(number): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &number)).await
}

fn build(web: &Web, ask: &Ask, number: &str) -> Result<FormPage, Failure> {
    let wanted = wanted(web, ask, number)?;
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let name = form_name(wanted.number).map_or_else(String::new, |name| name.get(lang).to_owned());
    let forms = web.desk.forms(&ask.caller, wanted.province.shard, &wanted.request)?;
    let reviews =
        web.desk.book(&ask.caller, wanted.province.shard, |book| book.store.reviews(wanted.province.shard))?;
    let unit = &forms.year.root;
    // a list of a whole province is too long for a page; the spreadsheet takes it
    let too_long = wanted.number >= ROSTERS && unit.level != Level::Commune;
    let table = if too_long { None } else { Some(table(web, ask, &wanted, &forms)?) };
    let year = wanted.request.year.to_string();
    let number = wanted.number.to_string();
    let mut years: Vec<i16> = reviews.iter().map(|review| review.year).collect();
    years.sort_unstable();
    years.dedup();
    let download = |kind: &str| Link::here(ask).on(format!("/forms/{}/download.{kind}", wanted.number)).to_string();
    // lists of households leave with those who may take lists
    let of_unit = On::Unit(web.desk.areas(), &unit.key, wanted.on);
    let leaves = wanted.number < ROSTERS || ask.caller.authorise(Action::ExportHouseholds, of_unit).is_ok();
    let days = [("forms-own-day", base::year_end(wanted.request.year)), ("forms-today", (web.today)())];
    let findings: Vec<String> = table
        .iter()
        .flat_map(|table| &table.findings)
        .map(|finding| format!("{}: {}", finding.place, finding.message.get(lang)))
        .collect();
    Ok(FormPage {
        frame: Frame::new(ask, Section::Forms, format!("{} {number}. {name}", words.t("form")))
            .crumb(words.t("nav-forms"), "/forms")
            .crumb(format!("{} {number}", words.t("form")), Link::here(ask))
            .scope(unit.name.clone())
            .simulated(crate::pages::simulated(&wanted.province, words)),
        headline: words.with("form-headline", &[("number", &number), ("name", &name)]),
        lead: words.with(
            "form-lead",
            &[
                ("area", &unit.name),
                ("year", &year),
                ("day", &figures.day(wanted.on)),
                ("standard", forms.year.pack.name.get(lang)),
            ],
        ),
        action: format!("/forms/{number}"),
        on: wanted.on.to_string(),
        forms: (1..=LAST)
            .map(|number| Pick {
                value: number.to_string(),
                text: form_name(number).map_or_else(String::new, |name| format!("{number}. {}", name.get(lang))),
                chosen: number == wanted.number,
            })
            .collect(),
        years: years
            .iter()
            .rev()
            .map(|year| Pick { value: year.to_string(), text: year.to_string(), chosen: *year == wanted.request.year })
            .collect(),
        areas: areas(web, ask, &wanted, &unit.key),
        boundaries: days
            .map(|(key, day)| Choice {
                text: words.t(key),
                address: Link::here(ask).with("on", day).without("area").to_string(),
                current: day == wanted.on,
            })
            .into(),
        matched: if table.is_some() && findings.is_empty() && wanted.number < ROSTERS {
            words.t("form-matched")
        } else {
            String::new()
        },
        findings,
        sheet: table
            .as_ref()
            .map(|table| Sheet::of(web.desk.areas(), table, &forms, &wanted.request, &wanted.province)),
        empty: if too_long { words.t("form-too-long") } else { String::new() },
        xlsx: if leaves { download("xlsx") } else { String::new() },
        pdf: if leaves && !too_long { download("pdf") } else { String::new() },
        csv: if leaves { download("csv") } else { String::new() },
    })
}

fn wanted(web: &Web, ask: &Ask, number: &str) -> Result<Wanted, Failure> {
    // the chooser of forms is part of the same form as year and area
    let number = ask.value("number").unwrap_or(number);
    let number = number.parse().ok().filter(|number| (1..=LAST).contains(number)).ok_or_else(|| {
        Failure::new("CC-PAGE-NONE", format!("không có biểu {number}"), format!("there is no form {number}"))
            .at(number)
            .remedy("chọn một biểu từ 1 đến 15", "choose a form from 1 to 15")
    })?;
    let none = || {
        Failure::new("CC-STORE-NONE", "chưa có sổ bộ để lập biểu", "there is no register to fill forms from")
            .remedy("nhập một đợt rà soát trước", "import a review first")
    };
    let given = ask.year()?;
    let day = ask.day("on")?;
    let first = web.desk.provinces()?.into_iter().next().ok_or_else(none)?;
    let areas = web.desk.areas();
    let newest = |province: &ShardRow| {
        web.desk.store(|store| Ok(store.reviews(province.shard)?.iter().map(|review| review.year).max()))
    };
    let year = match given {
        Some(year) => year,
        None => newest(&first)?.ok_or_else(none)?,
    };
    // the boundaries of the review, unless others are asked for
    let on = day.unwrap_or_else(|| base::year_end(year));
    let (province, area) = if let Some(code) = ask.value("area") {
        let unit = areas.at(code, on).ok_or_else(|| unreadable("area", code))?;
        let above = areas.ancestor(&unit.key, Level::Province).unwrap_or(unit);
        (web.desk.province(&above.key.code, on)?.ok_or_else(none)?, code.to_owned())
    } else {
        let code = province_code(web, &first, on).ok_or_else(none)?;
        let own = own_area(web, ask, &code, on).unwrap_or(code);
        (first, own)
    };
    let request = FormRequest {
        year,
        standard: ask.value("standard").map(str::to_owned),
        area,
        boundaries: Some(on),
        ethnic: None,
    };
    Ok(Wanted { number, province, request, on })
}

/// The code of the register's province on a day.
pub(crate) fn province_code(web: &Web, province: &ShardRow, on: Date) -> Option<String> {
    let areas = web.desk.areas();
    let opened = areas.at(&province.code, province.opened_on)?;
    let holders = areas.holders(&opened.key, on);
    Some(match holders.first() {
        Some((key, _)) => key.code.clone(),
        None => province.code.clone(),
    })
}

fn table(web: &Web, ask: &Ask, wanted: &Wanted, forms: &Forms) -> Result<Table, Failure> {
    let villages = if wanted.number >= ROSTERS {
        web.desk.book(&ask.caller, wanted.province.shard, |book| {
            let communes: Vec<AreaKey> = forms.communes().into_iter().map(|unit| unit.key.clone()).collect();
            Ok(forms.one_roster(book.rosters(&forms.year.review, &communes, wanted.on)?))
        })?
    } else {
        Vec::new()
    };
    forms.table(wanted.number, &villages, (web.today)())
}

/// The first commune whose figures the caller reads, where the province's are not all theirs.
fn own_area(web: &Web, ask: &Ask, province: &str, on: Date) -> Option<String> {
    let areas = web.desk.areas();
    let reads = |key: &AreaKey| ask.caller.authorise(Action::ReadFigures, On::Unit(areas, key, on)).is_ok();
    let province = &areas.at(province, on)?.key;
    if reads(province) {
        return None;
    }
    let inside = |unit: &&Unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|above| above.key == *province);
    let mut communes = areas.units(Level::Commune, on).into_iter().filter(inside);
    communes.find(|unit| reads(&unit.key)).map(|unit| unit.key.code.clone())
}

/// The province, its districts and communes of the day.
fn areas(web: &Web, ask: &Ask, wanted: &Wanted, chosen: &AreaKey) -> Vec<Pick> {
    let (areas, on) = (web.desk.areas(), wanted.on);
    let Some(province) = areas.ancestor(chosen, Level::Province).or_else(|| areas.get(chosen)) else {
        return Vec::new();
    };
    let mut picks = vec![(province, 0)];
    for level in [Level::District, Level::Commune] {
        let mut units: Vec<_> = areas
            .units(level, on)
            .into_iter()
            .filter(|unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|above| above.key == province.key))
            .collect();
        units.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.short_name));
        picks.extend(units.into_iter().map(|unit| (unit, 1)));
    }
    let reads =
        |unit: &domain::area::Unit| ask.caller.authorise(Action::ReadFigures, On::Unit(areas, &unit.key, on)).is_ok();
    picks
        .into_iter()
        .filter(|(unit, _)| reads(unit))
        .map(|(unit, depth)| Pick {
            value: unit.key.code.clone(),
            text: format!("{}{}", if depth > 0 { "· " } else { "" }, unit.name),
            chosen: unit.key == *chosen,
        })
        .collect()
}
