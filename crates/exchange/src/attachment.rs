//! What a file is that somebody attaches to a document: by its content, never by its name.

use domain::programme::FileKind;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// How files of one part begin.
const SIGNATURES: [(FileKind, &[u8]); 3] =
    [(FileKind::Pdf, b"%PDF-"), (FileKind::Jpeg, b"\xFF\xD8\xFF"), (FileKind::Png, b"\x89PNG\r\n\x1A\n")];

/// Files that are archives: the part that says what they are, and what it says. With macros it says something else.
const PACKAGES: [(FileKind, &str, &str); 3] = [
    (
        FileKind::Docx,
        "[Content_Types].xml",
        "\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"",
    ),
    (
        FileKind::Xlsx,
        "[Content_Types].xml",
        "\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"",
    ),
    (FileKind::Odt, "mimetype", "application/vnd.oasis.opendocument.text"),
];

/// Bytes of such a part at most; more is an archive that unpacks into something else.
const LONGEST_PART: u64 = 1 << 20;

/// What the bytes are; none if it is nothing that is kept.
pub fn kind(bytes: &[u8]) -> Option<FileKind> {
    if let Some((kind, _)) = SIGNATURES.iter().find(|(_, start)| bytes.starts_with(start)) {
        return Some(*kind);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    // two readers may see two different parts of one name; what programs run is in a part of its own, whatever the rest says
    let runs = archive
        .file_names()
        .any(|name| name.map_or(true, |name| name.to_ascii_lowercase().ends_with("vbaproject.bin")));
    if archive.has_duplicate_names() || runs {
        return None;
    }
    let found = PACKAGES.iter().find(|(kind, part, says)| {
        let told = part_of(&mut archive, part).unwrap_or_default();
        if *kind == FileKind::Odt { told.trim_end() == *says } else { told.contains(says) }
    });
    found.map(|(kind, ..)| *kind)
}

fn part_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(LONGEST_PART).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn office(main: &str) -> Vec<u8> {
        let types = format!("<Types><Override PartName=\"/main.xml\" ContentType=\"{main}\"/></Types>");
        archive(&[("_rels/.rels", "<r/>"), ("main.xml", "<x/>"), ("[Content_Types].xml", &types)])
    }

    #[test]
    fn a_file_is_known_by_what_it_holds() {
        assert_eq!(kind(b"%PDF-1.7\n..."), Some(FileKind::Pdf));
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0..."), Some(FileKind::Jpeg));
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n..."), Some(FileKind::Png));
        let words = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        assert_eq!(kind(&office(words)), Some(FileKind::Docx));
        let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        assert_eq!(kind(&office(sheet)), Some(FileKind::Xlsx));
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        assert_eq!(kind(&book.save_to_buffer().unwrap()), Some(FileKind::Xlsx), "as a program writes it");
        let text = archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]);
        assert_eq!(kind(&text), Some(FileKind::Odt));
    }

    #[test]
    fn macros_pages_programs_and_broken_archives_are_nothing_that_is_kept() {
        let macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
        let sheet = archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
        let words = "\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"";
        let hidden = archive(&[("[Content_Types].xml", words), ("word/vbaProject.bin", "x")]);
        for bytes in [
            office(macros),
            sheet,
            hidden,
            archive(&[("a.txt", "words")]),
            b"PK\x03\x04 and then nothing".to_vec(),
            b"<html><script>".to_vec(),
            b"\x7FELF".to_vec(),
            b" %PDF-1.7".to_vec(),
            Vec::new(),
        ] {
            assert_eq!(kind(&bytes), None, "{bytes:?}");
        }
    }
}
