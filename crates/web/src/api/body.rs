//! The JSON body of a request.

use std::collections::HashSet;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, StatusCode, header};
use base::{Answers, Error, Result, refuse};
use serde_json::{Map, Value as Json};

use crate::problem::Failure;

/// The most bytes of a body.
const MOST: usize = 2 * 1024 * 1024;
/// The most bytes of a body that carries a file.
const MOST_WITH_FILE: usize = 20 * 1024 * 1024;

/// The bytes of a body, as far as they are allowed.
///
/// # Errors
/// `413` when there are too many.
pub async fn bytes(headers: &HeaderMap, path: &str, body: Body) -> Result<Vec<u8>, Failure> {
    let with_file = path.contains("/attachments") || path.contains("/import");
    let most = if with_file { MOST_WITH_FILE } else { MOST };
    let too_large =
        || Failure::http(StatusCode::PAYLOAD_TOO_LARGE, refuse!("api.body.tooLarge", most = most));
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if announced.and_then(|length| length.parse::<usize>().ok()).is_some_and(|n| n > most) {
        return Err(too_large());
    }
    match to_bytes(body, most).await {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(error) if is_length_limit(&error) => Err(too_large()),
        Err(_) => Err(Error::malformed(refuse!("api.body.cutOff")).into()),
    }
}

fn is_length_limit(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.to_string().contains("length limit") {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The properties of a body; an empty body has none.
///
/// # Errors
/// `415` for other content than JSON, `400` naming the place when it cannot be read.
pub fn object(headers: &HeaderMap, bytes: &[u8]) -> Result<Map<String, Json>, Failure> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    check_type(kind.unwrap_or_default())?;
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(map)) => match twice(bytes) {
            None => Ok(map),
            Some(name) => {
                let refusal = refuse!("api.body.twice", name = name.as_str()).field(name.as_str());
                Err(Error::malformed(refusal).into())
            }
        },
        Ok(_) => Err(Error::malformed(refuse!("api.body.notObject")).into()),
        Err(error) => {
            let text = error.to_string();
            let what = text.split(" at line ").next().unwrap_or_default();
            let (line, column) = (error.line(), error.column());
            let refusal = refuse!("api.body.malformed", line = line, column = column, what = what);
            Err(Error::malformed(refusal).into())
        }
    }
}

/// Refuses what is not JSON in UTF-8.
fn check_type(kind: &str) -> Result<(), Failure> {
    let mut parts = kind.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_json =
        name == "application/json" || (name.starts_with("application/") && name.ends_with("+json"));
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.eq_ignore_ascii_case("charset").then(|| value.trim_matches('"').to_ascii_lowercase())
    });
    let utf8 = charset.is_none_or(|name| matches!(name.as_str(), "utf-8" | "utf8" | "us-ascii"));
    if is_json && utf8 {
        return Ok(());
    }
    let refusal = if kind.is_empty() {
        refuse!("api.body.noType")
    } else {
        refuse!("api.body.notJson", type = kind)
    };
    Err(Failure::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal))
}

/// The first name that an object of this JSON has twice. The reader would keep the last value and
/// forget the other, which nobody meant.
fn twice(json: &[u8]) -> Option<String> {
    let mut objects: Vec<Option<HashSet<String>>> = Vec::new();
    let mut at = 0;
    let mut names_next = false;
    while let Some(byte) = json.get(at) {
        match byte {
            b'{' => objects.push(Some(HashSet::new())),
            b'[' => objects.push(None),
            b'}' | b']' => drop(objects.pop()),
            b'"' => {
                let end = end_of_text(json, at);
                if let (true, Some(Some(names))) = (names_next, objects.last_mut()) {
                    let name: String = serde_json::from_slice(json.get(at..end)?).ok()?;
                    if !names.insert(name.clone()) {
                        return Some(name);
                    }
                }
                at = end;
                names_next = false;
                continue;
            }
            _ => {}
        }
        names_next = match byte {
            b'{' | b',' => true,
            byte if byte.is_ascii_whitespace() => names_next,
            _ => false,
        };
        at += 1;
    }
    None
}

/// Where the text that begins at a quotation mark has ended.
fn end_of_text(json: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// Takes the answers to questions out of a body.
///
/// # Errors
/// Refuses what is neither `"all"` nor a list of questions.
pub fn answers(body: &mut Map<String, Json>) -> Result<Answers> {
    let mut answers = Answers::default();
    if let Some(given) = body.shift_remove("confirm") {
        add(&mut answers, "confirm", &given)?;
    }
    if let Some(given) = body.shift_remove("decline") {
        add(&mut answers, "decline", &given)?;
    }
    Ok(answers)
}

/// Adds answers from the query of an address: `confirm=all` or `confirm=one,two`.
///
/// # Errors
/// As [`answers`].
pub fn add_from_query(answers: &mut Answers, query: &[(String, String)]) -> Result<()> {
    for (name, value) in query.iter().filter(|(name, _)| name == "confirm" || name == "decline") {
        let given = match value.as_str() {
            "all" => Json::from("all"),
            list => list.split(',').map(|code| Json::from(code.trim())).collect(),
        };
        add(answers, name, &given)?;
    }
    Ok(())
}

fn add(answers: &mut Answers, name: &str, given: &Json) -> Result<()> {
    let set = if name == "confirm" { &mut answers.confirmed } else { &mut answers.declined };
    match given {
        Json::String(all) if all == "all" && name == "confirm" => answers.all = true,
        Json::String(one) => {
            set.insert(one.clone());
        }
        Json::Bool(all) if name == "confirm" => answers.all = *all,
        Json::Null => {}
        Json::Array(list) if list.iter().all(Json::is_string) => {
            set.extend(list.iter().filter_map(Json::as_str).map(str::to_owned));
        }
        _ => {
            let refusal = refuse!("api.confirm.unreadable", name = name).field(name);
            return Err(Error::malformed(refusal));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_given_twice_is_found() {
        for (json, expected) in [
            (r#"{"a":1,"b":"a"}"#, None),
            (r#"{"a":1, "a":2}"#, Some("a")),
            (r#"{"a":1,"\u0061":2}"#, Some("a")),
            (r#"{"lines":[{"no":1},{"no":2}],"no":3}"#, None),
            (r#"{"lines":[{"no":1,"no":2}]}"#, Some("no")),
            (r#"{"a":["b","b"],"b":"x\"y,\"b\":"}"#, None),
            (r#"{"a":{"b":{}},"b":1}"#, None),
        ] {
            assert_eq!(twice(json.as_bytes()).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn other_content_is_refused() {
        for (kind, good) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/merge-patch+json;charset=\"utf-8\"", true),
            ("application/json; charset=iso-8859-1", false),
            ("text/plain", false),
            ("", false),
        ] {
            assert_eq!(check_type(kind).is_ok(), good, "{kind}");
        }
    }
}
