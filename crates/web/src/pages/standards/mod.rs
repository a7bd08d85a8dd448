//! `/standards`: every standard that is known, when it is in force, and how much of it nobody has checked.

pub(crate) mod compare;
mod law;
pub(crate) mod one;

use crate::ask::Ask;
use crate::figures::Figures;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::Period;
use engine::Pack;
use engine::pack::{Per, bundled};
use jiff::civil::Date;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "standards.html")]
struct StandardsPage {
    frame: Frame,
    headline: String,
    lead: String,
    rows: Vec<Row>,
    chooser: Chooser,
}

struct Row {
    id: &'static str,
    name: String,
    address: String,
    period: String,
    current: bool,
    scope: String,
    lines: [String; 2],
    per: String,
    indicators: usize,
    unverified: usize,
    items: usize,
}

/// The form that asks for two standards beside each other.
struct Chooser {
    first: Vec<Entry>,
    second: Vec<Entry>,
}

struct Entry {
    id: &'static str,
    name: String,
    chosen: bool,
}

impl Chooser {
    fn new(first: &Pack, second: &Pack, words: Words) -> Self {
        let entries = |chosen: &Pack| {
            let entry = |pack: &'static Pack| Entry {
                id: &pack.id,
                name: pack.name.get(words.0).to_owned(),
                chosen: pack.id == chosen.id,
            };
            bundled().iter().map(entry).collect()
        };
        Self { first: entries(first), second: entries(second) }
    }
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| Ok(build(web, ask))).await
}

fn build(web: &Web, ask: &Ask) -> StandardsPage {
    let (words, figures, today) = (ask.words(), ask.figures(), (web.today)());
    let (headline, lead) = sentences(words, figures, today);
    let (first, second) = beside_each_other(today);
    StandardsPage {
        frame: Frame::new(ask, Section::Standards, words.t("nav-standards"))
            .crumb(words.t("nav-overview"), "/")
            .crumb(words.t("nav-standards"), "/standards"),
        headline,
        lead,
        rows: bundled().iter().map(|pack| row(web, pack, words, figures, today)).collect(),
        chooser: Chooser::new(first, second, words),
    }
}

fn row(web: &Web, pack: &'static Pack, words: Words, figures: Figures, today: Date) -> Row {
    Row {
        id: &pack.id,
        name: pack.name.get(words.0).to_owned(),
        address: address(&pack.id),
        period: period(pack.period(), words, figures),
        current: pack.in_force(today),
        scope: scope(web, pack, words),
        lines: pack.lines[0].amount.map(|amount| dong(amount, figures)),
        per: per(pack, words),
        indicators: pack.indicators.len(),
        unverified: unverified(pack),
        items: pack.citations().len(),
    }
}

/// What holds today, until when, and what is known of what follows.
fn sentences(words: Words, figures: Figures, today: Date) -> (String, String) {
    let national = || bundled().iter().filter(|pack| pack.province.is_none());
    let Some(now) = national().find(|pack| pack.in_force(today)) else {
        return (words.t("standards-none-now"), words.t("standards-lead"));
    };
    let headline = words.with("standards-now", &[("name", now.name.get(words.0))]);
    let Some(until) = now.period().to else { return (headline, words.t("standards-lead")) };
    let until = figures.day(until);
    let Some(next) = national().find(|pack| pack.period().from > today) else {
        return (headline, words.with("standards-until", &[("day", &until)]));
    };
    let (missing, all) = (unverified(next).to_string(), next.citations().len().to_string());
    let name = next.name.get(words.0);
    let values = [("day", &*until), ("name", name), ("missing", &missing), ("all", &all)];
    (headline, words.with("standards-until-next", &values))
}

/// The national standard of today and the one before it: what people compare first.
fn beside_each_other(today: Date) -> (&'static Pack, &'static Pack) {
    let national: Vec<&Pack> = bundled().iter().filter(|pack| pack.province.is_none()).collect();
    let now = national.iter().rposition(|pack| pack.period().from <= today).unwrap_or(0);
    (national[now.saturating_sub(1)], national[now])
}

fn unverified(pack: &Pack) -> usize {
    pack.citations().iter().filter(|(_, law)| !law.verified).count()
}

fn scope(web: &Web, pack: &Pack, words: Words) -> String {
    let Some(code) = &pack.province else { return words.t("country") };
    web.desk.areas().at(code, pack.period().from).map_or_else(|| code.clone(), |unit| unit.name.clone())
}

fn period(period: Period, words: Words, figures: Figures) -> String {
    match period.to {
        Some(to) => format!("{} – {}", figures.day(period.from), figures.day(to)),
        None => words.with("standards-from", &[("day", &figures.day(period.from))]),
    }
}

fn per(pack: &Pack, words: Words) -> String {
    words.t(match pack.per {
        Per::Month => "standards-per-month",
        Per::Year => "standards-per-year",
    })
}

/// An income line: 1.500.000.
fn dong(amount: i64, figures: Figures) -> String {
    figures.count(amount.unsigned_abs())
}

fn address(id: &str) -> String {
    Link::to(format!("/standards/{id}")).to_string()
}
