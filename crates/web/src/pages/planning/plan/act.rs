//! What is done to the table: one form for each act, told apart by the button.

use super::{PlanPage, asked, build, line};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::link::Link;
use crate::pages::planning::{amount, sent};
use crate::serve::{Web, render};
use app::programme::plan::{Decision, PlanAsked};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Failure;
use domain::programme::Exact;
use std::sync::Arc;

/// Does what the button says and opens the table again.
pub(crate) async fn save(
    State(web): State<Arc<Web>>,
    Path(of): Path<(String, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    let again = of.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| act(web, ask, &of, fields);
    sent(web, ask, fields, work, move |web, ask, fields, failure| -> Result<PlanPage, Failure> {
        build(web, ask, &again, fields, Some(failure))
    })
    .await
}

fn act(web: &Web, ask: &Ask, of: &(String, String), fields: &Fields) -> Result<Response, Failure> {
    let (caller, today, ctx) = (&ask.caller, (web.today)(), web.ctx(ask, ""));
    let (plan, version) = (fields.text("plan"), fields.number("version"));
    let parent = || -> Result<Exact, Failure> {
        let lacking = || Failure::new("CC-FIELD", "chưa ghi con số của cấp trên", "the figure is missing").at("parent");
        amount::read(fields.text("parent"), ask.lang(), "parent")?.ok_or_else(lacking)
    };
    match fields.text("act") {
        "open" => {
            let due = fields.day("due")?;
            let asked = PlanAsked { due: Some(due), ..asked(ask, of)? };
            web.desk.open_plan(caller, &ctx, &asked, parent()?, today)?;
            return Ok(Redirect::to(&Link::here(ask).with("due", due).to_string()).into_response());
        }
        // without a script the server sums what was typed; nothing is kept
        "compute" => return Ok(Html(render(&build(web, ask, of, fields, None)?)?).into_response()),
        "assign" => {
            web.desk.assign_targets(caller, &ctx, plan, version?, parent()?, &line::drafts(ask, fields)?, today)?;
        }
        "ask" => {
            let value = |name: &str| amount::read(fields.text(name), ask.lang(), name);
            let recipient = line::recipient(fields.text("line"))?;
            let values = (value("asked")?, value("own")?);
            web.desk.ask_target(caller, &ctx, plan, version?, &recipient, values, today)?;
        }
        "send" => web.desk.send_plan(caller, &ctx, plan, version?, today)?,
        "take_back" => web.desk.take_back_plan(caller, &ctx, plan, version?, today)?,
        "adjust" => {
            web.desk.adjust_plan(caller, &web.ctx(ask, fields.text("reason")), plan, version?, today)?;
        }
        "approve" => {
            let decision = Decision {
                number: fields.text("decision").to_owned(),
                day: fields.day("decided")?,
                accepted: fields.text("accepted").to_owned(),
            };
            web.desk.approve_plan(caller, &ctx, plan, version?, &decision, today)?;
        }
        other => return Err(Failure::new("CC-FIELD", "không rõ việc gì", "it is not clear what to do").at(other)),
    }
    Ok(Redirect::to(&Link::here(ask).to_string()).into_response())
}
