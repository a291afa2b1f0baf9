//! Numbers of documents and the series of the documents they become.

use base::{Code, Error, Result, refuse};
use books::number_series::{self, NumberSeries};
use store::{Tx, key, params};

use super::{DocumentType, ServiceHeader};
use crate::history::ServiceShipmentHeader;
use crate::setup::ServiceMgtSetup;

/// Gives a new document its number: the typed one if the series allows it, else the next.
///
/// # Errors
/// Refuses a setup without the series, what the series refuses, and the number of an order that
/// was shipped before.
pub(super) fn assign(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    setup: &ServiceMgtSetup,
) -> Result<()> {
    let series = match header.document_type {
        DocumentType::Order => setup.service_order_nos.clone(),
        DocumentType::Invoice => setup.service_invoice_nos.clone(),
    };
    let kind = header.document_type;
    if !header.no.is_empty() {
        if !series.is_empty() {
            number_series::take(tx, &series, &header.no, tx.today())?;
        }
        if kind == DocumentType::Order && was_shipped(tx, &header.no)? {
            let refusal = refuse!("order.no.shippedBefore", no = &header.no);
            return Err(Error::state(refusal.field("no")));
        }
    } else if series.is_empty() {
        return Err(match kind {
            DocumentType::Order => refuse!("order.series.missing"),
            DocumentType::Invoice => refuse!("order.series.missingForInvoices"),
        }
        .into());
    } else {
        let today = tx.today();
        header.no = number_series::next_free(tx, &series, today, |tx, no| taken(tx, kind, no))?;
    }
    header.no_series = series;
    of_posted(tx, header, setup)
}

fn taken(tx: &mut Tx, kind: DocumentType, no: &Code<20>) -> Result<bool> {
    let open = tx.get::<ServiceHeader>(key![kind, no])?.is_some();
    Ok(open || (kind == DocumentType::Order && was_shipped(tx, no)?))
}

fn was_shipped(tx: &mut Tx, no: &Code<20>) -> Result<bool> {
    tx.exists::<ServiceShipmentHeader>("WHERE \"order_no\" = $1", params![no])
}

/// The series of the posted documents. An invoice has one for shipments only when posting it makes
/// one; where drafts and posted invoices share a series, the posted invoice keeps the number.
fn of_posted(tx: &mut Tx, header: &mut ServiceHeader, setup: &ServiceMgtSetup) -> Result<()> {
    let invoices = &setup.posted_service_invoice_nos;
    let same = header.document_type == DocumentType::Invoice && header.no_series == *invoices;
    if same || gives_numbers(tx, invoices)? {
        header.posting_no_series = invoices.clone();
    }
    let ships = header.document_type == DocumentType::Order || setup.shipment_on_invoice;
    if ships {
        header.shipping_no_series = setup.posted_service_shipment_nos.clone();
    }
    Ok(())
}

/// The series of the posted documents that were set up after the document was written.
///
/// # Errors
/// When the database fails.
pub fn complete(tx: &mut Tx, header: &mut ServiceHeader, setup: &ServiceMgtSetup) -> Result<()> {
    let before = (header.posting_no_series.clone(), header.shipping_no_series.clone());
    if before.0.is_empty() || before.1.is_empty() {
        of_posted(tx, header, setup)?;
        let (posting, shipping) = before;
        if !posting.is_empty() {
            header.posting_no_series = posting;
        }
        if !shipping.is_empty() {
            header.shipping_no_series = shipping;
        }
    }
    Ok(())
}

fn gives_numbers(tx: &mut Tx, series: &Code<20>) -> Result<bool> {
    let found: Option<NumberSeries> = tx.get(key![series])?;
    Ok(found.is_some_and(|series| series.default_nos))
}
