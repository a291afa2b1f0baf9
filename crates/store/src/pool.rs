//! The connections that read, and what all connections have in common.

use std::cell::Cell;
use std::time::{Duration, Instant};

use base::{Error, Result};
use parking_lot::{Condvar, Mutex};

use crate::db::DatabaseUrl;
use crate::engine::{Connection, Failure, postgres, sqlite};
use crate::session::Session;

/// How many connections of a database read at most.
const CONNECTIONS: usize = 8;
/// How long somebody waits for a connection or for the turn to write.
pub(crate) const WAIT: Duration = Duration::from_secs(20);

/// The error of somebody who waited too long.
pub(crate) fn busy() -> Error {
    Error::Unavailable("too many others are at work; nothing was changed".to_owned())
}

/// Connects; on SQLite a writer creates the file when it is missing.
pub(crate) fn connect(url: &DatabaseUrl, writing: bool) -> Result<Session> {
    connect_to(url, writing).map_err(|failure| unreachable_database(url, failure.into()))
}

/// The same, with the failure as it is.
pub(crate) fn connect_to(url: &DatabaseUrl, writing: bool) -> Result<Session, Failure> {
    let connection = match url {
        DatabaseUrl::Sqlite(path) => Connection::Sqlite(Box::new(sqlite::open(path, writing)?)),
        DatabaseUrl::Postgres { address, schema } if writing => {
            Connection::Postgres(Box::new(postgres::create(address, schema)?))
        }
        DatabaseUrl::Postgres { address, schema } => {
            Connection::Postgres(Box::new(postgres::open(address, schema)?))
        }
    };
    Ok(Session::new(connection))
}

/// The error of a database that cannot be reached, with its place.
pub(crate) fn unreachable_database(url: &DatabaseUrl, error: Error) -> Error {
    match error {
        Error::Unavailable(why) => Error::Unavailable(format!("{url}: {why}")),
        other => other,
    }
}

thread_local! {
    static HOLDING: Cell<bool> = const { Cell::new(false) };
}

/// That this thread holds a connection. Whoever holds one must not take another: when all are held
/// by those who wait for a second one, nobody ever goes on.
pub(crate) struct Alone(());

impl Alone {
    /// # Errors
    /// When the thread holds a connection already, which is a defect of the program.
    pub(crate) fn new() -> Result<Self> {
        if HOLDING.get() {
            debug_assert!(false, "a connection is taken by somebody who holds one");
            tracing::error!("a connection is taken by somebody who holds one");
            return Err(Error::Unavailable("a second connection was asked for".to_owned()));
        }
        HOLDING.set(true);
        Ok(Self(()))
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        HOLDING.set(false);
    }
}

/// The connections that read.
pub(crate) struct Readers {
    idle: Mutex<Idle>,
    freed: Condvar,
}

struct Idle {
    sessions: Vec<Session>,
    open: usize,
}

impl Readers {
    pub(crate) fn new() -> Self {
        let idle = Mutex::new(Idle { sessions: Vec::new(), open: 0 });
        Self { idle, freed: Condvar::new() }
    }

    /// A connection, as soon as one is free.
    ///
    /// # Errors
    /// When that takes too long.
    pub(crate) fn take(&self, url: &DatabaseUrl) -> Result<Held<'_>> {
        let until = Instant::now() + WAIT;
        let mut idle = self.idle.lock();
        loop {
            if let Some(session) = idle.sessions.pop() {
                return Ok(Held { readers: self, session: Some(session) });
            }
            if idle.open < CONNECTIONS {
                idle.open += 1;
                drop(idle);
                // Gives its place back by itself when it cannot connect.
                let mut held = Held { readers: self, session: None };
                held.session(url)?;
                return Ok(held);
            }
            if self.freed.wait_until(&mut idle, until).timed_out() {
                return Err(busy());
            }
        }
    }
}

/// A connection taken from the pool; it goes back by itself, even when something panics.
pub(crate) struct Held<'p> {
    readers: &'p Readers,
    session: Option<Session>,
}

impl Held<'_> {
    /// The connection, made when there is none.
    pub(crate) fn session(&mut self, url: &DatabaseUrl) -> Result<&mut Session> {
        let session = match self.session.take() {
            Some(session) => session,
            None => connect(url, false)?,
        };
        Ok(self.session.insert(session))
    }

    /// Begins to read; over a new connection when the server hung up.
    pub(crate) fn begin(&mut self, url: &DatabaseUrl) -> Result<&mut Session> {
        match self.session(url)?.begin(false) {
            Err(Failure::Gone(_)) => {
                self.session = None;
                self.session(url)?.begin(false)
            }
            done => done,
        }
        .map_err(|failure| unreachable_database(url, failure.into()))?;
        self.session(url)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let session = self.session.take().filter(|session| !session.connection.is_closed());
        let mut idle = self.readers.idle.lock();
        match session {
            Some(session) => idle.sessions.push(session),
            None => idle.open -= 1,
        }
        drop(idle);
        self.readers.freed.notify_one();
    }
}

/// Ends a transaction that only read, whatever goes wrong, even a panic.
pub(crate) struct RollBack<'s>(pub &'s mut Session, pub bool);

impl Drop for RollBack<'_> {
    fn drop(&mut self) {
        if self.1 {
            self.0.roll_back();
        }
    }
}
