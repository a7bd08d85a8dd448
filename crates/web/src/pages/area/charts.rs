//! The charts of an area that is in the register.

use super::Area;
use crate::link::Link;
use crate::picture::{self, Picture};
use crate::place::Place;
use base::{Level, Number, Share};
use domain::area::Unit;
use domain::form::{Counts, UnitCounts};
use domain::result::{Decimal, SourceKind, Status, Value};
use domain::series::Observation;
use report::chart::geojson::{Boundaries, Choropleth, Region};
use report::chart::{Bar, Bars, Classes, Flow, FlowStep, Panel, SmallMultiples, Stock, Tile, TileSize, Tilemap, Tone};
use std::sync::Arc;

/// Bars that are read at a glance.
const MOST_BARS: usize = 10;

impl Area<'_> {
    /// The poverty rate over the reviews, cut where the standard changes; none without denominators.
    pub(super) fn trend(&self) -> Option<Picture> {
        let words = self.ask.words();
        let mut observations = Vec::new();
        for year in &self.years {
            let Some(counts) = &year.root.counts else { continue };
            let Some(population) = counts.population else { continue };
            let Some(rate) = Decimal::percent(counts.poor.all.households, population.households, 2) else { continue };
            observations.push(Observation {
                year: year.review.year,
                value: Value::Printed(rate),
                standard: Arc::from(year.review.standard.as_str()),
                boundaries: self.on,
                source_kind: SourceKind::Review,
                status: Status::Derived,
            });
        }
        if observations.len() < 2 {
            return None;
        }
        let address = |one: &Observation| {
            Some(self.households().with("year", one.year).with("standard", &one.standard).with("class", "poor"))
        };
        let line = picture::series(words.t("area-rate"), Tone::Poor, self.ask.lang(), observations, address);
        Some(Picture::of(&report::chart::Line {
            frame: picture::frame(self.ask, "trend", words.t("area-trend"), words.t("area-trend-desc"), "%"),
            size: (480, 300),
            series: vec![line],
            reference: None,
            forecast: None,
        }))
    }

    /// A tile for each commune of a province or district, with its title and what to know of it.
    pub(super) fn map(&self) -> (Option<Picture>, String, String) {
        let words = self.ask.words();
        let areas = self.web.desk.areas();
        let mut leaves = Vec::new();
        super::leaves_of(&self.year().root, &mut leaves);
        let units: Vec<(&UnitCounts, &Unit)> =
            leaves.into_iter().filter_map(|leaf| Some((leaf, areas.get(&leaf.key)?))).collect();
        if self.unit.level == Level::Commune || units.len() < 3 {
            return (None, String::new(), String::new());
        }
        let spots = report::chart::spots(areas, &units.iter().map(|(_, unit)| Some(*unit)).collect::<Vec<_>>());
        let rates = units.iter().all(|(leaf, _)| leaf.counts.as_ref().is_none_or(|counts| counts.population.is_some()));
        let value = |counts: &Counts| {
            let poor = counts.poor.all.households;
            match counts.population.filter(|_| rates) {
                Some(whole) => {
                    Number::percent(Share { part: poor, whole: whole.households }).map(|number| number.rounded(1))
                }
                None => Some(Number::count(poor)),
            }
        };
        let unit_sign = if rates { "%" } else { "" };
        let tiles: Vec<Tile> = units
            .iter()
            .zip(&spots.at)
            .map(|((leaf, unit), at)| {
                let value = leaf.counts.as_ref().and_then(value);
                let poor = leaf.counts.as_ref().map(|counts| counts.poor.all.households);
                let figures = self.ask.figures();
                let shown = value.map_or_else(String::new, |value| value.show(self.ask.lang()));
                let values = [
                    ("name", &*unit.name),
                    ("poor", &figures.count_or_none(poor)),
                    ("value", &shown),
                    ("sign", unit_sign),
                ];
                Tile {
                    at: *at,
                    name: unit.short_name.clone(),
                    value,
                    coloured_by: None,
                    years: Vec::new(),
                    href: Some(self.address_of(leaf)),
                    title: words.with("area-tile", &values),
                }
            })
            .collect();
        let key = if rates { "area-map-rate" } else { "area-map-count" };
        let classes = Classes::sequential(tiles.iter().filter_map(|tile| tile.value));
        if let Some(boundaries) = self.drawn(&units) {
            let regions = units.iter().zip(&tiles).map(|((leaf, _), tile)| Region {
                code: leaf.key.code.clone(),
                name: tile.title.clone(),
                value: tile.value,
                href: tile.href.clone(),
            });
            let map = Choropleth {
                frame: picture::frame(self.ask, "map", words.t(key), words.t("area-map-desc"), ""),
                width: 640,
                names: words.t("col-commune"),
                figures: words.t(key),
                classes,
                boundaries,
                regions: regions.collect(),
                islands: Vec::new(),
            };
            return (Some(Picture::of(&map)), words.t(key), words.t("area-map-own"));
        }
        let of = |size: TileSize, id: &str| Tilemap {
            frame: picture::frame(self.ask, id, words.t(key), words.t("area-map-desc"), ""),
            size,
            names: words.t("col-commune"),
            figures: words.t(key),
            classes: classes.clone(),
            tiles: tiles.clone(),
            islands: Vec::new(),
        };
        let mut note = words.t("area-map-note");
        if spots.by_successor > 0 {
            note = format!("{note} {}", words.t("area-map-successors"));
        }
        if spots.unknown > 0 {
            note = format!("{note} {}", words.t("area-map-unknown"));
        }
        let picture = Picture::of_two(&of(TileSize::Wide, "map"), &of(TileSize::Narrow, "map-s"));
        (Some(picture), words.t(key), note)
    }

    /// The boundaries that the province drew itself, if they have every unit that is shown.
    fn drawn(&self, units: &[(&UnitCounts, &Unit)]) -> Option<&Boundaries> {
        let has = |map: &&Boundaries| {
            units.iter().all(|(leaf, _)| map.shapes.iter().any(|shape| shape.code == leaf.key.code))
        };
        self.web.maps.iter().find(has)
    }

    /// Who left poverty and who fell into it since the review before; none in the first year of a standard.
    pub(super) fn movement(&self) -> Option<Picture> {
        let words = self.ask.words();
        let flows = self.counts()?.poor_flows?;
        let before = self.before()?.review.year.to_string();
        let year = self.year().review.year.to_string();
        let cell = |column: u8| Some(self.households().with("form", 2).with("col", column).to_string());
        let step = |key: &str, count: u64, leaves: bool, column: u8| FlowStep {
            name: words.t(key),
            count,
            leaves,
            href: cell(column),
        };
        Some(Picture::of(&Flow {
            frame: picture::frame(
                self.ask,
                "flow",
                words.with("area-movement", &[("from", &before), ("to", &year)]),
                words.t("area-movement-desc"),
                "",
            ),
            width: 480,
            names: words.t("area-movement-names"),
            figures: words.t("households-unit"),
            opening: Stock {
                name: words.with("flow-opening", &[("year", &before)]),
                count: flows.opening.households,
                href: cell(1),
            },
            steps: vec![
                step("flow-to-near", flows.to_pair.households, true, 2),
                step("flow-out", flows.out.households, true, 3),
                step("flow-other-down", flows.other_down.households, true, 4),
                step("flow-from-near", flows.from_pair.households, false, 5),
                step("flow-again", flows.again.households, false, 6),
                step("flow-new", flows.new.households, false, 7),
                step("flow-other-up", flows.other_up.households, false, 8),
            ],
            closing: Stock {
                name: words.with("flow-closing", &[("year", &year)]),
                count: flows.closing.households,
                href: cell(9),
            },
        }))
    }

    /// How many poor households lack each indicator, over the reviews of the standard until the one that is shown: the
    /// last figure of a panel is what it opens.
    pub(super) fn indicators(&self) -> Picture {
        let (words, figures, lang) = (self.ask.words(), self.ask.figures(), self.ask.lang());
        let pack = self.year().pack;
        let same: Vec<_> = self.years[..=self.chosen].iter().filter(|year| year.review.standard == pack.id).collect();
        let panels: Vec<Panel> = pack
            .indicators
            .iter()
            .enumerate()
            .map(|(at, indicator)| {
                let count = |counts: &Counts| counts.poor.indicators.get(at).copied();
                let values: Vec<Option<u64>> =
                    same.iter().map(|year| year.root.counts.as_ref().and_then(count)).collect();
                let ends = values.first().copied().flatten().zip(values.last().copied().flatten());
                Panel {
                    name: indicator.name.get(lang).to_owned(),
                    tone: Tone::Poor,
                    note: ends.filter(|_| values.len() > 1).map_or_else(String::new, |(first, last)| {
                        let change = figures.relative(first, last);
                        if first == 0 { String::new() } else { format!("{change}\u{a0}%") }
                    }),
                    values: values.into_iter().map(|value| value.map(Number::count)).collect(),
                    href: Some(self.households().with("class", "poor").with("indicator", &indicator.id).to_string()),
                }
            })
            .collect();
        let of = |width: u16, across: u8, id: &str| SmallMultiples {
            frame: picture::frame(self.ask, id, words.t("area-indicators"), words.t("area-indicators-desc"), ""),
            width,
            across,
            names: words.t("household-indicator"),
            years: same.iter().map(|year| year.review.year).collect(),
            panels: panels.clone(),
        };
        Picture::of_two(&of(1200, 6, "indicators"), &of(360, 2, "indicators-s"))
    }

    /// The causes of the poor households, the most frequent first; none where the standard has no list of them.
    pub(super) fn causes(&self) -> Option<Picture> {
        let lang = self.ask.lang();
        let counts = self.counts()?;
        let causes = self.year().pack.causes.iter().zip(&counts.poor.causes).map(|(cause, count)| {
            let address = self.households().with("class", "poor").with("cause", &cause.id);
            (cause.name.get(lang).to_owned(), *count, address)
        });
        self.bars("causes", "area-causes", causes.collect())
    }

    /// The ethnic groups of the heads of poor households.
    pub(super) fn ethnic(&self) -> Option<Picture> {
        let counts = self.counts()?;
        let groups = counts.poor.ethnic.iter().filter(|(_, tally)| tally.households > 0).map(|(key, tally)| {
            let name = vntext::ethnic::by_key(key).map_or(key.as_str(), |group| &group.name);
            (name.to_owned(), tally.households, self.households().with("class", "poor").with("ethnic", key))
        });
        self.bars("ethnic", "area-ethnic", groups.collect())
    }

    fn bars(&self, id: &str, title: &str, mut all: Vec<(String, u64, Link)>) -> Option<Picture> {
        if all.is_empty() {
            return None;
        }
        let words = self.ask.words();
        all.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        all.truncate(MOST_BARS);
        Some(Picture::of(&Bars {
            frame: picture::frame(self.ask, id, words.t(title), words.t(title), ""),
            width: 480,
            names: words.t(title),
            figures: words.t("poor-households"),
            signed: false,
            bars: all
                .into_iter()
                .map(|(name, count, link)| Bar {
                    name,
                    value: Some(Number::count(count)),
                    tone: Tone::Poor,
                    href: Some(link.to_string()),
                })
                .collect(),
        }))
    }

    /// The page of a unit below.
    pub(super) fn address_of(&self, unit: &UnitCounts) -> String {
        let place = Place::of(self.web.desk.areas(), &unit.key, self.on);
        let path = format!("/area/{}{}", place.code, if place.village.is_empty() { "" } else { "/village" });
        let link = Link::to(path).with("on", place.on).with("year", self.year().review.year);
        link.with("name", place.village).to_string()
    }
}
