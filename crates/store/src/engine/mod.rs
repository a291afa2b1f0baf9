//! The two databases. Dialect words occur only in this folder.

mod later;
pub(crate) mod moments;
pub(crate) mod postgres;
pub(crate) mod presence;
pub(crate) mod reconcile;
pub(crate) mod sqlite;
mod tls;
pub(crate) mod words;

use std::cell::Cell;
use std::collections::HashSet;

use base::{Error, Result};

pub(crate) use later::Meaning;

use crate::cache::Cache;
use crate::field::Value;
use crate::statements::insert_sql;

/// One stored row.
pub type Row = Vec<Value>;

/// A failure of the database, sorted by what the caller can do about it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A key or unique constraint is violated.
    Duplicate,
    /// Another transaction was first; the same act may succeed when tried again.
    Conflict,
    /// The server hung up: why.
    Gone(String),
    /// A statement that was sent before did not do what it should.
    Late(Error),
    /// The disk of the database has no room left.
    Full,
    /// Anything else.
    Other(String),
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Duplicate => base::refuse!("record.duplicate").into(),
            Failure::Conflict => Self::Unavailable(CONFLICT.to_owned()),
            Failure::Full => Self::disk_full(),
            Failure::Late(error) => error,
            Failure::Gone(why) | Failure::Other(why) => Self::Unavailable(why),
        }
    }
}

/// The text of an error that another transaction caused.
const CONFLICT: &str = "another transaction was first";

thread_local! {
    /// Statements that this thread ran or would have run, had the answer not been known, for tests
    /// that keep an eye on them.
    pub(crate) static STATEMENTS: Cell<u64> = const { Cell::new(0) };
}

/// What stands before the first column of an order that no index holds whole. SQLite would follow an
/// index that begins with that column and look up each row of a table in turn, which takes twenty
/// times what sorting takes; PostgreSQL knows what either costs.
pub(crate) fn unhelped(engine: crate::db::EngineName) -> &'static str {
    match engine {
        crate::db::EngineName::Sqlite => "+",
        crate::db::EngineName::Postgres => "",
    }
}

/// Counts a statement.
pub(crate) fn asked() {
    STATEMENTS.set(STATEMENTS.get() + 1);
}

/// A connection to one of the two.
pub(crate) enum Connection {
    /// The embedded database.
    Sqlite(Box<sqlite::Connection>),
    /// A server.
    Postgres(Box<postgres::Connection>),
}

impl Connection {
    /// Rows of a query with `$1`, `$2`, ... for the parameters.
    pub fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Failure> {
        asked();
        match self {
            Self::Sqlite(connection) => connection.query(sql, parameters),
            Self::Postgres(connection) => connection.query(sql, parameters),
        }
    }

    /// Runs a statement and tells how many rows it touched.
    pub fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Failure> {
        asked();
        match self {
            Self::Sqlite(connection) => connection.execute(sql, parameters),
            Self::Postgres(connection) => connection.execute(sql, parameters),
        }
    }

    /// Runs a statement about one record or several. A server may be sent it later, at the latest
    /// before the next question or the end of the transaction, which then reports its error.
    pub fn write(
        &mut self,
        sql: &str,
        parameters: Vec<Value>,
        meaning: Meaning,
    ) -> Result<(), Error> {
        asked();
        match self {
            Self::Sqlite(connection) => {
                let outcome = connection.execute(sql, &parameters);
                meaning.error(outcome).map_or(Ok(()), Err)
            }
            Self::Postgres(connection) => Ok(connection.write_later(sql, parameters, meaning)?),
        }
    }

    /// Inserts so many rows of a table, as [`write`](Self::write) does.
    pub fn insert(
        &mut self,
        rows: usize,
        values: Vec<Value>,
        meaning: Meaning,
    ) -> Result<(), Error> {
        match self {
            Self::Sqlite(_) => self.write(&insert_sql(meaning.table, rows), values, meaning),
            Self::Postgres(connection) => {
                asked();
                Ok(connection.insert_later(rows, values, meaning)?)
            }
        }
    }

    /// Runs a statement that nobody asks how many rows it touched; a server may be sent it later, as
    /// [`write`](Self::write).
    pub fn run(&mut self, sql: &str, parameters: &[Value]) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => self.execute(sql, parameters).map(drop),
            Self::Postgres(connection) => {
                asked();
                connection.run_later(sql, parameters)
            }
        }
    }

    /// How many rows are inserted by one statement at most.
    pub fn rows_at_once(&self) -> usize {
        match self {
            Self::Sqlite(_) => 1,
            Self::Postgres(_) => postgres::ROWS,
        }
    }

    /// Runs several statements without parameters.
    pub fn batch(&mut self, sql: &str) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.batch(sql),
            Self::Postgres(connection) => connection.batch(sql),
        }
    }

    /// Begins a transaction that sees one state of the database. What other programs have changed
    /// since the last one is forgotten.
    pub fn begin(&mut self, writing: bool, cache: &mut Cache) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.begin(writing, cache),
            Self::Postgres(connection) => connection.begin(writing, cache),
        }
    }

    /// Ends a transaction that only read.
    pub fn end_reading(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.batch("COMMIT"),
            Self::Postgres(connection) => connection.end_reading(),
        }
    }

    /// Commits, and notes for other programs that these tables have changed.
    pub fn commit(&mut self, changed: &HashSet<Box<str>>) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.commit(),
            Self::Postgres(connection) => connection.commit(changed),
        }
    }

    /// Shows other programs that the one of this number lives. One program serves a file, so nothing
    /// is shown there.
    pub fn live(&mut self, life: i64) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(connection) => connection.live(life),
        }
    }

    /// Whether a program of this number lives and is at work on the database.
    pub fn lives(&mut self, life: i64) -> Result<bool, Failure> {
        match self {
            Self::Sqlite(_) => Ok(false),
            Self::Postgres(connection) => connection.lives(life),
        }
    }

    /// After a commit: gives back room that one large write took beside the data.
    pub fn give_back(&self) {
        if let Self::Sqlite(connection) = self {
            connection.cut_large_log();
        }
    }

    /// Gives back room that nobody has needed for a while.
    pub fn rest(&self) {
        if let Self::Sqlite(connection) = self {
            connection.cut_idle_log();
        }
    }

    /// Undoes the transaction, unless the database has done so already.
    pub fn roll_back(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) if !connection.in_transaction() => Ok(()),
            Self::Sqlite(connection) => connection.batch("ROLLBACK"),
            Self::Postgres(connection) => connection.roll_back(),
        }
    }

    /// Whether nothing can be done in this transaction any more, by whomever: the database undid it,
    /// or the server is gone.
    pub fn is_broken(&self) -> bool {
        match self {
            Self::Sqlite(connection) => !connection.in_transaction(),
            Self::Postgres(connection) => connection.is_closed(),
        }
    }

    /// Whether the server hung up.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Postgres(connection) if connection.is_closed())
    }

    /// Marks the place to which [`undo`](Self::undo) goes back.
    pub fn mark(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) => connection.batch("SAVEPOINT turn"),
            Self::Postgres(connection) => {
                connection.say_later("SAVEPOINT turn");
                Ok(())
            }
        }
    }

    /// What was written since the mark, or since the beginning, stands so far.
    pub fn keep(&mut self, marked: bool) -> Result<(), Failure> {
        match self {
            Self::Sqlite(connection) if marked => connection.batch("RELEASE SAVEPOINT turn"),
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(connection) => {
                if marked {
                    connection.say_later("RELEASE SAVEPOINT turn");
                }
                connection.flush()
            }
        }
    }

    /// Undoes what was written since the mark.
    pub fn undo(&mut self) -> Result<(), Failure> {
        if let Self::Postgres(connection) = self {
            connection.drop_later();
        }
        self.batch("ROLLBACK TO SAVEPOINT turn; RELEASE SAVEPOINT turn")
    }

    /// Forgets what was to be sent later, because it is undone.
    pub fn drop_later(&mut self) {
        if let Self::Postgres(connection) = self {
            connection.drop_later();
        }
    }

    /// The last entry number of a table whose key the program counts.
    pub fn last_entry_no(&mut self, table: &str, key: &str) -> Result<i64, Failure> {
        let sql = format!("SELECT coalesce(max(\"{key}\"), 0) FROM \"{table}\"");
        let rows = self.query(&sql, &[])?;
        Ok(rows.into_iter().flatten().next().map_or(0, Value::into_int))
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
}
