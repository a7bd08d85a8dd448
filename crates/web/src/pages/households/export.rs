//! `/households/export.xlsx` and `.csv`: all that the list on the screen has, not only its page.

use super::{Selection, scope_name};
use crate::ask::Ask;
use crate::error;
use crate::file::{CSV, XLSX, file};
use crate::serve::{Web, respond};
use app::On;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use domain::access::Action;
use report::list::{BYTE_ORDER_MARK, Item, Sheet, csv_line};
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::ReceiverStream;

/// Bytes of CSV that are handed on at once.
const CHUNK: usize = 64 * 1024;

/// How long a reader may leave a block lying. Until it is taken a connection is held, of which there are few.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers the download.
pub(crate) async fn download(State(web): State<Arc<Web>>, Path(kind): Path<String>, ask: Ask) -> Response {
    match kind.as_str() {
        "xlsx" => respond(web, ask, spreadsheet).await,
        "csv" => stream(web, ask).await,
        _ => error::nothing_here(&ask),
    }
}

fn spreadsheet(web: &Web, ask: &Ask) -> Result<Response, Failure> {
    let selection = wanted(web, ask)?;
    let words = ask.words();
    let mut notes = vec![title(web, ask, &selection)];
    if let Some(what) = crate::pages::simulated(&selection.province, words) {
        notes.push(format!("{}, {what}", words.t("simulated")));
    }
    let mut sheet = Sheet::new(&words.t("households-sheet"), &notes, &headings(ask))?;
    let mut rows = 0;
    web.desk.book(&ask.caller, selection.shard, |book| {
        book.each_household(&selection.here, &selection.asked, |row| {
            rows += 1;
            sheet.row(&items(web, ask, &selection, &row))
        })
    })?;
    note(web, ask, &selection, rows)?;
    Ok(file(Body::from(sheet.finish()?), XLSX, &name(&selection, "xlsx")))
}

/// The rows leave as the database tells them; a reader who goes away ends the reading.
async fn stream(web: Arc<Web>, ask: Ask) -> Response {
    let asked = ask.clone();
    let (begun, selection) = tokio::sync::oneshot::channel();
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Vec<u8>, std::io::Error>>(4);
    tokio::task::spawn_blocking(move || {
        let selection = match wanted(&web, &ask) {
            Ok(selection) => selection,
            Err(failure) => return drop(begun.send(Err(failure))),
        };
        let runtime = tokio::runtime::Handle::current();
        // the answer begins with the first row: a refusal must not come as a broken file
        let mut begun = Some(begun);
        let mut start = |answer: Result<String, Failure>| {
            // nobody listens any more when the reader has gone
            begun.take().is_some_and(|begun| begun.send(answer).is_ok())
        };
        let mut chunk = BYTE_ORDER_MARK.to_vec();
        let write = |chunk: &mut Vec<u8>, items: &[Item]| csv_line(chunk, items).map_err(|e| gone(&e));
        let heads: Vec<Item> = headings(&ask).into_iter().map(Item::Text).collect();
        let mut rows = 0;
        let done = write(&mut chunk, &heads).and_then(|()| {
            web.desk.book(&ask.caller, selection.shard, |book| {
                book.each_household(&selection.here, &selection.asked, |row| {
                    rows += 1;
                    start(Ok(name(&selection, "csv")));
                    write(&mut chunk, &items(&web, &ask, &selection, &row))?;
                    if chunk.len() >= CHUNK {
                        let full = std::mem::take(&mut chunk);
                        let sent = tokio::time::timeout(PATIENCE, sender.send(Ok(full)));
                        runtime.block_on(sent).map_err(|e| gone(&e))?.map_err(|e| gone(&e))?;
                    }
                    Ok(())
                })
            })
        });
        start(done.clone().map(|()| name(&selection, "csv")));
        // what has left is written down, also if the reader went away before the end
        let noted = note(&web, &ask, &selection, rows);
        let last = done.and(noted).map(|()| chunk).map_err(|failure| std::io::Error::other(failure.message.en));
        let _ = sender.blocking_send(last);
    });
    match selection.await {
        Ok(Ok(name)) => file(Body::from_stream(ReceiverStream::new(receiver)), CSV, &name),
        Ok(Err(failure)) => error::answer(&asked, &failure),
        Err(_) => error::nothing_here(&asked),
    }
}

/// That the list left is a record of the trail.
fn note(web: &Web, ask: &Ask, selection: &Selection, rows: u64) -> Result<(), Failure> {
    let opened = web.desk.areas().at(&selection.province.code, selection.province.opened_on).map(|unit| &unit.key);
    let unit = selection.here.unit.as_ref().or(opened);
    web.desk.note_export(&ask.caller, &web.ctx(ask, ""), selection.shard, unit, rows)
}

fn wanted(web: &Web, ask: &Ask) -> Result<Selection, Failure> {
    ask.caller.authorise(Action::ExportHouseholds, On::Anything)?;
    Selection::read(web, ask)?.ok_or_else(|| {
        Failure::new("CC-STORE-NONE", "chưa có sổ bộ nào ở đây", "there is no register here")
            .remedy("nhập một đợt rà soát trước", "import a review first")
    })
}

fn gone(error: &dyn std::error::Error) -> Failure {
    Failure::new("CC-PAGE-GONE", format!("người tải đã dừng: {error}"), format!("the reader has gone: {error}"))
}

fn title(web: &Web, ask: &Ask, selection: &Selection) -> String {
    let (scope, year) = (scope_name(web, ask, selection), selection.here.review.year.to_string());
    let day = ask.figures().day((web.today)());
    ask.words().with("households-sheet-title", &[("area", &scope), ("year", &year), ("day", &day)])
}

fn name(selection: &Selection, kind: &str) -> String {
    format!("ho-{}-{}.{kind}", selection.province.code, selection.here.review.year)
}

fn headings(ask: &Ask) -> Vec<String> {
    [
        "code",
        "name",
        "class",
        "commune",
        "commune-code",
        "village",
        "members",
        "deprivations",
        "deprived",
        "b1",
        "income",
    ]
    .map(|word| ask.words().t(&format!("col-{word}")))
    .into()
}

fn items(web: &Web, ask: &Ask, selection: &Selection, row: &app::HouseholdRow) -> Vec<Item> {
    let (lang, pack) = (ask.lang(), selection.pack);
    let names: Vec<&str> = row
        .flags
        .iter()
        .copied()
        .flat_map(engine::Flags::iter)
        .filter_map(|at| pack.indicators.get(at))
        .map(|one| one.name.get(lang))
        .collect();
    let commune = web.desk.areas().get(&row.commune).map_or("", |unit| &unit.name);
    let number = |count: u64| Item::number(i64::try_from(count).ok());
    vec![
        Item::text(&row.code),
        Item::text(&row.head),
        Item::text(pack.class(row.class).map_or("", |rule| rule.name.get(lang))),
        Item::text(commune),
        Item::text(&row.commune.code),
        Item::text(&row.village),
        number(row.members),
        Item::number(row.flags.map(|flags| i64::from(flags.count()))),
        Item::text(if row.flags.is_some() { names.join("; ") } else { ask.words().t("masked") }),
        Item::number(row.means.b1),
        Item::number(row.means.income),
    ]
}
