//! Deleting a service item line.

use base::{Error, Result, refuse};
use store::Tx;

use super::{ServiceItemLine, follow as following};
use crate::comment;
use crate::order::roll_up::roll_up;
use crate::service_item_log::{self, ServiceItemEvent};

/// Refuses that a machine with service lines goes.
pub(super) fn check(tx: &mut Tx, line: &ServiceItemLine) -> Result<()> {
    if !following::has_lines(tx, line)? {
        return Ok(());
    }
    let refusal = refuse!("itemLine.delete.hasLines", line = line.line_no.to_string());
    Err(Error::state(refusal.line(line.line_no)))
}

/// Deletes the comments about a deleted machine, and brings the order up to date.
pub(super) fn follow(tx: &mut Tx, line: &ServiceItemLine) -> Result<()> {
    let document = line.document_type.into();
    comment::delete_of_item_line(tx, document, &line.document_no, line.line_no)?;
    if !line.service_item_no.is_empty() {
        let event = ServiceItemEvent::RemovedFromOrder;
        service_item_log::note(tx, &line.service_item_no, event, &line.document_no, "", "")?;
    }
    roll_up(tx, (line.document_type, &line.document_no), None)
}
