//! Databases for tests: a fresh one on each engine that is at hand.
//!
//! SQLite needs nothing. PostgreSQL runs when `FIELDWRIGHT_TEST_POSTGRES` holds the address of a
//! server, such as `postgres://postgres@127.0.0.1:5432/postgres`; otherwise tests say that they
//! left it out.

use std::sync::atomic::{AtomicU32, Ordering};

use base::{Actor, DateTime};

use crate::db::{DatabaseUrl, Db, EngineName};
use crate::engine::STATEMENTS;
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
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = DatabaseUrl::Sqlite(folder.path().join("test.db"));
    let mut places = vec![(file, Some(folder))];
    match std::env::var(POSTGRES_VARIABLE) {
        Ok(address) if !address.is_empty() => {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let schema = format!("test_{}_{count}", std::process::id());
            places.push((DatabaseUrl::Postgres { address, schema }, None));
        }
        _ => eprintln!("PostgreSQL left out: {POSTGRES_VARIABLE} names no server"),
    }
    places
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
            if url.engine() == EngineName::Sqlite {
                db.batch("PRAGMA synchronous = OFF").expect("a test may be unsafe");
            }
            db.batch(&schema::ddl(url.engine(), tables)).expect("the schema is created");
            TestDatabase { db, _folder: folder }
        })
        .collect()
}

/// Who acts in tests: may do everything, answers yes, at 2026-03-02 08:00.
pub fn actor() -> Actor {
    Actor::program(DateTime::constant(2026, 3, 2, 8, 0, 0, 0))
}

/// What an act returns, and how many statements it ran on the thread of the test.
pub fn count_statements<T>(act: impl FnOnce() -> T) -> (T, u64) {
    let before = STATEMENTS.get();
    let result = act();
    (result, STATEMENTS.get() - before)
}
