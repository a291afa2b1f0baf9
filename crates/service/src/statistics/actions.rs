//! Asking for statistics.

use base::{Action, Result};
use serde_json::{Map, Value as Json};
use store::{ActionDef, Bound, Record, Tx, Value};

use super::{of_document, of_invoice, of_shipment};
use crate::history::{ServiceInvoiceHeader, ServiceShipmentHeader};
use crate::line::{Context, on_documents};
use crate::order::ServiceHeader;

/// The statistics of documents and posted documents.
pub fn actions() -> Vec<ActionDef> {
    let statistics = ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "statistics",
        class: store::Class::Money,
        bound: Bound::Record,
        help: "Tells what the document comes to, what it costs and what it leaves.",
        parameters: &[],
        writes: false,
        screen: store::Screen::NONE,
        run: run_document,
    };
    let mut all = on_documents(&[statistics]);
    all.push(ActionDef { collection: "postedServiceInvoices", run: run_invoice, ..statistics });
    all.push(ActionDef { collection: "postedServiceShipments", run: run_shipment, ..statistics });
    all.extend(super::vat_amount::actions());
    all
}

fn run_document(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    store::sight::require_key(tx, ServiceHeader::table(), key, Action::Read)?;
    let header: ServiceHeader = tx.find(key)?;
    let context = Context::around(tx, header)?;
    of_document(tx, &context)
}

fn run_invoice(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    tx.require(ServiceInvoiceHeader::table().name, Action::Read)?;
    let header: ServiceInvoiceHeader = tx.find(key)?;
    of_invoice(tx, &header)
}

fn run_shipment(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    tx.require(ServiceShipmentHeader::table().name, Action::Read)?;
    let header: ServiceShipmentHeader = tx.find(key)?;
    of_shipment(tx, &header)
}
