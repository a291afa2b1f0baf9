//! The roles that the program brings: who usually does what in a service company.
//!
//! What each may do stands in `rights.txt`, and nowhere else: what is not there is closed. [`matrix`]
//! draws the whole of it, figures included.

mod matrix;
mod rights;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use base::{Action, Result};
use books::user;
use store::Tx;

pub use matrix::{Matrix, Section, matrix};
pub use rights::{ROLES, Rights, rights};

/// The matrix as the manual prints it; a test holds it against the rights.
pub const MATRIX: &str = include_str!("../../../../docs/roles.md");

/// Brings the program's roles up to date, as tables and actions have come and gone.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx) -> Result<()> {
    let everything =
        [Action::Read, Action::Insert, Action::Modify, Action::Delete, Action::Execute];
    let all = BTreeMap::from([("*".to_owned(), everything.to_vec())]);
    user::keep_role(tx, user::SUPER, "Everything, in every company", &all)?;
    for (role, name) in ROLES {
        user::keep_role(tx, role, name, &rights().of_role(role))?;
    }
    Ok(())
}
