//! The cookies that show something: of a session, of the first step of signing in, of a device.
//! On encrypted connections their names begin with `__Host-`, so that no other host and no plain
//! connection can plant one.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// The cookies with secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// A session; ends with the browser, or with the session.
    Session,
    /// Somebody who has shown the password and not yet the second factor.
    Step,
    /// A device from which somebody has signed in.
    Device,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "fieldwright",
            Self::Step => "fieldwright_step",
            Self::Device => "fieldwright_device",
        }
    }

    /// Whether other sites that link here send it along: a device only shows itself at sign-in.
    const fn same_site(self) -> &'static str {
        match self {
            Self::Session => "Lax",
            Self::Step | Self::Device => "Strict",
        }
    }
}

/// The name of the session's cookie on a connection that is not encrypted.
pub const SESSION: &str = Cookie::Session.name();

fn prefix(secure: bool) -> &'static str {
    if secure { "__Host-" } else { "" }
}

/// The value of a cookie; blank when it is missing. A plain cookie counts for nothing on an
/// encrypted connection.
pub fn read(headers: &HeaderMap, cookie: Cookie, secure: bool) -> String {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let name = format!("{}{}=", prefix(secure), cookie.name());
    let mut pairs = lines.flat_map(|line| line.split(';'));
    let found = pairs.find_map(|pair| pair.trim().strip_prefix(name.as_str()).map(str::to_owned));
    found.unwrap_or_default()
}

/// Has the browser keep a cookie, for some seconds or for as long as it runs.
pub fn keep(
    response: &mut Response,
    cookie: Cookie,
    value: &str,
    secure: bool,
    seconds: Option<i64>,
) {
    let age = seconds.map_or(String::new(), |seconds| format!("; Max-Age={seconds}"));
    let flag = if secure { "; Secure" } else { "" };
    let text = format!(
        "{}{}={value}; Path=/; HttpOnly; SameSite={}{age}{flag}",
        prefix(secure),
        cookie.name(),
        cookie.same_site()
    );
    if let Ok(text) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, text);
    }
}

/// Has the browser forget a cookie.
pub fn forget(response: &mut Response, cookie: Cookie, secure: bool) {
    keep(response, cookie, "", secure, Some(0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_connections_have_cookies_of_their_own() {
        let mut headers = HeaderMap::new();
        let both = "a=1; fieldwright=plain; __Host-fieldwright=safe; fieldwright_step=s";
        headers.insert(header::COOKIE, both.parse().expect("ascii"));
        assert_eq!(read(&headers, Cookie::Session, true), "safe");
        assert_eq!(read(&headers, Cookie::Session, false), "plain");
        assert_eq!(read(&headers, Cookie::Step, true), "", "a planted one counts for nothing");
        let set = |secure: bool| {
            let mut response = Response::default();
            keep(&mut response, Cookie::Session, "x", secure, None);
            response.headers()[header::SET_COOKIE].to_str().expect("ascii").to_owned()
        };
        assert_eq!(set(false), "fieldwright=x; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(set(true), "__Host-fieldwright=x; Path=/; HttpOnly; SameSite=Lax; Secure");
    }
}
