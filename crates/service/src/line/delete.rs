//! Deleting lines: what is delivered and not yet invoiced stays; texts go with their line.

use base::{Code, Error, Refusals, Result, refuse};
use store::{Tx, key, params};

use super::{Context, ServiceLine, amount, guard, of_document};
use crate::order::{DocumentType, ServiceHeader};

/// Refuses that a line goes which the store works on or which is delivered and not yet invoiced.
pub(super) fn check(tx: &mut Tx, line: &ServiceLine) -> Result<()> {
    let header: Option<ServiceHeader> = tx.get(key![line.document_type, line.document_no])?;
    if let Some(header) = header {
        guard::unreleased(&header, line, "lineNo")?;
    }
    not_open(line)
}

fn not_open(line: &ServiceLine) -> Result<()> {
    if line.qty_shipped_not_invoiced.is_zero() {
        return Ok(());
    }
    let refusal = refuse!(
        "line.delete.shippedNotInvoiced",
        no = &line.no,
        quantity = line.qty_shipped_not_invoiced
    );
    Err(Error::state(refusal.line(line.line_no)))
}

/// Deletes the texts that belong to a deleted line, and sets the amounts of the lines that stay.
pub(super) fn follow(tx: &mut Tx, line: &ServiceLine) -> Result<()> {
    tx.execute(
        "DELETE FROM \"service_line\" WHERE \"document_type\" = $1 AND \"document_no\" = $2 \
         AND \"attached_to_line_no\" = $3",
        params![line.document_type, line.document_no, line.line_no],
    )?;
    if !line.counts() {
        return Ok(());
    }
    let context = Context::of(tx, &ServiceLine { service_item_line_no: 0, ..line.clone() })?;
    amount::refresh(tx, &context, None)
}

/// Deletes all lines of a document, for a document that goes or that begins anew.
///
/// # Errors
/// Refuses every line that is delivered and not yet invoiced.
pub fn delete_all(tx: &mut Tx, kind: DocumentType, no: &Code<20>) -> Result<()> {
    let mut refusals = Refusals::default();
    for line in of_document(tx, kind, no)? {
        if let Err(error) = not_open(&line) {
            refusals.0.extend(error.refusals().iter().cloned());
        }
    }
    if !refusals.is_empty() {
        return Err(Error::State(refusals));
    }
    tx.execute(
        "DELETE FROM \"service_line\" WHERE \"document_type\" = $1 AND \"document_no\" = $2",
        params![kind, no],
    )
    .map(drop)
}
