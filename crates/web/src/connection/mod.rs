//! Connections of clients, so that none of them can take what the others need: a head and a body
//! have to come in time, an answer has to be taken in time, an idle connection ends, there are so
//! many at most, and all of them end when the program is told to stop.
//!
//! When all places are taken, whoever has not asked for anything yet makes room for the next.

mod places;
mod slow_body;
mod stream;

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use places::{Place, Places};
pub use slow_body::in_time;
use stream::Stream;

/// How long things may take, and how many there may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the head of a request, and for an idle connection until the next one begins.
    pub head: Duration,
    /// How long a client may take nothing of an answer that is on its way.
    pub stall: Duration,
    /// For requests under way when the program is told to stop.
    pub grace: Duration,
    /// Connections at once.
    pub open: usize,
    /// Connections at once from one address that is not of this machine; a proxy or a router with
    /// a whole office behind it is one address.
    pub per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let head = Duration::from_secs(15);
        let (stall, grace) = (Duration::from_secs(60), Duration::from_secs(6));
        Self { head, stall, grace, open: files_at_hand(), per_address: 256 }
    }
}

/// Of the files that the system lets this program open, those that are left for connections;
/// databases need some too. The limit is raised as far as the system allows.
#[cfg(unix)]
fn files_at_hand() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(MOST_FILES).min(MOST_FILES);
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        if setrlimit(Resource::Nofile, raised).is_ok() {
            limit = raised;
        }
    }
    let files = limit.current.unwrap_or(MOST_FILES).min(MOST_FILES);
    usize::try_from(files / 2).unwrap_or(usize::MAX).clamp(16, MOST_CONNECTIONS)
}

#[cfg(not(unix))]
fn files_at_hand() -> usize {
    MOST_CONNECTIONS
}

#[cfg(unix)]
const MOST_FILES: u64 = 8192;
/// The most connections at once, if the system has files enough.
const MOST_CONNECTIONS: usize = 2048;

/// Serves until `stop` is done; requests under way then have the time of grace.
///
/// # Errors
/// None so far; a connection that fails is its client's concern.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let places = Arc::new(Places::new(limits.open, limits.per_address));
    let (stopping, stopped) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of files, or a client that was gone already.
                    tracing::warn!(%error, "a connection could not be taken");
                    places.make_room();
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let Some(place) = places.take(peer.ip()) else { continue };
        tokio::spawn(converse(stream, peer, router.clone(), limits, place, stopped.clone()));
    }
    drop(listener);
    drop(stopped);
    stopping.send_replace(true);
    // Everybody who holds a receiver is still at work.
    if tokio::time::timeout(limits.grace, stopping.closed()).await.is_err() {
        tracing::warn!(open = stopping.receiver_count(), "requests were cut off by the stop");
    }
    Ok(())
}

/// Answers the requests of one connection, one after another.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    place: Place,
    mut stopped: watch::Receiver<bool>,
) {
    drop(stream.set_nodelay(true));
    let asked = place.asked();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        asked.note();
        answer(router.clone(), request, peer)
    });
    let io = TokioIo::new(Stream::new(stream, limits.stall));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(64 * 1024)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => Some(ended),
        () = place.left() => None,
        () = told(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                ended = &mut connection => Some(ended),
                // Whoever has not even asked is not waited for.
                () = place.never_asked() => None,
            }
        }
    };
    if let Some(Err(error)) = ended {
        tracing::debug!(%error, %peer, "a connection ended");
    }
}

/// Ends when the program is told to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    drop(stopped.wait_for(|stopped| *stopped).await);
}

async fn answer(
    router: Router,
    request: hyper::Request<Incoming>,
    peer: SocketAddr,
) -> Result<Response, Infallible> {
    let mut request: Request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await
}

#[cfg(test)]
mod tests;
