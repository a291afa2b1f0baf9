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
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// The number of the posted shipment.
    pub document_no: Code<20>,
    /// Says whether a part or work was delivered.
    pub r#type: WarrantyLineType,
    /// The number of the item or resource.
    pub no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// What was delivered, as the line said it.
    pub description: Text<100>,
    /// The quantity shipped, in the unit of the line.
    pub quantity: Quantity,
    /// The unit of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// The work type of the resource.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// The warranty discount in local currency, without value added tax.
    #[column(class = "revenue")]
    pub amount: Amount,
    /// Says that the delivery is neither invoiced nor consumed yet.
    pub open: bool,
    /// The service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no_serviced: Code<20>,
    /// The item that the serviced machine is one of.
    #[column(relation = "item")]
    pub item_no_serviced: Code<20>,
    /// The serial number of the serviced machine.
    pub serial_no_serviced: Code<50>,
    /// The variant of the serviced machine.
    pub variant_code_serviced: Code<10>,
    /// The group of the serviced machine.
    #[column(relation = "service_item_group")]
    pub service_item_group_serviced: Code<10>,
    /// The service order behind the posting.
    pub service_order_no: Code<20>,
    /// The line of the service order.
    pub service_order_line_no: i64,
    /// The customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// The ship-to address, where it is not the customer's own.
    pub ship_to_code: Code<10>,
    /// The vendor of the serviced machine, who may owe a refund.
    pub vendor_no: Code<20>,
    /// The number that the vendor has for the machine.
    pub vendor_item_no: Text<50>,
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
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of what was delivered.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// The set of dimension values of the entry.
    pub dimension_set_id: i64,
}

impl Entity for WarrantyLedgerEntry {
    const COLLECTION: &'static str = "warrantyLedgerEntries";
}
