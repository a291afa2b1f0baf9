//! Keys in parentheses, as OData clients also write them: `customers('C1')` is `customers/C1`.

use super::odata::decode;
use crate::session::encode;

/// The segments of an address, with keys in parentheses as segments of their own. Nothing when a
/// parenthesis or quotation mark is left open.
pub fn as_segments(path: &str) -> Option<Vec<String>> {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        // One that is written with a percent sign belongs to a key.
        match segment.split_once('(') {
            Some((name, rest)) if is_name(name) => {
                segments.push(name.to_owned());
                let key = decode(rest, false);
                let key = key.strip_suffix(')')?;
                segments.extend(values(key)?.iter().map(|value| encode(value)));
            }
            _ => segments.push(segment.to_owned()),
        }
    }
    Some(segments)
}

/// Whether it can be the name of a collection or part, so that a key with a parenthesis in it stays
/// what it is.
fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The values of `'USD',2026-01-01` or `code='USD',startingDate=2026-01-01`, in their order.
fn values(key: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = key;
    loop {
        rest = rest.trim_start();
        if let Some((name, after)) = rest.split_once('=')
            && is_name(name.trim_end())
        {
            rest = after.trim_start();
        }
        let after = match rest.strip_prefix('\'') {
            Some(quoted) => {
                let (value, after) = unquoted(quoted)?;
                values.push(value);
                after
            }
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                values.push(rest[..end].trim_end().to_owned());
                &rest[end..]
            }
        };
        match after.trim_start().strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.trim().is_empty().then_some(values),
        }
    }
}

/// A text up to its closing quotation mark, and what follows; a mark inside is written twice.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(inside) => {
                value.push('\'');
                rest = inside;
            }
            None => return Some((value, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_parentheses_become_segments() {
        for (path, expected) in [
            ("customers", Some("customers")),
            ("customers/C1", Some("customers/C1")),
            ("customers('C1')", Some("customers/C1")),
            ("customers(%27C1%27)/shipToAddresses", Some("customers/C1/shipToAddresses")),
            ("customers(no='C1')", Some("customers/C1")),
            ("customers('O''Neill, A%2FB')", Some("customers/O%27Neill%2C%20A%2FB")),
            (
                "currencyExchangeRates('USD',2026-01-01)",
                Some("currencyExchangeRates/USD/2026-01-01"),
            ),
            (
                "serviceOrders('SO1')/serviceLines(10000)",
                Some("serviceOrders/SO1/serviceLines/10000"),
            ),
            ("customers/A(B)", Some("customers/A(B)")),
            ("customers/a%28b%29", Some("customers/a%28b%29")),
            ("customers('')", Some("customers/")),
            ("priceLines('',2026-01-01)", Some("priceLines//2026-01-01")),
            ("customers('C1'", None),
            ("customers('C1)", None),
            ("customers('C1'x)", None),
        ] {
            let found = as_segments(path).map(|segments| segments.join("/"));
            assert_eq!(found.as_deref(), expected, "{path}");
        }
    }
}
