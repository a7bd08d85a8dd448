//! Numbers as each language writes them: 1.234,5 and 1,234.5. Shares are rounded once, half up, here.

use base::{Lang, Number, Share};
use jiff::civil::Date;

/// What stands where there is no number; it is not 0.
pub(crate) const NONE: &str = "–";

/// Where something is known and kept from the reader.
pub(crate) const MASKED: &str = "•••";

/// Numbers in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Figures(pub(crate) Lang);

impl Figures {
    /// A count: 599.608.
    pub(crate) fn count(self, count: u64) -> String {
        Number::count(count).show(self.0)
    }

    /// A count that may be missing.
    pub(crate) fn count_or_none(self, count: Option<u64>) -> String {
        count.map_or_else(|| NONE.to_owned(), |count| self.count(count))
    }

    /// A difference of counts with its sign: −2.851, +6, 0.
    pub(crate) fn change(self, from: u64, to: u64) -> String {
        self.signed(i128::from(to) - i128::from(from), 0)
    }

    /// A share in per cent, two decimals, without its sign: 4,06. A zero or missing whole has none.
    pub(crate) fn rate(self, part: u64, whole: Option<u64>) -> String {
        let share = whole.and_then(|whole| Number::percent(Share { part, whole }));
        share.map_or_else(|| NONE.to_owned(), |share| share.show(self.0))
    }

    /// A relative change in per cent, one decimal, with its sign: −54,9. From zero there is none.
    pub(crate) fn relative(self, from: u64, to: u64) -> String {
        let (from, to) = (i128::from(from), i128::from(to));
        half_up(1000 * (to - from), from).map_or_else(|| NONE.to_owned(), |tenths| self.signed(tenths, 1))
    }

    /// The difference of two shares in points of per cent, two decimals, rounded once: −0,87.
    pub(crate) fn points(self, from: Share, to: Share) -> String {
        let wholes = i128::from(from.whole) * i128::from(to.whole);
        let difference = i128::from(to.part) * i128::from(from.whole) - i128::from(from.part) * i128::from(to.whole);
        half_up(10_000 * difference, wholes).map_or_else(|| NONE.to_owned(), |hundredths| self.signed(hundredths, 2))
    }

    fn signed(self, digits: i128, scale: u8) -> String {
        Number { digits: i64::try_from(digits).unwrap_or(i64::MAX), scale }.signed(self.0)
    }

    /// How large a file is: 340 kB, 1,2 MB.
    pub(crate) fn size(self, bytes: u64) -> String {
        if bytes < 999_500 {
            return format!("{}\u{a0}kB", self.count(bytes.div_ceil(1_000)));
        }
        let tenths = i64::try_from((bytes + 50_000) / 100_000).unwrap_or(i64::MAX);
        format!("{}\u{a0}MB", Number { digits: tenths, scale: 1 }.trimmed().show(self.0))
    }

    /// A decimal that files write with a point.
    pub(crate) fn decimal(self, text: &str) -> String {
        match self.0 {
            Lang::Vi => text.replace('.', ","),
            Lang::En => text.to_owned(),
        }
    }

    /// A day: 18/11/2025.
    #[expect(clippy::unused_self, reason = "both languages write days alike, callers need not know")]
    pub(crate) fn day(self, day: Date) -> String {
        format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
    }
}

impl Figures {
    /// A moment of a record as a person in Vietnam reads it: 08:00 18/11/2025.
    pub(crate) fn moment(self, at: &str) -> String {
        let Ok(moment) = at.parse::<jiff::Timestamp>() else { return at.to_owned() };
        let local = base::VIETNAM.to_datetime(moment);
        format!("{:02}:{:02} {}", local.hour(), local.minute(), self.day(local.date()))
    }
}

/// Rounded half away from zero; nothing for a whole of zero.
fn half_up(part: i128, whole: i128) -> Option<i128> {
    let size = (2 * part.abs() + whole).checked_div(2 * whole)?;
    Some(if part < 0 { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    const VI: Figures = Figures(Lang::Vi);

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(VI.count(1_330_146), "1.330.146");
        assert_eq!(Figures(Lang::En).count(599_608), "599,608");
        assert_eq!(VI.count(0), "0");
        assert_eq!(VI.change(7540, 4689), "−2.851");
        assert_eq!(VI.change(25, 31), "+6");
        assert_eq!(VI.relative(1_330_146, 599_608), "−54,9");
        assert_eq!(VI.relative(0, 5), NONE);
        assert_eq!(VI.rate(7540, Some(332_159)), "2,27");
        assert_eq!(VI.rate(1, Some(0)), NONE);
    }

    #[test]
    fn a_difference_of_shares_is_rounded_once() {
        let (before, after) = (Share { part: 7540, whole: 332_159 }, Share { part: 4689, whole: 334_929 });
        assert_eq!(VI.points(before, after), "−0,87");
        assert_eq!(VI.points(Share { part: 1, whole: 0 }, after), NONE);
    }
}
