//! `/programmes/new`: a programme of the deployment, set by a document of the register, with its first targets.

use super::blocks::{self, Offer};
use super::form::{FormPage, Group, Kind, Maker, refused};
use super::{documents, frame, provinces, sent};
use crate::ask::Ask;
use crate::fields::{EARLIEST, Fields};
use crate::link::Link;
use crate::serve::{Web, page, render};
use app::On;
use app::programme::NewProgramme;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Failure;
use domain::access::Action;
use std::sync::Arc;

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| build(web, ask, &Fields::default(), None)).await
}

/// Creates the programme and opens it.
pub(crate) async fn save(State(web): State<Arc<Web>>, ask: Ask, fields: Fields) -> Response {
    let work = |web: &Web, ask: &Ask, fields: &Fields| {
        if blocks::wants_more(fields) {
            return Ok(Html(render(&build(web, ask, fields, None)?)?).into_response());
        }
        let today = (web.today)();
        let code = fields.text("area");
        let area = web.desk.areas().at(code, today).map(|unit| unit.key.clone()).ok_or_else(|| {
            Failure::new("CC-FIELD", "chưa chọn tỉnh, thành phố", "no province was chosen").at("area")
        })?;
        let new = NewProgramme {
            name: fields.text("name").to_owned(),
            area,
            years: (year(fields, "from")?, year(fields, "to")?),
            document: fields.text("document").to_owned(),
            sentence: fields.text("sentence").to_owned(),
            synthetic: false,
            risk: blocks::risk(fields),
            additions: blocks::additions(ask, web.desk.areas(), fields)?,
        };
        let id = web.desk.create_programme(&ask.caller, &web.ctx(ask, ""), &new, today)?;
        Ok(Redirect::to(&Link::to(format!("/programmes/{id}")).to_string()).into_response())
    };
    sent(web, ask, fields, work, |web, ask, fields, failure| build(web, ask, fields, Some(failure))).await
}

fn year(fields: &Fields, name: &'static str) -> Result<i16, Failure> {
    let known = fields.text(name).trim().parse().ok().filter(|year| (EARLIEST..=9999).contains(year));
    known.ok_or_else(|| {
        let (vi, en) =
            if name == "from" { ("năm đầu", "the first year") } else { ("năm cuối", "the last year") };
        let vi = format!("{vi} phải là một năm, ví dụ 2030");
        let failure = Failure::new("CC-FIELD", vi, format!("{en} must be a year, for example 2030")).at(name);
        failure.remedy("ghi bốn chữ số, từ năm 1900 trở đi", "write four digits, from 1900 on")
    })
}

fn build(web: &Web, ask: &Ask, fields: &Fields, failure: Option<&Failure>) -> Result<FormPage, Failure> {
    ask.caller.authorise(Action::WriteProgramme, On::Anything)?;
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    let make = Maker::new(ask, fields, &refused);
    let mut area = make.choice("area", provinces(web, ask), true);
    if let [only] = area.choices.as_mut_slice() {
        only.chosen = true;
    }
    let head = Group {
        heading: words.t("programme-head"),
        hint: String::new(),
        folded: false,
        fields: vec![
            make.field("name", Kind::Line, true),
            area,
            make.field("from", Kind::Line, true),
            make.field("to", Kind::Line, true),
            make.choice("document", documents(&all, ask, ""), true),
            make.field("sentence", Kind::Text, true),
            blocks::risk_field(&make),
        ],
    };
    let mut groups = vec![head];
    let offer = Offer { areas: web.desk.areas(), programme: None, today: (web.today)() };
    groups.extend(blocks::groups(ask, fields, &refused, offer));
    Ok(FormPage {
        frame: frame(ask, None, &words.t("programme-new")),
        headline: words.t("programme-new"),
        lead: words.t("programme-new-lead"),
        groups,
        refused,
        hidden: vec![(blocks::COUNT, blocks::count(fields).to_string())],
        action: ask.path.clone(),
        submit: words.t("programme-create"),
        back: "/programmes".to_owned(),
        reports: Vec::new(),
    })
}
