//! The resource ledger: hours and other units of resources, used and charged.

use base::{Amount, Code, Date, Factor, Quantity, Text, UnitPrice};
use store::{Entity, Options, Record};

/// What a resource ledger entry records.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResourceEntryType {
    /// The resource worked: quantity, cost and price are positive.
    #[default]
    Usage,
    /// The work was charged: quantity, cost and price are negative.
    Sale,
}

/// Work of a resource, as used or as charged.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "resource_ledger_entry",
    key(entry_no),
    ledger,
    index(posting_date),
    index(resource_no, posting_date),
    index(document_no, posting_date),
    index(order_no)
)]
pub struct ResourceLedgerEntry {
    /// Number of the entry, counted by the program.
    pub entry_no: i64,
    /// Date of the posting.
    pub posting_date: Option<Date>,
    /// Says whether the resource worked or the work was charged.
    pub entry_type: ResourceEntryType,
    /// Number of the posted shipment or invoice.
    pub document_no: Code<20>,
    /// Number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// Day printed on the document.
    pub document_date: Option<Date>,
    /// The resource.
    #[column(relation = "resource")]
    pub resource_no: Code<20>,
    /// Group of the resource.
    #[column(relation = "resource_group")]
    pub resource_group_no: Code<20>,
    /// What was done.
    pub description: Text<100>,
    /// Type of work.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// Unit of measure of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// Number of units: positive for usage, negative for sale.
    pub quantity: Quantity,
    /// Base units in one unit.
    pub qty_per_unit_of_measure: Factor,
    /// Number of units in the base unit of the resource.
    pub quantity_base: Quantity,
    /// Cost of one unit, in local currency.
    pub unit_cost: UnitPrice,
    /// Cost of the quantity, in local currency.
    pub total_cost: Amount,
    /// Price of one unit after discounts, in local currency, without value added tax.
    pub unit_price: UnitPrice,
    /// Price of the quantity after discounts, in local currency, without value added tax.
    pub total_price: Amount,
    /// Says that the work is charged to a customer.
    pub chargeable: bool,
    /// Customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// Service order behind the posting.
    pub order_no: Code<20>,
    /// Line of the service order.
    pub order_line_no: i64,
    /// General business posting group.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// Where the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// User who posted.
    pub user_id: Code<50>,
}

impl Entity for ResourceLedgerEntry {
    const COLLECTION: &'static str = "resourceLedgerEntries";
}
