//! A database: one who writes at a time, and many who read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use base::{Actor, Error, Result, refuse};

use crate::engine::{Connection, Failure, postgres, sqlite};
use crate::pool::{
    Alone, Readers, RollBack, WAIT, busy, connect, connect_to, unreachable_database,
};
use crate::session::Life;
use crate::turn::{Batch, Commit, Ending, Turns, Writer};
use crate::tx::{Tx, ZoneColumn};

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
pub struct Db(Arc<Open>);

struct Open {
    url: DatabaseUrl,
    /// Closed before the writer: the last connection to a file copies the write-ahead log into it,
    /// which one that only reads cannot.
    readers: Readers,
    turns: Turns,
    zone: OnceLock<ZoneColumn>,
    /// By which other programs know that this one lives.
    life: Life,
}

impl Db {
    /// Opens the database; on SQLite the file is created when it is missing.
    ///
    /// # Errors
    /// When the file or server cannot be opened; the text says which.
    pub fn open(url: &DatabaseUrl) -> Result<Self> {
        let life = Life::begin();
        let mut session = connect(url, true)?;
        session.live(life).map_err(|failure| unreachable_database(url, failure.into()))?;
        let writer = Writer { session: Some(session), open: None };
        Ok(Self(Arc::new(Open {
            life,
            url: url.clone(),
            readers: Readers::new(),
            turns: Turns::new(writer),
            zone: OnceLock::new(),
        })))
    }

    /// From now on every transaction has the zone that is kept there. Before, it has that of the one
    /// who acts.
    pub fn keeps_zone(&self, kept: ZoneColumn) {
        self.0.zone.get_or_init(|| kept);
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
    /// What `act` returns, or that the database cannot be reached or has no connection to spare.
    pub fn read<T>(&self, actor: &Actor, act: impl FnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        let _alone = Alone::new()?;
        let mut held = self.0.readers.take(&self.0.url)?;
        let session = held.begin(&self.0.url)?;
        let mut guard = RollBack(session, true);
        let kept = self.0.zone.get().copied();
        let value = act(&mut Tx::new(guard.0, actor, false, kept)?)?;
        guard.0.end_reading()?;
        guard.1 = false;
        Ok(value)
    }

    /// Writes in one transaction: everything or nothing. Writes of one database happen one after
    /// another, whatever program they come from, and each sees what the one before it left. Those
    /// that wait for each other share a commit. When that fails, `act` runs again, so it must be
    /// repeatable.
    ///
    /// # Errors
    /// What `act` returns; then nothing has been changed. That others took too long.
    pub fn write<T>(&self, actor: &Actor, mut act: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        let _alone = Alone::new()?;
        let mut by_itself = false;
        loop {
            let writer = self.0.turns.take(WAIT).ok_or_else(busy)?;
            match self.turn(writer, actor, by_itself, &mut act) {
                Some(result) => return result,
                None if by_itself => return Err(busy()),
                None => by_itself = true,
            }
        }
    }

    /// One turn of writing; nothing when a commit that was shared failed, and this write should be
    /// tried again by itself.
    fn turn<T>(
        &self,
        mut writer: Box<Writer>,
        actor: &Actor,
        by_itself: bool,
        act: impl FnOnce(&mut Tx) -> Result<T>,
    ) -> Option<Result<T>> {
        if by_itself {
            self.commit(&mut writer).ok();
        }
        if let Err(failure) = self.begin(&mut writer) {
            self.0.turns.put_back(writer);
            return Some(Err(unreachable_database(&self.0.url, failure.into())));
        }
        let mut turn = Turn { db: self, writer: Some(writer) };
        let (result, commit) = turn.run(actor, act);
        let writer = turn.writer.take().expect("put back by the end of the turn only");
        if result.is_err() && writer.open.is_none() {
            self.0.turns.put_back(writer);
            return Some(result);
        }
        match self.finish(writer, by_itself, commit) {
            Ok(Ending::Kept) => Some(result),
            Ok(Ending::Undone) => None,
            Ok(Ending::Unknown(why)) => Some(Err(Error::Unavailable(why))),
            Err(failure) => Some(result.and(Err(failure.into()))),
        }
    }

    /// Begins a transaction unless one is open; over a new connection when the server hung up.
    fn begin(&self, writer: &mut Writer) -> Result<(), Failure> {
        if writer.open.is_some() {
            return Ok(());
        }
        for fresh in [false, true] {
            if fresh || writer.session.as_ref().is_none_or(|held| held.connection.is_closed()) {
                writer.session = None;
                let mut session = connect_to(&self.0.url, true)?;
                session.live(self.0.life)?;
                writer.session = Some(session);
            }
            let session = writer.session.as_mut().expect("connected just now");
            match session.begin(true) {
                Err(Failure::Gone(_)) if !fresh => {}
                Err(failure) => return Err(failure),
                Ok(()) => break,
            }
        }
        writer.open = Some(Batch::new());
        Ok(())
    }

    /// After a write: lets the next one share the commit and waits for it, or commits.
    fn finish(
        &self,
        writer: Box<Writer>,
        by_itself: bool,
        commit: Arc<Commit>,
    ) -> Result<Ending, Failure> {
        let writer = if by_itself { Some(writer) } else { self.0.turns.hand_on(writer) };
        let Some(mut writer) = writer else { return Ok(commit.wait()) };
        let alone = writer.open.as_ref().is_none_or(Batch::alone);
        let done = self.commit(&mut writer);
        self.0.turns.put_back(writer);
        match done {
            Err(failure) if alone => Err(failure),
            _ => Ok(commit.wait()),
        }
    }

    /// Ends the open transaction, if there is one, and tells those who wait for it.
    fn commit(&self, writer: &mut Writer) -> Result<(), Failure> {
        let Some(batch) = writer.open.take() else { return Ok(()) };
        let Some(session) = writer.session.as_mut() else {
            batch.settle(Ending::Undone);
            return Ok(());
        };
        let done = session.commit();
        match &done {
            Ok(()) => {
                batch.settle(Ending::Kept);
                session.connection.give_back();
            }
            // The server may have committed before it hung up: to write again would be twice.
            Err(Failure::Gone(why)) => {
                batch.settle(Ending::Unknown(why.clone()));
                writer.session = None;
            }
            Err(_) => {
                session.roll_back();
                batch.settle(Ending::Undone);
            }
        }
        done
    }

    /// For moments in which nobody works: the write-ahead log of an embedded database is emptied when
    /// nobody has written for a while, so that it does not keep the size that a big fill gave it.
    /// Does nothing while somebody writes.
    ///
    /// # Errors
    /// When the caller holds a connection.
    pub fn rest(&self) -> Result<()> {
        let _alone = Alone::new()?;
        if let Some(writer) = self.0.turns.take_idle() {
            if let Some(session) = &writer.session {
                session.connection.rest();
            }
            self.0.turns.put_back(writer);
        }
        Ok(())
    }

    /// Runs several statements of the schema without parameters, outside a transaction.
    ///
    /// # Errors
    /// When the database refuses one.
    pub fn batch(&self, sql: &str) -> Result<()> {
        let _alone = Alone::new()?;
        let mut writer = self.0.turns.take(WAIT).ok_or_else(busy)?;
        let done = self.commit(&mut writer).and_then(|()| match writer.session.as_mut() {
            Some(session) => {
                session.cache.clear();
                session.connection.batch(sql)
            }
            None => Ok(()),
        });
        self.0.turns.put_back(writer);
        Ok(done?)
    }

    /// Copies an embedded database to a file while others work.
    ///
    /// # Errors
    /// Refuses on a server, which has its own tools, and when the file cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        let _alone = Alone::new()?;
        let mut held = self.0.readers.take(&self.0.url)?;
        match &held.session(&self.0.url)?.connection {
            Connection::Sqlite(connection) => Ok(connection.copy(path)?),
            Connection::Postgres(_) => Err(refuse!("store.copy.serverDatabase").into()),
        }
    }

    /// Deletes a system database and the databases of all its companies, whatever they hold.
    ///
    /// # Errors
    /// When a file or schema cannot be deleted; refuses a file that another program serves.
    pub fn remove_all(url: &DatabaseUrl) -> Result<()> {
        let _claim = url.claim()?;
        match url {
            DatabaseUrl::Sqlite(path) => sqlite::remove(path)
                .map_err(|error| Error::Unavailable(format!("{}: {error}", path.display()))),
            DatabaseUrl::Postgres { address, schema } => postgres::remove(address, schema)
                .map_err(|failure| unreachable_database(url, failure.into())),
        }
    }
}

/// A turn of writing that is under way. Even when the act panics, it is undone, and the next has its
/// turn.
struct Turn<'d> {
    db: &'d Db,
    writer: Option<Box<Writer>>,
}

impl Turn<'_> {
    /// Runs the act; what it wrote stands so far or is undone when this returns.
    fn run<T>(
        &mut self,
        actor: &Actor,
        act: impl FnOnce(&mut Tx) -> Result<T>,
    ) -> (Result<T>, Arc<Commit>) {
        let writer = self.writer.as_mut().expect("put back by the end of the turn only");
        let batch = writer.open.as_mut().expect("begun before the turn");
        let commit = batch.join();
        let marked = !batch.alone();
        let session = writer.session.as_mut().expect("begun before the turn");
        if marked && let Err(failure) = session.mark() {
            self.give_up();
            return (Err(failure.into()), commit);
        }
        let kept = self.db.0.zone.get().copied();
        let result = Tx::new(session, actor, true, kept)
            .and_then(|mut tx| act(&mut tx))
            .and_then(|value| session.keep(marked).map(|()| value).map_err(Error::from));
        if result.is_err() {
            self.undo(marked);
        }
        (result, commit)
    }

    /// Undoes the write alone where others share the transaction, else all of it.
    fn undo(&mut self, marked: bool) {
        let Some(session) = self.writer.as_mut().and_then(|writer| writer.session.as_mut()) else {
            return;
        };
        if !marked || session.connection.is_broken() || session.undo().is_err() {
            self.give_up();
        }
    }

    /// Undoes the transaction, and sends those who share it to try again.
    fn give_up(&mut self) {
        let Some(writer) = self.writer.as_mut() else { return };
        if let Some(session) = writer.session.as_mut() {
            session.roll_back();
        }
        if let Some(batch) = writer.open.take() {
            batch.settle(Ending::Undone);
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if self.writer.is_some() {
            // The act panicked.
            self.undo(
                self.writer
                    .as_ref()
                    .is_some_and(|writer| writer.open.as_ref().is_some_and(|batch| !batch.alone())),
            );
            if let Some(mut writer) = self.writer.take() {
                self.db.commit(&mut writer).ok();
                self.db.0.turns.put_back(writer);
            }
        }
    }
}
