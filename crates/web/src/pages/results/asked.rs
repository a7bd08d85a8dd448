//! The filters of the address, as conditions, as fields of the form, and as marks that can be taken off.

use super::sentence;
use crate::ask::{Ask, unreadable};
use crate::link::Link;
use crate::locale::Words;
use app::Desk;
use base::Failure;
use domain::result::{Fact, Measure, Part, Selection, SourceKind, Status, Verified};
use std::collections::{BTreeMap, BTreeSet};

/// What the word for the whole unit is in an address; files leave it empty.
const WHOLE: &str = "whole";
/// Filters without a field of their own: other pages set them.
const MORE: [&str; 3] = ["part", "kind", "place"];

/// What is asked for.
pub(super) struct Asked {
    pub(super) selection: Selection,
}

/// A field of the form.
pub(super) struct Filter {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) options: Vec<Choice>,
}

/// One value of a field.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) text: String,
    pub(super) chosen: bool,
}

/// A filter without a field.
pub(super) struct Removable {
    pub(super) text: String,
    pub(super) without: String,
}

impl Asked {
    /// Reads the address. A value that means nothing is told: left out, it would select too much.
    pub(super) fn read(ask: &Ask) -> Result<Self, Failure> {
        fn word<T>(ask: &Ask, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
            ask.value(name).map(|text| read(text).ok_or_else(|| unreadable(name, text))).transpose()
        }
        let part = |text: &str| if text == WHOLE { Some(Part::Whole) } else { Part::from_word(text) };
        let text = |name: &str| ask.value(name).map(str::to_owned);
        let selection = Selection {
            area: text("area"),
            part: word(ask, "part", part)?,
            year: ask.number("year")?,
            measure: word(ask, "measure", Measure::from_word)?,
            standard: text("standard"),
            status: word(ask, "status", Status::from_word)?,
            source_kind: word(ask, "kind", SourceKind::from_word)?,
            verified: word(ask, "verified", Verified::from_word)?,
            place: text("place"),
        };
        Ok(Self { selection })
    }

    /// Whether any condition is set.
    pub(super) fn filtered(&self) -> bool {
        self.selection != Selection::default()
    }

    /// The fields, with every value that some fact has.
    pub(super) fn filters(&self, desk: &Desk, words: Words) -> Vec<Filter> {
        let facts = &desk.results().facts;
        let wanted = &self.selection;
        let of = |values: BTreeSet<String>, chosen: Option<&str>, text: &dyn Fn(&str) -> String| -> Vec<Choice> {
            // a value that no fact has stays in the form, or the form would say something else than the page
            let all = values.iter().map(String::as_str).chain(chosen.filter(|chosen| !values.contains(*chosen)));
            all.map(|value| Choice { value: value.to_owned(), text: text(value), chosen: chosen == Some(value) })
                .collect()
        };
        let values = |value: &dyn Fn(&Fact) -> String| facts.iter().map(value).collect::<BTreeSet<String>>();
        let named = |kind: &'static str| move |word: &str| sentence(&words.t(&format!("{kind}-{word}")));
        let areas = area_names(desk);
        let area = |code: &str| areas.get(code).map_or_else(|| code.to_owned(), |name| format!("{name} ({code})"));
        let measure =
            |word: &str| Measure::from_word(word).map_or_else(String::new, |m| sentence(m.name().get(words.0)));
        let itself = |text: &str| text.to_owned();
        let mut by_area = of(areas.keys().cloned().collect(), wanted.area.as_deref(), &area);
        // letters are countries and regions; they come before the provinces
        by_area.sort_by_key(|choice| !choice.value.starts_with(|c: char| c.is_alphabetic()));
        let mut years =
            of(values(&|fact| fact.year.to_string()), wanted.year.map(|y| y.to_string()).as_deref(), &itself);
        years.reverse();
        let options = [
            ("area", by_area),
            ("year", years),
            ("measure", of(values(&|fact| fact.measure.word().into()), wanted.measure.map(Measure::word), &measure)),
            ("standard", of(values(&|fact| fact.standard.to_string()), wanted.standard.as_deref(), &itself)),
            (
                "status",
                of(values(&|fact| fact.status.word().into()), wanted.status.map(Status::word), &named("status")),
            ),
            (
                "verified",
                of(
                    values(&|fact| fact.verified.word().into()),
                    wanted.verified.map(Verified::word),
                    &named("verified"),
                ),
            ),
        ];
        let filter = |(name, options)| Filter { name, label: words.t(&format!("results-{name}")), options };
        options.map(filter).into()
    }
}

/// The filters that have no field.
pub(super) fn more(ask: &Ask, words: Words) -> Vec<Removable> {
    let removable = |name: &str| {
        let value = ask.value(name)?;
        let text = if name == "place" { value.to_owned() } else { words.t(&format!("{name}-{value}")) };
        Some(Removable {
            text: format!("{}: {text}", words.t(&format!("results-{name}"))),
            without: Link::here(ask).without(name).without("page").to_string(),
        })
    };
    MORE.into_iter().filter_map(removable).collect()
}

/// What the form hands on.
pub(super) fn kept(ask: &Ask) -> Vec<(String, String)> {
    let kept = |name: &str| Some((name.to_owned(), ask.value(name)?.to_owned()));
    MORE.into_iter().chain(["sort"]).filter_map(kept).collect()
}

/// By code, all names that the code had in the facts.
fn area_names(desk: &Desk) -> BTreeMap<String, String> {
    let keys: BTreeSet<_> = desk.results().facts.iter().map(|fact| &fact.area).collect();
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for key in keys {
        let names = names.entry(key.code.clone()).or_default();
        let name = desk.areas().get(key).map_or("?", |unit| &*unit.name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|(code, names)| (code, names.join(", "))).collect()
}
