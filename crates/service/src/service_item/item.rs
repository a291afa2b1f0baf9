//! The item, variant and serial number of a service item.

use base::{Code, Error, Result, refuse};
use books::item::{Item, ItemVariant};
use store::{Tx, key, params};

use super::ServiceItem;
use crate::service_item_group::ServiceItemGroup;

impl ServiceItem {
    /// The machine is another item: group, price, cost and unit come from it.
    pub(super) fn enter_item(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if self.item_no == before.item_no {
            return Ok(());
        }
        self.variant_code = Code::default();
        if self.item_no.is_empty() {
            self.serial_no = Code::default();
            self.sales_unit_price = base::UnitPrice::ZERO;
            self.sales_unit_cost = base::UnitPrice::ZERO;
            self.service_item_group_code = Code::default();
            self.unit_of_measure_code = Code::default();
            return Ok(());
        }
        let item: Item = tx.find(key![self.item_no])?;
        if item.blocked || item.service_blocked {
            return Err(refuse!("serviceItem.item.blocked", item = &item.no).into());
        }
        self.sales_unit_price = item.unit_price;
        self.sales_unit_cost = item.unit_cost;
        self.unit_of_measure_code = item.base_unit_of_measure.clone();
        self.vendor_item_no = item.vendor_item_no.clone();
        if self.description.is_empty() {
            self.description = item.description.clone();
            self.description_2 = item.description_2.clone();
        }
        if !item.service_item_group.is_empty() {
            self.service_item_group_code = item.service_item_group;
            self.enter_group(tx)?;
        }
        self.check_serial(tx)
    }

    /// Another variant of the item was chosen.
    pub(super) fn enter_variant(&self, tx: &mut Tx) -> Result<()> {
        if self.variant_code.is_empty() {
            return Ok(());
        }
        let (item, variant) = (&self.item_no, &self.variant_code);
        let found: Option<ItemVariant> = tx.get(key![item, variant])?;
        match found {
            None => Err(refuse!("variant.unknown", variant = variant, item = item).into()),
            Some(found) if found.blocked || found.service_blocked => {
                Err(refuse!("serviceItem.variant.blocked", variant = variant, item = item).into())
            }
            Some(_) => Ok(()),
        }
    }

    /// The machine belongs to another group: it gets the response time of the group.
    pub(super) fn enter_group(&mut self, tx: &mut Tx) -> Result<()> {
        if self.service_item_group_code.is_empty() {
            return Ok(());
        }
        let group: ServiceItemGroup = tx.find(key![self.service_item_group_code])?;
        if !group.default_response_time_hours.is_zero() {
            self.response_time_hours = group.default_response_time_hours;
        }
        Ok(())
    }

    /// Refuses a serial number that another machine of the same item has; without an item the user
    /// is only told.
    pub(super) fn check_serial(&self, tx: &mut Tx) -> Result<()> {
        if self.serial_no.is_empty() {
            return Ok(());
        }
        let other: Option<Self> = tx.first(
            "WHERE \"item_no\" = $1 AND \"serial_no\" = $2 AND \"no\" <> $3 ORDER BY \"no\"",
            params![self.item_no, self.serial_no, self.no],
        )?;
        let Some(other) = other else { return Ok(()) };
        if self.item_no.is_empty() {
            let args = vec![("serial", (&self.serial_no).into()), ("other", (&other.no).into())];
            tx.inform("serviceItem.serial.used", args);
            return Ok(());
        }
        let refusal = refuse!(
            "serviceItem.serial.taken",
            serial = &self.serial_no,
            item = &self.item_no,
            other = &other.no
        );
        Err(Error::from(refusal.field("serialNo")))
    }
}
