//! The record of a service line.

use base::{Amount, Code, Date, Factor, Percent, Quantity, Text, UnitPrice};
use store::{Options, Record};

use crate::order::DocumentType;

/// What a service line is about.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineType {
    /// A text without quantity or amount.
    #[default]
    Text,
    /// A part from stock.
    Item,
    /// Hours or other units of a resource.
    Resource,
    /// A service cost, such as travel.
    Cost,
    /// An amount for a G/L account.
    GlAccount,
}

/// Where the line discount comes from.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineDiscountType {
    /// There is no discount.
    #[default]
    Blank,
    /// From the warranty of the service item.
    WarrantyDisc,
    /// From a price list.
    LineDisc,
    /// Typed by a person.
    Manual,
}

/// A part, hours, cost or amount of a service order or invoice.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_line",
    key(document_type, document_no, line_no),
    index(document_type, document_no, service_item_line_no),
    index(bill_to_customer_no, document_type),
    index(r#type, no),
    index(service_item_no)
)]
pub struct ServiceLine {
    /// Type of the document the line belongs to.
    pub document_type: DocumentType,
    /// Number of the document the line belongs to.
    #[column(relation = "service_header")]
    pub document_no: Code<20>,
    /// Number of the line, in steps of 10,000.
    pub line_no: i64,
    /// Line of the service item that the work was done on; 0 for none.
    pub service_item_line_no: i64,
    /// Says whether the line is a text, an item, a resource, a cost or a G/L account.
    pub r#type: LineType,
    /// Number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// The customer's own number of the item.
    pub item_reference_no: Code<50>,
    /// Variant of the item.
    pub variant_code: Code<10>,
    /// What is delivered, as printed on documents.
    pub description: Text<100>,
    /// More of the description.
    pub description_2: Text<50>,
    /// Where the item is taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Kind of work of the resource; changes unit and price.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// Unit in which the quantity is counted.
    pub unit_of_measure_code: Code<10>,
    /// How many units the line is about.
    pub quantity: Quantity,
    /// Units that the next posting ships.
    pub qty_to_ship: Quantity,
    /// Units that the next posting invoices.
    pub qty_to_invoice: Quantity,
    /// Units that the next posting uses without charging them.
    pub qty_to_consume: Quantity,
    /// Price of one unit, in the currency of the document.
    pub unit_price: UnitPrice,
    /// Discount on the line, in percent.
    pub line_discount_percent: Percent,
    /// Discount on the line, in the currency of the document.
    pub line_discount_amount: Amount,
    /// Chargeable quantity times price, less the line discount.
    pub line_amount: Amount,
    /// Cost of one unit, in the currency of the document.
    pub unit_cost: UnitPrice,
    /// Cost of one unit, in local currency.
    pub unit_cost_lcy: UnitPrice,
    /// Whether the line counts for the invoice discount.
    pub allow_invoice_disc: bool,
    /// Area of the fault on the service item.
    #[column(relation = "fault_area")]
    pub fault_area_code: Code<10>,
    /// What the customer noticed.
    #[column(relation = "symptom_code")]
    pub symptom_code: Code<10>,
    /// What was wrong.
    pub fault_code: Code<10>,
    /// How it was put right.
    #[column(relation = "resolution_code")]
    pub resolution_code: Code<10>,
    /// Why the fault came about; may exclude warranty or contract discounts.
    #[column(relation = "fault_reason_code")]
    pub fault_reason_code: Code<10>,
    /// Whether warranty does not apply to the line.
    pub exclude_warranty: bool,
    /// Whether contract discounts do not apply to the line.
    pub exclude_contract_discount: bool,
    /// Day on which the item is needed.
    pub needed_by_date: Option<Date>,
    /// Posting date of the line; matters when a selection of lines is posted.
    pub posting_date: Option<Date>,
    /// Business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// Product posting group of what the line is about.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// VAT group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// VAT group of what the line is about.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// Inventory posting group of the item.
    #[column(relation = "inventory_posting_group")]
    pub posting_group: Code<20>,
    /// First global dimension of the line.
    pub shortcut_dimension_1_code: Code<20>,
    /// Second global dimension of the line.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    #[column(read_only)]
    pub dimension_set_id: i64,
    /// Service item that the work was done on.
    #[column(read_only)]
    pub service_item_no: Code<20>,
    /// Serial number of the service item.
    #[column(read_only)]
    pub service_item_serial_no: Code<50>,
    /// Customer of the document.
    #[column(read_only)]
    pub customer_no: Code<20>,
    /// Customer that the document is invoiced to.
    #[column(read_only)]
    pub bill_to_customer_no: Code<20>,
    /// Address that the document ships to.
    #[column(read_only)]
    pub ship_to_code: Code<10>,
    /// Currency of the document; blank for local currency.
    #[column(read_only)]
    pub currency_code: Code<10>,
    /// Order date of the document; decides price and warranty.
    #[column(read_only)]
    pub order_date: Option<Date>,
    /// Base units in one unit of the line.
    #[column(read_only)]
    pub qty_per_unit_of_measure: Factor,
    /// Quantity in base units.
    #[column(read_only)]
    pub quantity_base: Quantity,
    /// Quantity to ship in base units.
    #[column(read_only)]
    pub qty_to_ship_base: Quantity,
    /// Quantity to invoice in base units.
    #[column(read_only)]
    pub qty_to_invoice_base: Quantity,
    /// Quantity to consume in base units.
    #[column(read_only)]
    pub qty_to_consume_base: Quantity,
    /// Units not shipped yet.
    #[column(read_only)]
    pub outstanding_quantity: Quantity,
    /// Base units not shipped yet.
    #[column(read_only)]
    pub outstanding_qty_base: Quantity,
    /// Units shipped so far.
    #[column(read_only)]
    pub quantity_shipped: Quantity,
    /// Base units shipped so far.
    #[column(read_only)]
    pub qty_shipped_base: Quantity,
    /// Units invoiced so far.
    #[column(read_only)]
    pub quantity_invoiced: Quantity,
    /// Base units invoiced so far.
    #[column(read_only)]
    pub qty_invoiced_base: Quantity,
    /// Units used without charge so far.
    #[column(read_only)]
    pub quantity_consumed: Quantity,
    /// Base units used without charge so far.
    #[column(read_only)]
    pub qty_consumed_base: Quantity,
    /// Units shipped that are neither invoiced nor consumed.
    #[column(read_only)]
    pub qty_shipped_not_invoiced: Quantity,
    /// Base units shipped that are neither invoiced nor consumed.
    #[column(read_only)]
    pub qty_shipped_not_invd_base: Quantity,
    /// Whether everything is shipped.
    #[column(read_only)]
    pub completely_shipped: bool,
    /// Where the line discount comes from.
    #[column(read_only)]
    pub line_discount_type: LineDiscountType,
    /// Discount that a person typed; it stays a candidate until type or number change.
    #[column(read_only)]
    pub manual_discount_percent: Percent,
    /// Discount that the price list gives.
    #[column(read_only)]
    pub list_discount_percent: Percent,
    /// Whether the price list allows a line discount.
    #[column(read_only)]
    pub allow_line_disc: bool,
    /// Whether the line is under warranty.
    #[column(read_only)]
    pub warranty: bool,
    /// Warranty discount that applies, in percent.
    #[column(read_only)]
    pub warranty_disc_percent: Percent,
    /// Share of the invoice discount, in the currency of the document.
    #[column(read_only)]
    pub inv_discount_amount: Amount,
    /// Net amount without VAT.
    #[column(read_only)]
    pub amount: Amount,
    /// Net amount with VAT.
    #[column(read_only)]
    pub amount_including_vat: Amount,
    /// Amount that VAT is calculated on.
    #[column(read_only)]
    pub vat_base_amount: Amount,
    /// VAT rate.
    #[column(read_only)]
    pub vat_percent: Percent,
    /// Lines with the same identifier share the rounding of VAT.
    #[column(read_only)]
    pub vat_identifier: Code<20>,
    /// How VAT is calculated.
    #[column(read_only)]
    pub vat_calculation_type: books::vat::VatCalculationType,
    /// Amount with VAT of what is not shipped yet.
    #[column(read_only)]
    pub outstanding_amount: Amount,
    /// The same in local currency.
    #[column(read_only)]
    pub outstanding_amount_lcy: Amount,
    /// Amount with VAT of what is shipped and not invoiced.
    #[column(read_only)]
    pub shipped_not_invoiced: Amount,
    /// The same in local currency.
    #[column(read_only)]
    pub shipped_not_invoiced_lcy: Amount,
    /// Whether the program made the line, such as a service charge.
    #[column(read_only)]
    pub system_created_entry: bool,
    /// Line that this text belongs to; 0 for none.
    #[column(read_only)]
    pub attached_to_line_no: i64,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}
