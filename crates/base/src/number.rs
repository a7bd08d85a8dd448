//! A figure as it is printed: exact digits, written the way each language writes numbers.

use crate::{Lang, Share};
use std::cmp::Ordering;

/// A signed decimal, `digits / 10^scale`: a count, a rate, a difference. Never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// All digits, without the point.
    pub digits: i64,
    /// How many of them stand after the point.
    pub scale: u8,
}

impl Number {
    /// A whole number. Beyond `i64` there is no count of households; it stops there rather than wrap.
    pub fn count(count: u64) -> Self {
        Self { digits: i64::try_from(count).unwrap_or(i64::MAX), scale: 0 }
    }

    /// Hundredths: 493 is 4,93.
    pub fn hundredths(digits: i64) -> Self {
        Self { digits, scale: 2 }
    }

    /// A share in per cent, rounded once to two decimals. `None` for a share of nothing.
    pub fn percent(share: Share) -> Option<Self> {
        share.hundredths_of_percent().and_then(|digits| i64::try_from(digits).ok()).map(Self::hundredths)
    }

    /// As `lang` writes it, with separators and a true minus sign: `−1.234,50`, `−1,234.50`.
    pub fn show(self, lang: Lang) -> String {
        let (group, point) = match lang {
            Lang::Vi => ('.', ','),
            Lang::En => (',', '.'),
        };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = scale + 1);
        let (whole, decimals) = digits.split_at(digits.len() - scale);
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 2);
        if self.digits < 0 {
            out.push('−');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if scale > 0 {
            out.push(point);
            out.push_str(decimals);
        }
        out
    }

    /// The same with a plus sign before what is greater than zero, for differences.
    pub fn signed(self, lang: Lang) -> String {
        let plus = if self.digits > 0 { "+" } else { "" };
        format!("{plus}{}", self.show(lang))
    }

    /// Rounded half away from zero to at most `scale` decimals.
    #[must_use]
    pub fn rounded(self, scale: u8) -> Self {
        if self.scale <= scale {
            return self;
        }
        let unit = power(self.scale - scale);
        let half = if self.digits < 0 { -unit / 2 } else { unit / 2 };
        let digits = i64::try_from((i128::from(self.digits) + half) / unit).unwrap_or(self.digits);
        Self { digits, scale }
    }

    /// Without the zeros at the end of its decimals: a tick of an axis is `2`, not `2,00`.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.digits % 10 == 0 {
            self = Self { digits: self.digits / 10, scale: self.scale - 1 };
        }
        self
    }

    /// By value: 0,5 and 0,50 are equal here.
    pub fn compare(self, other: Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.digits_at(scale).cmp(&other.digits_at(scale))
    }

    /// The digits written with `scale` decimals, which must not be fewer than it has.
    pub fn digits_at(self, scale: u8) -> i128 {
        i128::from(self.digits) * power(scale.saturating_sub(self.scale))
    }
}

fn power(exponent: u8) -> i128 {
    10i128.pow(u32::from(exponent.min(18)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_separators() {
        let number = Number { digits: -123_450, scale: 2 };
        assert_eq!((number.show(Lang::Vi).as_str(), number.show(Lang::En).as_str()), ("−1.234,50", "−1,234.50"));
        assert_eq!(Number::count(1_330_146).show(Lang::Vi), "1.330.146");
        assert_eq!(Number::hundredths(5).show(Lang::Vi), "0,05");
        assert_eq!(Number { digits: 14, scale: 1 }.signed(Lang::Vi), "+1,4");
        assert_eq!(Number::count(0).signed(Lang::Vi), "0");
    }

    #[test]
    fn rounding_goes_away_from_zero_and_comparing_goes_by_value() {
        assert_eq!(Number::hundredths(135).rounded(1), Number { digits: 14, scale: 1 });
        assert_eq!(Number::hundredths(-135).rounded(1), Number { digits: -14, scale: 1 });
        assert_eq!(Number::hundredths(200).trimmed(), Number { digits: 2, scale: 0 });
        assert_eq!(Number::hundredths(50).compare(Number { digits: 5, scale: 1 }), Ordering::Equal);
        assert_eq!(Number::percent(Share { part: 1, whole: 800 }), Some(Number::hundredths(13)));
    }
}
