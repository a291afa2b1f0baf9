//! Addresses that lead nowhere.

use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;

use super::context::{cookie, guest_language, html};
use super::sign_in;
use crate::kit::view::Theme;
use crate::problem;

/// The answer for an address that leads nowhere: a page for a browser, a problem for a program.
pub async fn nothing_here(uri: Uri, headers: HeaderMap) -> Response {
    let language = guest_language(&headers);
    let failure = crate::api::unknown(uri.path().trim_start_matches('/'));
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kinds| kinds.contains("text/html"));
    if !wants_page {
        return problem::response(&failure, language, uri.path());
    }
    let body = problem::body(&failure, language, uri.path());
    let text = |name: &str| body.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let theme = Theme::from_name(&cookie(&headers, "fw_theme"));
    let page = sign_in::failure(language, theme, text("title"), text("detail"), "/");
    let mut response = html(page);
    *response.status_mut() = failure.status();
    response
}
