//! A chart on a page, with the table of its figures behind it.

use crate::ask::Ask;
use crate::link::Link;
use base::{Lang, Number};
use domain::result::Value;
use domain::series::Observation;
use report::chart::{Chart, Data, Frame, LineSeries, Point, Segment, Tone};

/// See the module.
pub(crate) struct Picture {
    /// For screens wide enough.
    pub(crate) svg: String,
    /// For a telephone, where the wide one cannot be read.
    pub(crate) narrow: String,
    pub(crate) data: Data,
}

impl Picture {
    /// One picture for all screens.
    pub(crate) fn of(chart: &impl Chart) -> Self {
        Self { svg: chart.svg(), narrow: String::new(), data: chart.data() }
    }

    /// Two drawings of the same figures.
    pub(crate) fn of_two(wide: &impl Chart, narrow: &impl Chart) -> Self {
        Self { narrow: narrow.svg(), ..Self::of(wide) }
    }
}

/// What every chart needs.
pub(crate) fn frame(ask: &Ask, id: &str, title: impl Into<String>, desc: impl Into<String>, unit: &str) -> Frame {
    Frame { id: id.to_owned(), lang: ask.lang(), title: title.into(), desc: desc.into(), unit: unit.to_owned() }
}

/// A line whose parts are joined only where they may be compared.
pub(crate) fn series(
    name: String,
    tone: Tone,
    lang: Lang,
    observations: Vec<Observation>,
    address: impl Fn(&Observation) -> Option<Link>,
) -> LineSeries {
    let segments = domain::series::segments(observations).into_iter().map(|segment| Segment {
        reasons: segment.cuts.iter().map(|cut| cut.text().get(lang).to_owned()).collect(),
        points: segment
            .points
            .iter()
            .map(|one| Point {
                year: one.year,
                value: number(one.value),
                href: address(one).map(|link| link.to_string()),
                note: String::new(),
            })
            .collect(),
    });
    LineSeries { name, tone, segments: segments.collect() }
}

/// A published value with the digits it was printed with.
pub(crate) fn number(value: Value) -> Number {
    match value {
        Value::Count(count) => Number::count(count),
        Value::Printed(decimal) => {
            Number { digits: i64::try_from(decimal.digits).unwrap_or(i64::MAX), scale: decimal.scale }
        }
    }
}
