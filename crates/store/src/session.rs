//! A connection with what it knows, and the beginning and end of its transactions.

use std::hash::{BuildHasher as _, RandomState};

use crate::cache::Cache;
use crate::engine::{Connection, Failure};

/// What tells an open database from the same one opened by another program, or another time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Life(pub i64);

impl Life {
    /// One that nobody else has.
    pub(crate) fn begin() -> Self {
        // The standard library seeds these keys at random.
        let random = RandomState::new().hash_one(std::process::id());
        Self(i64::try_from(random >> 1).unwrap_or(1).max(1))
    }
}

/// A connection and what was read over it that is still true.
pub(crate) struct Session {
    pub connection: Connection,
    pub cache: Cache,
    /// The life of the program that writes over this connection.
    pub life: Life,
}

impl Session {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, cache: Cache::default(), life: Life::default() }
    }

    /// Shows other programs that this one lives, for as long as the connection does.
    pub(crate) fn live(&mut self, life: Life) -> Result<(), Failure> {
        self.life = life;
        self.connection.live(life.0)
    }

    /// Begins a transaction that sees one state of the database. One that writes waits until no
    /// other program writes, and forgets what other programs have changed meanwhile.
    pub(crate) fn begin(&mut self, writing: bool) -> Result<(), Failure> {
        self.connection.begin(writing, &mut self.cache)
    }

    /// Ends a transaction that only read.
    pub(crate) fn end_reading(&mut self) -> Result<(), Failure> {
        self.connection.end_reading()
    }

    /// Commits, and tells other programs which tables changed.
    pub(crate) fn commit(&mut self) -> Result<(), Failure> {
        let changed = self.cache.all_kept();
        let done = self.connection.commit(&changed);
        if done.is_err() {
            self.cache.clear();
        }
        done
    }

    /// Undoes the whole transaction. When not even that works, the connection is of no more use.
    pub(crate) fn roll_back(&mut self) {
        self.cache.all_undone();
        if let Err(failure) = self.connection.roll_back() {
            tracing::warn!(?failure, "rollback failed");
        }
    }

    /// Marks the place to which a write that shares the transaction can be undone alone.
    pub(crate) fn mark(&mut self) -> Result<(), Failure> {
        self.connection.mark()
    }

    /// The write since the mark is kept, as far as the whole transaction is.
    pub(crate) fn keep(&mut self, marked: bool) -> Result<(), Failure> {
        self.connection.keep(marked)?;
        self.cache.kept();
        Ok(())
    }

    /// Undoes the write since the mark.
    pub(crate) fn undo(&mut self) -> Result<(), Failure> {
        self.cache.undone();
        self.connection.undo()
    }
}
