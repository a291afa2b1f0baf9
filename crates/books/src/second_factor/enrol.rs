//! Setting a second factor up, and giving it up.

use base::{Code, Error, Result, Text, refuse};
use store::{Tx, key, params};
use totp_rs::Secret;

use super::{SecondFactor, codes, totp};
use crate::system_log::{Noted, SystemEvent, note};
use crate::user::User;

/// The second factor that the user has set up, if there is one.
///
/// # Errors
/// When the database fails.
pub fn active(tx: &mut Tx, user_name: &str) -> Result<Option<SecondFactor>> {
    Ok(known(tx, user_name)?.filter(|factor| factor.confirmed_at.is_some()))
}

/// The second factor that the user is setting up, if there is one.
///
/// # Errors
/// When the database fails.
pub fn pending(tx: &mut Tx, user_name: &str) -> Result<Option<SecondFactor>> {
    Ok(known(tx, user_name)?.filter(|factor| factor.confirmed_at.is_none()))
}

fn known(tx: &mut Tx, user_name: &str) -> Result<Option<SecondFactor>> {
    tx.get(key![Code::<50>::parse(user_name)?])
}

/// Begins: draws a secret, which counts once its first code is shown. What was begun before is
/// forgotten.
///
/// # Errors
/// Refuses a user who has a second factor already.
pub fn begin(tx: &mut Tx, user_name: &str) -> Result<SecondFactor> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    let known = known(tx, user_name)?;
    if let Some(known) = &known {
        if known.confirmed_at.is_some() {
            return Err(Error::state(refuse!("user.secondFactor.exists")));
        }
        tx.delete_unlogged(known)?;
    }
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes).map_err(|error| Error::Unavailable(error.to_string()))?;
    let mut factor = SecondFactor {
        user_name: user.user_name,
        secret: Text::parse(&Secret::new_stack(bytes).to_base32())?,
        ..SecondFactor::default()
    };
    tx.insert_unlogged(&mut factor)?;
    Ok(factor)
}

/// Ends setting up with the first code, at this time in seconds since 1970, and answers the
/// recovery codes, which are shown only now.
///
/// # Errors
/// `user.secondFactor.wrong` for a wrong code; refuses when nothing was begun.
pub fn confirm(tx: &mut Tx, user_name: &str, code: &str, unix: u64) -> Result<Vec<String>> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    let missing = || Error::state(refuse!("user.secondFactor.notBegun"));
    let mut factor = pending(tx, user_name)?.ok_or_else(missing)?;
    let step = totp(&factor.secret)?.check(&digits(code), unix);
    let wrong = || refuse!("user.secondFactor.wrong").field("code");
    factor.last_step = i64::try_from(step.ok_or_else(wrong)?).unwrap_or(i64::MAX);
    factor.confirmed_at = Some(tx.moment());
    tx.update_unlogged(&mut factor)?;
    let noted = Noted {
        event: SystemEvent::SecondFactorSetUp,
        subject: &user.user_name,
        ..Noted::default()
    };
    note(tx, noted)?;
    codes::draw(tx, &user.user_name)
}

/// The user gives the second factor up.
///
/// # Errors
/// Refuses a user for whom it is required.
pub fn turn_off(tx: &mut Tx, user_name: &str) -> Result<()> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    if user.second_factor_required {
        return Err(Error::state(refuse!("user.secondFactor.required")));
    }
    forget(tx, &user, SystemEvent::SecondFactorTurnedOff)
}

/// An administrator takes the second factor away from a user who has lost it. Where one is
/// required, the user sets up a new one at the next sign-in.
///
/// # Errors
/// `NotFound` when there is no such user.
pub fn reset(tx: &mut Tx, user_name: &str) -> Result<()> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    forget(tx, &user, SystemEvent::SecondFactorReset)
}

fn forget(tx: &mut Tx, user: &User, event: SystemEvent) -> Result<()> {
    for table in ["second_factor", "recovery_code"] {
        let sql = format!("DELETE FROM \"{table}\" WHERE \"user_name\" = $1");
        tx.execute(&sql, params![user.user_name])?;
    }
    note(tx, Noted { event, subject: &user.user_name, ..Noted::default() })
}

/// What an app reads from the picture: the secret, for whom, and where.
pub fn uri(factor: &SecondFactor) -> String {
    let account: String = factor
        .user_name
        .to_lowercase()
        .bytes()
        .map(|byte| match byte {
            b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("otpauth://totp/Fieldwright:{account}?secret={}&issuer=Fieldwright", factor.secret)
}

/// A code as it was typed, without the spaces that apps show.
pub(super) fn digits(code: &str) -> String {
    code.chars().filter(|letter| !letter.is_whitespace()).collect()
}
