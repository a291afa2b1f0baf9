//! Room on the disk: whether there is any for what is written next.

use std::time::{Duration, Instant};

use parking_lot::Mutex;
use store::DatabaseUrl;

/// With less than so many bytes a database on this machine is not ready to be written to.
const LEAST: u64 = 32 * 1024 * 1024;
/// So long a full disk counts as full after it was met, unless it is met again.
const REMEMBERED: Duration = Duration::from_secs(30);

/// When a full disk was met.
#[derive(Default)]
pub struct Room(Mutex<Option<Instant>>);

impl Room {
    /// A full disk was met.
    pub fn met_full(&self, now: Instant) {
        *self.0.lock() = Some(now);
    }

    /// Whether there is no room: a full disk was met a moment ago, or the disk of an embedded
    /// database is as good as full.
    pub fn is_full(&self, url: &DatabaseUrl, now: Instant) -> bool {
        let met = *self.0.lock();
        met.is_some_and(|met| now.duration_since(met) < REMEMBERED)
            || free(url).is_some_and(|bytes| bytes < LEAST)
    }
}

/// The bytes that are free where an embedded database lies; nothing when that cannot be told.
fn free(url: &DatabaseUrl) -> Option<u64> {
    let DatabaseUrl::Sqlite(path) = url else { return None };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(std::path::Path::new("."));
    #[cfg(unix)]
    {
        let room = rustix::fs::statvfs(folder).ok()?;
        room.f_bavail.checked_mul(room.f_frsize)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_remembered_for_a_while() {
        let server = DatabaseUrl::parse("postgres://nobody@nowhere/x");
        let (room, now) = (Room::default(), Instant::now());
        assert!(!room.is_full(&server, now));
        room.met_full(now);
        assert!(room.is_full(&server, now + REMEMBERED / 2));
        assert!(!room.is_full(&server, now + REMEMBERED));
        assert!(free(&DatabaseUrl::Sqlite("books.db".into())).is_none_or(|bytes| bytes > 0));
    }
}
