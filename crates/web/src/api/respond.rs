//! Answers: status, headers and body.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Language, Message};
use serde_json::{Map, Value as Json, json};
use store::{Tx, Value};

use super::address::{self, Target};
use super::request::Request;

/// An answer that is not on its way yet.
#[derive(Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Content,
}

#[derive(Debug)]
enum Content {
    Nothing,
    Json(Json),
    Text(&'static str, String),
}

impl Reply {
    /// JSON with a status.
    pub fn json(status: u16, body: Json) -> Self {
        Self { status, headers: Vec::new(), body: Content::Json(body) }
    }

    /// Plain text.
    pub fn text(text: String) -> Self {
        Self::typed("text/plain; charset=utf-8", text)
    }

    /// Text of another type.
    pub fn typed(kind: &'static str, text: String) -> Self {
        Self { status: 200, headers: Vec::new(), body: Content::Text(kind, text) }
    }

    /// Done, and nothing to say.
    pub fn nothing() -> Self {
        Self { status: 204, headers: Vec::new(), body: Content::Nothing }
    }

    /// Adds a header.
    pub fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((name, value.into()));
    }

    /// The answer as it is sent.
    pub fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = match self.body {
            Content::Nothing => status.into_response(),
            Content::Json(body) => {
                let kind = "application/json; odata.metadata=minimal; charset=utf-8";
                (status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response()
            }
            Content::Text(kind, text) => {
                (status, [(header::CONTENT_TYPE, kind)], text).into_response()
            }
        };
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// A record with its context, its etag as a header too.
pub fn record(request: &Request, target: &Target, status: u16, row: Json) -> Reply {
    let Json::Object(properties) = row else { return Reply::json(status, row) };
    let mut body = Map::with_capacity(properties.len() + 1);
    let entity = !target.def.singleton;
    body.insert("@odata.context".into(), context(request, &target.name, entity));
    let etag = properties.get("@odata.etag").and_then(Json::as_str).map(str::to_owned);
    body.extend(properties);
    let mut reply = Reply::json(status, Json::Object(body));
    if let Some(etag) = etag {
        reply.header("etag", etag);
    }
    reply
}

/// Where the description of what is answered stands.
pub fn context(request: &Request, name: &str, entity: bool) -> Json {
    let one = if entity { "/$entity" } else { "" };
    Json::from(format!("{}{}/$metadata#{name}{one}", request.origin, request.base))
}

/// The address of a record.
pub fn location(request: &Request, target: &Target, key: &[Value]) -> String {
    let own = address::spelled(target.def, &target.given, key);
    let collection = request.path.trim_end_matches('/');
    format!("{}{}", request.origin, address::with_key(collection, &own))
}

/// Says whether the answer was given before.
pub fn replayed(mut reply: Reply, again: bool) -> Reply {
    if again {
        reply.header("idempotency-replayed", "true");
    }
    reply
}

/// What the user was told, as data.
pub fn messages(messages: &[Message], language: Language) -> Vec<Json> {
    let one = |message: &Message| json!({"code": message.code, "text": texts::message(language, message)});
    messages.iter().map(one).collect()
}

/// Adds what the user was told in this transaction to an answer.
pub fn add_messages(body: &mut Json, name: &str, tx: &mut Tx, language: Language) {
    let told = messages(&tx.take_messages(), language);
    let Json::Object(map) = body else { return };
    if told.is_empty() {
        return;
    }
    match map.get_mut(name) {
        Some(Json::Array(known)) => known.extend(told),
        _ => {
            map.insert(name.to_owned(), Json::from(told));
        }
    }
}
