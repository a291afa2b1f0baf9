//! What becomes of sessions: signing out here, elsewhere and everywhere, and the work date.

use base::{Date, Result};
use store::{Tx, key, params};

use super::record::{Session, SessionKind};
use super::secret::fingerprint;
use super::sign_in::name_of;
use crate::system_log::{Noted, SystemEvent, note};

/// Ends a session, given the fingerprint of its secret.
///
/// # Errors
/// When the database fails.
pub fn sign_out(tx: &mut Tx, token_hash: &str) -> Result<()> {
    let Some(session) = tx.get::<Session>(key![token_hash])? else { return Ok(()) };
    tx.delete_unlogged(&session)?;
    let (event, subject) = (SystemEvent::SignedOut, session.user_name.as_str());
    note(tx, Noted { event, subject, details: &session.user_agent })
}

/// Ends every session of a user and tells how many there were.
///
/// # Errors
/// When the database fails.
pub fn sign_out_everywhere(tx: &mut Tx, user_name: &str) -> Result<u64> {
    sign_out_elsewhere(tx, user_name, "")
}

/// Ends every session of a user but the one of this fingerprint, and tells how many there were.
///
/// # Errors
/// When the database fails.
pub fn sign_out_elsewhere(tx: &mut Tx, user_name: &str, kept: &str) -> Result<u64> {
    let user = name_of(user_name)?;
    let sql = "DELETE FROM \"session\" WHERE \"user_name\" = $1 AND \"token_hash\" <> $2";
    let ended = tx.execute(sql, params![user, kept])?;
    if ended > 0 {
        let (event, details) = (SystemEvent::SignedOut, ended.to_string());
        note(tx, Noted { event, subject: &user, details: &details })?;
    }
    Ok(ended)
}

/// The sessions of a user, the last used ones first.
///
/// # Errors
/// When the database fails.
pub fn sessions_of(tx: &mut Tx, user_name: &str) -> Result<Vec<Session>> {
    let rest = "WHERE \"user_name\" = $1 AND \"expires_at\" > $2 \
                ORDER BY \"last_used_at\" DESC, \"created_at\" DESC LIMIT 200";
    let all: Vec<Session> = tx.select(rest, params![name_of(user_name)?, tx.moment()])?;
    Ok(all.into_iter().filter(|session| session.kind != SessionKind::HalfWay).collect())
}

/// A name for a session that its user may see: it opens nothing.
pub fn session_handle(session: &Session) -> String {
    fingerprint(&format!("handle {}", session.token_hash))[..16].to_owned()
}

/// Works on another date in this session: new documents get it. Blank is today.
///
/// # Errors
/// `NotFound` when the session has ended.
pub fn use_work_date(tx: &mut Tx, token_hash: &str, date: Option<Date>) -> Result<()> {
    let mut session: Session = tx.find(key![token_hash])?;
    session.work_date = date;
    tx.update_unlogged(&mut session)
}
