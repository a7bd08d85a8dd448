//! A deed: what a record of the chain says of something that is no batch: about whom, what was before and what is after.
//!
//! It is the record's `detail`, as JSON, and so inside its hash. `audit_subject` repeats whom it is about, to find it again.

use crate::audit::{self, Record};
use crate::sql::audit as sql;
use crate::{Ctx, Tx, Value, trail};
use base::{AreaKey, Failure};
use serde::{Deserialize, Serialize};

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A household, by its code.
    Household,
    /// A unit: code and first day, `19777@2025-07-01`.
    Area,
    /// An account, by its login.
    Account,
    /// An agency, by its id.
    Agency,
    /// A programme, by its id.
    Programme,
    /// A document, by its id.
    Document,
}

impl Subject {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Area => "area",
            Self::Account => "account",
            Self::Agency => "agency",
            Self::Programme => "programme",
            Self::Document => "document",
        }
    }
}

/// One field that changed. Sensitive values are told masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub field: String,
    /// Before; none if there was nothing.
    pub before: Option<String>,
    /// After; none if there is nothing any more.
    pub after: Option<String>,
}

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Whom it is about.
    pub about: Vec<(Subject, String)>,
    /// What changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What else there is to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Deed {
    /// About one thing.
    pub fn about(kind: Subject, id: impl Into<String>) -> Self {
        Self { about: vec![(kind, id.into())], ..Self::default() }
    }

    /// About a household where it lives.
    pub(crate) fn household(code: &str, commune: &AreaKey) -> Self {
        Self::about(Subject::Household, code).and(Subject::Area, format!("{}@{}", commune.code, commune.valid_from))
    }

    /// And about another.
    #[must_use]
    pub fn and(mut self, kind: Subject, id: impl Into<String>) -> Self {
        self.about.push((kind, id.into()));
        self
    }

    /// With a field that changed, if it did.
    #[must_use]
    pub fn change(mut self, field: &str, before: Option<&str>, after: Option<&str>) -> Self {
        if before != after {
            let (before, after) = (before.map(str::to_owned), after.map(str::to_owned));
            self.changes.push(Change { field: field.to_owned(), before, after });
        }
        self
    }

    /// With something to say.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Writes the deed into the chain of a partition (0 for the deployment itself); answers the number of the record.
    /// `batch` and `digest` are those of the rows it made, if it is a batch of the register.
    pub(crate) fn record(
        &self,
        tx: &mut Tx<'_>,
        shard: i64,
        ctx: &Ctx,
        command: &'static str,
        batch: Option<(i64, Vec<u8>)>,
    ) -> Result<i64, Failure> {
        let detail = serde_json::to_string(self).expect("texts and lists of texts are JSON");
        let (subject, digest) = batch.map_or((None, Vec::new()), |(batch, digest)| (Some(batch), digest));
        let seq = audit::append(tx, shard, ctx, &Record { command, detail, subject, digest })?;
        for (kind, id) in &self.about {
            let row: [Value; 4] = [shard.into(), seq.into(), kind.word().into(), id.as_str().into()];
            tx.execute(sql::INSERT_SUBJECT, &row)?;
        }
        trail::index::place_deed(tx, shard, seq, &ctx.at, self)?;
        Ok(seq)
    }

    /// Reads the detail of a record; none for records of batches, which are plain text.
    pub fn read(detail: &str) -> Option<Self> {
        serde_json::from_str(detail).ok()
    }
}
