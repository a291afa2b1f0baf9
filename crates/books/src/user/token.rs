//! Tokens with which programs act for a user.

use base::{Code, Error, Result, Text, refuse};
use store::{Tx, key};

use super::record::{ApiToken, User};
use super::secret::{fingerprint, secret};
use crate::system_log::{Noted, SystemEvent, note};

/// Makes a token of this name for the user and answers its secret, which is shown only now. A
/// token that was revoked can be made again under its name. `fixed` sets the secret, for
/// demonstrations.
///
/// # Errors
/// `NotFound` when there is no such user; refuses a name that a good token has.
pub fn create_token(
    tx: &mut Tx,
    user_name: &str,
    name: &str,
    fixed: Option<&str>,
) -> Result<String> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    let name = Text::<80>::parse(name)?;
    if name.is_empty() {
        return Err(refuse!("record.key.blank").field("name").into());
    }
    if let Some(known) = tx.get::<ApiToken>(key![user.user_name, name])? {
        if known.revoked_at.is_none() {
            return Err(Error::state(refuse!("user.token.exists", name = &name).field("name")));
        }
        tx.delete(&known)?;
    }
    let token = match fixed {
        Some(fixed) => fixed.to_owned(),
        None => secret("fwt_")?,
    };
    let mut record = ApiToken {
        user_name: user.user_name,
        name,
        token_hash: fingerprint(&token),
        created_at: Some(tx.moment()),
        ..ApiToken::default()
    };
    tx.insert(&mut record)?;
    let (event, subject) = (SystemEvent::TokenCreated, record.user_name.as_str());
    note(tx, Noted { event, subject, details: &record.name })?;
    Ok(token)
}

/// Makes a token good for nothing.
///
/// # Errors
/// `NotFound` when there is no such token.
pub fn revoke_token(tx: &mut Tx, user_name: &str, name: &str) -> Result<ApiToken> {
    let mut token: ApiToken = tx.find(key![Code::<50>::parse(user_name)?, name])?;
    if token.revoked_at.is_none() {
        token.revoked_at = Some(tx.moment());
        tx.update(&mut token)?;
        let (event, subject) = (SystemEvent::TokenRevoked, token.user_name.as_str());
        note(tx, Noted { event, subject, details: &token.name })?;
    }
    Ok(token)
}
