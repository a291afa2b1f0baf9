//! What can be done about the invoice discount of a document.

use base::{Action, Result, refuse};
use serde_json::{Map, Value as Json};
use store::{ActionDef, Bound, Field as _, Kind, Parameter, Record as _, Tx, Value, json};

use super::{Typed, apply, enter};
use crate::line::{Context, ServiceLine, on_documents};
use crate::order::ServiceHeader;

const TYPED: [Parameter; 2] = [
    Parameter::new(
        "invoiceDiscountAmount",
        Kind::Amount,
        "The invoice discount, in the currency of the document.",
    ),
    Parameter::new(
        "totalAmount",
        Kind::Amount,
        "What the lines shall come to with the invoice discount taken off; in place of the \
               discount.",
    ),
];

/// The actions on orders and invoices.
pub fn actions() -> Vec<ActionDef> {
    let calculate = ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "calculateInvoiceDiscount",
        class: store::Class::Money,
        bound: Bound::Record,
        help: "Calculates invoice discount and service charge from the terms of the customer.",
        parameters: &[],
        writes: true,
        screen: store::Screen::PLAIN,
        run: run_calculate,
    };
    let set = ActionDef {
        name: "setInvoiceDiscount",
        help: "Spreads a typed invoice discount over the lines that take part.",
        parameters: &TYPED,
        run: run_set,
        ..calculate
    };
    on_documents(&[calculate, set])
}

fn run_calculate(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    store::sight::require_key(tx, ServiceLine::table(), key, Action::Modify)?;
    let header: ServiceHeader = tx.find(key)?;
    let context = Context::around(tx, header)?;
    apply(tx, &context)?;
    crate::statistics::of_document(tx, &context)
}

fn run_set(tx: &mut Tx, key: &[Value], body: &Map<String, Json>) -> Result<Json> {
    store::sight::require_key(tx, ServiceLine::table(), key, Action::Modify)?;
    let amount = |name: &str| -> Result<Option<base::Amount>> {
        let Some(given) = body.get(name).filter(|given| !given.is_null()) else {
            return Ok(None);
        };
        let value = json::from_json(Kind::Amount, given)
            .map_err(|error| error.at(|refusal| refusal.field(name)))?;
        base::Amount::from_value(value).map(Some)
    };
    let typed = match (amount("invoiceDiscountAmount")?, amount("totalAmount")?) {
        (Some(discount), None) => Typed::Discount(discount),
        (None, Some(total)) => Typed::Total(total),
        _ => return Err(refuse!("invoiceDiscount.oneOfTwo").into()),
    };
    let header: ServiceHeader = tx.find(key)?;
    let context = Context::around(tx, header)?;
    enter(tx, &context, typed)?;
    crate::statistics::of_document(tx, &context)
}
