//! Whether a database is there at all. To open one that is missing would make it.

use std::path::Path;

use base::{Error, Result};
use rusqlite::{Connection, OpenFlags};

use super::{Failure, postgres};
use crate::db::DatabaseUrl;

/// What tells a file from another one that later takes its name; nothing on a server, where a name
/// is looked up each time.
pub type FileIdentity = Option<(u64, u64)>;

impl DatabaseUrl {
    /// Whether the place holds a database that this program has made. Nothing is created.
    ///
    /// # Errors
    /// When the file is no database, or the server cannot be reached.
    pub fn is_there(&self) -> Result<bool> {
        let found = match self {
            Self::Sqlite(path) => in_file(path),
            Self::Postgres { address, schema } => on_server(address, schema),
        };
        found.map_err(|failure| Error::Unavailable(format!("{self}: {}", Error::from(failure))))
    }

    /// Which file has the name of the database now.
    pub fn file_identity(&self) -> FileIdentity {
        match self {
            Self::Sqlite(path) => identity(path),
            Self::Postgres { .. } => None,
        }
    }
}

fn in_file(path: &Path) -> Result<bool, Failure> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Failure::Other(error.to_string())),
        Ok(found) if found.len() == 0 => return Ok(false),
        Ok(_) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    let sql = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'";
    Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))? > 0)
}

fn on_server(address: &str, schema: &str) -> Result<bool, Failure> {
    let mut connection = postgres::open(address, schema)?;
    let sql = "SELECT 1::bigint WHERE to_regclass($1::text) IS NOT NULL";
    let table = format!("\"{schema}\".\"schema_version\"");
    Ok(!connection.query(sql, &[table.as_str().into()])?.is_empty())
}

#[cfg(unix)]
fn identity(path: &Path) -> FileIdentity {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

/// Elsewhere an open file cannot be replaced.
#[cfg(not(unix))]
fn identity(_: &Path) -> FileIdentity {
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::{actor, places};
    use crate::{Db, migration};

    #[test]
    fn looking_for_a_database_makes_none() {
        for (url, _folder) in places() {
            let url = url.company("sought");
            assert_eq!(url.is_there(), Ok(false), "{url}");
            assert_eq!(url.is_there(), Ok(false), "still none: {url}");
            let schema = migration::Schema { tables: Vec::new(), changes: &["first"], steps: &[] };
            let db = Db::open(&url).expect("a database");
            assert_eq!(url.is_there(), Ok(false), "nothing was made in it: {url}");
            migration::apply(&db, &actor(), &schema).expect("a schema");
            assert_eq!(url.is_there(), Ok(true), "{url}");
            drop(db);
            Db::remove_all(&url).expect("it goes away");
        }
    }

    #[test]
    fn a_file_that_is_no_database_is_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("letter.db");
        std::fs::write(&path, "Dear customer, this is no database at all.").expect("a file");
        let url = crate::DatabaseUrl::Sqlite(path.clone());
        assert!(url.is_there().is_err());
        std::fs::write(&path, "").expect("a file");
        assert_eq!(url.is_there(), Ok(false));
    }
}
