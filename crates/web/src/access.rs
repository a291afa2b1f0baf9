//! What holds for every request: its number, its line in the log, its host, the headers that keep a
//! browser safe, and an answer even when something panics.

use std::any::Any;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Error, refuse};
use tracing::Instrument as _;
use tracing::field::Empty;

use crate::App;
use crate::client::Client;
use crate::problem::{self, Failure};
use crate::session::{asked_language, host_name, is_loopback_name};

/// The header with the number of a request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers of every answer. Scripts come from here only and never from within a page.
const SAFE: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "microphone=(), payment=()"),
];

/// Numbers the request, counts and logs it, and makes the answer safe. The log has no query and no
/// header: nothing secret gets into it.
pub async fn observe(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let sends = request.headers().contains_key(header::CONTENT_LENGTH)
        || request.headers().contains_key(header::TRANSFER_ENCODING);
    app.metrics().begin();
    let client = Client::of(&request, app.trusted());
    let shown = id.to_str().unwrap_or_default();
    // Whatever is logged within names who asks. The level lets it stand beside errors alone too.
    let (address, user) = (client.address.as_str(), Empty);
    let span = tracing::error_span!("request", %method, path, id = shown, address, user);
    request.extensions_mut().insert(client);
    let mut response = match refused_address(&request) {
        Some(refused) => refused,
        None => next.run(request).instrument(span.clone()).await,
    };
    let took = started.elapsed();
    let status = response.status().as_u16();
    app.metrics().end(status, took);
    if status == StatusCode::INSUFFICIENT_STORAGE.as_u16() {
        app.room().met_full(started + took);
    }
    span.in_scope(|| tracing::info!(status, millis = took.as_millis(), "answered"));
    let refused_unread = matches!(status, 401 | 403 | 413 | 421);
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    if refused_unread && sends {
        // What was sent may not have been read; the connection cannot go on after it, so say so.
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    for (name, value) in SAFE {
        if !headers.contains_key(*name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The answer to an address with a null character, which no text that is kept can hold.
fn refused_address(request: &Request) -> Option<Response> {
    let uri = request.uri();
    let null = |text: &str| text.contains("%00");
    if !null(uri.path()) && !uri.query().is_some_and(null) {
        return None;
    }
    let language = asked_language(request.headers()).unwrap_or_default();
    let failure = Failure::from(Error::malformed(refuse!("api.address.null")));
    Some(problem::response(&failure, language, uri.path()))
}

/// The number that the client chose, if it is a sane one, or a random one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let fits = |text: &str| {
        (8..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    if let Some(given) = headers.get(REQUEST_ID)
        && given.to_str().is_ok_and(fits)
    {
        return given.clone();
    }
    let random = getrandom::u64().unwrap_or_default();
    HeaderValue::from_str(&format!("{random:016x}"))
        .unwrap_or_else(|_| HeaderValue::from_static("0"))
}

/// The names under which the program may be called; none means any.
pub type Hosts = Arc<Vec<String>>;

/// Refuses requests for other hosts, as sites send them that rebind their name to this machine, and
/// changes that come from another site.
pub async fn check_origin(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default().to_ascii_lowercase();
    let name = host_name(&host);
    let known = hosts.is_empty()
        || hosts
            .iter()
            .any(|known| known == name || (known == "localhost" && is_loopback_name(name)));
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let foreign = !reads
        && !host.is_empty()
        && text(header::ORIGIN).is_some_and(|origin| {
            origin.split_once("://").is_none_or(|(_, place)| place.to_ascii_lowercase() != host)
        });
    if known && !foreign {
        return next.run(request).await;
    }
    let language = asked_language(headers).unwrap_or_default();
    let failure = if known {
        Failure::from(Error::Forbidden(refuse!("api.origin.foreign")))
    } else {
        Failure::http(StatusCode::MISDIRECTED_REQUEST, refuse!("api.host.unknown", host = name))
    };
    problem::response(&failure, language, request.uri().path())
}

/// The answer when something panicked: logged here, and told as a passing failure by whoever makes
/// failures legible.
pub fn panicked(why: Box<dyn Any + Send>) -> Response {
    let text = why
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| why.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    let why = text.unwrap_or_else(|| "a panic without a text".to_owned());
    tracing::error!(%why, "a request panicked");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")]).into_response()
}

/// Tells browsers to come back over TLS only, when the administrator wants it.
pub async fn insist_on_tls(
    State(value): State<Option<HeaderValue>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if let Some(value) = value {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}
