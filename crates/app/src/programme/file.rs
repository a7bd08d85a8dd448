//! The files of documents: recognised by their content, kept in the database, withdrawn with a reason.

use super::no_programme;
use crate::access::Caller;
use crate::desk::Desk;
use crate::reason::reason;
use base::Failure;
use domain::access::Action;
use domain::programme::{FileKind, LARGEST_FILE};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::{Ctx, DocumentFile, NewFile};

/// A file as a form sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// The name that the sender's system gave it.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Desk {
    /// Refuses whoever may not keep or withdraw files of a document: the same people who change it.
    pub fn may_keep_files(&self, caller: &Caller, id: &str, today: Date) -> Result<(), Failure> {
        let all = self.programmes()?;
        self.may_step_document(caller, &all, id, today)?;
        all.document(id).map(drop).ok_or_else(|| no_programme(id))
    }

    /// Keeps files of a document, all of them or none.
    pub fn keep_files(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        sent: Vec<SentFile>,
        today: Date,
    ) -> Result<(), Failure> {
        self.may_keep_files(caller, id, today)?;
        if sent.is_empty() {
            return Err(Failure::new("CC-FILE-MISSING", "chưa chọn tệp nào", "no file was chosen")
                .at("files")
                .remedy("chọn tệp rồi gửi lại", "choose a file, then send it"));
        }
        let files = sent.into_iter().map(recognised).collect::<Result<_, _>>()?;
        self.store(|store| store.keep_files(ctx, id, files))
    }

    /// Withdraws a file; why is the reason of `ctx`. It stays readable for those who write programmes.
    pub fn withdraw_file(&self, caller: &Caller, ctx: &Ctx, id: &str, number: i64, today: Date) -> Result<(), Failure> {
        self.may_keep_files(caller, id, today)?;
        let why = reason(&ctx.reason)?;
        self.store(|store| store.withdraw_file(&Ctx { reason: why, ..ctx.clone() }, id, number))
    }

    /// The files of a document that the caller may read.
    pub fn files(&self, caller: &Caller, id: &str) -> Result<Vec<DocumentFile>, Failure> {
        if !self.has_register() || self.programmes_for(caller)?.document(id).is_none() {
            return Ok(Vec::new());
        }
        let mut files = self.store(|store| store.files_of(id))?;
        files.retain(|file| may_read(caller, file));
        Ok(files)
    }

    /// A file.
    pub fn file(&self, caller: &Caller, id: &str, number: i64) -> Result<DocumentFile, Failure> {
        let file = self.files(caller, id)?.into_iter().find(|file| file.number == number);
        file.ok_or_else(|| {
            Failure::new("CC-FILE-NONE", "văn bản không có tệp này", "the document has no such file")
                .at(format!("{id}/{number}"))
                .remedy("mở lại từ trang của văn bản", "open it from the page of the document")
        })
    }

    /// The bytes of a file.
    pub fn file_content(&self, caller: &Caller, id: &str, number: i64) -> Result<Vec<u8>, Failure> {
        self.file(caller, id, number)?;
        self.store(|store| store.file_content(id, number))
    }

    /// How many files each document offers; those without any are missing.
    pub fn file_counts(&self) -> Result<BTreeMap<String, u64>, Failure> {
        if self.has_register() { self.store(store::Store::file_counts) } else { Ok(BTreeMap::new()) }
    }
}

/// What was withdrawn is still there for whoever may have to say why.
fn may_read(caller: &Caller, file: &DocumentFile) -> bool {
    file.withdrawn.is_none() || caller.may(Action::WriteProgramme)
}

/// The file under the name that it is kept by.
fn recognised(sent: SentFile) -> Result<NewFile, Failure> {
    if sent.content.len() > LARGEST_FILE {
        return Err(too_large());
    }
    let kind = exchange::attachment::kind(&sent.content).ok_or_else(|| unknown(&sent.name))?;
    Ok(NewFile { name: kind.file_name(&sent.name), kind, content: sent.content })
}

fn unknown(name: &str) -> Failure {
    let name = FileKind::Pdf.file_name(name);
    let name = name.trim_end_matches(".pdf");
    Failure::new(
        "CC-FILE-KIND",
        format!("“{name}” không phải PDF, DOCX, XLSX, ODT, JPEG hay PNG; chưa ghi tệp nào"),
        format!("“{name}” is no PDF, DOCX, XLSX, ODT, JPEG or PNG; nothing was saved"),
    )
    .at("files")
    .remedy(
        "mở bằng phần mềm đã tạo ra tệp và lưu (không macro, không mật khẩu) sang một trong các dạng ấy, rồi chọn lại",
        "open it where it was made, save it as one of these (without macros or a password), then choose it again",
    )
}

/// The failure of files that are larger than is kept.
pub fn too_large() -> Failure {
    let most = LARGEST_FILE / 1_000_000;
    Failure::new(
        "CC-FILE-LARGE",
        format!("tệp lớn quá: mỗi lần gửi nhiều nhất {most} MB; chưa ghi tệp nào"),
        format!("the file is too large: {most} MB at most are sent at once; nothing was saved"),
    )
    .at("files")
    .remedy(
        "gửi từng tệp một; tệp quét thì quét lại ở 200–300 dpi, hoặc chia văn bản và phụ lục thành nhiều tệp",
        "send the files one by one; scan again with 200–300 dpi, or split the text and its annexes into several files",
    )
}
