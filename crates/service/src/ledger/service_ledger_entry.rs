//! What was used for a customer, what was charged and what was given away.

use base::{Amount, Code, Date, Percent, Quantity, Text, UnitPrice};
use store::{Entity, Options, Record};

/// What a service ledger entry records.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceEntryType {
    /// Work, parts or costs went into a job: quantity and amount are positive.
    #[default]
    Usage,
    /// The customer was charged: quantity and amount are negative.
    Sale,
    /// What was used is not charged: the quantity is negative, the amount is nothing.
    Consume,
}

/// The posted document behind a service ledger entry.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceEntryDocumentType {
    /// None.
    #[default]
    Blank,
    /// A posted service shipment.
    Shipment,
    /// A posted service invoice.
    Invoice,
}

/// What kind of thing a service ledger entry is about.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServicedType {
    /// The hours of a resource.
    #[default]
    Resource,
    /// A spare part.
    Item,
    /// A service cost, such as travel.
    ServiceCost,
    /// A G/L account.
    GlAccount,
}

/// One movement of a service job. Usage is positive; sale and consumption are negative, so that a
/// settled job adds up to no quantity.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_ledger_entry",
    key(entry_no),
    ledger,
    index(posting_date),
    index(document_no, posting_date),
    index(service_order_no),
    index(customer_no, posting_date),
    index(service_item_no_serviced, posting_date),
    index(r#type, no, posting_date)
)]
pub struct ServiceLedgerEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// Says whether something was used, charged or given away.
    pub entry_type: ServiceEntryType,
    /// The type of the document.
    pub document_type: ServiceEntryDocumentType,
    /// The number of the posted document.
    pub document_no: Code<20>,
    /// The line of the posted document.
    pub document_line_no: i64,
    /// The number that the customer or another party gave the job.
    pub external_document_no: Code<35>,
    /// Says whether the entry is about an item, a resource, a cost or a G/L account.
    pub r#type: ServicedType,
    /// The number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// What was delivered, as the line said it.
    pub description: Text<100>,
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
    /// The service order behind the posting.
    pub service_order_no: Code<20>,
    /// The type of the service order.
    #[column(relation = "service_order_type")]
    pub service_order_type: Code<10>,
    /// The customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
    /// The ship-to address, where it is not the customer's own.
    pub ship_to_code: Code<10>,
    /// The location that the parts were taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The unit of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// The work type of the resource.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// The quantity in the unit of the line: positive for usage, negative for sale and consumption.
    pub quantity: Quantity,
    /// The part of the quantity that is charged.
    pub charged_qty: Quantity,
    /// The cost of one unit, in local currency.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// The cost of the quantity, in local currency; it is not adjusted later.
    #[column(class = "cost")]
    pub cost_amount: Amount,
    /// The price of one unit, in local currency, without value added tax.
    #[column(class = "revenue")]
    pub unit_price: UnitPrice,
    /// The line discount, in percent of the price.
    #[column(class = "revenue")]
    pub discount_percent: Percent,
    /// The line discount, in local currency, without value added tax.
    #[column(class = "revenue")]
    pub discount_amount: Amount,
    /// The amount without value added tax, in the currency of the document.
    #[column(class = "revenue")]
    pub amount: Amount,
    /// The amount without value added tax, in local currency.
    #[column(class = "revenue")]
    pub amount_lcy: Amount,
    /// Why the fault came about; may exclude warranty or contract discounts.
    #[column(relation = "fault_reason_code")]
    pub fault_reason_code: Code<10>,
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
    /// The user who posted.
    pub user_id: Code<50>,
}

impl Entity for ServiceLedgerEntry {
    const COLLECTION: &'static str = "serviceLedgerEntries";
}
