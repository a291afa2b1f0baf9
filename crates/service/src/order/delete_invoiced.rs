//! Deleting orders that stayed although everything on them is invoiced.

use base::{Action, Code, Result, refuse};
use books::answer;
use serde_json::{Map, Value as Json, json};
use store::{
    ActionDef, Bound, Entity as _, Kind, Parameter, Record as _, Tx, Value, json as exact, params,
};

use super::{DocumentType, ServiceHeader};

const NO: Parameter =
    Parameter::new("no", Kind::Code(20), "Only this order; without it, all orders.")
        .of("serviceOrders");
const CUSTOMER_NO: Parameter = Parameter::new(
    "customerNo",
    Kind::Code(20),
    "Only orders of this customer; without it, of all customers.",
)
.of("customers");

/// The job.
pub(super) fn actions() -> Vec<ActionDef> {
    vec![ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "deleteInvoicedServiceOrders",
        class: store::Class::Correct,
        bound: Bound::Collection,
        help: "Deletes orders on which something is invoiced and nothing is left to ship or to invoice.",
        parameters: &[NO, CUSTOMER_NO],
        writes: true,
        screen: store::Screen::PLAIN,
        run,
    }]
}

fn run(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let order = store::key![DocumentType::Order];
    store::sight::require_key(tx, ServiceHeader::table(), order, Action::Delete)?;
    let given = |parameter: &Parameter| -> Result<Code<20>> {
        let json = body.get(parameter.name).unwrap_or(&Json::Null);
        let value = exact::from_json(parameter.kind, json)
            .map_err(|error| error.at(|refusal| refusal.field(parameter.name)))?;
        Code::parse(&value.into_text())
    };
    let deleted = delete_invoiced(tx, &given(&NO)?, &given(&CUSTOMER_NO)?)?;
    tx.inform("order.invoicedDeleted", vec![("orders", deleted.len().into())]);
    let nos: Vec<&str> = deleted.iter().map(Code::as_str).collect();
    Ok(json!({ "deleted": nos, "messages": answer::messages(tx) }))
}

/// Deletes the orders, or this one, or those of this customer, on which something is invoiced and
/// nothing is left to ship or to invoice, and tells which they were.
///
/// # Errors
/// Refuses a number that no order has; what deleting an order refuses.
pub fn delete_invoiced(tx: &mut Tx, no: &Code<20>, customer: &Code<20>) -> Result<Vec<Code<20>>> {
    const DONE: &str = "WHERE \"document_type\" = $1 AND ($2 = '' OR \"no\" = $2) \
        AND ($3 = '' OR \"customer_no\" = $3) \
        AND EXISTS (SELECT 1 FROM \"service_line\" AS l \
            WHERE l.\"document_type\" = \"service_header\".\"document_type\" \
            AND l.\"document_no\" = \"service_header\".\"no\" AND l.\"quantity_invoiced\" <> 0) \
        AND NOT EXISTS (SELECT 1 FROM \"service_line\" AS l \
            WHERE l.\"document_type\" = \"service_header\".\"document_type\" \
            AND l.\"document_no\" = \"service_header\".\"no\" \
            AND (l.\"outstanding_quantity\" <> 0 OR l.\"qty_shipped_not_invoiced\" <> 0)) \
        ORDER BY \"no\"";
    let kind = DocumentType::Order;
    let known = no.is_empty() || tx.get::<ServiceHeader>(store::key![kind, no])?.is_some();
    if !known {
        let refusal = refuse!("record.relation.unknown", table = "service_header", value = no);
        return Err(refusal.field(NO.name).into());
    }
    let orders: Vec<ServiceHeader> = tx.select(DONE, params![kind, no, customer])?;
    for order in &orders {
        order.before_delete(tx)?;
        tx.delete(order)?;
        order.after_delete(tx)?;
    }
    Ok(orders.into_iter().map(|order| order.no).collect())
}
