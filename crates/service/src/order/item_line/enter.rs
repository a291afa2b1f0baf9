//! What entering a field of a service item line does.

use base::{Error, Result, refuse};
use serde_json::Value as Json;
use store::{Entity, Figures, Record, Tx, Value, Wanted, key};

use super::{
    ServiceItemLine, begin, dates, delete, dimensions, fault, follow, item, repair, response,
    service_item, warranty,
};
use crate::check;
use crate::order::ServiceHeader;

impl Entity for ServiceItemLine {
    const COLLECTION: &'static str = "serviceItemLines";

    fn begin(&mut self, tx: &mut Tx) -> Result<()> {
        begin::begin(tx, self)
    }

    fn enter(&mut self, tx: &mut Tx, column: &'static str, before: &Self) -> Result<()> {
        let at = Self::table().column(column).expect("the store names a column of the table");
        let same = self.value(at) == before.value(at);
        if same && !matches!(column, "service_item_no" | "repair_status_code") {
            return Ok(());
        }
        let header: ServiceHeader = tx.find(key![self.document_type, self.document_no])?;
        field(tx, &header, self, before, column)?;
        if dimensions::depends(before, self) {
            dimensions::renew(tx, &header, self)?;
        }
        Ok(())
    }

    fn rank(column: &str, _value: &Value) -> u8 {
        match column {
            "repair_status_code" => 1,
            "starting_date" | "starting_time" | "finishing_date" | "finishing_time" => 2,
            _ => 0,
        }
    }

    fn before_insert(&mut self, tx: &mut Tx) -> Result<()> {
        if self.response_date.is_none() {
            let header: ServiceHeader = tx.find(key![self.document_type, self.document_no])?;
            response::derive(tx, &header, self)?;
        }
        item::count_previous_services(tx, self)
    }

    fn after_insert(&mut self, tx: &mut Tx) -> Result<()> {
        follow::created(tx, self)
    }

    fn before_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        if (&self.item_no, &self.serial_no) == (&before.item_no, &before.serial_no) {
            return Ok(());
        }
        item::count_previous_services(tx, self)
    }

    fn after_update(&mut self, tx: &mut Tx, before: &Self) -> Result<()> {
        follow::changed(tx, self, before)
    }

    fn before_delete(&self, tx: &mut Tx) -> Result<()> {
        delete::check(tx, self)
    }

    fn after_delete(&self, tx: &mut Tx) -> Result<()> {
        delete::follow(tx, self)
    }

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "noOfServiceLines" => Some(&["service_line"]),
            "dimensions" => Some(&["dimension_set_entry"]),
            _ => None,
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        let mut figures = vec![Figures::new(); records.len()];
        if wanted.has("noOfServiceLines") {
            for (figures, count) in figures.iter_mut().zip(follow::numbers_of_lines(tx, records)?) {
                figures.push(("noOfServiceLines", Json::from(count)));
            }
        }
        let sets = records.iter().map(|line| line.dimension_set_id);
        crate::order::add_dimensions(tx, sets, wanted, &mut figures)?;
        Ok(figures)
    }

    /// What comes from the service item is changed on its card; with lines, the machine stays.
    fn locked(tx: &mut Tx, records: &[Self]) -> Result<Vec<Vec<&'static str>>> {
        let counts = follow::numbers_of_lines(tx, records)?;
        let locked = |(line, lines): (&Self, i64)| {
            let fixed: &[&str] =
                if line.service_item_no.is_empty() { &[] } else { OF_SERVICE_ITEM };
            let machine: &[&str] = if lines > 0 { &["service_item_no"] } else { &[] };
            [fixed, machine].concat()
        };
        Ok(records.iter().zip(counts).map(locked).collect())
    }
}

/// The columns that come from the service item while the line names one.
const OF_SERVICE_ITEM: &[&str] = &[
    "item_no",
    "variant_code",
    "serial_no",
    "warranty",
    "warranty_starting_date_parts",
    "warranty_ending_date_parts",
    "warranty_percent_parts",
    "warranty_starting_date_labor",
    "warranty_ending_date_labor",
    "warranty_percent_labor",
    "vendor_no",
];

/// The consequences of one field.
fn field(
    tx: &mut Tx,
    header: &ServiceHeader,
    line: &mut ServiceItemLine,
    before: &ServiceItemLine,
    column: &'static str,
) -> Result<()> {
    match column {
        "service_item_no" => service_item::enter(tx, header, line, before),
        "service_item_group_code" => item::enter_group(tx, header, line),
        "item_no" => item::enter_item(tx, header, line, before),
        "variant_code" => item::enter_variant(tx, line, before),
        "serial_no" => item::enter_serial(tx, header, line, before),
        "repair_status_code" => repair::enter(tx, header, line, before),
        "response_time_hours" => {
            check::hours(line.response_time_hours)?;
            response::compute(tx, header, line)
        }
        "response_date" => response::enter_date(tx, header, line),
        "response_time" => response::enter_time(header, line),
        "ship_to_code" => check_ship_to(tx, line),
        "vendor_no" => without_service_item(before),
        "warranty"
        | "warranty_starting_date_parts"
        | "warranty_ending_date_parts"
        | "warranty_percent_parts"
        | "warranty_starting_date_labor"
        | "warranty_ending_date_labor"
        | "warranty_percent_labor" => warranty::enter(tx, header, line, before, column),
        "fault_area_code" | "symptom_code" | "fault_code" | "resolution_code" => {
            fault::enter_code(tx, line, before, column)
        }
        "fault_reason_code" => fault::enter_reason(tx, line, before),
        "starting_date" | "starting_time" | "finishing_date" | "finishing_time" => {
            dates::enter(tx, header, line, column)
        }
        "shortcut_dimension_1_code" | "shortcut_dimension_2_code" => {
            dimensions::enter(tx, line, column)
        }
        _ => Ok(()),
    }
}

/// Refuses an address that the customer does not have.
fn check_ship_to(tx: &mut Tx, line: &ServiceItemLine) -> Result<()> {
    if line.ship_to_code.is_empty() {
        return Ok(());
    }
    let key = key![line.customer_no, line.ship_to_code];
    if tx.get::<books::customer::ShipToAddress>(key)?.is_some() {
        return Ok(());
    }
    let (code, customer) = (&line.ship_to_code, &line.customer_no);
    Err(refuse!("shipTo.unknown", code = code, customer = customer).into())
}

/// Refuses a change of what comes from the service item while the line names one.
pub(super) fn without_service_item(line: &ServiceItemLine) -> Result<()> {
    if line.service_item_no.is_empty() {
        return Ok(());
    }
    let no = &line.service_item_no;
    Err(Error::state(refuse!("itemLine.fromServiceItem", serviceItem = no)))
}
