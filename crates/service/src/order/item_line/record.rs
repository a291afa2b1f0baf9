//! The record of a service item line: one machine on an order.

use base::{Code, Date, Percent, Quantity, Text, Time};
use store::Record;

use crate::order::{DocumentType, Priority};

/// A machine that an order is about.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_item_line",
    key(document_type, document_no, line_no),
    kinds = crate::order::KINDS,
    index(service_item_no),
    index(item_no, serial_no),
    index(repair_status_code)
)]
pub struct ServiceItemLine {
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document that the line belongs to.
    pub document_no: Code<20>,
    /// The number of the line, in steps of 10,000; lines are ordered by it.
    pub line_no: i64,
    /// The service item; blank for a machine that is not registered.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// The group of the machine.
    #[column(relation = "service_item_group")]
    pub service_item_group_code: Code<10>,
    /// The item that the machine is one of.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// The serial number of the machine.
    pub serial_no: Code<50>,
    /// What the machine is.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// How far the repair of the machine is.
    #[column(relation = "repair_status")]
    pub repair_status_code: Code<20>,
    /// How urgent the machine is.
    pub priority: Priority,
    /// Service hours within which a response is due.
    pub response_time_hours: Quantity,
    /// The day by which a response is due.
    pub response_date: Option<Date>,
    /// The time by which a response is due.
    pub response_time: Option<Time>,
    /// The other address of the customer where the machine is; blank for the customer's own.
    pub ship_to_code: Code<10>,
    /// Where the machine stands in the workshop.
    #[column(relation = "service_shelf")]
    pub service_shelf_no: Code<10>,
    /// Whether the machine is under warranty on the order date.
    #[column(class = "billing")]
    pub warranty: bool,
    /// The first day of the warranty on parts.
    #[column(class = "billing")]
    pub warranty_starting_date_parts: Option<Date>,
    /// The last day of the warranty on parts.
    #[column(class = "billing")]
    pub warranty_ending_date_parts: Option<Date>,
    /// The discount on parts under warranty, in percent.
    #[column(class = "billing")]
    pub warranty_percent_parts: Percent,
    /// The first day of the warranty on labor.
    #[column(class = "billing")]
    pub warranty_starting_date_labor: Option<Date>,
    /// The last day of the warranty on labor.
    #[column(class = "billing")]
    pub warranty_ending_date_labor: Option<Date>,
    /// The discount on labor under warranty, in percent.
    #[column(class = "billing")]
    pub warranty_percent_labor: Percent,
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
    /// Why the fault came about; may exclude warranty or contract discounts.
    #[column(relation = "fault_reason_code")]
    pub fault_reason_code: Code<10>,
    /// The day on which work began.
    pub starting_date: Option<Date>,
    /// The time at which work began.
    pub starting_time: Option<Time>,
    /// The day on which work ended.
    pub finishing_date: Option<Date>,
    /// The time at which work ended.
    pub finishing_time: Option<Time>,
    /// The responsibility center that looks after the work.
    #[column(relation = "responsibility_center")]
    pub responsibility_center: Code<10>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    #[column(read_only)]
    pub dimension_set_id: i64,
    /// The customer of the document.
    #[column(read_only)]
    pub customer_no: Code<20>,
    /// The vendor or maker of the machine.
    pub vendor_no: Code<20>,
    /// The number that the vendor has for the machine.
    #[column(read_only)]
    pub vendor_item_no: Text<50>,
    /// The number of earlier services of the same item and serial number.
    #[column(read_only)]
    pub no_of_previous_services: i64,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}
