//! What customers owe.

use base::{Amount, Date, Result};
use store::figures::{number_at, one_of};
use store::{Figures, ToValue, Tx, Value, Wanted, json, params};

use super::Customer;
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

/// What each of the customers owes, and should have paid before today, by JSON name.
pub(super) fn figures(
    tx: &mut Tx,
    customers: &[Customer],
    wanted: &Wanted,
) -> Result<Vec<Figures>> {
    if !wanted.any(&["balanceLcy", "balanceDueLcy"]) {
        return Ok(vec![Figures::new(); customers.len()]);
    }
    let mut parameters = params![tx.today()].to_vec();
    let numbers = customers.iter().map(|customer| customer.no.to_value());
    let these = one_of("customer_no", numbers, &mut parameters);
    let sql = format!(
        "SELECT \"customer_no\", CAST(sum(\"remaining_amt_lcy\") AS BIGINT), \
         CAST(sum(CASE WHEN \"due_date\" < $1 THEN \"remaining_amt_lcy\" ELSE 0 END) AS BIGINT) \
         FROM \"customer_ledger_entry\" WHERE {these} AND \"open\" = 1 GROUP BY \"customer_no\""
    );
    let sums = tx.rows_by(1, &sql, &parameters)?;
    let amount = |row: Option<&Vec<Value>>, place: usize| {
        json::number(Amount::from_scaled(number_at(row, place)).dec())
    };
    let figures = customers.iter().map(|customer| {
        let row = sums.get(params![customer.no]);
        vec![("balanceLcy", amount(row, 0)), ("balanceDueLcy", amount(row, 1))]
    });
    Ok(figures.collect())
}
