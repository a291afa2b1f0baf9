//! What the headers of a request ask for.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base::{Error, Result, refuse};

use crate::client::Client;

/// The most characters of an idempotency key.
const KEY_LENGTH: usize = 200;

/// Only a record with this version is to be changed; `None` for any.
///
/// # Errors
/// Refuses what is no etag of ours.
pub fn if_match(headers: &HeaderMap) -> Result<Option<i64>> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let quoted = text.strip_prefix("W/").unwrap_or(text);
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner.and_then(|digits| digits.parse().ok()) {
        Some(version) => Ok(Some(version)),
        // An etag of another kind never is the present one.
        None if inner.is_some() => Err(Error::Changed),
        None => Err(Error::malformed(refuse!("api.etag.unreadable").field("If-Match"))),
    }
}

/// The key under which a request is done once only.
///
/// # Errors
/// Refuses an empty and a long one.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > KEY_LENGTH {
        let refusal = refuse!("api.idempotencyKey.length", most = KEY_LENGTH);
        return Err(Error::malformed(refusal.field("Idempotency-Key")));
    }
    Ok(Some(key.to_owned()))
}

/// The page size that `Prefer: odata.maxpagesize=..` asks for.
pub fn page_size(headers: &HeaderMap) -> Option<usize> {
    let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split([',', ';'])).find_map(|part| {
        let (name, value) = part.trim().split_once('=')?;
        let known = matches!(name.trim(), "odata.maxpagesize" | "maxpagesize");
        known.then(|| value.trim().parse().ok()).flatten().filter(|size| *size > 0)
    })
}

/// The address at which the client reached the program, for links: `http://127.0.0.1:8080`.
pub fn origin(parts: &Parts) -> String {
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    let fits = |host: &&str| {
        !host.is_empty()
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b))
    };
    let Some(host) = host.filter(fits) else { return String::new() };
    let client = parts.extensions.get::<Client>();
    let https = client.and_then(|client| client.https).unwrap_or_default();
    format!("{}://{host}", if https { "https" } else { "http" })
}
