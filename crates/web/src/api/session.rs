//! Signing in and out by the API.

use axum::Json as AxumJson;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request as HttpRequest, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, refuse};
use books::user::{self, Credentials, Proof, User, UserPassword};
use serde_json::{Map, Value as Json, json};
use store::key;

use super::body;
use super::request::{language_of, method_not_allowed};
use crate::App;
use crate::problem::{self, Failure};
use crate::session::{self, Caller, unauthorized};

/// Signs in, tells who is signed in, changes the session, signs out.
pub async fn handle(State(app): State<App>, request: HttpRequest<Body>) -> Response {
    let caller = request.extensions().get::<Caller>().cloned();
    let language = language_of(caller.as_ref(), request.headers());
    let path = request.uri().path().to_owned();
    match answer(app, caller, request).await {
        Ok(response) => response,
        Err(failure) => problem::response(&failure, language, &path),
    }
}

async fn answer(
    app: App,
    caller: Option<Caller>,
    request: HttpRequest<Body>,
) -> Result<Response, Failure> {
    let (parts, content) = request.into_parts();
    let path = parts.uri.path().trim_end_matches('/').to_owned();
    let act = path.strip_prefix("/api/v1/session").unwrap_or_default().trim_start_matches('/');
    let bytes = body::bytes(&parts.headers, &path, content).await?;
    let properties = body::object(&parts.headers, &bytes)?;
    match (&parts.method, act) {
        (&Method::POST, "") => {
            let address = session::address(&parts);
            return begin(&app, &parts.headers, address, &properties).await;
        }
        (_, "" | "password" | "everywhere") => {}
        _ => return Err(super::address::unknown(&path)),
    }
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    match (&parts.method, act) {
        (&Method::GET | &Method::HEAD, "") => Ok(AxumJson(told(&caller)).into_response()),
        (&Method::PATCH, "") => change(&app, caller, properties).await,
        (&Method::DELETE, "") => end(&app, caller, false).await,
        (&Method::DELETE, "everywhere") => end(&app, caller, true).await,
        (&Method::POST, "password") => {
            let address = session::address(&parts);
            let name = caller.user.user_name.to_string();
            session::note_attempt(&app, &name, &address)?;
            let changed = change_password(&app, caller, &properties).await;
            let guessed = matches!(&changed, Err(Failure::Error(error))
                if error.code() == "user.password.currentWrong");
            if !guessed {
                app.attempts().succeeded(&name, &address);
            }
            changed
        }
        (method, "") => Err(method_not_allowed(method, "GET, HEAD, POST, PATCH, DELETE")),
        (method, "everywhere") => Err(method_not_allowed(method, "DELETE")),
        (method, _) => Err(method_not_allowed(method, "POST")),
    }
}

fn text(body: &Map<String, Json>, names: &[&str]) -> Result<String, Failure> {
    let found = names.iter().find_map(|name| body.get(*name).and_then(Json::as_str));
    found.map(str::to_owned).ok_or_else(|| {
        let refusal = refuse!("action.parameter.missing", name = names[0]).field(names[0]);
        Error::malformed(refusal).into()
    })
}

async fn begin(
    app: &App,
    headers: &HeaderMap,
    address: String,
    body: &Map<String, Json>,
) -> Result<Response, Failure> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let credentials = Credentials {
        user_name: text(body, &["userName", "user", "username"])?,
        password: text(body, &["password"])?,
        address,
        user_agent: agent.unwrap_or_default().to_owned(),
    };
    let signed_in = session::sign_in(app, credentials).await?;
    let answer = json!({
        "token": signed_in.token,
        "tokenType": "Bearer",
        "expiresAt": signed_in.session.expires_at.map(base::with_offset),
        "userName": signed_in.user.user_name.as_str(),
        "fullName": signed_in.user.full_name.as_str(),
        "language": base::Language::from(signed_in.user.language).tag(),
    });
    Ok((StatusCode::CREATED, AxumJson(answer)).into_response())
}

fn told(caller: &Caller) -> Json {
    let (kind, expires) = match &caller.proof {
        Proof::Session(session) => ("session", session.expires_at.map(base::with_offset)),
        Proof::Token(_) => ("token", None),
    };
    json!({
        "userName": caller.user.user_name.as_str(),
        "fullName": caller.user.full_name.as_str(),
        "email": caller.user.email.as_str(),
        "language": base::Language::from(caller.user.language).tag(),
        "kind": kind,
        "expiresAt": expires,
        "workDate": caller.work_date().map(|date| date.to_string()),
        "csrfToken": caller.csrf,
    })
}

/// Changes the work date of the session and the user's own language and name.
async fn change(app: &App, caller: Caller, body: Map<String, Json>) -> Result<Response, Failure> {
    for name in body.keys() {
        if !["workDate", "language", "fullName", "email"].contains(&name.as_str()) {
            return Err(refuse!("record.property.unknown", name = name).field(name).into());
        }
    }
    let changed = app
        .blocking(move |app| {
            let system = app.installation().system();
            let mut own = body;
            let date = own.shift_remove("workDate");
            system.write(&app.program(), |tx| {
                if let (Some(date), Some(session)) = (&date, caller.session()) {
                    let date = store::json::from_json(store::Kind::Date, date)
                        .and_then(<Option<base::Date> as store::Field>::from_value)
                        .map_err(|error| error.at(|refusal| refusal.field("workDate")))?;
                    user::use_work_date(tx, session, date)?;
                }
                let user: User = if own.is_empty() {
                    tx.find(key![caller.user.user_name])?
                } else {
                    store::entity::patch(tx, key![caller.user.user_name], &own, None)?
                };
                let proof = match &caller.proof {
                    Proof::Session(session) => Proof::Session(tx.find(key![session.token_hash])?),
                    Proof::Token(token) => Proof::Token(token.clone()),
                };
                Ok(Caller { user, proof, ..caller.clone() })
            })
        })
        .await?;
    Ok(AxumJson(told(&changed)).into_response())
}

async fn end(app: &App, caller: Caller, everywhere: bool) -> Result<Response, Failure> {
    let by_browser = caller.csrf.is_some();
    app.blocking(move |app| {
        let system = app.installation().system();
        system.write(&app.program(), |tx| {
            if everywhere {
                user::sign_out_everywhere(tx, &caller.user.user_name)?;
            }
            caller.session().map_or(Ok(()), |session| user::sign_out(tx, session))
        })
    })
    .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if by_browser && let Ok(cookie) = session::no_cookie().parse() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Users change their own password by showing the present one.
async fn change_password(
    app: &App,
    caller: Caller,
    body: &Map<String, Json>,
) -> Result<Response, Failure> {
    let present = text(body, &["currentPassword"])?;
    let new = text(body, &["newPassword"])?;
    app.blocking(move |app| {
        let (system, program) = (app.installation().system(), app.program());
        let name = &caller.user.user_name;
        let known: Option<UserPassword> = system.read(&program, |tx| tx.get(key![name]))?;
        let hash = known.as_ref().map(|password| password.password_hash.as_str());
        if !user::verify_password(hash, &present) {
            let refusal = refuse!("user.password.currentWrong").field("currentPassword");
            return Err(refusal.into());
        }
        let hash = user::hash_password(name, &new).map_err(|error| {
            error.at(|r| base::Refusal { field: Some("newPassword".into()), ..r })
        })?;
        system.write(&program, |tx| user::set_password(tx, name, &hash))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
