//! `/programmes/{id}/targets/{target}/units.xlsx`: the same lines to take along.

use super::super::export::{amount, notes};
use super::{Asked, lines, nobody};
use crate::ask::Ask;
use crate::error::sentence;
use crate::file::{XLSX, file};
use crate::pages::programmes::Tell;
use crate::serve::{Web, respond};
use app::programme::plan::GivenLine;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use domain::programme::{Amount, Tally};
use report::book::{BookCell, BookColumn, BookSheet, write_book};
use std::sync::Arc;

const COLUMNS: [(&str, u16); 12] = [
    ("plan-unit", 30),
    ("plan-commune", 22),
    ("target-state", 16),
    ("export-why", 24),
    ("target-newest", 14),
    ("statement-unit", 14),
    ("history-day", 13),
    ("document-version", 14),
    ("given-asked", 16),
    ("target-difference", 16),
    ("given-goal", 16),
    ("plan-own", 16),
];

/// Answers the file.
pub(crate) async fn download(
    State(web): State<Arc<Web>>,
    Path((id, target)): Path<(String, String)>,
    ask: Ask,
) -> Response {
    respond(web, ask, move |web, ask| {
        let asked = Asked::read(web, ask, &id, &target)?;
        let name = format!("{id}-{target}-{}.xlsx", asked.watched.day);
        Ok(file(Body::from(write_book(&[sheet(web, ask, &asked)?])?), XLSX, &name))
    })
    .await
}

fn sheet(web: &Web, ask: &Ask, asked: &Asked) -> Result<BookSheet, Failure> {
    let (words, watched) = (ask.words(), &asked.watched);
    let tell = Tell { areas: web.desk.areas(), programmes: &watched.programmes, words };
    let Some(on) = &asked.on else {
        return Err(nobody(ask, &asked.target.id));
    };
    let tally = Tally::of(on.lines.iter().map(|line| &line.standing));
    let mut notes = notes(tell, watched, tally);
    notes.push(asked.target.name.get(ask.lang()).to_owned());
    let column = |(key, width): &(&str, u16)| BookColumn { heading: words.t(key), width: *width };
    let row = |line: &GivenLine| {
        let (who, place) = lines::who(tell, web, &asked.agencies, line);
        let (figures, one) = (lines::figures(line), lines::newest(line));
        let told = lines::line(tell, web, &asked.agencies, line);
        let own = line.own.zip(line.target.unit).map(|(own, unit)| Amount::new(own, unit));
        let unit = figures.value.map(|value| value.unit).or(line.target.unit);
        vec![
            BookCell::text(who.text),
            BookCell::text(place),
            BookCell::text(sentence(line.standing.state.name().get(ask.lang()))),
            BookCell::text(told.why),
            amount(figures.value),
            BookCell::text(unit.map_or_else(String::new, |unit| unit.name().get(ask.lang()).to_owned())),
            BookCell::day(one.map(|one| one.actual.on)),
            BookCell::text(one.map_or_else(String::new, |one| tell.version(one.actual.version))),
            amount(figures.asked),
            amount(figures.gap),
            amount(figures.goal),
            amount(own),
        ]
    };
    let lines = lines::sorted(on, |line| lines::who(tell, web, &asked.agencies, line).0.text, ("state", false));
    Ok(BookSheet {
        name: words.t("export-units"),
        title: words.t("given-title"),
        notes,
        columns: COLUMNS.iter().map(column).collect(),
        rows: lines.into_iter().map(row).collect(),
    })
}
