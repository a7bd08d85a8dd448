//! The only place with floating point: powers and logarithms, which no fraction holds.
//!
//! Everything goes in and comes out exact; what comes out is rounded to four decimals, half up, before it is compared.

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
