//! What is looked at before a file is parsed: its kind, its sizes, and what must not be in it.
//!
//! An XLSX is unpacked once, in passing and without keeping anything: only so is its true size known, and only so is
//! it sure that no part declares entities. It costs a second or two for a million rows.

use super::Limits;
use crate::io_failure;
use base::Failure;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// What kind of file it is, by its first bytes, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Xlsx,
    Xls,
    Csv,
}

/// What the guard found out.
pub(super) struct Checked {
    pub(super) kind: FileKind,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub(super) digest: String,
}

/// Looks the file over and refuses what is not a plain list.
pub(super) fn check(path: &Path, limits: &Limits) -> Result<Checked, Failure> {
    let io = |error: &std::io::Error| io_failure(path, error);
    let meta = std::fs::metadata(path).map_err(|error| io(&error))?;
    if !meta.is_file() {
        return Err(refuse("CC-IMPORT-NOT-A-FILE", "đây không phải là một tệp", "this is not a file", path)
            .remedy("chọn một tệp .xlsx, .xls hoặc .csv", "choose an .xlsx, .xls or .csv file"));
    }
    if meta.len() > limits.file {
        return Err(too_large(path, meta.len(), limits.file));
    }
    let (digest, magic) = digest(path).map_err(|error| io(&error))?;
    if magic.is_empty() {
        return Err(empty(path));
    }
    let kind = match magic.as_slice() {
        [b'P', b'K', 3, 4, ..] => FileKind::Xlsx,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => FileKind::Xls,
        _ => FileKind::Csv,
    };
    match kind {
        FileKind::Xlsx => parts(path, limits)?,
        FileKind::Xls => compound(path, limits, meta.len())?,
        FileKind::Csv => plain(path, &magic)?,
    }
    Ok(Checked { kind, digest })
}

fn digest(path: &Path) -> std::io::Result<(String, Vec<u8>)> {
    let mut file = File::open(path)?;
    let (mut hash, mut magic, mut buffer) = (Sha256::new(), Vec::new(), vec![0; 1 << 17]);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        if magic.is_empty() {
            magic.extend_from_slice(&buffer[..count.min(512)]);
        }
        hash.update(&buffer[..count]);
    }
    let hex = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // writing to a string does not fail
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Ok((hex, magic))
}

/// The parts of an XLSX.
fn parts(path: &Path, limits: &Limits) -> Result<(), Failure> {
    let file = File::open(path).map_err(|error| io_failure(path, &error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| damaged(path))?;
    if archive.has_duplicate_names() {
        // two readers may see two different parts of one name
        return Err(damaged(path));
    }
    if archive.len() > limits.parts || archive.has_overlapping_files().map_err(|_| damaged(path))? {
        return Err(bomb(path));
    }
    // names and declared sizes of all parts before a byte is unpacked
    let mut declared = 0_u64;
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| damaged(path))?;
        let name = String::from_utf8_lossy(part.name_raw()).to_lowercase().replace('\\', "/");
        if part.encrypted() {
            return Err(password(path));
        }
        declared = declared.saturating_add(part.size());
        names.push(name);
    }
    if declared > limits.unpacked {
        return Err(bomb(path));
    }
    forbidden(&names, path)?;
    if !names.iter().any(|name| name == "xl/workbook.xml" || name.ends_with("/workbook.xml")) {
        return Err(refuse(
            "CC-IMPORT-NOT-XLSX",
            "tệp nén này không phải là bảng tính XLSX",
            "this archive is no XLSX",
            path,
        )
        .remedy("mở bằng Excel hoặc LibreOffice và lưu dạng .xlsx", "open it in Excel or LibreOffice, save as .xlsx"));
    }
    let mut unpacked = 0_u64;
    let mut scan = Scan::default();
    for (at, name) in names.iter().enumerate() {
        let mut part = archive.by_index(at).map_err(|_| damaged(path))?;
        let packed = part.compressed_size().max(1);
        let is_xml = [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending));
        let is_texts = name.ends_with("sharedstrings.xml");
        scan.start();
        let mut size = 0_u64;
        loop {
            let count = part.read(scan.room()).map_err(|_| damaged(path))?;
            if count == 0 {
                break;
            }
            size += count as u64;
            unpacked += count as u64;
            let bomb_like = size > limits.ratio_from && size / packed > limits.ratio;
            if bomb_like || unpacked > limits.unpacked || (is_texts && size > limits.shared_texts) {
                return Err(bomb(path));
            }
            if is_xml {
                scan.look(count, path)?;
            }
        }
        // the reader makes room for as many texts as the file claims to have, before it has seen one
        if is_texts && scan.texts.is_some_and(|texts| texts > size) {
            return Err(bomb(path));
        }
    }
    Ok(())
}

fn forbidden(names: &[String], path: &Path) -> Result<(), Failure> {
    let macro_name = path
        .extension()
        .is_some_and(|ending| ["xlsm", "xltm", "xlam"].iter().any(|other| ending.eq_ignore_ascii_case(other)));
    if macro_name || names.iter().any(|name| name.ends_with("vbaproject.bin") || name.contains("/macrosheets/")) {
        return Err(macros(path));
    }
    if names.iter().any(|name| name.contains("/externallinks/") || name.ends_with("xl/connections.xml")) {
        return Err(refuse(
            "CC-IMPORT-EXTERNAL",
            "tệp lấy dữ liệu từ tệp hoặc máy khác (liên kết ngoài)",
            "the file takes data from other files or computers (external links)",
            path,
        )
        .remedy(
            "trong Excel: Data → Edit Links → Break Link, rồi lưu lại",
            "in Excel: Data → Edit Links → Break Link, then save",
        ));
    }
    Ok(())
}

/// Looks for what must not be in XML, also across the edges of what is read at a time.
#[derive(Default)]
struct Scan {
    buffer: Vec<u8>,
    /// Bytes kept from the last read, so that a word cut in two is found.
    kept: usize,
    first: bool,
    texts: Option<u64>,
}

const OVERLAP: usize = 64;
const BLOCK: usize = 1 << 16;

impl Scan {
    fn start(&mut self) {
        self.buffer.resize(OVERLAP + BLOCK, 0);
        (self.kept, self.first, self.texts) = (0, true, None);
    }

    fn room(&mut self) -> &mut [u8] {
        let from = self.kept;
        &mut self.buffer[from..from + BLOCK]
    }

    fn look(&mut self, count: usize, path: &Path) -> Result<(), Failure> {
        let seen = &self.buffer[..self.kept + count];
        let wide =
            self.first && (seen.starts_with(&[0xFF, 0xFE]) || seen.starts_with(&[0xFE, 0xFF]) || seen.contains(&0));
        self.first = false;
        let find = |word: &[u8]| memchr::memmem::find(seen, word);
        if wide || find(b"<!DOCTYPE").is_some() || find(b"<!ENTITY").is_some() {
            return Err(refuse(
                "CC-IMPORT-XML",
                "tệp có khai báo DTD hoặc thực thể XML, điều không bảng tính nào cần",
                "the file declares a DTD or XML entities, which no spreadsheet needs",
                path,
            )
            .remedy("không dùng tệp này; xin lại tệp gốc", "do not use this file; ask for the original"));
        }
        if let Some(at) = find(b"uniqueCount") {
            let digits = seen[at + 11..].iter().skip_while(|byte| !byte.is_ascii_digit());
            let number = digits.take_while(|byte| byte.is_ascii_digit()).take(20);
            let number = number.fold(0_u64, |sum, byte| sum.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
            self.texts = self.texts.max(Some(number));
        }
        let kept = (self.kept + count).min(OVERLAP);
        let end = self.kept + count;
        self.buffer.copy_within(end - kept..end, 0);
        self.kept = kept;
        Ok(())
    }
}

/// An old XLS, or an XLSX in the wrapper that Excel makes for files with a password.
fn compound(path: &Path, limits: &Limits, size: u64) -> Result<(), Failure> {
    if size > limits.xls {
        return Err(too_large(path, size, limits.xls));
    }
    let bytes = std::fs::read(path).map_err(|error| io_failure(path, &error))?;
    let has = |word: &str| {
        // the directory of the container holds names in UTF-16
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&bytes, &wide).is_some()
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(password(path));
    }
    if has("_VBA_PROJECT") {
        return Err(macros(path));
    }
    Ok(())
}

/// A text file: not another kind of file, and no encoding of two bytes.
fn plain(path: &Path, magic: &[u8]) -> Result<(), Failure> {
    if magic.starts_with(&[0xFF, 0xFE]) || magic.starts_with(&[0xFE, 0xFF]) {
        return Err(encoding(path));
    }
    let other = magic.contains(&0)
        || [b"%PDF".as_slice(), b"\x89PNG", b"\xFF\xD8\xFF", b"<!DOCTYPE", b"<html", b"<?xml", b"{\\rtf", b"Rar!"]
            .iter()
            .any(|start| magic.starts_with(start));
    if other {
        return Err(refuse(
            "CC-IMPORT-KIND",
            "đây không phải là bảng tính XLSX, XLS hoặc tệp CSV",
            "this is no XLSX, XLS or CSV file",
            path,
        )
        .remedy("mở bằng Excel và lưu dạng .xlsx", "open it in Excel and save it as .xlsx"));
    }
    Ok(())
}

pub(super) fn refuse(code: &'static str, vi: &str, en: &str, path: &Path) -> Failure {
    Failure::new(code, vi, en).at(path.display().to_string())
}

pub(super) fn encoding(path: &Path) -> Failure {
    refuse("CC-IMPORT-ENCODING", "tệp CSV không ở dạng mã UTF-8", "the CSV file is not UTF-8", path).remedy(
        "trong Excel chọn “CSV UTF-8 (Comma delimited)” khi lưu, hoặc lưu dạng .xlsx",
        "choose “CSV UTF-8 (Comma delimited)” when saving in Excel, or save as .xlsx",
    )
}

pub(super) fn password(path: &Path) -> Failure {
    refuse("CC-IMPORT-PASSWORD", "tệp có mật khẩu", "the file has a password", path)
        .remedy("mở bằng Excel, bỏ mật khẩu rồi lưu lại", "open it in Excel, remove the password and save")
}

pub(super) fn empty(path: &Path) -> Failure {
    refuse("CC-IMPORT-EMPTY", "tệp trống", "the file is empty", path)
        .remedy("kiểm tra xem có chọn đúng tệp không", "check that it is the right file")
}

pub(super) fn damaged(path: &Path) -> Failure {
    refuse("CC-IMPORT-DAMAGED", "tệp hỏng, không đọc được", "the file is damaged and cannot be read", path)
        .remedy("mở bằng Excel, sửa chữa và lưu lại", "open it in Excel, repair it and save it")
}

fn macros(path: &Path) -> Failure {
    refuse("CC-IMPORT-MACRO", "tệp có macro (chương trình kèm theo)", "the file has macros (programs inside)", path)
        .remedy("lưu lại dạng .xlsx, dạng này không có macro", "save it as .xlsx, which has no macros")
}

fn bomb(path: &Path) -> Failure {
    refuse(
        "CC-IMPORT-BOMB",
        "tệp giải nén ra lớn bất thường; không mở",
        "the file unpacks to an abnormal size and was not opened",
        path,
    )
    .remedy(
        "chép dữ liệu sang một tệp mới; nếu thật sự lớn, chia theo xã",
        "copy the data into a new file; if it is really so large, split it by commune",
    )
}

fn too_large(path: &Path, size: u64, limit: u64) -> Failure {
    let (size, limit) = (size >> 20, limit >> 20);
    refuse(
        "CC-IMPORT-TOO-LARGE",
        &format!("tệp {size} MiB, vượt giới hạn {limit} MiB"),
        &format!("the file has {size} MiB, more than {limit} MiB"),
        path,
    )
    .remedy("chia tệp theo xã rồi nhập từng tệp", "split the file by commune and import each part")
}
