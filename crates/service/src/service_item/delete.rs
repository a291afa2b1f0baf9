//! When a service item may go, and what goes with it.

use base::{Error, Result, refuse};
use books::dimension::{self, DimensionTable};
use store::{Tx, params};

use super::{ServiceItem, open_line};
use crate::ledger::ServiceLedgerEntry;

impl ServiceItem {
    /// Refuses to delete a machine that is on an order or has entries.
    pub(super) fn check_delete(&self, tx: &mut Tx) -> Result<()> {
        if let Some(line) = open_line(tx, self)? {
            return Err(Error::state(refuse!(
                "serviceItem.delete.onOrder",
                no = &self.no,
                order = &line.document_no,
                line = line.line_no
            )));
        }
        let entries = "WHERE \"service_item_no_serviced\" = $1";
        if tx.exists::<ServiceLedgerEntry>(entries, params![self.no])? {
            return Err(Error::state(refuse!("serviceItem.delete.entries", no = &self.no)));
        }
        Ok(())
    }

    /// Deletes what belongs to the machine alone.
    pub(super) fn delete_parts(&self, tx: &mut Tx) -> Result<()> {
        dimension::forget(tx, DimensionTable::ServiceItem, &self.no)
    }
}
