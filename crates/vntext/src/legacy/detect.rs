//! Which encoding is a text in? By the name of its font, and by which reading gives Vietnamese syllables.
//!
//! Statistics of letters alone mistake French for TCVN3 (both are full of é). So every word with letters beyond
//! ASCII is read in each way, and the reading under which most words have the shape of a Vietnamese syllable wins;
//! Unicode wins ties. Give it a whole column rather than a cell: «Thò» alone may be any of three names.

use super::{Encoding, is_only_unicode, tcvn3, vni};
use crate::normal::nfc;
use crate::syllable::is_syllable;

/// How sure the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Nothing speaks either way (plain letters, foreign words); Unicode is assumed.
    None,
    /// A few words, or a font that the words neither confirm nor contradict: show it before use.
    Weak,
    /// Many words agree, or the font and the words do.
    Strong,
}

/// What [`detect`] found, with the counts it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    /// The encoding to decode with.
    pub encoding: Encoding,
    /// How sure that is.
    pub confidence: Confidence,
    /// The font named an encoding.
    pub by_font: bool,
    /// Words with letters beyond ASCII.
    pub words: usize,
    /// Of these, the words that read as Vietnamese in `encoding`.
    pub fitting: usize,
    /// Of these, the words that read as Vietnamese only in another encoding. More than a few mean a mixed column:
    /// detect it cell by cell.
    pub contrary: usize,
}

/// The encoding that fonts of this name draw, if the name is one of an old family.
///
/// `.Vn…` is TCVN3, and its faces of capitals end in `H` (`.VnTimeH`, `.VnArial NarrowH`); `VNI-…` is VNI.
pub fn encoding_of_font(font: &str) -> Option<Encoding> {
    let font = font.trim();
    let lower = font.to_lowercase();
    if lower.starts_with(".vn") {
        // a name in small letters throughout has lost its capital H
        let capitals = font.ends_with('H') || (font == lower && lower.ends_with('h'));
        return Some(if capitals { Encoding::TcvnUpper } else { Encoding::Tcvn3 });
    }
    (lower.starts_with("vni-") || lower.starts_with("vni ")).then_some(Encoding::Vni)
}

/// Finds the encoding of a text: best a column of cells joined by line ends. `font` is the font of the cells.
///
/// A font is believed unless the words contradict it: cells are often retyped in Unicode and keep the old font.
/// Without a font, an old encoding needs two fitting words (or one with a sign inside, like `V¨n`, which no language
/// writes), more than Unicode explains, and two thirds of all words with letters
/// beyond ASCII.
pub fn detect(text: &str, font: Option<&str>) -> Detection {
    let text = nfc(text);
    let named = font.and_then(encoding_of_font);
    let tally = Tally::of(&text);
    let encoding = match named {
        Some(encoding) if tally.allows(encoding) => encoding,
        _ => tally.best_by_letters(),
    };
    let fitting = tally.fitting(encoding);
    let contrary = tally.readable - fitting; // every fitting word is a readable one
    let by_font = named == Some(encoding);
    let confidence = match tally.words {
        0 if by_font => Confidence::Weak,
        0 => Confidence::None,
        words if fitting * 5 >= words * 4 && (fitting >= 3 || by_font) => Confidence::Strong,
        _ if fitting > 0 || by_font => Confidence::Weak,
        _ => Confidence::None,
    };
    Detection { encoding, confidence, by_font, words: tally.words, fitting, contrary }
}

/// How many words read as Vietnamese in each encoding.
#[derive(Default)]
struct Tally {
    words: usize,
    /// Words that read as Vietnamese in at least one encoding.
    readable: usize,
    unicode: usize,
    tcvn3: usize,
    vni: usize,
    /// Words of TCVN3 with a sign among plain letters (`V¨n`): no language writes that.
    with_signs: usize,
    /// Words of TCVN3 typed in capitals (`CéNG`), and words with a small plain letter.
    capital: usize,
    small: usize,
}

impl Tally {
    fn of(text: &str) -> Self {
        let mut tally = Self::default();
        for word in words(text) {
            tally.words += 1;
            let fits = [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni].map(|encoding| reads_as(word, encoding));
            tally.readable += usize::from(fits.contains(&true));
            tally.unicode += usize::from(fits[0]);
            tally.tcvn3 += usize::from(fits[1]);
            tally.vni += usize::from(fits[2]);
            if fits[1] {
                let sign =
                    word.contains(|c: char| !c.is_alphabetic()) && word.contains(|c: char| c.is_ascii_alphabetic());
                tally.with_signs += usize::from(sign);
                tally.capital += usize::from(tcvn3::is_capitals(word));
                tally.small += usize::from(word.contains(|c: char| c.is_ascii_lowercase()));
            }
        }
        tally
    }

    fn fitting(&self, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Unicode => self.unicode,
            Encoding::Tcvn3 | Encoding::TcvnUpper => self.tcvn3,
            Encoding::Vni => self.vni,
        }
    }

    /// Words speak against the font when another reading explains more of them.
    fn allows(&self, encoding: Encoding) -> bool {
        self.fitting(encoding) >= self.unicode.max(self.tcvn3).max(self.vni)
    }

    fn best_by_letters(&self) -> Encoding {
        let most = |fitting: usize| fitting * 3 >= self.words * 2;
        if self.tcvn3 > self.unicode.max(self.vni) && most(self.tcvn3) && (self.tcvn3 >= 2 || self.with_signs >= 1) {
            // Small letters in words of capitals, and nothing else: the font was one of capitals.
            let upper = self.capital > 0 && self.small == 0;
            return if upper { Encoding::TcvnUpper } else { Encoding::Tcvn3 };
        }
        if self.vni > self.unicode.max(self.tcvn3) && most(self.vni) && self.vni >= 2 {
            return Encoding::Vni;
        }
        Encoding::Unicode
    }
}

/// Does the word, decoded so, have the shape of a Vietnamese syllable?
fn reads_as(word: &str, encoding: Encoding) -> bool {
    if encoding != Encoding::Unicode && word.chars().any(is_only_unicode) {
        return false;
    }
    match encoding {
        Encoding::Unicode => is_syllable(word),
        Encoding::Tcvn3 | Encoding::TcvnUpper => tcvn3::is_in_fonts(word) && is_syllable(&tcvn3::decode(word)),
        Encoding::Vni => is_vni(word) && is_syllable(&vni::decode(word)),
    }
}

/// Every letter beyond ASCII is a single letter of VNI or a mark on the letter before: `ê` alone cannot be.
fn is_vni(word: &str) -> bool {
    let mut before = ' ';
    word.chars().all(|c| {
        let base = vni::single(c);
        let fits =
            c.is_ascii() || vni::marks_on(before, c).is_some() || base != c || matches!(c, 'ì' | 'í' | 'Ì' | 'Í');
        before = base;
        fits
    })
}

/// The words with letters beyond ASCII. A lone sign (`©`) is none, and neither are quotes «so»: `«` is a letter to
/// TCVN3, but where `»` begins or ends a word, as in no Vietnamese syllable, both are quotes.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split(is_separator).any(|word| word.starts_with('»') || word.ends_with('»'));
    text.split(is_separator)
        .map(move |word| if quoted { word.trim_matches(['«', '»']) } else { word })
        .filter(|word| !word.is_ascii() && (word.chars().any(char::is_alphabetic) || word.chars().nth(1).is_some()))
}

/// What stands between words: spaces, ASCII signs and digits, and the typographic signs of Windows-1252.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphabetic()) || matches!(c, '\u{2010}'..='\u{2026}' | '€' | '™')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unicode(text: &str) {
        let found = detect(text, None);
        assert_eq!(found.encoding, Encoding::Unicode, "{text}: {found:?}");
    }

    #[test]
    fn correct_vietnamese_is_unicode_and_surely_so() {
        let text = "Hà\nLê Tú\nThôn Hoà\nBà Thoán\nNguyễn Thị Bưởi, dân tộc Ê-đê, thôn Krông Pắc\nTrần Đức Toán";
        unicode(text);
        assert_eq!(detect(text, None).confidence, Confidence::Strong);
        for cell in text.lines().chain(["Thò", "Cà Mau", "Lâm Hà", "Bà Rịa", "Á Châu", "xã Tân Phú", "Mù Cang Chải"])
        {
            unicode(cell);
        }
    }

    #[test]
    fn plain_letters_say_nothing() {
        for text in ["", "Nguyen Van An", "12/3/1985; 1.500.000", "m2 - km"] {
            let found = detect(text, None);
            assert_eq!((found.encoding, found.confidence, found.words), (Encoding::Unicode, Confidence::None, 0));
        }
    }

    #[test]
    fn other_languages_are_left_alone() {
        for text in [
            "Où êtes-vous né ? À côté de la forêt, là-bas, près du château où l'été dernier le blé a brûlé trop tôt.",
            "Le café de Noël, naïf et laïc ; déjà vu, pâte à crêpes, tête-à-tête, hôtel, goût, août, sûr, mûr, île.",
            "«Bonjour» © 2020 — 25 °C, 100 m², ½ kg, naïve café façade",
            "El niño comió piñas en la montaña; ¿qué pasó? ¡Adiós, señor!",
            "Für die schöne Müllerin: größer, über, Äpfel, süß",
            "The café’s naïve résumé cost £5 ± 10 %",
            "Þetta er íslenska: það, ég, hún, síðan",
        ] {
            unicode(text);
            for word in text.split(' ') {
                unicode(word);
            }
        }
    }

    #[test]
    fn old_fonts_are_known_by_name() {
        use Encoding::{Tcvn3, TcvnUpper, Vni};
        for (font, encoding) in [
            (".VnTime", Some(Tcvn3)),
            (".VnTimeH", Some(TcvnUpper)),
            (" .vntimeh ", Some(TcvnUpper)),
            (".VnArial NarrowH", Some(TcvnUpper)),
            (".VNTIME", Some(Tcvn3)),
            ("VNI-Times", Some(Vni)),
            ("VNI Helve", Some(Vni)),
            ("Times New Roman", None),
            ("Arial", None),
        ] {
            assert_eq!(encoding_of_font(font), encoding, "{font}");
        }
    }

    #[test]
    fn a_font_decides_what_letters_cannot() {
        assert_eq!(detect("Thò", Some("VNI-Times")).encoding, Encoding::Vni);
        assert_eq!(detect("T¸m", Some(".VnTime")).encoding, Encoding::Tcvn3);
        let capitals = detect("Danh s¸ch hé nghÌo", Some(".VnTimeH"));
        assert_eq!((capitals.encoding, capitals.confidence), (Encoding::TcvnUpper, Confidence::Strong));
        let plain = detect("Nam", Some(".VnTimeH"));
        assert_eq!((plain.encoding, plain.confidence), (Encoding::TcvnUpper, Confidence::Weak));
    }

    #[test]
    fn words_outvote_a_font_left_behind() {
        let found = detect("Nguyễn Văn Hậu", Some(".VnTime"));
        assert_eq!((found.encoding, found.by_font), (Encoding::Unicode, false));
        assert_eq!(detect("Bà Hoà Toán", Some(".VnTime")).encoding, Encoding::Unicode);
        assert_eq!(detect("Traàn Vaên Huøng", Some(".VnTime")).encoding, Encoding::Vni);
    }

    #[test]
    fn a_mixed_column_shows_itself() {
        let found = detect("NguyÔn V¨n HËu\nTrÇn ThÞ B\u{AD}ëi\nLê Đình Chữ\nPh¹m V¨n §«ng", None);
        assert_eq!(found.encoding, Encoding::Tcvn3);
        assert!(found.contrary >= 2, "{found:?}");
    }

    #[test]
    fn a_single_cell_is_enough_when_no_language_writes_so() {
        assert_eq!(detect("L\u{AD}u V¨n Ba", None).encoding, Encoding::Tcvn3);
        assert_eq!(detect("CéNG HOµ X· HéI", None).encoding, Encoding::TcvnUpper);
        assert_eq!(detect("Traàn Vaên Huøng", None).encoding, Encoding::Vni);
        assert_eq!(detect("NGUYEÃN THÒ BÖÔÛI", None).encoding, Encoding::Vni);
    }
}
