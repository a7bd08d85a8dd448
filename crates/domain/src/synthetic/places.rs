//! The communes of Huế as they were on 31 December of each year 2021–2024, and how they differ from each other.
//!
//! All four reviews lie before 1 January 2025, so every household has one of the 141 keys of Thừa Thiên Huế; from there
//! the lineage leads whole to the 133 communes of 1/1/2025 and to the 40 of 1/7/2025.

use super::chance::{Chance, For, share_out};
use super::published;
use crate::area::{Areas, Kind};
use base::{AreaKey, Level};
use engine::AreaKind;
use jiff::civil::{Date, date};

/// The day on which the list of communes is read.
pub(super) const LISTED: Date = date(2024, 12, 31);

/// Parts of the province that differ in livelihood; quotas are kept for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    ALuoi,
    NamDong,
    Mountain,
    Coast,
    Plain,
    Town,
    City,
}

impl Zone {
    pub(super) const ALL: [Self; 7] =
        [Self::ALuoi, Self::NamDong, Self::Mountain, Self::Coast, Self::Plain, Self::Town, Self::City];
}

/// Communes in the hills outside A Lưới and Nam Đông, and communes on the lagoon and the sea.
const MOUNTAIN: [&str; 12] =
    ["19855", "19861", "19864", "19990", "19993", "20026", "20032", "20035", "20041", "20134", "20155", "20158"];
const COAST: [&str; 20] = [
    "19822", "19825", "19828", "19834", "19840", "19843", "19873", "19879", "19903", "19915", "19921", "19936",
    "19945", "19948", "19999", "20113", "20122", "20125", "20137", "20110",
];

/// A commune with what the generator needs of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) key: AreaKey,
    pub(super) zone: Zone,
    pub(super) kind: AreaKind,
    pub(super) villages: u64,
    /// Households at the end of 2023.
    pub(super) households: u64,
    /// Weight of the commune among those of its zone when a reviewed household is placed.
    pub(super) weight: u64,
}

/// All communes in the order of their codes.
pub(super) fn all(seed: u64, areas: &Areas) -> Vec<Place> {
    let mut places = Vec::new();
    for (district, households) in published::DISTRICTS {
        let units: Vec<_> = areas
            .units(Level::Commune, LISTED)
            .into_iter()
            .filter(|unit| unit.parent.as_ref().is_some_and(|parent| parent.code == district))
            .collect();
        let mut draws: Vec<Chance> =
            units.iter().map(|unit| Chance::new(seed, For::Places, number(&unit.key.code), 0)).collect();
        let urban = |kind| matches!(kind, Kind::Ward | Kind::Township);
        // a ward holds about twice the households of a rural commune
        let sizes: Vec<u64> = units
            .iter()
            .zip(&mut draws)
            .map(|(unit, draw)| (70 + draw.below(60)) * if urban(unit.kind) { 2 } else { 1 })
            .collect();
        for ((unit, mut draw), households) in units.iter().zip(draws).zip(share_out(households, &sizes)) {
            let code = unit.key.code.as_str();
            let zone = match district {
                "481" => Zone::ALuoi,
                "483" => Zone::NamDong,
                _ if MOUNTAIN.contains(&code) => Zone::Mountain,
                _ if COAST.contains(&code) => Zone::Coast,
                "474" if urban(unit.kind) => Zone::City,
                _ if urban(unit.kind) => Zone::Town,
                _ => Zone::Plain,
            };
            let township = zone <= Zone::NamDong && urban(unit.kind);
            places.push(Place {
                key: unit.key.clone(),
                zone,
                kind: if urban(unit.kind) { AreaKind::Urban } else { AreaKind::Rural },
                villages: 3 + draw.below(6),
                households,
                // the townships in the hills are better off than the communes around them
                weight: households * if township { 40 } else { 85 + draw.below(30) },
            });
        }
    }
    places.sort_by(|a, b| a.key.cmp(&b.key));
    places
}

fn number(code: &str) -> usize {
    code.parse().unwrap_or(0)
}

impl Place {
    /// How the village is written.
    pub(super) fn village(&self, index: u64) -> String {
        let word = if self.kind == AreaKind::Urban { "Tổ dân phố" } else { "Thôn" };
        format!("{word} {}", index + 1)
    }
}
