//! Passwords: the rules for them and their hashes.

use std::sync::LazyLock;

use argon2::password_hash::phc;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use base::{Code, Error, Refusal, Result, Text, refuse};
use store::{Tx, key};

use super::device::forget_devices;
use super::record::{User, UserPassword};
use super::session::{sign_out_elsewhere, sign_out_everywhere};
use crate::system_log::{Noted, SystemEvent, note};

/// The fewest characters of a password.
const LEAST: usize = 10;
/// The most characters of a password: hashing takes time with the length.
const MOST: usize = 200;

/// Passwords below this are among the first million that somebody tries who guesses: known ones,
/// names, words, rows of keys, dates and the usual changes of them.
const GUESSED: zxcvbn::Score = zxcvbn::Score::Two;

/// A password as it may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordHash(pub(super) Text<200>);

impl PasswordHash {
    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks a new password against the rules and hashes it with argon2id. Takes tens of
/// milliseconds on purpose: call it outside transactions.
///
/// # Errors
/// `user.password.*` when the password does not meet the rules.
pub fn hash_password(user_name: &str, password: &str) -> Result<PasswordHash> {
    check(user_name, password).map_err(|refusal| refusal.field("password"))?;
    let hash: phc::PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| Error::Unavailable(error.to_string()))?;
    Ok(PasswordHash(Text::parse(&hash.to_string())?))
}

fn check(user_name: &str, password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(refuse!("user.password.tooShort", length = length, least = LEAST));
    }
    if length > MOST {
        return Err(refuse!("user.password.tooLong", length = length, most = MOST));
    }
    if password.trim().to_lowercase() == user_name.trim().to_lowercase() {
        return Err(refuse!("user.password.isUserName"));
    }
    let first = password.chars().next();
    if password.chars().all(|letter| Some(letter) == first) {
        return Err(refuse!("user.password.oneCharacter"));
    }
    // Words that have to do with the user are guessed first.
    let near = [user_name, "fieldwright"];
    if zxcvbn::zxcvbn(password, &near).score() < GUESSED {
        return Err(refuse!("user.password.common"));
    }
    Ok(())
}

/// Whether this is the password behind the hash. Without a hash it takes the same time, so that
/// nobody learns from the time which users exist.
pub fn verify_password(hash: Option<&str>, password: &str) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        hash_password("", "no user at all").map_or(String::new(), |hash| hash.0.into())
    });
    let known = hash.unwrap_or(&NOBODY);
    let same = phc::PasswordHash::new(known)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    same && hash.is_some() && password.chars().count() <= MOST
}

/// Gives the user a new password; whoever is signed in as the user is signed out, and devices are
/// known no more.
///
/// # Errors
/// `NotFound` when there is no such user.
pub fn set_password(tx: &mut Tx, user_name: &str, hash: &PasswordHash) -> Result<()> {
    let user = keep(tx, user_name, hash)?;
    sign_out_everywhere(tx, &user.user_name).map(drop)
}

/// The user changes the own password in the session of this fingerprint; every other session ends.
///
/// # Errors
/// `NotFound` when there is no such user.
pub fn change_password(
    tx: &mut Tx,
    user_name: &str,
    hash: &PasswordHash,
    session: &str,
) -> Result<()> {
    let user = keep(tx, user_name, hash)?;
    sign_out_elsewhere(tx, &user.user_name, session).map(drop)
}

fn keep(tx: &mut Tx, user_name: &str, hash: &PasswordHash) -> Result<User> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    let known: Option<UserPassword> = tx.get(key![user.user_name])?;
    let mut password = UserPassword {
        user_name: user.user_name.clone(),
        password_hash: hash.0.clone(),
        changed_at: Some(tx.moment()),
    };
    match known {
        Some(_) => tx.update_unlogged(&mut password)?,
        None => tx.insert_unlogged(&mut password)?,
    }
    forget_devices(tx, &user.user_name)?;
    let (event, subject) = (SystemEvent::PasswordChanged, user.user_name.as_str());
    note(tx, Noted { event, subject, ..Noted::default() })?;
    Ok(user)
}
