//! Counting how often a posted document was printed.

use base::{Action, Code, Result};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Entity, Tx, Value, key};

use super::{ServiceInvoiceHeader, ServiceShipmentHeader};

/// A posted document that is printed.
pub trait Printed: Entity {
    /// How often it was printed.
    fn printed(&mut self) -> &mut i64;
}

impl Printed for ServiceShipmentHeader {
    fn printed(&mut self) -> &mut i64 {
        &mut self.no_printed
    }
}

impl Printed for ServiceInvoiceHeader {
    fn printed(&mut self) -> &mut i64 {
        &mut self.no_printed
    }
}

/// Counts one more printed copy of a posted document, and tells how many there are now.
///
/// # Errors
/// `NotFound` when there is no such document.
pub fn mark_printed<T: Printed>(tx: &mut Tx, no: &Code<20>) -> Result<i64> {
    tx.require(T::table().name, Action::Read)?;
    let mut document: T = tx.find(key![no])?;
    *document.printed() += 1;
    tx.update_unlogged(&mut document)?;
    Ok(*document.printed())
}

/// The action that counts printed copies.
pub fn actions() -> Vec<ActionDef> {
    vec![action::<ServiceShipmentHeader>(), action::<ServiceInvoiceHeader>()]
}

fn action<T: Printed>() -> ActionDef {
    ActionDef {
        collection: T::COLLECTION,
        segment: None,
        name: "markPrinted",
        class: store::Class::Work,
        bound: Bound::Record,
        help: "Counts one more printed copy.",
        parameters: &[],
        writes: true,
        screen: store::Screen::NONE,
        run: run::<T>,
    }
}

fn run<T: Printed>(tx: &mut Tx, key: &[Value], _: &Map<String, Json>) -> Result<Json> {
    let no = key.first().cloned().map(Value::into_text).unwrap_or_default();
    let copies = mark_printed::<T>(tx, &Code::parse(&no)?)?;
    Ok(json!({ "noPrinted": copies }))
}
