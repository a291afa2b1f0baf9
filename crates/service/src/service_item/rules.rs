//! What may be entered about service items.

use base::{Code, Result};
use books::number_series;
use store::{Entity, Figures, Tx, Wanted, key};

use super::ServiceItem;
use crate::service_item_log::{self, ServiceItemEvent};
use crate::{check, setup};

/// The number of a new service item.
///
/// # Errors
/// Refuses a setup without a series for service items, and what the series refuses.
pub fn next_no(tx: &mut Tx) -> Result<(Code<20>, Code<20>)> {
    let series = setup::of(tx)?.service_item_nos;
    if series.is_empty() {
        return Err(base::refuse!("serviceItem.series.missing").into());
    }
    let today = tx.today();
    let taken = |tx: &mut Tx, no: &Code<20>| Ok(tx.get::<ServiceItem>(key![no])?.is_some());
    Ok((number_series::next_free(tx, &series, today, taken)?, series))
}

impl Entity for ServiceItem {
    const COLLECTION: &'static str = "serviceItems";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        let setup = setup::of(tx)?;
        if self.no.is_empty() {
            (self.no, self.no_series) = next_no(tx)?;
        } else if !setup.service_item_nos.is_empty() {
            number_series::take(tx, &setup.service_item_nos, &self.no, tx.today())?;
            self.no_series = setup.service_item_nos;
        }
        self.response_time_hours = setup.default_response_time_hours;
        self.created_on = Some(tx.today());
        Ok(())
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        match column {
            "customer_no" => self.enter_customer(tx, before),
            "ship_to_code" => self.enter_ship_to(tx, before),
            "item_no" => self.enter_item(tx, before),
            "variant_code" => self.enter_variant(tx),
            "serial_no" => self.check_serial(tx),
            "service_item_group_code" => self.enter_group(tx),
            "status" => {
                self.enter_status(tx);
                Ok(())
            }
            "response_time_hours" => check::hours(self.response_time_hours),
            "sales_unit_price" => check::price(self.sales_unit_price),
            "sales_unit_cost" => check::price(self.sales_unit_cost),
            _ => self.enter_warranty(tx, column),
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        self.check_warranty()?;
        self.check_serial(tx)
    }

    fn before_update(&mut self, _tx: &mut Tx, before: &Self) -> Result<()> {
        if self.warranty_differs(before) { self.check_warranty() } else { Ok(()) }
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        service_item_log::note(tx, &self.no, ServiceItemEvent::Created, "", "", "")
    }

    fn after_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        service_item_log::changes(tx, before, self)?;
        if self.warranty_differs(before) && super::open_line(tx, self)?.is_some() {
            tx.inform("serviceItem.warranty.linesKept", vec![("no", (&self.no).into())]);
        }
        Ok(())
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        self.check_delete(tx)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        self.delete_parts(tx)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "customerName" => Some(&["customer"]),
            "warrantyActive" => Some(&[]),
            "noOfOpenOrderLines" => Some(&["service_item_line"]),
            "resourcesUsed" | "partsUsed" | "costUsed" | "usageCost" => {
                Some(&["service_ledger_entry.cost_amount"])
            }
            "usageAmount" | "invoicedAmount" => Some(&["service_ledger_entry.amount_lcy"]),
            "profit" => {
                Some(&["service_ledger_entry.cost_amount", "service_ledger_entry.amount_lcy"])
            }
            _ => None,
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        super::figures::of(tx, records, wanted)
    }
}

impl ServiceItem {
    fn enter_warranty(&mut self, tx: &mut Tx, column: &str) -> Result<()> {
        let setup = setup::of(tx)?;
        match column {
            "sales_date" => self.enter_sales_date(&setup),
            "warranty_starting_date_parts" => self.enter_start_of_parts(&setup),
            "warranty_starting_date_labor" => self.enter_start_of_labor(&setup),
            "warranty_ending_date_parts" => self.enter_end(&setup, true),
            "warranty_ending_date_labor" => self.enter_end(&setup, false),
            "warranty_percent_parts" => check::percent(self.warranty_percent_parts),
            "warranty_percent_labor" => check::percent(self.warranty_percent_labor),
            _ => Ok(()),
        }
    }

    fn warranty_differs(&self, other: &Self) -> bool {
        let warranty = |item: &Self| {
            (
                (item.warranty_starting_date_parts, item.warranty_ending_date_parts),
                (item.warranty_starting_date_labor, item.warranty_ending_date_labor),
                (item.warranty_percent_parts, item.warranty_percent_labor),
            )
        };
        warranty(self) != warranty(other)
    }
}
