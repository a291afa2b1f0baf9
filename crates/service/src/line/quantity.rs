//! The quantities of a line, as people enter them.

use base::{Result, refuse};
use store::Tx;

use super::{Context, ServiceLine, amount, guard, price, stock, unit};
use crate::order::DocumentType;

/// One of the four quantities was entered.
pub(super) fn enter(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
    column: &'static str,
) -> Result<()> {
    guard::counted(line, "quantity")?;
    let mut quantities = before.quantities(unit::precision(tx, line)?);
    match column {
        "quantity" => quantities.enter_quantity(line.quantity)?,
        "qty_to_ship" => quantities.enter_to_ship(line.qty_to_ship)?,
        "qty_to_invoice" => quantities.enter_to_invoice(line.qty_to_invoice)?,
        _ => {
            if context.header.document_type == DocumentType::Invoice {
                return Err(refuse!("line.qtyToConsume.onlyOrders").field("qtyToConsume").into());
            }
            quantities.enter_to_consume(line.qty_to_consume)?;
        }
    }
    line.set_quantities(&quantities);
    if line.quantity.is_positive() && line.quantity_base.is_zero() {
        let unit = &line.unit_of_measure_code;
        return Err(refuse!("line.quantity.tooSmall", quantity = line.quantity, unit = unit)
            .field("quantity")
            .into());
    }
    if column == "quantity" {
        price::set(tx, context, line, price::Occasion::Quantity)?;
        return stock::warn(tx, line);
    }
    if line.chargeable_quantity() != before.chargeable_quantity() {
        amount::recalculate(line, context);
    }
    Ok(())
}
