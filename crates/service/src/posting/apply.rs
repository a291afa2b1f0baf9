//! Writes a plan. It decides nothing: what is left to the moment are the numbers, which are taken
//! after everything that does not need them, so that the number series is locked for a short time.

use base::{Code, Date, Result, refuse};
use books::entries::Source;
use books::general_ledger::SERVICE_MANAGEMENT;
use books::number_series;
use store::{Record, Tx, params};

use crate::comment::{self, CommentDocument};
use crate::document_log::{self, DocumentEvent};
use crate::history::{ServiceInvoiceHeader, ServiceShipmentHeader};
use crate::ledger::{ServiceLedgerEntry, ServiceRegister, WarrantyLedgerEntry};
use crate::order::{DocumentType, ServiceHeader};

use super::outcome::Outcome;
use super::plan::Posting;
use super::request::Numbers;
use super::situation::Situation;

/// Writes everything a posting plans, and gives the numbers of its documents.
///
/// # Errors
/// Refuses a number series at its end; when the database fails.
pub fn apply(tx: &mut Tx, situation: &Situation, mut posting: Posting) -> Result<Posting> {
    update_earlier(tx, &mut posting)?;
    date_services(tx, situation, &posting)?;
    let numbers = take_numbers(tx, situation, &posting)?;
    posting.number(&numbers);
    update_document(tx, situation.stored.is_some(), &mut posting)?;
    let source = Source {
        user_id: situation.user_id(),
        source_code: Code::new(SERVICE_MANAGEMENT),
        now: situation.now,
    };
    write_service(tx, &source, &mut posting)?;
    write_books(tx, &source, &mut posting)?;
    write_documents(tx, &mut posting)?;
    copy_comments(tx, situation, &posting)?;
    note(tx, situation, &posting)?;
    if posting.outcome == Outcome::Deleted {
        delete(tx, situation)?;
    }
    Ok(posting)
}

/// The numbers of the documents. A number that the document was given before is used; an invoice
/// whose own series is that of posted invoices keeps its number.
fn take_numbers(tx: &mut Tx, situation: &Situation, posting: &Posting) -> Result<Numbers> {
    let header = &situation.header;
    let date = header.posting_date.unwrap_or_else(|| tx.today());
    let mut numbers = Numbers::default();
    if posting.shipment.is_some() {
        numbers.shipment =
            next_free::<ServiceShipmentHeader>(tx, &header.shipping_no_series, date)?;
    }
    if posting.invoice.is_some() {
        numbers.invoice = if let Some(kept) = kept_number(header) {
            refuse_posted(tx, &kept)?;
            kept
        } else {
            next_free::<ServiceInvoiceHeader>(tx, &header.posting_no_series, date)?
        };
    }
    Ok(numbers)
}

/// The number that the posted invoice of this document has already.
pub(super) fn kept_number(header: &ServiceHeader) -> Option<Code<20>> {
    if !header.posting_no.is_empty() {
        return Some(header.posting_no.clone());
    }
    let own = header.document_type == DocumentType::Invoice
        && !header.no_series.is_empty()
        && header.no_series == header.posting_no_series;
    own.then(|| header.no.clone())
}

/// The next number of a series that no document has.
fn next_free<T: Record>(tx: &mut Tx, series: &Code<20>, date: Date) -> Result<Code<20>> {
    number_series::next_free(tx, series, date, |tx, no| {
        tx.exists::<T>("WHERE \"no\" = $1", params![no])
    })
}

fn refuse_posted(tx: &mut Tx, no: &Code<20>) -> Result<()> {
    if tx.exists::<ServiceInvoiceHeader>("WHERE \"no\" = $1", params![no])? {
        return Err(base::Error::state(refuse!("posting.number.used", no = no)));
    }
    Ok(())
}

/// Counts on earlier shipments what is invoiced of them, and closes the warranty that is settled.
fn update_earlier(tx: &mut Tx, posting: &mut Posting) -> Result<()> {
    for line in &mut posting.invoiced {
        tx.update_unlogged(line)?;
    }
    for entry in &mut posting.closed_warranty {
        tx.update_unlogged(entry)?;
    }
    Ok(())
}

/// Notes on the machines when they were served last, without disturbing whoever edits their cards.
fn date_services(tx: &mut Tx, situation: &Situation, posting: &Posting) -> Result<()> {
    let date = situation.header.finishing_date.or(situation.header.posting_date);
    for no in &posting.served {
        let known = situation.service_items.get(no);
        if known.is_some_and(|machine| machine.last_service_date != date) {
            let sql = "UPDATE \"service_item\" SET \"last_service_date\" = $1 WHERE \"no\" = $2";
            tx.run(sql, params![date, no])?;
        }
    }
    Ok(())
}

/// Saves an order that stays, with the numbers of what was posted.
fn update_document(tx: &mut Tx, redated: bool, posting: &mut Posting) -> Result<()> {
    let numbers = posting.numbers.clone();
    let Outcome::Stays(remainder) = &mut posting.outcome else {
        return Ok(());
    };
    let header = &mut remainder.header;
    if !numbers.shipment.is_empty() {
        header.last_shipping_no = numbers.shipment;
    }
    if !numbers.invoice.is_empty() {
        header.last_posting_no = numbers.invoice;
        header.posting_no = Code::default();
    }
    if redated {
        tx.update(header)?
    } else {
        tx.update_unlogged(header)?
    }
    for line in &mut remainder.changed {
        tx.update_unlogged(line)?;
    }
    for line in &mut remainder.added {
        tx.insert_unlogged(line)?;
    }
    for line in &remainder.removed {
        tx.delete_unlogged(line)?;
    }
    Ok(())
}

/// Writes service and warranty ledger entries and their register, and tells the shipment which of
/// them are its own.
fn write_service(tx: &mut Tx, source: &Source, posting: &mut Posting) -> Result<()> {
    let service = tx.entry_nos::<ServiceLedgerEntry>(posting.service.len())?;
    let warranty = if posting.warranty.is_empty() {
        Vec::new()
    } else {
        tx.entry_nos::<WarrantyLedgerEntry>(posting.warranty.len())?
    };
    for (entry, no) in posting.service.iter_mut().zip(&service) {
        entry.entry_no = *no;
    }
    for (entry, no) in posting.warranty.iter_mut().zip(&warranty) {
        entry.entry_no = *no;
    }
    for line in posting.shipment.iter_mut().flat_map(|shipment| &mut shipment.lines) {
        line.service_ledger_entry_no = at(&service, line.service_ledger_entry_no);
        line.warranty_ledger_entry_no = at(&warranty, line.warranty_ledger_entry_no);
    }
    tx.insert_all(&mut posting.service)?;
    crate::ledger::sales_total::add(tx, &posting.service)?;
    tx.insert_all(&mut posting.warranty)?;
    let ends = |numbers: &[i64]| {
        (numbers.first().copied().unwrap_or(0), numbers.last().copied().unwrap_or(0))
    };
    let ((from_entry_no, to_entry_no), (from_warranty_entry_no, to_warranty_entry_no)) =
        (ends(&service), ends(&warranty));
    let mut register = ServiceRegister {
        from_entry_no,
        to_entry_no,
        from_warranty_entry_no,
        to_warranty_entry_no,
        creation_date: Some(source.now.date()),
        creation_time: Some(source.now.time()),
        user_id: source.user_id.clone(),
        source_code: source.source_code.clone(),
        ..ServiceRegister::default()
    };
    tx.insert_unlogged(&mut register)
}

/// The number at a place counted from 1; 0 stays 0.
fn at(numbers: &[i64], place: i64) -> i64 {
    let index = usize::try_from(place - 1).ok();
    index.and_then(|index| numbers.get(index)).copied().unwrap_or_default()
}

/// Writes the entries of the books, and tells the documents which of them are their own.
fn write_books(tx: &mut Tx, source: &Source, posting: &mut Posting) -> Result<()> {
    let applied = posting.entries.clone().apply(tx, source)?;
    for line in posting.shipment.iter_mut().flat_map(|shipment| &mut shipment.lines) {
        line.item_ledger_entry_no = at(&applied.item, line.item_ledger_entry_no);
    }
    if let Some(invoice) = posting.invoice.as_mut() {
        invoice.header.cust_ledger_entry_no = at(&applied.customer, 1);
    }
    Ok(())
}

fn write_documents(tx: &mut Tx, posting: &mut Posting) -> Result<()> {
    if let Some(shipment) = posting.shipment.as_mut() {
        tx.insert_unlogged(&mut shipment.header)?;
        tx.insert_all(&mut shipment.item_lines)?;
        tx.insert_all(&mut shipment.lines)?;
    }
    if let Some(invoice) = posting.invoice.as_mut() {
        tx.insert_unlogged(&mut invoice.header)?;
        tx.insert_all(&mut invoice.lines)?;
    }
    Ok(())
}

/// Copies the comments of the document to what was posted, as the set-up says.
fn copy_comments(tx: &mut Tx, situation: &Situation, posting: &Posting) -> Result<()> {
    let setup = &situation.setups.service;
    let from = (situation.header.document_type.into(), &situation.header.no);
    if posting.shipment.is_some() && setup.copy_comments_order_to_shpt {
        let to = (CommentDocument::PostedShipment, &posting.numbers.shipment);
        comment::copy_to(tx, from, to)?;
    }
    if posting.invoice.is_some() && setup.copy_comments_order_to_invoice {
        let to = (CommentDocument::PostedInvoice, &posting.numbers.invoice);
        comment::copy_to(tx, from, to)?;
    }
    Ok(())
}

/// Notes the posting in the log of the document.
fn note(tx: &mut Tx, situation: &Situation, posting: &Posting) -> Result<()> {
    let document = (situation.header.document_type, &situation.header.no);
    let numbers = &posting.numbers;
    if posting.shipment.is_some() {
        let event = DocumentEvent::ShipmentCreated;
        document_log::note(tx, document, 0, event, "", &numbers.shipment)?;
    }
    if posting.invoice.is_some() {
        let event = match situation.header.document_type {
            DocumentType::Order => DocumentEvent::OrderInvoiced,
            DocumentType::Invoice => DocumentEvent::InvoicePosted,
        };
        document_log::note(tx, document, 0, event, "", &numbers.invoice)?;
    }
    Ok(())
}

/// Takes the document out of the unposted ones, with its lines and comments.
fn delete(tx: &mut Tx, situation: &Situation) -> Result<()> {
    let header = &situation.header;
    let document = params![header.document_type, header.no];
    for table in ["service_line", "service_item_line"] {
        let sql = format!(
            "DELETE FROM \"{table}\" WHERE \"document_type\" = $1 AND \"document_no\" = $2"
        );
        tx.run(&sql, document)?;
    }
    comment::delete_all(tx, header.document_type.into(), &header.no)?;
    tx.delete(situation.stored_header())
}
