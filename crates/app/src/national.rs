//! The country as it was published: years by units, restated on the boundaries of a day.

use crate::desk::Desk;
use base::{AreaKey, Failure, Level};
use domain::result::{Fact, Measure, Part, SourceKind, Status};
use domain::series::{Request, series};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Consecutive years for which every province was published by one standard, the newest such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Id of the standard.
    pub standard: String,
    /// First year.
    pub from: i16,
    /// Last year, included.
    pub to: i16,
}

/// A unit's counts over the years; none where they are not known on these boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The unit.
    pub key: AreaKey,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// Poor households at the end of each year.
    pub poor: Vec<Option<u64>>,
    /// Near-poor households.
    pub near_poor: Vec<Option<u64>>,
    /// How settled the poor households of each year are.
    pub status: Vec<Status>,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct National {
    /// Boundaries of the provinces.
    pub on: Date,
    /// The years, oldest first; never empty.
    pub years: Vec<i16>,
    /// Id of the standard of all of them.
    pub standard: String,
    /// The whole country.
    pub country: Line,
    /// The six regions, known on the boundaries of the 63 provinces only.
    pub regions: Vec<Line>,
    /// The provinces.
    pub provinces: Vec<Line>,
}

impl Line {
    /// The newest count of poor households.
    pub fn latest(&self) -> Option<u64> {
        self.poor.last().copied().flatten()
    }

    /// The oldest count of poor households.
    pub fn first(&self) -> Option<u64> {
        self.poor.first().copied().flatten()
    }
}

impl Desk {
    /// The country with its provinces as they were or are on a day.
    pub(crate) fn restate_national(&self, on: Date) -> Result<National, Failure> {
        let country = self.lines(Level::Country, on)?.into_iter().next();
        let country = country.ok_or_else(|| Failure::new("CC-AREA-CODE", "không có cả nước", "no country"))?;
        // a level that does not exist on that day is no failure of the page
        let regions =
            if self.areas().units(Level::Region, on).is_empty() { Vec::new() } else { self.lines(Level::Region, on)? };
        let Span { standard, from, to } = self.span()?;
        let years = (from..=to).collect();
        Ok(National { on, years, standard, country, regions, provinces: self.lines(Level::Province, on)? })
    }

    /// The years that the published country is told for.
    pub fn span(&self) -> Result<Span, Failure> {
        let areas = self.areas();
        let mut published: BTreeMap<(i16, &str), BTreeSet<&AreaKey>> = BTreeMap::new();
        for fact in &self.results().facts {
            let counts = fact.measure == Measure::PoorHouseholds
                && fact.part == Part::Whole
                && fact.source_kind == SourceKind::Review
                && areas.get(&fact.area).is_some_and(|unit| unit.level == Level::Province);
            if counts {
                published.entry((fact.year, &fact.standard)).or_default().insert(&fact.area);
            }
        }
        let whole = |year: i16, standard: &str| {
            let provinces = published.get(&(year, standard)).map_or(0, BTreeSet::len);
            provinces > 0 && provinces == areas.units(Level::Province, base::year_end(year)).len()
        };
        let newest = published.keys().rev().find(|(year, standard)| whole(*year, standard));
        let Some(&(to, standard)) = newest else {
            return Err(Failure::new(
                "CC-RESULT-NONE",
                "chưa có năm nào đủ số đã công bố của mọi tỉnh",
                "there is no year with published figures of every province",
            )
            .remedy("nhập số đã công bố: cancau import results", "import published figures: cancau import results"));
        };
        let mut from = to;
        while whole(from - 1, standard) {
            from -= 1;
        }
        Ok(Span { standard: standard.to_owned(), from, to })
    }

    /// Every unit of a level over the years.
    pub fn lines(&self, level: Level, on: Date) -> Result<Vec<Line>, Failure> {
        let Span { standard, from, to } = self.span()?;
        let request = |measure| Request {
            measure,
            from,
            to,
            level,
            boundaries: on,
            area: None,
            standard: Some(standard.clone()),
        };
        let facts = &self.results().facts;
        let poor = series(facts, self.areas(), &request(Measure::PoorHouseholds))?;
        let near = series(facts, self.areas(), &request(Measure::NearPoorHouseholds))?;
        let mut lines: Vec<Line> = Vec::new();
        // year by year, each in the order of the units
        for (poor, near) in poor.rows.iter().zip(&near.rows) {
            if lines.iter().all(|line| line.key != poor.area) {
                let short = self.areas().get(&poor.area).map_or(&poor.name, |unit| &unit.short_name);
                lines.push(Line {
                    key: poor.area.clone(),
                    name: poor.name.clone(),
                    short_name: short.clone(),
                    poor: Vec::new(),
                    near_poor: Vec::new(),
                    status: Vec::new(),
                });
            }
            let Some(line) = lines.iter_mut().find(|line| line.key == poor.area) else { continue };
            line.poor.push(poor.value.and_then(domain::result::Value::count));
            line.near_poor.push(near.value.and_then(domain::result::Value::count));
            line.status.push(poor.status);
        }
        Ok(lines)
    }

    /// The reviews published of a whole unit, by year, then standard; of several copies the most settled first.
    pub fn published(&self, key: &AreaKey, measure: Measure) -> Vec<&Fact> {
        let wanted = |fact: &&Fact| {
            fact.measure == measure
                && fact.part == Part::Whole
                && fact.source_kind == SourceKind::Review
                && self.is_same_unit(&fact.area, key)
        };
        let mut facts: Vec<&Fact> = self.results().facts.iter().filter(wanted).collect();
        let settled = |status: Status| Status::WORDS.iter().position(|word| *word == status.word());
        facts.sort_by(|a, b| {
            (a.year, &a.standard, settled(a.status), a.place()).cmp(&(
                b.year,
                &b.standard,
                settled(b.status),
                b.place(),
            ))
        });
        facts
    }

    /// The decisions that carry a year's national figures.
    pub fn decision(&self, year: i16) -> Option<&str> {
        let fact = self.results().facts.iter().find(|fact| {
            fact.year == year
                && fact.measure == Measure::PoorHouseholds
                && fact.part == Part::Whole
                && self.areas().get(&fact.area).is_some_and(|unit| unit.level == Level::Country)
        });
        fact.map(|fact| &*fact.decision).filter(|decision| !decision.is_empty())
    }

    /// Whether two keys are one unit under one code: renamed or under another parent between them, but not grown.
    pub fn is_same_unit(&self, a: &AreaKey, b: &AreaKey) -> bool {
        a.code == b.code && (a == b || self.is_forerunner(a, b) || self.is_forerunner(b, a))
    }

    /// Whether `later` is `earlier` under the same code: renamed, or under another parent, not grown.
    fn is_forerunner(&self, earlier: &AreaKey, later: &AreaKey) -> bool {
        earlier.valid_from < later.valid_from
            && matches!(self.areas().successors(earlier, later.valid_from).as_slice(), [(key, _)] if key == later)
            && self.areas().predecessors(later, later.valid_from.yesterday().unwrap_or(later.valid_from)).len() == 1
    }
}
