//! `/supervision/observe`: recording what was found of a household or a commune.

use super::name;
use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::{Frame, Section};
use crate::held;
use crate::serve::{Web, page};
use app::{Finding, Observed, On, Shard};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use domain::access::Action;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "observe.html")]
struct ObservePage {
    frame: Frame,
    about: String,
    shard: i64,
    household: String,
    commune: String,
    sample: String,
}

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

/// Records it and goes to the list.
pub(crate) async fn record(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    held::form(web, ask, fields, &[("told", "observe-told"), ("due", "observe-due")], |web, ask, fields| {
        let shard = Shard(fields.number("shard")?);
        let about = match (fields.value("household"), fields.value("commune").and_then(|key| key.parse().ok())) {
            (Some(code), _) => Observed::Household(code.to_owned()),
            (None, Some(commune)) => Observed::Commune(commune),
            (None, None) => return Err(of_nothing()),
        };
        let finding = Finding {
            about,
            sample: fields.value("sample").map(str::to_owned),
            told: fields.text("told").to_owned(),
            due_on: fields.day_or_none("due")?,
        };
        let ctx = web.ctx(ask, "");
        web.desk.book(&ask.caller, shard, |book| book.record_observation(&ctx, &finding))?;
        Ok(Redirect::to("/supervision/observations").into_response())
    })
    .await
}

fn build(web: &Web, ask: &Ask) -> Result<ObservePage, Failure> {
    ask.caller.authorise(Action::RecordObservation, On::Anything)?;
    let words = ask.words();
    let (household, commune) = (ask.value("household"), ask.value("commune"));
    let about = match (household, commune.and_then(|key| key.parse().ok())) {
        (Some(code), _) => words.with("observe-household", &[("code", code)]),
        (None, Some(key)) => name(web, &key),
        (None, None) => return Err(of_nothing()),
    };
    Ok(ObservePage {
        frame: Frame::new(ask, Section::Supervision, words.t("observe-title"))
            .crumb(words.t("nav-supervision"), "/supervision")
            .crumb(words.t("observe-title"), crate::link::Link::here(ask)),
        about,
        shard: ask.number("shard")?.unwrap_or(1),
        household: household.unwrap_or_default().to_owned(),
        commune: commune.unwrap_or_default().to_owned(),
        sample: ask.value("sample").unwrap_or_default().to_owned(),
    })
}

fn of_nothing() -> Failure {
    Failure::new("CC-OBSERVE-NOTHING", "chưa rõ kiến nghị về hộ hay xã nào", "it is not said what was observed")
        .at("household, commune")
        .remedy("mở từ trang của hộ hoặc của mẫu giám sát", "open it from the page of a household or a sample")
}
