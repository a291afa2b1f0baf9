//! The salesperson of a document.

use base::{Code, Error, Result, refuse};
use books::customer::{Customer, ShipToAddress};
use books::salesperson::Salesperson;
use books::user::UserSetup;
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

/// Proposes the salesperson who the user is.
///
/// # Errors
/// When the database fails.
pub(super) fn propose_own(tx: &mut Tx, header: &mut ServiceHeader) -> Result<()> {
    let user: Option<UserSetup> = tx.get(key![Code::<50>::parse(tx.user()).unwrap_or_default()])?;
    propose(tx, header, user.map(|user| user.salesperson_code).unwrap_or_default())
}

/// Another customer, payer or address is about to be taken over: the salesperson of the one before
/// goes, for that of the user or nobody. One that a person typed stays.
///
/// # Errors
/// When the database fails.
pub(super) fn forget_inherited(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
) -> Result<()> {
    let address: Option<ShipToAddress> = tx.get(key![before.customer_no, before.ship_to_code])?;
    let payer: Option<Customer> = tx.get(key![before.bill_to_customer_no])?;
    let inherited = address
        .map(|address| address.salesperson_code)
        .filter(|code| !code.is_empty())
        .or(payer.map(|payer| payer.salesperson_code))
        .unwrap_or_default();
    if inherited.is_empty() || inherited != header.salesperson_code {
        return Ok(());
    }
    header.salesperson_code = Code::default();
    propose_own(tx, header)
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
