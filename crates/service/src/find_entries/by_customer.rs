//! The documents of a customer: those that are open, and those that were posted.

use base::{Action, Code, Result};
use store::{Entity, Tx, Value, params};

use books::customer::Customer;

use super::{Findings, Found};
use crate::history::{ServiceInvoiceHeader, ServiceShipmentHeader};
use crate::order::{DocumentType, ServiceHeader};

/// Finds the open orders and invoices, the posted shipments and the posted invoices of a customer.
///
/// # Errors
/// Refuses an unknown customer; when the database fails.
pub fn find_documents(tx: &mut Tx, customer_no: &Code<20>) -> Result<Findings> {
    let customer: Customer = tx.find(params![customer_no])?;
    let mut found = Vec::new();
    for (kind, collection) in
        [(DocumentType::Order, "serviceOrders"), (DocumentType::Invoice, "serviceInvoices")]
    {
        let condition = " AND \"document_type\" = $2";
        let of_kind = params![customer_no, kind];
        found.extend(count::<ServiceHeader>(tx, collection, condition, of_kind)?);
    }
    let no = params![customer_no];
    found.extend(count::<ServiceShipmentHeader>(tx, ServiceShipmentHeader::COLLECTION, "", no)?);
    found.extend(count::<ServiceInvoiceHeader>(tx, ServiceInvoiceHeader::COLLECTION, "", no)?);
    Ok(Findings { source_no: customer.no, source_name: customer.name, found })
}

/// How many documents of a kind the customer has; none when the user may not read them.
fn count<T: Entity>(
    tx: &mut Tx,
    collection: &'static str,
    and: &str,
    values: &[Value],
) -> Result<Option<Found>> {
    let table = T::table().name;
    if tx.require(table, Action::Read).is_err() {
        return Ok(None);
    }
    let count = tx.count::<T>(&format!("WHERE \"customer_no\" = $1{and}"), values)?;
    let customer = values.first().cloned().map(Value::into_text).unwrap_or_default();
    let filter = format!("customerNo eq '{}'", customer.replace('\'', "''"));
    Ok((count > 0).then_some(Found { collection, table, count, filter }))
}
