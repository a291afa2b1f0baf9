//! What service adds to the records of the books: why a customer or an address cannot go, and what
//! a customer has ordered.

use base::{Error, Result, refuse};
use books::customer::{Customer, ShipToAddress};
use books::hooks;
use serde_json::Value as Json;
use store::{Field, Record, Tx, Value, json, params};

use crate::order::{ServiceHeader, ServiceItemLine, outstanding};
use crate::service_item::ServiceItem;

/// Adds them. May be called again.
pub fn register() {
    hooks::before_delete(Customer::table().name, keep_customer);
    hooks::before_delete(ShipToAddress::table().name, keep_address);
    hooks::calculated(Customer::table().name, figures_of_customer);
}

/// A customer stays while a document names it. The customer's machines lose their owner after a
/// question.
fn keep_customer(tx: &mut Tx, key: &[Value]) -> Result<()> {
    let open: Option<ServiceHeader> = tx.first(
        "WHERE \"customer_no\" = $1 OR \"bill_to_customer_no\" = $1 ORDER BY \"document_type\", \
         \"no\"",
        key,
    )?;
    let no = key.last().cloned().map(Value::into_text).unwrap_or_default();
    if let Some(document) = open {
        let kind = document.document_type.name();
        return Err(Error::state(refuse!(
            "customer.delete.openDocuments",
            customer = no,
            kind = kind,
            document = &document.no
        )));
    }
    let machines: Vec<ServiceItem> = tx.select("WHERE \"customer_no\" = $1", key)?;
    if machines.is_empty() {
        return Ok(());
    }
    let args = vec![("customer", no.clone().into()), ("count", machines.len().into())];
    if !tx.confirm("customer.deleteWithServiceItems", true, args)? {
        return Err(Error::state(refuse!("customer.delete.serviceItems", customer = no)));
    }
    for mut machine in machines {
        machine.customer_no = base::Code::default();
        machine.ship_to_code = base::Code::default();
        tx.update(&mut machine)?;
    }
    Ok(())
}

/// An address stays while a document or a machine is there.
fn keep_address(tx: &mut Tx, key: &[Value]) -> Result<()> {
    let rest = "WHERE \"customer_no\" = $1 AND \"ship_to_code\" = $2";
    let used = tx.exists::<ServiceHeader>(rest, key)?
        || tx.exists::<ServiceItemLine>(rest, key)?
        || tx.exists::<ServiceItem>(rest, key)?;
    if !used {
        return Ok(());
    }
    let code = key.last().cloned().map(Value::into_text).unwrap_or_default();
    Err(Error::state(refuse!("shipTo.delete.used", code = code)))
}

/// What the customer has ordered and not paid for, with VAT, in local currency.
fn figures_of_customer(tx: &mut Tx, key: &[Value]) -> Result<Vec<(&'static str, Json)>> {
    let no = key.last().cloned().map(Value::into_text).unwrap_or_default();
    let open = outstanding(tx, &no)?;
    let amount = |amount: base::Amount| {
        json::to_json(<base::Amount as Field>::KIND, &Field::to_value(&amount))
    };
    let machines = "SELECT count(*) FROM \"service_item\" WHERE \"customer_no\" = $1";
    let machines = tx.number(machines, params![no])?;
    let orders = "SELECT count(*) FROM \"service_header\" \
                  WHERE \"customer_no\" = $1 AND \"document_type\" = 'order'";
    let orders = tx.number(orders, params![no])?;
    Ok(vec![
        ("outstandingServOrdersLcy", amount(open.orders)),
        ("servShippedNotInvoicedLcy", amount(open.shipped_not_invoiced)),
        ("outstandingServInvoicesLcy", amount(open.invoices)),
        ("noOfServiceOrders", Json::from(orders)),
        ("noOfServiceItems", Json::from(machines)),
    ])
}
