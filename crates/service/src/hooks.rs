//! What service adds to the records of the books: why they cannot go or change while documents name
//! them, and what a customer has ordered.

use base::{Error, Result, refuse};
use books::calendar::BaseCalendar;
use books::currency::Currency;
use books::customer::{Customer, ShipToAddress};
use books::gl_account::GlAccount;
use books::hooks;
use books::item::{Item, ItemUnitOfMeasure, ItemVariant};
use books::location::Location;
use books::number_series::NumberSeries;
use books::payment::{PaymentMethod, PaymentTerms};
use books::resource::{Resource, ResourceUnitOfMeasure};
use books::responsibility_center::ResponsibilityCenter;
use books::salesperson::Salesperson;
use books::service_cost::ServiceCost;
use books::work_type::WorkType;
use serde_json::Value as Json;
use store::figures::{number_at, one_of};
use store::{Figures, Record, Tx, Value, Wanted, json, params};

use crate::check;
use crate::line::{LineType, ServiceLine};
use crate::order::{ServiceHeader, ServiceItemLine, outstanding_of};
use crate::service_item::ServiceItem;

/// Adds them. May be called again.
pub fn register() {
    store::named::guard(crate::audit::refuse_while_named);
    hooks::before_delete(Customer::table().name, keep_customer);
    hooks::before_delete(ShipToAddress::table().name, keep_address);
    hooks::before_delete(ItemVariant::table().name, keep_variant);
    hooks::calculated(Customer::table().name, figures_of_customers, sources_of_customer);
    keep::<BaseCalendar>();
    keep::<Currency>();
    keep::<Location>();
    keep::<NumberSeries>();
    keep::<PaymentMethod>();
    keep::<PaymentTerms>();
    keep::<ResponsibilityCenter>();
    keep::<Salesperson>();
    keep::<WorkType>();
    for (table, guard) in [
        (Item::table(), keep_on_lines::<Item> as hooks::Guard),
        (Resource::table(), keep_on_lines::<Resource>),
        (ServiceCost::table(), keep_on_lines::<ServiceCost>),
        (GlAccount::table(), keep_on_lines::<GlAccount>),
    ] {
        hooks::before_delete(table.name, guard);
    }
    hooks::before_change(Item::table().name, keep_unit::<Item>);
    hooks::before_change(Resource::table().name, keep_unit::<Resource>);
    hooks::before_change(ItemUnitOfMeasure::table().name, keep_part::<ItemUnitOfMeasure>);
    hooks::before_change(ResourceUnitOfMeasure::table().name, keep_part::<ResourceUnitOfMeasure>);
}

/// Keeps the records of a table that a document or set-up of service names.
fn keep<T: Record>() {
    hooks::before_delete(T::table().name, keep_named::<T>);
}

fn keep_named<T: Record>(tx: &mut Tx, key: &[Value]) -> Result<()> {
    check::unnamed(tx, T::table().name, key)
}

/// The type of lines that a table gives numbers for.
fn line_type<T: Record>() -> LineType {
    match T::table().name {
        "item" | "item_unit_of_measure" => LineType::Item,
        "resource" | "resource_unit_of_measure" => LineType::Resource,
        "service_cost" => LineType::Cost,
        _ => LineType::GlAccount,
    }
}

/// A record stays while a service line is about it.
fn keep_on_lines<T: Record>(tx: &mut Tx, key: &[Value]) -> Result<()> {
    check::unnamed(tx, T::table().name, key)?;
    let no = key.last().cloned().map(Value::into_text).unwrap_or_default();
    let rest = "WHERE \"type\" = $1 AND \"no\" = $2";
    if tx.exists::<ServiceLine>(rest, params![line_type::<T>(), no])? {
        return Err(Error::state(refuse!("record.used", key = no, by = ServiceLine::table().name)));
    }
    Ok(())
}

/// The base unit and the type stay while service lines wait for the record.
fn keep_unit<T: Record>(tx: &mut Tx, key: &[Value], column: &str) -> Result<()> {
    if !matches!(column, "base_unit_of_measure" | "type") {
        return Ok(());
    }
    let no = key.last().cloned().map(Value::into_text).unwrap_or_default();
    refuse_waiting(tx, line_type::<T>(), &no, "")
}

/// The quantity of a unit stays while service lines are counted in it.
fn keep_part<T: Record>(tx: &mut Tx, key: &[Value], _column: &str) -> Result<()> {
    let text = |at: usize| key.get(at).cloned().map(Value::into_text).unwrap_or_default();
    refuse_waiting(tx, line_type::<T>(), &text(0), &text(1))
}

fn refuse_waiting(tx: &mut Tx, kind: LineType, no: &str, unit: &str) -> Result<()> {
    let line: Option<ServiceLine> = tx.first(
        "WHERE \"type\" = $1 AND \"no\" = $2 AND ($3 = '' OR \"unit_of_measure_code\" = $3) \
         ORDER BY \"document_type\", \"document_no\", \"line_no\"",
        params![kind, no, unit],
    )?;
    line.map_or(Ok(()), |line| {
        let refusal = refuse!("line.openLines", no = no, document = &line.document_no);
        Err(Error::state(refusal))
    })
}

/// A variant stays while a machine or a line is of it.
fn keep_variant(tx: &mut Tx, key: &[Value]) -> Result<()> {
    let rest = "WHERE \"item_no\" = $1 AND \"variant_code\" = $2";
    let on_lines = "WHERE \"type\" = 'item' AND \"no\" = $1 AND \"variant_code\" = $2";
    let by = if tx.exists::<ServiceItem>(rest, key)? {
        ServiceItem::table().name
    } else if tx.exists::<ServiceItemLine>(rest, key)? {
        ServiceItemLine::table().name
    } else if tx.exists::<ServiceLine>(on_lines, key)? {
        ServiceLine::table().name
    } else {
        return Ok(());
    };
    let code = key.last().cloned().map(Value::into_text).unwrap_or_default();
    Err(Error::state(refuse!("record.used", key = code, by = by)))
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

/// Sums of open documents show how far a customer is from the credit limit.
fn sources_of_customer(figure: &str) -> Option<&'static [&'static str]> {
    const LIMIT: &str = "customer.credit_limit_lcy";
    const OUTSTANDING: &str = "service_line.outstanding_amount_lcy";
    match figure {
        "outstandingServOrdersLcy" => Some(&["serviceOrders", OUTSTANDING, LIMIT]),
        "servShippedNotInvoicedLcy" => {
            Some(&["serviceOrders", "service_line.shipped_not_invoiced_lcy", LIMIT])
        }
        "outstandingServInvoicesLcy" => Some(&["serviceInvoices", OUTSTANDING, LIMIT]),
        "noOfServiceOrders" => Some(&["serviceOrders"]),
        "noOfServiceItems" => Some(&["service_item"]),
        _ => None,
    }
}

/// What the customers have ordered and not paid for, with VAT, in local currency, and how many orders
/// and machines they have.
fn figures_of_customers(tx: &mut Tx, keys: &[Vec<Value>], wanted: &Wanted) -> Result<Vec<Figures>> {
    const OPEN: [&str; 3] =
        ["outstandingServOrdersLcy", "servShippedNotInvoicedLcy", "outstandingServInvoicesLcy"];
    let mut figures = vec![Figures::new(); keys.len()];
    if wanted.any(&OPEN) {
        let open = outstanding_of(tx, keys)?;
        let amount = |amount: base::Amount| json::number(amount.dec());
        for (figures, open) in figures.iter_mut().zip(open) {
            let amounts = [open.orders, open.shipped_not_invoiced, open.invoices];
            figures.extend(OPEN.into_iter().zip(amounts.map(amount)));
        }
    }
    for (name, of) in [
        ("noOfServiceOrders", "\"service_header\" WHERE \"document_type\" = 'order' AND"),
        ("noOfServiceItems", "\"service_item\" WHERE"),
    ] {
        if !wanted.has(name) {
            continue;
        }
        let mut parameters = Vec::new();
        let these = one_of("customer_no", keys.iter().flatten().cloned(), &mut parameters);
        let sql =
            format!("SELECT \"customer_no\", count(*) FROM {of} {these} GROUP BY \"customer_no\"");
        let counts = tx.rows_by(1, &sql, &parameters)?;
        for (figures, key) in figures.iter_mut().zip(keys) {
            figures.push((name, Json::from(number_at(counts.get(key), 0))));
        }
    }
    Ok(figures)
}
