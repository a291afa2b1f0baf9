//! Lets a user sign in, or not any more.

use base::{Code, Error, Result, refuse};
use store::{Tx, key};

use super::actions::already;
use super::create::note_user;
use super::permissions::SUPER;
use super::record::{User, UserPermissionSet, UserState};
use super::sign_out_everywhere;
use crate::system_log::SystemEvent;

/// Lets the user sign in again.
///
/// # Errors
/// `NotFound` when there is no such user.
pub fn enable(tx: &mut Tx, user_name: &str) -> Result<User> {
    set_state(tx, user_name, UserState::Enabled)
}

/// Lets the user sign in no more; whoever is signed in as the user is signed out.
///
/// # Errors
/// `NotFound` when there is no such user; refuses the last user who may do everything.
pub fn disable(tx: &mut Tx, user_name: &str) -> Result<User> {
    let user = set_state(tx, user_name, UserState::Disabled)?;
    sign_out_everywhere(tx, &user.user_name)?;
    require_super_user(tx)?;
    Ok(user)
}

/// What it is called that the user is in this state now.
pub(super) fn event_of(state: UserState) -> SystemEvent {
    match state {
        UserState::Enabled => SystemEvent::UserEnabled,
        UserState::Disabled => SystemEvent::UserDisabled,
    }
}

fn set_state(tx: &mut Tx, user_name: &str, state: UserState) -> Result<User> {
    let mut user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    if already(&user, state).is_none() {
        user.state = state;
        tx.update(&mut user)?;
        note_user(tx, &user, event_of(state))?;
    }
    Ok(user)
}

/// Refuses that nobody is left who may do everything everywhere. An installation that never had
/// such a user is still being set up.
pub(super) fn require_super_user(tx: &mut Tx) -> Result<()> {
    let roles: Vec<UserPermissionSet> =
        tx.select("WHERE \"role_id\" = $1 AND \"company_name\" = ''", key![SUPER])?;
    for role in roles {
        let user: Option<User> = tx.get(key![role.user_name])?;
        if user.is_some_and(|user| user.state == UserState::Enabled) {
            return Ok(());
        }
    }
    Err(Error::state(refuse!("user.super.last")))
}
