//! Failures that people can read: a browser gets a page, whatever failed and wherever, and a
//! program gets problem details even from what knows only a status.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use base::{Error, Language, Refusal, refuse};
use serde_json::{Map, Value as Json};

use super::context::{cookie, guest_language};
use super::sign_in;
use crate::kit::view::Theme;
use crate::problem::{self, Failure};

/// The most bytes of a problem that is told on a page.
const MOST: usize = 1024 * 1024;

/// Whether somebody looks at the answer with a browser.
pub fn wants_page(headers: &HeaderMap) -> bool {
    let kinds = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    kinds.is_some_and(|kinds| kinds.contains("text/html"))
}

/// The answer for an address that leads nowhere.
pub async fn nothing_here(uri: Uri, headers: HeaderMap) -> Response {
    let failure = crate::api::unknown(uri.path().trim_start_matches('/'));
    problem::response(&failure, guest_language(&headers), uri.path())
}

/// Makes a failure legible to whoever asked.
pub async fn legible(request: Request, next: Next) -> Response {
    let asked = Asked {
        page: wants_page(request.headers()),
        language: guest_language(request.headers()),
        theme: Theme::from_name(&cookie(request.headers(), "fw_theme")),
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
    };
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if failed { asked.told(response).await } else { response }
}

struct Asked {
    page: bool,
    language: Language,
    theme: Theme,
    method: Method,
    path: String,
}

/// What an answer says.
enum Said {
    /// A page, or data of another kind.
    Enough,
    /// Problem details.
    Problem,
    /// A status, and perhaps a few words of a library.
    Status,
}

impl Said {
    fn of(headers: &HeaderMap) -> Self {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        match kind {
            Some(kind) if kind.starts_with("application/problem+json") => Self::Problem,
            Some(kind) if !kind.starts_with("text/plain") => Self::Enough,
            _ => Self::Status,
        }
    }
}

impl Asked {
    async fn told(self, response: Response) -> Response {
        let watched = matches!(self.path.as_str(), "/healthz" | "/readyz" | "/metrics");
        let (mut parts, body) = response.into_parts();
        let problem = match Said::of(&parts.headers) {
            Said::Enough => return Response::from_parts(parts, body),
            Said::Problem if !self.page => return Response::from_parts(parts, body),
            Said::Status if !self.page && watched => return Response::from_parts(parts, body),
            Said::Problem => {
                let bytes = to_bytes(body, MOST).await.unwrap_or_default();
                serde_json::from_slice(&bytes).unwrap_or_default()
            }
            Said::Status => self.problem(parts.status, &parts.headers),
        };
        let (kind, text) = if self.page {
            ("text/html; charset=utf-8", self.page(&parts.headers, &problem))
        } else {
            ("application/problem+json", Json::Object(problem).to_string())
        };
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(text))
    }

    /// What a status alone means.
    fn problem(&self, status: StatusCode, headers: &HeaderMap) -> Map<String, Json> {
        let allowed = headers.get(header::ALLOW).and_then(|value| value.to_str().ok());
        let refusal: Refusal = match status {
            StatusCode::NOT_FOUND => {
                let path: String = self.path.chars().take(200).collect();
                refuse!("api.address.unknown", address = path)
            }
            StatusCode::METHOD_NOT_ALLOWED => {
                let allowed = allowed.unwrap_or("-");
                refuse!("api.method.notAllowed", method = self.method.as_str(), allowed = allowed)
            }
            StatusCode::PAYLOAD_TOO_LARGE => {
                refuse!("api.body.tooLarge", most = crate::serve::BODY_BYTES)
            }
            status if status.is_client_error() => refuse!("api.request.unreadable"),
            _ => {
                let error = Failure::from(Error::Unavailable(String::new()));
                return problem::body(&error, self.language, &self.path);
            }
        };
        problem::body(&Failure::http(status, refusal), self.language, &self.path)
    }

    /// The page that tells a problem, in the language that the problem has.
    fn page(&self, headers: &HeaderMap, problem: &Map<String, Json>) -> String {
        let own = headers.get(header::CONTENT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = own.map_or(self.language, Language::from_tag);
        let text = |name: &str| problem.get(name).and_then(Json::as_str).unwrap_or_default();
        sign_in::failure(language, self.theme, text("title"), text("detail"), "/").into_string()
    }
}
