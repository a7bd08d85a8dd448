//! The pictures of units below: of a table that a programme has, and of those to whom a target was given on.

use super::{MOST, Shown};
use crate::ask::{Ask, unreadable};
use crate::pages::programmes::Tell;
use crate::pages::programmes::given::nobody;
use crate::pages::programmes::map::targets_of;
use crate::serve::Web;
use app::Axis;
use app::programme::plan::GivenLine;
use base::Failure;
use domain::programme::cascade::limit;
use domain::programme::{Exact, Percent, Programme, Side, State as At, Unit, UnitRow, UnitTable};
use jiff::civil::Date;
use report::chart::{Panel, Tone};
use std::collections::BTreeMap;

/// The units of a table: rate at both ends of the year, coloured by whether they fell as much as they had to.
pub(super) fn units(tell: Tell<'_>, programme: &Programme, table: &UnitTable) -> Shown {
    let words = tell.words;
    let behind = table.behind();
    let is = |all: &[&UnitRow], row: &UnitRow| all.iter().any(|one| std::ptr::eq(*one, row));
    let rate = |rate: Option<Percent>| rate.map(|rate| rate.0.scaled(2));
    let panel = |row: &UnitRow| Panel {
        name: row.name.clone(),
        tone: match (is(&behind.both, row), is(&behind.group, row)) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Near,
            (false, false) => Tone::Good,
        },
        values: vec![rate(row.opening), rate(row.closing)],
        note: row.fall().map_or_else(String::new, |fall| {
            let values = [("fall", &*fall.0.show(2, words.0)), ("own", &row.own.0.show(2, words.0))];
            words.with("units-compare-note", &values)
        }),
        href: row.key.as_ref().map(|key| targets_of(tell, key, table.on)),
    };
    let count = |all: &[&UnitRow]| tell.figures().count(all.len() as u64);
    let values = [
        ("group", &*count(&behind.group)),
        ("all", &tell.figures().count(table.rows.len() as u64)),
        ("both", &count(&behind.both)),
        ("year", &table.year.to_string()),
        ("programme", programme.name.get(words.0)),
    ];
    let mut rows: Vec<&UnitRow> = table.rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.closing));
    Shown {
        headline: words.with("units-headline", &values),
        lead: words.with("units-compare-units-lead", &values),
        names: words.t("units-name"),
        unit: "%",
        years: vec![table.year - 1, table.year],
        panels: rows.into_iter().map(panel).collect(),
        key: ["both", "group", "fine"].map(|word| (word, words.t(&format!("units-compare-key-{word}")))).into(),
        simulated: programme.synthetic,
    }
}

/// A side as a sign, where there is no room for words.
fn sign(side: Side) -> &'static str {
    match side {
        Side::AtMost => "≤",
        Side::Below => "<",
        Side::AtLeast => "≥",
        Side::Above => ">",
    }
}

/// Those to whom a target was given on, year by year since its base, coloured by where they stand.
pub(super) fn given(tell: Tell<'_>, web: &Web, ask: &Ask, of: &str, day: Date) -> Result<Shown, Failure> {
    let (areas, words, figures) = (tell.areas, tell.words, tell.figures());
    let (id, target) = of.split_once('/').ok_or_else(|| unreadable("of", of))?;
    let watched = web.desk.watch(&ask.caller, id, day)?;
    let Some(on) = web.desk.given_on(&ask.caller, &watched, target, None, Axis::Area, None)? else {
        return Err(nobody(ask, target));
    };
    let programme = watched.programme();
    let name = programme.target(target).map_or("", |target| target.name.get(ask.lang()));
    let mut series: Vec<(&GivenLine, BTreeMap<i16, Exact>)> = Vec::new();
    for line in &on.lines {
        let base = line.standing.base.map(|(on, base)| (on.year(), base.value));
        let since = watched.history(areas, &line.target).into_iter();
        // of a year the version that counts stands first
        let since = since.rev().filter_map(|one| Some((one.actual.on.year(), one.value?.value)));
        series.push((line, base.into_iter().chain(since).collect()));
    }
    let years = series.iter().flat_map(|(_, values)| values.keys().copied());
    let (from, to) = (years.clone().min().unwrap_or(day.year()), years.max().unwrap_or(day.year()));
    let digits = |line: &GivenLine| if line.target.unit.is_some_and(Unit::is_count) { 0 } else { 2 };
    let panel = |(line, values): &(&GivenLine, BTreeMap<i16, Exact>)| {
        let key = line.recipient.area();
        Panel {
            name: areas.get(key).map_or_else(|| key.code.clone(), |unit| unit.short_name.clone()),
            tone: match line.standing.state {
                At::Behind => Tone::Bad,
                At::AtRisk => Tone::Near,
                At::NotMeasured(_) => Tone::Plain,
                At::Met | At::OnTrack => Tone::Good,
            },
            values: (from..=to).map(|year| values.get(&year).map(|value| value.scaled(digits(line)))).collect(),
            note: limit(&line.target.kind).map_or_else(String::new, |bound| {
                format!("{}\u{a0}{}", sign(bound.side), bound.limit.show(digits(line), words.0))
            }),
            href: Some(targets_of(tell, key, day)),
        }
    };
    series.sort_by_key(|(_, values)| std::cmp::Reverse(values.last_key_value().map(|(_, last)| *last)));
    let behind = on.lines.iter().filter(|line| line.standing.state == At::Behind).count() as u64;
    let values = [
        ("behind", &*figures.count(behind)),
        ("all", &figures.count(on.lines.len() as u64)),
        ("day", &tell.day(on.due)),
        ("target", name),
        ("programme", programme.name.get(ask.lang())),
        ("count", &figures.count(series.len().min(MOST) as u64)),
    ];
    Ok(Shown {
        headline: words.with(if behind > 0 { "given-behind" } else { "units-compare-given" }, &values),
        lead: words.with("units-compare-given-lead", &values),
        names: words.t("units-name"),
        unit: if on.lines.iter().any(|line| digits(line) == 2) { "%" } else { "" },
        years: (from..=to).collect(),
        panels: series.iter().take(MOST).map(panel).collect(),
        key: [("both", "behind"), ("group", "risk"), ("fine", "fine")]
            .map(|(style, word)| (style, words.t(&format!("units-compare-given-{word}"))))
            .into(),
        simulated: programme.synthetic,
    })
}
