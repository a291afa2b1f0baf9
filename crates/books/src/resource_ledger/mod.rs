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
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// Says whether the resource worked or the work was charged.
    pub entry_type: ResourceEntryType,
    /// The number of the posted shipment or invoice.
    pub document_no: Code<20>,
    /// The number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// The date printed on the document.
    pub document_date: Option<Date>,
    /// The resource.
    #[column(relation = "resource")]
    pub resource_no: Code<20>,
    /// The group of the resource.
    #[column(relation = "resource_group")]
    pub resource_group_no: Code<20>,
    /// What was done.
    pub description: Text<100>,
    /// The work type.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// The unit of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// The number of units: positive for usage, negative for sale.
    pub quantity: Quantity,
    /// The number of base units in one unit.
    pub qty_per_unit_of_measure: Factor,
    /// The quantity in the base unit of the resource.
    pub quantity_base: Quantity,
    /// The cost of one unit, in local currency.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// The cost of the quantity, in local currency.
    #[column(class = "cost")]
    pub total_cost: Amount,
    /// The price of one unit after discounts, in local currency, without value added tax.
    #[column(class = "revenue")]
    pub unit_price: UnitPrice,
    /// The price of the quantity after discounts, in local currency, without value added tax.
    #[column(class = "revenue")]
    pub total_price: Amount,
    /// Says that the work is charged to a customer.
    pub chargeable: bool,
    /// The customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The service order behind the posting.
    pub order_no: Code<20>,
    /// The line of the service order.
    pub order_line_no: i64,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of what was moved or sold.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// The set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The user who posted.
    pub user_id: Code<50>,
}

impl Entity for ResourceLedgerEntry {
    const COLLECTION: &'static str = "resourceLedgerEntries";
}
