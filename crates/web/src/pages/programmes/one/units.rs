//! The units of a programme in one year: who is below their own target, who below the plan of their group, who both.

use super::super::sorted::{Column, Heading, headings, order};
use super::super::{Chip, Named, Tell, map};
use super::mark;
use crate::ask::Ask;
use crate::figures::NONE;
use crate::picture::Picture;
use base::{AreaKey, Failure, Lang};
use domain::programme::{Amount, Exact, Percent, Points, Programme, UnitRow, UnitTable};
use std::cmp::Ordering;

/// See the module.
pub(crate) struct Units {
    pub(crate) headline: String,
    pub(crate) lead: String,
    pub(crate) groups: Vec<String>,
    pub(crate) headings: Vec<Heading>,
    pub(crate) map: Option<Picture>,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) name: Named,
    pub(crate) group: String,
    pub(crate) opening: String,
    pub(crate) closing: String,
    pub(crate) fall: String,
    pub(crate) own: String,
    pub(crate) own_chip: Option<Chip>,
    pub(crate) planned: String,
    pub(crate) group_chip: Option<Chip>,
    /// Below both.
    pub(crate) both: bool,
}

const COLUMNS: [Column; 7] = [
    ("name", "units-name", false),
    ("group", "units-group", false),
    ("opening", "units-opening", true),
    ("closing", "units-closing", true),
    ("fall", "units-fall", true),
    ("own", "units-own", true),
    ("planned", "units-planned", true),
];

/// The table of units, in the order that the address asks for.
pub(crate) fn read(tell: Tell<'_>, ask: &Ask, programme: &Programme) -> Result<Option<Units>, Failure> {
    let Some(table) = &programme.units else { return Ok(None) };
    let (words, figures) = (ask.words(), ask.figures());
    let behind = table.behind();
    let count = |units: &[&UnitRow]| figures.count(units.len() as u64);
    let names = |units: &[&UnitRow]| units.iter().map(|unit| &*unit.name).collect::<Vec<_>>().join(", ");
    let year = table.year.to_string();
    let values = [
        ("all", &*figures.count(table.rows.len() as u64)),
        ("own", &count(&behind.own)),
        ("group", &count(&behind.group)),
        ("both", &count(&behind.both)),
        ("unknown", &count(&behind.unknown)),
        ("names", &names(&behind.both)),
        ("year", &year),
    ];
    let (sort, down) = order(ask, &COLUMNS)?;
    let mut rows: Vec<&UnitRow> = table.rows.iter().collect();
    rows.sort_by(|a, b| compare(table, sort, ask.lang(), a, b).then_with(|| vntext::compare(&a.name, &b.name)));
    if down {
        rows.reverse();
    }
    let group = |group: &domain::programme::Group| {
        let planned = tell.amount(group.planned.into());
        words.with("units-group-plan", &[("group", group.name.get(ask.lang())), ("planned", &planned)])
    };
    Ok(Some(Units {
        headline: words.with("units-headline", &values),
        lead: words.with("units-lead", &values),
        groups: table.groups.iter().map(group).collect(),
        headings: headings(ask, &COLUMNS, (sort, down), "units"),
        map: map::draw(tell, ask, table),
        rows: rows.into_iter().map(|row| line(tell, table, row)).collect(),
    }))
}

/// The row of one unit, where the table has it.
pub(crate) fn of_unit(tell: Tell<'_>, programme: &Programme, is: impl Fn(&AreaKey) -> bool) -> Option<(i16, Row)> {
    let table = programme.units.as_ref()?;
    let row = table.rows.iter().find(|row| row.key.as_ref().is_some_and(&is))?;
    Some((table.year, line(tell, table, row)))
}

fn planned(table: &UnitTable, row: &UnitRow) -> Option<Points> {
    table.groups.iter().find(|group| group.id == row.group).map(|group| group.planned)
}

fn group_name<'a>(table: &'a UnitTable, row: &'a UnitRow, lang: Lang) -> &'a str {
    table.groups.iter().find(|group| group.id == row.group).map_or(&row.group, |group| group.name.get(lang))
}

fn compare(table: &UnitTable, sort: &str, lang: Lang, a: &UnitRow, b: &UnitRow) -> Ordering {
    let figure = |row: &UnitRow| -> Option<Exact> {
        match sort {
            "opening" => row.opening.map(|rate| rate.0),
            "closing" => row.closing.map(|rate| rate.0),
            "fall" => row.fall().map(|fall| fall.0),
            "own" => Some(row.own.0),
            _ => planned(table, row).map(|points| points.0),
        }
    };
    match sort {
        "name" => vntext::compare(&a.name, &b.name),
        "group" => vntext::compare(group_name(table, a, lang), group_name(table, b, lang)),
        _ => figure(a).cmp(&figure(b)),
    }
}

fn line(tell: Tell<'_>, table: &UnitTable, row: &UnitRow) -> Row {
    let words = tell.words;
    let none = || NONE.to_owned();
    let rate = |rate: Option<Percent>| rate.map_or_else(none, |rate| tell.amount(Amount::from(rate)));
    // the heading says that they are points
    let points = |points: Option<Points>| points.map_or_else(none, |points| points.0.show(2, words.0));
    let plan = planned(table, row);
    let below = |limit: Option<Points>| row.fall().zip(limit).map(|(fall, limit)| fall < limit);
    let chip = |limit| {
        let behind: Option<bool> = below(limit);
        behind.map(|behind| mark(behind, words.t(if behind { "units-below" } else { "units-reached" })))
    };
    let name = match &row.key {
        Some(key) => tell.unit_link(key, table.on),
        None => Named { text: row.name.clone(), address: String::new() },
    };
    Row {
        name: Named { text: row.name.clone(), ..name },
        group: group_name(table, row, words.0).to_owned(),
        opening: rate(row.opening),
        closing: rate(row.closing),
        fall: points(row.fall()),
        own: points(Some(row.own)),
        own_chip: chip(Some(row.own)),
        planned: points(plan),
        group_chip: chip(plan),
        both: below(Some(row.own)) == Some(true) && below(plan) == Some(true),
    }
}
