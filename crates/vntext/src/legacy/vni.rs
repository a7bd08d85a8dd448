//! VNI for Windows: a plain letter followed by a letter that is drawn as its marks.
//!
//! `a` + `á` is «ấ». Only đ, ơ, ư and the letters on i (with ỵ) are single characters. The capital is decided by the
//! plain letter: typists left the mark in either case.

use unicode_normalization::UnicodeNormalization;

const GRAVE: char = '\u{300}';
const ACUTE: char = '\u{301}';
const TILDE: char = '\u{303}';
const HOOK: char = '\u{309}';
const DOT: char = '\u{323}';
const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';

/// What a mark letter draws: a shape, a tone, or both.
type Marks = (Option<char>, Option<char>);

/// Replaces pairs and single letters; every other character stays.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let base = single(c);
        let marks = letters.peek().and_then(|mark| marks_on(base, *mark));
        if let Some((shape, tone)) = marks {
            letters.next();
            out.extend([Some(base), shape, tone].into_iter().flatten().nfc());
        } else {
            out.push(base);
        }
    }
    out
}

/// The letters that are one character.
pub(super) fn single(c: char) -> char {
    match c {
        'ñ' => 'đ',
        'ô' => 'ơ',
        'ö' => 'ư',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        'Ñ' => 'Đ',
        'Ô' => 'Ơ',
        'Ö' => 'Ư',
        'Æ' => 'Ỉ',
        'Ó' => 'Ĩ',
        'Ò' => 'Ị',
        'Î' => 'Ỵ',
        other => other, // ì and í are themselves
    }
}

/// What `mark` draws on `base`; none if the two are not a pair.
pub(super) fn marks_on(base: char, mark: char) -> Option<Marks> {
    let base = base.to_lowercase().next()?;
    let mark = mark.to_lowercase().next()?;
    let marks = match mark {
        'ø' => (None, Some(GRAVE)),
        'ù' => (None, Some(ACUTE)),
        'û' => (None, Some(HOOK)),
        'õ' => (None, Some(TILDE)),
        'ï' => (None, Some(DOT)),
        'â' => (Some(CIRCUMFLEX), None),
        'à' => (Some(CIRCUMFLEX), Some(GRAVE)),
        'á' => (Some(CIRCUMFLEX), Some(ACUTE)),
        'å' => (Some(CIRCUMFLEX), Some(HOOK)),
        'ã' => (Some(CIRCUMFLEX), Some(TILDE)),
        'ä' => (Some(CIRCUMFLEX), Some(DOT)),
        'ê' => (Some(BREVE), None),
        'è' => (Some(BREVE), Some(GRAVE)),
        'é' => (Some(BREVE), Some(ACUTE)),
        'ú' => (Some(BREVE), Some(HOOK)),
        'ü' => (Some(BREVE), Some(TILDE)),
        'ë' => (Some(BREVE), Some(DOT)),
        _ => return None,
    };
    let fits = match marks.0 {
        Some(BREVE) => base == 'a',
        Some(_) => matches!(base, 'a' | 'e' | 'o'),
        None => matches!(base, 'a' | 'e' | 'o' | 'ơ' | 'u' | 'ư' | 'y'),
    };
    fits.then_some(marks)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::legacy::{Encoding, decode};

    /// Unicode to VNI, found by trying every pair of the table above.
    fn encoder() -> HashMap<char, String> {
        let mut found = HashMap::new();
        for base in "aeouyôöAEOUYÔÖ".chars() {
            for mark in "øùûõïâàáåãäêèéúüë".chars() {
                if marks_on(single(base), mark).is_some() {
                    let mark = if base.is_uppercase() { mark.to_uppercase().next().unwrap() } else { mark };
                    let pair = format!("{base}{mark}");
                    found.insert(super::decode(&pair).chars().next().unwrap(), pair);
                }
            }
        }
        for c in "ñôöæóòîìíÑÔÖÆÓÒÎÌÍ".chars() {
            found.insert(single(c), c.to_string());
        }
        found
    }

    #[test]
    fn the_heading_of_every_document() {
        assert_eq!(
            decode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Encoding::Vni),
            "Cộng hòa xã hội chủ nghĩa Việt Nam"
        );
        assert_eq!(
            decode("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", Encoding::Vni),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        );
    }

    #[test]
    fn y_takes_its_tones_as_pairs() {
        assert_eq!(
            decode("Kyõ thuaät Myõ Tho, tyû leä, Lyù, kyø, thuïy, Tî", Encoding::Vni),
            "Kỹ thuật Mỹ Tho, tỷ lệ, Lý, kỳ, thụy, Tỵ"
        );
    }

    #[test]
    fn marks_may_be_in_either_case() {
        assert_eq!(decode("Aân AÂn NGUYEãN", Encoding::Vni), "Ân Ân NGUYỄN");
    }

    #[test]
    fn every_letter_of_the_language_has_a_form() {
        let small = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";
        let encoder = encoder();
        for letter in small.chars().chain(small.to_uppercase().chars()) {
            assert!(encoder.contains_key(&letter), "{letter}");
        }
    }

    proptest! {
        #[test]
        fn every_text_survives_the_round_trip(
            text in "[a-zA-Z àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĐẮẨỆỊỐỢỨỲÝƯƠÔÊÂĂÀÁ]{0,30}",
        ) {
            let encoder = encoder();
            let old: String = text.chars().map(|c| encoder.get(&c).cloned().unwrap_or(c.to_string())).collect();
            prop_assert_eq!(decode(&old, Encoding::Vni), text);
        }
    }
}
