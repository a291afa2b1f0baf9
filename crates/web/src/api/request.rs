//! A request to the API: what it asks for, by whom; the transaction in which it is done.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, Request as HttpRequest, StatusCode, header};
use axum::response::Response;
use base::{Answers, Error, Language, Result, refuse};
use serde_json::{Map, Value as Json};
use store::Tx;

use super::address::{self, Target};
use super::idempotent::{Once, request_hash};
use super::odata::{decode, parse_query};
use super::respond::Reply;
use super::{BASE, act, body, companies, headers, jobs, list, metadata, record, users};
use crate::app::Catalogue;
use crate::problem::{self, Failure};
use crate::session::{Caller, asked_language, unauthorized};
use crate::{App, BasePath};

/// A request that has been read.
#[derive(Clone)]
pub struct Request {
    /// The program.
    pub app: App,
    /// Who asks.
    pub caller: Caller,
    /// The method.
    pub method: Method,
    /// The address, as it was sent.
    pub path: String,
    /// The options in the address.
    pub query: Vec<(String, String)>,
    /// The company; blank for the installation.
    pub company: String,
    /// Where the collections begin: `/api/v1/companies/one`.
    pub base: String,
    /// Scheme and host of links.
    pub origin: String,
    /// The properties sent.
    pub body: Map<String, Json>,
    /// The hash of a password that was sent.
    pub password: Option<books::user::PasswordHash>,
    /// The answers to questions.
    pub answers: Answers,
    /// The version that a record must have.
    pub if_match: Option<i64>,
    /// The key under which it is done once only.
    pub once: Option<Once>,
    /// The preferred size of pages.
    pub page_size: Option<usize>,
}

impl Request {
    /// The collections and actions where the request goes.
    pub fn catalogue(&self) -> &Catalogue {
        if self.company.is_empty() {
            self.app.system_catalogue()
        } else {
            self.app.company_catalogue()
        }
    }

    /// Reads in one transaction.
    ///
    /// # Errors
    /// What `act` returns.
    pub fn read<T>(&self, act: impl FnOnce(&mut Tx) -> Result<T>) -> Result<T> {
        let actor = self.caller.actor(&self.app, &self.company, self.answers.clone())?;
        self.app.database(&self.company)?.read(&actor, act)
    }

    /// Writes in one transaction.
    ///
    /// # Errors
    /// What `act` returns; then nothing has been changed.
    pub fn write<T>(&self, act: impl FnMut(&mut Tx) -> Result<T>) -> Result<T> {
        let actor = self.caller.actor(&self.app, &self.company, self.answers.clone())?;
        self.app.database(&self.company)?.write(&actor, act)
    }
}

/// Answers a request.
pub async fn handle(State(app): State<App>, request: HttpRequest<Body>) -> Response {
    let caller = request.extensions().get::<Caller>().cloned();
    let asked = asked_language(request.headers()).unwrap_or_default();
    let language = caller.as_ref().map_or(asked, |caller| caller.language);
    let path = request.uri().path().to_owned();
    match answer(app, caller, request).await {
        Ok(reply) => reply.into_response(),
        Err(failure) => problem::response(&failure, language, &path),
    }
}

/// Answers an address beside every version of the API.
pub async fn nothing_here(request: HttpRequest<Body>) -> Response {
    let language = asked_language(request.headers()).unwrap_or_default();
    let path = request.uri().path();
    problem::response(&address::unknown(path), language, path)
}

async fn answer(
    app: App,
    caller: Option<Caller>,
    request: HttpRequest<Body>,
) -> Result<Reply, Failure> {
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    let (parts, content) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let bytes = body::bytes(&parts.headers, &path, content).await?;
    let mut properties = body::object(&parts.headers, &bytes)?;
    let mut answers = body::answers(&mut properties)?;
    let mut query = parse_query(parts.uri.query().unwrap_or_default());
    body::add_from_query(&mut answers, &query)?;
    // Everything is JSON; clients of OData like to ask for it.
    let asks_for_json = |name: &str, value: &str| {
        name == "$format" && (value == "json" || value.starts_with("application/json"))
    };
    query.retain(|(name, value)| {
        name != "confirm" && name != "decline" && !asks_for_json(name, value)
    });
    let (company, base) = place(&path);
    let base_path = parts.extensions.get::<BasePath>().cloned().unwrap_or_default();
    let key = headers::idempotency_key(&parts.headers)?;
    let once = key
        .filter(|_| parts.method == Method::POST)
        .map(|key| Once { key, request: request_hash(parts.method.as_str(), &path, &bytes) });
    let origin = format!("{}{}", headers::origin(&parts), base_path.as_str());
    let request = Request {
        app: app.clone(),
        caller,
        method: if parts.method == Method::HEAD { Method::GET } else { parts.method },
        query,
        company,
        base,
        origin,
        body: properties,
        password: None,
        answers,
        if_match: headers::if_match(&parts.headers)?,
        once,
        page_size: headers::page_size(&parts.headers),
        path,
    };
    let span = tracing::Span::current();
    let done = tokio::task::spawn_blocking(move || span.in_scope(|| dispatch(request))).await;
    done.unwrap_or_else(|error| Err(Error::Unavailable(error.to_string()).into()))
}

/// The company of an address, and where its collections begin.
fn place(path: &str) -> (String, String) {
    let rest = path.strip_prefix(BASE).unwrap_or_default();
    match rest.strip_prefix("/companies/").and_then(|rest| rest.split('/').next()) {
        // With nothing behind it, the address is that of the company's own record.
        Some(name) if !name.is_empty() && rest.trim_end_matches('/').matches('/').count() > 2 => {
            (decode(name, false), format!("{BASE}/companies/{name}"))
        }
        _ => (String::new(), BASE.to_owned()),
    }
}

fn dispatch(mut request: Request) -> Result<Reply, Failure> {
    request.app.database(&request.company)?;
    let below = request.path.strip_prefix(&request.base).unwrap_or_default();
    let below = below.trim_start_matches('/').to_owned();
    match below.trim_end_matches('/') {
        "" => return metadata::service_document(&request),
        "$metadata" => return metadata::csdl(&request),
        _ => {}
    }
    if request.company.is_empty() {
        users::prepare(&mut request, &below)?;
        if let Some(reply) = companies::handle(&request, &below)? {
            return Ok(reply);
        }
    } else if let Some(reply) = jobs::handle(&request, &below)? {
        return Ok(reply);
    }
    let post = request.method == Method::POST;
    let target = address::read(request.catalogue(), &below, post)?;
    let done = route(&request, &target)?;
    done.ok_or_else(|| not_allowed(&request, &target))
}

/// Does what the method asks of the target; nothing when the target does not take the method.
fn route(request: &Request, target: &Target) -> Result<Option<Reply>, Failure> {
    let def = target.def;
    let reply = match (&request.method, target.action, &target.key) {
        (&Method::POST, Some(action), _) => act::act(request, target, action)?,
        (_, Some(_), _) => return Ok(None),
        (&Method::GET, None, None) => list::list(request, target)?,
        (&Method::GET, None, Some(key)) => record::get(request, target, key)?,
        (&Method::POST, None, None) if def.insertable && !target.count => {
            record::create(request, target)?
        }
        (&Method::PATCH, None, Some(key)) if def.updatable => record::patch(request, target, key)?,
        (&Method::DELETE, None, Some(key)) if def.deletable => {
            record::delete(request, target, key)?
        }
        _ => return Ok(None),
    };
    Ok(Some(reply))
}

fn not_allowed(request: &Request, target: &Target) -> Failure {
    let def = target.def;
    let mut allowed = Vec::new();
    if target.action.is_some() {
        allowed.push("POST");
    } else {
        allowed.extend(["GET", "HEAD"]);
        match target.key {
            None if def.insertable && !target.count => allowed.push("POST"),
            Some(_) => {
                allowed.extend(def.updatable.then_some("PATCH"));
                allowed.extend(def.deletable.then_some("DELETE"));
            }
            None => {}
        }
    }
    method_not_allowed(&request.method, &allowed.join(", "))
}

/// `405`, with what is possible.
pub fn method_not_allowed(method: &Method, allowed: &str) -> Failure {
    let refusal = refuse!("api.method.notAllowed", method = method.as_str(), allowed = allowed);
    Failure::http(StatusCode::METHOD_NOT_ALLOWED, refusal).with(header::ALLOW, allowed)
}

/// The language of whoever asks.
pub fn language_of(caller: Option<&Caller>, request: &axum::http::HeaderMap) -> Language {
    let asked = asked_language(request).unwrap_or_default();
    caller.map_or(asked, |caller| caller.language)
}
