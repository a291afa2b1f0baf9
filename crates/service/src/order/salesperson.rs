//! The salesperson of a document.

use base::{Code, Error, Result, refuse};
use books::salesperson::Salesperson;
use store::{Tx, key};

use super::ServiceHeader;

/// Takes a salesperson over from customer, address or user, unless that person is blocked.
///
/// # Errors
/// When the database fails.
pub(super) fn propose(tx: &mut Tx, header: &mut ServiceHeader, code: Code<20>) -> Result<()> {
    if code.is_empty() {
        return Ok(());
    }
    let found: Option<Salesperson> = tx.get(key![code])?;
    if found.is_some_and(|person| person.usable()) {
        header.salesperson_code = code;
    }
    Ok(())
}

/// A salesperson was typed.
///
/// # Errors
/// Refuses one that is blocked.
pub(super) fn enter(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    let found: Option<Salesperson> = tx.get(key![header.salesperson_code])?;
    match found {
        Some(person) if !person.usable() => {
            Err(Error::state(refuse!("order.salesperson.blocked", code = &person.code)))
        }
        _ => Ok(()),
    }
}
