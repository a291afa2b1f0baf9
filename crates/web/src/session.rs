//! Who is asking: the session cookie of a browser, the token of a program, and the protection of
//! cookies against other sites.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base::{Actor, Answers, Date, Error, Language, Result, refuse};
use books::user::{self, Identity, Proof, Shown, User};

use crate::client::Client;
use crate::cookies::{self, Cookie};
use crate::problem::{self, Failure};
use crate::{App, refusals};

/// The header that carries the token against forged requests.
pub const CSRF_HEADER: &str = "x-csrf-token";
/// The form field that carries the token against forged requests.
pub const CSRF_FIELD: &str = "_csrf";
/// The most bytes of a form that is searched for the token.
const FORM_BYTES: usize = 2 * 1024 * 1024;

/// Somebody known, for the length of a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub user: User,
    /// What showed who it is.
    pub proof: Proof,
    /// The token that every change by this browser must carry; none for programs.
    pub csrf: Option<String>,
    /// The language of texts.
    pub language: Language,
    /// The network address.
    pub address: String,
}

impl Caller {
    /// The caller as the one who acts in a company (blank: in the installation), now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn actor(&self, app: &App, company: &str, answers: Answers) -> Result<Actor> {
        let program = app.program();
        let permissions = app
            .installation()
            .system()
            .read(&program, |tx| user::permissions_of(tx, &self.user.user_name, company))?;
        Ok(Actor {
            user: self.user.user_name.to_string(),
            moment: program.moment,
            zone: program.zone,
            work_date: self.work_date(),
            permissions: Arc::new(permissions),
            language: self.language,
            answers,
            address: self.address.clone(),
        })
    }

    /// The program acting for the caller, with the caller's name in what it notes.
    pub fn acting(&self, program: Actor) -> Actor {
        Actor {
            user: self.user.user_name.to_string(),
            address: self.address.clone(),
            language: self.language,
            ..program
        }
    }

    /// The work date that the user chose in this session.
    pub fn work_date(&self) -> Option<Date> {
        match &self.proof {
            Proof::Session(session) => session.work_date,
            Proof::Token(_) => None,
        }
    }

    /// The fingerprint of the session's secret; none for tokens of programs.
    pub fn session(&self) -> Option<&str> {
        match &self.proof {
            Proof::Session(session) => Some(&session.token_hash),
            Proof::Token(_) => None,
        }
    }
}

/// For screens: somebody signed in, or a redirect to the page where one signs in.
impl FromRequestParts<App> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Response> {
        if let Some(caller) = parts.extensions.get::<Caller>() {
            return Ok(caller.clone());
        }
        let wanted = parts.uri.path_and_query().map_or("/", |place| place.as_str());
        let page = format!("/sign-in?next={}", encode(wanted));
        Err(Redirect::to(&page).into_response())
    }
}

/// A text as part of an address: everything but letters, digits and `-._~` with percent signs.
pub fn encode(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            result.push(char::from(byte));
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

/// The language that a client asks for, if it asks.
pub fn asked_language(headers: &HeaderMap) -> Option<Language> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let known = |tag: &str| tag.starts_with("en") || tag.starts_with("fr");
    asked
        .split(',')
        .map(|part| part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
        .find(|tag| known(tag))
        .map(|tag| Language::from_tag(&tag))
}

/// The token against forged requests that belongs to a session's secret.
pub fn csrf_token(token: &str) -> String {
    user::fingerprint(&format!("csrf {token}")).into()
}

/// The name in a `Host` header, without the port.
pub(crate) fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether a host name means the machine itself.
pub(crate) fn is_loopback_name(name: &str) -> bool {
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whether the host that was asked for is the machine itself.
pub(crate) fn is_on_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    is_loopback_name(host_name(host))
}

/// The network address of a request, for the record and for limits.
pub fn address(parts: &Parts) -> String {
    let client = parts.extensions.get::<Client>();
    client.map_or_else(|| "local".to_owned(), |client| client.address.clone())
}

/// The program with which a request was made.
pub fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    agent.unwrap_or_default().chars().take(200).collect()
}

/// `401`, with what the client should send.
pub fn unauthorized(refusal: base::Refusal) -> Failure {
    Failure::http(StatusCode::UNAUTHORIZED, refusal)
        .with(header::WWW_AUTHENTICATE, "Bearer realm=\"Fieldwright\"")
}

/// The secret that a request shows, and how.
fn shown(headers: &HeaderMap, secure: bool) -> Option<(String, Shown)> {
    if let Some(value) = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()) {
        let token =
            value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let token = token.map_or(String::new(), |(_, token)| token.trim().to_owned());
        return Some((token, Shown::Bearer));
    }
    let cookie = cookies::read(headers, Cookie::Session, secure);
    (!cookie.is_empty()).then_some((cookie, Shown::Cookie))
}

/// Finds out who is asking and puts the [`Caller`] beside the request. A wrong token is refused at
/// once; a change by a browser must carry the token against forged requests.
pub async fn identify(State(app): State<App>, request: Request, next: Next) -> Response {
    let language = asked_language(request.headers()).unwrap_or_default();
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    match known(&app, request).await {
        Ok(request) => {
            let caller = request.extensions().get::<Caller>().cloned();
            let response = next.run(request).await;
            if let Some(caller) = caller.filter(|_| response.status() == StatusCode::FORBIDDEN) {
                refusals::note(&app, caller, &format!("{method} {path}")).await;
            }
            response
        }
        Err(failure) => problem::response(&failure, language, &path),
    }
}

async fn known(app: &App, mut request: Request) -> Result<Request, Failure> {
    let client = request.extensions().get::<Client>().cloned();
    let secure = client.as_ref().is_some_and(|client| client.is_secure(request.headers()));
    let Some((token, shown)) = shown(request.headers(), secure) else { return Ok(request) };
    // Whoever signs in anew says so by name and password, whatever the browser kept from before.
    if shown == Shown::Cookie && request.uri().path().starts_with("/sign-in") {
        return Ok(request);
    }
    let by_cookie = shown == Shown::Cookie;
    let found = {
        let token = token.clone();
        app.blocking(move |app| {
            user::authenticate(app.installation().system(), &app.program(), &token, shown)
        })
        .await?
    };
    let Some(Identity { user, proof }) = found else {
        // A session that has ended leads a browser back to the page where one signs in.
        return if by_cookie {
            Ok(request)
        } else {
            Err(unauthorized(refuse!("user.token.wrong")))
        };
    };
    let asked = asked_language(request.headers()).filter(|_| !by_cookie);
    let language = asked.unwrap_or_else(|| user.language.into());
    let csrf = by_cookie.then(|| csrf_token(&token));
    if let Some(expected) = &csrf {
        request = protected(request, expected).await?;
    }
    tracing::Span::current().record("user", user.user_name.as_str());
    let address = client.map_or_else(String::new, |client| client.address);
    request.extensions_mut().insert(Caller { user, proof, csrf, language, address });
    Ok(request)
}

/// Lets a request of a browser pass if it changes nothing or carries the right token.
async fn protected(request: Request, expected: &str) -> Result<Request, Failure> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(request);
    }
    let forged = || Failure::from(Error::Forbidden(refuse!("user.csrf.missing")));
    let header = request.headers().get(HeaderName::from_static(CSRF_HEADER));
    if let Some(given) = header.and_then(|value| value.to_str().ok()) {
        return if same(given, expected) { Ok(request) } else { Err(forged()) };
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return Err(forged());
    }
    let (parts, body) = request.into_parts();
    let bytes: Bytes = axum::body::to_bytes(body, FORM_BYTES).await.map_err(|_| {
        Failure::http(
            StatusCode::PAYLOAD_TOO_LARGE,
            refuse!("api.body.tooLarge", most = FORM_BYTES),
        )
    })?;
    let field = format!("{CSRF_FIELD}={expected}");
    let carries = bytes
        .split(|byte| *byte == b'&')
        .any(|pair| std::str::from_utf8(pair).is_ok_and(|pair| same(pair, &field)));
    if carries { Ok(Request::from_parts(parts, Body::from(bytes))) } else { Err(forged()) }
}

/// Whether two secrets are the same, in a time that tells nothing about where they differ.
fn same(one: &str, two: &str) -> bool {
    let different = one.bytes().zip(two.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == two.len() && different == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_names() {
        assert_eq!(host_name("127.0.0.1:8080"), "127.0.0.1");
        assert_eq!(host_name("[::1]:8080"), "[::1]");
        assert!(is_loopback_name("[::1]") && is_loopback_name("localhost"));
        assert!(!is_loopback_name("example.com"));
    }

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_language(&headers), None);
        headers
            .insert(header::ACCEPT_LANGUAGE, "de, fr-CH;q=0.9, en;q=0.8".parse().expect("ascii"));
        assert_eq!(asked_language(&headers), Some(Language::Fr));
    }
}
