//! `/households`: the households behind a figure, or those a person looks for.

mod export;
mod selection;

pub(crate) use export::download;
pub(crate) use selection::{CLASSES, LACKING, MARKS, SORTS, Selection};

use crate::ask::Ask;
use crate::figures::{MASKED, NONE};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::pager::Pager;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::{Direction, Found, HouseholdRow, On, Page, SortKey};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{Dong, Failure, Level};
use domain::access::Action;
use domain::area::Unit;
use engine::Class;
use std::sync::Arc;

/// Rows of a page: what a commune's old machine lays out without a pause.
const ROWS: usize = 50;
/// No list is longer: it would be a hundred million households.
const LAST_PAGE: usize = 2_000_000;

#[derive(Template)]
#[template(path = "households.html")]
struct HouseholdsPage {
    frame: Frame,
    headline: String,
    lead: String,
    /// None without a register.
    list: Option<List>,
}

struct List {
    action: &'static str,
    hidden: Vec<(String, String)>,
    cell: Option<String>,
    years: Vec<Pick>,
    areas: Vec<Pick>,
    classes: Vec<Pick>,
    indicators: Vec<Pick>,
    causes: Vec<Pick>,
    marks: Vec<Pick>,
    ethnic: Vec<Pick>,
    children: Vec<Pick>,
    text: String,
    village: String,
    narrowed: bool,
    clear: String,
    columns: Vec<Heading>,
    rows: Vec<Row>,
    pager: Pager,
    shown: String,
    xlsx: String,
    csv: String,
    provenance: String,
}

struct Heading {
    text: String,
    address: String,
    sorted: &'static str,
    number: bool,
}

struct Row {
    address: String,
    name: String,
    class: &'static str,
    class_name: String,
    village: String,
    commune: String,
    members: String,
    deprivations: String,
    deprived: String,
    means: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<HouseholdsPage, Failure> {
    let words = ask.words();
    let frame = Frame::new(ask, Section::Households, words.t("households-title"));
    let Some(selection) = Selection::read(web, ask)? else {
        let (headline, lead) = (words.t("households-none"), words.t("households-none-lead"));
        return Ok(HouseholdsPage { frame, headline, lead, list: None });
    };
    let figures = ask.figures();
    let asked_for = ask.number::<usize>("page")?.unwrap_or(1).clamp(1, LAST_PAGE);
    let (found, pager) = web.desk.book(&ask.caller, selection.shard, |book| {
        let mut page = |first: usize| {
            let page = Page { offset: first as u64, limit: ROWS as u64 };
            book.households(&selection.here, &selection.asked, page)
        };
        let found = page((asked_for - 1) * ROWS)?;
        let pager = Pager::new(ask, usize::try_from(found.households).unwrap_or(usize::MAX), ROWS)?;
        // an address kept from a longer list leads to the last page of this one
        let found = if pager.page == asked_for { found } else { page(pager.shown.start)? };
        Ok((found, pager))
    })?;
    let scope = scope_name(web, ask, &selection);
    let year = selection.here.review.year.to_string();
    let (households, persons) = (figures.count(found.households), figures.count(found.persons));
    let headline = words.with("households-found", &[("households", &households)]);
    let lead = words.with(
        "households-lead",
        &[("persons", &persons), ("area", &scope), ("year", &year), ("standard", selection.pack.name.get(ask.lang()))],
    );
    let cell = selection.cell.as_ref().map(|cell| {
        let name = app::form_name(cell.form).map_or_else(String::new, |name| name.get(ask.lang()).to_owned());
        let figure = cell.total.of(&found).map_or_else(|| MASKED.to_owned(), |figure| figures.count(figure));
        let form = cell.form.to_string();
        words
            .with("households-cell", &[("form", &form), ("name", &name), ("column", &cell.column), ("figure", &figure)])
    });
    let frame = frame
        .crumb(words.t("nav-households"), "/households")
        .crumb(format!("{scope}, {year}"), Link::here(ask))
        .scope(scope)
        .simulated(crate::pages::simulated(&selection.province, words));
    let list = list(web, ask, &selection, cell, &found, pager);
    Ok(HouseholdsPage { frame, headline, lead, list: Some(list) })
}

fn list(web: &Web, ask: &Ask, selection: &Selection, cell: Option<String>, found: &Found, pager: Pager) -> List {
    let rows = &found.rows;
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let (pack, here) = (selection.pack, &selection.here);
    let choice = |value: &str, text: String, name: &str| Pick {
        value: value.to_owned(),
        text,
        chosen: ask.all(name).any(|given| given == value),
    };
    let mut years = Vec::new();
    for (year, _) in &selection.reviews {
        // two standards of one year have one entry: the newer one's
        if years.last().is_none_or(|last: &Pick| last.value != year.to_string()) {
            let chosen = *year == here.review.year;
            years.push(Pick { value: year.to_string(), text: year.to_string(), chosen });
        }
    }
    let keep: &[&str] = if cell.is_some() { &["form", "col", "line", "part", "groups", "on"] } else { &["on"] };
    let hidden = ask.values.iter().filter(|(name, _)| keep.contains(&name.as_str())).cloned().collect();
    let narrow = ["class", "indicator", "cause", "mark", "ethnic", "child", "village", "q", "form"];
    let provenance = words.with(
        "households-source",
        &[("year", &here.review.year.to_string()), ("standard", &pack.id), ("day", &figures.day((web.today)()))],
    );
    let export = |kind: &str| Link::here(ask).without("page").on(format!("/households/export.{kind}")).to_string();
    List {
        action: "/households",
        hidden,
        cell,
        years,
        areas: areas(web, ask, selection),
        classes: CLASSES
            .iter()
            .filter_map(|(word, class)| pack.class(*class).map(|rule| (word, rule)))
            .map(|(word, rule)| choice(word, rule.name.get(lang).to_owned(), "class"))
            .collect(),
        indicators: pack
            .indicators
            .iter()
            .map(|one| choice(&one.id, one.name.get(lang).to_owned(), "indicator"))
            .collect(),
        causes: pack.causes.iter().map(|one| choice(&one.id, one.name.get(lang).to_owned(), "cause")).collect(),
        marks: MARKS
            .iter()
            .map(|(word, _)| choice(word, words.t(&format!("mark-{}", word.replace('_', "-"))), "mark"))
            .collect(),
        ethnic: vntext::ethnic::all().iter().map(|group| choice(&group.key, group.name.clone(), "ethnic")).collect(),
        children: LACKING
            .iter()
            .map(|(word, _)| choice(word, words.t(&format!("child-{}", word.replace('_', "-"))), "child"))
            .collect(),
        text: ask.value("q").unwrap_or_default().to_owned(),
        village: ask.value("village").unwrap_or_default().to_owned(),
        narrowed: narrow.iter().any(|name| ask.value(name).is_some()),
        clear: narrow
            .iter()
            .chain(&["col", "line", "part", "groups", "page"])
            .fold(Link::here(ask), |link, name| link.without(name))
            .to_string(),
        columns: columns(ask, selection, found.deprivations.is_some()),
        rows: rows.iter().map(|row| self::row(web, ask, selection, row)).collect(),
        shown: if rows.is_empty() {
            String::new()
        } else {
            words.with(
                "households-shown",
                &[
                    ("from", &figures.count(pager.shown.start as u64 + 1)),
                    ("to", &figures.count(pager.shown.end as u64)),
                    ("all", &figures.count(found.households)),
                ],
            )
        },
        pager,
        xlsx: export("xlsx"),
        csv: export("csv"),
        provenance,
    }
}

/// The headings; whoever may not see what some rows lack cannot sort by it.
fn columns(ask: &Ask, selection: &Selection, sees_all: bool) -> Vec<Heading> {
    let sort = selection.asked.sort;
    let means = if selection.pack.method.precedence == engine::Measure::B1 { "b1" } else { "income" };
    ["name", "class", "village", "commune", "members", "deprivations", means]
        .into_iter()
        .map(|word| {
            let key = SORTS.iter().find(|(known, _)| *known == word).map(|(_, key)| *key);
            let key = key.filter(|key| sees_all || *key != SortKey::Deprivations);
            let current = key == Some(sort.key);
            let down = current && sort.direction == Direction::Up;
            let link = Link::here(ask).without("page").with("sort", word).with("dir", if down { "down" } else { "" });
            Heading {
                text: ask.words().t(&format!("col-{word}")),
                address: if key.is_some() { link.to_string() } else { String::new() },
                sorted: match (current, sort.direction) {
                    (false, _) => "",
                    (true, Direction::Up) => "ascending",
                    (true, Direction::Down) => "descending",
                },
                number: matches!(word, "members" | "deprivations" | "b1" | "income"),
            }
        })
        .collect()
}

fn row(web: &Web, ask: &Ask, selection: &Selection, row: &HouseholdRow) -> Row {
    let (figures, lang, pack) = (ask.figures(), ask.lang(), selection.pack);
    let names: Vec<&str> = row
        .flags
        .iter()
        .copied()
        .flat_map(engine::Flags::iter)
        .filter_map(|at| pack.indicators.get(at))
        .map(|one| one.name.get(lang))
        .collect();
    let commune = web.desk.areas().get(&row.commune).map_or(row.commune.code.clone(), |unit| unit.short_name.clone());
    let b1 = row.means.b1.map(|points| points.to_string());
    let income = row.means.income.map(|income| Dong(income).grouped());
    let means = if pack.method.precedence == engine::Measure::B1 { b1.or(income) } else { income.or(b1) };
    Row {
        address: household_address(selection.shard, &row.code),
        name: if row.head.is_empty() { row.code.clone() } else { row.head.clone() },
        class: class_word(row.class),
        class_name: pack.class(row.class).map_or_else(String::new, |rule| rule.name.get(lang).to_owned()),
        village: row.village.clone(),
        commune,
        members: figures.count(row.members),
        deprivations: row.flags.map_or_else(|| MASKED.to_owned(), |flags| flags.count().to_string()),
        deprived: if row.flags.is_some() { names.join(", ") } else { ask.words().t("masked") },
        means: means.unwrap_or_else(|| NONE.to_owned()),
    }
}

/// Where a household's story is told.
pub(crate) fn household_address(shard: app::Shard, code: &str) -> String {
    Link::to(format!("/households/{}/{code}", shard.0)).to_string()
}

/// The style of a class: poor and near-poor by colour and shape, the others plain.
pub(crate) fn class_word(class: Class) -> &'static str {
    match class {
        Class::Poor => "",
        Class::NearPoor => "near",
        Class::Average | Class::NotPoor => "not",
    }
}

/// The unit in words.
pub(crate) fn scope_name(web: &Web, ask: &Ask, selection: &Selection) -> String {
    let places = ask.caller.places(web.desk.areas(), Action::ListHouseholds);
    if selection.here.unit.is_none() && !reads_all(web, ask, selection) && !places.is_empty() {
        return places.join("; ");
    }
    let unit = selection.here.unit.as_ref().and_then(|key| web.desk.areas().get(key));
    let opened = || web.desk.areas().at(&selection.province.code, selection.province.opened_on);
    unit.or_else(opened).map_or_else(|| selection.province.name.clone(), |unit| unit.name.clone())
}

/// The unit of a day that holds the province of the register.
fn province_on<'a>(web: &'a Web, selection: &Selection) -> Option<&'a Unit> {
    let (areas, on) = (web.desk.areas(), selection.here.on);
    let opened = areas.at(&selection.province.code, selection.province.opened_on)?;
    areas.holders(&opened.key, on).first().and_then(|(key, _)| areas.get(key))
}

/// Whether the caller reads every household of the province.
fn reads_all(web: &Web, ask: &Ask, selection: &Selection) -> bool {
    province_on(web, selection).is_some_and(|unit| {
        let on = On::Unit(web.desk.areas(), &unit.key, selection.here.on);
        ask.caller.authorise(Action::ListHouseholds, on).is_ok()
    })
}

/// The province and its communes on the day, as far as the caller reads them.
fn areas(web: &Web, ask: &Ask, selection: &Selection) -> Vec<Pick> {
    let (areas, on) = (web.desk.areas(), selection.here.on);
    let Some(province) = province_on(web, selection) else { return Vec::new() };
    let reach = ask.caller.reach(Action::ListHouseholds);
    let mut communes: Vec<_> = areas
        .units(Level::Commune, on)
        .into_iter()
        .filter(|unit| areas.ancestor(&unit.key, Level::Province).is_some_and(|above| above.key == province.key))
        .filter(|unit| reach.has_whole(&unit.key))
        .collect();
    communes.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.short_name));
    let chosen = selection.here.unit.as_ref();
    let whole = reads_all(web, ask, selection);
    let first = if whole {
        Pick {
            value: province.key.code.clone(),
            text: province.name.clone(),
            chosen: chosen.is_none_or(|unit| *unit == province.key),
        }
    } else {
        Pick { value: String::new(), text: ask.words().t("scope-own"), chosen: chosen.is_none() }
    };
    let picks = communes.into_iter().map(|unit| Pick {
        value: unit.key.code.clone(),
        text: unit.name.clone(),
        chosen: chosen == Some(&unit.key),
    });
    std::iter::once(first).chain(picks).collect()
}
