//! `POST /households/{shard}/{code}/unmask`: one masked datum, shown once, with a reason on record.

use super::{household_link, simulated_frame};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::serve::{Web, render, respond};
use app::{HouseholdStory, Sensitive, Shard, Shown};
use askama::Template;
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
    fields: Fields,
) -> Response {
    let work = move |web: &Web, ask: &Ask| {
        let page = build(web, ask, Shard(shard), &code, &fields)?;
        Ok(Html(render(&page)?).into_response())
    };
    respond(web, ask, work).await
}

fn build(web: &Web, ask: &Ask, shard: Shard, code: &str, fields: &Fields) -> Result<UnmaskPage, Failure> {
    let field = fields.text("field");
    let kind = Sensitive::of(field).ok_or_else(|| crate::ask::unreadable("field", field))?;
    let member = fields.value("member");
    let (ctx, today) = (web.ctx(ask, fields.text("reason")), (web.today)());
    let (story, shown) = web.desk.book(&ask.caller, shard, |book| {
        let shown = book.unmask(&ctx, code, kind, member, today)?;
        Ok((book.story(code)?, shown))
    })?;
    let story = story.ok_or_else(|| app::no_household(code))?.household;
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
