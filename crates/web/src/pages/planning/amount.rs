//! Figures as people type them: a comma before decimals and points between thousands in Vietnamese, the other way round in
//! English. Empty is no figure.

use base::{Failure, Lang};
use domain::programme::Exact;

/// Digits after the comma that a form shows and takes.
pub(crate) const DIGITS: u8 = 6;

/// Reads a figure; `field` is where a refusal stands.
pub(crate) fn read(text: &str, lang: Lang, field: &str) -> Result<Option<Exact>, Failure> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if text.is_empty() {
        return Ok(None);
    }
    if text.ends_with('%') {
        return Err(Failure::new("CC-FIELD", "ghi con số, không ghi dấu %", "write the figure without the sign %")
            .at(field)
            .remedy(
                "bỏ dấu %; đơn vị là % hay điểm phần trăm thì chọn ở ô đơn vị tính",
                "leave out the %; per cent or points are chosen as the unit",
            ));
    }
    let (group, point) = if lang == Lang::Vi { ('.', ',') } else { (',', '.') };
    let plain = text.strip_prefix(['-', '−']).unwrap_or(&text);
    let (whole, fraction) = plain.split_once(point).unwrap_or((plain, ""));
    let parts: Vec<&str> = whole.split(group).collect();
    let grouped = parts.len() == 1 || (parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let plain_digits = parts.iter().all(|part| !part.is_empty() && digits(part)) && digits(fraction);
    let sign = if plain.len() == text.len() { "" } else { "-" };
    let number = if fraction.is_empty() && !plain.ends_with(point) {
        format!("{sign}{}", parts.concat())
    } else {
        format!("{sign}{}.{fraction}", parts.concat())
    };
    Exact::decimal(&number).filter(|_| grouped && plain_digits).map(Some).ok_or_else(|| {
        Failure::new("CC-FIELD", format!("“{text}” không phải là con số"), format!("“{text}” is no figure"))
            .at(field)
            .remedy("viết như 4.776,5", "write it like 4,776.5")
    })
}

/// Reads a figure or a fraction: `1/3`.
pub(crate) fn fraction(text: &str, lang: Lang, field: &str) -> Result<Option<Exact>, Failure> {
    let Some((part, whole)) = text.split_once('/') else { return read(text, lang, field) };
    let (part, whole) = (count(part, lang, field)?, count(whole, lang, field)?);
    let ratio = part.zip(whole).and_then(|(part, whole)| Exact::ratio(i128::from(part), i128::from(whole)));
    ratio.map(Some).ok_or_else(|| {
        Failure::new("CC-FIELD", format!("“{text}” không phải là phân số"), format!("“{text}” is no fraction"))
            .at(field)
            .remedy("viết như 1/3", "write it like 1/3")
    })
}

/// A whole count.
pub(crate) fn count(text: &str, lang: Lang, field: &str) -> Result<Option<u64>, Failure> {
    let Some(value) = read(text, lang, field)? else { return Ok(None) };
    let count = value.as_whole().and_then(|whole| u64::try_from(whole).ok());
    count.map(Some).ok_or_else(|| {
        Failure::new("CC-FIELD", "cần một số nguyên không âm", "a whole number from nought on is needed").at(field)
    })
}

/// A figure as a form shows it; empty for none.
pub(crate) fn show(value: Option<Exact>, lang: Lang) -> String {
    value.map_or_else(String::new, |value| value.show(DIGITS, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_again_in_either_language() {
        for text in ["4776.5", "0", "-3", "1234567", "10.36", "0.000001", "999"] {
            let value = Exact::parse(text);
            for lang in [Lang::Vi, Lang::En] {
                assert_eq!(read(&show(value, lang), lang, "x").unwrap(), value, "{text}");
            }
        }
        let vi = |text| read(text, Lang::Vi, "x");
        assert_eq!(vi("4.776,5").unwrap(), Exact::parse("4776.5"));
        assert_eq!(vi("4776").unwrap(), Exact::parse("4776"));
        assert_eq!(vi(" ").unwrap(), None);
        for wrong in ["4.77", "4,7,7", "1.2345", "a", ",", "4,", "1..000", "--3"] {
            assert_eq!(vi(wrong).unwrap_err().place, "x", "{wrong}");
        }
        assert_eq!(fraction("1 / 3", Lang::Vi, "x").unwrap(), Exact::parse("1/3"));
        assert_eq!(fraction("0,5", Lang::Vi, "x").unwrap(), Exact::parse("0.5"));
        for wrong in ["1/0", "1/", "/3", "1,5/3", "1/2/3"] {
            assert_eq!(fraction(wrong, Lang::Vi, "x").unwrap_err().place, "x", "{wrong}");
        }
        assert!(vi("5 %").unwrap_err().remedy.vi.contains("đơn vị tính"));
        assert_eq!(count("1.200", Lang::Vi, "x").unwrap(), Some(1200));
        assert!(count("1,5", Lang::Vi, "x").is_err() && count("-1", Lang::Vi, "x").is_err());
    }
}
