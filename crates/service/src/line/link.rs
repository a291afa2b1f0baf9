//! The link of a line to a service item line.

use base::Result;
use store::Tx;

use super::{Context, ServiceLine, dimensions, fault, guard, price};

/// The line was linked to another service item line, or to none.
pub(super) fn enter(tx: &mut Tx, context: &Context, line: &mut ServiceLine, before: &ServiceLine) -> Result<()> {
    if line.service_item_line_no == before.service_item_line_no {
        return Ok(());
    }
    guard::unposted(before, "serviceItemLineNo")?;
    take_over(line, context);
    if line.counts() && !line.no.is_empty() {
        fault::take_reason(tx, context, line)?;
        price::set_discount(line, context);
    }
    dimensions::inherit(tx, context, line)
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
    line.ship_to_code = if context.item_line.is_some() {
        item_line.ship_to_code
    } else {
        context.header.ship_to_code.clone()
    };
}
