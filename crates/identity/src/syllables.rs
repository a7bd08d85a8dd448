//! Secrets that a person reads aloud or copies from paper: `lusab-babad-gutih`.
//!
//! Each group of five letters carries 16 bits (proquints, arXiv:0901.4016). There are only letters, consonants and vowels
//! take turns, and no group needs a Vietnamese tone: nothing looks like something else, and every keyboard has it.

use crate::Chance;

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aiou";

/// So many groups of chance.
pub(crate) fn groups(count: usize, chance: Chance<'_>) -> String {
    let mut bytes = vec![0; 2 * count];
    chance(&mut bytes);
    let words = bytes.chunks(2).map(|pair| {
        let bits = usize::from(pair[0]) << 8 | usize::from(pair[1]);
        let (consonant, vowel) = (|shift: u32| CONSONANTS[bits >> shift & 15], |shift: u32| VOWELS[bits >> shift & 3]);
        [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)].map(char::from).iter().collect::<String>()
    });
    words.collect::<Vec<_>>().join("-")
}

/// What was typed, as [`groups`] writes it: letter case and whatever stands between the groups do not matter.
pub(crate) fn typed(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_those_of_the_paper_and_are_read_again_however_they_are_typed() {
        // 127.0.0.1 and 63.84.220.193 in the paper
        let mut address = |bytes: &mut [u8]| bytes.copy_from_slice(&[127, 0, 0, 1, 63, 84, 220, 193]);
        assert_eq!(groups(4, &mut address), "lusab-babad-gutih-tugad");
        for text in ["LUSAB babad Gutih tugad", "lusabbabadgutihtugad", " lusab–babad–gutih–tugad\n"] {
            assert_eq!(typed(text), "lusab-babad-gutih-tugad", "{text}");
        }
    }
}
