//! `/programmes/{id}/targets/{target}/plan/decision`: the table as it goes with its decision, to print or as a spreadsheet.

use super::{Planning, asked, line, name, shown};
use crate::ask::Ask;
use crate::fields::Fields;
use crate::file::{XLSX, file};
use crate::frame::Frame;
use crate::link::Link;
use crate::pages::planning::amount;
use crate::parts::agency_picks;
use crate::serve::{Web, page, respond};
use app::Axis;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use domain::programme::Exact;
use domain::programme::cascade::Adds;
use report::book::{BookCell, BookColumn, BookSheet, write_book};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "plan_decision.html")]
struct DecisionPage {
    frame: Frame,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    title: String,
    notes: Vec<String>,
    /// The last row.
    sum: Vec<String>,
    xlsx: String,
    back: String,
    unit: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(of): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &of)).await
}

/// Answers the spreadsheet.
pub(crate) async fn download(State(web): State<Arc<Web>>, Path(of): Path<(String, String)>, ask: Ask) -> Response {
    respond(web, ask, move |web, ask| {
        let made = build(web, ask, &of)?;
        let widths = std::iter::once(6).chain(std::iter::once(34)).chain(std::iter::repeat(16));
        let columns = made.headings.into_iter().zip(widths);
        let cell = |text: &String| match amount::read(text, ask.lang(), "") {
            Ok(value) => BookCell::number(value.map(|value| value.scaled(amount::DIGITS).trimmed())),
            Err(_) => BookCell::text(text),
        };
        let sheet = BookSheet {
            name: ask.words().t("plan-sheet"),
            title: made.title,
            notes: made.notes,
            columns: columns.map(|(heading, width)| BookColumn { heading, width }).collect(),
            rows: made.rows.iter().chain([&made.sum]).map(|row| row.iter().map(cell).collect()).collect(),
        };
        let name = format!("giao-chi-tieu-{}-{}.xlsx", of.1, (web.today)());
        Ok(file(Body::from(write_book(&[sheet])?), XLSX, &name))
    })
    .await
}

fn build(web: &Web, ask: &Ask, of: &(String, String)) -> Result<DecisionPage, Failure> {
    let planning = web.desk.planning(&ask.caller, &asked(ask, of)?, (web.today)())?;
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let Some(plan) = planning.plan.as_ref() else {
        return Err(Failure::new("CC-TARGET-NONE", "chưa có bảng giao chỉ tiêu này", "there is no such table")
            .remedy("mở bảng trước", "open the table first"));
    };
    let (programme, target) = (planning.programme(), planning.target());
    let by_agency = planning.of.axis == Axis::Agency;
    let mean = planning.adds == Adds::MeanByHouseholds;
    let agencies = if by_agency { agency_picks(web, ask, None)? } else { Vec::new() };
    let lines = line::lines(web, ask, &planning, &agencies, &Fields::default());
    let mut headings = vec![words.t("plan-no"), words.t("plan-unit")];
    headings.extend(by_agency.then(|| words.t("plan-commune")));
    headings.extend(mean.then(|| words.t("plan-households")));
    headings.push(words.t("plan-current"));
    headings.push(words.t("plan-assigned"));
    headings.push(words.t("plan-own"));
    let row = |line: &line::Line| {
        let mut row = vec![figures.count(line.at as u64 + 1), line.name.clone()];
        row.extend(by_agency.then(|| line.place.clone()));
        row.extend(mean.then(|| line.households.clone()));
        row.extend([line.current.clone(), line.assigned_shown.clone(), line.own.clone()]);
        row
    };
    let total = planning.balance.as_ref().and_then(|made| made.total);
    let mut sum = vec![String::new(), words.t("plan-sum")];
    sum.extend(by_agency.then(String::new));
    sum.extend(mean.then(String::new));
    sum.extend([String::new(), total.map_or_else(String::new, |total| total.show(2, lang)), String::new()]);
    let area = name(web, &planning.of.area);
    let title = words.with(
        "plan-decision-title",
        &[("target", target.name.get(lang)), ("area", &area), ("day", &figures.day(planning.of.due))],
    );
    let here = Link::here(ask);
    let base = format!("/programmes/{}/targets/{}/plan", of.0, of.1);
    Ok(DecisionPage {
        frame: super::frame(ask, Some(programme), &words.t("plan-decision"))
            .scope(area)
            .simulated(programme.synthetic.then(String::new)),
        headings,
        rows: lines.iter().map(row).collect(),
        notes: notes(ask, &planning, plan),
        sum,
        title,
        xlsx: here.clone().on(format!("{base}/decision.xlsx")).to_string(),
        back: here.on(base).to_string(),
        unit: planning.unit.name().get(lang).to_owned(),
    })
}

/// How far the table is, by which decision, and what was accepted.
fn notes(ask: &Ask, planning: &Planning, plan: &app::Plan) -> Vec<String> {
    let (words, figures, lang) = (ask.words(), ask.figures(), ask.lang());
    let now = plan.now();
    let parent: Option<Exact> = Some(now.parent);
    let mut notes = vec![words.with("plan-decision-parent", &[("parent", &shown(parent, planning.unit, lang))])];
    match &now.decision {
        Some((number, day)) => {
            notes.push(words.with("plan-decided", &[("number", number), ("day", &figures.day(*day))]));
        }
        None => notes.push(words.with("plan-not-approved", &[("stage", now.stage.name().get(lang))])),
    }
    if let domain::programme::cascade::Stage::Approved { accepted: Some(one) } = &now.stage {
        let difference = planning.balance.as_ref().and_then(|made| made.difference);
        notes.push(format!(
            "{} {}",
            shown(difference, planning.unit.of_difference(), lang),
            words.with("plan-accepted", &[("by", &one.by), ("reason", &one.reason)])
        ));
    }
    notes
}
