//! What goes wrong, as problem details (RFC 9457).

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Arg, Error, Language, Refusal};
use serde_json::{Map, Value as Json, json};

/// After so many seconds a passing failure may have passed.
pub const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// Why a request was not done: what the rules say, or what only HTTP knows.
#[derive(Debug)]
pub enum Failure {
    /// What the rules or the store say.
    Error(Error),
    /// What the server says, with its status.
    Http {
        /// The status.
        status: StatusCode,
        /// What is wrong.
        refusal: Refusal,
        /// A header that belongs to the status, such as `Allow`.
        header: Option<(HeaderName, String)>,
    },
}

impl Failure {
    /// A failure with this status.
    pub fn http(status: StatusCode, refusal: Refusal) -> Self {
        Self::Http { status, refusal, header: None }
    }

    /// The same with a header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        if let Self::Http { header, .. } = &mut self {
            *header = Some((name, value.into()));
        }
        self
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Http { status, .. } => *status,
            Self::Error(error) => match error {
                Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::State(_) => StatusCode::CONFLICT,
                Error::NotFound { .. } => StatusCode::NOT_FOUND,
                Error::Malformed(_) => StatusCode::BAD_REQUEST,
                Error::Changed => StatusCode::PRECONDITION_FAILED,
                Error::Confirm(_) => StatusCode::PRECONDITION_REQUIRED,
                Error::Forbidden(_) => StatusCode::FORBIDDEN,
                Error::NotNow(_) if *error == Error::disk_full() => {
                    StatusCode::INSUFFICIENT_STORAGE
                }
                Error::NotNow(_) | Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            },
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Error(refusal.into())
    }
}

/// The answer that tells a person and a program what went wrong.
pub fn response(failure: &Failure, language: Language, instance: &str) -> Response {
    let status = failure.status();
    if let Failure::Error(Error::Unavailable(why)) = failure {
        tracing::error!(%why, instance, "request failed");
    }
    if status == StatusCode::INSUFFICIENT_STORAGE {
        tracing::error!(instance, "the disk is full");
    }
    let body = Json::Object(body(failure, language, instance)).to_string();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    if let Failure::Http { header: Some((name, value)), .. } = failure
        && let Ok(value) = HeaderValue::from_str(value)
    {
        headers.insert(name, value);
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// The properties of the problem.
pub fn body(failure: &Failure, language: Language, instance: &str) -> Map<String, Json> {
    let status = failure.status().as_u16();
    let mut map = Map::new();
    map.insert("type".into(), Json::from(format!("/api/docs#problem-{status}")));
    map.insert("title".into(), Json::from(title(language, status)));
    map.insert("status".into(), Json::from(status));
    let refusals = match failure {
        Failure::Http { refusal, .. } => std::slice::from_ref(refusal),
        Failure::Error(error) => error.refusals(),
    };
    match failure {
        Failure::Error(Error::Confirm(question)) => {
            let text = texts::question(language, question);
            map.insert("detail".into(), Json::from(text.clone()));
            map.insert("code".into(), Json::from(format!("confirmation.{}", question.code)));
            map.insert("question".into(), Json::from(text));
            map.insert("default".into(), Json::from(question.default_yes));
            map.insert("defaultAnswer".into(), Json::from(answer(question.default_yes)));
        }
        Failure::Error(error) if refusals.is_empty() => {
            map.insert("detail".into(), Json::from(detail(error, language)));
            map.insert("code".into(), Json::from(error.code()));
        }
        _ => {
            for (name, value) in
                refusals.first().map(|first| one(first, language)).into_iter().flatten()
            {
                map.insert(name, value);
            }
            let all = refusals.iter().map(|refusal| Json::Object(one(refusal, language)));
            map.insert("errors".into(), all.collect());
        }
    }
    map.insert("instance".into(), Json::from(instance));
    map
}

fn answer(yes: bool) -> &'static str {
    if yes { "confirm" } else { "decline" }
}

/// The title of a status.
pub fn title(language: Language, status: u16) -> String {
    texts::plain(language, &format!("api-problem-{status}"))
}

/// What an error without refusals says.
fn detail(error: &Error, language: Language) -> String {
    match error {
        Error::NotFound { collection, key } => {
            let record = service::record_name(language, collection);
            let args = [("record", Arg::from(record)), ("key", Arg::from(key.as_str()))];
            texts::text(language, "refusal-record-notFound", &args)
        }
        Error::Changed => texts::plain(language, "refusal-record-changed"),
        _ => texts::plain(language, "refusal-unavailable"),
    }
}

/// One refusal as data.
pub fn one(refusal: &Refusal, language: Language) -> Map<String, Json> {
    let mut map = Map::new();
    map.insert("detail".into(), Json::from(texts::refusal(language, refusal)));
    map.insert("code".into(), Json::from(refusal.code));
    for (name, value) in [("field", &refusal.field), ("document", &refusal.document)] {
        if let Some(value) = value {
            map.insert(name.into(), Json::from(value.as_str()));
        }
    }
    if let Some(line) = refusal.line {
        map.insert("line".into(), Json::from(line));
    }
    if !refusal.args.is_empty() {
        let args = refusal.args.iter().map(|(name, value)| ((*name).to_owned(), argument(value)));
        map.insert("args".into(), Json::Object(args.collect()));
    }
    let ways = service::ways::json(refusal, language);
    if !ways.is_empty() {
        map.insert("ways".into(), Json::Array(ways));
    }
    map
}

fn argument(value: &Arg) -> Json {
    match value {
        Arg::Number(number) => store::json::number(*number),
        other => json!(other.to_string()),
    }
}
