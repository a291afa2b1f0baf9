//! The JSON body of a request.

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
    let name = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let is_json = name.eq_ignore_ascii_case("application/json")
        || (name.starts_with("application/") && name.ends_with("+json"));
    if !is_json {
        let refusal = refuse!("api.body.notJson", type = name);
        return Err(Failure::http(StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal));
    }
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(map)) => Ok(map),
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
