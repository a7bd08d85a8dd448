//! Money is whole đồng.

use serde::{Deserialize, Serialize};

/// An amount in Vietnamese đồng (VND), a whole number; never a fraction, never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dong(pub i64);

impl Dong {
    /// The amount as Vietnamese write it: `1.500.000`.
    pub fn grouped(self) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if self.0 < 0 {
            out.push('-');
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push('.');
            }
            out.push(digit);
        }
        out
    }
}

impl std::fmt::Display for Dong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} đ", self.grouped())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_is_vietnamese() {
        assert_eq!(Dong(0).to_string(), "0 đ");
        assert_eq!(Dong(999).to_string(), "999 đ");
        assert_eq!(Dong(1_500_000).to_string(), "1.500.000 đ");
        assert_eq!(Dong(-1_000).to_string(), "-1.000 đ");
        assert_eq!(Dong(i64::MIN).to_string(), "-9.223.372.036.854.775.808 đ");
    }
}
