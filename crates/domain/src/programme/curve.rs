//! The only place with floating point: powers and logarithms, which no fraction holds.
//!
//! Everything goes in and comes out exact; what comes out is rounded to four decimals (of a share: four decimals of its per
//! cent), half up, before it is compared.

use super::Exact;

/// Decimals of what comes out.
const SCALE: f64 = 10_000.0;

#[expect(clippy::cast_precision_loss, reason = "figures have at most eighteen digits, curves need six")]
fn float(exact: Exact) -> f64 {
    let (top, bottom) = exact.parts();
    top as f64 / bottom as f64
}

#[expect(clippy::cast_possible_truncation, reason = "the range is tested before")]
fn exact(value: f64) -> Option<Exact> {
    let scaled = (value * SCALE).round();
    if !scaled.is_finite() || scaled.abs() > 1e15 {
        return None;
    }
    Exact::ratio(scaled as i128, SCALE as i128)
}

/// `base · ratio^share`: the same share in each month. `None` unless base and ratio are greater than nought.
pub(super) fn constant_rate(base: Exact, ratio: Exact, share: Exact) -> Option<Exact> {
    if base <= Exact::ZERO || ratio <= Exact::ZERO {
        return None;
    }
    exact(float(base) * float(ratio).powf(float(share)))
}

/// The value after `ahead` at the mean constant rate of `points` (time, value), going on from the last one. Needs two
/// points, all greater than nought.
pub(super) fn constant_rate_on(points: &[(Exact, Exact)], ahead: Exact) -> Option<Exact> {
    let logs = transformed(points, |value| (value > 0.0).then(|| value.ln()))?;
    let last = points.last()?.1;
    exact(float(last) * (slope(&logs)? * float(ahead)).exp())
}

/// The share (between nought and one) after `ahead` on the logistic path of `points`, going on from the last one.
pub(super) fn logistic_on(points: &[(Exact, Exact)], ahead: Exact) -> Option<Exact> {
    let logits = transformed(points, |share| (share > 0.0 && share < 1.0).then(|| (share / (1.0 - share)).ln()))?;
    let last = logits.last()?.1 + slope(&logits)? * float(ahead);
    exact(100.0 / (1.0 + (-last).exp())).and_then(|rate| rate.over(Exact::whole(100)))
}

fn transformed(points: &[(Exact, Exact)], change: impl Fn(f64) -> Option<f64>) -> Option<Vec<(f64, f64)>> {
    points.iter().map(|(time, value)| Some((float(*time), change(float(*value))?))).collect()
}

/// Least squares.
#[expect(clippy::cast_precision_loss, reason = "a handful of years")]
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let count = points.len() as f64;
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / count;
    let (time, value) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|point| (point.0 - time).powi(2)).sum();
    let together: f64 = points.iter().map(|point| (point.0 - time) * (point.1 - value)).sum();
    (points.len() >= 2 && spread > 0.0).then(|| together / spread)
}
