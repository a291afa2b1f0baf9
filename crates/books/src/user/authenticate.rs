//! Finds out who shows a secret.

use base::Result;
use jiff::SignedDuration;
use store::{Db, Tx, key, params};

use super::record::{ApiToken, Session, SessionKind, User, UserState};
use super::secret::fingerprint;

/// Hours after which a session that nobody uses ends.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// The use of a session or token is noted when the last note is older than this.
const NOTE_AGAIN: SignedDuration = SignedDuration::from_secs(60);

/// What showed who somebody is.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof {
    /// A session that began with a password.
    Session(Session),
    /// A token of a program.
    Token(ApiToken),
}

/// How a secret is shown. Each is good for its own way only: the token of a program is not the
/// cookie of a browser, nor the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As the cookie of a browser.
    Cookie,
    /// As a bearer token.
    Bearer,
}

/// Somebody known.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// The user.
    pub user: User,
    /// What showed it.
    pub proof: Proof,
}

/// The user behind a secret, if it is good now; the use is noted to the minute.
///
/// # Errors
/// When the database fails.
pub fn authenticate(
    system: &Db,
    program: &base::Actor,
    token: &str,
    shown: Shown,
) -> Result<Option<Identity>> {
    let hash = fingerprint(token);
    let found = system.read(program, |tx| find(tx, &hash, shown))?;
    let Some(identity) = found else { return Ok(None) };
    let (created, used) = match &identity.proof {
        Proof::Session(session) => (session.created_at, session.last_used_at),
        Proof::Token(token) => (token.created_at, token.last_used_at),
    };
    let noted = match identity.proof {
        Proof::Session(_) => used.or(created),
        Proof::Token(_) => used,
    };
    if noted.is_none_or(|noted| noted.after(NOTE_AGAIN) < program.moment) {
        match system.write(program, |tx| note(tx, &identity)) {
            // With a full disk people can still read; the note is made with the next request.
            Err(error) if error.is_of_machine() => {}
            noted => noted?,
        }
    }
    Ok(Some(identity))
}

fn find(tx: &mut Tx, hash: &str, shown: Shown) -> Result<Option<Identity>> {
    let now = tx.moment();
    let kind = match shown {
        Shown::Cookie => SessionKind::Browser,
        Shown::Bearer => SessionKind::Program,
    };
    let session = tx.get::<Session>(key![hash])?.filter(|session| session.kind == kind);
    let (user_name, proof) = if let Some(session) = session {
        let idle = session.last_used_at.is_none_or(|at| at.after(IDLE) < now);
        if idle || session.expires_at.is_none_or(|end| end < now) {
            return Ok(None);
        }
        (session.user_name.clone(), Proof::Session(session))
    } else if shown == Shown::Cookie {
        return Ok(None);
    } else {
        let token: Option<ApiToken> =
            tx.first("WHERE \"token_hash\" = $1 AND \"revoked_at\" = ''", params![hash])?;
        let Some(token) = token else { return Ok(None) };
        (token.user_name.clone(), Proof::Token(token))
    };
    let user: Option<User> = tx.get(key![user_name])?;
    Ok(user.filter(|user| user.state == UserState::Enabled).map(|user| Identity { user, proof }))
}

/// Notes the use where the secret is still good.
fn note(tx: &mut Tx, identity: &Identity) -> Result<()> {
    let now = tx.moment();
    let (table, hash) = match &identity.proof {
        Proof::Session(session) => ("session", &session.token_hash),
        Proof::Token(token) => ("api_token", &token.token_hash),
    };
    let sql = format!("UPDATE \"{table}\" SET \"last_used_at\" = $1 WHERE \"token_hash\" = $2");
    tx.execute(&sql, params![now, hash]).map(drop)
}
