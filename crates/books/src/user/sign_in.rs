//! Signing in with a password, and with a second factor where there is one.

use base::{Actor, Code, Error, Refusal, Result, Text, refuse};
use jiff::SignedDuration;
use store::{Db, Tx, key, params};

use super::device;
use super::password::verify_password;
use super::permissions::user_named;
use super::record::{Session, SessionKind, User, UserPassword, UserState};
use super::secret::{fingerprint, secret};
use crate::attempts::{self, Guess};
use crate::second_factor;
use crate::system_log::{Noted, SystemEvent, note};

/// Days after which a session ends, however much it is used.
const LONGEST_DAYS: i64 = 7;
/// Minutes that remain for the second step of signing in.
const STEP_MINUTES: i64 = 10;

/// What somebody shows to sign in, and from where.
#[derive(Clone, Default)]
pub struct Credentials {
    /// The user.
    pub user_name: String,
    /// The password.
    pub password: String,
    /// A code of the second factor, for programs: browsers ask for it in a second step.
    pub code: String,
    /// Who signs in: a browser or a program.
    pub kind: SessionKind,
    /// The network address.
    pub address: String,
    /// The program.
    pub user_agent: String,
    /// The secret of the device, if it shows one.
    pub device: String,
    /// The time in seconds since 1970.
    pub unix: u64,
}

/// A user who has just signed in, and the secret that shows it from now on.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// The secret; only its fingerprint is kept.
    pub token: String,
    /// The session. While it is half way it opens nothing but the second step.
    pub session: Session,
    /// The secret of the device; blank for programs and half way.
    pub device: String,
}

/// Signs a user in; a browser's user with a second factor gets half way. The password is checked
/// between two transactions, because that takes time.
///
/// # Errors
/// `user.signIn.wrong` for an unknown user, a wrong password and a user who may not sign in: who
/// guesses learns nothing. `user.secondFactor.*` when a program shows no right code.
pub fn sign_in(system: &Db, program: &Actor, credentials: &Credentials) -> Result<SignedIn> {
    let known = system.read(program, |tx| {
        let Some(user) = user_named(tx, &credentials.user_name)? else { return Ok(None) };
        let password: Option<UserPassword> = tx.get(key![user.user_name])?;
        Ok(Some((user, password)))
    })?;
    let password = known.as_ref().and_then(|(_, password)| password.as_ref());
    let hash = password.map(|password| password.password_hash.as_str());
    let right = verify_password(hash, &credentials.password);
    let name = known.as_ref().map(|(user, _)| user.user_name.clone()).unwrap_or_default();
    let actor =
        Actor { user: name.to_string(), address: credentials.address.clone(), ..program.clone() };
    let done = match password.filter(|_| right) {
        Some(password) => system.write(&actor, |tx| begin(tx, password, credentials)),
        None => Err(wrong()),
    };
    if let Err(Error::Forbidden(refusal)) = &done {
        note_refused(system, &actor, refusal, &credentials.user_agent)?;
    }
    done
}

fn wrong() -> Error {
    Error::Forbidden(refuse!("user.signIn.wrong"))
}

/// Notes that somebody was refused at sign-in.
///
/// # Errors
/// When the database fails.
pub fn note_refused(system: &Db, actor: &Actor, refusal: &Refusal, agent: &str) -> Result<()> {
    let details = format!("{} {agent}", refusal.code);
    let event = SystemEvent::SignInRefused;
    system.write(actor, |tx| {
        let subject = tx.user().to_owned();
        note(tx, Noted { event, subject: &subject, details: &details })
    })
}

/// Begins the session, when the password that was right is still the user's.
fn begin(tx: &mut Tx, password: &UserPassword, credentials: &Credentials) -> Result<SignedIn> {
    let user: User = tx.find(key![password.user_name])?;
    let now: Option<UserPassword> = tx.get(key![user.user_name])?;
    if user.state != UserState::Enabled || now.as_ref() != Some(password) {
        return Err(wrong());
    }
    forget_expired(tx)?;
    let factor = second_factor::active(tx, &user.user_name)?;
    let needed = factor.is_some() || user.second_factor_required;
    let forbidden = |refusal: Refusal| Error::Forbidden(refusal.field("code"));
    let half_way = needed && credentials.kind == SessionKind::Browser;
    if needed && !half_way {
        if factor.is_none() {
            return Err(forbidden(refuse!("user.secondFactor.setUpFirst")));
        }
        if credentials.code.is_empty() {
            return Err(forbidden(refuse!("user.secondFactor.needed")));
        }
        second_factor::check(tx, &user, &credentials.code, credentials.unix).map_err(refused)?;
    }
    let guess = Guess::Password {
        user: &credentials.user_name,
        address: &credentials.address,
        device: &credentials.device,
    };
    attempts::succeeded(tx, guess)?;
    let kind = if half_way { SessionKind::HalfWay } else { credentials.kind };
    open(tx, &user, kind, credentials)
}

/// What a rule refused, as a door refuses it.
fn refused(error: Error) -> Error {
    match error {
        Error::Refused(refusals) => match refusals.0.into_iter().next() {
            Some(refusal) => Error::Forbidden(refusal),
            None => wrong(),
        },
        other => other,
    }
}

/// Opens a session of this kind; one that is whole is noted, and its device remembered.
fn open(tx: &mut Tx, user: &User, kind: SessionKind, from: &Credentials) -> Result<SignedIn> {
    let token = secret("fws_")?;
    let now = tx.moment();
    let span = match kind {
        SessionKind::HalfWay => SignedDuration::from_mins(STEP_MINUTES),
        SessionKind::Browser | SessionKind::Program => {
            SignedDuration::from_hours(LONGEST_DAYS * 24)
        }
    };
    let mut session = Session {
        token_hash: fingerprint(&token),
        user_name: user.user_name.clone(),
        kind,
        created_at: Some(now),
        last_used_at: Some(now),
        expires_at: Some(now.after(span)),
        address: Text::cut(&from.address),
        user_agent: Text::cut(&from.user_agent),
        work_date: None,
    };
    tx.insert_unlogged(&mut session)?;
    let mut device = String::new();
    if kind == SessionKind::Browser {
        device = device::remember(tx, &user.user_name, &from.device)?;
    }
    if kind != SessionKind::HalfWay {
        let (event, subject) = (SystemEvent::SignedIn, user.user_name.as_str());
        note(tx, Noted { event, subject, details: &from.user_agent })?;
    }
    Ok(SignedIn { user: user.clone(), token, session, device })
}

/// The session of somebody who has shown the password and not yet the second factor.
///
/// # Errors
/// When the database fails.
pub fn half_way(tx: &mut Tx, token: &str) -> Result<Option<(User, Session)>> {
    let now = tx.moment();
    let session: Option<Session> = tx.get(key![fingerprint(token)])?;
    let good = |session: &Session| {
        session.kind == SessionKind::HalfWay && session.expires_at.is_some_and(|end| end > now)
    };
    let Some(session) = session.filter(good) else { return Ok(None) };
    let user: Option<User> = tx.get(key![session.user_name])?;
    let user = user.filter(|user| user.state == UserState::Enabled);
    Ok(user.map(|user| (user, session)))
}

/// The second step of signing in: `check` takes the code. Answers what `check` answers, and the
/// whole session.
///
/// # Errors
/// `user.signIn.first` when the first step is too long ago; what `check` refuses.
pub fn finish<T>(
    tx: &mut Tx,
    token: &str,
    device: &str,
    check: impl FnOnce(&mut Tx, &User) -> Result<T>,
) -> Result<(SignedIn, T)> {
    let again = || Error::Forbidden(refuse!("user.signIn.again"));
    let (user, session) = half_way(tx, token)?.ok_or_else(again)?;
    let answer = check(tx, &user)?;
    attempts::succeeded(tx, Guess::SecondFactor(&user.user_name))?;
    tx.delete_unlogged(&session)?;
    let from = Credentials {
        address: session.address.to_string(),
        user_agent: session.user_agent.to_string(),
        device: device.to_owned(),
        ..Credentials::default()
    };
    Ok((open(tx, &user, SessionKind::Browser, &from)?, answer))
}

fn forget_expired(tx: &mut Tx) -> Result<()> {
    let now = tx.moment();
    tx.execute("DELETE FROM \"session\" WHERE \"expires_at\" < $1", params![now]).map(drop)
}

/// A user's name as rules compare it.
pub(super) fn name_of(user_name: &str) -> Result<Code<50>> {
    Code::<50>::parse(user_name)
}
