//! `/standards/{id}`: one standard as the law states it; what nobody has checked comes first.

use super::law::Law;
use super::{Chooser, address, beside_each_other, dong, per, period, scope, unverified};
use crate::ask::Ask;
use crate::figures::Figures;
use crate::frame::{Frame, Section};
use crate::locale::Words;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Failure;
use engine::pack::{ClassRule, Named, find};
use engine::{Measure, Pack};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "standard.html")]
struct StandardPage {
    frame: Frame,
    pack: &'static Pack,
    name: String,
    lead: String,
    unverified: usize,
    items: usize,
    unknown: Vec<String>,
    doubts: Vec<Doubt>,
    validity: Vec<(String, Law)>,
    measure: String,
    method: Law,
    per: String,
    lines: Vec<LineRow>,
    classes: Vec<ClassRow>,
    dimensions: Vec<DimensionRow>,
    causes: Vec<(String, Law)>,
    groups: Vec<(String, Law)>,
    beside: Option<(String, String)>,
    chooser: Chooser,
}

/// Items that are doubtful for the same reason; the clause of each stands with the item.
struct Doubt {
    items: String,
    note: String,
    source: String,
    address: String,
}

struct LineRow {
    name: String,
    amounts: [String; 2],
    law: Law,
    cut_off: Option<([i64; 2], Law)>,
}

struct ClassRow {
    name: String,
    ways: Vec<String>,
    law: Law,
}

struct DimensionRow {
    name: String,
    law: Law,
    indicators: Vec<IndicatorRow>,
}

struct IndicatorRow {
    number: usize,
    name: String,
    threshold: String,
    derived: bool,
    law: Law,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, Path(id): Path<String>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &id)).await
}

fn build(web: &Web, ask: &Ask, id: &str) -> Result<StandardPage, Failure> {
    let pack = find(id).map_err(|failure| failure.at(id))?;
    let (words, figures) = (ask.words(), ask.figures());
    let name = pack.name.get(words.0).to_owned();
    let named = |all: &[Named]| -> Vec<(String, Law)> {
        all.iter().map(|one| (one.name.get(words.0).to_owned(), Law::of(pack, &one.law))).collect()
    };
    let (before, now) = beside_each_other((web.today)());
    let other = if now.id == pack.id { before } else { now };
    Ok(StandardPage {
        frame: Frame::new(ask, Section::Standards, &*name)
            .crumb(words.t("nav-standards"), "/standards")
            .crumb(&*name, address(id)),
        pack,
        lead: words.with(
            "standard-lead",
            &[("period", &*period(pack.period(), words, figures)), ("scope", &scope(web, pack, words))],
        ),
        name,
        unverified: unverified(pack),
        items: pack.citations().len(),
        unknown: pack.unknown.iter().map(|text| text.get(words.0).to_owned()).collect(),
        doubts: doubts(pack, words),
        validity: pack
            .validity
            .iter()
            .map(|one| (period(one.period, words, figures), Law::of(pack, &one.law)))
            .collect(),
        measure: words.t(match pack.method.precedence {
            Measure::B1 => "standard-decides-b1",
            Measure::Income => "standard-decides-income",
        }),
        method: Law::of(pack, &pack.method.law),
        per: per(pack, words),
        lines: lines(pack, words, figures),
        classes: pack.classes.iter().map(|rule| class(pack, rule, words)).collect(),
        dimensions: dimensions(pack, words),
        causes: named(&pack.causes),
        groups: named(&pack.groups),
        beside: pack.beside.as_ref().map(|id| (id.clone(), address(id))),
        chooser: Chooser::new(other, pack, words),
    })
}

fn doubts(pack: &Pack, words: Words) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for (item, law) in pack.citations().into_iter().filter(|(_, law)| !law.verified) {
        let (item, law) = (item.get(words.0), Law::of(pack, law));
        if let Some(doubt) = doubts.iter_mut().find(|doubt| doubt.note == law.note && doubt.source == law.source) {
            doubt.items = format!("{}, {item}", doubt.items);
        } else {
            let Law { note, source, address, .. } = law;
            doubts.push(Doubt { items: item.to_owned(), note, source, address });
        }
    }
    doubts
}

fn lines(pack: &Pack, words: Words, figures: Figures) -> Vec<LineRow> {
    let row = |line: &engine::pack::Line| LineRow {
        name: line.name.get(words.0).to_owned(),
        amounts: line.amount.map(|amount| dong(amount, figures)),
        law: Law::of(pack, &line.law),
        cut_off: line.cut_off.as_ref().map(|cut_off| (cut_off.points, Law::of(pack, &cut_off.law))),
    };
    pack.lines.iter().map(row).collect()
}

fn class(pack: &Pack, rule: &ClassRule, words: Words) -> ClassRow {
    let ways = rule.ways.iter().map(|way| way.text(&pack.lines).get(words.0).to_owned());
    let mut ways: Vec<String> = ways.collect();
    if ways.is_empty() {
        ways.push(words.t("standard-the-rest"));
    }
    ClassRow { name: rule.name.get(words.0).to_owned(), ways, law: Law::of(pack, &rule.law) }
}

fn dimensions(pack: &Pack, words: Words) -> Vec<DimensionRow> {
    let indicators = |dimension: usize| {
        let own = pack.indicators.iter().zip(1..).filter(|(indicator, _)| indicator.dimension == dimension);
        let row = own.map(|(indicator, number)| IndicatorRow {
            number,
            name: indicator.name.get(words.0).to_owned(),
            threshold: indicator.threshold.get(words.0).to_owned(),
            derived: indicator.rule.is_some(),
            law: Law::of(pack, &indicator.law),
        });
        row.collect()
    };
    let row = |(index, dimension): (usize, &Named)| DimensionRow {
        name: dimension.name.get(words.0).to_owned(),
        law: Law::of(pack, &dimension.law),
        indicators: indicators(index),
    };
    pack.dimensions.iter().enumerate().map(row).collect()
}
