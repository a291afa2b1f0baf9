//! The turns in which files are made, and the places of those that are on their way.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, refuse};
use documents::table::Format;
use parking_lot::Mutex;
use tokio::io::AsyncReadExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// So many files are made at once; each holds a connection while it is made.
const MADE: usize = 2;
/// So many files are made, waited for or sent at once.
const KEPT: usize = 24;
/// So many of them are of one user.
const OF_ONE: usize = 3;
/// So long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// So long a reader may take nothing.
const STALLED: Duration = Duration::from_secs(60);
/// Bytes sent at once.
const PIECE: usize = 64 * 1024;

/// The exports of this program.
pub struct Exports {
    making: Arc<Semaphore>,
    kept: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Default for Exports {
    fn default() -> Self {
        Self { making: Arc::new(Semaphore::new(MADE)), kept: Arc::default() }
    }
}

/// The place of a file among those that are kept; given back when it goes.
pub struct Place {
    user: String,
    kept: Arc<Mutex<BTreeMap<String, usize>>>,
    left: Arc<AtomicBool>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.left.store(true, Ordering::Relaxed);
        let mut kept = self.kept.lock();
        if let Some(count) = kept.get_mut(&self.user) {
            *count -= 1;
            if *count == 0 {
                kept.remove(&self.user);
            }
        }
    }
}

/// The turn to make a file, and the sign that nobody waits for it any more.
pub struct Turn {
    /// Set when the reader has left.
    pub left: Arc<AtomicBool>,
    _permit: OwnedSemaphorePermit,
}

impl Exports {
    /// Waits for the turn to make a file.
    ///
    /// # Errors
    /// `export.tooMany` when the user, or everybody together, has as many under way as may be;
    /// `export.busy` when the turn did not come in time.
    pub async fn enter(&self, user: &str) -> Result<(Place, Turn)> {
        let place = self.place(user)?;
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.making).acquire_owned()).await;
        let Ok(Ok(permit)) = turn else { return Err(Error::NotNow(refuse!("export.busy"))) };
        let turn = Turn { left: Arc::clone(&place.left), _permit: permit };
        Ok((place, turn))
    }

    fn place(&self, user: &str) -> Result<Place> {
        let mut kept = self.kept.lock();
        let mine = kept.get(user).copied().unwrap_or_default();
        if mine >= OF_ONE || kept.values().sum::<usize>() >= KEPT {
            return Err(Error::NotNow(refuse!("export.tooMany", most = OF_ONE)));
        }
        kept.insert(user.to_owned(), mine + 1);
        let (user, kept) = (user.to_owned(), Arc::clone(&self.kept));
        Ok(Place { user, kept, left: Arc::default() })
    }
}

/// Sends a file as an attachment, as fast as its reader takes it and no faster.
pub fn send(place: Place, file: File, name: &str, format: Format) -> Response {
    let size = file.metadata().map(|known| known.len());
    let (pieces, taken) = mpsc::channel::<std::io::Result<Bytes>>(2);
    tokio::spawn(async move {
        let mut file = tokio::fs::File::from_std(file);
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece).await;
            let (piece, last) = match read {
                Ok(0) => break,
                Ok(_) => (Ok(Bytes::from(piece)), false),
                Err(error) => (Err(error), true),
            };
            if pieces.send_timeout(piece, STALLED).await.is_err() || last {
                break;
            }
        }
        drop(place);
    });
    let disposition = format!("attachment; filename=\"{name}.{}\"", format.name());
    let mut response = Body::from_stream(Pieces(taken)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if let Ok(size) = size {
        headers.insert(header::CONTENT_LENGTH, size.into());
    }
    response
}

/// The pieces of a file as a body takes them.
struct Pieces(mpsc::Receiver<std::io::Result<Bytes>>);

impl futures_core::Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_user_has_a_bounded_number_under_way_and_others_their_turn() {
        let exports = Exports::default();
        let (first, turn) = exports.enter("ann").await.expect("the first");
        drop(turn);
        let (second, turn) = exports.enter("ann").await.expect("the second");
        drop(turn);
        let (third, turn) = exports.enter("ann").await.expect("the third");
        drop(turn);
        let refused = exports.enter("ann").await.err().expect("one too many");
        assert_eq!(refused.code(), "export.tooMany");
        assert!(exports.enter("bob").await.is_ok());
        drop((first, second, third));
        let (place, turn) = exports.enter("ann").await.expect("again");
        assert!(!turn.left.load(Ordering::Relaxed));
        drop(place);
        assert!(turn.left.load(Ordering::Relaxed), "who made the file learns that nobody waits");
        assert!(exports.kept.lock().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_for_a_turn_ends() {
        let exports = Exports::default();
        let _busy = exports.making.acquire_many(2).await.expect("both turns");
        let refused = exports.enter("ann").await.err().expect("no turn");
        assert_eq!(refused.code(), "export.busy");
        assert!(exports.kept.lock().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_takes_nothing_is_given_up() {
        let exports = Exports::default();
        let (place, turn) = exports.enter("ann").await.expect("a place");
        let file = documents::table::spool().expect("a file");
        file.set_len(10 * 1024 * 1024).expect("room");
        let response = send(place, file, "machines", Format::Csv);
        while !turn.left.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        assert!(exports.kept.lock().is_empty());
        drop(response);
    }
}
