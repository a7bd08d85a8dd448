//! One transaction on either engine: execute, read, stream, insert many.

use crate::value::{Row, Value};
use crate::{dialect, failure};
use base::Failure;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

/// Statements of a PostgreSQL connection that are prepared already.
pub(crate) type Prepared = HashMap<String, postgres::Statement>;

/// An open transaction. What it did is kept only when the closure that was given it answers `Ok`.
pub enum Tx<'c> {
    /// On a SQLite file.
    Sqlite(rusqlite::Transaction<'c>),
    /// On a PostgreSQL server.
    Postgres(postgres::Transaction<'c>, &'c mut Prepared),
}

impl Tx<'_> {
    /// Runs a statement; answers how many rows it touched.
    pub fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Failure> {
        failure::no_nul(args)?;
        match self {
            Self::Sqlite(tx) => {
                let mut statement =
                    tx.prepare_cached(&dialect::numbered(sql)).map_err(|error| failure::sqlite(&error))?;
                let touched =
                    statement.execute(rusqlite::params_from_iter(args)).map_err(|error| failure::sqlite(&error))?;
                Ok(touched as u64)
            }
            Self::Postgres(tx, prepared) => {
                let statement = prepare(tx, prepared, sql)?;
                let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
                tx.execute(&statement, &args).map_err(|error| failure::postgres(&error))
            }
        }
    }

    /// Runs a statement and hands every row of its answer on as it arrives.
    pub fn each(
        &mut self,
        sql: &str,
        args: &[Value],
        mut row: impl FnMut(Row) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        failure::no_nul(args)?;
        match self {
            Self::Sqlite(tx) => {
                let mut statement =
                    tx.prepare_cached(&dialect::numbered(sql)).map_err(|error| failure::sqlite(&error))?;
                let width = statement.column_count();
                let mut rows =
                    statement.query(rusqlite::params_from_iter(args)).map_err(|error| failure::sqlite(&error))?;
                while let Some(found) = rows.next().map_err(|error| failure::sqlite(&error))? {
                    row(Row((0..width).map(|column| from_sqlite(found, column)).collect::<Result<_, _>>()?))?;
                }
                Ok(())
            }
            Self::Postgres(tx, prepared) => {
                let statement = prepare(tx, prepared, sql)?;
                let mut rows = tx.query_raw(&statement, args).map_err(|error| failure::postgres(&error))?;
                while let Some(found) = rows.next().map_err(|error| failure::postgres(&error))? {
                    row(Row((0..found.len())
                        .map(|column| from_postgres(&found, column))
                        .collect::<Result<_, _>>()?))?;
                }
                Ok(())
            }
        }
    }

    /// Runs a statement and collects its answer: for answers that are known to be short.
    pub fn rows(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        self.each(sql, args, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The only row, if there is one.
    pub fn row(&mut self, sql: &str, args: &[Value]) -> Result<Option<Row>, Failure> {
        Ok(self.rows(sql, args)?.into_iter().next())
    }

    /// Runs several statements at once: migrations and the staging tables, whose texts are ours.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), Failure> {
        match self {
            Self::Sqlite(tx) => tx.execute_batch(sql).map_err(|error| failure::sqlite(&error)),
            Self::Postgres(tx, _) => tx.batch_execute(sql).map_err(|error| failure::postgres(&error)),
        }
    }

    /// The tables that outlive the connection, by name.
    pub fn tables(&mut self) -> Result<Vec<String>, Failure> {
        self.rows(self.words().tables, &[])?.iter().map(|row| row.text(0).map(str::to_owned)).collect()
    }

    /// The columns of a table in their order.
    pub fn columns(&mut self, table: &str) -> Result<Vec<String>, Failure> {
        self.rows(self.words().columns, &[table.into()])?.iter().map(|row| row.text(0).map(str::to_owned)).collect()
    }

    /// Prepares a statement without running it.
    pub fn check(&mut self, sql: &str) -> Result<(), Failure> {
        match self {
            Self::Sqlite(tx) => tx.prepare(&dialect::numbered(sql)).map(drop).map_err(|error| failure::sqlite(&error)),
            Self::Postgres(tx, prepared) => prepare(tx, prepared, sql).map(drop),
        }
    }

    pub(crate) fn words(&self) -> &'static dialect::Words {
        match self {
            Self::Sqlite(_) => &dialect::SQLITE,
            Self::Postgres(..) => &dialect::POSTGRES,
        }
    }

    pub(crate) fn commit(self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(tx) => tx.commit().map_err(|error| failure::sqlite(&error)),
            Self::Postgres(tx, _) => tx.commit().map_err(|error| failure::postgres(&error)),
        }
    }
}

/// Rows on their way into one table: a few hundred per statement, which is prepared once.
pub struct Bulk {
    insert: Cow<'static, str>,
    width: usize,
    full: String,
    waiting: Vec<Value>,
    /// Bytes among them.
    bytes: usize,
}

impl Bulk {
    /// More rows per statement gain nothing; PostgreSQL and SQLite take at most some 32,000 arguments.
    const ROWS: usize = 200;
    /// Rows with files do not wait for others: two hundred files in one statement would be gigabytes.
    const BYTES: usize = 1 << 22;

    /// `insert` names table and columns and ends with `values`.
    pub fn new(insert: impl Into<Cow<'static, str>>) -> Self {
        let insert = insert.into();
        let width = insert.matches(',').count() + 1;
        let full = text(&insert, width, Self::ROWS);
        Self { insert, width, full, waiting: Vec::with_capacity(width * Self::ROWS), bytes: 0 }
    }

    /// Adds a row.
    pub fn push(&mut self, tx: &mut Tx<'_>, row: impl IntoIterator<Item = Value>) -> Result<(), Failure> {
        for value in row {
            self.bytes += if let Value::Bytes(bytes) = &value { bytes.len() } else { 0 };
            self.waiting.push(value);
        }
        if self.waiting.len() >= self.width * Self::ROWS {
            tx.execute(&self.full, &self.waiting)?;
            self.waiting.clear();
            self.bytes = 0;
        } else if self.bytes >= Self::BYTES {
            self.flush(tx)?;
        }
        Ok(())
    }

    /// Sends the rows that are still waiting.
    pub fn finish(mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        self.flush(tx)
    }

    /// Sends them one by one.
    fn flush(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        let one = text(&self.insert, self.width, 1);
        self.waiting.chunks(self.width).try_for_each(|row| tx.execute(&one, row).map(drop))?;
        self.waiting.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// The text of an insert of `rows` rows: only places for arguments are added, never values.
pub(crate) fn text(insert: &str, width: usize, rows: usize) -> String {
    let mut sql = insert.to_owned();
    for row in 0..rows {
        sql.push_str(if row == 0 { " (" } else { ", (" });
        for column in 0..width {
            let comma = if column == 0 { "" } else { ", " };
            // writing to a string does not fail
            let _ = write!(sql, "{comma}${}", row * width + column + 1);
        }
        sql.push(')');
    }
    sql
}

fn prepare(
    tx: &mut postgres::Transaction<'_>,
    prepared: &mut Prepared,
    sql: &str,
) -> Result<postgres::Statement, Failure> {
    if let Some(statement) = prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = tx.prepare(sql).map_err(|error| failure::postgres(&error))?;
    for column in statement.columns() {
        // `void` is what the advisory lock answers
        if ![Type::INT8, Type::TEXT, Type::BYTEA, Type::VOID].contains(column.type_()) {
            return Err(failure::outside_subset(column.type_().name()).at(column.name()));
        }
    }
    prepared.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

fn from_sqlite(row: &rusqlite::Row<'_>, column: usize) -> Result<Value, Failure> {
    match row.get_ref(column).map_err(|error| failure::sqlite(&error))? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(int) => Ok(Value::Int(int)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(failure::outside_subset("text (UTF-8)")),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
        ValueRef::Real(_) => Err(failure::outside_subset("real")),
    }
}

fn from_postgres(row: &postgres::Row, column: usize) -> Result<Value, Failure> {
    let kind = row.columns()[column].type_();
    let value = if *kind == Type::INT8 {
        row.try_get::<_, Option<i64>>(column).map(Value::from)
    } else if *kind == Type::TEXT {
        row.try_get::<_, Option<String>>(column).map(Value::from)
    } else if *kind == Type::BYTEA {
        row.try_get::<_, Option<Vec<u8>>>(column).map(Value::from)
    } else {
        Ok(Value::Null)
    };
    value.map_err(|error| failure::postgres(&error))
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(int) if *kind == Type::INT8 => int.to_sql(kind, out),
            Self::Text(text) if *kind == Type::TEXT => text.to_sql(kind, out),
            Self::Bytes(bytes) if *kind == Type::BYTEA => bytes.to_sql(kind, out),
            _ => Err(format!("argument of another type than {kind}").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}
