//! `/programmes/{id}/targets/{target}/set`: the threshold for a word, or the base of a target, with the reason.

use super::form::{FormPage, Group, Kind, Maker, refused};
use super::{amount, find_target, frame, sent};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::link::Link;
use crate::parts::Pick;
use crate::serve::{Web, page};
use app::SettingKind;
use app::programme::NewSetting;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Failure;
use domain::programme::Kind as TargetKind;
use engine::pack;
use std::sync::Arc;

/// Answers the form.
pub(crate) async fn show(web: State<Arc<Web>>, Path(of): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &of, &Fields::default(), None)).await
}

/// Sets it.
pub(crate) async fn save(
    State(web): State<Arc<Web>>,
    Path(of): Path<(String, String)>,
    ask: Ask,
    fields: Fields,
) -> Response {
    let again = of.clone();
    let work = move |web: &Web, ask: &Ask, fields: &Fields| {
        let value = amount::read(fields.text("value"), ask.lang(), "value")?;
        let lacking = || Failure::new("CC-FIELD", "chưa ghi con số", "the figure is missing").at("value");
        let base = fields.text("what") == "baseline";
        let new = NewSetting {
            kind: if base { SettingKind::Baseline } else { SettingKind::Threshold },
            amount: value.ok_or_else(lacking)?,
            holds_on: if base { fields.day_or_none("on")? } else { None },
            standard: fields.value("standard").filter(|_| base).map(str::to_owned),
        };
        let ctx = web.ctx(ask, fields.text("reason").trim());
        web.desk.set_target(&ask.caller, &ctx, &of.0, &of.1, &new, (web.today)())?;
        Ok(Redirect::to(&Link::to(format!("/programmes/{}/targets/{}", of.0, of.1)).to_string()).into_response())
    };
    sent(web, ask, fields, work, move |web, ask, fields, failure| build(web, ask, &again, fields, Some(failure))).await
}

fn build(
    web: &Web,
    ask: &Ask,
    of: &(String, String),
    fields: &Fields,
    failure: Option<&Failure>,
) -> Result<FormPage, Failure> {
    let (words, refused) = (ask.words(), refused(ask, failure));
    let all = web.desk.programmes()?;
    web.desk.may_write(&ask.caller, &all, &of.0, (web.today)())?;
    let (programme, target) = find_target(&all, &of.0, &of.1)?;
    let make = Maker::new(ask, fields, &refused);
    let word = matches!(target.kind, TargetKind::Unquantified { .. });
    let what: &[&str] = if word { &["threshold", "baseline"] } else { &["baseline"] };
    let standards =
        pack::bundled().iter().map(|pack| Pick { value: pack.id.clone(), text: pack.id.clone(), chosen: false });
    let group = Group {
        heading: target.name.get(ask.lang()).to_owned(),
        hint: format!("“{}”", target.quote.words),
        folded: false,
        fields: vec![
            make.words("what", what, true),
            make.field("value", Kind::Line, true),
            make.field("on", Kind::Day, false),
            make.choice("standard", standards.collect(), false),
            make.field("reason", Kind::Line, true),
        ],
    };
    Ok(FormPage {
        frame: frame(ask, Some(programme), &words.t("target-set")),
        headline: words.t("target-set"),
        lead: words.t("target-set-lead"),
        groups: vec![group],
        refused,
        hidden: Vec::new(),
        action: ask.path.clone(),
        submit: words.t("target-set-do"),
        back: format!("/programmes/{}/targets/{}", of.0, of.1),
        reports: Vec::new(),
    })
}
