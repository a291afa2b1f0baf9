//! The item, variant, serial number and group of a line without a service item.

use base::{Code, Error, Result, Text, refuse};
use books::customer::Customer;
use books::item::{Item, ItemTranslation, ItemVariant};
use store::{Tx, key, params};

use super::{ServiceItemLine, enter, response, service_item};
use crate::history::ServiceShipmentItemLine;
use crate::order::ServiceHeader;
use crate::service_item::ServiceItem;
use crate::service_item_group::ServiceItemGroup;

/// Another item: group and description come from it.
pub(super) fn enter_item(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    enter::without_service_item(before)?;
    line.variant_code = Code::default();
    if line.item_no.is_empty() {
        return Ok(());
    }
    let item: Item = tx.find(key![line.item_no])?;
    if item.blocked || item.service_blocked {
        return Err(Error::state(refuse!("itemLine.item.blocked", item = &item.no)));
    }
    if !item.service_item_group.is_empty() {
        line.service_item_group_code = item.service_item_group.clone();
    }
    line.vendor_no = item.vendor_no.clone();
    line.vendor_item_no = item.vendor_item_no.clone();
    describe(tx, header, line, &item)?;
    response::derive(tx, header, line)?;
    find_service_item(tx, header, line, before)
}

/// The description of the item, in the language of who pays where there is one.
fn describe(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    item: &Item,
) -> Result<()> {
    line.description = item.description.clone();
    line.description_2 = item.description_2.clone();
    let payer: Option<Customer> = tx.get(key![header.bill_to_customer_no])?;
    let language = payer.map(|payer| payer.language_code).unwrap_or_default();
    if language.is_empty() {
        return Ok(());
    }
    let found: Option<ItemTranslation> = tx.get(key![item.no, "", language])?;
    if let Some(translation) = found {
        line.description = translation.description;
        line.description_2 = translation.description_2;
    }
    Ok(())
}

/// Another variant of the item.
pub(super) fn enter_variant(
    tx: &mut Tx,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    enter::without_service_item(before)?;
    if line.variant_code.is_empty() {
        return Ok(());
    }
    let (item, variant) = (&line.item_no, &line.variant_code);
    let found: Option<ItemVariant> = tx.get(key![item, variant])?;
    let found = found.ok_or_else(|| refuse!("variant.unknown", variant = variant, item = item))?;
    if found.blocked || found.service_blocked {
        let refusal = refuse!("itemLine.variant.blocked", variant = variant, item = item);
        return Err(Error::state(refusal));
    }
    if !found.description.is_empty() {
        line.description = found.description;
        line.description_2 = found.description_2;
    }
    Ok(())
}

/// Another serial number: the one service item that has it is chosen by itself.
pub(super) fn enter_serial(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    enter::without_service_item(before)?;
    find_service_item(tx, header, line, before)
}

fn find_service_item(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
) -> Result<()> {
    if line.serial_no.is_empty() || line.item_no.is_empty() {
        return Ok(());
    }
    let found: Vec<ServiceItem> = tx.select(
        "WHERE \"customer_no\" = $1 AND \"ship_to_code\" = $2 AND \"item_no\" = $3 \
         AND \"serial_no\" = $4 ORDER BY \"no\"",
        params![line.customer_no, line.ship_to_code, line.item_no, line.serial_no],
    )?;
    match found.as_slice() {
        [] => Ok(()),
        [only] => {
            line.service_item_no = only.no.clone();
            service_item::enter(tx, header, line, before)
        }
        several => {
            let numbers: Vec<&str> = several.iter().map(|machine| machine.no.as_str()).collect();
            let args = vec![
                ("serial", (&line.serial_no).into()),
                ("serviceItems", numbers.join(", ").into()),
            ];
            tx.inform("itemLine.serial.several", args);
            Ok(())
        }
    }
}

/// Another group: a machine that is not described yet is described by it.
pub(super) fn enter_group(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
) -> Result<()> {
    let machine: Option<ServiceItem> = tx.get(key![line.service_item_no])?;
    if let Some(machine) = machine
        && machine.service_item_group_code != line.service_item_group_code
    {
        return Err(refuse!(
            "itemLine.group.ofServiceItem",
            serviceItem = &machine.no,
            group = &machine.service_item_group_code
        )
        .into());
    }
    let group: Option<ServiceItemGroup> = tx.get(key![line.service_item_group_code])?;
    if let Some(group) = group
        && line.item_no.is_empty()
        && line.description.is_empty()
    {
        line.description = Text::cut(&group.description);
    }
    response::derive(tx, header, line)
}

/// Counts earlier services of the same item and serial number.
pub(super) fn count_previous_services(tx: &mut Tx, line: &mut ServiceItemLine) -> Result<()> {
    line.no_of_previous_services = if line.serial_no.is_empty() {
        0
    } else {
        let rest = "WHERE \"item_no\" = $1 AND \"serial_no\" = $2";
        tx.count::<ServiceShipmentItemLine>(rest, params![line.item_no, line.serial_no])?
    };
    Ok(())
}
