//! The warning about stock: a message, never a refusal.

use base::{Quantity, Result};
use books::item::{Item, ItemType};
use books::item_ledger;
use store::{Tx, key, params};

use super::{LineType, ServiceLine};
use crate::order::DocumentType;

/// Tells when the stock does not reach for the line.
pub(super) fn warn(tx: &mut Tx, line: &ServiceLine) -> Result<()> {
    if line.r#type != LineType::Item || !line.outstanding_qty_base.is_positive() {
        return Ok(());
    }
    let item: Option<Item> = tx.get(key![line.no])?;
    item.map_or(Ok(()), |item| warn_of(tx, line, &item))
}

/// The same when the item has been read already.
pub(super) fn warn_of(tx: &mut Tx, line: &ServiceLine, item: &Item) -> Result<()> {
    if item.r#type != ItemType::Inventory || !line.outstanding_qty_base.is_positive() {
        return Ok(());
    }
    if !item.stockout_warning.or(books::sales_setup::of(tx)?.stockout_warning) {
        return Ok(());
    }
    let place = params![line.no, line.variant_code, line.location_code];
    let stock = item_ledger::inventory(
        tx,
        &line.no,
        Some(line.variant_code.as_str()),
        Some(line.location_code.as_str()),
    )?;
    let mut parameters = place.to_vec();
    parameters.extend_from_slice(params![
        LineType::Item,
        DocumentType::Order,
        line.needed_by_date,
        line.document_no,
        line.line_no
    ]);
    let demand = Quantity::from_scaled(tx.sum::<ServiceLine>(
        "outstanding_qty_base",
        "WHERE \"no\" = $1 AND \"variant_code\" = $2 AND \"location_code\" = $3 AND \"type\" = $4 \
         AND \"document_type\" = $5 AND \"needed_by_date\" <= $6 \
         AND NOT (\"document_no\" = $7 AND \"line_no\" = $8)",
        &parameters,
    )?);
    let available = stock - demand;
    if available < line.outstanding_qty_base {
        let args = vec![
            ("item", (&line.no).into()),
            ("available", available.into()),
            ("needed", line.outstanding_qty_base.into()),
            ("unit", (&item.base_unit_of_measure).into()),
        ];
        tx.inform("line.stockout", args);
    }
    Ok(())
}
