//! The record of the service management setup.

use base::{Code, DateFormula, Percent, Quantity};
use store::{Options, Record};

/// How much is noted about a fault.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaultReportingLevel {
    /// Nothing.
    None,
    /// The fault.
    #[default]
    Fault,
    /// The fault and its symptom.
    FaultSymptom,
    /// The fault, its symptom and its area.
    FaultSymptomArea,
}

/// How service is managed in this company.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_mgt_setup", key(primary_key), audited)]
pub struct ServiceMgtSetup {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// The service cost that is charged as the starting fee of an order.
    #[column(relation = "service_cost")]
    pub service_order_starting_fee: Code<10>,
    /// Whether posting an invoice made by hand also makes a posted shipment.
    pub shipment_on_invoice: bool,
    /// Whether an order may hold one machine only.
    pub one_service_item_line_order: bool,
    /// Whether the lines of new documents must name the service item line they belong to.
    pub link_service_to_service_item: bool,
    /// How much is noted about a fault: nothing, the fault, its symptom, its area.
    pub fault_reporting_level: FaultReportingLevel,
    /// The calendar whose holidays count for response times.
    #[column(relation = "base_calendar")]
    pub base_calendar_code: Code<10>,
    /// Whether comments of an order are copied to its posted invoices.
    pub copy_comments_order_to_invoice: bool,
    /// Whether comments of an order are copied to its posted shipments.
    pub copy_comments_order_to_shpt: bool,
    /// Whether the description of a line becomes the text of its G/L entry.
    pub copy_line_descr_to_gl_entry: bool,
    /// Whether an order needs a service order type before it is finished or posted.
    pub service_order_type_mandatory: bool,
    /// Whether an order needs its starting date and time before it is finished or posted.
    pub service_order_start_mandatory: bool,
    /// Whether an order needs its finishing date and time before it is finished or posted.
    pub service_order_finish_mandatory: bool,
    /// Whether lines that are posted need a unit of measure.
    pub unit_of_measure_mandatory: bool,
    /// Whether every service item line needs a fault reason before the order is finished or posted.
    pub fault_reason_code_mandatory: bool,
    /// Whether resource lines that are posted need a work type.
    pub work_type_code_mandatory: bool,
    /// Whether a document needs a salesperson before it is finished or posted.
    pub salesperson_mandatory: bool,
    /// Whether a document needs the customer's number of it before it is posted.
    pub ext_doc_no_mandatory: bool,
    /// Hours within which a response is due when neither the service item nor its group says
    /// otherwise.
    pub default_response_time_hours: Quantity,
    /// The discount on parts of a new warranty, in percent.
    pub warranty_disc_percent_parts: Percent,
    /// The discount on labor of a new warranty, in percent.
    pub warranty_disc_percent_labor: Percent,
    /// How long a new warranty lasts, such as 2Y (two years).
    pub default_warranty_duration: DateFormula,
    /// The number series of service items.
    #[column(relation = "number_series")]
    pub service_item_nos: Code<20>,
    /// The number series of service orders.
    #[column(relation = "number_series")]
    pub service_order_nos: Code<20>,
    /// The number series of service invoices.
    #[column(relation = "number_series")]
    pub service_invoice_nos: Code<20>,
    /// The number series of posted service invoices.
    #[column(relation = "number_series")]
    pub posted_service_invoice_nos: Code<20>,
    /// The number series of posted service shipments.
    #[column(relation = "number_series")]
    pub posted_service_shipment_nos: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}
