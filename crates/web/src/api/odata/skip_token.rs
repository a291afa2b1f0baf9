//! The mark in a link to the next page: the values of the last row, bound to the list that it
//! belongs to.

use std::fmt::Write as _;

use base::{Error, Result, refuse};
use serde_json::Value as Json;
use store::Value;

/// Characters of the fingerprint that binds a mark to its list.
const BOUND: usize = 16;

/// The mark after a row with these values, for the list that `bound_to` describes.
pub fn write_token(bound_to: &str, after: &[Value]) -> String {
    let values: Vec<Json> = after
        .iter()
        .map(|value| match value {
            Value::Int(number) => Json::from(*number),
            Value::Text(text) => Json::from(text.as_str()),
        })
        .collect();
    let values = Json::from(values).to_string();
    let mut token = binding(bound_to, &values);
    for byte in values.bytes() {
        let _ = write!(token, "{byte:02x}");
    }
    token
}

/// The values behind a mark.
///
/// # Errors
/// `query.skipToken.unreadable` when it belongs to another list or was changed.
pub fn read_token(bound_to: &str, token: &str) -> Result<Vec<Value>> {
    let unreadable = || Error::malformed(refuse!("query.skipToken.unreadable").field("$skiptoken"));
    let values = values(token).ok_or_else(unreadable)?;
    if token.get(..BOUND) != Some(binding(bound_to, &values).as_str()) {
        return Err(unreadable());
    }
    let values: Vec<Json> = serde_json::from_str(&values).map_err(|_| unreadable())?;
    let value = |json: &Json| match json {
        Json::Number(number) => number.to_string().parse().ok().map(Value::Int),
        Json::String(text) => Some(Value::from(text.as_str())),
        _ => None,
    };
    values.iter().map(value).collect::<Option<Vec<_>>>().ok_or_else(unreadable)
}

fn binding(bound_to: &str, values: &str) -> String {
    books::user::fingerprint(&format!("{bound_to}\n{values}"))[..BOUND].to_owned()
}

fn values(token: &str) -> Option<String> {
    let digits = token.get(BOUND..)?.as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes = digits.chunks(2).map(byte).collect::<Option<Vec<u8>>>()?;
    String::from_utf8(bytes).ok()
}
