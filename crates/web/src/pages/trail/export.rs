//! `/trail/export.xlsx` and `.csv`: all records that the page has, not only those it shows. That they left is a record, too.

use super::asked::Asked;
use super::row::Row;
use crate::ask::Ask;
use crate::error;
use crate::file::{CSV, XLSX, file};
use crate::serve::{Web, respond};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use report::list::{BYTE_ORDER_MARK, Item, Sheet, csv_line};
use std::sync::Arc;

/// More rows than this are no list that anybody reads.
const MOST: u64 = 200_000;

/// Answers the download.
pub(crate) async fn download(State(web): State<Arc<Web>>, Path(kind): Path<String>, ask: Ask) -> Response {
    match kind.as_str() {
        "xlsx" | "csv" => respond(web, ask, move |web, ask| write(web, ask, &kind)).await,
        _ => error::nothing_here(&ask),
    }
}

fn write(web: &Web, ask: &Ask, kind: &str) -> Result<Response, Failure> {
    let asked = Asked::read(web, ask)?;
    let words = ask.words();
    let ctx = web.ctx(ask, "");
    let unit = asked.unit.as_ref().map(|(key, _)| key);
    let headings: Vec<String> = ["place", "at", "actor", "what", "about", "before", "after", "note", "why"]
        .map(|word| words.t(&format!("trail-{word}")))
        .into();
    let name = format!("nhat-ky-{}.{kind}", (web.today)());
    if kind == "xlsx" {
        let mut sheet = Sheet::new(&words.t("nav-trail"), &[asked.lead(ask)], &headings)?;
        web.desk.export_trail(&ask.caller, &ctx, &asked.filter, unit, MOST, |record| {
            sheet.row(&items(&Row::of(web, ask, &record)))
        })?;
        return Ok(file(Body::from(sheet.finish()?), XLSX, &name));
    }
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    let mut line = |items: &[Item]| csv_line(&mut bytes, items).map_err(|error| unwritable(&error));
    line(&headings.into_iter().map(Item::Text).collect::<Vec<_>>())?;
    web.desk.export_trail(&ask.caller, &ctx, &asked.filter, unit, MOST, |record| {
        line(&items(&Row::of(web, ask, &record)))
    })?;
    Ok(file(Body::from(bytes), CSV, &name))
}

fn items(row: &Row) -> Vec<Item> {
    let about: Vec<&str> = row.about.iter().map(|about| about.text.as_str()).collect();
    let side = |value: fn(&super::row::Changed) -> &str| {
        let told: Vec<String> =
            row.changes.iter().map(|change| format!("{}: {}", change.field, value(change))).collect();
        told.join("; ")
    };
    [
        row.place.clone(),
        row.at.clone(),
        row.actor.clone(),
        row.what.clone(),
        about.join("; "),
        side(|change| &change.before),
        side(|change| &change.after),
        row.note.clone(),
        row.why.clone(),
    ]
    .map(Item::Text)
    .into()
}

fn unwritable(error: &std::io::Error) -> Failure {
    Failure::new("CC-PAGE-GONE", format!("không ghi được tệp: {error}"), format!("cannot write the file: {error}"))
}
