//! Signing in and out.

use base::{Actor, Code, Date, Error, Result, Text, refuse};
use jiff::ToSpan;
use store::{Db, Tx, key, params};

use super::password::verify_password;
use super::permissions::user_named;
use super::record::{Session, User, UserPassword, UserState};
use super::secret::{fingerprint, secret};

/// Days after which a session ends, however much it is used.
const LONGEST_DAYS: i64 = 7;

/// What somebody shows to sign in, and from where.
#[derive(Clone, Default)]
pub struct Credentials {
    /// The user.
    pub user_name: String,
    /// The password.
    pub password: String,
    /// The network address.
    pub address: String,
    /// The program.
    pub user_agent: String,
}

/// A user who has just signed in, and the secret that shows it from now on.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// The secret; only its fingerprint is kept.
    pub token: String,
    /// The session.
    pub session: Session,
}

/// Signs a user in. The password is checked between two transactions, because that takes time.
///
/// # Errors
/// `user.signIn.wrong` for an unknown user, a wrong password and a user who may not sign in: who
/// guesses learns nothing.
pub fn sign_in(system: &Db, program: &Actor, credentials: &Credentials) -> Result<SignedIn> {
    let known = system.read(program, |tx| {
        let Some(user) = user_named(tx, &credentials.user_name)? else { return Ok(None) };
        let password: Option<UserPassword> = tx.get(key![user.user_name])?;
        Ok(password.map(|password| (user, password)))
    })?;
    let hash = known.as_ref().map(|(_, password)| password.password_hash.as_str());
    let right = verify_password(hash, &credentials.password);
    match known {
        Some((user, _)) if right && user.state == UserState::Enabled => {
            system.write(program, |tx| begin(tx, &user, credentials))
        }
        _ => Err(Error::Forbidden(refuse!("user.signIn.wrong"))),
    }
}

fn begin(tx: &mut Tx, user: &User, credentials: &Credentials) -> Result<SignedIn> {
    forget_expired(tx)?;
    let token = secret("fws_")?;
    let now = tx.now();
    let expires = now.checked_add(LONGEST_DAYS.days());
    let mut session = Session {
        token_hash: fingerprint(&token),
        user_name: user.user_name.clone(),
        created_at: Some(now),
        last_used_at: Some(now),
        expires_at: Some(expires.map_err(|error| Error::Unavailable(error.to_string()))?),
        address: Text::cut(&credentials.address),
        user_agent: Text::cut(&credentials.user_agent),
        work_date: None,
    };
    tx.insert_unlogged(&mut session)?;
    Ok(SignedIn { user: user.clone(), token, session })
}

fn forget_expired(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    tx.execute("DELETE FROM \"session\" WHERE \"expires_at\" < $1", params![now]).map(drop)
}

/// Ends a session, given the fingerprint of its secret.
///
/// # Errors
/// When the database fails.
pub fn sign_out(tx: &mut Tx, token_hash: &str) -> Result<()> {
    let sql = "DELETE FROM \"session\" WHERE \"token_hash\" = $1";
    tx.execute(sql, params![token_hash]).map(drop)
}

/// Ends every session of a user and tells how many there were.
///
/// # Errors
/// When the database fails.
pub fn sign_out_everywhere(tx: &mut Tx, user_name: &str) -> Result<u64> {
    let user = Code::<50>::parse(user_name)?;
    tx.execute("DELETE FROM \"session\" WHERE \"user_name\" = $1", params![user])
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
