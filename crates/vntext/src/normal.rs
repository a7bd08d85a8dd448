//! One normal form for text at every border: composed letters, plain spaces, and one spelling of the tone.
//!
//! It does not guess: what is not Vietnamese spelling passes unchanged. Old font encodings must be decoded before
//! (see [`crate::legacy`]).

use unicode_normalization::UnicodeNormalization;

use crate::syllable::{is_onset, split_tone, with_tone};

/// Composed form (NFC): the same letters are the same bytes, whichever keyboard program typed them.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// One space between words, none at the ends. Line breaks inside a cell, tabs and no-break spaces are spaces;
/// zero-width characters, which web pages and PDF copies leave behind, vanish.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}') {
            continue;
        }
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(c);
    }
    out
}

/// The form in which text is kept: composed, squeezed, and with a real Đ where an Icelandic or African letter that
/// looks the same was typed (`Ð` U+00D0, `Ɖ` U+0189: Word's old auto-correction leaves them in names).
pub fn clean(text: &str) -> String {
    squeeze(&nfc(text)).replace(['\u{D0}', '\u{189}'], "Đ")
}

/// The text with tones where the old style puts them: hòa, thúy, khỏe, hủy, tòa, òa.
///
/// Both styles are correct and both are in every register. They differ only in syllables that **end** in `oa`, `oe`
/// or `uy`: the old style marks the first vowel (hòa), the new style the second (hoà). With a third vowel or a final
/// consonant both mark the same letter (hoán, toàn, oái, khuỷu), and after `qu-` the `u` belongs to the consonant
/// (quý, quả, quỳ). The rest of the language (gìn, giúp, thuở, của) is written alike.
///
/// The old style is our canonical form because it is what typing programs produce by default. Words that are not one
/// Vietnamese syllable («Chloé», «Zoé») stay as they are; a foreign word that happens to be one («Noé») moves.
/// The result is composed (NFC).
pub fn old_style(text: &str) -> String {
    let text = nfc(text);
    let mut out = String::with_capacity(text.len());
    let mut word: Vec<char> = Vec::new();
    for c in text.chars() {
        if c.is_alphabetic() {
            word.push(c);
        } else {
            move_tone_back(&mut word);
            out.extend(word.drain(..));
            out.push(c);
        }
    }
    move_tone_back(&mut word);
    out.extend(word);
    out
}

/// Are the two the same spelling, apart from Unicode form, spaces and tone placement? Case and tones count.
pub fn same_spelling(a: &str, b: &str) -> bool {
    old_style(&clean(a)) == old_style(&clean(b))
}

/// hoà → hòa, in place, if the word is an onset and one of the three endings.
fn move_tone_back(word: &mut [char]) {
    let [onset @ .., first, second] = word else { return };
    let (bare, Some(tone)) = split_tone(*second) else { return };
    let ending = (lower(*first), lower(bare));
    if !matches!(ending, ('o', 'a' | 'e') | ('u', 'y')) {
        return;
    }
    let onset: String = onset.iter().copied().map(lower).collect();
    // «qu» never matches here: in «quý» the onset before «uý» is a bare q, which is none; gi- takes no such rhyme.
    if is_onset(&onset) && !matches!(onset.as_str(), "qu" | "gi") {
        *first = with_tone(*first, tone);
        *second = bare;
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_shared_examples_hold() {
        for line in include_str!("../../../vectors/text/tone-placement.csv").lines().skip(1) {
            let (new, old) = line.split_once(',').unwrap();
            assert_eq!(old_style(new), old, "{new}");
            assert_eq!(old_style(old), old, "{old} is already old style");
            assert!(same_spelling(new, old));
        }
    }

    #[test]
    fn decomposed_and_composed_text_meet() {
        let decomposed: String = "Nguyễn Thị Thuý Hoà".nfd().collect();
        assert_eq!(old_style(&decomposed), "Nguyễn Thị Thúy Hòa");
        assert!(same_spelling(&decomposed, " Nguyễn  Thị\u{A0}Thúy Hòa "));
        assert!(!same_spelling("Hòa", "Hóa"));
        assert!(!same_spelling("Hòa", "hòa"));
    }

    #[test]
    fn cells_are_squeezed_and_look_alikes_replaced() {
        assert_eq!(clean("\u{FEFF} Ðặng\tVăn\r\n\u{200B}Ðô\u{A0} "), "Đặng Văn Đô");
        assert_eq!(squeeze(" \n "), "");
    }

    proptest! {
        #[test]
        fn old_style_is_reached_in_one_step(text in "\\PC{0,30}") {
            let once = old_style(&text);
            prop_assert_eq!(old_style(&once), once);
        }

        #[test]
        fn clean_is_reached_in_one_step(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn every_open_pair_moves(
            onset in prop::sample::select(vec!["", "h", "th", "kh", "ngh", "t", "đ", "x"]),
            pair in prop::sample::select(vec![("o", "a"), ("o", "e"), ("u", "y")]),
            tone in prop::sample::select(vec!['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}']),
        ) {
            let new = format!("{onset}{}{}{tone}", pair.0, pair.1);
            let old = nfc(&format!("{onset}{}{tone}{}", pair.0, pair.1));
            prop_assert_eq!(old_style(&new), old.clone());
            prop_assert_eq!(old_style(&new.to_uppercase()), old.to_uppercase());
        }
    }
}
