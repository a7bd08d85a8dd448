//! Numbers as Vietnamese write them: `1.234.567` and `12,5`; and as others type them into the same form.
//!
//! Two explicit readings, because `1.500` is one thousand five hundred to an officer and one and a half to a program:
//! [`parse_whole`] for counts and đồng, [`parse_decimal`] for areas, rates and the like. Neither knows units, and
//! nothing here ever becomes a float.

use thiserror::Error;

/// Why a text is not the number that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// Nothing but spaces.
    #[error("no number")]
    Empty,
    /// A character that numbers do not have.
    #[error("`{0}` does not belong in a number")]
    Stray(char),
    /// A whole number was asked for and there are decimals, or what looks like them (`12,5`, `1500.00`).
    #[error("decimals where a whole number is due")]
    Decimals,
    /// Two kinds of separators where one is due (`1.234,567` as a whole number, `1.234 567`).
    #[error("different separators in one number")]
    MixedSeparators,
    /// Separators that do not stand every three digits (`1.23.456`, `0.123.456`, `1..000`).
    #[error("digits are not grouped by three")]
    Grouping,
    /// More digits than we can hold.
    #[error("the number is too large")]
    TooLarge,
}

/// An exact decimal: `12,50` is 1250 with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits as one whole number, with the sign.
    pub digits: i64,
    /// How many of them stand behind the comma.
    pub scale: u8,
}

impl Decimal {
    /// The digits with exactly `scale` decimals: 12,5 with two is 1250. None if digits would be lost or do not fit.
    pub fn with_scale(self, scale: u8) -> Option<i64> {
        if scale >= self.scale {
            return self.digits.checked_mul(10_i64.checked_pow(u32::from(scale - self.scale))?);
        }
        let cut = 10_i64.checked_pow(u32::from(self.scale - scale))?;
        (self.digits % cut == 0).then(|| self.digits / cut)
    }
}

/// Reads a whole number: plain digits (`1500000`, `04`), or grouped by three with **one** kind of separator
/// (`1.500.000`, `1,500,000`, `1 500 000`), the first group 1–3 digits without leading zero. A minus may lead.
/// Everything that might be a decimal is refused rather than guessed: `12.5`, `12,50`, `0.500`.
pub fn parse_whole(text: &str) -> Result<i64, NumberError> {
    let (negative, body) = sign(text)?;
    let kinds = separators(body)?;
    let digits = match kinds.as_slice() {
        [] => body.to_owned(),
        [separator] => match ungroup(body, *separator) {
            Some(digits) => digits,
            None if *separator != ' ' && is_one_decimal_mark(body, *separator) => return Err(NumberError::Decimals),
            None => return Err(NumberError::Grouping),
        },
        _ => return Err(NumberError::MixedSeparators),
    };
    whole(&digits, negative)
}

/// Reads a decimal with a comma: `12,5`, `1.234,5`, `1 234,5`, `-0,25`, and whole numbers.
///
/// A single point is a decimal point only where it cannot group thousands (`12.5`, `0.125`, `1234.567`); `1.500`
/// stays one thousand five hundred, and a comma is always the decimal comma, so `1,234,567` is refused.
pub fn parse_decimal(text: &str) -> Result<Decimal, NumberError> {
    let (negative, body) = sign(text)?;
    let kinds = separators(body)?;
    let mark = match kinds.as_slice() {
        ['.'] if ungroup(body, '.').is_none() && is_one_decimal_mark(body, '.') => '.',
        _ => ',',
    };
    let (whole_part, decimals) = body.split_once(mark).unwrap_or((body, ""));
    if decimals.contains(mark) {
        return Err(NumberError::Grouping);
    }
    if decimals.contains(|c| is_separator(c).is_some()) {
        return Err(NumberError::MixedSeparators);
    }
    if body.contains(mark) && (whole_part.is_empty() || decimals.is_empty()) {
        return Err(NumberError::Stray(mark));
    }
    let mut digits = match separators(whole_part)?.as_slice() {
        [] => whole_part.to_owned(),
        [separator] => ungroup(whole_part, *separator).ok_or(NumberError::Grouping)?,
        _ => return Err(NumberError::MixedSeparators),
    };
    digits.push_str(decimals);
    let scale = u8::try_from(decimals.len()).map_err(|_| NumberError::TooLarge)?;
    Ok(Decimal { digits: whole(&digits, negative)?, scale })
}

/// A whole number with points: `-1.234.567`.
pub fn format_whole(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string()))
}

/// A decimal with points and a comma, all its decimals shown: `1.234,50`.
pub fn format_decimal(number: Decimal) -> String {
    let scale = usize::from(number.scale);
    let digits = format!("{:0>width$}", number.digits.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let sign = if number.digits < 0 { "-" } else { "" };
    let comma = if scale > 0 { "," } else { "" };
    format!("{sign}{}{comma}{decimals}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Takes the sign off. The minus of Word (U+2212) and the hyphen are one.
fn sign(text: &str) -> Result<(bool, &str), NumberError> {
    let text = text.trim();
    let body = text.strip_prefix(['-', '\u{2212}']);
    let rest = body.unwrap_or(text);
    match rest.chars().next() {
        None => Err(NumberError::Empty),
        Some(c) if !c.is_ascii_digit() => Err(NumberError::Stray(c)),
        Some(_) => Ok((body.is_some(), rest)),
    }
}

/// The kind of a separator; all spaces, also the no-break ones that Word and Excel put into numbers, are one kind.
fn is_separator(c: char) -> Option<char> {
    match c {
        '.' | ',' => Some(c),
        ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' => Some(' '),
        _ => None,
    }
}

/// The kinds of separators in a text that otherwise holds only digits.
fn separators(text: &str) -> Result<Vec<char>, NumberError> {
    let mut kinds = Vec::new();
    for c in text.chars().filter(|c| !c.is_ascii_digit()) {
        let kind = is_separator(c).ok_or(NumberError::Stray(c))?;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// The digits of a text grouped by three; none if the groups are wrong.
fn ungroup(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(|c| is_separator(c) == Some(separator));
    let first = groups.next()?;
    let well_begun = (1..=3).contains(&first.len()) && !first.starts_with('0');
    (well_begun && groups.all(|group| group.len() == 3)).then(|| text.chars().filter(char::is_ascii_digit).collect())
}

fn is_one_decimal_mark(text: &str, mark: char) -> bool {
    text.matches(mark).count() == 1
}

fn whole(digits: &str, negative: bool) -> Result<i64, NumberError> {
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    signed.parse().map_err(|_| NumberError::TooLarge)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_numbers_as_people_write_them() {
        for (text, number) in [
            ("0", 0),
            ("04", 4),
            (" 1500000 ", 1_500_000),
            ("1.500.000", 1_500_000),
            ("1,500,000", 1_500_000),
            ("1 500 000", 1_500_000),
            ("1\u{A0}500\u{202F}000", 1_500_000),
            ("1.500", 1_500),
            ("-1.000", -1_000),
            ("\u{2212}5", -5),
            ("-9.223.372.036.854.775.808", i64::MIN),
        ] {
            assert_eq!(parse_whole(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_whole_number_says_why() {
        for (text, error) in [
            ("", NumberError::Empty),
            (" ", NumberError::Empty),
            ("-", NumberError::Empty),
            ("12,5", NumberError::Decimals),
            ("12.5", NumberError::Decimals),
            ("1500000.00", NumberError::Decimals),
            ("0.500", NumberError::Decimals),
            ("1.5 triệu", NumberError::Stray('t')),
            ("1.500.000đ", NumberError::Stray('đ')),
            ("12%", NumberError::Stray('%')),
            ("+5", NumberError::Stray('+')),
            (".500", NumberError::Stray('.')),
            ("٣", NumberError::Stray('٣')),
            ("1.234,567", NumberError::MixedSeparators),
            ("1.234 567", NumberError::MixedSeparators),
            ("1.23.456", NumberError::Grouping),
            ("1.500.00", NumberError::Grouping),
            ("0.123.456", NumberError::Grouping),
            ("1234 567", NumberError::Grouping),
            ("1..500", NumberError::Grouping),
            ("1 500 000 ,", NumberError::MixedSeparators),
            ("9223372036854775808", NumberError::TooLarge),
        ] {
            assert_eq!(parse_whole(text), Err(error), "{text}");
        }
    }

    #[test]
    fn decimals_have_a_comma() {
        for (text, digits, scale, shown) in [
            ("12,5", 125, 1, "12,5"),
            ("12,50", 1250, 2, "12,50"),
            ("1.234,5", 12_345, 1, "1.234,5"),
            ("1 234,5", 12_345, 1, "1.234,5"),
            ("-0,25", -25, 2, "-0,25"),
            ("0,05", 5, 2, "0,05"),
            ("12.5", 125, 1, "12,5"),
            ("0.125", 125, 3, "0,125"),
            ("1234.567", 1_234_567, 3, "1.234,567"),
            ("1.500", 1500, 0, "1.500"),
            ("7", 7, 0, "7"),
        ] {
            let number = parse_decimal(text);
            assert_eq!(number, Ok(Decimal { digits, scale }), "{text}");
            assert_eq!(format_decimal(number.unwrap()), shown);
        }
        for (text, error) in [
            ("1,234,567", NumberError::Grouping),
            ("1,234.5", NumberError::MixedSeparators),
            ("1.23,5", NumberError::Grouping),
            ("1.234 567,5", NumberError::MixedSeparators),
            ("5,", NumberError::Stray(',')),
            (",5", NumberError::Stray(',')),
            ("1,5e3", NumberError::Stray('e')),
            ("0,12345678901234567890", NumberError::TooLarge),
        ] {
            assert_eq!(parse_decimal(text), Err(error), "{text}");
        }
    }

    #[test]
    fn scales_change_only_without_loss() {
        let twelve_and_a_half = Decimal { digits: 1250, scale: 2 };
        assert_eq!(twelve_and_a_half.with_scale(4), Some(125_000));
        assert_eq!(twelve_and_a_half.with_scale(1), Some(125));
        assert_eq!(twelve_and_a_half.with_scale(0), None);
        assert_eq!(Decimal { digits: i64::MAX, scale: 0 }.with_scale(1), None);
        assert_eq!(Decimal { digits: 1, scale: 0 }.with_scale(255), None);
    }

    proptest! {
        #[test]
        fn whole_numbers_survive_the_round_trip(
            number in any::<i64>(),
            separator in prop::sample::select(vec![".", ",", " "]),
        ) {
            prop_assert_eq!(parse_whole(&format_whole(number).replace('.', separator)), Ok(number));
            prop_assert_eq!(parse_whole(&number.to_string()), Ok(number));
        }

        #[test]
        fn decimals_survive_the_round_trip(digits in any::<i64>(), scale in 0..=18_u8) {
            let number = Decimal { digits, scale };
            prop_assert_eq!(parse_decimal(&format_decimal(number)), Ok(number));
        }

        #[test]
        fn no_text_makes_it_fail_otherwise(text in "[-−0-9., \u{A0}đx]{0,12}") {
            if let Ok(number) = parse_whole(&text) {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                prop_assert_eq!(number.unsigned_abs(), digits.parse::<u64>().unwrap());
                // what is a whole number is the same number as a decimal, unless commas group it
                if !text.contains(',') {
                    prop_assert_eq!(parse_decimal(&text), Ok(Decimal { digits: number, scale: 0 }));
                }
            }
        }
    }
}
