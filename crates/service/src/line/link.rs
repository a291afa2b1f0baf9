//! The link of a line to a service item line.

use base::{Error, Result, refuse};
use store::{Tx, key, params};

use super::{Context, LineType, ServiceLine, dimensions, fault, guard, price};
use crate::order::DocumentType;
use crate::service_item::{ServiceItem, ServiceItemBlocked};

/// The line was linked to another service item line, or to none.
pub(super) fn enter(
    tx: &mut Tx,
    context: &Context,
    line: &mut ServiceLine,
    before: &ServiceLine,
) -> Result<()> {
    guard::unposted(before, "serviceItemLineNo")?;
    refuse_blocked(tx, context)?;
    take_over(line, context);
    if line.counts() && !line.no.is_empty() {
        fault::take_reason(tx, context, line)?;
        price::set_discount(line, context);
    }
    dimensions::renew(tx, context, line)
}

/// Refuses work on a machine that is blocked for everything.
fn refuse_blocked(tx: &mut Tx, context: &Context) -> Result<()> {
    let Some(item_line) = &context.item_line else { return Ok(()) };
    let machine: Option<ServiceItem> = tx.get(key![item_line.service_item_no])?;
    match machine {
        Some(machine) if machine.blocked == ServiceItemBlocked::All => {
            let refusal = refuse!("itemLine.serviceItem.blocked", serviceItem = &machine.no);
            Err(Error::state(refusal.field("serviceItemLineNo")))
        }
        _ => Ok(()),
    }
}

/// Refuses a second line of the same service item line that replaces the machine itself.
pub(super) fn check_replacement(tx: &mut Tx, context: &Context, line: &ServiceLine) -> Result<()> {
    let Some(item_line) = &context.item_line else { return Ok(()) };
    let replaces = context.header.document_type == DocumentType::Order
        && line.r#type == LineType::Item
        && !line.no.is_empty()
        && !item_line.service_item_no.is_empty()
        && line.no == item_line.item_no;
    if !replaces {
        return Ok(());
    }
    let again = tx.exists::<ServiceLine>(
        "WHERE \"document_type\" = $1 AND \"document_no\" = $2 AND \"service_item_line_no\" = $3 \
         AND \"type\" = $4 AND \"no\" = $5 AND \"line_no\" <> $6",
        params![
            line.document_type,
            line.document_no,
            line.service_item_line_no,
            line.r#type,
            line.no,
            line.line_no
        ],
    )?;
    if again {
        let machine = &item_line.service_item_no;
        let refusal = refuse!("line.no.replacedAlready", no = &line.no, serviceItem = machine);
        return Err(Error::state(refusal.field("no")));
    }
    Ok(())
}

/// Copies the service item and the four fault codes of the linked line.
pub(super) fn take_over(line: &mut ServiceLine, context: &Context) {
    let item_line = context.item_line.clone().unwrap_or_default();
    line.service_item_no = item_line.service_item_no;
    line.service_item_serial_no = item_line.serial_no;
    line.fault_area_code = item_line.fault_area_code;
    line.symptom_code = item_line.symptom_code;
    line.fault_code = item_line.fault_code;
    line.resolution_code = item_line.resolution_code;
    line.ship_to_code = match &context.item_line {
        Some(item_line) => item_line.ship_to_code.clone(),
        None => context.header.ship_to_code.clone(),
    };
}
