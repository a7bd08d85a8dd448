//! Telephone numbers, as far as they can be checked without knowing every network's ranges.

/// A telephone number: digits, with a plus before a country's code. Never printed whole by default.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// How many digits a number may have: shorter ones are services, longer ones exist nowhere (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

impl Phone {
    /// Accepts digits with a plus before them at most; spaces, dots, dashes and brackets that people write are dropped.
    pub fn new(text: &str) -> Option<Self> {
        let kept: String = text.chars().filter(|letter| !" .-()".contains(*letter)).collect();
        let digits = kept.strip_prefix('+').unwrap_or(&kept);
        let whole = digits.bytes().all(|byte| byte.is_ascii_digit()) && DIGITS.contains(&digits.len());
        whole.then_some(Self(kept))
    }

    /// What anybody may see: the last three digits.
    pub fn masked(&self) -> String {
        let kept = self.0.len() - 3;
        format!("{}{}", "•".repeat(kept), &self.0[kept..])
    }

    /// The whole number.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // personal data never reach a log
        write!(f, "Phone(•••{})", &self.0[self.0.len() - 3..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_digits_and_hides_itself() {
        let phone = Phone::new(" 0914 555-123 ").unwrap();
        assert_eq!((phone.reveal(), phone.masked().as_str()), ("0914555123", "•••••••123"));
        assert_eq!(format!("{phone:?}"), "Phone(•••123)");
        assert_eq!(Phone::new("+84 (91) 4555123").unwrap().reveal(), "+84914555123");
        for wrong in ["", "114", "0914 555 12x", "09145551231234567", "0914+555123", "٠٩١٤٥٥٥١٢٣"] {
            assert!(Phone::new(wrong).is_none(), "{wrong}");
        }
    }
}
