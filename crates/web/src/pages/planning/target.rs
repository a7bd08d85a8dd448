//! The blocks of a form in which targets are written, a few on a page; an empty one is no target.

use super::amount;
use super::form::{Group, Kind, Maker};
use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::parts::Pick;
use app::programme::TargetDraft;
use base::Failure;
use engine::pack;

/// Blocks on a page.
const BLOCKS: usize = 4;

const KINDS: [&str; 9] = [
    "level",
    "points_per_year",
    "relative",
    "coverage",
    "recognitions",
    "milestone",
    "unquantified",
    "to_be_set",
    "evidence",
];
const UNITS: [&str; 7] = ["households", "percent", "communes", "villages", "houses", "jobs", "dong_per_person"];
const SIDES: [&str; 4] = ["at_most", "below", "at_least", "above"];
const HOUSEHOLDS: [&str; 5] = ["all", "rural", "urban", "ethnic_minority_area", "ethnic_minority_households"];
const MEASURES: [&str; 4] = ["poor_households", "near_poor_households", "poor_rate", "near_poor_rate"];

fn prefix(block: usize) -> String {
    format!("t{block}-")
}

/// The blocks.
pub(super) fn groups(ask: &Ask, sent: &Fields, refused: &Refused) -> Vec<Group> {
    let words = ask.words();
    let block = |number: usize| {
        let make = Maker { prefix: prefix(number), ..Maker::new(ask, sent, refused) };
        let standards =
            pack::bundled().iter().map(|pack| Pick { value: pack.id.clone(), text: pack.id.clone(), chosen: false });
        let fields = vec![
            make.field("name", Kind::Line, false),
            make.words("kind", &KINDS, false),
            make.words("side", &SIDES, false),
            make.field("limit", Kind::Line, false),
            make.words("unit", &UNITS, false),
            make.field("due", Kind::Day, false),
            make.field("base-on", Kind::Day, false),
            make.field("base", Kind::Line, false),
            make.words("path", &["linear", "constant_rate"], false),
            make.words("source", &["register", "published", "reported"], false),
            make.words("measure", &MEASURES, false),
            make.choice("standard", standards.collect(), false),
            make.words("households", &HOUSEHOLDS, false),
            make.words("over", &["each_year", "mean"], false),
            make.words("stage", &["qualified", "recognised", "done"], false),
            make.field("word", Kind::Line, false),
            make.field("items", Kind::Text, false),
            make.field("replaces", Kind::Line, false),
            make.field("sentence", Kind::Text, false),
        ];
        let number_text = ask.figures().count(number as u64);
        let filled = !sent.text(&format!("{}name", prefix(number))).is_empty();
        Group {
            heading: words.with("target-block", &[("number", &number_text)]),
            hint: words.t("target-block-hint"),
            folded: number > 1 && !filled,
            fields,
        }
    };
    (1..=BLOCKS).map(block).collect()
}

/// The targets that were written.
pub(super) fn drafts(ask: &Ask, sent: &Fields) -> Result<Vec<TargetDraft>, Failure> {
    let filled = |number: &usize| {
        let prefix = prefix(*number);
        ["name", "sentence", "limit"].iter().any(|name| !sent.text(&format!("{prefix}{name}")).trim().is_empty())
    };
    (1..=BLOCKS).filter(filled).map(|number| draft(ask, sent, &prefix(number))).collect()
}

fn draft(ask: &Ask, sent: &Fields, prefix: &str) -> Result<TargetDraft, Failure> {
    let text = |name: &str| sent.text(&format!("{prefix}{name}")).trim().to_owned();
    let amount = |name: &str| amount::read(&text(name), ask.lang(), &format!("{prefix}{name}"));
    let day = |name: &str| {
        let value = text(name);
        let read = || base::parse_date(&value).map_err(|failure| failure.at(format!("{prefix}{name}")));
        if value.is_empty() { Ok(None) } else { read().map(Some) }
    };
    let base = amount("base")?;
    Ok(TargetDraft {
        id: String::new(),
        name: text("name"),
        replaces: text("replaces"),
        kind: text("kind"),
        unit: text("unit"),
        side: text("side"),
        limit: amount("limit")?,
        stretch: None,
        over: text("over"),
        stage: text("stage"),
        word: text("word"),
        households: text("households"),
        due: day("due")?,
        base: day("base-on")?.map(|on| (on, base)),
        path: text("path"),
        source: text("source"),
        measure: text("measure"),
        standard: text("standard"),
        items: text("items").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        sentence: text("sentence"),
        prefix: prefix.to_owned(),
    })
}
