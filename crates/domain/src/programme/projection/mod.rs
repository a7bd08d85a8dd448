//! Where a series goes if it goes on as it has: three methods side by side, their range, and no confidence interval.
//!
//! Every method takes the mean pace of the points (least squares) and goes on from the last one. From three or four
//! yearly figures no honest interval follows; what the methods were worth is told by [`backtest`].

mod backtest;
#[cfg(test)]
mod tests;

pub use backtest::{Backtest, Error, backtest, province_series, reference};

use super::path::{months, years};
use super::{Exact, Percent, curve};
use base::{Share, Text};
use jiff::civil::Date;

/// How a series goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// The same amount each year, down to nought and no further.
    Linear,
    /// The same share each year.
    ConstantRate,
    /// The same step of the log odds each year: only for shares, whose denominators are known.
    Logistic,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Linear, Self::ConstantRate, Self::Logistic];

    /// As people read it.
    pub fn name(self) -> Text {
        match self {
            Self::Linear => Text::new("tuyến tính", "linear"),
            Self::ConstantRate => Text::new("tỷ lệ giảm không đổi", "constant rate"),
            Self::Logistic => Text::new("logistic", "logistic"),
        }
    }
}

/// What was observed, in order of days.
#[derive(Clone, Copy, Debug)]
pub enum Observed<'a> {
    /// Whole numbers without a denominator.
    Counts(&'a [(Date, u64)]),
    /// Rates as printed, in per cent, without their denominators.
    Rates(&'a [(Date, Percent)]),
    /// Counts with their denominators.
    Shares(&'a [(Date, Share)]),
    /// Other figures: deprivations per household, đồng.
    Figures(&'a [(Date, Exact)]),
}

/// Values on a day, by method. A method that the series does not allow is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// The day.
    pub on: Date,
    /// Whole households for counts, per cent for rates and shares.
    pub values: Vec<(Method, Exact)>,
}

impl Projection {
    /// The lowest and the highest value.
    pub fn range(&self) -> Option<(Exact, Exact)> {
        let values = self.values.iter().map(|(_, value)| *value);
        Some((values.clone().min()?, values.max()?))
    }

    /// The value of one method.
    pub fn by(&self, method: Method) -> Option<Exact> {
        self.values.iter().find(|(one, _)| *one == method).map(|(_, value)| *value)
    }
}

/// Projects a series to a day after its last one. Two points are needed; fewer give no values.
///
/// A series that has come to nought stays there. Counts are rounded to whole numbers, half up, here and nowhere else.
pub fn project(observed: Observed<'_>, on: Date) -> Projection {
    let points: Vec<(Date, Exact)> = match observed {
        Observed::Counts(counts) => counts.iter().map(|(day, count)| (*day, Exact::count(*count))).collect(),
        Observed::Rates(rates) => rates.iter().map(|(day, rate)| (*day, rate.0)).collect(),
        Observed::Shares(shares) => {
            shares.iter().filter_map(|(day, share)| Some((*day, Percent::of(share.part, share.whole)?.0))).collect()
        }
        Observed::Figures(figures) => figures.to_vec(),
    };
    let hundred = Exact::whole(100);
    let finish = |value: Exact| {
        let value = value.max(Exact::ZERO);
        match observed {
            Observed::Counts(_) => (value + Exact::ratio(1, 2).expect("two is not nought")).floor(),
            Observed::Rates(_) | Observed::Shares(_) => value.min(hundred),
            Observed::Figures(_) => value,
        }
    };
    let values = Method::ALL.into_iter().filter_map(|method| {
        let logistic_of_no_share = method == Method::Logistic && !matches!(observed, Observed::Shares(_));
        if logistic_of_no_share || points.len() < 2 {
            return None;
        }
        go_on(method, &points, on).map(|value| (method, finish(value)))
    });
    Projection { on, values: values.collect() }
}

fn go_on(method: Method, points: &[(Date, Exact)], on: Date) -> Option<Exact> {
    let (last_day, last) = *points.last()?;
    if last.is_zero() {
        return Some(Exact::ZERO);
    }
    let ahead = years(last_day, on);
    let by_year: Vec<(Exact, Exact)> = points
        .iter()
        .map(|(day, value)| Some((months(*day).over(Exact::whole(12))?, *value)))
        .collect::<Option<_>>()?;
    match method {
        Method::Linear => Some(last + slope(&by_year)? * ahead),
        Method::ConstantRate => curve::constant_rate_on(&by_year, ahead),
        Method::Logistic => {
            let hundred = Exact::whole(100);
            let shares = by_year.iter().map(|(year, rate)| Some((*year, rate.over(hundred)?)));
            curve::logistic_on(&shares.collect::<Option<Vec<_>>>()?, ahead).map(|share| share * hundred)
        }
    }
}

/// Least squares, exact.
fn slope(points: &[(Exact, Exact)]) -> Option<Exact> {
    let count = Exact::count(points.len() as u64);
    let mean = |part: fn(&(Exact, Exact)) -> Exact| points.iter().map(part).sum::<Exact>().over(count);
    let (time, value) = (mean(|point| point.0)?, mean(|point| point.1)?);
    let together: Exact = points.iter().map(|point| (point.0 - time) * (point.1 - value)).sum();
    let spread: Exact = points.iter().map(|point| (point.0 - time) * (point.0 - time)).sum();
    together.over(spread)
}
