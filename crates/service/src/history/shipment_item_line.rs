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
    /// Posted shipment that the line belongs to.
    #[column(relation = "service_shipment_header")]
    pub document_no: Code<20>,
    /// Number of the line, the same as in the order.
    pub line_no: i64,
    /// Service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// Group of the serviced machine.
    #[column(relation = "service_item_group")]
    pub service_item_group_code: Code<10>,
    /// Item of the serviced machine.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// Variant of the serviced machine.
    pub variant_code: Code<10>,
    /// Serial number of the serviced machine.
    pub serial_no: Code<50>,
    /// What was serviced.
    pub description: Text<100>,
    /// Repair status at the time.
    #[column(relation = "repair_status")]
    pub repair_status_code: Code<20>,
    /// Where the machine stood.
    pub service_shelf_no: Code<10>,
    /// Says that the machine was under warranty.
    pub warranty: bool,
    /// First day of the warranty on parts.
    pub warranty_starting_date_parts: Option<Date>,
    /// Last day of the warranty on parts.
    pub warranty_ending_date_parts: Option<Date>,
    /// Warranty discount on parts, in percent.
    pub warranty_percent_parts: Percent,
    /// First day of the warranty on labor.
    pub warranty_starting_date_labor: Option<Date>,
    /// Last day of the warranty on labor.
    pub warranty_ending_date_labor: Option<Date>,
    /// Warranty discount on labor, in percent.
    pub warranty_percent_labor: Percent,
    /// Reason of the fault.
    #[column(relation = "fault_reason_code")]
    pub fault_reason_code: Code<10>,
    /// Area of the fault.
    #[column(relation = "fault_area")]
    pub fault_area_code: Code<10>,
    /// Symptom of the fault.
    #[column(relation = "symptom_code")]
    pub symptom_code: Code<10>,
    /// The fault that was found.
    pub fault_code: Code<10>,
    /// How the fault was resolved.
    #[column(relation = "resolution_code")]
    pub resolution_code: Code<10>,
    /// Vendor of the machine.
    pub vendor_no: Code<20>,
    /// Number the vendor uses for the machine.
    pub vendor_item_no: Text<50>,
    /// Day by which the service was promised to begin.
    pub response_date: Option<Date>,
    /// Time of day by which the service was promised to begin.
    pub response_time: Option<Time>,
    /// Day the service began.
    pub starting_date: Option<Date>,
    /// Time of day the service began.
    pub starting_time: Option<Time>,
    /// Day the service was finished.
    pub finishing_date: Option<Date>,
    /// Time of day the service was finished.
    pub finishing_time: Option<Time>,
    /// Value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// Set of dimension values of the line.
    pub dimension_set_id: i64,
}

impl Entity for ServiceShipmentItemLine {
    const COLLECTION: &'static str = "postedServiceShipmentItemLines";
}
