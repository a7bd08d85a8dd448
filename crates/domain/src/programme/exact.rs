//! An exact number: what a text sets, what a path asks for on a day, and the gap between them are never rounded to be
//! compared, only to be printed.

use base::{Lang, Number};
use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

/// A fraction in lowest terms, its denominator positive.
///
/// Figures here are households, đồng, rates with some decimals and thirds of them; 128 bits hold every product of such, and
/// factors are cancelled before they are multiplied. Should a result not fit all the same, it panics rather than wrap: a
/// wrong figure is worse than none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    top: i128,
    bottom: i128,
}

/// Digits after the point that a figure may be written with.
const MAX_SCALE: usize = 6;
/// Characters a figure may be written with.
const MAX_LENGTH: usize = 18;
/// The greatest denominator that is read: texts write halves, thirds and eighths.
const MAX_BOTTOM: u64 = 1_000;

/// Why arithmetic may expect room.
const ROOM: &str = "figures of eighteen digits leave room in 128 bits";

impl Exact {
    /// Nought.
    pub const ZERO: Self = Self { top: 0, bottom: 1 };
    /// One.
    pub const ONE: Self = Self { top: 1, bottom: 1 };

    /// `top / bottom`; `None` when the denominator is zero.
    pub fn ratio(top: i128, bottom: i128) -> Option<Self> {
        if bottom == 0 {
            return None;
        }
        let sign = if bottom < 0 { -1 } else { 1 };
        let divisor = divisor(top, bottom);
        Some(Self { top: sign * (top / divisor), bottom: sign * (bottom / divisor) })
    }

    /// A whole number.
    pub fn whole(value: i64) -> Self {
        Self { top: i128::from(value), bottom: 1 }
    }

    /// A count.
    pub fn count(value: u64) -> Self {
        Self { top: i128::from(value), bottom: 1 }
    }

    /// Reads `128893`, `-3`, `10.36` or `2/3`: no separators, no comma, no empty side of the point, no denominator over
    /// a thousand.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((top, bottom)) = text.split_once('/') else { return Self::decimal(text) };
        let bottom = natural(bottom).filter(|bottom| *bottom <= MAX_BOTTOM)?;
        if text.len() > MAX_LENGTH { None } else { Self::ratio(i128::from(signed(top)?), i128::from(bottom)) }
    }

    /// Reads the same without fractions: for figures that many people type and that are added up.
    pub fn decimal(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        if text.len() > MAX_LENGTH || fraction.len() > MAX_SCALE {
            return None;
        }
        let unit = 10i128.pow(u32::try_from(fraction.len()).ok()?);
        let (negative, whole) = whole.strip_prefix('-').map_or((false, whole), |rest| (true, rest));
        let top = i128::from(natural(whole)?) * unit + i128::from(natural(fraction)?);
        Self::ratio(if negative { -top } else { top }, unit)
    }

    /// The quotient; `None` when `other` is zero.
    pub fn over(self, other: Self) -> Option<Self> {
        let inverse = Self::ratio(other.bottom, other.top)?;
        Some(self * inverse)
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { top: self.top.abs(), bottom: self.bottom }
    }

    /// Whether it is nought.
    pub fn is_zero(self) -> bool {
        self.top == 0
    }

    /// Whether it is below nought.
    pub fn is_negative(self) -> bool {
        self.top < 0
    }

    /// The whole number, if it is one.
    pub fn as_whole(self) -> Option<i64> {
        if self.bottom == 1 { i64::try_from(self.top).ok() } else { None }
    }

    /// The greatest whole number that is not above: at most a third of 9,553 households are 3,184.
    #[must_use]
    pub fn floor(self) -> Self {
        Self { top: self.top.div_euclid(self.bottom), bottom: 1 }
    }

    /// The smallest whole number that is not below.
    #[must_use]
    pub fn ceil(self) -> Self {
        -(-self).floor()
    }

    /// Rounded once to `scale` digits after the point, ties away from nought. At most six digits are given.
    pub fn scaled(self, scale: u8) -> Number {
        let scale = scale.min(6);
        let unit = 10i128.pow(u32::from(scale));
        let top = times(self.top.abs(), unit);
        let digits = (2 * top + self.bottom) / (2 * self.bottom);
        let digits = i64::try_from(digits).unwrap_or(i64::MAX);
        Number { digits: if self.top < 0 { -digits } else { digits }, scale }
    }

    /// Rounded once to `scale` digits and without needless noughts at the end: `4776,5`, `10,36`, `81.758`.
    pub fn show(self, scale: u8, lang: Lang) -> String {
        let mut number = self.scaled(scale);
        while number.scale > 0 && number.digits % 10 == 0 {
            number.digits /= 10;
            number.scale -= 1;
        }
        number.show(lang)
    }

    /// Numerator and denominator, for the one module that draws curves.
    pub(super) fn parts(self) -> (i128, i128) {
        (self.top, self.bottom)
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

fn natural(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) { None } else { text.parse().ok() }
}

fn signed(text: &str) -> Option<i64> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    i64::try_from(natural(rest)?).ok().map(|value| sign * value)
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let shared = divisor(self.bottom, other.bottom);
        let (left, right) = (other.bottom / shared, self.bottom / shared);
        let sum = times(self.top, left).checked_add(times(other.top, right)).expect(ROOM);
        Self::ratio(sum, times(self.bottom, left)).expect("denominators are positive")
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self { top: -self.top, bottom: self.bottom }
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (one, two) = (divisor(self.top, other.bottom), divisor(other.top, self.bottom));
        Self { top: times(self.top / one, other.top / two), bottom: times(self.bottom / two, other.bottom / one) }
    }
}

fn times(a: i128, b: i128) -> i128 {
    a.checked_mul(b).expect(ROOM)
}

/// The greatest common divisor, at least one.
fn divisor(a: i128, b: i128) -> i128 {
    i128::try_from(gcd(a.unsigned_abs(), b.unsigned_abs())).unwrap_or(1)
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Self::add)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let shared = divisor(self.bottom, other.bottom);
        times(self.top, other.bottom / shared).cmp(&times(other.top, self.bottom / shared))
    }
}

/// As files write it: `10.36` when decimals hold it, else `28660/3`.
impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = (0..=6u8).find(|scale| (10i128.pow(u32::from(*scale)) % self.bottom) == 0);
        match digits {
            None => write!(f, "{}/{}", self.top, self.bottom),
            Some(0) => write!(f, "{}", self.top),
            Some(scale) => {
                let unit = 10i128.pow(u32::from(scale));
                let all = (self.top * (unit / self.bottom)).abs();
                let sign = if self.top < 0 { "-" } else { "" };
                write!(f, "{sign}{}.{:0width$}", all / unit, all % unit, width = usize::from(scale))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn a_third_of_9553_is_kept_and_its_floor_is_3184() {
        let third = Exact::count(9_553) * exact("1/3");
        assert_eq!((third.to_string().as_str(), third.floor()), ("9553/3", exact("3184")));
        assert_eq!((third * Exact::whole(3), third.ceil()), (exact("9553"), exact("3185")));
        assert_eq!(third.show(1, Lang::Vi), "3.184,3");
    }

    #[test]
    fn figures_are_read_as_they_are_written_and_nothing_else_is() {
        for text in ["0", "128893", "10.36", "-3", "-0.5", "2.2"] {
            assert_eq!(exact(text).to_string(), text);
        }
        for bad in [
            "",
            ".",
            "1.",
            ".5",
            "1,5",
            "1/0",
            "1.2345678",
            "+1",
            "1e3",
            "--1",
            "9999999999999999999",
            "1/-2",
            "1/1001",
        ] {
            assert_eq!(Exact::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn nought_over_something_is_nought_in_lowest_terms() {
        assert_eq!(Exact::ratio(0, -7), Some(Exact::ZERO));
        assert_eq!(Exact::ZERO * exact("-2/3"), Exact::ZERO);
        assert_eq!(exact("1").over(Exact::ZERO), None);
        assert_eq!((exact("-1/3").floor(), exact("-1/3").ceil()), (exact("-1"), Exact::ZERO));
        assert_eq!((Exact::decimal("2/3"), Exact::decimal("0.5")), (None, Some(exact("1/2"))));
    }

    #[test]
    fn three_thousand_figures_of_eighteen_signs_add_up() {
        let one = exact("99999999999.123456");
        let sum: Exact = std::iter::repeat_n(one, 3_321).sum();
        assert_eq!(sum, one * exact("3321"));
        assert!(sum > one && (sum - sum).is_zero());
    }

    proptest! {
        #[test]
        fn adding_and_taking_away_gives_the_same(a in -1_000_000i64..1_000_000, b in 1i64..1_000, c in -1_000_000i64..1_000_000, d in 1i64..1_000) {
            let ratio = |top: i64, bottom: i64| Exact::ratio(i128::from(top), i128::from(bottom)).unwrap();
            let (one, two) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(one + two - two, one);
            prop_assert_eq!((one * two).over(two), if two.is_zero() { None } else { Some(one) });
            prop_assert_eq!(one < two, a * d < c * b);
            prop_assert!(one.floor() <= one && one <= one.ceil());
        }
    }

    #[test]
    fn printing_rounds_once_half_up() {
        assert_eq!(exact("9.485").show(2, Lang::Vi), "9,49");
        assert_eq!(exact("9.485").show(3, Lang::Vi), "9,485");
        assert_eq!(exact("-0.004").scaled(2).show(Lang::Vi), "0,00");
        assert_eq!(exact("1.92").show(3, Lang::En), "1.92");
        assert_eq!((exact("14.93") - exact("5.33")).over(exact("5")), Some(exact("1.92")));
    }
}
