//! A database: one writer and many readers on SQLite, a pool of clients on PostgreSQL.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use std::time::Duration;

use base::{Actor, Error, Result, refuse};
use parking_lot::{Condvar, Mutex, MutexGuard};

use crate::engine::{CONFLICT, Connection, postgres, sqlite};
use crate::tx::Tx;

/// How many clients or readers a database opens at most.
const CONNECTIONS: usize = 8;
/// How often a write that met another one is tried again.
const TRIES: u32 = 40;

/// Which of the two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineName {
    /// The embedded database.
    Sqlite,
    /// A server.
    Postgres,
}

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server and the schema to work in.
    Postgres {
        /// The address, with user and database.
        address: String,
        /// The schema that holds the tables.
        schema: String,
    },
}

impl DatabaseUrl {
    /// From a command line: a file path, or `postgres://..`; the schema is `fieldwright`.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres { address: text.to_owned(), schema: "fieldwright".to_owned() }
        } else {
            Self::Sqlite(PathBuf::from(text.strip_prefix("sqlite:").unwrap_or(text)))
        }
    }

    /// The database of one company beside this system database: the file `<name>.<company>.db`,
    /// or the schema `<schema>_<company>` with underscores for hyphens.
    #[must_use]
    pub fn company(&self, company: &str) -> Self {
        match self {
            Self::Sqlite(path) => {
                let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
                let name = format!("{}.{company}.db", stem.unwrap_or_default());
                Self::Sqlite(path.with_file_name(name))
            }
            Self::Postgres { address, schema } => Self::Postgres {
                address: address.clone(),
                schema: format!("{schema}_{}", company.replace('-', "_")),
            },
        }
    }

    /// Which engine serves it.
    pub fn engine(&self) -> EngineName {
        match self {
            Self::Sqlite(_) => EngineName::Sqlite,
            Self::Postgres { .. } => EngineName::Postgres,
        }
    }
}

impl std::fmt::Display for DatabaseUrl {
    /// The place without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres { address, schema } => {
                let after = address.rsplit('@').next().unwrap_or_default();
                write!(f, "PostgreSQL {after} schema {schema}")
            }
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// A database that is open. Cheap to clone; closed when the last clone goes.
#[derive(Clone)]
pub struct Db(Arc<Pool>);

struct Pool {
    url: DatabaseUrl,
    /// Closed before the writer: the last connection to a file copies the write-ahead log into it,
    /// which one that only reads cannot.
    idle: Mutex<Idle>,
    /// The only writer on SQLite; waiting callers are served in turn.
    writer: Option<Mutex<Connection>>,
    freed: Condvar,
}

struct Idle {
    connections: Vec<Connection>,
    open: usize,
}

impl Db {
    /// Opens the database; on SQLite the file is created when it is missing.
    ///
    /// # Errors
    /// When the file or server cannot be opened; the text says which.
    pub fn open(url: &DatabaseUrl) -> Result<Self> {
        let writer = match url {
            DatabaseUrl::Sqlite(path) => Some(Mutex::new(Connection::Sqlite(
                sqlite::open(path, true).map_err(|f| unreachable_database(url, f.into()))?,
            ))),
            DatabaseUrl::Postgres { address, schema } => {
                let mut first = postgres::open(address, schema)
                    .map_err(|f| unreachable_database(url, f.into()))?;
                first.batch(&format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""))?;
                None
            }
        };
        Ok(Self(Arc::new(Pool {
            url: url.clone(),
            writer,
            idle: Mutex::new(Idle { connections: Vec::new(), open: 0 }),
            freed: Condvar::new(),
        })))
    }

    /// Where it is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.0.url
    }

    /// Which engine serves it.
    pub fn engine(&self) -> EngineName {
        self.0.url.engine()
    }

    /// Reads in one transaction that sees one state of the database.
    ///
    /// # Errors
    /// What `act` returns, or that the database cannot be reached.
    pub fn read<T>(&self, actor: &Actor, act: impl FnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        let mut held = self.connection()?;
        run(held.connection(), actor, false, act)
    }

    /// Writes in one transaction: everything or nothing. Tried again when another transaction was
    /// first, so `act` must be repeatable.
    ///
    /// # Errors
    /// What `act` returns; then nothing has been changed.
    pub fn write<T>(&self, actor: &Actor, mut act: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        if let Some(writer) = &self.0.writer {
            let mut connection = writer.lock();
            let result = run(&mut connection, actor, true, act);
            MutexGuard::unlock_fair(connection);
            return result;
        }
        let mut tried = 0;
        loop {
            let mut held = self.connection()?;
            let result = run(held.connection(), actor, true, &mut act);
            drop(held);
            tried += 1;
            match result {
                Err(Error::Unavailable(why)) if why == CONFLICT && tried < TRIES => {
                    std::thread::sleep(Duration::from_millis(u64::from(tried.min(10))));
                }
                result => return result,
            }
        }
    }

    /// Runs several statements of the schema without parameters, outside a transaction.
    ///
    /// # Errors
    /// When the database refuses one.
    pub fn batch(&self, sql: &str) -> Result<()> {
        if let Some(writer) = &self.0.writer {
            return Ok(writer.lock().batch(sql)?);
        }
        let mut held = self.connection()?;
        Ok(held.connection().batch(sql)?)
    }

    /// Copies an embedded database to a file while others work.
    ///
    /// # Errors
    /// Refuses on a server, which has its own tools, and when the file cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        let writer = self.0.writer.as_ref();
        let Some(writer) = writer else {
            return Err(refuse!("store.copy.serverDatabase").into());
        };
        match &*writer.lock() {
            Connection::Sqlite(connection) => Ok(sqlite::copy(connection, path)?),
            Connection::Postgres(_) => Err(refuse!("store.copy.serverDatabase").into()),
        }
    }

    /// Deletes a system database and the databases of all its companies, whatever they hold.
    ///
    /// # Errors
    /// When a file or schema cannot be deleted.
    pub fn remove_all(url: &DatabaseUrl) -> Result<()> {
        match url {
            DatabaseUrl::Sqlite(path) => sqlite::remove(path)
                .map_err(|error| Error::Unavailable(format!("{}: {error}", path.display()))),
            DatabaseUrl::Postgres { address, schema } => postgres::remove(address, schema)
                .map_err(|failure| unreachable_database(url, failure.into())),
        }
    }

    fn connection(&self) -> Result<Held<'_>> {
        let mut idle = self.0.idle.lock();
        loop {
            if let Some(connection) = idle.connections.pop() {
                return Ok(Held { pool: &self.0, connection: Some(connection) });
            }
            if idle.open < CONNECTIONS {
                idle.open += 1;
                drop(idle);
                return match self.connect() {
                    Ok(connection) => Ok(Held { pool: &self.0, connection: Some(connection) }),
                    Err(error) => {
                        self.0.idle.lock().open -= 1;
                        self.0.freed.notify_one();
                        Err(error)
                    }
                };
            }
            self.0.freed.wait(&mut idle);
        }
    }

    fn connect(&self) -> Result<Connection> {
        let opened = match &self.0.url {
            DatabaseUrl::Sqlite(path) => sqlite::open(path, false).map(Connection::Sqlite),
            DatabaseUrl::Postgres { address, schema } => postgres::open(address, schema)
                .map(|connection| Connection::Postgres(Box::new(connection))),
        };
        opened.map_err(|failure| unreachable_database(&self.0.url, failure.into()))
    }
}

fn unreachable_database(url: &DatabaseUrl, error: Error) -> Error {
    Error::Unavailable(format!("{url}: {error}"))
}

/// A connection taken from the pool; it goes back by itself, even when something panics.
struct Held<'p> {
    pool: &'p Pool,
    connection: Option<Connection>,
}

impl Held<'_> {
    fn connection(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("held until it is dropped")
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let mut idle = self.pool.idle.lock();
        if matches!(&connection, Connection::Postgres(client) if client.is_closed()) {
            idle.open -= 1;
        } else {
            idle.connections.push(connection);
        }
        drop(idle);
        self.pool.freed.notify_one();
    }
}

/// Runs one transaction; whatever goes wrong, even a panic, rolls it back.
fn run<T>(
    connection: &mut Connection,
    actor: &Actor,
    writing: bool,
    act: impl FnOnce(&mut Tx) -> Result<T>,
) -> Result<T> {
    struct Rollback<'c>(&'c mut Connection, bool);
    impl Drop for Rollback<'_> {
        fn drop(&mut self) {
            if self.1
                && let Err(failure) = self.0.batch("ROLLBACK")
            {
                tracing::warn!(?failure, "rollback failed");
            }
        }
    }
    connection.begin(writing)?;
    let mut guard = Rollback(connection, true);
    let value = act(&mut Tx::new(guard.0, actor, writing))?;
    guard.0.batch("COMMIT")?;
    guard.1 = false;
    Ok(value)
}
