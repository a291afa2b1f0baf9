//! Choosing the service item of a line.

use base::{Code, Error, Result, refuse};
use books::item::{Item, ItemVariant};
use store::{Tx, key};

use super::{ServiceItemLine, follow, repair, response, warranty};
use crate::order::ServiceHeader;
use crate::service_item::{ServiceItem, ServiceItemBlocked};

/// A service item was chosen, perhaps the same again: the line gets what its card says.
pub(super) fn enter(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    let changed = line.service_item_no != before.service_item_no;
    if changed && follow::has_lines(tx, before)? {
        let refusal = refuse!("itemLine.serviceItem.hasLines", line = line.line_no.to_string());
        return Err(Error::state(refusal));
    }
    if line.service_item_no.is_empty() {
        if changed {
            clear(line);
            response::derive(tx, header, line)?;
        }
        return Ok(());
    }
    let machine: ServiceItem = tx.find(key![line.service_item_no])?;
    check(tx, line, &machine)?;
    if machine.ship_to_code != header.ship_to_code {
        let args = vec![
            ("serviceItem", (&machine.no).into()),
            ("shipTo", (&machine.ship_to_code).into()),
            ("ofOrder", (&header.ship_to_code).into()),
        ];
        if !tx.confirm("itemLine.otherShipTo", true, args)? {
            let refusal = refuse!("itemLine.serviceItem.otherShipTo", serviceItem = &machine.no);
            return Err(Error::state(refusal));
        }
    }
    let hours = line.response_time_hours;
    copy(line, machine);
    warranty::evaluate(line, header.order_date);
    response::derive_hours(tx, line)?;
    if changed || hours != line.response_time_hours {
        response::compute(tx, header, line)?;
    }
    repair::decide(tx, line, before)
}

fn clear(line: &mut ServiceItemLine) {
    line.serial_no = Code::default();
    line.warranty_starting_date_parts = None;
    line.warranty_ending_date_parts = None;
    line.warranty_starting_date_labor = None;
    line.warranty_ending_date_labor = None;
}

fn check(tx: &mut Tx, line: &ServiceItemLine, machine: &ServiceItem) -> Result<()> {
    if machine.blocked == ServiceItemBlocked::All {
        let refusal = refuse!("itemLine.serviceItem.blocked", serviceItem = &machine.no);
        return Err(Error::state(refusal));
    }
    if machine.customer_no != line.customer_no {
        return Err(refuse!(
            "itemLine.serviceItem.otherCustomer",
            serviceItem = &machine.no,
            customer = &machine.customer_no,
            ofOrder = &line.customer_no
        )
        .into());
    }
    let item: Option<Item> = tx.get(key![machine.item_no])?;
    if item.is_some_and(|item| item.blocked || item.service_blocked) {
        let refusal = refuse!(
            "itemLine.serviceItem.itemBlocked",
            serviceItem = &machine.no,
            item = &machine.item_no
        );
        return Err(Error::state(refusal));
    }
    let variant: Option<ItemVariant> = tx.get(key![machine.item_no, machine.variant_code])?;
    if variant.is_some_and(|variant| variant.blocked || variant.service_blocked) {
        let refusal = refuse!(
            "itemLine.serviceItem.variantBlocked",
            serviceItem = &machine.no,
            variant = &machine.variant_code
        );
        return Err(Error::state(refusal));
    }
    Ok(())
}

fn copy(line: &mut ServiceItemLine, machine: ServiceItem) {
    line.service_item_group_code = machine.service_item_group_code;
    line.item_no = machine.item_no;
    line.variant_code = machine.variant_code;
    line.serial_no = machine.serial_no;
    line.description = machine.description;
    line.description_2 = machine.description_2;
    line.priority = machine.priority;
    line.ship_to_code = machine.ship_to_code;
    line.vendor_no = machine.vendor_no;
    line.vendor_item_no = machine.vendor_item_no;
    line.warranty_starting_date_parts = machine.warranty_starting_date_parts;
    line.warranty_ending_date_parts = machine.warranty_ending_date_parts;
    line.warranty_percent_parts = machine.warranty_percent_parts;
    line.warranty_starting_date_labor = machine.warranty_starting_date_labor;
    line.warranty_ending_date_labor = machine.warranty_ending_date_labor;
    line.warranty_percent_labor = machine.warranty_percent_labor;
}
