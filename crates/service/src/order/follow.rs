//! What follows for the lines and the log when a header was created, changed or deleted.

use base::Result;
use store::{Tx, key, params};

use super::{DocumentType, ServiceHeader, delete, dimensions, item_line, parts, roll_up::roll_up};
use crate::document_log::{self, DocumentEvent};
use crate::line;

/// A document was created.
pub(super) fn created(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    let event = match header.document_type {
        DocumentType::Order => DocumentEvent::OrderCreated,
        DocumentType::Invoice => DocumentEvent::InvoiceCreated,
    };
    document_log::note(tx, header.id(), 0, event, "", "")
}

/// A document was deleted by a person.
pub(super) fn deleted(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    let event = match header.document_type {
        DocumentType::Order => DocumentEvent::OrderDeleted,
        DocumentType::Invoice => DocumentEvent::InvoiceDeleted,
    };
    document_log::note(tx, header.id(), 0, event, "", "")
}

/// A document was changed: its lines follow. At the end the header is as the database has it.
pub(super) fn changed(
    tx: &mut Tx,
    header: &mut ServiceHeader,
    before: &ServiceHeader,
) -> Result<()> {
    log(tx, header, before)?;
    let moved = header.customer_no != before.customer_no
        || (header.ship_to_code != before.ship_to_code && parts::any_item_lines(tx, header)?);
    if moved {
        line::delete_all(tx, header.document_type, &header.no)?;
        delete::delete_item_lines(tx, header)?;
        roll_up(tx, header.id(), None)?;
    } else {
        lines_follow(tx, header, before)?;
    }
    *header = tx.find(key![header.document_type, header.no])?;
    Ok(())
}

fn lines_follow(tx: &mut Tx, header: &ServiceHeader, before: &ServiceHeader) -> Result<()> {
    let re_dated = (header.order_date, header.order_time) != (before.order_date, before.order_time);
    if header.responsibility_center != before.responsibility_center {
        tx.execute(
            "UPDATE \"service_item_line\" SET \"responsibility_center\" = $3, \
             \"version\" = \"version\" + 1 WHERE \"document_type\" = $1 AND \"document_no\" = $2",
            params![header.document_type, header.no, header.responsibility_center],
        )?;
    }
    if re_dated {
        item_line::follow_order_date(tx, header)?;
        roll_up(tx, header.id(), None)?;
    }
    dimensions::push(tx, header, before)?;
    if !parts::any_lines(tx, header)? {
        return Ok(());
    }
    if prices_differ(header, before) {
        line::recreate(tx, header, before)?;
    } else if header.posting_date != before.posting_date
        || header.order_date != before.order_date
        || header.currency_factor != before.currency_factor
    {
        line::redate(tx, header, before)?;
    }
    if header.ship_to_code != before.ship_to_code {
        tx.execute(
            "UPDATE \"service_line\" SET \"ship_to_code\" = $3, \"version\" = \"version\" + 1 \
             WHERE \"document_type\" = $1 AND \"document_no\" = $2",
            params![header.document_type, header.no, header.ship_to_code],
        )?;
    }
    Ok(())
}

/// Whether lines must find their prices and groups again.
fn prices_differ(header: &ServiceHeader, before: &ServiceHeader) -> bool {
    header.bill_to_customer_no != before.bill_to_customer_no
        || header.currency_code != before.currency_code
        || header.prices_including_vat != before.prices_including_vat
        || header.gen_bus_posting_group != before.gen_bus_posting_group
        || header.vat_bus_posting_group != before.vat_bus_posting_group
        || header.responsibility_center != before.responsibility_center
}

fn log(tx: &mut Tx, header: &ServiceHeader, before: &ServiceHeader) -> Result<()> {
    let id = header.id();
    if !before.customer_no.is_empty() {
        let (was, is) = (&before.customer_no, &header.customer_no);
        document_log::change(tx, id, 0, DocumentEvent::CustomerChanged, was, is)?;
    }
    let (was, is) = (&before.ship_to_code, &header.ship_to_code);
    document_log::change(tx, id, 0, DocumentEvent::ShipToChanged, was, is)?;
    let (was, is) = (before.status.name(), header.status.name());
    document_log::change(tx, id, 0, DocumentEvent::StatusChanged, was, is)
}
