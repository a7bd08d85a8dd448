//! TCVN 5712:1993, the third set (VN3), known as ABC: one byte per letter, no capitals with tones.
//!
//! Capitals with tones do not exist in VN3: people switched to a font of capitals, or typed the small letter into a
//! word of capitals («HµNH» for HÀNH). The second case is mended here.

/// The letters at A0–FF. What is not a letter of the standard stands for itself. Those at AF, BA, BF–C5, CD, D9–DB,
/// E0, F0 and FF are capitals of the larger set VN2; ABC fonts do not have them, but no other meaning is known.
/// B0–B4, combining tones in VN2, stay the signs they look like: in spreadsheets they are «m²» and «25°».
#[rustfmt::skip]
const HIGH: [char; 96] = [
    '\u{A0}','Ă','Â','Ê','Ô','Ơ','Ư','Đ','ă','â','ê','ô','ơ','ư','đ','Ằ',
    '°','±','²','³','´','à','ả','ã','á','ạ','Ẳ','ằ','ẳ','ẵ','ắ','Ẵ',
    'Ắ','Ầ','Ẩ','Ẫ','Ấ','Ề','ặ','ầ','ẩ','ẫ','ấ','ậ','è','Ể','ẻ','ẽ',
    'é','ẹ','ề','ể','ễ','ế','ệ','ì','ỉ','Ễ','Ế','Ồ','ĩ','í','ị','ò',
    'Ổ','ỏ','õ','ó','ọ','ồ','ổ','ỗ','ố','ộ','ờ','ở','ỡ','ớ','ợ','ù',
    'Ỗ','ủ','ũ','ú','ụ','ừ','ử','ữ','ứ','ự','ỳ','ỷ','ỹ','ý','ỵ','Ố',
];

/// The letter that ABC fonts draw for this character.
fn letter(c: char) -> char {
    // software that folds compatibility characters turns the micro sign into a Greek letter
    let c = if c == 'μ' { 'µ' } else { c };
    u32::from(c).checked_sub(0xA0).and_then(|i| HIGH.get(i as usize)).copied().unwrap_or(c)
}

/// Does the word use only letters that ABC fonts have? None of the capitals of VN2.
pub(super) fn is_in_fonts(word: &str) -> bool {
    !word.chars().any(|c| {
        !c.is_ascii() && letter(c).is_uppercase() && !matches!(letter(c), 'Ă' | 'Â' | 'Ê' | 'Ô' | 'Ơ' | 'Ư' | 'Đ')
    })
}

/// Letter by letter, as a font of small letters and capitals draws them.
pub(super) fn decode_letters(text: &str) -> String {
    text.chars().map(letter).collect()
}

/// [`decode_letters`], with words of capitals made whole: `CéNG HOµ` is CỘNG HOÀ.
///
/// A word counts as capitals when at least two plain letters in it are capitals and none is small; `Hµ` stays Hà.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for piece in text.split_inclusive(char::is_whitespace) {
        let letters = decode_letters(piece);
        if is_capitals(piece) { out.push_str(&letters.to_uppercase()) } else { out.push_str(&letters) }
    }
    out
}

/// Typed in capitals: see [`decode`].
pub(super) fn is_capitals(word: &str) -> bool {
    word.chars().filter(char::is_ascii_uppercase).count() >= 2 && !word.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::legacy::{Encoding, decode};

    /// Unicode to TCVN3, from the same table read backwards.
    fn encode(text: &str) -> String {
        let old =
            |c: char| HIGH.iter().position(|h| *h == c).and_then(|i| char::from_u32(0xA0 + u32::try_from(i).ok()?));
        text.chars().map(|c| old(c).unwrap_or(c)).collect()
    }

    #[test]
    fn the_heading_of_every_document() {
        let old = "Céng hoµ x· héi chñ nghÜa ViÖt Nam";
        assert_eq!(decode(old, Encoding::Tcvn3), "Cộng hoà xã hội chủ nghĩa Việt Nam");
        assert_eq!(decode(old, Encoding::TcvnUpper), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    }

    #[test]
    fn small_letters_inside_capitals_are_mended() {
        assert_eq!(
            decode("CéNG HOµ - NguyÔn V¨n Hµ, Uû ban TX.§«ng Hµ", Encoding::Tcvn3),
            "CỘNG HOÀ - Nguyễn Văn Hà, Uỷ ban TX.Đông Hà"
        );
        assert_eq!(decode("NGUYÔN V¡N ¸NH", Encoding::Tcvn3), "NGUYỄN VĂN ÁNH");
    }

    #[test]
    fn a_greek_mu_is_a_micro_sign() {
        assert_eq!(decode("hoμ", Encoding::Tcvn3), "hoà");
    }

    #[test]
    fn the_table_holds_every_small_letter_once() {
        let marked = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂĐÊÔƠƯ";
        for c in marked.chars() {
            assert_eq!(HIGH.iter().filter(|h| **h == c).count(), 1, "{c}");
        }
    }

    proptest! {
        #[test]
        fn small_letters_and_first_capitals_survive_the_round_trip(
            text in "([A-ZĂÂĐÊÔƠƯ]?[a-zàảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ]{1,5} ){1,6}",
        ) {
            prop_assert_eq!(decode(&encode(&text), Encoding::Tcvn3), text.clone());
            prop_assert_eq!(decode(&encode(&text), Encoding::TcvnUpper), text.to_uppercase());
        }
    }
}
