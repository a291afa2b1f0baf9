//! The serviced items of a posted shipment.

use base::{Code, Date, Percent, Text, Time};
use store::{Entity, Record};

/// A service item line as it was when the order was shipped.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_shipment_item_line",
    key(document_no, line_no),
    ledger,
    index(service_item_no),
    index(item_no, serial_no)
)]
pub struct ServiceShipmentItemLine {
    /// The number of the posted shipment that the line belongs to.
    #[column(relation = "service_shipment_header")]
    pub document_no: Code<20>,
    /// The number of the line, the same as in the order.
    pub line_no: i64,
    /// The service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// The group of the machine.
    #[column(relation = "service_item_group")]
    pub service_item_group_code: Code<10>,
    /// The item that the serviced machine is one of.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant of the serviced machine.
    pub variant_code: Code<10>,
    /// The serial number of the machine.
    pub serial_no: Code<50>,
    /// What was serviced.
    pub description: Text<100>,
    /// The repair status at the time of the shipment.
    #[column(relation = "repair_status")]
    pub repair_status_code: Code<20>,
    /// Where the machine stood in the workshop.
    pub service_shelf_no: Code<10>,
    /// Says that the machine was under warranty.
    pub warranty: bool,
    /// The first day of the warranty on parts.
    pub warranty_starting_date_parts: Option<Date>,
    /// The last day of the warranty on parts.
    pub warranty_ending_date_parts: Option<Date>,
    /// The discount on parts under warranty, in percent.
    pub warranty_percent_parts: Percent,
    /// The first day of the warranty on labor.
    pub warranty_starting_date_labor: Option<Date>,
    /// The last day of the warranty on labor.
    pub warranty_ending_date_labor: Option<Date>,
    /// The discount on labor under warranty, in percent.
    pub warranty_percent_labor: Percent,
    /// Why the fault came about; may exclude warranty or contract discounts.
    #[column(relation = "fault_reason_code")]
    pub fault_reason_code: Code<10>,
    /// The area of the fault: which part of the machine it is in.
    #[column(relation = "fault_area")]
    pub fault_area_code: Code<10>,
    /// What the customer noticed.
    #[column(relation = "symptom_code")]
    pub symptom_code: Code<10>,
    /// The fault that was found.
    pub fault_code: Code<10>,
    /// How the fault was resolved.
    #[column(relation = "resolution_code")]
    pub resolution_code: Code<10>,
    /// The vendor or maker of the machine.
    pub vendor_no: Code<20>,
    /// The number that the vendor has for the machine.
    pub vendor_item_no: Text<50>,
    /// The day by which a response is due.
    pub response_date: Option<Date>,
    /// The time by which a response is due.
    pub response_time: Option<Time>,
    /// The day on which work began.
    pub starting_date: Option<Date>,
    /// The time at which work began.
    pub starting_time: Option<Time>,
    /// The day on which work ended.
    pub finishing_date: Option<Date>,
    /// The time at which work ended.
    pub finishing_time: Option<Time>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    pub dimension_set_id: i64,
}

impl Entity for ServiceShipmentItemLine {
    const COLLECTION: &'static str = "postedServiceShipmentItemLines";
}
