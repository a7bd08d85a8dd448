//! `/findings`: what the checks found odd, by kind, with what it means and the figures concerned.

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::pages::forms::province_code;
use crate::parts::Choice;
use crate::serve::{Web, page};
use app::On;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{Failure, Finding, Level, Severity};
use domain::access::Action;
use domain::result::Fact;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "findings.html")]
struct FindingsPage {
    frame: Frame,
    headline: String,
    lead: String,
    kinds: Vec<Choice>,
    areas: Vec<AreaChoice>,
    kind: String,
    groups: Vec<Group>,
}

struct AreaChoice {
    code: String,
    name: String,
    chosen: bool,
}

/// Findings of one code.
struct Group {
    code: &'static str,
    severity: Severity,
    severity_text: String,
    title: String,
    why: String,
    count: usize,
    rows: Vec<Row>,
}

struct Row {
    severity: Severity,
    severity_text: String,
    message: String,
    place: String,
    address: String,
}

/// A finding and what it is about.
struct Found {
    finding: Finding,
    /// Code and name of the unit, and its level.
    area: Option<(String, String, Level)>,
    /// The figures concerned.
    figures: Link,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let mut all = published(web);
        all.extend(register(web, ask)?);
        Ok(build(ask, all))
    })
    .await
}

/// The findings of the provinces that the caller reads: where the forms of a review do not agree with each other or with
/// the year before.
fn register(web: &Web, ask: &Ask) -> Result<Vec<Found>, Failure> {
    let mut all = Vec::new();
    for province in web.desk.provinces()? {
        let reviews = web.desk.store(|store| store.reviews(province.shard))?;
        for review in reviews {
            // on its own boundaries nothing is split
            let on = base::year_end(review.year);
            let Some(code) = province_code(web, &province, on) else { continue };
            let Some(unit) = web.desk.areas().at(&code, on) else { continue };
            if ask.caller.authorise(Action::ReadFigures, On::Unit(web.desk.areas(), &unit.key, on)).is_err() {
                continue;
            }
            let year = web.desk.year(&ask.caller, province.shard, &review, &code, on)?;
            let figures = Link::to(format!("/area/{code}")).with("on", on).with("year", review.year);
            all.extend(year.findings.iter().map(|finding| Found {
                finding: finding.clone(),
                area: Some((code.clone(), year.root.name.clone(), year.root.level)),
                figures: figures.clone(),
            }));
        }
    }
    Ok(all)
}

/// The findings of the published results.
fn published(web: &Web) -> Vec<Found> {
    let results = web.desk.results();
    let found = |finding: &Finding| {
        let at = |facts: &'_ [Fact]| facts.iter().position(|fact| fact.place() == finding.place);
        let own = at(&results.facts).map(|at| &results.facts[at]);
        // a copy is no fact: what it copies is shown instead
        let fact = own.or_else(|| at(&results.copies).map(|at| &results.copies[at]));
        let unit = fact.and_then(|fact| web.desk.areas().get(&fact.area));
        let figures = Link::to("/results");
        Found {
            finding: finding.clone(),
            area: unit.map(|unit| (unit.key.code.clone(), unit.name.clone(), unit.level)),
            figures: match fact {
                Some(fact) => subject(figures, fact),
                None => figures.with("place", &finding.place),
            },
        }
    };
    web.desk.checked().findings.iter().map(found).collect()
}

/// Everything that was compared: the figures of the unit in that year by that standard, of the same kind.
fn subject(results: Link, fact: &Fact) -> Link {
    let part = if fact.part.word().is_empty() { "whole" } else { fact.part.word() };
    results
        .with("area", &fact.area)
        .with("year", fact.year)
        .with("standard", &fact.standard)
        .with("kind", fact.source_kind.word())
        .with("part", part)
}

fn build(ask: &Ask, all: Vec<Found>) -> FindingsPage {
    let (words, figures) = (ask.words(), ask.figures());
    let (kind, area) = (ask.value("kind").unwrap_or_default(), ask.value("area").unwrap_or_default());
    let areas = areas(&all, area);
    let here = |found: &Found| area.is_empty() || found.area.as_ref().is_some_and(|(code, ..)| code == area);
    let of_area: Vec<Found> = all.into_iter().filter(here).collect();
    let kinds = kinds(ask, &of_area, kind, words);
    let shown: Vec<Found> = of_area.into_iter().filter(|found| kind.is_empty() || found.finding.code == kind).collect();
    let count = |severity| shown.iter().filter(|found| found.finding.severity == severity).count() as u64;
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let values = [
        ("all", &*figures.count(shown.len() as u64)),
        ("errors", &figures.count(errors)),
        ("warnings", &figures.count(warnings)),
        ("notes", &figures.count(notes)),
    ];
    let key = if shown.is_empty() { "findings-headline-none" } else { "findings-headline" };
    FindingsPage {
        frame: Frame::new(ask, Section::Findings, words.t("nav-findings"))
            .crumb(words.t("nav-overview"), "/")
            .crumb(words.t("nav-findings"), "/findings"),
        headline: words.with(key, &values),
        lead: words.with("findings-lead", &values),
        kinds,
        areas,
        kind: kind.to_owned(),
        groups: groups(shown, words),
    }
}

/// Units that findings are about, wider ones first.
fn areas(all: &[Found], chosen: &str) -> Vec<AreaChoice> {
    let mut areas: Vec<&(String, String, Level)> = all.iter().filter_map(|found| found.area.as_ref()).collect();
    areas.sort_by(|a, b| a.2.cmp(&b.2).then_with(|| vntext::compare(&a.1, &b.1)).then_with(|| a.0.cmp(&b.0)));
    areas.dedup();
    let choice = |(code, name, _): &(String, String, Level)| AreaChoice {
        code: code.clone(),
        name: name.clone(),
        chosen: code == chosen,
    };
    areas.into_iter().map(choice).collect()
}

fn kinds(ask: &Ask, all: &[Found], chosen: &str, words: Words) -> Vec<Choice> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in all {
        *counts.entry(found.finding.code).or_default() += 1;
    }
    let choice = |text: String, kind: &str| Choice {
        text,
        address: Link::here(ask).with("kind", kind).to_string(),
        current: kind == chosen,
    };
    let every = choice(format!("{} ({})", words.t("findings-every"), all.len()), "");
    let each = counts.into_iter().map(|(code, count)| choice(format!("{} ({count})", title(code, words)), code));
    [every].into_iter().chain(each).collect()
}

/// The gravest kinds first, within them the gravest findings.
fn groups(found: Vec<Found>, words: Words) -> Vec<Group> {
    let mut by_code: BTreeMap<&'static str, Vec<Found>> = BTreeMap::new();
    for found in found {
        by_code.entry(found.finding.code).or_default().push(found);
    }
    let row = |found: Found| Row {
        severity: found.finding.severity,
        severity_text: severity(found.finding.severity, words),
        message: found.finding.message.get(words.0).to_owned(),
        place: found.finding.place,
        address: found.figures.to_string(),
    };
    let group = |(code, mut all): (&'static str, Vec<Found>)| {
        all.sort_by_key(|found| std::cmp::Reverse(found.finding.severity));
        let gravest = all.first().map_or(Severity::Note, |found| found.finding.severity);
        Group {
            code,
            severity: gravest,
            severity_text: severity(gravest, words),
            title: title(code, words),
            why: words.t(&format!("finding-{code}-why")),
            count: all.len(),
            rows: all.into_iter().map(row).collect(),
        }
    };
    let mut groups: Vec<Group> = by_code.into_iter().map(group).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.severity), group.code));
    groups
}

fn title(code: &str, words: Words) -> String {
    words.t(&format!("finding-{code}"))
}

fn severity(severity: Severity, words: Words) -> String {
    words.t(match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Note => "severity-note",
    })
}
