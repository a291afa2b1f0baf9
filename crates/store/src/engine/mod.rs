//! The two databases. Dialect words occur only in this folder.

pub(crate) mod postgres;
pub(crate) mod reconcile;
pub(crate) mod sqlite;

use std::cell::Cell;

use base::{Error, Result};

use crate::field::Value;

/// One stored row.
pub type Row = Vec<Value>;

/// A failure of the database, sorted by what the caller can do about it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A key or unique constraint is violated.
    Duplicate,
    /// Another transaction was first; the same act may succeed when tried again.
    Conflict,
    /// Anything else.
    Other(String),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Duplicate => base::refuse!("record.duplicate").into(),
            Failure::Conflict => Self::Unavailable(CONFLICT.to_owned()),
            Failure::Other(why) => Self::Unavailable(why),
        }
    }
}

/// The text that marks an error worth another try.
pub(crate) const CONFLICT: &str = "another transaction was first";

thread_local! {
    /// Statements that this thread ran, for tests that keep an eye on them.
    pub(crate) static STATEMENTS: Cell<u64> = const { Cell::new(0) };
}

/// A connection to one of the two.
pub(crate) enum Connection {
    /// The embedded database.
    Sqlite(rusqlite::Connection),
    /// A server.
    Postgres(Box<postgres::Connection>),
}

impl Connection {
    /// Rows of a query with `$1`, `$2`, ... for the parameters.
    pub fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Failure> {
        STATEMENTS.set(STATEMENTS.get() + 1);
        match self {
            Self::Sqlite(connection) => sqlite::query(connection, sql, parameters),
            Self::Postgres(connection) => connection.query(sql, parameters),
        }
    }

    /// Runs a statement and tells how many rows it touched.
    pub fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Failure> {
        STATEMENTS.set(STATEMENTS.get() + 1);
        match self {
            Self::Sqlite(connection) => sqlite::execute(connection, sql, parameters),
            Self::Postgres(connection) => connection.execute(sql, parameters),
        }
    }

    /// Runs several statements without parameters.
    pub fn batch(&mut self, sql: &str) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => sqlite::batch(connection, sql),
            Self::Postgres(connection) => connection.batch(sql),
        }
    }

    /// Begins a transaction that sees one state of the database.
    pub fn begin(&mut self, writing: bool) -> Result<(), Failure> {
        self.batch(match (&self, writing) {
            (Self::Sqlite(_), true) => "BEGIN IMMEDIATE",
            (Self::Sqlite(_), false) => "BEGIN",
            (Self::Postgres(_), true) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
            (Self::Postgres(_), false) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })
    }

    /// The next `count` entry numbers of a table whose key the database counts.
    pub fn entry_nos(&mut self, table: &str, key: &str, count: usize) -> Result<Vec<i64>, Failure> {
        let wanted = i64::try_from(count).unwrap_or(i64::MAX);
        let sql = match self {
            Self::Sqlite(_) => format!("SELECT coalesce(max(\"{key}\"), 0) FROM \"{table}\""),
            Self::Postgres(_) => format!(
                "SELECT nextval('\"{table}_{key}\"') FROM generate_series(1, $1) ORDER BY 1"
            ),
        };
        match self {
            Self::Sqlite(_) => {
                let rows = self.query(&sql, &[])?;
                let last = rows.into_iter().flatten().next().map_or(0, Value::into_int);
                Ok((1..=wanted).map(|step| last + step).collect())
            }
            Self::Postgres(_) => Ok(self
                .query(&sql, &[Value::Int(wanted)])?
                .into_iter()
                .flatten()
                .map(Value::into_int)
                .collect()),
        }
    }

    /// Whether there is a table of this name.
    pub fn has_table(&mut self, name: &str) -> Result<bool, Failure> {
        let sql = match self {
            Self::Sqlite(_) => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1",
            Self::Postgres(_) => {
                "SELECT 1 FROM pg_tables \
                 WHERE schemaname = current_schema() AND CAST(tablename AS text) = $1"
            }
        };
        Ok(!self.query(sql, &[Value::from(name)])?.is_empty())
    }

    /// The words that lock the rows of a query, where the engine knows row locks.
    pub fn row_lock(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "",
            Self::Postgres(_) => " FOR UPDATE",
        }
    }
}
