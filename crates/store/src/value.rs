//! What may cross the border to a database: no dates, no decimals, no booleans; the callers own those.

use base::Failure;
use sha2::{Digest, Sha256};

/// One value of the portable subset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// `bigint`.
    Int(i64),
    /// `text`.
    Text(String),
    /// `bytea`.
    Bytes(Vec<u8>),
}

/// One row of an answer. Reading a column as something it is not is a fault of the statement, told as a failure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(pub Vec<Value>);

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Row {
    /// A whole number.
    pub fn int(&self, column: usize) -> Result<i64, Failure> {
        self.int_or_null(column)?.ok_or_else(|| shape(column, "null"))
    }

    /// A whole number, or nothing.
    pub fn int_or_null(&self, column: usize) -> Result<Option<i64>, Failure> {
        match self.0.get(column) {
            Some(Value::Int(int)) => Ok(Some(*int)),
            Some(Value::Null) => Ok(None),
            _ => Err(shape(column, "bigint")),
        }
    }

    /// A count: a whole number from zero on.
    pub fn count(&self, column: usize) -> Result<u64, Failure> {
        u64::try_from(self.int(column)?).map_err(|_| shape(column, "count"))
    }

    /// A text.
    pub fn text(&self, column: usize) -> Result<&str, Failure> {
        self.text_or_null(column)?.ok_or_else(|| shape(column, "null"))
    }

    /// A text, or nothing.
    pub fn text_or_null(&self, column: usize) -> Result<Option<&str>, Failure> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            _ => Err(shape(column, "text")),
        }
    }

    /// Bytes.
    pub fn bytes(&self, column: usize) -> Result<&[u8], Failure> {
        self.bytes_or_null(column)?.ok_or_else(|| shape(column, "null"))
    }

    /// Bytes, or nothing.
    pub fn bytes_or_null(&self, column: usize) -> Result<Option<&[u8]>, Failure> {
        match self.0.get(column) {
            Some(Value::Bytes(bytes)) => Ok(Some(bytes)),
            Some(Value::Null) => Ok(None),
            _ => Err(shape(column, "bytea")),
        }
    }
}

fn shape(column: usize, wanted: &str) -> Failure {
    Failure::new(
        "CC-STORE-SHAPE",
        "cơ sở dữ liệu trả về kiểu dữ liệu không đúng",
        "the database answered with a value of the wrong type",
    )
    .at(format!("column {column}, {wanted}"))
}

/// Feeds a row into a digest so that no two different rows give the same bytes: each value with its kind and length.
pub(crate) fn digest_row(digest: &mut Sha256, row: &[Value]) {
    digest.update((row.len() as u64).to_be_bytes());
    for value in row {
        match value {
            Value::Null => digest.update([0]),
            Value::Int(int) => {
                digest.update([1]);
                digest.update(int.to_be_bytes());
            }
            Value::Text(text) => {
                digest.update([2]);
                digest.update((text.len() as u64).to_be_bytes());
                digest.update(text);
            }
            Value::Bytes(bytes) => {
                digest.update([3]);
                digest.update((bytes.len() as u64).to_be_bytes());
                digest.update(bytes);
            }
        }
    }
}
