//! What may be entered about service status priorities.

use base::{Result, refuse};
use store::{Entity, Tx, params};

use super::ServiceStatusPriority;
use crate::repair_status::RepairStatus;

impl Entity for ServiceStatusPriority {
    const COLLECTION: &'static str = "serviceStatusPriorities";

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        if column == "priority" {
            ask_twice(tx, self, before)?;
        }
        Ok(())
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        pass_on(tx, self)
    }

    fn after_update(&mut self, tx: &mut Tx, _before: &Self) -> Result<()> {
        pass_on(tx, self)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        let rest = "WHERE \"service_order_status\" = $1";
        let used: Option<RepairStatus> = tx.first(rest, params![self.service_order_status])?;
        used.map_or(Ok(()), |used| {
            let status = self.service_order_status.name();
            Err(refuse!("statusPriority.used", status = status, repairStatus = &used.code).into())
        })
    }
}

/// Asks before two statuses get the same priority; on no the old one stays.
fn ask_twice(
    tx: &mut Tx,
    entered: &mut ServiceStatusPriority,
    before: &ServiceStatusPriority,
) -> Result<()> {
    let other: Option<ServiceStatusPriority> = tx.first(
        "WHERE \"priority\" = $1 AND \"service_order_status\" <> $2",
        params![entered.priority, entered.service_order_status],
    )?;
    let Some(other) = other else { return Ok(()) };
    let args = vec![
        ("priority", entered.priority.name().into()),
        ("status", other.service_order_status.name().into()),
    ];
    if !tx.confirm("statusPriority.twice", true, args)? {
        entered.priority = before.priority;
    }
    Ok(())
}

/// Writes the priority on all repair statuses that lead to the status.
fn pass_on(tx: &mut Tx, set_up: &ServiceStatusPriority) -> Result<()> {
    let rest = "WHERE \"service_order_status\" = $1 ORDER BY \"code\"";
    let all: Vec<RepairStatus> = tx.select(rest, params![set_up.service_order_status])?;
    for mut status in all.into_iter().filter(|status| status.priority != set_up.priority) {
        status.priority = set_up.priority;
        tx.update(&mut status)?;
    }
    Ok(())
}
