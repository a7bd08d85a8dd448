//! The file of a document: of which kind, how large, under which name it is kept.

/// Bytes of a file, and of all files that are sent at once. A scan of fifty pages has some five million.
pub const LARGEST_FILE: usize = 20_000_000;

/// Letters of a name before its ending.
const LONGEST_STEM: usize = 120;

/// What a file is. Nothing that a program runs is kept: no macros, no pages of the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// A text of Word, without macros.
    Docx,
    /// A spreadsheet of Excel, without macros.
    Xlsx,
    /// A text of LibreOffice.
    Odt,
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
}

/// The word in the database, the name, the kind for browsers, and the endings of names.
const KINDS: [(FileKind, &str, &str, &str, &[&str]); 6] = [
    (FileKind::Pdf, "pdf", "PDF", "application/pdf", &["pdf"]),
    (
        FileKind::Docx,
        "docx",
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    (FileKind::Xlsx, "xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    (FileKind::Odt, "odt", "ODT", "application/vnd.oasis.opendocument.text", &["odt"]),
    (FileKind::Jpeg, "jpeg", "JPEG", "image/jpeg", &["jpg", "jpeg"]),
    (FileKind::Png, "png", "PNG", "image/png", &["png"]),
];

impl FileKind {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        KINDS[self as usize].1
    }

    /// Reads the word in the database.
    pub fn from_word(word: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        KINDS[self as usize].2
    }

    /// The kind for browsers.
    pub fn media(self) -> &'static str {
        KINDS[self as usize].3
    }

    /// The endings of all kinds, as a form that asks for files names them.
    pub fn endings() -> String {
        let endings = KINDS.iter().flat_map(|row| row.4).map(|ending| format!(".{ending}"));
        endings.collect::<Vec<_>>().join(",")
    }

    /// The name under which a file of this kind is kept, from the one it was sent under: without folders, without what no
    /// system takes in a name, with the ending that the content has, whatever the name says.
    pub fn file_name(self, sent: &str) -> String {
        let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain = |letter: char| match letter {
            ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some('-'),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            letter if letter.is_control() => None,
            letter => Some(letter),
        };
        let name = vntext::normal::squeeze(&vntext::normal::nfc(last).chars().filter_map(plain).collect::<String>());
        let endings = KINDS[self as usize].4;
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if endings.contains(&ending.to_lowercase().as_str()) => (stem, ending.to_lowercase()),
            _ => (&*name, endings[0].to_owned()),
        };
        let stem: String = stem.trim_start_matches(['.', ' ']).chars().take(LONGEST_STEM).collect();
        let stem = stem.trim_end_matches(['.', ' ']);
        format!("{}.{ending}", if stem.is_empty() { "van-ban" } else { stem })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_row() {
        for (at, row) in KINDS.iter().enumerate() {
            assert_eq!((row.0 as usize, FileKind::from_word(row.1)), (at, Some(row.0)));
        }
        assert_eq!(FileKind::endings(), ".pdf,.docx,.xlsx,.odt,.jpg,.jpeg,.png");
    }

    #[test]
    fn a_name_has_no_folders_no_tricks_and_the_ending_of_its_content() {
        let kept = |name: &str| FileKind::Pdf.file_name(name);
        assert_eq!(kept("C:\\Tài liệu\\Kế hoạch  151.PDF"), "Kế hoạch 151.pdf");
        assert_eq!(kept("../../etc/passwd"), "passwd.pdf");
        assert_eq!(kept("bao-cao.docx"), "bao-cao.docx.pdf", "what the name says is not lost");
        assert_eq!(kept("Ke\u{302}\u{301} hoạch.pdf"), "Kế hoạch.pdf", "composed letters");
        assert_eq!(kept("ảnh\u{202E}fdp.exe"), "ảnhfdp.exe.pdf", "no letters that turn the line around");
        assert_eq!(kept("số 12/KH: \"giảm nghèo\"\r\n.pdf"), "KH- -giảm nghèo-.pdf");
        for nothing in ["", "...", " .pdf", "/"] {
            assert_eq!(kept(nothing), "van-ban.pdf", "{nothing}");
        }
        assert_eq!(FileKind::Jpeg.file_name("trang 1.JPEG"), "trang 1.jpeg");
        assert_eq!(kept(&"ă".repeat(500)).chars().count(), LONGEST_STEM + 4);
    }
}
