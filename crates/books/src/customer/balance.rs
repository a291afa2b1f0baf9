//! What customers owe.

use base::{Amount, Date, Result};
use store::{Tx, params};

use crate::customer_ledger::CustomerLedgerEntry;

/// What the customer owes, in local currency.
///
/// # Errors
/// When the database fails.
pub fn balance(tx: &mut Tx, customer_no: &str) -> Result<Amount> {
    let rest = "WHERE \"customer_no\" = $1 AND \"open\" = 1";
    let sum = tx.sum::<CustomerLedgerEntry>("remaining_amt_lcy", rest, params![customer_no])?;
    Ok(Amount::from_scaled(sum))
}

/// What the customer owes and should have paid before the day, in local currency.
///
/// # Errors
/// When the database fails.
pub fn balance_due(tx: &mut Tx, customer_no: &str, day: Date) -> Result<Amount> {
    let rest = "WHERE \"customer_no\" = $1 AND \"open\" = 1 AND \"due_date\" < $2";
    let parameters = params![customer_no, day];
    let sum = tx.sum::<CustomerLedgerEntry>("remaining_amt_lcy", rest, parameters)?;
    Ok(Amount::from_scaled(sum))
}
