//! Signing in: passwords and codes are counted before they are checked, and checked a few at a time.

use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use base::{Actor, Error, Refusal, Result, refuse};
use books::attempts::{self, Guess};
use books::second_factor;
use books::user::{self, Credentials, SessionKind, SignedIn, User};
use store::{Tx, key};

use crate::App;
use crate::client::Client;
use crate::cookies::{self, Cookie};
use crate::problem::Failure;
use crate::session::{address, agent, unauthorized};

/// So many passwords are checked at the same time: each takes a core and some memory.
pub const CHECKS: usize = 4;
/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether a request came over an encrypted connection.
pub fn is_secure(parts: &Parts) -> bool {
    let client = parts.extensions.get::<Client>();
    client.is_some_and(|client| client.is_secure(&parts.headers))
}

/// What a request shows beside name and password.
pub fn credentials(app: &App, parts: &Parts, kind: SessionKind) -> Credentials {
    Credentials {
        kind,
        address: address(parts),
        user_agent: agent(&parts.headers),
        device: cookies::read(&parts.headers, Cookie::Device, is_secure(parts)),
        unix: app.installation().clock().moment().unix(),
        ..Credentials::default()
    }
}

/// Signs a user in, unless there were too many attempts.
///
/// # Errors
/// `429` with the time to wait, `401` for wrong credentials.
pub async fn sign_in(app: &App, credentials: Credentials) -> Result<SignedIn, Failure> {
    let from = credentials.clone();
    let delay = counted(app, move |app| {
        let guess =
            Guess::Password { user: &from.user_name, address: &from.address, device: &from.device };
        attempts::begin(app.installation().system(), &app.program(), guess)
    })
    .await;
    let delay = match delay {
        Err(failure) => {
            tracing::warn!(address = credentials.address, "too many attempts to sign in");
            return Err(failure);
        }
        Ok(delay) => delay,
    };
    tokio::time::sleep(delay).await;
    let _turn = turn(app).await?;
    let signed_in = app
        .blocking(move |app| {
            user::sign_in(app.installation().system(), &app.program(), &credentials)
        })
        .await;
    signed_in.map_err(|error| match error {
        Error::Forbidden(refusal) => unauthorized(refusal),
        other => other.into(),
    })
}

/// A turn to check a password.
async fn turn(app: &App) -> Result<tokio::sync::SemaphorePermit<'_>, Failure> {
    let busy = || Error::Unavailable("too many passwords are waiting to be checked".to_owned());
    let turn = tokio::time::timeout(PATIENCE, app.password_checks().acquire()).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| busy().into())
}

/// Counts a guess, and tells how long its answer waits.
///
/// # Errors
/// `429` with the time to wait, when there were too many.
async fn counted(
    app: &App,
    begin: impl FnOnce(&App) -> Result<Result<Duration, Duration>> + Send + 'static,
) -> Result<Duration, Failure> {
    app.blocking(begin).await?.map_err(|wait| {
        let seconds = wait.as_secs() + 1;
        let refusal = refuse!("user.signIn.tooMany", seconds = seconds);
        let failure = Failure::http(StatusCode::TOO_MANY_REQUESTS, refusal);
        failure.with(header::RETRY_AFTER, seconds.to_string())
    })
}

/// Does something for which somebody who is signed in shows the password again.
///
/// # Errors
/// `429` when wrong ones were shown too often, `user.password.currentWrong`, what `act` refuses.
pub async fn with_own_password<T: Send + 'static>(
    app: &App,
    actor: Actor,
    password: String,
    act: impl FnMut(&mut Tx) -> Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let name = actor.user.clone();
    counted(app, move |app| {
        let guess = Guess::OwnPassword(&name);
        attempts::begin(app.installation().system(), &app.program(), guess)
    })
    .await?;
    let _turn = turn(app).await?;
    let mut act = act;
    let done = app.blocking(move |app| {
        let system = app.installation().system();
        let name = base::Code::<50>::parse(&actor.user)?;
        let known: Option<user::UserPassword> = system.read(&actor, |tx| tx.get(key![name]))?;
        let hash = known.as_ref().map(|password| password.password_hash.as_str());
        if !user::verify_password(hash, &password) {
            let refusal = refuse!("user.password.currentWrong").field("currentPassword");
            return Err(refusal.into());
        }
        system.write(&actor, |tx| attempts::succeeded(tx, Guess::OwnPassword(&actor.user)))?;
        system.write(&actor, |tx| {
            // What was read before this turn may have changed since.
            if tx.get::<user::UserPassword>(key![name])? != known {
                return Err(Error::Changed);
            }
            act(tx)
        })
    });
    Ok(done.await?)
}

/// The second step: takes a code of the second factor, or the first code of a new one.
///
/// # Errors
/// `429` when wrong ones were shown too often; `user.secondFactor.*`; `user.signIn.again` when the
/// first step is too long ago.
pub async fn second_step(
    app: &App,
    parts: &Parts,
    code: String,
) -> Result<(SignedIn, Vec<String>), Failure> {
    let secure = is_secure(parts);
    let token = cookies::read(&parts.headers, Cookie::Step, secure);
    let from = credentials(app, parts, SessionKind::Browser);
    let half = half_way(app, token.clone()).await?;
    let (user, _) = half.ok_or_else(|| unauthorized(refuse!("user.signIn.again")))?;
    let name = user.user_name.to_string();
    counted(app, move |app| {
        attempts::begin(app.installation().system(), &app.program(), Guess::SecondFactor(&name))
    })
    .await?;
    let done = app
        .blocking(move |app| {
            let system = app.installation().system();
            let actor = Actor {
                user: user.user_name.to_string(),
                address: from.address.clone(),
                ..app.program()
            };
            let done = system.write(&actor, |tx| {
                user::finish(tx, &token, &from.device, |tx, user| {
                    checked(tx, user, &code, from.unix)
                })
            });
            if let Some(refusal) = done.as_ref().err().and_then(refusal_of) {
                user::note_refused(system, &actor, refusal, &from.user_agent)?;
            }
            done
        })
        .await;
    done.map_err(|error| match error {
        Error::Forbidden(refusal) => unauthorized(refusal),
        other => other.into(),
    })
}

fn refusal_of(error: &Error) -> Option<&Refusal> {
    match error {
        Error::Forbidden(refusal) => Some(refusal),
        other => other.refusals().first(),
    }
}

/// Checks a code; the first one sets the second factor up and answers the recovery codes.
fn checked(tx: &mut Tx, user: &User, code: &str, unix: u64) -> Result<Vec<String>> {
    if second_factor::pending(tx, &user.user_name)?.is_some() {
        return second_factor::confirm(tx, &user.user_name, code, unix);
    }
    second_factor::check(tx, user, code, unix).map(|()| Vec::new())
}

/// Who has shown the password and not yet the second factor.
///
/// # Errors
/// When the database fails.
pub async fn half_way(app: &App, token: String) -> Result<Option<(User, user::Session)>> {
    if token.is_empty() {
        return Ok(None);
    }
    app.blocking(move |app| {
        let system = app.installation().system();
        system.read(&app.program(), |tx| user::half_way(tx, &token))
    })
    .await
}
