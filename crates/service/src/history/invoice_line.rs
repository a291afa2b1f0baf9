//! What was charged.

use base::{Amount, Code, Date, Factor, Percent, Quantity, Text, UnitPrice};
use books::vat::VatCalculationType;
use store::{Entity, Record};

use crate::line::{LineDiscountType, LineType};

/// One line of a posted invoice.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_invoice_line",
    key(document_no, line_no),
    ledger,
    index(order_no, order_line_no),
    index(r#type, no)
)]
pub struct ServiceInvoiceLine {
    /// The number of the posted invoice that the line belongs to.
    #[column(relation = "service_invoice_header")]
    pub document_no: Code<20>,
    /// The number of the line, the same as in the document that was posted.
    pub line_no: i64,
    /// The service item line of the order that the line belonged to.
    pub service_item_line_no: i64,
    /// The service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// The serial number of the machine.
    pub service_item_serial_no: Code<50>,
    /// Says whether an item, a resource, a cost, a G/L account or only text was charged.
    pub r#type: LineType,
    /// The number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// What was charged.
    pub description: Text<100>,
    /// The second line of the description.
    pub description_2: Text<50>,
    /// The location that the parts were taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The work type of the resource.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// The unit of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// The number of base units in one unit.
    pub qty_per_unit_of_measure: Factor,
    /// The quantity invoiced.
    pub quantity: Quantity,
    /// The quantity invoiced, in base units.
    pub quantity_base: Quantity,
    /// The price of one unit, in the currency of the document.
    #[column(class = "price")]
    pub unit_price: UnitPrice,
    /// The cost of one unit, in local currency.
    #[column(class = "cost")]
    pub unit_cost_lcy: UnitPrice,
    /// The line discount, in percent.
    #[column(class = "price")]
    pub line_discount_percent: Percent,
    /// The line discount, in the currency of the document.
    #[column(class = "price")]
    pub line_discount_amount: Amount,
    /// Where the line discount comes from.
    pub line_discount_type: LineDiscountType,
    /// The chargeable quantity times the price, less the line discount.
    #[column(class = "price")]
    pub line_amount: Amount,
    /// The share of the line in the invoice discount, in the currency of the document.
    #[column(class = "price")]
    pub inv_discount_amount: Amount,
    /// The amount without value added tax, in the currency of the document.
    #[column(class = "price")]
    pub amount: Amount,
    /// The amount with value added tax, in the currency of the document.
    #[column(class = "price")]
    pub amount_including_vat: Amount,
    /// The amount that value added tax is calculated on.
    #[column(class = "price")]
    pub vat_base_amount: Amount,
    /// What a person added to the calculated value added tax, in the currency of the document.
    #[column(class = "price")]
    pub vat_difference: Amount,
    /// The VAT rate, in percent.
    pub vat_percent: Percent,
    /// How value added tax is calculated.
    pub vat_calculation_type: VatCalculationType,
    /// Lines with the same identifier are added up before their tax is rounded.
    pub vat_identifier: Code<20>,
    /// The amount without value added tax, in local currency.
    #[column(class = "price")]
    pub amount_lcy: Amount,
    /// Says that warranty applied to the line.
    pub warranty: bool,
    /// Whether the program added the line, such as a service charge or a rounding difference.
    pub system_created_entry: bool,
    /// The line that this text belongs to; 0 for none.
    pub attached_to_line_no: i64,
    /// The day of the posting.
    pub posting_date: Option<Date>,
    /// The service order behind the invoice; blank for an invoice made by hand.
    pub order_no: Code<20>,
    /// The line of the service order.
    pub order_line_no: i64,
    /// The customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// The customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
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
    /// The general product posting group of what was charged.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// The VAT product posting group of what was charged.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    pub dimension_set_id: i64,
}

impl Entity for ServiceInvoiceLine {
    const COLLECTION: &'static str = "postedServiceInvoiceLines";
}
