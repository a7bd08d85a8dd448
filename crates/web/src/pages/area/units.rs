//! The units below an area as a table that sorts: districts, communes, or the villages of a commune.

use super::Area;
use crate::figures::NONE;
use crate::link::Link;
use crate::place::Place;
use base::{Failure, Level};
use domain::form::{Counts, UnitCounts};
use std::cmp::Reverse;

/// See the module.
pub(super) struct UnitTable {
    pub(super) title: String,
    pub(super) headings: Vec<Heading>,
    pub(super) rows: Vec<UnitRow>,
    pub(super) total: UnitRow,
}

pub(super) struct Heading {
    pub(super) text: String,
    pub(super) address: String,
    pub(super) sorted: &'static str,
    pub(super) number: bool,
}

pub(super) struct UnitRow {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) cells: Vec<UnitCell>,
}

pub(super) struct UnitCell {
    pub(super) text: String,
    pub(super) address: String,
    pub(super) heading: String,
}

/// Columns: word in the address, key of the heading.
const COLUMNS: [(&str, &str); 7] = [
    ("name", "col-unit"),
    ("all", "col-all-households"),
    ("poor", "poor-households"),
    ("rate", "col-rate"),
    ("change", "col-change-count"),
    ("near", "near-poor-households"),
    ("near_rate", "col-rate"),
];

impl Area<'_> {
    pub(super) fn units(&self) -> Result<Option<UnitTable>, Failure> {
        let children = if self.unit.level == Level::Commune { self.villages()? } else { self.communes() };
        if children.is_empty() {
            return Ok(None);
        }
        let words = self.ask.words();
        let sort = self.ask.value("sort").unwrap_or("poor");
        let down = self.ask.value("dir").map_or(sort != "name", |dir| dir == "down");
        let mut children = children;
        match sort {
            "name" => children.sort_by_cached_key(|unit| vntext::order::sort_key(short(&unit.name))),
            _ => {
                children.sort_by_cached_key(|unit| (key(unit, sort), Reverse(vntext::order::sort_key(&unit.name))));
            }
        }
        if down {
            children.reverse();
        }
        let headings = COLUMNS.map(|(word, key)| {
            let current = word == sort;
            // a name is looked for from A, a figure from the largest
            let next_down = if current { !down } else { word != "name" };
            let next = if next_down { "down" } else { "up" };
            Heading {
                text: words.t(key),
                address: format!("{}#units", Link::here(self.ask).with("sort", word).with("dir", next)),
                sorted: match (current, down) {
                    (false, _) => "",
                    (true, true) => "descending",
                    (true, false) => "ascending",
                },
                number: word != "name",
            }
        });
        let title = match self.unit.level {
            Level::Commune => "area-villages",
            _ => "area-communes",
        };
        Ok(Some(UnitTable {
            title: words.t(title),
            headings: headings.into(),
            rows: children.iter().map(|unit| self.row(unit, &unit.name, self.address_of(unit))).collect(),
            total: self.row(&self.year().root, &words.t("total"), String::new()),
        }))
    }

    /// All communes, also those that stand under districts.
    fn communes(&self) -> Vec<UnitCounts> {
        let mut leaves = Vec::new();
        super::leaves_of(&self.year().root, &mut leaves);
        leaves.into_iter().filter(|unit| unit.key != self.unit.key).cloned().collect()
    }

    fn villages(&self) -> Result<Vec<UnitCounts>, Failure> {
        let commune = std::slice::from_ref(&self.unit.key);
        let villages = self
            .web
            .desk
            .book(&self.ask.caller, self.province.shard, |book| book.villages(&self.year().review, commune, self.on))?;
        Ok(villages.into_values().flatten().collect())
    }

    fn row(&self, unit: &UnitCounts, name: &str, address: String) -> UnitRow {
        let figures = self.ask.figures();
        let place = Place::of(self.web.desk.areas(), &unit.key, self.on);
        let households = place.of_link(self.households());
        let open = |class: &str| households.clone().with("class", class).to_string();
        let counts = unit.counts.as_ref();
        let population = counts.and_then(|counts| counts.population).map(|tally| tally.households);
        let of = |count: fn(&Counts) -> u64| counts.map(count);
        let (poor, near) = (of(|counts| counts.poor.all.households), of(|counts| counts.near_poor.all.households));
        let rate = |part: Option<u64>| part.map_or_else(|| NONE.to_owned(), |part| figures.rate(part, population));
        let flows = counts.and_then(|counts| counts.poor_flows);
        let change = flows.map_or_else(
            || NONE.to_owned(),
            |flows| figures.change(flows.opening.households, flows.closing.households),
        );
        let population_link = place.of_link(Link::to("/population"));
        let population_link =
            population_link.with("year", self.year().review.year).with("province", self.province.shard.0);
        let cells = [
            (figures.count_or_none(population), population.map(|_| population_link.to_string())),
            (figures.count_or_none(poor), poor.map(|_| open("poor"))),
            (rate(poor), None),
            // a difference is no count of households; its steps open in the movement above
            (change, None),
            (figures.count_or_none(near), near.map(|_| open("near_poor"))),
            (rate(near), None),
        ];
        let cells = cells.into_iter().zip(&COLUMNS[1..]).map(|((text, address), (_, key))| UnitCell {
            text,
            address: address.unwrap_or_default(),
            heading: self.ask.words().t(key),
        });
        UnitRow { name: name.to_owned(), address, cells: cells.collect() }
    }
}

/// The name without its kind, so that communes and wards sort among each other.
fn short(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(_, rest)| rest)
}

/// What a unit is ordered by; nothing where it is not known.
fn key(unit: &UnitCounts, sort: &str) -> Option<i128> {
    let counts = unit.counts.as_ref()?;
    let population = counts.population.map(|tally| tally.households).filter(|whole| *whole > 0);
    // shares as whole numbers: far finer than the two decimals that are printed
    let share = |part: u64| population.map(|whole| i128::from(part) * 1_000_000_000 / i128::from(whole));
    match sort {
        "all" => population.map(i128::from),
        "rate" => share(counts.poor.all.households),
        "near" => Some(i128::from(counts.near_poor.all.households)),
        "near_rate" => share(counts.near_poor.all.households),
        "change" => {
            counts.poor_flows.map(|flows| i128::from(flows.closing.households) - i128::from(flows.opening.households))
        }
        _ => Some(i128::from(counts.poor.all.households)),
    }
}
