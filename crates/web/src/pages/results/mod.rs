//! `/results`: the published facts that fit what is asked for, each with where it comes from.

mod asked;
pub(crate) mod export;
mod order;

use crate::ask::Ask;
use crate::figures::Figures;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::pager::Pager;
use crate::serve::{Web, page};
use askama::Template;
use asked::{Asked, Filter, Removable};
use axum::extract::State;
use axum::response::Response;
use base::{Failure, Lang};
use domain::result::{Fact, Part, SourceKind, Value, Verified};
use engine::pack::find;
use order::{Heading, Order};
use std::sync::Arc;

/// Facts on a page.
const PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    frame: Frame,
    headline: String,
    lead: String,
    filters: Vec<Filter>,
    more: Vec<Removable>,
    /// Values that the form hands on as they are.
    kept: Vec<(String, String)>,
    filtered: bool,
    headings: Vec<Heading>,
    rows: Vec<Row>,
    pager: Pager,
    export: String,
}

struct Row {
    area: String,
    address: String,
    part: String,
    year: i16,
    measure: String,
    value: String,
    standard: String,
    /// Page of the standard, if it is one that is known as data.
    standard_address: Option<String>,
    status: &'static str,
    status_text: String,
    survey: bool,
    decision: String,
    source: String,
    verified: bool,
    verified_text: String,
    note: String,
    place: String,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<ResultsPage, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let asked = Asked::read(ask)?;
    let order = Order::read(ask)?;
    let mut facts = web.desk.results().select(&asked.selection);
    order.sort(&mut facts, web.desk.areas());
    let pager = Pager::new(ask, facts.len(), PER_PAGE)?;
    let unverified = facts.iter().filter(|fact| fact.verified == Verified::Unverified).count() as u64;
    let values = [("count", &*figures.count(facts.len() as u64)), ("unverified", &figures.count(unverified))];
    let key = match (facts.is_empty(), asked.filtered()) {
        (true, _) => "results-headline-none",
        (false, true) => "results-headline-some",
        (false, false) => "results-headline",
    };
    Ok(ResultsPage {
        frame: Frame::new(ask, Section::Results, words.t("nav-results"))
            .crumb(words.t("nav-overview"), "/")
            .crumb(words.t("nav-results"), "/results"),
        headline: words.with(key, &values),
        lead: words.with(if facts.is_empty() { "results-rule" } else { "results-lead" }, &values),
        filters: asked.filters(&web.desk, words),
        more: asked::more(ask, words),
        kept: asked::kept(ask),
        filtered: asked.filtered(),
        headings: order.headings(ask),
        rows: facts[pager.shown.clone()].iter().map(|fact| row(web, fact, words, figures)).collect(),
        pager,
        export: Link::here(ask).without("page").without("sort").on("/results/export.csv").to_string(),
    })
}

fn row(web: &Web, fact: &Fact, words: Words, figures: Figures) -> Row {
    let unit = web.desk.areas().get(&fact.area);
    let word = |kind: &str, word: &str| words.t(&format!("{kind}-{word}"));
    Row {
        area: unit.map_or_else(|| fact.area.code.clone(), |unit| unit.name.clone()),
        address: Link::to(format!("/areas/{}", fact.area.code)).with("on", base::year_end(fact.year)).to_string(),
        part: if fact.part == Part::Whole { String::new() } else { word("part", fact.part.word()) },
        year: fact.year,
        measure: sentence(fact.measure.name().get(words.0)),
        value: value(fact, figures),
        standard: fact.standard.to_string(),
        standard_address: find(&fact.standard).ok().map(|pack| format!("/standards/{}", pack.id)),
        status: fact.status.word(),
        status_text: word("status", fact.status.word()),
        survey: fact.source_kind == SourceKind::Survey,
        decision: fact.decision.clone(),
        source: fact.source.clone(),
        verified: fact.verified != Verified::Unverified,
        verified_text: word("verified", fact.verified.word()),
        note: fact.note.clone(),
        place: fact.place(),
    }
}

/// The figure with the digits it was published with.
fn value(fact: &Fact, figures: Figures) -> String {
    let number = match (fact.value, figures.0) {
        (Value::Count(count), _) => return figures.count(count),
        (printed, Lang::Vi) => printed.vietnamese(),
        (printed, Lang::En) => printed.english(),
    };
    if fact.measure.is_rate() { format!("{number}\u{a0}%") } else { number }
}

/// Names of measures begin in lower case, as parts of a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
