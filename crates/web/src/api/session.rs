//! Signing in and out by the API.

use axum::Json as AxumJson;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Method, Request as HttpRequest, StatusCode};
use axum::response::{IntoResponse, Response};
use base::{Error, Result, refuse};
use books::user::{self, Credentials, Proof, SessionKind, User};
use serde_json::{Map, Value as Json, json};
use store::key;

use super::body;
use super::request::{language_of, method_not_allowed};
use crate::App;
use crate::cookies::{self, Cookie};
use crate::problem::{self, Failure};
use crate::session::{Caller, unauthorized};
use crate::sign_in;

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
            return begin(&app, &parts, &properties).await;
        }
        (_, "" | "password" | "everywhere" | "elsewhere") => {}
        _ => return Err(super::address::unknown(&path)),
    }
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    match (&parts.method, act) {
        (&Method::GET | &Method::HEAD, "") => Ok(AxumJson(told(&caller)).into_response()),
        (&Method::PATCH, "") => change(&app, caller, properties).await,
        (&Method::DELETE, "") => end(&app, &parts, caller, Ending::Here).await,
        (&Method::DELETE, "everywhere") => end(&app, &parts, caller, Ending::Everywhere).await,
        (&Method::DELETE, "elsewhere") => end(&app, &parts, caller, Ending::Elsewhere).await,
        (&Method::POST, "password") => change_password(&app, caller, &properties).await,
        (method, "") => Err(method_not_allowed(method, "GET, HEAD, POST, PATCH, DELETE")),
        (method, "everywhere" | "elsewhere") => Err(method_not_allowed(method, "DELETE")),
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

async fn begin(app: &App, parts: &Parts, body: &Map<String, Json>) -> Result<Response, Failure> {
    let credentials = Credentials {
        user_name: text(body, &["userName", "user", "username"])?,
        password: text(body, &["password"])?,
        code: body.get("code").and_then(Json::as_str).unwrap_or_default().to_owned(),
        ..sign_in::credentials(app, parts, SessionKind::Program)
    };
    let signed_in = sign_in::sign_in(app, credentials).await?;
    let answer = json!({
        "token": signed_in.token,
        "tokenType": "Bearer",
        "expiresAt": signed_in.session.expires_at.map(|at| at.to_string()),
        "userName": signed_in.user.user_name.as_str(),
        "fullName": signed_in.user.full_name.as_str(),
        "language": base::Language::from(signed_in.user.language).tag(),
    });
    Ok((StatusCode::CREATED, AxumJson(answer)).into_response())
}

fn told(caller: &Caller) -> Json {
    let (kind, expires) = match &caller.proof {
        Proof::Session(session) => ("session", session.expires_at.map(|at| at.to_string())),
        Proof::Token(_) => ("token", None),
    };
    json!({
        "userName": caller.user.user_name.as_str(),
        "fullName": caller.user.full_name.as_str(),
        "email": caller.user.email.as_str(),
        "language": base::Language::from(caller.user.language).tag(),
        "homeRole": caller.user.home_role.as_str(),
        "toured": caller.user.toured,
        "kind": kind,
        "expiresAt": expires,
        "workDate": caller.work_date().map(|date| date.to_string()),
        "csrfToken": caller.csrf,
    })
}

/// Changes the work date of the session and the user's own language, name, home and tour.
async fn change(app: &App, caller: Caller, body: Map<String, Json>) -> Result<Response, Failure> {
    for name in body.keys() {
        if !["workDate", "language", "fullName", "email", "homeRole", "toured"]
            .contains(&name.as_str())
        {
            return Err(refuse!("record.property.unknown", name = name).field(name).into());
        }
    }
    let changed = app
        .blocking(move |app| {
            let system = app.installation().system();
            let mut own = body;
            let date = own.shift_remove("workDate");
            system.write(&caller.acting(app.program()), |tx| {
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

/// Which sessions end.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Here,
    Elsewhere,
    Everywhere,
}

async fn end(
    app: &App,
    parts: &Parts,
    caller: Caller,
    ending: Ending,
) -> Result<Response, Failure> {
    let by_browser = caller.csrf.is_some();
    app.blocking(move |app| {
        let actor = caller.acting(app.program());
        let name = &caller.user.user_name;
        app.installation().system().write(&actor, |tx| match (ending, caller.session()) {
            (Ending::Everywhere, _) => user::sign_out_everywhere(tx, name).map(drop),
            (Ending::Elsewhere, here) => {
                user::sign_out_elsewhere(tx, name, here.unwrap_or_default()).map(drop)
            }
            (Ending::Here, Some(here)) => user::sign_out(tx, here),
            (Ending::Here, None) => Ok(()),
        })
    })
    .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if by_browser && ending != Ending::Elsewhere {
        cookies::forget(&mut response, Cookie::Session, sign_in::is_secure(parts));
    }
    Ok(response)
}

/// Users change their own password by showing the present one; their other sessions end.
async fn change_password(
    app: &App,
    caller: Caller,
    body: &Map<String, Json>,
) -> Result<Response, Failure> {
    let present = text(body, &["currentPassword"])?;
    let new = text(body, &["newPassword"])?;
    new_password(app, caller, present, new).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Changes the caller's own password.
///
/// # Errors
/// `user.password.*`; `429` when a wrong present one was shown too often.
pub async fn new_password(
    app: &App,
    caller: Caller,
    present: String,
    new: String,
) -> Result<(), Failure> {
    let name = caller.user.user_name.to_string();
    let hashed = name.clone();
    let hash = app.blocking(move |_| {
        user::hash_password(&hashed, &new)
            .map_err(|error| error.at(|r| base::Refusal { field: Some("newPassword".into()), ..r }))
    });
    let hash = hash.await?;
    let actor = caller.acting(app.program());
    let session = caller.session().unwrap_or_default().to_owned();
    sign_in::with_own_password(app, actor, present, move |tx| {
        user::change_password(tx, &name, &hash, &session)
    })
    .await
}
