//! Checking a code.

use base::{Result, refuse};
use store::{Tx, key};

use super::enrol::digits;
use super::{SecondFactor, codes, totp};
use crate::user::User;

/// Takes a code of the app, or a recovery code, at this time in seconds since 1970. Either is good
/// once.
///
/// # Errors
/// `user.secondFactor.wrong` for any other.
pub fn check(tx: &mut Tx, user: &User, code: &str, unix: u64) -> Result<()> {
    let wrong = || refuse!("user.secondFactor.wrong").field("code");
    let mut factor: SecondFactor = tx.find(key![user.user_name])?;
    let step = totp(&factor.secret)?.check(&digits(code), unix);
    match step.map(|step| i64::try_from(step).unwrap_or(i64::MAX)) {
        Some(step) if step > factor.last_step && factor.confirmed_at.is_some() => {
            factor.last_step = step;
            tx.update_unlogged(&mut factor)
        }
        Some(_) => Err(refuse!("user.secondFactor.again").field("code").into()),
        None if factor.confirmed_at.is_some() && codes::take(tx, &user.user_name, code)? => Ok(()),
        None => Err(wrong().into()),
    }
}
