//! Recovery codes.

use base::{Code, Error, Result, Text, refuse};
use store::{Tx, key, params};

use super::{RecoveryCode, active};
use crate::system_log::{Noted, SystemEvent, note};
use crate::user::{User, fingerprint};

/// How many codes a user gets at a time.
const CODES: usize = 10;
/// The letters of a code: none is taken for another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Makes the user's recovery codes anew and answers them; they are shown only now.
///
/// # Errors
/// Refuses a user without a second factor.
pub fn renew(tx: &mut Tx, user_name: &str) -> Result<Vec<String>> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    if active(tx, user_name)?.is_none() {
        return Err(Error::state(refuse!("user.secondFactor.notBegun")));
    }
    let event = SystemEvent::RecoveryCodesRenewed;
    note(tx, Noted { event, subject: &user.user_name, ..Noted::default() })?;
    draw(tx, &user.user_name)
}

/// How many codes are still good.
///
/// # Errors
/// When the database fails.
pub fn codes_left(tx: &mut Tx, user_name: &str) -> Result<i64> {
    let user = Code::<50>::parse(user_name)?;
    tx.count::<RecoveryCode>("WHERE \"user_name\" = $1 AND \"used_at\" = ''", params![user])
}

pub(super) fn draw(tx: &mut Tx, user_name: &Code<50>) -> Result<Vec<String>> {
    tx.execute("DELETE FROM \"recovery_code\" WHERE \"user_name\" = $1", params![user_name])?;
    let codes: Vec<String> = (0..CODES).map(|_| code()).collect::<Result<_>>()?;
    for code in &codes {
        let mut record = RecoveryCode {
            user_name: user_name.clone(),
            code_hash: hash(user_name, code),
            used_at: None,
        };
        tx.insert_unlogged(&mut record)?;
    }
    Ok(codes)
}

/// A random code of 80 bits, in groups of four.
fn code() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::Unavailable(error.to_string()))?;
    let letters: Vec<u8> = bytes.iter().map(|byte| LETTERS[usize::from(byte % 32)]).collect();
    let groups: Vec<String> =
        letters.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Ok(groups.join("-"))
}

/// The fingerprint of a code as it was typed: capitals, hyphens and spaces do not count.
fn hash(user_name: &Code<50>, code: &str) -> Text<64> {
    let bare: String =
        code.chars().filter(|c| !matches!(c, '-' | ' ')).flat_map(char::to_lowercase).collect();
    fingerprint(&format!("recovery {user_name} {bare}"))
}

/// Uses a code up; whether it was good.
pub(super) fn take(tx: &mut Tx, user_name: &Code<50>, code: &str) -> Result<bool> {
    let known: Option<RecoveryCode> = tx.get(key![user_name, hash(user_name, code)])?;
    let Some(mut known) = known.filter(|known| known.used_at.is_none()) else { return Ok(false) };
    known.used_at = Some(tx.moment());
    tx.update_unlogged(&mut known)?;
    let left = codes_left(tx, user_name)?.to_string();
    let event = SystemEvent::RecoveryCodeUsed;
    note(tx, Noted { event, subject: user_name, details: &left })?;
    Ok(true)
}
