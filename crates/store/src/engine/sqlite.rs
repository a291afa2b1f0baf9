//! SQLite, embedded.

use std::fs::Metadata;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, OpenFlags, ToSql};

use super::{Failure, Row};
use crate::cache::Cache;
use crate::field::Value;

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 1024;

/// After so many pages of 4 KiB the write-ahead log is copied into the file. A posting changes the
/// same pages again and again, the ends of the ledgers' indexes: the longer the log, the fewer
/// times each is copied.
const LOG_PAGES: i64 = 16_000;
/// So much of the log stays on the disk for the next writes.
const LOG_BYTES: i64 = LOG_PAGES * 4096;
/// A log of so many bytes is not put up with, also while people work: one write filled it.
const LOG_TOO_LARGE: u64 = 128 << 20;
/// A log of so few bytes is left alone.
const LOG_SMALL: u64 = 1 << 20;
/// Nobody has written for so long: the log may go.
const IDLE: Duration = Duration::from_secs(20);

/// How long a connection waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection to a database file.
pub(crate) struct Connection {
    inner: rusqlite::Connection,
    /// Changes when another connection has changed the file.
    version: i64,
}

/// Opens a database file. The writer creates it and sets it up for safety: write-ahead log, every
/// commit on the disk before it is reported.
pub(crate) fn open(path: &Path, writing: bool) -> Result<Connection, Failure> {
    let inner = open_file(path, writing)?;
    Ok(Connection { inner, version: 0 })
}

fn open_file(path: &Path, writing: bool) -> Result<rusqlite::Connection, Failure> {
    let flags = if writing {
        OpenFlags::default()
    } else {
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
    };
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(PATIENCE)?;
    if writing {
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
        )?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        // After a big fill the log gives back what is more than that.
        connection.pragma_update(None, "journal_size_limit", LOG_BYTES)?;
    }
    // A prepared statement keeps its plan whatever is bound to it; otherwise every other execution
    // of a cached statement would be planned again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;")?;
    connection.create_scalar_function(
        "fold",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        |context| Ok(super::words::fold(&context.get::<String>(0)?)),
    )?;
    Ok(connection)
}

/// Deletes a database file `books.db`, those of companies beside it, `books.company.db`, and what
/// belongs to them.
pub(crate) fn remove(path: &Path) -> std::io::Result<()> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = match std::fs::read_dir(folder.unwrap_or(Path::new("."))) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let found = entry.file_name().to_string_lossy().into_owned();
        let file = found.trim_end_matches("-wal").trim_end_matches("-shm");
        let company =
            file.strip_prefix(&format!("{stem}.")).and_then(|rest| rest.strip_suffix(".db"));
        if file == name || company.is_some_and(|company| !company.contains('.')) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.extended_code {
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => Self::Duplicate,
                _ if failure.code == ErrorCode::DatabaseBusy => Self::Conflict,
                _ if failure.code == ErrorCode::DiskFull => Self::Full,
                _ => Self::Other(error.to_string()),
            },
            _ => Self::Other(error.to_string()),
        }
    }
}

/// SQLite numbers `$name` parameters by first appearance; `?1` says what `$1` means.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

impl Connection {
    pub(super) fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, Failure> {
        let mut statement = self.inner.prepare_cached(&numbered(sql))?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(parameters))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(width);
            for column in 0..width {
                values.push(match row.get_ref(column)? {
                    ValueRef::Integer(number) => Value::Int(number),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Null => Value::Int(0),
                    other => return Err(Failure::Other(format!("a value of type {other:?}"))),
                });
            }
            found.push(values);
        }
        Ok(found)
    }

    pub(super) fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, Failure> {
        let mut statement = self.inner.prepare_cached(&numbered(sql))?;
        let touched = statement.execute(rusqlite::params_from_iter(parameters))?;
        Ok(u64::try_from(touched).unwrap_or(0))
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Failure> {
        self.inner.execute_batch(sql).map_err(Failure::from)
    }

    /// A statement that is run again and again.
    fn run(&mut self, sql: &str) -> Result<(), Failure> {
        self.inner.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// Others write over other connections: readers forget everything, the writer only when another
    /// program has changed the file.
    pub(super) fn begin(&mut self, writing: bool, cache: &mut Cache) -> Result<(), Failure> {
        if !writing {
            cache.clear();
            return self.run("BEGIN");
        }
        self.run("BEGIN IMMEDIATE")?;
        let version = self
            .inner
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)));
        match version {
            Ok(version) => {
                if version != self.version {
                    cache.clear();
                }
                self.version = version;
                Ok(())
            }
            Err(error) => {
                self.run("ROLLBACK")?;
                Err(error.into())
            }
        }
    }

    pub(super) fn commit(&mut self) -> Result<(), Failure> {
        self.run("COMMIT")
    }

    /// Whether a transaction is open; the database ends one by itself when the disk is full.
    pub(super) fn in_transaction(&self) -> bool {
        !self.inner.is_autocommit()
    }

    /// After a commit: gives back the room of a log that one large write has filled.
    pub(crate) fn cut_large_log(&self) {
        if self.log().is_some_and(|log| log.len() > LOG_TOO_LARGE) {
            self.cut_log();
        }
    }

    /// Gives back the room of the log when nobody has written for a while.
    pub(crate) fn cut_idle_log(&self) {
        let idle = |log: &Metadata| {
            log.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|since| since > IDLE)
        };
        if self.log().is_some_and(|log| log.len() > LOG_SMALL && idle(&log)) {
            self.cut_log();
        }
    }

    fn log(&self) -> Option<Metadata> {
        std::fs::metadata(format!("{}-wal", self.inner.path()?)).ok()
    }

    /// Copies the log into the file and empties it, unless somebody reads from it just now: then the
    /// next time does.
    fn cut_log(&self) {
        let cut = || {
            self.inner.busy_timeout(Duration::ZERO)?;
            let done = self.inner.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            self.inner.busy_timeout(PATIENCE)?;
            done
        };
        if let Err(error) = cut() {
            tracing::debug!(%error, "the write-ahead log was not emptied");
        }
    }

    /// Copies the whole database to a file while others work, as it is at one moment.
    pub(crate) fn copy(&self, to: &Path) -> Result<(), Failure> {
        let mut target = rusqlite::Connection::open(to)?;
        let backup = rusqlite::backup::Backup::new(&self.inner, &mut target)?;
        let pause = std::time::Duration::from_millis(10);
        // All pages in one step, so that it begins anew for nobody.
        backup.run_to_completion(i32::MAX, pause, None).map_err(Failure::from)
    }
}
