//! Databases for tests: a fresh one on each engine that is at hand.
//!
//! SQLite needs nothing. PostgreSQL runs when `FIELDWRIGHT_TEST_POSTGRES` holds the address of a
//! server, such as `postgres://postgres@127.0.0.1:5432/postgres`; otherwise tests say that they
//! left it out.

use std::sync::atomic::{AtomicU32, Ordering};

use base::{Actor, DateTime, FixedClock};

use crate::db::{DatabaseUrl, Db, EngineName};
use crate::engine::{STATEMENTS, postgres};
use crate::record::Table;
use crate::schema;

/// The environment variable that names a PostgreSQL server for tests.
pub const POSTGRES_VARIABLE: &str = "FIELDWRIGHT_TEST_POSTGRES";

/// A database that goes away with this value.
pub struct TestDatabase {
    /// The database, with all tables, empty.
    pub db: Db,
    _folder: Option<tempfile::TempDir>,
}

impl TestDatabase {
    /// Which engine it is on, for messages.
    pub fn engine(&self) -> EngineName {
        self.db.engine()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let DatabaseUrl::Postgres { schema, .. } = self.db.url() {
            let sql = format!("DROP SCHEMA IF EXISTS \"{schema}\" CASCADE");
            if let Err(error) = self.db.batch(&sql) {
                eprintln!("{error}");
            }
        }
    }
}

/// Where an empty database for a test can be, on each engine at hand. The folder lives as long as
/// the test holds it.
///
/// # Panics
/// When no temporary folder can be made.
pub fn places() -> Vec<(DatabaseUrl, Option<tempfile::TempDir>)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = DatabaseUrl::Sqlite(folder.path().join("test.db"));
    let mut places = vec![(file, Some(folder))];
    match std::env::var(POSTGRES_VARIABLE) {
        Ok(address) if !address.is_empty() => {
            let schema = unused_name();
            places.push((DatabaseUrl::Postgres { address, schema }, None));
        }
        _ => eprintln!("PostgreSQL left out: {POSTGRES_VARIABLE} names no server"),
    }
    places
}

/// A name that no other test of this machine uses.
fn unused_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("test_{}_{count}", std::process::id())
}

/// A place of its own that can be copied with everything in it, and goes away with this value: a
/// folder, or a database on the server.
pub struct Sandbox {
    url: DatabaseUrl,
    home: Home,
}

enum Home {
    Folder(tempfile::TempDir),
    /// The address of the server and the name of the database there.
    Database(String, String),
}

/// An empty place on each engine at hand.
///
/// # Panics
/// When one cannot be made.
pub fn sandboxes() -> Vec<Sandbox> {
    places()
        .into_iter()
        .map(|(url, folder)| match (&url, folder) {
            (DatabaseUrl::Postgres { address, .. }, _) => Sandbox::on_server(address, None),
            (DatabaseUrl::Sqlite(_), folder) => {
                Sandbox { url, home: Home::Folder(folder.expect("a file lies in a folder")) }
            }
        })
        .collect()
}

impl Sandbox {
    /// Where the database of this place is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// A copy of everything here; nobody may be at work here meanwhile.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn copy(&self) -> Self {
        match &self.home {
            Home::Folder(folder) => {
                let copy = tempfile::tempdir().expect("a temporary folder");
                for entry in std::fs::read_dir(folder.path()).expect("the folder is there") {
                    let entry = entry.expect("the folder can be read");
                    let to = copy.path().join(entry.file_name());
                    std::fs::copy(entry.path(), to).expect("the file is copied");
                }
                let url = DatabaseUrl::Sqlite(copy.path().join("test.db"));
                Self { url, home: Home::Folder(copy) }
            }
            Home::Database(server, name) => Self::on_server(server, Some(name)),
        }
    }

    fn on_server(server: &str, template: Option<&str>) -> Self {
        let name = unused_name();
        postgres::create_database(server, &name, template).expect("the database is created");
        let address = with_database(server, &name);
        let url = DatabaseUrl::Postgres { address, schema: "test".to_owned() };
        Self { url, home: Home::Database(server.to_owned(), name) }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Home::Database(server, name) = &self.home
            && let Err(failure) = postgres::drop_database(server, name)
        {
            eprintln!("{name}: {failure:?}");
        }
    }
}

/// The address of another database on the same server.
fn with_database(address: &str, name: &str) -> String {
    let (place, options) = address.split_once('?').unwrap_or((address, ""));
    let server = place.rsplit_once('/').map_or(place, |(server, _)| server);
    let question = if options.is_empty() { "" } else { "?" };
    format!("{server}/{name}{question}{options}")
}

/// Commits without waiting for the disk, where that makes tests faster.
///
/// # Panics
/// When the database does not answer.
pub fn hasten(db: &Db) {
    if db.engine() == EngineName::Sqlite {
        db.batch("PRAGMA synchronous = OFF").expect("a test may be unsafe");
    }
}

/// A fresh database with these tables on each engine at hand.
///
/// # Panics
/// When a database cannot be made.
pub fn databases(tables: &[&Table]) -> Vec<TestDatabase> {
    places()
        .into_iter()
        .map(|(url, folder)| {
            let db = Db::open(&url).expect("the test database opens");
            hasten(&db);
            db.batch(&schema::ddl(url.engine(), tables)).expect("the schema is created");
            TestDatabase { db, _folder: folder }
        })
        .collect()
}

/// Who acts in tests: may do everything, answers yes, at 2026-03-02 08:00 in UTC.
pub fn actor() -> Actor {
    Actor::program(&FixedClock(DateTime::constant(2026, 3, 2, 8, 0, 0, 0)))
}

/// What an act returns, and how many statements it ran on the thread of the test.
pub fn count_statements<T>(act: impl FnOnce() -> T) -> (T, u64) {
    let before = STATEMENTS.get();
    let result = act();
    (result, STATEMENTS.get() - before)
}
