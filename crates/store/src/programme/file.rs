//! The files of documents: kept in the database, so that whatever carries it carries them; never overwritten.

use super::unknown;
use crate::access::DEPLOYMENT;
use crate::sql::document as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Tx, Value};
use base::Failure;
use domain::programme::FileKind;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The command that keeps a file.
const KEEP: &str = "keep_file";
/// The command that withdraws one.
const WITHDRAW: &str = "withdraw_file";

/// A file as it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// The name under which it is kept.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A file of a document, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFile {
    /// Counts the files of a document, from 1.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub digest: String,
    /// When it came.
    pub kept_at: String,
    /// From whom.
    pub kept_by: String,
    /// When, by whom and why it was withdrawn.
    pub withdrawn: Option<(String, String, String)>,
}

impl Store {
    /// Keeps files of a document, all of them or none. The same bytes are not offered twice; what was withdrawn may come
    /// again.
    pub fn keep_files(&mut self, ctx: &Ctx, document: &str, files: Vec<NewFile>) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let known = listed(tx, document, None)?;
            let mut offered: BTreeMap<String, String> =
                known.into_iter().filter(|one| one.withdrawn.is_none()).map(|one| (one.digest, one.name)).collect();
            let mut number = tx.row(sql::NUMBER, &[document.into()])?.map_or(Ok(0), |row| row.int(0))?;
            for file in files {
                number += 1;
                let (digest, size) = (digest(&file.content), file.content.len());
                if let Some(same) = offered.insert(digest.clone(), file.name.clone()) {
                    return Err(twice(&file.name, &same));
                }
                let row: [Value; 8] = [
                    document.into(),
                    number.into(),
                    file.name.as_str().into(),
                    file.kind.word().into(),
                    i64::try_from(size).unwrap_or(i64::MAX).into(),
                    digest.as_str().into(),
                    ctx.at.as_str().into(),
                    ctx.actor.as_str().into(),
                ];
                tx.execute(sql::INSERT, &row)?;
                tx.execute(sql::INSERT_CONTENT, &[document.into(), number.into(), file.content.into()])?;
                Deed::about(Subject::Document, document)
                    .change("file", None, Some(&number.to_string()))
                    .change("name", None, Some(&file.name))
                    .change("size", None, Some(&size.to_string()))
                    .change("digest", None, Some(&digest))
                    .record(tx, DEPLOYMENT, ctx, KEEP, None)?;
            }
            Ok(())
        })
    }

    /// Withdraws a file; why is the reason of `ctx`. Its bytes stay.
    pub fn withdraw_file(&mut self, ctx: &Ctx, document: &str, number: i64) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let file = listed(tx, document, Some(number))?.pop().ok_or_else(|| none(document, number))?;
            let row: [Value; 5] = [
                document.into(),
                number.into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
                ctx.reason.as_str().into(),
            ];
            if tx.execute(sql::WITHDRAW, &row)? != 1 {
                return Err(super::changed_meanwhile());
            }
            Deed::about(Subject::Document, document)
                .change("file", Some(&number.to_string()), None)
                .change("name", Some(&file.name), None)
                .change("digest", Some(&file.digest), None)
                .record(tx, DEPLOYMENT, ctx, WITHDRAW, None)
                .map(drop)
        })
    }

    /// The files of a document in the order in which they came, withdrawn ones too.
    pub fn files_of(&mut self, document: &str) -> Result<Vec<DocumentFile>, Failure> {
        self.db.read(|tx| listed(tx, document, None))
    }

    /// One file of a document.
    pub fn file_of(&mut self, document: &str, number: i64) -> Result<DocumentFile, Failure> {
        self.db.read(|tx| listed(tx, document, Some(number)))?.pop().ok_or_else(|| none(document, number))
    }

    /// The bytes of a file.
    pub fn file_content(&mut self, document: &str, number: i64) -> Result<Vec<u8>, Failure> {
        let row = self.db.read(|tx| tx.row(sql::CONTENT, &[document.into(), number.into()]))?;
        match row.map(|row| row.0.into_iter().next()) {
            Some(Some(Value::Bytes(bytes))) => Ok(bytes),
            _ => Err(none(document, number)),
        }
    }

    /// How many files each document offers; those without any are missing.
    pub fn file_counts(&mut self) -> Result<BTreeMap<String, u64>, Failure> {
        self.db.read(|tx| {
            let rows = tx.rows(sql::COUNTS, &[])?;
            rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
        })
    }
}

/// Holds the files to what the chain of the deployment says of them, record by record (number, command, detail). Answers
/// how many agree, or the number of the first record that does not.
pub(crate) fn verify<'a>(
    tx: &mut Tx<'_>,
    records: impl Iterator<Item = (i64, &'a str, &'a str)>,
) -> Result<Result<u64, i64>, Failure> {
    // by document and number: the record, the digest, and whether it was withdrawn
    let mut told: BTreeMap<(String, i64), (i64, String, bool)> = BTreeMap::new();
    let mut last = 0;
    for (seq, command, detail) in records.filter(|(_, command, _)| [KEEP, WITHDRAW].contains(command)) {
        last = seq;
        let Some(deed) = Deed::read(detail) else { return Ok(Err(seq)) };
        let change = |field: &str| deed.changes.iter().find(|change| change.field == field);
        let of = |field: &str| change(field).and_then(|one| one.after.clone().or_else(|| one.before.clone()));
        let (Some((_, document)), Some(number), Some(digest)) = (deed.about.first(), of("file"), of("digest")) else {
            return Ok(Err(seq));
        };
        let Ok(number) = number.parse() else { return Ok(Err(seq)) };
        told.insert((document.clone(), number), (seq, digest, command == WITHDRAW));
    }
    let (mut sound, mut broken) = (0, None);
    tx.each(sql::WHOLE, &[], |row| {
        let known = told.remove(&(row.text(0)?.to_owned(), row.int(1)?));
        let content = row.bytes_or_null(4)?.map(digest);
        let agrees = known.as_ref().is_some_and(|(_, digest, withdrawn)| {
            Some(digest) == content.as_ref()
                && row.text(2).is_ok_and(|kept| kept == digest)
                && row.text_or_null(3).is_ok_and(|why| why.is_some() == *withdrawn)
        });
        if agrees {
            sound += 1;
        } else {
            broken.get_or_insert(known.map_or(last, |(seq, ..)| seq));
        }
        Ok(())
    })?;
    let missing = told.into_values().map(|(seq, ..)| seq).min();
    Ok(broken.or(missing).map_or(Ok(sound), Err))
}

fn digest(content: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(content))
}

fn listed(tx: &mut Tx<'_>, document: &str, number: Option<i64>) -> Result<Vec<DocumentFile>, Failure> {
    tx.rows(sql::FILES, &[document.into(), number.map_or(Value::Null, Value::Int)])?.iter().map(file).collect()
}

fn file(row: &Row) -> Result<DocumentFile, Failure> {
    let withdrawn = match (row.text_or_null(7)?, row.text_or_null(8)?, row.text_or_null(9)?) {
        (Some(at), Some(by), Some(why)) => Some((at.to_owned(), by.to_owned(), why.to_owned())),
        _ => None,
    };
    Ok(DocumentFile {
        number: row.int(0)?,
        name: row.text(1)?.to_owned(),
        kind: row.text(2).and_then(|word| FileKind::from_word(word).ok_or_else(|| unknown(word)))?,
        size: row.count(3)?,
        digest: row.text(4)?.to_owned(),
        kept_at: row.text(5)?.to_owned(),
        kept_by: row.text(6)?.to_owned(),
        withdrawn,
    })
}

fn none(document: &str, number: i64) -> Failure {
    Failure::new("CC-FILE-NONE", "văn bản không có tệp này", "the document has no such file")
        .at(format!("{document}/{number}"))
        .remedy("mở lại từ trang của văn bản", "open it from the page of the document")
}

fn twice(name: &str, same: &str) -> Failure {
    Failure::new(
        "CC-FILE-TWICE",
        format!("tệp “{name}” giống hệt tệp “{same}” đã có; chưa ghi tệp nào"),
        format!("the file “{name}” is the same as “{same}”, which is kept already; nothing was saved"),
    )
    .at("files")
    .remedy("chọn tệp khác, hoặc thu hồi tệp cũ trước", "choose another file, or withdraw the old one first")
}
