//! `/programmes/{id}/export.{kind}`: a programme as of a day to take along: XLSX with figures as numbers, PDF on A4.

use super::lines::asked_day;
use super::{Tell, answer, one, paper};
use crate::ask::Ask;
use crate::error::{no_page, sentence};
use crate::file::{PDF, XLSX, file, writer};
use crate::serve::{Web, respond};
use app::programme::Watched;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::programme::{Amount, Document, Judged, Kind, Reading, Standing, Tally, Target};
use report::book::{BookCell, BookColumn, BookSheet, write_book};
use std::sync::Arc;

/// Answers the file.
pub(crate) async fn download(
    State(web): State<Arc<Web>>,
    Path((id, kind)): Path<(String, String)>,
    ask: Ask,
) -> Response {
    respond(web, ask, move |web, ask| {
        let day = asked_day(ask, (web.today)())?;
        let watched = web.desk.watch(&ask.caller, &id, day)?;
        let tell = Tell { areas: web.desk.areas(), programmes: &watched.programmes, words: ask.words() };
        let name = format!("{id}-{day}.{kind}");
        match kind.as_str() {
            "xlsx" => Ok(file(Body::from(write_book(&book(tell, &watched))?), XLSX, &name)),
            "pdf" => Ok(file(Body::from(writer().write_sheet(&paper::sheet(tell, &watched))?), PDF, &name)),
            _ => Err(no_page(&ask.path)),
        }
    })
    .await
}

/// Where the targets stand, in one line, and the rest of what stands at the head of a sheet.
pub(super) fn notes(tell: Tell<'_>, watched: &Watched, tally: Tally) -> Vec<String> {
    let (words, programme) = (tell.words, watched.programme());
    let mut notes = vec![
        answer::short(words, tally),
        words.with("export-as-of", &[("day", &*tell.day(watched.day)), ("area", &tell.unit(&programme.area))]),
    ];
    if programme.synthetic {
        notes.push(format!("{}: {}", words.t("simulated"), words.t("programme-synthetic")));
    }
    notes
}

fn book(tell: Tell<'_>, watched: &Watched) -> Vec<BookSheet> {
    let standings = watched.standings(tell.areas);
    let tally = Tally::of(standings.iter().map(|(_, standing)| standing));
    let title = watched.programme().name.get(tell.words.0).to_owned();
    let notes = notes(tell, watched, tally);
    let mut sheets = vec![targets(tell, watched, &standings), statements(tell, watched), documents(tell, watched)];
    sheets.extend(units(tell, watched));
    for sheet in &mut sheets {
        sheet.title.clone_from(&title);
        sheet.notes.clone_from(&notes);
    }
    sheets
}

fn sheet(tell: Tell<'_>, name: &str, columns: &[(&str, u16)], mut rows: Vec<Vec<BookCell>>) -> BookSheet {
    if rows.is_empty() {
        rows.push(vec![BookCell::text(tell.words.t("export-nothing"))]);
    }
    let column = |(key, width): &(&str, u16)| BookColumn { heading: tell.words.t(key), width: *width };
    BookSheet {
        name: tell.words.t(name),
        title: String::new(),
        notes: Vec::new(),
        columns: columns.iter().map(column).collect(),
        rows,
    }
}

/// A figure with as many digits as it needs, at most three.
fn number(amount: Amount) -> BookCell {
    BookCell::Number(amount.value.scaled(3).trimmed())
}

pub(super) fn amount(amount: Option<Amount>) -> BookCell {
    amount.map_or(BookCell::Empty, number)
}

fn targets(tell: Tell<'_>, watched: &Watched, standings: &[(&Target, Standing)]) -> BookSheet {
    let rows = standings.iter().flat_map(|(target, standing)| {
        let versions: Vec<Option<&Judged>> =
            if standing.versions.is_empty() { vec![None] } else { standing.versions.iter().map(Some).collect() };
        versions
            .into_iter()
            .enumerate()
            .map(|(place, one)| row(tell, watched, target, standing, place, one))
            .collect::<Vec<_>>()
    });
    let columns = [
        ("target", 34),
        ("target-state", 16),
        ("export-why", 22),
        ("target-newest", 14),
        ("statement-unit", 12),
        ("history-day", 13),
        ("document-version", 14),
        ("target-path", 14),
        ("target-difference", 14),
        ("target-goal", 22),
        ("export-goal", 14),
        ("fact-due", 16),
        ("fact-base", 14),
        ("export-base-day", 13),
        ("col-source", 26),
        ("quote", 44),
    ];
    sheet(tell, "programme-targets", &columns, rows.collect())
}

fn row(
    tell: Tell<'_>,
    watched: &Watched,
    target: &Target,
    standing: &Standing,
    place: usize,
    one: Option<&Judged>,
) -> Vec<BookCell> {
    let lang = tell.words.0;
    let line = tell.line(watched.programme(), target, standing);
    // a version beside the one that counts stands with its own state
    let (state, why) = match one.filter(|_| place > 0) {
        Some(one) => (one.state.name().get(lang).to_owned(), tell.words.t("target-beside")),
        None => (standing.state.name().get(lang).to_owned(), line.why),
    };
    let value = one.map_or(BookCell::Empty, |one| match (one.value, one.actual.reading) {
        (Some(value), _) => number(value),
        (None, Reading::Event(_) | Reading::Open) => BookCell::text(tell.reading(target, &one.actual)),
        (None, _) => BookCell::Empty,
    });
    let unit = match (one.and_then(|one| one.value), &target.kind, target.unit) {
        (Some(value), ..) => Some(value.unit),
        (None, Kind::PointsPerYear { .. }, _) => Some(domain::programme::Unit::Percent),
        (None, _, unit) => unit,
    };
    let text = |text: Option<String>| text.map_or(BookCell::Empty, BookCell::Text);
    vec![
        BookCell::text(line.name.text),
        BookCell::text(sentence(&state)),
        BookCell::text(why),
        value,
        text(unit.map(|unit| unit.name().get(lang).to_owned())),
        BookCell::day(one.map(|one| one.actual.on)),
        text(one.map(|one| tell.version(one.actual.version))),
        amount(one.and_then(|one| one.path)),
        amount(one.and_then(|one| one.gap)),
        BookCell::text(line.goal),
        amount(standing.whole_goal),
        BookCell::text(line.due),
        amount(standing.base.map(|(_, base)| base)),
        BookCell::day(standing.base.map(|(day, _)| day)),
        text(one.map(|one| tell.source(&one.actual).text)),
        BookCell::text(line.quote.words),
    ]
}

fn statements(tell: Tell<'_>, watched: &Watched) -> BookSheet {
    let programme = watched.programme();
    let row = |one: &domain::programme::Statement| {
        let line = one::statement(tell, programme, one);
        vec![
            BookCell::text(line.name),
            number(Amount::new(one.value, one.unit)),
            BookCell::text(one.unit.name().get(tell.words.0)),
            BookCell::text(line.when),
            BookCell::text(line.basis),
            BookCell::text(line.quote.words),
            BookCell::text(line.note),
        ]
    };
    let columns = [
        ("statement", 34),
        ("statement-value", 14),
        ("statement-unit", 12),
        ("export-when", 24),
        ("export-basis", 24),
        ("quote", 44),
        ("export-note", 30),
    ];
    sheet(tell, "export-statements", &columns, programme.statements.iter().map(row).collect())
}

/// The documents of its versions and those they are tied to.
fn documents(tell: Tell<'_>, watched: &Watched) -> BookSheet {
    let lang = tell.words.0;
    let versions: Vec<&str> = watched.programme().versions.iter().map(|version| &*version.document).collect();
    let tied = |one: &&Document| {
        versions.contains(&&*one.id)
            || one.relations.iter().any(|relation| versions.contains(&&*relation.to))
            || versions.iter().any(|id| {
                let version = tell.programmes.document(id);
                version.is_some_and(|version| version.relations.iter().any(|relation| relation.to == one.id))
            })
    };
    let row = |one: &Document| {
        let relation = |relation: &domain::programme::Relation| {
            format!("{} {}", relation.bond.name().get(lang), tell.document(&relation.to).text)
        };
        vec![
            BookCell::text(one.name().get(lang)),
            BookCell::text(one.title.get(lang)),
            BookCell::day(one.date),
            BookCell::text(one.issuer.clone()),
            BookCell::text(one.signer.clone().unwrap_or_default()),
            BookCell::text(sentence(one.state.name().get(lang))),
            BookCell::text(one.relations.iter().map(relation).collect::<Vec<_>>().join("; ")),
            BookCell::text(one.quote.words.clone()),
        ]
    };
    let columns = [
        ("document", 34),
        ("export-title", 36),
        ("document-date", 13),
        ("document-issuer", 26),
        ("document-signer", 24),
        ("document-state", 16),
        ("document-ties", 30),
        ("quote", 44),
    ];
    sheet(tell, "documents", &columns, tell.programmes.documents.iter().filter(tied).map(row).collect())
}

fn units(tell: Tell<'_>, watched: &Watched) -> Option<BookSheet> {
    let table = watched.programme().units.as_ref()?;
    let rate = |value: Option<domain::programme::Exact>| BookCell::number(value.map(|value| value.scaled(2)));
    let behind = table.behind();
    let yes = |all: &[&domain::programme::UnitRow], row: &domain::programme::UnitRow| {
        let below = all.iter().any(|one| std::ptr::eq(*one, row));
        BookCell::text(tell.words.t(if below { "units-below" } else { "units-reached" }))
    };
    let row = |row: &domain::programme::UnitRow| {
        let group = table.groups.iter().find(|group| group.id == row.group);
        vec![
            BookCell::text(row.name.clone()),
            BookCell::text(group.map_or("", |group| group.name.get(tell.words.0))),
            rate(row.opening.map(|rate| rate.0)),
            rate(row.closing.map(|rate| rate.0)),
            rate(row.fall().map(|fall| fall.0)),
            rate(Some(row.own.0)),
            yes(&behind.own, row),
            rate(group.map(|group| group.planned.0)),
            yes(&behind.group, row),
        ]
    };
    let columns = [
        ("units-name", 24),
        ("units-group", 16),
        ("units-opening", 12),
        ("units-closing", 12),
        ("units-fall", 16),
        ("units-own", 20),
        ("target-state", 14),
        ("units-planned", 22),
        ("target-state", 14),
    ];
    Some(sheet(tell, "export-units", &columns, table.rows.iter().map(row).collect()))
}
