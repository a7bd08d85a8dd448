//! The shape of a Vietnamese syllable: onset, rhyme, tone.
//!
//! Used to place tone marks and to tell text that reads as Vietnamese from text that does not. It knows spelling, not
//! vocabulary: «nghiêng» and «nghuyng» differ here, «trâu» and «trầu» do not.

use unicode_normalization::UnicodeNormalization;

/// Consonants a syllable may start with, longest first so that `ngh` is tried before `ng` and `n`.
/// `qu` and `gi` are consonants: their vowel letter carries no tone.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rhymes without tone. The last line holds those that only names of places and peoples have (Đắk Lắk, Kông).
const RHYMES: &[&str] = &[
    "a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ia", "ya", "ua", "ưa", "oa", "oe", "uê", "uy", "uơ", "uya",
    "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "iu", "oi", "ôi", "ơi", "ui", "ưi", "ưu", "iêu", "yêu", "uôi",
    "ươi", "ươu", "oai", "oay", "oao", "oeo", "uây", "uyu", // open and with a final semivowel
    "ac", "ăc", "âc", "ec", "oc", "ôc", "uc", "ưc", "iêc", "uôc", "ươc", "oac", "oăc", "ooc", "ach", "êch", "ich",
    "ych", "oach", "uêch", "uych", // c, ch
    "am", "ăm", "âm", "em", "êm", "im", "om", "ôm", "ơm", "um", "ưm", "iêm", "yêm", "uôm", "ươm", "oam", "oăm", "oem",
    "an", "ăn", "ân", "en", "ên", "in", "yn", "on", "ôn", "ơn", "un", "ưn", "iên", "yên", "uôn", "ươn", "oan", "oăn",
    "oen", "uân", "uên", "uyn", "uyên", // m, n
    "ang", "ăng", "âng", "eng", "ong", "ông", "ung", "ưng", "iêng", "yêng", "uông", "ương", "oang", "oăng", "uâng",
    "oong", "anh", "ênh", "inh", "ynh", "oanh", "uênh", "uynh", // ng, nh
    "ap", "ăp", "âp", "ep", "êp", "ip", "op", "ôp", "ơp", "up", "iêp", "ươp", "oap", "oăp", "uyp", "oep", "at", "ăt",
    "ât", "et", "êt", "it", "yt", "ot", "ôt", "ơt", "ut", "ưt", "iêt", "yêt", "uôt", "ươt", "oat", "oăt", "oet", "uât",
    "uêt", "uyt", "uyêt", // p, t
    "ak", "ăk", "âk", "ôk", "ơk", // names
];

/// Onsets that a lone `y` may follow (lý, Mỹ, kỹ, Sỹ…); others write `i`.
const BEFORE_LONE_Y: [&str; 9] = ["", "h", "k", "l", "m", "s", "t", "v", "qu"];

/// The five tone marks as combining characters; the level tone has none.
pub(crate) fn is_tone_mark(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// A letter without its tone, and the tone: `ấ` is `â` with an acute. Case is kept.
pub(crate) fn split_tone(letter: char) -> (char, Option<char>) {
    if letter.is_ascii() {
        return (letter, None);
    }
    let tone = std::iter::once(letter).nfd().find(|c| is_tone_mark(*c));
    let bare = std::iter::once(letter).nfd().filter(|c| !is_tone_mark(*c)).nfc().next();
    (bare.unwrap_or(letter), tone)
}

/// A letter with a tone put on it. What has no single letter (`b` with an acute) comes back as it was.
pub(crate) fn with_tone(letter: char, tone: char) -> char {
    let mut composed = [letter, tone].into_iter().nfc();
    match (composed.next(), composed.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Is `onset` (without tone, lower case) a consonant that a syllable may start with?
pub(crate) fn is_onset(onset: &str) -> bool {
    ONSETS.contains(&onset)
}

/// Does the word (composed, without digits or signs) have the shape of one Vietnamese syllable, tone and case
/// included? The tone stands on the right vowel, a stop at the end takes only the sharp and the heavy tone, and
/// capitals stand first or everywhere: all three are what garbled text gets wrong.
pub(crate) fn is_syllable(word: &str) -> bool {
    if !is_well_cased(word) {
        return false;
    }
    let mut bare = String::with_capacity(word.len());
    let mut tone = None;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let (letter, mark) = split_tone(letter);
        if let Some(mark) = mark
            && tone.replace((bare.len(), mark)).is_some()
        {
            return false;
        }
        bare.push(letter);
    }
    ONSETS.iter().any(|onset| bare.strip_prefix(onset).is_some_and(|rest| fits(onset, rest, tone)))
}

/// Is `rest` a rhyme that may follow the onset, and the tone one it may bear, on the letter that bears it? `tone` is
/// the mark and the place of its letter in the word.
fn fits(onset: &str, rest: &str, tone: Option<(usize, char)>) -> bool {
    if rest == "y" && !BEFORE_LONE_Y.contains(&onset) {
        return false;
    }
    // After qu- the spelling keeps y where other onsets write i: quyên, quýt, quỳnh.
    let after_qu = (onset == "qu").then(|| rest.strip_prefix('y').map(|tail| format!("i{tail}"))).flatten();
    let rhyme = after_qu.as_deref().unwrap_or(rest);
    let stopped = ["c", "ch", "p", "t"].iter().any(|stop| rhyme.ends_with(stop));
    RHYMES.contains(&rhyme)
        && match tone {
            Some((at, mark)) => {
                let placed = at.checked_sub(onset.len()).is_some_and(|at| bears_tone(rhyme, at));
                placed && (!stopped || matches!(mark, '\u{301}' | '\u{323}'))
            }
            None => !stopped,
        }
}

/// Does the vowel at this byte of the rhyme bear the tone, in the old style or the new?
fn bears_tone(rhyme: &str, at: usize) -> bool {
    let vowels = rhyme.trim_end_matches(|c: char| !is_vowel(c));
    // a vowel with a mark of its own bears it, the last of two: ươ, uê, ưa
    if let Some(marked) = vowels.rfind(|c: char| !c.is_ascii() && c != 'ư').or_else(|| vowels.find('ư')) {
        return at == marked;
    }
    // what is left is ASCII, so bytes are letters
    match vowels.len() {
        2 if vowels.len() < rhyme.len() => at == 1,
        2 if matches!(vowels, "oa" | "oe" | "uy") => at <= 1,
        1 | 2 => at == 0,
        _ => at == 1,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

fn is_well_cased(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return false };
    let (rest_upper, rest_lower) = (letters.clone().any(char::is_uppercase), letters.any(char::is_lowercase));
    !(rest_upper && (rest_lower || first.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_the_language_are_recognised() {
        let text = "nghiêng khuỷu thuở quyển quýt quỳnh gìn giếng giúp gì quốc ngoằn ngoèo huých tuyết Đắk Lắk Mỹ lý \
                    ủy hòa hoà oái khuya lửa cưới bướu cứu xoáy quá giá mía ước HUYỆN Yên ý ỉa khuya hươu rượu loét huỳnh buýt soóc xoong";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
    }

    #[test]
    fn what_garbled_text_looks_like_is_not() {
        let text =
            "Traàn Nguyeãn lỔ toàno HoỔng été café tôt bác̀ hât nghuyng dỷ strong áá CộNG xaõ thuưở lưả giaù miá tòan";
        for word in text.split_whitespace() {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn tones_come_off_and_go_on_again() {
        for letter in "ấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵÁẶỘ".chars()
        {
            let (bare, tone) = split_tone(letter);
            assert_eq!(with_tone(bare, tone.unwrap()), letter);
        }
        assert_eq!(split_tone('đ'), ('đ', None));
        assert_eq!(with_tone('b', '\u{301}'), 'b');
    }
}
