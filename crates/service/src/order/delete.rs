//! Deleting a document with everything that hangs on it.

use base::Result;
use store::{Tx, params};

use super::{ServiceHeader, center, parts};
use crate::comment;
use crate::line;
use crate::posting;
use crate::service_item_log::{self, ServiceItemEvent};

/// Deletes lines and comments of a document that is about to go. A number that belongs to the
/// series of posted invoices is filled with an empty posted invoice.
///
/// # Errors
/// Refuses what is shipped and not invoiced, and a document of another responsibility center than
/// the user's; `Confirm` for the number.
pub(super) fn delete_parts(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    center::check(tx, &header.responsibility_center)?;
    line::delete_all(tx, header.document_type, &header.no)?;
    posting::fill_gap(tx, header)?;
    delete_item_lines(tx, header)?;
    comment::delete_all(tx, header.document_type.into(), &header.no)
}

/// Deletes the item lines of a document with the comments about them.
///
/// # Errors
/// When the database fails.
pub(super) fn delete_item_lines(tx: &mut Tx, header: &ServiceHeader) -> Result<()> {
    for line in parts::item_lines(tx, header)? {
        comment::delete_of_item_line(tx, header.document_type.into(), &header.no, line.line_no)?;
        if !line.service_item_no.is_empty() {
            let event = ServiceItemEvent::RemovedFromOrder;
            service_item_log::note(tx, &line.service_item_no, event, &header.no, "", "")?;
        }
    }
    tx.execute(
        "DELETE FROM \"service_item_line\" WHERE \"document_type\" = $1 AND \"document_no\" = $2",
        params![header.document_type, header.no],
    )
    .map(drop)
}
