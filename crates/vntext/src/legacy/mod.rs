//! Text in the font encodings of before Unicode, as spreadsheets still hold it.
//!
//! A font of the family `.VnTime` draws `µ` as «à»; the cell holds the `µ`. [`decode`] gives back what the reader saw,
//! [`detect`] says which encoding a cell or a column is in. Input is the string a spreadsheet library returns: every
//! old byte has become the character of Windows-1252 or Latin-1 at that place. The letters of both encodings lie at
//! A0–FF, where these two agree; 80–9F, where they differ, holds only typographic signs and is never touched.
//!
//! It reads no files and knows no cells: font names are passed as text. What it decides is a proposal; the person who
//! imports sees it before anything is kept.

mod detect;
mod tcvn3;
mod vni;

use crate::normal::nfc;

pub use detect::{Confidence, Detection, detect, encoding_of_font};

/// How the letters of a text are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Unicode, or plain letters that are the same everywhere.
    Unicode,
    /// TCVN3, also called ABC: fonts `.VnTime`, `.VnArial`…
    Tcvn3,
    /// TCVN3 in a font of capitals (`.VnTimeH`): stored like [`Encoding::Tcvn3`], drawn in upper case.
    TcvnUpper,
    /// VNI for Windows: fonts `VNI-Times`, `VNI-Helve`…
    Vni,
}

/// The text as its reader saw it, composed (NFC).
///
/// A text that already holds Vietnamese letters of Unicode (`ệ`, `ư`) comes back as it is: no old encoding can contain
/// them, so one converted cell in an old column is not converted twice. Signs the encoding does not use pass through.
pub fn decode(text: &str, encoding: Encoding) -> String {
    let text = nfc(text);
    if encoding == Encoding::Unicode || text.chars().any(is_only_unicode) {
        return text;
    }
    match encoding {
        Encoding::Unicode => text,
        Encoding::Tcvn3 => tcvn3::decode(&text),
        Encoding::TcvnUpper => tcvn3::decode_letters(&text).to_uppercase(),
        Encoding::Vni => vni::decode(&text),
    }
}

/// A Vietnamese letter that lies outside Latin-1, so that no old encoding can produce it.
fn is_only_unicode(c: char) -> bool {
    matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1EA0}'..='\u{1EF9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(csv: &'static str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn encoding(id: &str) -> Encoding {
        match id {
            "tcvn3" => Encoding::Tcvn3,
            "tcvn-upper" => Encoding::TcvnUpper,
            "vni" => Encoding::Vni,
            "unicode" => Encoding::Unicode,
            other => panic!("unknown encoding {other}"),
        }
    }

    #[test]
    fn letters_agree_with_the_oracles() {
        let rows = rows(include_str!("../../../../vectors/text/legacy-letters.csv"));
        assert!(rows.len() > 200);
        for row in rows {
            assert_eq!(decode(&row[1], encoding(&row[0])), row[2], "{row:?}");
        }
    }

    #[test]
    fn sentences_agree_with_the_oracles_and_are_recognised() {
        for row in rows(include_str!("../../../../vectors/text/legacy-sentences.csv")) {
            let (encoding, old, unicode) = (encoding(&row[0]), &row[1], &row[2]);
            assert_eq!(&decode(old, encoding), unicode, "{row:?}");
            assert_eq!(detect(old, None).encoding, encoding, "{row:?}");
        }
    }

    #[test]
    fn a_converted_cell_is_not_converted_twice() {
        assert_eq!(decode("Việt Nam", Encoding::Tcvn3), "Việt Nam");
        assert_eq!(decode("Đồng Hới", Encoding::TcvnUpper), "Đồng Hới");
        assert_eq!(decode("Hoàng Vũ", Encoding::Vni), "Hoàng Vũ");
    }

    #[test]
    fn signs_pass_through() {
        assert_eq!(decode("DiÖn tÝch 25 m² – “nhµ”", Encoding::Tcvn3), "Diện tích 25 m² – “nhà”");
        assert_eq!(decode("50 % – 3/4", Encoding::Vni), "50 % – 3/4");
    }
}
