//! One target and one actual as they stand in a file.

use super::{Put, area, day, list, named, quote_into, texts};
use crate::programme::{Actual, Bound, Due, Kind, Must, Path, Programme, Reading, Target};
use toml::{Table, Value};

pub(super) fn target(one: &Target, programme: &Programme) -> Table {
    let mut table = named(&one.id, &one.name);
    table.put("version", one.version.as_str());
    table.put_some("replaces", one.replaces.as_deref());
    kind(&mut table, &one.kind);
    table.put_some("unit", one.unit.map(crate::programme::Unit::word));
    table.put_some("area", (one.area != programme.area).then(|| area(&one.area)));
    table.put("households", one.households.word());
    table.put_some("due", due(one.due));
    table.put_some(
        "baseline",
        one.baseline.as_ref().map(|base| {
            let mut table = Table::new();
            table.put("on", day(base.on));
            table.put_some("value", base.value.map(|value| value.to_string()));
            table.put_some("standard", base.standard.as_deref());
            table.put_some("sentence", base.sentence.as_deref());
            table
        }),
    );
    let path = match &one.path {
        Path::None => None,
        path => Some(path.word()),
    };
    table.put_some("path", path);
    if let Path::Given(points) = &one.path {
        table.put(
            "points",
            list(points, |(on, value)| {
                let mut table = Table::new();
                table.put("on", day(*on));
                table.put("value", value.to_string());
                table
            }),
        );
    }
    table.put("source", one.source.word());
    table.put_some(
        "series",
        one.series.as_ref().map(|series| {
            let mut table = Table::new();
            table.put("kind", series.kind.word());
            table.put("measure", series.measure.word());
            table.put("standard", series.standard.as_str());
            table
        }),
    );
    if !one.items.is_empty() {
        table.put("items", list(&one.items, |item| named(&item.id, &item.name)));
    }
    table.put_words("lead", &one.lead);
    quote_into(&mut table, &one.quote, &programme.text);
    table.put_some("note", one.note.as_ref().map(texts));
    table
}

fn kind(table: &mut Table, kind: &Kind) {
    let bound = |table: &mut Table, bound: &Bound| {
        table.put("bound", bound.side.word());
        table.put("value", bound.limit.to_string());
        table.put_some("stretch", bound.stretch.map(|stretch| stretch.to_string()));
    };
    match kind {
        Kind::Level { bound: limit, counted } => {
            bound(table, limit);
            table.put_some("counted_level", counted.map(base::Level::word));
        }
        Kind::PointsPerYear { bound: limit, over } => {
            bound(table, limit);
            table.put("over", over.word());
        }
        Kind::Relative { bound: limit } | Kind::Coverage { bound: limit } | Kind::Recognitions { bound: limit } => {
            bound(table, limit);
        }
        Kind::Milestone { stage } => {
            table.put("stage", stage.word());
        }
        Kind::Comparator { side, with } => {
            table.put("bound", side.word());
            table.put("comparator", with.code.as_str());
        }
        Kind::Gap { against, must } => {
            table.put("against", against.word());
            match must {
                Must::Narrow => table.put("must", "narrow"),
                Must::Reach(limit) => {
                    table.put("must", "reach");
                    bound(table, limit);
                }
            }
        }
        Kind::ToBeSet { waits_for } => {
            table.put("waits_for", texts(waits_for));
        }
        Kind::Unquantified { word, side, threshold } => {
            table.put("word", word.as_str());
            table.put("bound", side.word());
            table.put_some("value", threshold.map(|threshold| threshold.to_string()));
        }
        Kind::Evidence => {}
    }
    table.put("kind", kind.word());
}

fn due(due: Due) -> Option<Value> {
    let (key, on) = match due {
        Due::On(on) => ("on", on),
        Due::Before(before) => ("before", before),
        Due::Always => return Some(Value::from("always")),
        Due::Open => return None,
    };
    let mut table = Table::new();
    table.put(key, day(on));
    Some(Value::Table(table))
}

pub(super) fn actual(one: &Actual) -> Table {
    let mut table = Table::new();
    // a file holds only what is reported for a target of its own
    table.put("target", one.target.as_deref().unwrap_or_default());
    table.put("on", day(one.on));
    table.put_some("known_from", one.known_from.map(day));
    match one.reading {
        Reading::Value(value) => table.put("value", value.to_string()),
        Reading::Share { part, whole } => {
            table.put("part", i64::try_from(part).unwrap_or(i64::MAX));
            table.put("whole", i64::try_from(whole).unwrap_or(i64::MAX));
        }
        Reading::Event(stage) => table.put("event", stage.word()),
        Reading::Open => table.put("event", "open"),
    }
    table.put_some("item", one.item.as_deref());
    table.put("version", one.version.word());
    table.put_some("standard", one.standard.as_deref());
    table.put("evidence", one.evidence.as_str());
    table
}
