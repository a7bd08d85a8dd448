//! From figures to places: the ticks of an axis and the straight scale between two ends.
//!
//! Figures stay exact; only where a figure is drawn is a float.

use base::Number;

/// A straight scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// From `low`…`high` to `from`…`to`. An empty span maps to `from`.
    pub(super) fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        Self { low, high, from, to }
    }

    pub(super) fn at(self, value: f64) -> f64 {
        let span = self.high - self.low;
        if span.abs() < f64::EPSILON {
            return self.from;
        }
        self.from + (value - self.low) / span * (self.to - self.from)
    }

    pub(super) fn number(self, value: Number) -> f64 {
        self.at(float(value))
    }
}

/// The place of a figure on the number line.
#[expect(clippy::cast_precision_loss, reason = "drawn, not printed: a household more or less is no dot on a screen")]
pub(super) fn float(number: Number) -> f64 {
    number.digits as f64 / 10f64.powi(i32::from(number.scale))
}

/// A number of things as a length.
pub(super) fn count(things: usize) -> f64 {
    u32::try_from(things).map_or(f64::MAX, f64::from)
}

/// The cosine of a latitude as a polynomial: the same on every computer, and exact enough for Vietnam.
pub(super) fn cosine(latitude: f64) -> f64 {
    let radians = latitude.to_radians();
    1.0 - radians * radians / 2.0 + radians.powi(4) / 24.0
}

/// The least and the greatest of `values` with zero among them: every axis starts at zero.
pub(super) fn span(values: impl IntoIterator<Item = Number>) -> (Number, Number) {
    let zero = Number::count(0);
    values.into_iter().fold((zero, zero), |(low, high), value| {
        (if value.compare(low).is_lt() { value } else { low }, if value.compare(high).is_gt() { value } else { high })
    })
}

/// Round figures from `low` to `high`, zero among them, at most `most` steps.
pub(super) fn ticks(low: Number, high: Number, most: usize) -> Vec<Number> {
    let scale = low.scale.max(high.scale);
    let (low, high) = (low.digits_at(scale), high.digits_at(scale));
    let most = i128::try_from(most.max(1)).unwrap_or(1);
    let step = nice_above((high - low + most - 1) / most);
    let (first, last) = (low.div_euclid(step) + i128::from(low.rem_euclid(step) != 0), high.div_euclid(step));
    (first..=last)
        .filter_map(|index| i64::try_from(index * step).ok())
        .map(|digits| Number { digits, scale }.trimmed())
        .collect()
}

/// The least 1, 2 or 5 times a power of ten that is not below `least`.
fn nice_above(least: i128) -> i128 {
    let mut power: i128 = 1;
    loop {
        for leading in [1, 2, 5] {
            if leading * power >= least {
                return leading * power;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    fn shown(low: Number, high: Number, most: usize) -> Vec<String> {
        ticks(low, high, most).into_iter().map(|tick| tick.show(Lang::Vi)).collect()
    }

    #[test]
    fn ticks_are_round_and_hold_zero() {
        let zero = Number::count(0);
        assert_eq!(shown(zero, Number::hundredths(493), 3), ["0", "2", "4"]);
        assert_eq!(shown(zero, Number::count(1_330_146), 3), ["0", "500.000", "1.000.000"]);
        assert_eq!(shown(Number { digits: -12, scale: 1 }, Number { digits: 14, scale: 1 }, 4), ["−1", "0", "1"]);
        assert_eq!(shown(zero, zero, 4), ["0"]);
        assert_eq!(shown(zero, Number::hundredths(3), 3), ["0", "0,01", "0,02", "0,03"]);
    }
}
