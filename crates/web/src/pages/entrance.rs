//! Signing in: name and password, then the second factor where there is one.

use axum::extract::{Query, RawForm, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Language;
use books::second_factor::{self, SecondFactor};
use books::user::{Credentials, REMEMBERED_DAYS, SessionKind, SignedIn};

use super::context::{cookie, failed, form_pairs, guest_language, html, redirect};
use super::sign_in::{self as screens, SignIn, Step};
use super::visit::{Pairs, value};
use crate::App;
use crate::cookies::{self, Cookie};
use crate::kit::view::{Theme, encode};
use crate::problem::{self, Failure};
use crate::sign_in::{credentials, half_way, is_secure, second_step, sign_in as enter};

/// Seconds in a day.
const DAY: i64 = 24 * 60 * 60;

/// The page where one signs in.
pub async fn sign_in(Query(pairs): Query<Pairs>, headers: HeaderMap) -> Response {
    let chosen = value(&pairs, "language");
    let language =
        if chosen.is_empty() { guest_language(&headers) } else { Language::from_tag(chosen) };
    let page = SignIn {
        language,
        theme: Theme::from_name(&cookie(&headers, "fw_theme")),
        next: value(&pairs, "next").to_owned(),
        ..SignIn::default()
    };
    let mut response = html(screens::page(&page));
    if !chosen.is_empty()
        && let Ok(keep) = HeaderValue::from_str(&format!(
            "fw_language={}; Path=/; Max-Age=31536000; SameSite=Lax",
            language.tag()
        ))
    {
        response.headers_mut().append(header::SET_COOKIE, keep);
    }
    response
}

/// Signs in with what was typed, or goes on to the second step.
pub async fn signed_in(State(app): State<App>, parts: Parts, RawForm(form): RawForm) -> Response {
    let pairs: Pairs = form_pairs(&form);
    let typed = Credentials {
        user_name: value(&pairs, "userName").trim().to_owned(),
        password: value(&pairs, "password").to_owned(),
        ..credentials(&app, &parts, SessionKind::Browser)
    };
    let next = value(&pairs, "next");
    match enter(&app, typed).await {
        Ok(half) if half.session.kind == SessionKind::HalfWay => {
            let place = format!("/sign-in/code?next={}", encode(next));
            let mut response = Redirect::to(&place).into_response();
            cookies::keep(&mut response, Cookie::Step, &half.token, is_secure(&parts), None);
            response
        }
        Ok(signed_in) => {
            let mut response = redirect(next);
            let_in(&mut response, &signed_in, is_secure(&parts));
            response
        }
        Err(failure) => not_signed_in(&failure, &pairs, &parts.headers),
    }
}

/// Gives the browser what shows the session and the device from now on.
fn let_in(response: &mut Response, signed_in: &SignedIn, secure: bool) {
    cookies::keep(response, Cookie::Session, &signed_in.token, secure, None);
    let remembered = Some(REMEMBERED_DAYS * DAY);
    cookies::keep(response, Cookie::Device, &signed_in.device, secure, remembered);
    cookies::forget(response, Cookie::Step, secure);
}

fn not_signed_in(failure: &Failure, pairs: &Pairs, headers: &HeaderMap) -> Response {
    let language = guest_language(headers);
    let page = SignIn {
        language,
        theme: Theme::from_name(&cookie(headers, "fw_theme")),
        next: value(pairs, "next").to_owned(),
        user_name: value(pairs, "userName").to_owned(),
        problem: Some(detail(failure, language)),
    };
    answered(failure, html(screens::page(&page)))
}

/// What a failure says to people.
pub fn detail(failure: &Failure, language: Language) -> String {
    let body = problem::body(failure, language, "");
    body.get("detail").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// A page with the status and the header of a failure.
pub fn answered(failure: &Failure, mut response: Response) -> Response {
    *response.status_mut() = failure.status();
    if let Failure::Http { header: Some((name, value)), .. } = failure
        && let Ok(value) = HeaderValue::from_str(value)
    {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The page of the second step: a code is asked for, or a second factor set up.
pub async fn code(State(app): State<App>, parts: Parts, Query(pairs): Query<Pairs>) -> Response {
    step_page(&app, &parts, value(&pairs, "next"), None).await
}

/// The second step, or the first one again when it is too long ago.
async fn step_page(app: &App, parts: &Parts, next: &str, failure: Option<&Failure>) -> Response {
    let headers = &parts.headers;
    let theme = Theme::from_name(&cookie(headers, "fw_theme"));
    let token = cookies::read(headers, Cookie::Step, is_secure(parts));
    let half = match half_way(app, token).await {
        Ok(Some((user, _))) => user,
        Ok(None) => return first_step(next),
        Err(error) => return failed(&error, guest_language(headers), theme, "/sign-in"),
    };
    let language = half.language.into();
    let user_name = half.user_name.to_string();
    let factor = app.blocking(move |app| offered(app, &user_name)).await;
    match factor {
        Ok(factor) => {
            let step = Step {
                language,
                theme,
                next: next.to_owned(),
                factor,
                problem: failure.map(|failure| detail(failure, language)),
            };
            html(screens::step(&step))
        }
        Err(error) => failed(&error, language, theme, "/sign-in"),
    }
}

fn first_step(next: &str) -> Response {
    Redirect::to(&format!("/sign-in?next={}", encode(next))).into_response()
}

/// The second factor that is to be set up, for a user who has none.
fn offered(app: &App, user_name: &str) -> base::Result<Option<SecondFactor>> {
    let (system, program) = (app.installation().system(), app.program());
    let (active, pending) = system.read(&program, |tx| {
        let active = second_factor::active(tx, user_name)?;
        Ok((active, second_factor::pending(tx, user_name)?))
    })?;
    match (active, pending) {
        (Some(_), _) => Ok(None),
        (None, Some(pending)) => Ok(Some(pending)),
        (None, None) => system.write(&program, |tx| second_factor::begin(tx, user_name)).map(Some),
    }
}

/// Takes the code of the second step. The first code of a new second factor leads to the recovery
/// codes first.
pub async fn code_shown(State(app): State<App>, parts: Parts, RawForm(form): RawForm) -> Response {
    let pairs: Pairs = form_pairs(&form);
    let next = value(&pairs, "next").to_owned();
    match second_step(&app, &parts, value(&pairs, "code").to_owned()).await {
        Ok((signed_in, codes)) => {
            let theme = Theme::from_name(&cookie(&parts.headers, "fw_theme"));
            let language = signed_in.user.language.into();
            let mut response = if codes.is_empty() {
                redirect(&next)
            } else {
                html(screens::codes(language, theme, &next, &codes))
            };
            let_in(&mut response, &signed_in, is_secure(&parts));
            response
        }
        Err(failure) if matches!(&failure, Failure::Http { refusal, .. } if refusal.code == "user.signIn.again") => {
            not_signed_in(&failure, &vec![("next".to_owned(), next)], &parts.headers)
        }
        Err(failure) => {
            let page = step_page(&app, &parts, &next, Some(&failure)).await;
            if page.status() == StatusCode::OK { answered(&failure, page) } else { page }
        }
    }
}
