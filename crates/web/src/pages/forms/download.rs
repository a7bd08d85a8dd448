//! `/forms/{number}/download.xlsx`, `.pdf`, `.csv`: the form as a file.

use super::{table, wanted};
use crate::ask::Ask;
use crate::error;
use crate::file::{CSV, PDF, XLSX, file, writer};
use crate::serve::{Web, respond};
use app::On;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Failure, Level};
use domain::access::Action;
use std::sync::Arc;

/// Answers the download.
pub(crate) async fn download(
    State(web): State<Arc<Web>>,
    Path((number, kind)): Path<(String, String)>,
    ask: Ask,
) -> Response {
    match kind.as_str() {
        "xlsx" | "pdf" | "csv" => respond(web, ask, move |web, ask| write(web, ask, &number, &kind)).await,
        _ => error::nothing_here(&ask),
    }
}

fn write(web: &Web, ask: &Ask, number: &str, kind: &str) -> Result<Response, Failure> {
    let wanted = wanted(web, ask, number)?;
    let forms = web.desk.forms(&ask.caller, wanted.province.shard, &wanted.request)?;
    if kind == "pdf" && wanted.number >= super::ROSTERS && forms.year.root.level != Level::Commune {
        return Err(Failure::new(
            "CC-FORM-TOO-LONG",
            "danh sách của nhiều xã quá dài cho PDF",
            "a list of several communes is too long for a PDF",
        )
        .at(forms.year.root.name.clone())
        .remedy("chọn một xã, hoặc tải XLSX", "choose one commune, or take the XLSX"));
    }
    if wanted.number >= super::ROSTERS {
        // a list of households that leaves as a file, like those of /households
        let unit = On::Unit(web.desk.areas(), &forms.year.root.key, wanted.on);
        ask.caller.authorise(Action::ExportHouseholds, unit)?;
    }
    let table = table(web, ask, &wanted, &forms)?;
    let (bytes, mime) = match kind {
        "xlsx" => (report::xlsx::write(&table, (web.today)())?, XLSX),
        "pdf" => (writer().write(&table)?, PDF),
        _ => (report::csv::write(&table)?, CSV),
    };
    if wanted.number >= super::ROSTERS {
        let (ctx, rows) = (web.ctx(ask, ""), table.rows.len() as u64);
        web.desk.note_export(&ask.caller, &ctx, wanted.province.shard, Some(&forms.year.root.key), rows)?;
    }
    let name = format!("bieu-{}-{}-{}.{kind}", wanted.number, wanted.request.area, wanted.request.year);
    Ok(file(Body::from(bytes), mime, &name))
}
