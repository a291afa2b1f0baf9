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

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        check::key_given(self)?;
        self.posting_allowed = true;
        self.pending_status_allowed = true;
        self.in_process_status_allowed = true;
        self.finished_status_allowed = true;
        self.on_hold_status_allowed = true;
        self.priority = priority_of(tx, self)?.map(|row| row.priority).unwrap_or_default();
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, _before: &Self) -> Result<()> {
        if column == "service_order_status" {
            self.priority = priority_of(tx, self)?.map(|row| row.priority).unwrap_or_default();
        }
        if MARKS.contains(&column) {
            check_only(tx, self, column)?;
        }
        Ok(())
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        match priority_of(tx, self)? {
            Some(row) => self.priority = row.priority,
            None => {
                let status = self.service_order_status.name();
                let refusal = refuse!("repairStatus.priority.missing", status = status);
                return Err(refusal.field("serviceOrderStatus").into());
            }
        }
        Ok(())
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        check::unused(tx, self)
    }
}

fn priority_of(tx: &mut Tx, status: &RepairStatus) -> Result<Option<ServiceStatusPriority>> {
    tx.get(key![status.service_order_status])
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
