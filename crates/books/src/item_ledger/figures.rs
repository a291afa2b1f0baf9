//! Figures of items and of item ledger entries.

use base::{Amount, Quantity, Result};
use store::figures::{number_at, one_of};
use store::{Figures, ToValue, Tx, Value, Wanted, json, params};

use super::ItemLedgerEntry;
use crate::item::Item;

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

/// The figures of each item by JSON name: how much is in stock, and what it is worth.
///
/// # Errors
/// When the database fails.
pub fn of_items(tx: &mut Tx, items: &[Item], wanted: &Wanted) -> Result<Vec<Figures>> {
    if !wanted.any(&["inventory", "inventoryValue"]) {
        return Ok(vec![Figures::new(); items.len()]);
    }
    let mut parameters = Vec::new();
    let these = one_of("item_no", items.iter().map(|item| item.no.to_value()), &mut parameters);
    let sql = format!(
        "SELECT \"item_no\", CAST(sum(\"quantity\") AS BIGINT), \
         CAST(sum(\"cost_amount\") AS BIGINT) \
         FROM \"item_stock\" WHERE {these} GROUP BY \"item_no\""
    );
    let sums = tx.rows_by(1, &sql, &parameters)?;
    let figures = items.iter().map(|item| {
        let row = sums.get(params![item.no]);
        vec![
            ("inventory", json::number(Quantity::from_scaled(number_at(row, 0)).dec())),
            ("inventoryValue", json::number(Amount::from_scaled(number_at(row, 1)).dec())),
        ]
    });
    Ok(figures.collect())
}

/// The sums of the value entries of each item ledger entry, by JSON name.
pub(super) fn of_entries(
    tx: &mut Tx,
    entries: &[ItemLedgerEntry],
    wanted: &Wanted,
) -> Result<Vec<Figures>> {
    const NAMES: [(&str, &str); 6] = [
        ("costAmountActual", "cost_amount_actual"),
        ("costAmountExpected", "cost_amount_expected"),
        ("costAmountNonInvtbl", "cost_amount_non_invtbl"),
        ("salesAmountActual", "sales_amount_actual"),
        ("salesAmountExpected", "sales_amount_expected"),
        ("costPostedToGl", "cost_posted_to_gl"),
    ];
    if !wanted.any(&NAMES.map(|(name, _)| name)) {
        return Ok(vec![Figures::new(); entries.len()]);
    }
    let mut parameters = Vec::new();
    let numbers = entries.iter().map(|entry| Value::Int(entry.entry_no));
    let these = one_of("item_ledger_entry_no", numbers, &mut parameters);
    let columns = NAMES.map(|(_, column)| format!("CAST(sum(\"{column}\") AS BIGINT)"));
    let sql = format!(
        "SELECT \"item_ledger_entry_no\", {} FROM \"value_entry\" WHERE {these} \
         GROUP BY \"item_ledger_entry_no\"",
        columns.join(", ")
    );
    let sums = tx.rows_by(1, &sql, &parameters)?;
    let figures = entries.iter().map(|entry| {
        let row = sums.get(params![entry.entry_no]);
        let sum = |at: usize| json::number(Amount::from_scaled(number_at(row, at)).dec());
        NAMES.iter().enumerate().map(|(at, (name, _))| (*name, sum(at))).collect()
    });
    Ok(figures.collect())
}
