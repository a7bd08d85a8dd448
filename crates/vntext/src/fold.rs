//! Folding for search and for keys: what a person who types in haste, without marks, means.
//!
//! It throws information away on purpose; two different names may fold alike («Lan», «Lân»). It knows no titles and no
//! administrative prefixes: whoever searches areas strips those.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without tones and diacritics, `đ` as `d`, every run of spaces and signs as one space.
///
/// The same for composed and decomposed text and for both tone placements, because no tone is left. Hyphens,
/// apostrophes, quotes and dots separate: `H'Mông` is `h mong`, `TP.HCM` is `tp hcm`. Where that must not matter
/// use [`fold_key`].
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let lower = text.nfkd().flat_map(char::to_lowercase).nfkd();
    for c in lower.filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        if !is_kept(c) {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(plain(c));
    }
    out
}

/// [`fold`] without the spaces: `Ê-đê`, `Ê Đê` and `Êđê` are all `ede`.
pub fn fold_key(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// Letters and digits stay. The block of modifier letters counts as letters for Unicode, but holds the apostrophes
/// of H'Mông and K'Ho (ʼ, ʻ).
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{2B0}'..='\u{2FF}')
}

/// Soft hyphens and zero-width characters do not even separate.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn plain(c: char) -> char {
    match c {
        // eth and the African d stand in for đ in old documents
        'đ' | 'ð' | 'ɖ' => 'd',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::normal::{nfc, old_style};

    #[test]
    fn names_fold_as_people_type_them() {
        assert_eq!(fold("Nguyễn Thị Thuý Đào"), "nguyen thi thuy dao");
        assert_eq!(fold("  ĐẮK  LẮK "), "dak lak");
        assert_eq!(fold("Bà Rịa - Vũng Tàu"), "ba ria vung tau");
        assert_eq!(fold("H'Mông"), "h mong");
        assert_eq!(fold("Hʼmông"), fold("H’Mông"));
        assert_eq!(fold("“Thôn 10”, TP.HCM"), "thon 10 tp hcm");
        assert_eq!(fold("Ðặng"), "dang");
        assert_eq!(fold("---"), "");
        assert_eq!(fold_key("Bru - Vân Kiều"), "bruvankieu");
        assert_eq!(fold_key("Ê-đê"), fold_key("Êđê"));
    }

    #[test]
    fn all_134_marked_letters_become_plain() {
        let letters = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";
        assert_eq!(letters.chars().count(), 67);
        for letter in letters.chars().chain(letters.to_uppercase().chars()) {
            let folded = fold(&letter.to_string());
            assert!(folded.len() == 1 && folded.is_ascii(), "{letter} → {folded}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_stable_and_blind_to_form(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            prop_assert_eq!(fold(&nfc(&text)), folded.clone());
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), folded.clone());
            prop_assert_eq!(fold(&old_style(&text)), folded.clone());
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        }
    }
}
