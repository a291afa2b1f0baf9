//! What can be done with users beside creating, changing and deleting them.

use base::{Result, refuse};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Kind, Parameter, Tx, Value};

use super::password::{PasswordHash, set_password};
use super::record::User;
use super::{create_token, disable, enable, revoke_token, sign_out_everywhere};
use crate::second_factor;

/// The property that carries the hash of a new password into the transaction. Whoever calls
/// `setPassword` hashes the password before the transaction begins, because that takes time, and
/// puts the hash in its place.
pub const PASSWORD_HASH: &str = "@passwordHash";

const NAME: Parameter = Parameter {
    name: "name",
    kind: Kind::Text(80),
    required: true,
    help: "What the token is for.",
};

/// The actions on users.
pub fn actions() -> Vec<ActionDef> {
    let action = |name, help, parameters, run| ActionDef {
        collection: "users",
        segment: None,
        name,
        class: store::Class::Administer,
        bound: Bound::Record,
        help,
        parameters,
        writes: true,
        run,
    };
    vec![
        action(
            "setPassword",
            "Gives the user a new password and signs the user out everywhere.",
            &[Parameter {
                name: "password",
                kind: Kind::Text(200),
                required: true,
                help: "The new password: at least 10 characters, and not a common one.",
            }],
            run_set_password,
        ),
        action("enable", "Lets the user sign in again.", &[], |tx, key, _| {
            enable(tx, &user_name(key)).map(|user| state(&user))
        }),
        action("disable", "Stops the user from signing in.", &[], |tx, key, _| {
            disable(tx, &user_name(key)).map(|user| state(&user))
        }),
        action("signOut", "Signs the user out everywhere.", &[], |tx, key, _| {
            sign_out_everywhere(tx, &user_name(key)).map(|ended| json!({"sessionsEnded": ended}))
        }),
        action(
            "resetSecondFactor",
            "Takes the second factor away from a user who has lost it, with its recovery codes.",
            &[],
            |tx, key, _| second_factor::reset(tx, &user_name(key)).map(|()| json!({})),
        ),
        action(
            "createToken",
            "Makes a token with which a program acts for the user; it is shown only once.",
            &[NAME],
            run_create_token,
        ),
        action(
            "revokeToken",
            "Revokes a token: it opens nothing any more.",
            &[NAME],
            |tx, key, body| {
                let token = revoke_token(tx, &user_name(key), text(body, "name")?)?;
                Ok(
                    json!({"name": token.name.as_str(), "revokedAt": token.revoked_at.map(|at| at.to_string())}),
                )
            },
        ),
    ]
}

fn run_set_password(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let hash = PasswordHash(base::Text::parse(text(body, PASSWORD_HASH)?)?);
    set_password(tx, &user_name(key), &hash)?;
    Ok(json!({}))
}

fn run_create_token(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let name = text(body, "name")?;
    let token = create_token(tx, &user_name(key), name, None)?;
    Ok(json!({"name": name, "token": token}))
}

fn user_name(key: &[Value]) -> String {
    key.first().cloned().map(Value::into_text).unwrap_or_default()
}

fn text<'b>(body: &'b Map<String, Json>, name: &str) -> Result<&'b str> {
    let refusal = || refuse!("action.parameter.missing", name = name).field(name);
    Ok(body.get(name).and_then(Json::as_str).ok_or_else(refusal)?)
}

fn state(user: &User) -> Json {
    json!({"userName": user.user_name.as_str(), "state": store::Field::to_value(&user.state).into_text()})
}
