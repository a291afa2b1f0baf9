//! What may be entered about repair statuses.

use base::{Error, Result, refuse};
use store::{Entity, Record, Tx, key, params};

use super::RepairStatus;
use crate::check;
use crate::status_priority::ServiceStatusPriority;

/// The columns that mark a repair status; each marks at most one.
const MARKS: [&str; 9] = [
    "initial",
    "partly_serviced",
    "in_process",
    "finished",
    "referred",
    "spare_part_ordered",
    "spare_part_received",
    "waiting_for_customer",
    "quote_finished",
];

/// The repair status with a mark, if one has it.
///
/// # Errors
/// When the database fails.
pub fn marked(tx: &mut Tx, mark: &str) -> Result<Option<RepairStatus>> {
    tx.first(&format!("WHERE \"{mark}\" = 1 ORDER BY \"code\""), &[])
}

impl Entity for RepairStatus {
    const COLLECTION: &'static str = "repairStatuses";

    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        self.posting_allowed = true;
        self.pending_status_allowed = true;
        self.in_process_status_allowed = true;
        self.finished_status_allowed = true;
        self.on_hold_status_allowed = true;
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if MARKS.contains(&column) {
            check_only(tx, self, column)?;
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        self.take_priority(tx)
    }

    fn before_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        self.take_priority(tx)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        check::unused(tx, self)
    }
}

impl RepairStatus {
    /// The priority of a repair status is that of its order status.
    fn take_priority(&mut self, tx: &mut Tx) -> Result<()> {
        let found: Option<ServiceStatusPriority> = tx.get(key![self.service_order_status])?;
        let Some(row) = found else {
            let status = self.service_order_status.name();
            let refusal = refuse!("repairStatus.priority.missing", status = status);
            return Err(refusal.field("serviceOrderStatus").into());
        };
        self.priority = row.priority;
        Ok(())
    }
}

/// Refuses a mark that another repair status has.
fn check_only(tx: &mut Tx, status: &RepairStatus, mark: &str) -> Result<()> {
    let table = RepairStatus::table();
    let at = table.column(mark).expect("a mark is a column");
    if status.value(at).is_blank() {
        return Ok(());
    }
    let sql = format!("WHERE \"{mark}\" = 1 AND \"code\" <> $1");
    let other: Option<RepairStatus> = tx.first(&sql, params![status.code])?;
    other.map_or(Ok(()), |other| {
        let json = table.columns[at].json;
        let refusal = refuse!("repairStatus.mark.taken", mark = json, other = &other.code);
        Err(Error::state(refusal))
    })
}
