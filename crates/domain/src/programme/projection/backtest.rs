//! What the methods would have been worth: the last year of a series predicted from the years before.

use super::{Method, Observed, project};
use crate::programme::Exact;
use crate::result::{Fact, Measure, Results};
use base::year_end;
use std::collections::BTreeMap;

/// The error of one prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// `|predicted − actual|`, in households.
    pub absolute: Exact,
    /// That error as a share of the actual figure, in per cent; `None` where nothing was left.
    pub relative: Option<Exact>,
}

/// The errors of one method over many units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backtest {
    /// Units that the method could predict.
    pub units: usize,
    /// Units it could not: a rate needs a denominator, a constant rate needs figures greater than nought.
    pub left_out: usize,
    /// Mean of the absolute errors.
    pub mean_absolute: Option<Exact>,
    /// Median of the relative errors, over the units where something was left.
    pub median_relative: Option<Exact>,
    /// Over how many units that median is.
    pub with_relative: usize,
    /// Units predicted too low: fewer poor households than there were.
    pub too_low: usize,
    /// The quartiles of the relative errors: the spread that a page shows beside a projection.
    pub quartiles: Option<(Exact, Exact)>,
}

/// The yearly counts of the 63 provinces that the back-test of the documents uses, by code.
pub fn province_series(results: &Results) -> Vec<Vec<(i16, u64)>> {
    let mut by_province: BTreeMap<&str, Vec<(i16, u64)>> = BTreeMap::new();
    let used = |fact: &&Fact| &*fact.file == "provinces-2021-2024.csv" && fact.measure == Measure::PoorHouseholds;
    for fact in results.facts.iter().filter(used) {
        if let Some(count) = fact.value.count() {
            by_province.entry(&fact.area.code).or_default().push((fact.year, count));
        }
    }
    by_province.into_values().collect()
}

/// Predicts the last of each series of yearly counts from the others. Units with fewer than three figures are left out.
pub fn backtest(method: Method, series: &[Vec<(i16, u64)>]) -> Backtest {
    measure(series, |earlier, year| {
        let counts: Vec<_> = earlier.iter().map(|(year, count)| (year_end(*year), *count)).collect();
        project(Observed::Counts(&counts), year_end(year)).by(method)
    })
}

/// The same for a prediction that costs nothing: as many as last year. A method that does no better is worth nothing.
pub fn reference(series: &[Vec<(i16, u64)>]) -> Backtest {
    measure(series, |earlier, _| earlier.last().map(|(_, count)| Exact::count(*count)))
}

fn measure(series: &[Vec<(i16, u64)>], predict: impl Fn(&[(i16, u64)], i16) -> Option<Exact>) -> Backtest {
    let mut errors = Vec::new();
    let mut too_low = 0;
    for one in series {
        let Some(((year, count), earlier)) = one.split_last().filter(|(_, earlier)| earlier.len() >= 2) else {
            continue;
        };
        let Some(predicted) = predict(earlier, *year) else { continue };
        let actual = Exact::count(*count);
        too_low += usize::from(predicted < actual);
        let absolute = (predicted - actual).abs();
        errors.push(Error { absolute, relative: (absolute * Exact::whole(100)).over(actual) });
    }
    let mut relative: Vec<Exact> = errors.iter().filter_map(|error| error.relative).collect();
    relative.sort();
    let mean = errors.iter().map(|error| error.absolute).sum::<Exact>().over(Exact::count(errors.len() as u64));
    Backtest {
        units: errors.len(),
        left_out: series.len() - errors.len(),
        mean_absolute: mean,
        median_relative: quantile(&relative, 2),
        with_relative: relative.len(),
        too_low,
        quartiles: quantile(&relative, 1).zip(quantile(&relative, 3)),
    }
}

/// The `quarter`-th quartile of a sorted list: the value there, or between the two nearest in proportion.
fn quantile(sorted: &[Exact], quarter: u64) -> Option<Exact> {
    let place = Exact::count(quarter * (sorted.len().checked_sub(1)? as u64)).over(Exact::whole(4))?;
    let below = usize::try_from(place.floor().as_whole()?).ok()?;
    let above = usize::try_from(place.ceil().as_whole()?).ok()?;
    Some(sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor()))
}
