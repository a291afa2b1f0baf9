//! What accounts come to.

use base::{Amount, Result};
use store::figures::{number_at, one_of};
use store::{Tx, Value, params};

/// The sum of the entries of each account in turn.
///
/// # Errors
/// When the database fails.
pub fn balances(tx: &mut Tx, accounts: &[&str]) -> Result<Vec<Amount>> {
    let mut parameters = Vec::new();
    let numbers = accounts.iter().map(|no| Value::from(*no));
    let these = one_of("gl_account_no", numbers, &mut parameters);
    let sql = format!(
        "SELECT \"gl_account_no\", CAST(sum(\"amount\") AS BIGINT) FROM \"general_ledger_entry\" \
         WHERE {these} GROUP BY \"gl_account_no\""
    );
    let sums = tx.rows_by(1, &sql, &parameters)?;
    let balance = |no: &&str| Amount::from_scaled(number_at(sums.get(params![*no]), 0));
    Ok(accounts.iter().map(balance).collect())
}
