//! The repair status of a machine, and the status that it gives the order.

use base::{Error, Result, refuse};
use store::{Tx, key};

use super::ServiceItemLine;
use crate::document_log::{self, DocumentEvent};
use crate::order::{ServiceHeader, parts, status};
use crate::repair_status::{Dates, Mark, RepairStatus, effect_of, order_status};
use crate::setup;

/// A repair status was entered.
pub(super) fn enter(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    if line.repair_status_code.is_empty() {
        return Ok(());
    }
    if line.repair_status_code != before.repair_status_code {
        let old: Option<RepairStatus> = tx.get(key![before.repair_status_code])?;
        let new: RepairStatus = tx.find(key![line.repair_status_code])?;
        let from = old.as_ref().map_or(Mark::None, Mark::of);
        let transition = effect_of(from, Mark::of(&new));
        if !transition.on_orders {
            let refusal = refuse!("itemLine.repairStatus.onlyQuotes", status = &new.code);
            return Err(Error::state(refusal));
        }
        if Mark::of(&new) == Mark::Finished {
            check_reason(tx, line)?;
        }
        let now = (tx.today(), tx.now().time());
        let dates = Dates {
            start: (line.starting_date, line.starting_time),
            finish: (line.finishing_date, line.finishing_time),
        }
        .after(transition, now, (header.order_date, header.order_time));
        (line.starting_date, line.starting_time) = dates.start;
        (line.finishing_date, line.finishing_time) = dates.finish;
    }
    decide(tx, line, before)
}

fn check_reason(tx: &mut Tx, line: &ServiceItemLine) -> Result<()> {
    if !setup::of(tx)?.fault_reason_code_mandatory || !line.fault_reason_code.is_empty() {
        return Ok(());
    }
    let refusal = refuse!("order.missing.faultReasonCode", line = line.line_no.to_string());
    Err(Error::state(refusal.line(line.line_no).field("faultReasonCode")))
}

/// Lets the machine with the highest priority decide about the status of the order, with `line` as
/// it is now.
///
/// # Errors
/// Refuses a status that another machine does not allow, and *Finished* while something is missing.
pub(super) fn decide(tx: &mut Tx, line: &ServiceItemLine, before: &ServiceItemLine) -> Result<()> {
    let Some(this): Option<RepairStatus> = tx.get(key![line.repair_status_code])? else {
        return Ok(());
    };
    let mut header: ServiceHeader = tx.find(key![line.document_type, line.document_no])?;
    let mut lines = parts::item_lines(tx, &header)?;
    lines.retain(|other| other.line_no != line.line_no);
    let mut others = Vec::with_capacity(lines.len());
    for other in &lines {
        others.extend(tx.get::<RepairStatus>(key![other.repair_status_code])?);
    }
    let decided = order_status(&this, &others);
    if decided == header.status {
        return Ok(());
    }
    lines.push(line.clone());
    let was = header.status.name();
    status::follow_repair_status(tx, &mut header, decided, &lines, (before, line))?;
    tx.update(&mut header)?;
    let event = DocumentEvent::StatusChanged;
    document_log::change(tx, header.id(), 0, event, was, header.status.name())
}
