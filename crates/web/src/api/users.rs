//! Passwords on their way into the system database: hashed before the transaction begins.

use base::{Error, Result, refuse};
use books::user::{self, PASSWORD_HASH};
use serde_json::Value as Json;
use store::Tx;

use super::address::Target;
use super::odata::decode;
use super::request::Request;
use crate::problem::Failure;

/// Takes a password out of the body of a new user or of `setPassword` and hashes it.
///
/// # Errors
/// What is wrong with the password.
pub fn prepare(request: &mut Request, below: &str) -> Result<(), Failure> {
    request.body.retain(|name, _| !name.starts_with('@'));
    let segments: Vec<&str> = below.trim_end_matches('/').split('/').collect();
    let name = match segments.as_slice() {
        ["users"] => request.body.get("userName").and_then(Json::as_str).map(str::to_owned),
        ["users", name, "setPassword"] => Some(decode(name, false)),
        _ => return Ok(()),
    };
    let Some(given) = request.body.shift_remove("password") else { return Ok(()) };
    let Json::String(password) = given else {
        let refusal = refuse!("value.json.wrongType", expected = "text").field("password");
        return Err(Error::from(refusal).into());
    };
    let hash = user::hash_password(&name.unwrap_or_default(), &password)?;
    if segments.len() == 3 {
        request.body.insert("password".to_owned(), Json::from("set"));
        request.body.insert(PASSWORD_HASH.to_owned(), Json::from(hash.as_str()));
    }
    request.password = Some(hash);
    // What is kept against repetition is a plain fingerprint of the body, and this body has a
    // password in it.
    request.once = None;
    Ok(())
}

/// Gives a new user the password that came with it.
///
/// # Errors
/// When the database fails.
pub fn created(tx: &mut Tx, request: &Request, target: &Target, row: &Json) -> Result<()> {
    let Some(hash) = request.password.as_ref().filter(|_| target.def.collection == "users") else {
        return Ok(());
    };
    let name = row.get("userName").and_then(Json::as_str).unwrap_or_default();
    user::set_password(tx, name, hash)
}
