//! `/standards/compare`: two standards beside each other: lines, classes, indicators that came, went or changed.

use super::{Chooser, address, beside_each_other, dong, per};
use crate::ask::Ask;
use crate::figures::{Figures, NONE};
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::Failure;
use engine::pack::{ClassRule, Indicator, Line, find};
use engine::{AreaKind, Citation, Pack};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "standards_compare.html")]
struct ComparePage {
    frame: Frame,
    headline: String,
    lead: String,
    chooser: Chooser,
    first: Side,
    second: Side,
    same_per: bool,
    lines: Vec<LineRow>,
    classes: Vec<ClassRow>,
    indicators: Vec<IndicatorRow>,
}

struct Side {
    id: &'static str,
    name: String,
    address: String,
    per: String,
}

struct LineRow {
    name: String,
    /// What the first standard calls it, if it does so otherwise.
    was: String,
    kind: String,
    first: Cell,
    second: Cell,
    difference: String,
}

struct ClassRow {
    name: String,
    first: Cell,
    second: Cell,
}

struct IndicatorRow {
    name: String,
    first: Cell,
    second: Cell,
    change: Change,
    text: String,
}

/// What one standard says; one that has no such item says nothing that could be doubtful.
struct Cell {
    text: String,
    verified: bool,
}

impl Cell {
    fn of<T>(item: Option<&T>, law: impl Fn(&T) -> &Citation, text: impl Fn(&T) -> String) -> Self {
        Self { text: item.map_or_else(|| NONE.to_owned(), text), verified: item.is_none_or(|item| law(item).verified) }
    }
}

/// What became of an indicator from one standard to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Came,
    Went,
    Threshold,
    Same,
    /// One of the two thresholds is not at hand.
    Unknown,
}

/// An item of the first standard and the one of the same id in the second.
type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, build).await
}

fn build(web: &Web, ask: &Ask) -> Result<ComparePage, Failure> {
    let (before, now) = beside_each_other((web.today)());
    let pack = |name: &str, usual: &'static Pack| match ask.value(name) {
        Some(id) => find(id).map_err(|failure| failure.at(id)),
        None => Ok(usual),
    };
    let (first, second) = (pack("a", before)?, pack("b", now)?);
    let (words, figures) = (ask.words(), ask.figures());
    let indicators = pairs(&first.indicators, &second.indicators, |one| one.id.clone());
    let count = |wanted: Change| indicators.iter().filter(|pair| change(**pair) == wanted).count().to_string();
    let (came, went, changed) = (count(Change::Came), count(Change::Went), count(Change::Threshold));
    let (unknown, values) = (count(Change::Unknown), [("came", &*came), ("went", &went), ("changed", &changed)]);
    let key = if first.id == second.id { "compare-headline-same" } else { "compare-headline" };
    let names = [("first", first.name.get(words.0)), ("second", second.name.get(words.0))];
    let mut lead = words.with("compare-lead", &names);
    if unknown != "0" {
        lead = format!("{lead} {}", words.with("compare-lead-unknown", &[("count", &unknown)]));
    }
    Ok(ComparePage {
        frame: Frame::new(ask, Section::Standards, words.t("compare-title"))
            .crumb(words.t("nav-standards"), "/standards")
            .crumb(words.t("compare-title"), Link::here(ask)),
        headline: words.with(key, &values),
        lead,
        chooser: Chooser::new(first, second, words),
        first: side(first, words),
        second: side(second, words),
        same_per: first.per == second.per,
        lines: lines(first, second, words, figures),
        classes: pairs(&first.classes, &second.classes, |rule| rule.class)
            .into_iter()
            .map(|pair| class([first, second], pair, words))
            .collect(),
        indicators: indicators.into_iter().map(|pair| indicator(pair, words)).collect(),
    })
}

fn side(pack: &'static Pack, words: Words) -> Side {
    Side { id: &pack.id, name: pack.name.get(words.0).to_owned(), address: address(&pack.id), per: per(pack, words) }
}

/// In the order of the second; what it lacks stands where the first has it.
fn pairs<'a, T, K: PartialEq>(first: &'a [T], second: &'a [T], key: impl Fn(&T) -> K) -> Vec<Pair<'a, T>> {
    let within = |all: &'a [T], wanted: &T| all.iter().find(|one| key(one) == key(wanted));
    let mut pairs: Vec<Pair<'a, T>> = second.iter().map(|one| (within(first, one), Some(one))).collect();
    for (place, one) in first.iter().enumerate().filter(|(_, one)| within(second, one).is_none()) {
        let before = first[..place].last();
        let after = |pair: &Pair<'a, T>| pair.0.is_some() && pair.0.map(&key) == before.map(&key);
        let at = pairs.iter().position(after).map_or(0, |at| at + 1);
        pairs.insert(at, (Some(one), None));
    }
    pairs
}

fn lines(first: &Pack, second: &Pack, words: Words, figures: Figures) -> Vec<LineRow> {
    let mut rows = Vec::new();
    for (a, b) in pairs(&first.lines, &second.lines, |line| line.id.clone()) {
        for (column, kind) in AreaKind::ALL.into_iter().enumerate() {
            let amount = |line: Option<&Line>| line.map(|line| line.amount[column]);
            let cell = |line| Cell::of(line, |line: &Line| &line.law, |line| dong(line.amount[column], figures));
            let difference = match (amount(a), amount(b)) {
                (Some(a), Some(b)) if first.per == second.per => figures.change(a.unsigned_abs(), b.unsigned_abs()),
                _ => NONE.to_owned(),
            };
            let named = |line: Option<&Line>| line.map_or("", |line| line.name.get(words.0)).to_owned();
            let (name, was) = (named(b.or(a)), named(a));
            rows.push(LineRow {
                was: if was == name { String::new() } else { was },
                name,
                kind: words.t(match kind {
                    AreaKind::Rural => "rural",
                    AreaKind::Urban => "urban",
                }),
                first: cell(a),
                second: cell(b),
                difference,
            });
        }
    }
    rows
}

fn class([first, second]: [&Pack; 2], (a, b): Pair<'_, ClassRule>, words: Words) -> ClassRow {
    let ways = |pack: &Pack, rule: &ClassRule| {
        let ways: Vec<String> = rule.ways.iter().map(|way| way.text(&pack.lines).get(words.0).to_owned()).collect();
        if ways.is_empty() { words.t("standard-the-rest") } else { ways.join(&format!(" {} ", words.t("standard-or"))) }
    };
    let cell = |pack, rule| Cell::of(rule, |rule: &ClassRule| &rule.law, |rule| ways(pack, rule));
    let name = b.or(a).map_or("", |rule| rule.name.get(words.0)).to_owned();
    ClassRow { name, first: cell(first, a), second: cell(second, b) }
}

fn change((a, b): Pair<'_, Indicator>) -> Change {
    match (a, b) {
        (None, _) => Change::Came,
        (_, None) => Change::Went,
        (Some(a), Some(b)) if a.rule.is_none() || b.rule.is_none() => Change::Unknown,
        // the rule decides who is deprived; other words for the same rule change nothing
        (Some(a), Some(b)) if a.rule == b.rule => Change::Same,
        _ => Change::Threshold,
    }
}

fn indicator(pair: Pair<'_, Indicator>, words: Words) -> IndicatorRow {
    let threshold = |one: &Indicator| one.threshold.get(words.0).to_owned();
    let cell = |one| Cell::of(one, |one: &Indicator| &one.law, threshold);
    let change = change(pair);
    IndicatorRow {
        name: pair.1.or(pair.0).map_or("", |one| one.name.get(words.0)).to_owned(),
        first: cell(pair.0),
        second: cell(pair.1),
        change,
        text: words.t(match change {
            Change::Came => "compare-came",
            Change::Went => "compare-went",
            Change::Threshold => "compare-threshold",
            Change::Same => "compare-same",
            Change::Unknown => "compare-unknown",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(a: &str, b: &str) -> Vec<(String, Change)> {
        let (a, b) = (find(a).unwrap(), find(b).unwrap());
        let pairs = pairs(&a.indicators, &b.indicators, |one| one.id.clone());
        let id = |pair: Pair<'_, Indicator>| pair.1.or(pair.0).unwrap().id.clone();
        pairs.into_iter().map(|pair| (id(pair), change(pair))).collect()
    }

    #[test]
    fn indicators_that_came_went_and_changed_are_told_apart() {
        let from_2016 = changes("vn-2016", "vn-2022");
        let with = |wanted: Change| -> Vec<&str> {
            from_2016.iter().filter(|(_, change)| *change == wanted).map(|(id, _)| id.as_str()).collect()
        };
        assert_eq!(with(Change::Came), ["jobs", "dependants", "nutrition"]);
        assert_eq!(with(Change::Went), ["health_care"]);
        assert!(with(Change::Unknown).is_empty());
        assert_eq!(from_2016.len(), 13);
        let to_2027 = changes("vn-2022", "vn-2027");
        let change = |id: &str| to_2027.iter().find(|(known, _)| known == id).unwrap().1;
        assert_eq!(change("waste"), Change::Came);
        assert_eq!(change("information_means"), Change::Went);
        assert_eq!(change("water"), Change::Unknown, "a threshold that is not at hand is not compared");
        assert!(changes("vn-2022", "vn-2022").iter().all(|(_, change)| *change == Change::Same));
    }
}
