//! The quantities of a line, as people enter them.

use base::{Refusal, Result, refuse};
use store::{Record, Tx};

use super::quantities::Quantities;
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
    let table = ServiceLine::table();
    let entered = table.column(column).map(|at| table.columns[at].json.to_owned());
    refuse_too_small(line, &quantities)
        .map_err(|error| error.at(|refusal| Refusal { field: entered.clone(), ..refusal }))?;
    if column == "quantity" {
        price::set(tx, context, line, price::Occasion::Quantity)?;
        return stock::warn(tx, line);
    }
    if line.chargeable_quantity() != before.chargeable_quantity() {
        amount::recalculate(line, context);
    }
    Ok(())
}

/// Refuses quantities that are nothing in the base unit: they would be shipped and charged without
/// leaving the stock.
pub(super) fn refuse_too_small(line: &ServiceLine, quantities: &Quantities) -> Result<()> {
    for (quantity, field) in [
        (quantities.quantity, "quantity"),
        (quantities.to_ship, "qtyToShip"),
        (quantities.to_invoice, "qtyToInvoice"),
        (quantities.to_consume, "qtyToConsume"),
    ] {
        if quantity.of_line.is_positive() && quantity.base.is_zero() {
            let (quantity, unit) = (quantity.of_line, &line.unit_of_measure_code);
            let refusal = refuse!("line.quantity.tooSmall", quantity = quantity, unit = unit);
            return Err(refusal.field(field).into());
        }
    }
    Ok(())
}
