//! Gives a user a role.

use base::{Code, Result, Text};
use store::{Tx, key, params};

use super::record::{PermissionSet, User, UserPermissionSet};
use crate::system_log::{Noted, SystemEvent, note};

/// Gives the user the role in a company, or in all of them when the company is blank. A role that
/// the user has already stays.
///
/// # Errors
/// `NotFound` when there is no such user or role.
pub fn assign(tx: &mut Tx, user_name: &str, role_id: &str, company_name: &str) -> Result<()> {
    let user: User = tx.find(key![Code::<50>::parse(user_name)?])?;
    let role: PermissionSet = tx.find(key![Code::<20>::parse(role_id)?])?;
    let mut assigned = UserPermissionSet {
        user_name: user.user_name,
        role_id: role.role_id,
        company_name: Text::parse(company_name)?,
        ..UserPermissionSet::default()
    };
    let key = key![assigned.user_name, assigned.role_id, assigned.company_name].to_vec();
    match tx.get::<UserPermissionSet>(&key)? {
        Some(_) => Ok(()),
        None => {
            tx.insert(&mut assigned)?;
            note_role(tx, &assigned, SystemEvent::RoleGiven)
        }
    }
}

/// Takes every role that anybody has in a company that is gone, so that one which is created again
/// under its name gives them nothing.
///
/// # Errors
/// When the database fails.
pub fn unassign_company(tx: &mut Tx, company_name: &str) -> Result<()> {
    let held: Vec<UserPermissionSet> =
        tx.select("WHERE \"company_name\" = $1", params![company_name])?;
    for role in held.iter().filter(|role| !role.company_name.is_empty()) {
        tx.delete(role)?;
        note_role(tx, role, SystemEvent::RoleTaken)?;
    }
    Ok(())
}

/// Notes that a role was given or taken.
pub(super) fn note_role(tx: &mut Tx, role: &UserPermissionSet, event: SystemEvent) -> Result<()> {
    let details = format!("{} {}", role.role_id, role.company_name);
    note(tx, Noted { event, subject: &role.user_name, details: details.trim_end() })
}
