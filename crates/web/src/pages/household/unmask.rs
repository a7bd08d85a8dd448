//! `POST /households/{shard}/{code}/unmask`: one masked datum, shown once, with a reason on record.

use super::edit::unkept;
use super::{household_link, none, simulated_frame};
use crate::ask::Ask;
use crate::frame::Frame;
use crate::serve::{Web, render, respond};
use app::{HouseholdStory, Sensitive, Shard, Shown};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use base::Failure;
use engine::pack;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "household_unmask.html")]
struct UnmaskPage {
    frame: Frame,
    headline: String,
    noted: String,
    shown: String,
    more: Vec<String>,
    back: String,
}

/// Shows the datum that the form names.
pub(crate) async fn show(
    State(web): State<Arc<Web>>,
    Path((shard, code)): Path<(i64, String)>,
    ask: Ask,
    Form(sent): Form<Vec<(String, String)>>,
) -> Response {
    let work = move |web: &Web, ask: &Ask| {
        let page = build(web, ask, Shard(shard), &code, &sent)?;
        Ok(unkept(Html(render(&page)?).into_response()))
    };
    respond(web, ask, work).await
}

fn build(web: &Web, ask: &Ask, shard: Shard, code: &str, sent: &[(String, String)]) -> Result<UnmaskPage, Failure> {
    let value = |name: &str| sent.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let kind = Sensitive::of(value("field")).ok_or_else(|| crate::ask::unreadable("field", value("field")))?;
    let member = Some(value("member")).filter(|id| !id.is_empty());
    let (ctx, today) = (web.ctx(ask, value("reason")), (web.today)());
    let (story, shown) = web.desk.book(&ask.caller, shard, |book| {
        let shown = book.unmask(&ctx, code, kind, member, today)?;
        Ok((book.story(code)?, shown))
    })?;
    let story = story.ok_or_else(|| none(code))?.household;
    let words = ask.words();
    // in the other language there is the household's page: what was shown is shown once
    let mut at_home = ask.clone();
    at_home.path = format!("/households/{}/{code}", shard.0);
    let (frame, _) = simulated_frame(web, &at_home, shard, &story, &words.t("unmask-title"))?;
    let (shown, more) = told(ask, kind, shown)?;
    Ok(UnmaskPage {
        frame,
        headline: words.with(&format!("unmask-{}", kind.word()), &[("name", name(&story, member))]),
        noted: words.with("unmask-noted", &[("reason", &vntext::normal::clean(&ctx.reason))]),
        shown,
        more,
        back: household_link(shard, code).to_string(),
    })
}

fn name<'a>(story: &'a HouseholdStory, id: Option<&str>) -> &'a str {
    let member = story.members.iter().find(|member| Some(member.id.as_str()) == id);
    member.map_or("", |member| member.person.name.as_str())
}

/// The datum in words, and what belongs to it.
fn told(ask: &Ask, kind: Sensitive, shown: Shown) -> Result<(String, Vec<String>), Failure> {
    let words = ask.words();
    match shown {
        Shown::Text(None) | Shown::Health(None, _) => Ok((words.t("unmask-nothing"), Vec::new())),
        Shown::Text(Some(key)) if kind == Sensitive::Ethnicity => {
            Ok((vntext::ethnic::by_key(&key).map_or(key, |group| group.name.clone()), Vec::new()))
        }
        Shown::Text(Some(text)) => Ok((text, Vec::new())),
        Shown::Health(Some((review, flags)), no_labour_capacity) => {
            let pack = pack::find(&review.standard)?;
            let names = flags.iter().filter_map(|at| pack.indicators.get(at)).map(|one| one.name.get(ask.lang()));
            let (names, year) = (names.collect::<Vec<_>>().join("; "), review.year.to_string());
            let line = if names.is_empty() {
                words.with("unmask-none-lacking", &[("year", &year)])
            } else {
                words.with("unmask-lacking", &[("year", &year), ("indicators", &names)])
            };
            let marked = no_labour_capacity.then(|| words.t("mark-no-labour-capacity"));
            Ok((line, marked.into_iter().collect()))
        }
    }
}
