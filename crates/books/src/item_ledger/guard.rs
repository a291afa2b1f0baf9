//! What may no longer be changed about an item that moved.

use base::{Error, Result, refuse};
use store::{Record, Tx, params};

use super::ItemLedgerEntry;
use crate::item::Item;

/// Refuses to change the type, the base unit or the costing method of an item that has entries:
/// its quantities and costs would mean something else.
///
/// # Errors
/// `itemLedger.item.hasEntries` with the field and the stock.
pub fn refuse_change(tx: &mut Tx, item: &Item, column: &'static str) -> Result<()> {
    if !matches!(column, "type" | "base_unit_of_measure" | "costing_method") {
        return Ok(());
    }
    if !tx.exists::<ItemLedgerEntry>("WHERE \"item_no\" = $1", params![item.no])? {
        return Ok(());
    }
    let stock = super::inventory(tx, &item.no, None, None)?;
    let field = Item::table().columns.iter().find(|known| known.name == column);
    let field = field.map_or(column, |known| known.json);
    Err(Error::state(
        refuse!("itemLedger.item.hasEntries", item = &item.no, field = field, stock = stock)
            .field(field),
    ))
}
