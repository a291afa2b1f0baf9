//! Writing the log of service documents.

use base::{Code, Result, Text};
use store::Tx;

use super::{DocumentEvent, ServiceDocumentLog};
use crate::order::DocumentType;

/// Notes that something happened to a document or, with its line number, to a machine on it.
///
/// # Errors
/// When the database fails.
pub fn note(
    tx: &mut Tx,
    document: (DocumentType, &Code<20>),
    line_no: i64,
    event: DocumentEvent,
    before: &str,
    after: &str,
) -> Result<()> {
    let mut entry = ServiceDocumentLog {
        document_type: document.0,
        document_no: document.1.clone(),
        service_item_line_no: line_no,
        event,
        before: Text::cut(before),
        after: Text::cut(after),
        change_date: Some(tx.now().date()),
        change_time: Some(tx.now().time()),
        user_id: Code::parse(tx.user()).unwrap_or_default(),
        ..ServiceDocumentLog::default()
    };
    tx.insert_unlogged(&mut entry)
}

/// Notes a change, if it is one.
///
/// # Errors
/// When the database fails.
pub fn change(
    tx: &mut Tx,
    document: (DocumentType, &Code<20>),
    line_no: i64,
    event: DocumentEvent,
    before: &str,
    after: &str,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    note(tx, document, line_no, event, before, after)
}
