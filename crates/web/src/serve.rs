//! The router, and the server around it.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::{Error, Result};
use store::Db;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::access::{self, Hosts};
use crate::base_path::{self, BasePath};
use crate::connection::{self, Limits};
use crate::{App, api, files, pages, session};

/// So often what nobody needs is given back.
const HOUSEKEEPING: Duration = Duration::from_secs(15);

/// The most bytes of a body, unless a route takes files.
pub(crate) const BODY_BYTES: usize = 2 * 1024 * 1024;

/// So many transactions at most are under way or wait for their turn; who comes later waits for a
/// thread. Each thread takes memory that does not come back while it lives.
const BLOCKING_THREADS: usize = 64;
/// A thread that has nothing to do goes after so long.
const IDLE_THREAD: Duration = Duration::from_secs(5);
/// Who is still at work when the program stops, after the time of grace, has so long.
const LAST_WAIT: Duration = Duration::from_secs(2);

/// How the program is reached.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The host names of a proxy before it; none means any, unless it listens on this machine only.
    pub hosts: Vec<String>,
    /// The path below which the proxy has it.
    pub base: BasePath,
    /// For so many seconds browsers are to use TLS only, once they did.
    pub hsts: Option<u64>,
    /// What connections may take.
    pub limits: Limits,
}

/// Every route: the API, the screens, and what watches over the program.
pub fn router(app: App) -> Router {
    router_for(app, &Options::default())
}

/// The same for a program that is reached like this.
pub(crate) fn router_for(app: App, options: &Options) -> Router {
    let hosts: Hosts = Arc::new(options.hosts.clone());
    let hsts = options.hsts.map(|seconds| format!("max-age={seconds}"));
    let hsts = hsts.and_then(|value| HeaderValue::from_str(&value).ok());
    let inside = Router::new()
        .merge(api::routes())
        .merge(files::routes())
        .merge(pages::pages())
        .layer(from_fn_with_state(app.clone(), session::identify))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .fallback(pages::nothing_here)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(CatchPanicLayer::custom(access::panicked))
        .layer(from_fn(connection::in_time))
        .layer(from_fn_with_state(hosts, access::check_origin))
        .layer(from_fn_with_state(app.clone(), access::observe))
        .layer(from_fn(pages::legible))
        .layer(from_fn_with_state(hsts, access::insist_on_tls))
        .with_state(app);
    // Before the routes are looked at, the address loses the path of the proxy.
    Router::new()
        .fallback_service(inside)
        .layer(from_fn_with_state(options.base.clone(), base_path::below))
        .layer(CompressionLayer::new())
}

/// Serves until the program is told to stop; open requests are finished. When the listener is on
/// this machine only, requests for other host names are refused, except for those of the options.
///
/// # Errors
/// When the runtime or the listener fails.
pub fn serve(app: App, listener: TcpListener, mut options: Options) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    options.hosts.iter_mut().for_each(|host| host.make_ascii_lowercase());
    if listener.local_addr()?.ip().is_loopback() {
        options.hosts.push("localhost".to_owned());
    }
    // Connections to a database server wait as they close, which a runtime's own threads must
    // not: the installation goes last, after the runtime.
    let kept = app.clone();
    let (stopping, housed) = (app.clone(), app.clone());
    app.interrupt_jobs();
    let router = router_for(app, &options);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_keep_alive(IDLE_THREAD)
        .build()?;
    let served = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::spawn(keep_house(housed));
        let stop = async move {
            told_to_stop().await;
            stopping.jobs().stop();
        };
        connection::serve(listener, router, options.limits, stop).await
    });
    // What still runs is undone with its transaction, or was noted by its job.
    runtime.shutdown_timeout(LAST_WAIT);
    drop(kept);
    served
}

/// Now and then gives back what nobody needs.
async fn keep_house(app: App) {
    loop {
        tokio::time::sleep(HOUSEKEEPING).await;
        if let Err(error) = app.blocking(|app| app.installation().rest()).await {
            tracing::debug!(%error, "nothing was given back");
        }
    }
}

async fn told_to_stop() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "no signals");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// Whether every database answers, and has room for what is written next.
async fn ready(State(app): State<App>) -> Response {
    let answer = app
        .blocking(|app| {
            let program = app.program();
            let answers = |db: &Db| db.read(&program, |tx| tx.number("SELECT 1", &[]));
            answers(app.installation().system())?;
            for company in app.installation().companies()? {
                answers(&app.installation().company(&company.name)?)?;
            }
            if app.room().is_full(app.installation().url(), Instant::now()) {
                return Err(Error::disk_full());
            }
            Ok(())
        })
        .await;
    told(answer)
}

fn told(answer: Result<()>) -> Response {
    match answer {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let full = error == Error::disk_full();
            let why = if full { "not ready: the disk is full" } else { "not ready" };
            (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
        }
    }
}

async fn metrics(State(app): State<App>) -> Response {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], app.metrics().text()).into_response()
}
