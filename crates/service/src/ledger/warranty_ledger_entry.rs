//! What was done under warranty.

use base::{Amount, Code, Date, Quantity, Text};
use store::{Entity, Options, Record};

/// What kind of thing was delivered under warranty.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WarrantyLineType {
    /// The hours of a resource.
    #[default]
    Resource,
    /// A spare part.
    Item,
}

/// A part or work shipped under warranty. Open until it is invoiced or consumed.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "warranty_ledger_entry",
    key(entry_no),
    ledger(open),
    index(posting_date),
    index(document_no, posting_date),
    index(service_order_no, service_order_line_no),
    index(service_item_no_serviced, posting_date)
)]
pub struct WarrantyLedgerEntry {
    /// Number of the entry, counted by the program.
    pub entry_no: i64,
    /// Date of the posting.
    pub posting_date: Option<Date>,
    /// Number of the posted shipment.
    pub document_no: Code<20>,
    /// Says whether a part or work was delivered.
    pub r#type: WarrantyLineType,
    /// Number of the item or resource.
    pub no: Code<20>,
    /// Variant of the item.
    pub variant_code: Code<10>,
    /// What was delivered, as written on the line.
    pub description: Text<100>,
    /// Quantity shipped, in the unit of the line.
    pub quantity: Quantity,
    /// Unit of measure of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// Type of work of a resource.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// Warranty discount in local currency, without value added tax.
    pub amount: Amount,
    /// Says that the delivery is neither invoiced nor consumed yet.
    pub open: bool,
    /// Service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no_serviced: Code<20>,
    /// Item of the serviced machine.
    #[column(relation = "item")]
    pub item_no_serviced: Code<20>,
    /// Serial number of the serviced machine.
    pub serial_no_serviced: Code<50>,
    /// Variant of the serviced machine.
    pub variant_code_serviced: Code<10>,
    /// Group of the serviced machine.
    #[column(relation = "service_item_group")]
    pub service_item_group_serviced: Code<10>,
    /// Service order behind the posting.
    pub service_order_no: Code<20>,
    /// Line of that service order.
    pub service_order_line_no: i64,
    /// Customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// Customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// Ship-to address of the customer.
    pub ship_to_code: Code<10>,
    /// Vendor of the serviced machine, who may owe a refund.
    pub vendor_no: Code<20>,
    /// Number the vendor uses for the serviced machine.
    pub vendor_item_no: Text<50>,
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
    /// General business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group of what was delivered.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Set of dimension values of the entry.
    pub dimension_set_id: i64,
}

impl Entity for WarrantyLedgerEntry {
    const COLLECTION: &'static str = "warrantyLedgerEntries";
}
