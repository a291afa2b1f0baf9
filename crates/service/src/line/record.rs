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
    kinds = crate::order::KINDS,
    index(bill_to_customer_no, document_type),
    index(r#type, no),
    index(service_item_no)
)]
pub struct ServiceLine {
    /// The type of the document.
    pub document_type: DocumentType,
    /// The number of the document that the line belongs to.
    #[column(relation = "service_header")]
    pub document_no: Code<20>,
    /// The number of the line, in steps of 10,000; lines are ordered by it.
    pub line_no: i64,
    /// The line of the machine that the work is done on; 0 for none.
    pub service_item_line_no: i64,
    /// Says whether the line is a text, an item, a resource, a service cost or a G/L account.
    pub r#type: LineType,
    /// The number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// The number that the customer has for the item.
    pub item_reference_no: Code<50>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// Says what is delivered, as documents show it.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// The location that the item is taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The work type of the resource; it changes unit and price.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// The unit that the quantity is counted in.
    pub unit_of_measure_code: Code<10>,
    /// The number of units of the line.
    pub quantity: Quantity,
    /// The units that the next posting ships.
    pub qty_to_ship: Quantity,
    /// The units that the next posting invoices.
    pub qty_to_invoice: Quantity,
    /// The units that the next posting uses without charging them.
    pub qty_to_consume: Quantity,
    /// The price of one unit, in the currency of the document.
    #[column(class = "price")]
    pub unit_price: UnitPrice,
    /// The line discount, in percent.
    #[column(class = "price")]
    pub line_discount_percent: Percent,
    /// The line discount, in the currency of the document.
    #[column(class = "price")]
    pub line_discount_amount: Amount,
    /// The chargeable quantity times the price, less the line discount.
    #[column(class = "price")]
    pub line_amount: Amount,
    /// The cost of one unit, in the currency of the document.
    #[column(class = "cost")]
    pub unit_cost: UnitPrice,
    /// The cost of one unit, in local currency.
    #[column(class = "cost")]
    pub unit_cost_lcy: UnitPrice,
    /// Whether the line counts for the invoice discount.
    #[column(class = "price")]
    pub allow_invoice_disc: bool,
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
    /// Whether warranty does not apply to the line.
    #[column(class = "price")]
    pub exclude_warranty: bool,
    /// Whether contract discounts do not apply to the line.
    #[column(class = "price")]
    pub exclude_contract_discount: bool,
    /// The day on which the item is needed.
    pub needed_by_date: Option<Date>,
    /// The posting date of the line, for when a selection of lines is posted.
    pub posting_date: Option<Date>,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group", class = "billing")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of what the line sells or uses.
    #[column(relation = "gen_product_posting_group", class = "billing")]
    pub gen_prod_posting_group: Code<20>,
    /// The VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group", class = "billing")]
    pub vat_bus_posting_group: Code<20>,
    /// The VAT product posting group of what the line sells.
    #[column(relation = "vat_product_posting_group", class = "billing")]
    pub vat_prod_posting_group: Code<20>,
    /// The inventory posting group of the item.
    #[column(relation = "inventory_posting_group", class = "billing")]
    pub posting_group: Code<20>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    #[column(read_only)]
    pub dimension_set_id: i64,
    /// The service item that the work is done on.
    #[column(read_only)]
    pub service_item_no: Code<20>,
    /// The serial number of the machine.
    #[column(read_only)]
    pub service_item_serial_no: Code<50>,
    /// The customer of the document.
    #[column(read_only)]
    pub customer_no: Code<20>,
    /// The customer who is invoiced.
    #[column(read_only)]
    pub bill_to_customer_no: Code<20>,
    /// The address that the document ships to.
    #[column(read_only)]
    pub ship_to_code: Code<10>,
    /// The currency of the document; blank for the local currency.
    #[column(read_only)]
    pub currency_code: Code<10>,
    /// The order date of the document; it decides about price and warranty.
    #[column(read_only)]
    pub order_date: Option<Date>,
    /// The number of base units in one unit.
    #[column(read_only)]
    pub qty_per_unit_of_measure: Factor,
    /// The number of base units.
    #[column(read_only)]
    pub quantity_base: Quantity,
    /// The quantity to ship, in base units.
    #[column(read_only)]
    pub qty_to_ship_base: Quantity,
    /// The quantity to invoice, in base units.
    #[column(read_only)]
    pub qty_to_invoice_base: Quantity,
    /// The quantity to consume, in base units.
    #[column(read_only)]
    pub qty_to_consume_base: Quantity,
    /// The units not shipped yet.
    #[column(read_only)]
    pub outstanding_quantity: Quantity,
    /// The base units not shipped yet.
    #[column(read_only)]
    pub outstanding_qty_base: Quantity,
    /// The units shipped so far.
    #[column(read_only)]
    pub quantity_shipped: Quantity,
    /// The base units shipped so far.
    #[column(read_only)]
    pub qty_shipped_base: Quantity,
    /// The units invoiced so far.
    #[column(read_only)]
    pub quantity_invoiced: Quantity,
    /// The base units invoiced so far.
    #[column(read_only)]
    pub qty_invoiced_base: Quantity,
    /// The units used without charge so far.
    #[column(read_only)]
    pub quantity_consumed: Quantity,
    /// The base units used without charge so far.
    #[column(read_only)]
    pub qty_consumed_base: Quantity,
    /// The units shipped that are neither invoiced nor consumed.
    #[column(read_only)]
    pub qty_shipped_not_invoiced: Quantity,
    /// The base units shipped that are neither invoiced nor consumed.
    #[column(read_only)]
    pub qty_shipped_not_invd_base: Quantity,
    /// Whether everything is shipped.
    #[column(read_only)]
    pub completely_shipped: bool,
    /// Where the line discount comes from.
    #[column(read_only, class = "price")]
    pub line_discount_type: LineDiscountType,
    /// The discount that a person typed; it stays a candidate until type or number change.
    #[column(read_only, class = "price")]
    pub manual_discount_percent: Percent,
    /// The discount that the price list gives.
    #[column(read_only, class = "price")]
    pub list_discount_percent: Percent,
    /// Whether the price list allows a line discount.
    #[column(read_only)]
    pub allow_line_disc: bool,
    /// Whether warranty applies to the line.
    #[column(read_only)]
    pub warranty: bool,
    /// The warranty discount that applies, in percent.
    #[column(read_only, class = "price")]
    pub warranty_disc_percent: Percent,
    /// The share of the line in the invoice discount, in the currency of the document.
    #[column(read_only, class = "price")]
    pub inv_discount_amount: Amount,
    /// The net amount without value added tax, in the currency of the document.
    #[column(read_only, class = "price")]
    pub amount: Amount,
    /// The amount with value added tax, in the currency of the document.
    #[column(read_only, class = "price")]
    pub amount_including_vat: Amount,
    /// The amount that value added tax is calculated on.
    #[column(read_only, class = "price")]
    pub vat_base_amount: Amount,
    /// What a person added to the calculated value added tax, in the currency of the document.
    #[column(read_only, class = "price")]
    pub vat_difference: Amount,
    /// The VAT rate, in percent.
    #[column(read_only)]
    pub vat_percent: Percent,
    /// Lines with the same identifier are added up before their tax is rounded.
    #[column(read_only)]
    pub vat_identifier: Code<20>,
    /// How value added tax is calculated.
    #[column(read_only)]
    pub vat_calculation_type: books::vat::VatCalculationType,
    /// The amount with value added tax of what is not shipped yet, in the currency of the document.
    #[column(read_only, class = "price")]
    pub outstanding_amount: Amount,
    /// The amount with value added tax of what is not shipped yet, in local currency.
    #[column(read_only, class = "price")]
    pub outstanding_amount_lcy: Amount,
    /// The amount with value added tax of what is shipped and not invoiced, in the currency of the
    /// document.
    #[column(read_only, class = "price")]
    pub shipped_not_invoiced: Amount,
    /// The amount with value added tax of what is shipped and not invoiced, in local currency.
    #[column(read_only, class = "price")]
    pub shipped_not_invoiced_lcy: Amount,
    /// Whether the program added the line, such as a service charge or a rounding difference.
    #[column(read_only)]
    pub system_created_entry: bool,
    /// The line that this text belongs to; 0 for none.
    #[column(read_only)]
    pub attached_to_line_no: i64,
    /// Counts the changes of the record.
    #[column(read_only)]
    pub version: i64,
}
