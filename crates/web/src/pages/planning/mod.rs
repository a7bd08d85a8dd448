//! Writing programmes and documents, reporting, setting thresholds, giving targets on.

pub(crate) mod amend;
pub(crate) mod amount;
mod blocks;
pub(crate) mod close;
pub(crate) mod document;
mod form;
mod households;
pub(crate) mod new;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod set;
mod target;

pub(crate) use plan::called;

use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::log::Code;
use crate::parts::Pick;
use crate::serve::{Web, render, respond};
use crate::{error, held};
use app::On;
use askama::Template;
use axum::Extension;
use axum::response::{Html, IntoResponse, Response};
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::programme::{Programme, Programmes, Target};
use std::sync::Arc;

/// The part of the navigation that these pages belong to.
const SECTION: Section = Section::Programmes;

/// The frame of a page of a programme.
fn frame(ask: &Ask, programme: Option<&Programme>, title: &str) -> Frame {
    let words = ask.words();
    let mut frame = Frame::new(ask, SECTION, title).crumb(words.t("planning-programmes"), "/programmes");
    if let Some(programme) = programme {
        frame = frame.crumb(programme.name.get(ask.lang()), format!("/programmes/{}", programme.id));
    }
    frame.crumb(title, &ask.path)
}

/// Answers a form that was sent. If it is refused, the page comes again with what was typed and the refusal beside its field;
/// whoever may not do it at all is told so, and whoever was signed out keeps what was typed until they are in again.
async fn sent<T: Template>(
    web: Arc<Web>,
    ask: Ask,
    fields: Fields,
    work: impl FnOnce(&Web, &Ask, &Fields) -> Result<Response, Failure> + Send + 'static,
    again: impl FnOnce(&Web, &Ask, &Fields, &Failure) -> Result<T, Failure> + Send + 'static,
) -> Response {
    respond(web, ask, move |web, ask| match work(web, ask, &fields) {
        Err(failure) if failure.code == "CC-DENIED-SIGN-IN" => held::answer(ask, &failure, fields, &[]),
        Err(failure) if failure.code.starts_with("CC-DENIED") || failure.code.ends_with("-NONE") => Err(failure),
        Err(failure) => {
            let page = again(web, ask, &fields, &failure)?;
            Ok((error::status(failure.code), Extension(Code(failure.code)), Html(render(&page)?)).into_response())
        }
        done => done,
    })
    .await
}

fn find<'a>(all: &'a Programmes, id: &str) -> Result<&'a Programme, Failure> {
    all.programme(id).ok_or_else(|| {
        Failure::new("CC-PROGRAMME-NONE", "không có chương trình này", "there is no such programme").at(id)
    })
}

fn find_target<'a>(all: &'a Programmes, id: &str, target: &str) -> Result<(&'a Programme, &'a Target), Failure> {
    let programme = find(all, id)?;
    let found = programme.target(target).ok_or_else(|| {
        Failure::new("CC-TARGET-NONE", "chương trình không có chỉ tiêu này", "the programme has no such target")
            .at(target)
    })?;
    Ok((programme, found))
}

/// The name of a unit of any time.
fn name(web: &Web, key: &AreaKey) -> String {
    web.desk.areas().get(key).map_or_else(|| key.to_string(), |unit| unit.name.clone())
}

/// The documents to choose from, the newest first.
fn documents(all: &Programmes, ask: &Ask, chosen: &str) -> Vec<Pick> {
    let mut picks: Vec<_> = all.documents.iter().collect();
    picks.sort_by_key(|document| std::cmp::Reverse(document.date));
    let day = |date: jiff::civil::Date| format!(" ({})", ask.figures().day(date));
    picks
        .into_iter()
        .map(|one| Pick {
            value: one.id.clone(),
            text: format!("{}{}", one.name().get(ask.lang()), one.date.map(day).unwrap_or_default()),
            chosen: one.id == chosen,
        })
        .collect()
}

/// The provinces of today for which the caller may write programmes.
fn provinces(web: &Web, ask: &Ask) -> Vec<Pick> {
    let (areas, today) = (web.desk.areas(), (web.today)());
    let mut units = areas.units(Level::Province, today);
    let writes = |key: &AreaKey| ask.caller.authorise(Action::WriteProgramme, On::Unit(areas, key, today)).is_ok();
    units.retain(|unit| writes(&unit.key));
    units.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.name));
    let pick =
        |unit: &domain::area::Unit| Pick { value: unit.key.code.clone(), text: unit.name.clone(), chosen: false };
    units.into_iter().map(pick).collect()
}
