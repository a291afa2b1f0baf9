//! A program below a path of a host that others share: `https://example.com/service`.
//!
//! Inside, every address begins at the root. What comes in loses the path, and what goes out gets
//! it: in the attributes of pages that hold addresses, in redirects, cookies and problems. Links of
//! the API are built from [`BasePath`] beside the request.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Refusal, refuse};
use serde_json::{Map, Value as Json};

/// The attributes of pages that hold addresses. A test reads pages for others.
const ATTRIBUTES: &[&str] = &[
    "href",
    "src",
    "action",
    "formaction",
    "data-api",
    "data-from",
    "data-href",
    "data-list",
    "data-next",
    "data-page-base",
    "data-preview",
    "data-result",
];

/// The first segments of the program's own addresses, which no base path may begin with.
const OWN: &[&str] = &["api", "c", "healthz", "metrics", "readyz", "sign-in", "ui"];

/// The path under which the program is reached: blank, or such as `/service`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BasePath(Arc<str>);

impl BasePath {
    /// The path as it was given: with or without a slash at its ends.
    ///
    /// # Errors
    /// Refuses other characters than letters, digits, `-`, `_` and `.`, and what would hide the
    /// program's own addresses.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let path = text.trim().trim_matches('/');
        if path.is_empty() {
            return Ok(Self::default());
        }
        let sane = |segment: &str| {
            let known = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
            !segment.is_empty() && segment.bytes().all(known) && !segment.starts_with('.')
        };
        let first = path.split('/').next().unwrap_or_default();
        if path.split('/').all(sane) && !OWN.contains(&first) {
            return Ok(Self(format!("/{path}").into()));
        }
        Err(refuse!("web.basePath.unfit", path = text))
    }

    /// The path, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An address of the program as the outside has it.
    fn outside(&self, address: &str) -> Option<String> {
        let inside = address.starts_with('/') && !address.starts_with("//");
        let already = address.strip_prefix(self.as_str());
        let done = already.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
        (inside && !done).then(|| format!("{}{address}", self.0))
    }
}

/// Takes the path from what comes in and puts it before the addresses in what goes out. A proxy may
/// have taken it away already.
pub async fn below(State(base): State<BasePath>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(base.clone());
    if base.as_str().is_empty() {
        return next.run(request).await;
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match path.strip_prefix(base.as_str()) {
        Some(rest) if rest.is_empty() || rest.starts_with('?') => {
            let place = format!("{base}/{rest}", base = base.as_str());
            return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response();
        }
        Some(rest) if rest.starts_with('/') => {
            if let Ok(uri) = rest.parse::<Uri>() {
                *request.uri_mut() = uri;
            }
        }
        _ => {}
    }
    let response = next.run(request).await;
    outwards(&base, response).await
}

async fn outwards(base: &BasePath, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let place = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    if let Some(place) = place.and_then(|place| base.outside(place))
        && let Ok(place) = HeaderValue::from_str(&place)
    {
        headers.insert(header::LOCATION, place);
    }
    cookies(base, headers);
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let rewrite = match kind {
        Some(kind) if kind.starts_with("text/html") => page,
        Some(kind) if kind.starts_with("application/problem+json") => problem,
        _ => return response,
    };
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let text = rewrite(base, &String::from_utf8_lossy(&bytes));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(text))
}

/// Cookies for this path only; those whose name says that they are for the whole host stay so.
fn cookies(base: &BasePath, headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in set {
        let narrowed =
            cookie.to_str().ok().filter(|text| !text.starts_with("__Host-")).and_then(|text| {
                let own = format!("Path={}/", base.as_str());
                let parts = text.split("; ").map(|part| if part == "Path=/" { &own } else { part });
                HeaderValue::from_str(&parts.collect::<Vec<_>>().join("; ")).ok()
            });
        headers.append(header::SET_COOKIE, narrowed.unwrap_or(cookie));
    }
}

/// A page with the path in its addresses. Everything that people typed is escaped in pages, so that
/// a quotation mark after an equals sign begins an attribute and nothing else.
fn page(base: &BasePath, text: &str) -> String {
    let mut result = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(at) = rest.find("=\"/") {
        let (before, after) = rest.split_at(at + 2);
        result.push_str(before);
        let name = before[..at].rsplit([' ', '\n', '<']).next().unwrap_or_default();
        let end = after.find('"').unwrap_or(after.len());
        let (address, remaining) = after.split_at(end);
        match base.outside(address).filter(|_| ATTRIBUTES.contains(&name)) {
            Some(address) => result.push_str(&address),
            None => result.push_str(address),
        }
        rest = remaining;
    }
    result.push_str(rest);
    result
}

/// A problem whose description and place are where the client finds them.
fn problem(base: &BasePath, text: &str) -> String {
    let Ok(mut body) = serde_json::from_str::<Map<String, Json>>(text) else {
        return text.to_owned();
    };
    for name in ["type", "instance"] {
        if let Some(Json::String(address)) = body.get_mut(name)
            && let Some(outside) = base.outside(address)
        {
            *address = outside;
        }
    }
    Json::Object(body).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_sane_and_hides_nothing() {
        for (text, expected) in [
            ("", Some("")),
            ("/", Some("")),
            ("service", Some("/service")),
            ("/service/", Some("/service")),
            ("/a/b-c", Some("/a/b-c")),
            ("/a//b", None),
            ("/a/../b", None),
            ("/a b", None),
            ("/a\"b", None),
            ("https://example.com", None),
            ("/api", None),
            ("/c/books", None),
        ] {
            let found = BasePath::parse(text).ok();
            assert_eq!(found.as_ref().map(BasePath::as_str), expected, "{text}");
        }
    }

    #[test]
    fn addresses_in_attributes_get_the_path_and_words_do_not() {
        let base = BasePath::parse("/service").expect("a path");
        for (text, expected) in [
            (r#"<a href="/">"#, r#"<a href="/service/">"#),
            (r#"<a class="x" href="/c/one">"#, r#"<a class="x" href="/service/c/one">"#),
            (r#"<a href="/service/c">"#, r#"<a href="/service/c">"#),
            (r#"<a href="//other">"#, r#"<a href="//other">"#),
            (r##"<a href="#main">"##, r##"<a href="#main">"##),
            (r#"<input value="/c/one">"#, r#"<input value="/c/one">"#),
            (r#"<p>href=&quot;/c/one&quot;</p>"#, r#"<p>href=&quot;/c/one&quot;</p>"#),
            (r#"<tr data-href="/c/é?a=1">"#, r#"<tr data-href="/service/c/é?a=1">"#),
        ] {
            assert_eq!(page(&base, text), expected);
        }
    }
}
