//! `/programmes/{id}/targets/{target}/report`: what was reached, with evidence; what was reported before, and withdrawing it.

use super::form::{FormPage, Group, Kind, Maker, refused};
use super::{amount, find_target, frame, name, sent};
use crate::ask::Ask;
use crate::error::sentence;
use crate::fields::Fields;
use crate::held;
use crate::link::Link;
use crate::pages::programmes::group_name;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::programme::ReportPlace;
use app::{NewReport, Report};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use domain::programme::{ActualVersion, Households, Kind as TargetKind, Reading, Source, Stage, Target};
use std::sync::Arc;

/// A report as the table shows it.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) on: String,
    pub(super) area: String,
    pub(super) reading: String,
    pub(super) version: String,
    pub(super) evidence: String,
    pub(super) told: String,
    /// When, by whom and why it was withdrawn; empty while it counts.
    pub(super) withdrawn: String,
    /// Where it is withdrawn; empty for those who may not.
    pub(super) action: String,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(of): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &of, &Fields::filled(&[("version", "official")]), None)).await
}

/// Keeps the report.
pub(crate) async fn save(
    State(web): State<Arc<Web>>,
    Path(of): Path<(String, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    let again = of.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        let all = web.desk.programmes_for(&ask.caller)?;
        let (_, target) = find_target(&all, &of.0, &of.1)?;
        let places = places(web, ask, &of)?;
        if places.is_empty() {
            return Err(web.desk.nowhere_to_report(&ask.caller, target)?);
        }
        let place = places.into_iter().find(|place| value(place) == fields.text("place"));
        let unchosen = |field: &str| Failure::new("CC-FIELD", "chưa chọn", "nothing was chosen").at(field);
        let place = place.ok_or_else(|| unchosen("place"))?;
        let new = NewReport {
            programme: of.0.clone(),
            target: of.1.clone(),
            item: fields.value("item").map(str::to_owned),
            area: place.area,
            agency: place.agency,
            households: fields.value("group").map(str::to_owned),
            holds_on: fields.day("on")?,
            version: ActualVersion::from_word(fields.text("version")).ok_or_else(|| unchosen("version"))?,
            reading: reading(ask, fields, target)?,
            evidence: fields.text("evidence").to_owned(),
        };
        web.desk.report(&ask.caller, &web.ctx(ask, ""), &new, (web.today)())?;
        Ok(Redirect::to(&address(&of)).into_response())
    };
    sent(web, ask, fields, work, move |web, ask, fields, failure| build(web, ask, &again, fields, Some(failure))).await
}

/// Withdraws a report.
pub(crate) async fn withdraw(
    State(web): State<Arc<Web>>,
    Path(of): Path<(String, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    held::form(web, ask, fields, &[("reason", "field-reason")], move |web, ask, fields| {
        let ctx = web.ctx(ask, fields.text("reason").trim());
        web.desk.withdraw_report(&ask.caller, &ctx, fields.text("report"), (web.today)())?;
        Ok(Redirect::to(&address(&of)).into_response())
    })
    .await
}

fn address(of: &(String, String)) -> String {
    Link::to(format!("/programmes/{}/targets/{}/report", of.0, of.1)).to_string()
}

fn places(web: &Web, ask: &Ask, of: &(String, String)) -> Result<Vec<ReportPlace>, Failure> {
    web.desk.report_places(&ask.caller, &of.0, &of.1, (web.today)())
}

fn value(place: &ReportPlace) -> String {
    format!("{}/{}", place.area, place.agency.as_deref().unwrap_or_default())
}

fn is_event(target: &Target) -> bool {
    matches!(target.kind, TargetKind::Milestone { .. } | TargetKind::Evidence)
}

fn reading(ask: &Ask, fields: &Fields, target: &Target) -> Result<Reading, Failure> {
    if is_event(target) {
        return match fields.text("event") {
            "open" => Ok(Reading::Open),
            word => Stage::from_word(word)
                .map(Reading::Event)
                .ok_or_else(|| Failure::new("CC-FIELD", "chưa chọn mức độ", "no stage was chosen").at("event")),
        };
    }
    let lang = ask.lang();
    let count = |name: &str| amount::count(fields.text(name), lang, name);
    match (count("part")?, count("whole")?, amount::read(fields.text("value"), lang, "value")?) {
        (Some(part), Some(whole), None) => Ok(Reading::Share { part, whole }),
        (None, None, Some(value)) => Ok(Reading::Value(value)),
        _ => Err(Failure::new(
            "CC-FIELD",
            "ghi con số, hoặc số đạt và tổng số; không ghi cả hai",
            "give a figure, or part and whole, and not both",
        )
        .at("value")),
    }
}

fn build(
    web: &Web,
    ask: &Ask,
    of: &(String, String),
    fields: &Fields,
    failure: Option<&Failure>,
) -> Result<FormPage, Failure> {
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes_for(&ask.caller)?;
    let (programme, target) = find_target(&all, &of.0, &of.1)?;
    let places = places(web, ask, of)?;
    let make = Maker::new(ask, fields, &refused);
    let place = |one: &ReportPlace| Pick {
        value: value(one),
        text: match &one.agency {
            None => name(web, &one.area),
            Some(_) => words.with("report-share", &[("area", &name(web, &one.area))]),
        },
        chosen: false,
    };
    let mut list = vec![make.choice("place", places.iter().map(place).collect(), true)];
    if let TargetKind::Gap { against, .. } = &target.kind {
        let group = |group: &Households| Pick {
            value: group.word().to_owned(),
            text: sentence(&group_name(words, web.desk.areas(), group.word())),
            chosen: false,
        };
        list.push(make.choice("group", [&target.households, against].into_iter().map(group).collect(), true));
    }
    if !target.items.is_empty() {
        let item = |one: &domain::programme::Item| Pick {
            value: one.id.clone(),
            text: one.name.get(ask.lang()).to_owned(),
            chosen: false,
        };
        list.push(make.choice("item", target.items.iter().map(item).collect(), true));
    }
    list.push(make.field("on", Kind::Day, true));
    list.push(make.words("version", &["official", "preliminary"], true));
    if is_event(target) {
        list.push(make.words("event", &["done", "qualified", "recognised", "open"], true));
    } else {
        list.push(make.field("value", Kind::Line, false));
        list.push(make.field("part", Kind::Line, false));
        list.push(make.field("whole", Kind::Line, false));
    }
    list.push(make.field("evidence", Kind::Text, true));
    let group = Group {
        heading: target.name.get(ask.lang()).to_owned(),
        hint: format!("“{}”", target.quote.words),
        folded: false,
        fields: list,
    };
    let reports = web.desk.reports(&ask.caller, &of.0, &of.1)?;
    let may = |report: &Report| places.iter().any(|p| p.area == report.told.area && p.agency == report.told.agency);
    let (lead, groups) = if places.is_empty() {
        let why = web.desk.nowhere_to_report(&ask.caller, target)?;
        (format!("{}. {}.", sentence(why.message.get(ask.lang())), sentence(why.remedy.get(ask.lang()))), Vec::new())
    } else {
        (lead(ask, target, &places), vec![group])
    };
    Ok(FormPage {
        frame: frame(ask, Some(programme), &words.t("report-title")).simulated(programme.synthetic.then(String::new)),
        headline: words.t("report-title"),
        lead,
        groups,
        refused,
        hidden: Vec::new(),
        action: ask.path.clone(),
        submit: words.t("report-do"),
        back: format!("/programmes/{}/targets/{}", of.0, of.1),
        reports: reports.iter().map(|one| line(web, ask, of, target, one, may(one))).collect(),
    })
}

/// What the form is for; where a report of a unit decides nothing, that is said before anything is typed.
fn lead(ask: &Ask, target: &Target, places: &[ReportPlace]) -> String {
    let words = ask.words();
    let of_units = places.iter().any(|place| place.agency.is_none());
    let source = match target.source {
        Source::Register if of_units => "report-aside-register",
        Source::Published if of_units => "report-aside-published",
        _ => return words.t("report-lead"),
    };
    let mut said = vec![words.t(source)];
    if places.iter().any(|place| place.agency.is_some()) {
        said.push(words.t("report-aside-but-share"));
    }
    said.push(words.t("report-lead"));
    said.join(" ")
}

fn line(web: &Web, ask: &Ask, of: &(String, String), target: &Target, report: &Report, may: bool) -> Line {
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let unit = target.unit.map(|unit| unit.name().get(lang).to_owned()).unwrap_or_default();
    let told = &report.told;
    let item = told.item.as_ref().and_then(|id| target.items.iter().find(|one| one.id == *id));
    let reading = match told.reading {
        Reading::Value(value) => format!("{} {unit}", amount::show(Some(value), lang)),
        Reading::Share { part, whole } => format!("{} / {}", figures.count(part), figures.count(whole)),
        Reading::Event(stage) => stage.name().get(lang).to_owned(),
        Reading::Open => words.t("word-event-open"),
    };
    let whose = match &told.agency {
        None => name(web, &told.area),
        Some(_) => words.with("report-share", &[("area", &name(web, &told.area))]),
    };
    let group = told.households.as_deref().map(|word| group_name(words, web.desk.areas(), word));
    let by = |key: &str, by: &str, at: &str| words.with(key, &[("by", by), ("at", &figures.moment(at))]);
    Line {
        id: report.id.clone(),
        on: figures.day(told.holds_on),
        area: group.map_or(whose.clone(), |group| format!("{whose}: {group}")),
        reading: item.map_or(reading.clone(), |item| format!("{}: {reading}", item.name.get(lang))),
        version: told.version.name().get(lang).to_owned(),
        evidence: told.evidence.clone(),
        told: by("report-by", &report.reported_by, &report.reported_at),
        withdrawn: report
            .withdrawn
            .as_ref()
            .map_or_else(String::new, |(at, who, why)| format!("{}: {why}", by("report-withdrawn-by", who, at))),
        action: if may && report.withdrawn.is_none() {
            format!("/programmes/{}/targets/{}/withdraw", of.0, of.1)
        } else {
            String::new()
        },
    }
}
