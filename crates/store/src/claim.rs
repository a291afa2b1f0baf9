//! One program serves a file: what it keeps in memory about it would not be true beside a second.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use base::{Error, Result, refuse};

use crate::db::DatabaseUrl;

/// That this program serves an embedded database; it ends with this value, also when the program is
/// killed.
#[derive(Debug)]
pub struct Claim(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl DatabaseUrl {
    /// Claims an embedded database for a program that serves it. A server is shared: nothing is
    /// claimed there.
    ///
    /// # Errors
    /// Refuses a file that another program serves.
    pub fn claim(&self) -> Result<Option<Claim>> {
        let Self::Sqlite(path) = self else { return Ok(None) };
        let beside = PathBuf::from(format!("{}-serving", path.display()));
        let failed =
            |error: std::io::Error| Error::Unavailable(format!("{}: {error}", beside.display()));
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&beside)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Claim(file))),
            Err(TryLockError::WouldBlock) => {
                let place = path.display().to_string();
                Err(Error::state(refuse!("store.file.served", path = place)))
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_is_refused_while_the_first_serves() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = DatabaseUrl::Sqlite(folder.path().join("books.db"));
        let first = url.claim().expect("the first");
        let second = url.claim().expect_err("the second is refused");
        assert_eq!(second.code(), "store.file.served");
        let removed = crate::Db::remove_all(&url).expect_err("nor is it deleted under the first");
        assert_eq!(removed.code(), "store.file.served");
        drop(first);
        assert!(url.claim().is_ok_and(|claim| claim.is_some()));
    }
}
