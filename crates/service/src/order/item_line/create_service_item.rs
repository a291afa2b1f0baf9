//! Registering the machine of a line as a service item.

use base::{Error, Refusal, Result, refuse};
use serde_json::{Map, Value as Json};
use store::{ActionDef, Bound, Entity as _, Screen, Shows, Tx, Value, entity, json, key};

use super::ServiceItemLine;
use crate::order::ServiceHeader;
use crate::service_item::{self, ServiceItem, ServiceItemStatus};
use crate::service_item_log::{self, ServiceItemEvent};

/// Creates a service item from what the line says about its machine, and puts it on the line and
/// its service lines.
///
/// # Errors
/// Refuses a line that names a service item or describes no machine, a setup without a number
/// series, and a serial number that another machine of the item has.
pub fn create_service_item(tx: &mut Tx, line: &mut ServiceItemLine) -> Result<()> {
    match closed(line) {
        Some(refusal) if line.service_item_no.is_empty() => return Err(refusal.into()),
        Some(refusal) => return Err(Error::state(refusal)),
        None => {}
    }
    if !tx.confirm(
        "itemLine.createServiceItem",
        true,
        vec![("line", line.line_no.to_string().into())],
    )? {
        return Err(Error::state(refuse!("itemLine.create.declined")));
    }
    let header: ServiceHeader = tx.find(key![line.document_type, line.document_no])?;
    let before = line.clone();
    let mut machine = of_line(tx, line, &header)?;
    machine.before_insert(tx)?;
    tx.insert(&mut machine)?;
    let event = ServiceItemEvent::AutomaticallyCreated;
    service_item_log::note(tx, &machine.no, event, &line.document_no, "", "")?;
    line.service_item_no = machine.no;
    line.before_update(tx, &before)?;
    tx.update(line)?;
    line.after_update(tx, &before)
}

/// Why no service item can be made of the line as it is.
fn closed(line: &ServiceItemLine) -> Option<Refusal> {
    if !line.service_item_no.is_empty() {
        let no = &line.service_item_no;
        return Some(refuse!("itemLine.create.exists", serviceItem = no));
    }
    if line.description.is_empty() {
        return Some(refuse!("itemLine.create.noDescription").field("description"));
    }
    // Whoever owes the warranty has to be known.
    let nobody = line.warranty && line.vendor_no.is_empty();
    nobody.then(|| refuse!("itemLine.create.noVendor").field("vendorNo"))
}

fn of_line(tx: &mut Tx, line: &ServiceItemLine, header: &ServiceHeader) -> Result<ServiceItem> {
    let (no, no_series) = service_item::next_no(tx)?;
    let of = line.clone();
    Ok(ServiceItem {
        no,
        no_series,
        description: of.description,
        description_2: of.description_2,
        customer_no: of.customer_no,
        ship_to_code: of.ship_to_code,
        item_no: of.item_no,
        variant_code: of.variant_code,
        serial_no: of.serial_no,
        service_item_group_code: of.service_item_group_code,
        status: ServiceItemStatus::Installed,
        priority: of.priority,
        response_time_hours: of.response_time_hours,
        installation_date: header.posting_date,
        warranty_starting_date_parts: of.warranty_starting_date_parts,
        warranty_ending_date_parts: of.warranty_ending_date_parts,
        warranty_percent_parts: of.warranty_percent_parts,
        warranty_starting_date_labor: of.warranty_starting_date_labor,
        warranty_ending_date_labor: of.warranty_ending_date_labor,
        warranty_percent_labor: of.warranty_percent_labor,
        vendor_no: of.vendor_no,
        vendor_item_no: of.vendor_item_no,
        created_on: Some(tx.today()),
        ..ServiceItem::default()
    })
}

/// The action on the lines of an order.
pub(in crate::order) fn actions() -> Vec<ActionDef> {
    vec![ActionDef {
        collection: "serviceOrders",
        segment: Some("serviceItemLines"),
        name: "createServiceItem",
        class: store::Class::Work,
        bound: Bound::Record,
        help: "Registers the machine of the line as a service item.",
        parameters: &[],
        writes: true,
        screen: Screen {
            closed: Some(|line| closed(&json::record(line))),
            shows: Shows::Made { collection: "serviceItems", property: "serviceItemNo" },
            ..Screen::PLAIN
        },
        run,
    }]
}

fn run(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    let mut line: ServiceItemLine = tx.find(key)?;
    create_service_item(tx, &mut line)?;
    entity::to_json(tx, &line)
}
