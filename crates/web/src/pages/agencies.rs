//! `/agencies`: Party and State bodies, departments, mass organisations, enterprises, with their names through time.

use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::parts::Pick;
use crate::serve::{Web, page, render, respond};
use app::accounts::{Agency, NewAgency, NewName};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::{Failure, Level};
use domain::access::{Action, AgencyKind};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "agencies.html")]
struct AgenciesPage {
    frame: Frame,
    refused: Refused,
    lines: Vec<Line>,
    may: bool,
    kinds: Vec<Pick>,
    levels: Vec<Pick>,
    fields: Fields,
}

/// An agency as the page shows it.
struct Line {
    id: String,
    version: i64,
    name: String,
    kind: String,
    level: String,
    area: String,
    contact: String,
    closed: String,
    /// Earlier names with their days and documents.
    names: Vec<String>,
    successors: Vec<String>,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| build(web, ask, Refused::default(), &Fields::default())).await
}

/// Enters an agency.
pub(crate) async fn make(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    respond(web, ask, move |web, ask| {
        let made = new(web, &fields)
            .and_then(|new| web.desk.make_agency(&ask.caller, &web.ctx(ask, "ghi cơ quan, đơn vị"), &new).map(drop));
        answer(web, ask, made, &fields)
    })
    .await
}

/// Renames or closes one.
pub(crate) async fn act(
    State(web): State<Arc<Web>>,
    Path((id, act)): Path<(String, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    respond(web, ask, move |web, ask| {
        let done = run(web, ask, &id, &act, &fields);
        answer(web, ask, done, &fields)
    })
    .await
}

fn run(web: &Web, ask: &Ask, id: &str, act: &str, fields: &Fields) -> Result<(), Failure> {
    let agency = (id, fields.number("version")?);
    let (since, document) = (fields.day("since")?, fields.text("document"));
    match act {
        "rename" => {
            let new = NewName { name: fields.text("name"), since, document };
            web.desk.rename_agency(&ask.caller, &web.ctx(ask, "đổi tên cơ quan, đơn vị"), agency, &new)
        }
        "close" => {
            let successors: Vec<String> = fields.all("successor").map(str::to_owned).collect();
            let ctx = web.ctx(ask, "kết thúc cơ quan, đơn vị");
            web.desk.close_agency(&ask.caller, &ctx, agency, since, &successors, document)
        }
        _ => Err(crate::error::no_page(&ask.path)),
    }
}

fn answer(web: &Web, ask: &Ask, done: Result<(), Failure>, fields: &Fields) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to("/agencies").into_response()),
        Err(failure) if failure.code.starts_with("CC-DENIED") => Err(failure),
        Err(failure) => {
            let html = render(&build(web, ask, Refused::of(&failure, ask.lang()), fields)?)?;
            Ok((StatusCode::BAD_REQUEST, Html(html)).into_response())
        }
    }
}

fn new(web: &Web, fields: &Fields) -> Result<NewAgency, Failure> {
    let field = |at: &'static str| Failure::new("CC-FIELD", "ô này chưa chọn", "nothing was chosen").at(at);
    let since = fields.day("since")?;
    let area = match fields.value("area") {
        Some(code) => Some(web.desk.areas().at(code, since).ok_or_else(|| field("area"))?.key.clone()),
        None => None,
    };
    Ok(NewAgency {
        kind: AgencyKind::of(fields.text("kind")).ok_or_else(|| field("kind"))?,
        level: Level::from_word(fields.text("level")).ok_or_else(|| field("level"))?,
        area,
        contact: fields.text("contact").trim().to_owned(),
        name: fields.text("name").to_owned(),
        since,
        document: fields.text("document").to_owned(),
    })
}

fn build(web: &Web, ask: &Ask, refused: Refused, fields: &Fields) -> Result<AgenciesPage, Failure> {
    let (words, lang) = (ask.words(), ask.lang());
    let all = web.desk.agencies(&ask.caller)?;
    let lines = all.iter().map(|one| line(web, ask, one, &all)).collect();
    let kinds = AgencyKind::ALL.map(|kind| Pick {
        value: kind.word().to_owned(),
        text: kind.name().get(lang).to_owned(),
        chosen: fields.text("kind") == kind.word(),
    });
    let levels = [Level::Country, Level::Province, Level::District, Level::Commune, Level::Village].map(|level| Pick {
        value: level.word().to_owned(),
        text: words.t(&format!("level-{}", level.word())),
        chosen: fields.text("level") == level.word(),
    });
    let title = words.t("nav-agencies");
    Ok(AgenciesPage {
        frame: Frame::new(ask, Section::Agencies, &*title).crumb(&*title, Link::to("/agencies")),
        refused,
        lines,
        may: ask.caller.may(Action::ManageAgencies),
        kinds: kinds.into(),
        levels: levels.into(),
        fields: fields.clone(),
    })
}

fn line(web: &Web, ask: &Ask, agency: &Agency, all: &[Agency]) -> Line {
    let (figures, today) = (ask.figures(), (web.today)());
    let names = agency.names.iter().rev().skip(1).map(|name| {
        let until = name.valid_until.map_or_else(String::new, |day| figures.day(day));
        format!("{} ({} – {until}; {})", name.name, figures.day(name.valid_from), name.document)
    });
    let successors = agency.successors.iter().filter_map(|(id, day, document)| {
        let successor = all.iter().find(|one| one.id == *id)?;
        Some(format!("{} ({}; {document})", successor.name_on(*day), figures.day(*day)))
    });
    let area = agency.area.as_ref().and_then(|key| web.desk.areas().get(key));
    Line {
        name: agency.name_on(today).to_owned(),
        kind: agency.kind.name().get(ask.lang()).to_owned(),
        level: ask.words().t(&format!("level-{}", agency.level.word())),
        area: area.map_or_else(String::new, |unit| unit.name.clone()),
        contact: agency.contact.clone(),
        closed: agency.closed_on.map_or_else(String::new, |day| figures.day(day)),
        names: names.collect(),
        successors: successors.collect(),
        id: agency.id.clone(),
        version: agency.version,
    }
}
