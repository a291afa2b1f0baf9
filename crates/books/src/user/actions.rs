//! What can be done with users beside creating, changing and deleting them.

use base::{Refusal, Result, refuse};
use serde_json::{Map, Value as Json, json};
use store::json::record;
use store::{ActionDef, Bound, Kind, Parameter, Screen, Shows, Told, Tx, Value};

use super::password::{PasswordHash, set_password};
use super::record::{User, UserState};
use super::{create_token, disable, enable, revoke_token, sign_out_everywhere};
use crate::second_factor;

/// The property that carries the hash of a new password into the transaction. Whoever calls
/// `setPassword` hashes the password before the transaction begins, because that takes time, and
/// puts the hash in its place.
pub const PASSWORD_HASH: &str = "@passwordHash";

const NAME: Parameter = Parameter::new("name", Kind::Text(80), "What the token is for.").required();

const PASSWORD: Parameter = Parameter::new(
    "password",
    Kind::Text(200),
    "The new password: at least 10 characters, and not a common one.",
)
.required();
const TOKEN: &[Told] = &[Told::new("name", Kind::Text(80)), Told::new("token", Kind::Text(250))];

type Run = fn(&mut Tx, &[Value], &Map<String, Json>) -> Result<Json>;

fn action(
    name: &'static str,
    help: &'static str,
    parameters: &'static [Parameter],
    run: Run,
) -> ActionDef {
    ActionDef {
        collection: "users",
        segment: None,
        name,
        class: store::Class::Administer,
        bound: Bound::Record,
        help,
        parameters,
        writes: true,
        screen: Screen::PLAIN,
        run,
    }
}

/// The actions on users.
pub fn actions() -> Vec<ActionDef> {
    let told = |action: ActionDef, told| {
        let screen = Screen { shows: Shows::Answer(told), ..Screen::PLAIN };
        ActionDef { screen, ..action }
    };
    let state_of = |action: ActionDef, undo, closed| {
        let screen = Screen { undo: Some(undo), closed: Some(closed), ..Screen::PLAIN };
        ActionDef { screen, ..action }
    };
    vec![
        action(
            "setPassword",
            "Gives the user a new password and signs the user out everywhere.",
            &[PASSWORD],
            run_set_password,
        ),
        state_of(
            action("enable", "Lets the user sign in again.", &[], |tx, key, _| {
                enable(tx, &user_name(key)).map(|user| state(&user))
            }),
            "disable",
            |user| already(&record(user), UserState::Enabled),
        ),
        state_of(
            action("disable", "Stops the user from signing in.", &[], |tx, key, _| {
                disable(tx, &user_name(key)).map(|user| state(&user))
            }),
            "enable",
            |user| already(&record(user), UserState::Disabled),
        ),
        action("signOut", "Signs the user out everywhere.", &[], |tx, key, _| {
            sign_out_everywhere(tx, &user_name(key)).map(|ended| json!({"sessionsEnded": ended}))
        }),
        action(
            "resetSecondFactor",
            "Takes the second factor away from a user who has lost it, with its recovery codes.",
            &[],
            |tx, key, _| second_factor::reset(tx, &user_name(key)).map(|()| json!({})),
        ),
        told(
            action(
                "createToken",
                "Makes a token with which a program acts for the user; it is shown only once.",
                &[NAME],
                run_create_token,
            ),
            TOKEN,
        ),
        action(
            "revokeToken",
            "Revokes a token: it opens nothing any more.",
            &[NAME],
            run_revoke_token,
        ),
    ]
}

/// Why the user need not be brought into a state: it is so.
pub(super) fn already(user: &User, state: UserState) -> Option<Refusal> {
    (user.state == state).then(|| match state {
        UserState::Enabled => refuse!("user.enabled.already", user = &user.user_name),
        UserState::Disabled => refuse!("user.disabled.already", user = &user.user_name),
    })
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

fn run_revoke_token(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let token = revoke_token(tx, &user_name(key), text(body, "name")?)?;
    let revoked_at = token.revoked_at.map(|at| at.to_string());
    Ok(json!({"name": token.name.as_str(), "revokedAt": revoked_at}))
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
