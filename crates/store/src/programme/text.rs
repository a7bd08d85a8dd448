//! A programme or a document as the text it was approved as, all versions of it.

use super::{changed_meanwhile, unknown};
use crate::access::DEPLOYMENT;
use crate::sql::programme as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Value};
use base::Failure;
use sha2::{Digest, Sha256};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// A programme's file.
    Programme,
    /// One document of the register.
    Document,
}

/// A text under its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextVersion {
    /// What it is.
    pub kind: TextKind,
    /// The programme or document, by id.
    pub id: String,
    /// Counts the texts of this id, from 1.
    pub number: i64,
    /// The text, TOML.
    pub content: String,
    /// Why it was saved.
    pub why: String,
    /// When.
    pub saved_at: String,
    /// By whom.
    pub saved_by: String,
}

impl TextKind {
    fn word(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Document => "document",
        }
    }

    fn subject(self) -> Subject {
        match self {
            Self::Programme => Subject::Programme,
            Self::Document => Subject::Document,
        }
    }
}

impl Store {
    /// Saves a text as the next one of its id; `known` is the number that was read, 0 for a new id. The chain holds the
    /// digests of the text before and after. Answers the new number.
    pub fn save_text(
        &mut self,
        ctx: &Ctx,
        kind: TextKind,
        id: &str,
        known: i64,
        content: &str,
    ) -> Result<i64, Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let of: [Value; 2] = [kind.word().into(), id.into()];
            if tx.row(sql::NUMBER, &of)?.map_or(Ok(0), |row| row.int(0))? != known {
                return Err(changed_meanwhile());
            }
            let before = tx.rows(sql::TEXTS, &of)?.last().map(|row| row.text(1).map(digest)).transpose()?;
            let row: [Value; 7] = [
                kind.word().into(),
                id.into(),
                (known + 1).into(),
                content.into(),
                ctx.reason.as_str().into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
            ];
            tx.execute(sql::INSERT_TEXT, &row)?;
            Deed::about(kind.subject(), id)
                .change("number", Some(&known.to_string()), Some(&(known + 1).to_string()))
                .change("digest", before.as_deref(), Some(&digest(content)))
                .record(tx, DEPLOYMENT, ctx, "save_programme", None)?;
            Ok(known + 1)
        })
    }

    /// The newest text of each id, in the order in which they were saved.
    pub fn newest_texts(&mut self) -> Result<Vec<TextVersion>, Failure> {
        self.db.read(|tx| tx.rows(sql::NEWEST_TEXTS, &[])?.iter().map(text).collect())
    }

    /// All texts of an id, the oldest first.
    pub fn texts(&mut self, kind: TextKind, id: &str) -> Result<Vec<TextVersion>, Failure> {
        self.db.read(|tx| tx.rows(sql::TEXTS, &[kind.word().into(), id.into()])?.iter().map(text).collect())
    }

    /// Numbers that change with every text and every setting: nothing of either is ever taken away.
    pub fn programme_stamp(&mut self) -> Result<[i64; 2], Failure> {
        self.db.read(|tx| {
            let row = tx.row(sql::STAMP, &[])?;
            row.map_or(Ok([0; 2]), |row| Ok([row.int(0)?, row.int(1)?]))
        })
    }
}

fn digest(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}

fn text(row: &Row) -> Result<TextVersion, Failure> {
    Ok(TextVersion {
        kind: match row.text(5)? {
            "programme" => TextKind::Programme,
            "document" => TextKind::Document,
            other => return Err(unknown(other)),
        },
        id: row.text(6)?.to_owned(),
        number: row.int(0)?,
        content: row.text(1)?.to_owned(),
        why: row.text(2)?.to_owned(),
        saved_at: row.text(3)?.to_owned(),
        saved_by: row.text(4)?.to_owned(),
    })
}
