//! Imported tables of areas: one file each in `<data>/areas/`, named by its table and the digest of its own content.
//!
//! The name makes a repeated import visible and a damaged or edited file too: the name no longer fits.

use crate::cx::Cx;
use base::Failure;
use domain::area::{Import, TableKind};
use exchange::io_failure;
use sha2::{Digest, Sha256};
use std::io::ErrorKind;
use std::path::Path;

/// The folder of a deployment that keeps its imports.
pub(super) const FOLDER: &str = "areas";

/// How many bytes of the digest name a file.
const ID_BYTES: usize = 8;

/// An imported file: its name and its text.
pub(super) struct Stored {
    pub(super) name: String,
    pub(super) text: String,
}

impl Stored {
    pub(super) fn as_import(&self) -> Import<'_> {
        Import { name: &self.name, text: &self.text }
    }
}

/// The place of a table with this content, from the deployment's folder.
pub(super) fn target(kind: TableKind, content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let digest = digest.iter().take(ID_BYTES).fold(String::new(), |text, b| text + &format!("{b:02x}"));
    format!("{FOLDER}/{}-{digest}.csv", kind.word())
}

/// What the deployment imported so far, in the order of file names.
pub(super) fn stored(cx: &Cx) -> Result<Vec<Stored>, Failure> {
    let Some(folder) = cx.data().map(|data| data.join(FOLDER)) else { return Ok(Vec::new()) };
    let entries = match std::fs::read_dir(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| io_failure(&folder, &error))?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| io_failure(&folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // a dot begins the unfinished file of an import that was cut off
        if !name.starts_with('.') {
            files.push(open(&path, format!("{FOLDER}/{name}"))?);
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Reads a file only if it is what was imported, to the byte.
fn open(path: &Path, name: String) -> Result<Stored, Failure> {
    if !is_ours(&name) {
        return Err(stranger(path));
    }
    let bytes = std::fs::read(path).map_err(|error| io_failure(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| damaged(path))?;
    match TableKind::of(&text) {
        Some(kind) if target(kind, text.as_bytes()) == name => Ok(Stored { name, text }),
        _ => Err(damaged(path)),
    }
}

/// Whether the name has the form that [`target`] gives.
fn is_ours(name: &str) -> bool {
    let stem = name.strip_prefix(FOLDER).and_then(|name| name.strip_prefix('/')?.strip_suffix(".csv"));
    stem.and_then(|stem| stem.split_once('-')).is_some_and(|(kind, digest)| {
        [TableKind::Units, TableKind::Lineage, TableKind::Groups].iter().any(|known| known.word() == kind)
            && digest.len() == 2 * ID_BYTES
            && digest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

fn stranger(path: &Path) -> Failure {
    Failure::new(
        "CC-IMPORT-STRANGER",
        "tệp này không do `cancau areas import` ghi",
        "this file was not written by `cancau areas import`",
    )
    .at(path.display().to_string())
    .remedy(
        "chuyển tệp ra chỗ khác rồi nhập bằng `cancau areas import`",
        "move it elsewhere and import it with `cancau areas import`",
    )
}

fn damaged(path: &Path) -> Failure {
    Failure::new(
        "CC-IMPORT-DAMAGED",
        "nội dung của tệp đã nhập không còn khớp với tên của nó",
        "the content of the imported file no longer fits its name",
    )
    .at(path.display().to_string())
    .remedy(
        "lấy lại tệp từ bản sao lưu, hoặc chuyển nó ra chỗ khác rồi nhập lại bản đúng bằng `cancau areas import`",
        "restore it from a backup, or move it elsewhere and import the right one with `cancau areas import`",
    )
}
