//! A published rate keeps the digits it was printed with: `0.5` and `0.50` are two statements.

/// A non-negative decimal number, exactly as printed: `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits, without the point.
    pub digits: u64,
    /// How many of them stand after the point.
    pub scale: u8,
}

/// More digits after the point than any publication prints; keeps every product inside `u128`.
const MAX_SCALE: usize = 6;
/// Likewise before the point.
const MAX_DIGITS: usize = 12;

impl Decimal {
    /// Reads `2.93`: digits, one point. No sign, no comma, no separators, no empty side of the point.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fraction_is_fine = if text.contains('.') { digits_only(fraction) } else { true };
        if !digits_only(whole) || !fraction_is_fine || fraction.len() > MAX_SCALE || text.len() > MAX_DIGITS {
            return None;
        }
        let digits = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { digits, scale: u8::try_from(fraction.len()).ok()? })
    }

    /// Hundredths as a decimal with two digits after the point.
    pub fn from_hundredths(hundredths: u64) -> Self {
        Self { digits: hundredths, scale: 2 }
    }

    /// `10^scale`.
    pub fn unit(self) -> u64 {
        10u64.pow(u32::from(self.scale))
    }

    /// Whether the number is greater than `whole`.
    pub fn exceeds(self, whole: u64) -> bool {
        u128::from(self.digits) > u128::from(whole) * u128::from(self.unit())
    }

    /// As Vietnamese write it: `2,93`.
    pub fn vietnamese(self) -> String {
        self.to_string().replace('.', ",")
    }

    /// `100 · part / whole` rounded once, half up, to `scale` decimals. `None` when the whole is zero.
    pub fn percent(part: u64, whole: u64, scale: u8) -> Option<Self> {
        if whole == 0 || usize::from(scale) > MAX_SCALE {
            return None;
        }
        let (part, whole) = (u128::from(part), u128::from(whole));
        let hundred = 100 * 10u128.pow(u32::from(scale));
        let digits = u64::try_from((2 * hundred * part + whole) / (2 * whole)).ok()?;
        Some(Self { digits, scale })
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.digits);
        }
        let unit = self.unit();
        write!(f, "{}.{:0width$}", self.digits / unit, self.digits % unit, width = usize::from(self.scale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_keeps_its_printed_digits() {
        for text in ["0.5", "0.50", "2.93", "100", "15.39", "0.00"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        assert_ne!(Decimal::parse("0.5"), Decimal::parse("0.50"));
        assert_eq!(Decimal::parse("2.93").unwrap().vietnamese(), "2,93");
    }

    #[test]
    fn what_is_not_a_plain_decimal_is_refused() {
        for bad in ["", ".", "2.", ".5", "2,93", "-1", "+1", "1e3", "1.234.5", "0.1234567", " 1", "9999999999999", "٣"]
        {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_tie_goes_up_at_any_scale() {
        assert_eq!(Decimal::percent(1, 800, 2), Decimal::parse("0.13"));
        assert_eq!(Decimal::percent(1, 8, 0), Decimal::parse("13"));
        assert_eq!(Decimal::percent(1, 0, 2), None);
        assert_eq!(Decimal::percent(u64::MAX, u64::MAX, 6), Decimal::parse("100.000000"));
    }
}
