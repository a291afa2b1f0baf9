//! Creates a user.

use base::{Refusal, Result, refuse};
use store::{Tx, key};

use super::password::{PasswordHash, set_password};
use super::record::User;
use crate::system_log::{Noted, SystemEvent, note};

/// Creates a user, with a password if one is given. Without one the user cannot sign in yet.
///
/// # Errors
/// `record.exists` when the name is taken; refuses a name that cannot be typed at sign-in.
pub fn create_user(tx: &mut Tx, user: &User, password: Option<&PasswordHash>) -> Result<User> {
    let mut user = user.clone();
    check_name(&user)?;
    tx.insert(&mut user)?;
    note_user(tx, &user, SystemEvent::UserCreated)?;
    if let Some(hash) = password {
        set_password(tx, &user.user_name, hash)?;
    }
    tx.find(key![user.user_name])
}

/// Notes what became of a user.
pub(super) fn note_user(tx: &mut Tx, user: &User, event: SystemEvent) -> Result<()> {
    note(tx, Noted { event, subject: &user.user_name, ..Noted::default() })
}

/// Refuses a user without a name, and the name of the program itself.
pub(super) fn check_name(user: &User) -> Result<(), Refusal> {
    if user.user_name.is_empty() {
        return Err(refuse!("record.key.blank").field("userName"));
    }
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    if user.user_name == "SYSTEM" || !user.user_name.chars().all(fits) {
        return Err(refuse!("user.name.unfit", name = &user.user_name).field("userName"));
    }
    Ok(())
}
