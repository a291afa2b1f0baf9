//! Figures of items and of item ledger entries.

use base::{Amount, Quantity, Result};
use serde_json::Value as Json;
use store::{Tx, Value, json, params};

/// What is in stock of an item: of one variant and at one location where they are given.
///
/// # Errors
/// When the database fails.
pub fn inventory(
    tx: &mut Tx,
    item: &str,
    variant: Option<&str>,
    location: Option<&str>,
) -> Result<Quantity> {
    let mut sql = "SELECT CAST(coalesce(sum(\"quantity\"), 0) AS BIGINT) FROM \"item_stock\" \
                   WHERE \"item_no\" = $1"
        .to_owned();
    let mut parameters = vec![Value::from(item)];
    for (column, value) in [("variant_code", variant), ("location_code", location)] {
        if let Some(value) = value {
            parameters.push(Value::from(value));
            sql.push_str(&format!(" AND \"{column}\" = ${}", parameters.len()));
        }
    }
    Ok(Quantity::from_scaled(tx.number(&sql, &parameters)?))
}

/// The figures of an item by JSON name: how much is in stock, and what it is worth.
///
/// # Errors
/// When the database fails.
pub fn of_item(tx: &mut Tx, item: &str) -> Result<Vec<(&'static str, Json)>> {
    let sql = "SELECT CAST(coalesce(sum(\"quantity\"), 0) AS BIGINT), \
               CAST(coalesce(sum(\"cost_amount\"), 0) AS BIGINT) \
               FROM \"item_stock\" WHERE \"item_no\" = $1";
    let sums = sums(tx, sql, params![item])?;
    Ok(vec![
        ("inventory", json::number(Quantity::from_scaled(sums[0]).dec())),
        ("inventoryValue", json::number(Amount::from_scaled(sums[1]).dec())),
    ])
}

/// The sums of the value entries of an item ledger entry, by JSON name.
pub(super) fn of_entry(tx: &mut Tx, entry_no: i64) -> Result<Vec<(&'static str, Json)>> {
    const NAMES: [(&str, &str); 6] = [
        ("costAmountActual", "cost_amount_actual"),
        ("costAmountExpected", "cost_amount_expected"),
        ("costAmountNonInvtbl", "cost_amount_non_invtbl"),
        ("salesAmountActual", "sales_amount_actual"),
        ("salesAmountExpected", "sales_amount_expected"),
        ("costPostedToGl", "cost_posted_to_gl"),
    ];
    let columns =
        NAMES.map(|(_, column)| format!("CAST(coalesce(sum(\"{column}\"), 0) AS BIGINT)"));
    let sql = format!(
        "SELECT {} FROM \"value_entry\" WHERE \"item_ledger_entry_no\" = $1",
        columns.join(", ")
    );
    let sums = sums(tx, &sql, params![entry_no])?;
    let names = NAMES.iter().map(|(name, _)| *name);
    Ok(names
        .zip(sums.into_iter().map(|sum| json::number(Amount::from_scaled(sum).dec())))
        .collect())
}

/// The sums of a query that answers one row.
fn sums(tx: &mut Tx, sql: &str, parameters: &[Value]) -> Result<Vec<i64>> {
    let row = tx.rows(sql, parameters)?.into_iter().next().unwrap_or_default();
    Ok(row.into_iter().map(Value::into_int).collect())
}
