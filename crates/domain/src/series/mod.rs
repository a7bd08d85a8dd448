//! Series of published figures restated on the boundaries of one day.
//!
//! A figure moves to other boundaries only with whole units. Where a unit was split the answer is "not known from
//! these figures": an incomplete row with an empty value, never a partial sum and never a share by area or population.

mod book;
mod restate;
mod segments;
mod standard;

pub use segments::{Cut, Observation, Segment, segments};

use crate::area::{Areas, Unit};
use crate::result::{Fact, Measure, Status, Tree, Value};
use base::{AreaKey, Failure, Level, year_end};
use book::Book;
use jiff::civil::Date;
use restate::Restater;
use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The measures a series can be asked for.
pub const MEASURES: [Measure; 5] = [
    Measure::PoorHouseholds,
    Measure::NearPoorHouseholds,
    Measure::PoorRate,
    Measure::NearPoorRate,
    Measure::MeanDeprivations,
];

/// The columns of a series file.
pub const COLUMNS: &str = "area_code,area_name,level,year,value,status,source,complete";

const FIRST_YEAR: i16 = 1993;
const LAST_YEAR: i16 = 2100;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// One of [`MEASURES`].
    pub measure: Measure,
    /// First year.
    pub from: i16,
    /// Last year, included.
    pub to: i16,
    /// The level of the rows.
    pub level: Level,
    /// The day whose units the rows are.
    pub boundaries: Date,
    /// Only this unit of that day and what lies under it.
    pub area: Option<String>,
    /// Only figures by this standard; without it, each year's national one.
    pub standard: Option<String>,
}

/// One unit in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The unit, valid on the day of the boundaries.
    pub area: AreaKey,
    /// Its name on that day.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The year at whose end the figure holds.
    pub year: i16,
    /// The figure; `None` when it is not complete.
    pub value: Option<Value>,
    /// How settled; an incomplete row is [`Status::Derived`]: that it is not known follows from what is at hand.
    pub status: Status,
    /// Where the row comes from. Rows of two sources stand beside each other, never in one value.
    pub source: Source,
}

/// Where a row comes from; surveys are other series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Published reviews.
    Published,
    /// Households counted in the register.
    Register,
}

impl Source {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Register => "register",
        }
    }
}

impl Request {
    /// The years asked for.
    pub fn years(&self) -> Result<RangeInclusive<i16>, Failure> {
        let Self { from, to, .. } = *self;
        if from > to || from < FIRST_YEAR || to > LAST_YEAR { Err(bad_years(from, to)) } else { Ok(from..=to) }
    }

    /// The unit that the rows lie under, if one is asked for.
    pub fn above<'a>(&self, areas: &'a Areas) -> Result<Option<&'a Unit>, Failure> {
        let Some(code) = &self.area else { return Ok(None) };
        areas.at(code, self.boundaries).map(Some).ok_or_else(|| no_such_area(code, self.boundaries))
    }
}

impl Row {
    /// Whether every part of the unit is known.
    pub fn is_complete(&self) -> bool {
        self.value.is_some()
    }
}

/// The answer: rows by year and code, and the standard each year was read by.
#[derive(Clone, Debug)]
pub struct Series {
    /// Year by year, units in the order of their codes.
    pub rows: Vec<Row>,
    /// The standard of each year; `None` when the year has no figure by any.
    pub standards: Vec<(i16, Option<Arc<str>>)>,
}

/// Restates the reviews among `facts` as `request` asks.
pub fn series(facts: &[Fact], areas: &Areas, request: &Request) -> Result<Series, Failure> {
    let Request { measure, level, boundaries, .. } = *request;
    let years = request.years()?;
    let units = units(areas, request)?;
    if let Some(id) = &request.standard {
        standard::must_be_known(facts, id)?;
    }
    let today = Tree::on(areas, boundaries);
    let mut series = Series { rows: Vec::new(), standards: Vec::new() };
    for year in years {
        let standard = match &request.standard {
            Some(id) => Some(Arc::from(id.as_str())),
            None => standard::of_year(facts, areas, year),
        };
        let book = Book::new(facts, areas, year, standard.as_deref().unwrap_or(""));
        let year_end = year_end(year);
        let then = Tree::on(areas, year_end);
        let restater = Restater { areas, book: &book, boundaries, now: &today, year_end, then: &then };
        for unit in &units {
            let (value, status) = match restater.answer(&unit.key, measure) {
                Some((value, status)) => (Some(value), status),
                None => (None, Status::Derived),
            };
            let (area, name, source) = (unit.key.clone(), unit.name.clone(), Source::Published);
            series.rows.push(Row { area, name, level, year, value, status, source });
        }
        series.standards.push((year, standard));
    }
    Ok(series)
}

/// The units of the rows, in the order of their codes.
fn units<'a>(areas: &'a Areas, request: &Request) -> Result<Vec<&'a Unit>, Failure> {
    let Request { level, boundaries, .. } = *request;
    let mut units = areas.units(level, boundaries);
    if units.is_empty() {
        return Err(no_such_level(level, boundaries));
    }
    if let Some(above) = request.above(areas)? {
        let under: HashSet<AreaKey> = Tree::on(areas, boundaries).under(&above.key, level).into_iter().collect();
        units.retain(|unit| under.contains(&unit.key));
        if units.is_empty() {
            return Err(nothing_under(above, level));
        }
    }
    units.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(units)
}

fn bad_years(from: i16, to: i16) -> Failure {
    Failure::new(
        "CC-SERIES-YEARS",
        format!("không có chuỗi năm từ {from} đến {to}"),
        format!("there is no series of years from {from} to {to}"),
    )
    .at("--from, --to")
    .remedy(
        format!("năm đầu không sau năm cuối, trong khoảng {FIRST_YEAR}–{LAST_YEAR}"),
        format!("the first year not after the last, within {FIRST_YEAR}–{LAST_YEAR}"),
    )
}

fn no_such_level(level: Level, day: Date) -> Failure {
    let word = level.word();
    let (vi, en) = match level {
        Level::District => (
            "cấp huyện có đến hết 30/6/2025: chọn --boundaries đến 2025-06-30, hoặc cấp province, commune",
            "districts ended on 30/6/2025: choose --boundaries up to 2025-06-30, or level province or commune",
        ),
        Level::Region => (
            "danh mục sáu vùng hiện có chia 63 tỉnh cũ: chọn --boundaries đến 2025-06-30",
            "the six regions at hand group the 63 former provinces: choose --boundaries up to 2025-06-30",
        ),
        _ => (
            "danh mục kèm theo không có cấp này vào ngày đó; nạp thêm bằng `cancau areas import`",
            "the bundled lists have no such level on that day; add them with `cancau areas import`",
        ),
    };
    Failure::new(
        "CC-SERIES-LEVEL",
        format!("ngày {day} không có đơn vị nào ở cấp {word}"),
        format!("on {day} there is no unit of level {word}"),
    )
    .at("--level, --boundaries")
    .remedy(vi, en)
}

fn no_such_area(code: &str, day: Date) -> Failure {
    Failure::new(
        "CC-SERIES-AREA",
        format!("ngày {day} không có đơn vị nào mang mã “{code}”"),
        format!("on {day} no unit has the code “{code}”"),
    )
    .at("--area")
    .remedy(
        "mã được đọc vào ngày --boundaries; tra bằng `cancau areas find TÊN --at NGÀY`",
        "the code is read on the day of --boundaries; look it up with `cancau areas find NAME --at DATE`",
    )
}

fn nothing_under(above: &Unit, level: Level) -> Failure {
    let (name, word) = (&above.name, level.word());
    Failure::new(
        "CC-SERIES-AREA",
        format!("{name} không có đơn vị nào ở cấp {word}"),
        format!("{name} has no unit of level {word}"),
    )
    .at("--area, --level")
    .remedy("chọn cấp bằng hoặc dưới cấp của đơn vị", "choose the unit's own level or a finer one")
}

#[cfg(test)]
mod tests;
