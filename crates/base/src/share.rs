//! Shares come from counts and are rounded once, half up, when printed.

/// `part` of `whole`, kept exact. The whole may be zero: then there is no share to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Numerator, a count.
    pub part: u64,
    /// Denominator, a count.
    pub whole: u64,
}

impl Share {
    /// Hundredths of a per cent, half up: 1 of 800 is 13 (0,13 %). `None` when the whole is zero.
    pub fn hundredths_of_percent(self) -> Option<u64> {
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        if whole == 0 {
            return None;
        }
        u64::try_from((20_000 * part + whole) / (2 * whole)).ok()
    }

    /// Per cent with two decimals and a point, for files that programs read: `5.93`.
    pub fn percent_for_files(self) -> Option<String> {
        self.hundredths_of_percent().map(|h| format!("{}.{:02}", h / 100, h % 100))
    }

    /// Per cent as Vietnamese write it: `5,93`.
    pub fn percent(self) -> Option<String> {
        self.hundredths_of_percent().map(|h| format!("{},{:02}", h / 100, h % 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_up_and_zero_wholes_have_no_share() {
        assert_eq!(Share { part: 1, whole: 800 }.percent().as_deref(), Some("0,13"));
        assert_eq!(Share { part: 11_925, whole: 176_822 }.percent_for_files().as_deref(), Some("6.74"));
        assert_eq!(Share { part: 0, whole: 0 }.percent(), None);
        assert_eq!(Share { part: u64::MAX, whole: u64::MAX }.percent().as_deref(), Some("100,00"));
    }
}
