//! The router, and the server around it.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::{Error, Result};
use store::Db;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::access::{self, Hosts};
use crate::{App, api, files, pages, session};

/// The most bytes of a body, unless a route takes files.
const BODY_BYTES: usize = 2 * 1024 * 1024;

/// Every route: the API, the screens, and what watches over the program.
pub fn router(app: App) -> Router {
    router_for(app, Hosts::default())
}

/// The same for requests to these host names only; none means any.
fn router_for(app: App, hosts: Hosts) -> Router {
    Router::new()
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
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(hosts, access::check_origin))
        .layer(from_fn_with_state(app.clone(), access::observe))
        .with_state(app)
}

/// Serves until the program is told to stop; open requests are finished. When the listener is on
/// this machine only, requests for other host names are refused, except for those of `hosts`.
///
/// # Errors
/// When the runtime or the listener fails.
pub fn serve(app: App, listener: TcpListener, hosts: &[String]) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let mut known: Vec<String> = hosts.iter().map(|host| host.to_ascii_lowercase()).collect();
    if listener.local_addr()?.ip().is_loopback() {
        known.push("localhost".to_owned());
    }
    let hosts: Hosts = Arc::new(known);
    // Connections to a database server wait as they close, which a runtime's own threads must
    // not: the installation goes last, after the runtime.
    let kept = app.clone();
    let stopping = app.clone();
    app.interrupt_jobs();
    let router = router_for(app, hosts);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let stop = async move {
            told_to_stop().await;
            stopping.jobs().stop();
        };
        axum::serve(listener, service).with_graceful_shutdown(stop).await
    });
    drop(runtime);
    drop(kept);
    served
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
