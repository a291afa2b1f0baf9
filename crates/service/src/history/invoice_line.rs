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
    /// Posted invoice that the line belongs to.
    #[column(relation = "service_invoice_header")]
    pub document_no: Code<20>,
    /// Number of the line, the same as in the document that was posted.
    pub line_no: i64,
    /// Service item line of the order that the line was registered for.
    pub service_item_line_no: i64,
    /// Service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// Serial number of the serviced machine.
    pub service_item_serial_no: Code<50>,
    /// Says whether an item, a resource, a cost, a G/L account or only text was charged.
    pub r#type: LineType,
    /// Number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// Variant of the item.
    pub variant_code: Code<10>,
    /// What was charged.
    pub description: Text<100>,
    /// More about what was charged.
    pub description_2: Text<50>,
    /// Location the parts were taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Type of work of a resource.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// Unit of measure of the quantity.
    pub unit_of_measure_code: Code<10>,
    /// Base units in one unit of the line.
    pub qty_per_unit_of_measure: Factor,
    /// Quantity invoiced.
    pub quantity: Quantity,
    /// Quantity invoiced, in the base unit.
    pub quantity_base: Quantity,
    /// Price of one unit, in the currency of the document.
    pub unit_price: UnitPrice,
    /// Cost of one unit, in local currency.
    pub unit_cost_lcy: UnitPrice,
    /// Line discount, in percent.
    pub line_discount_percent: Percent,
    /// Line discount, in the currency of the document.
    pub line_discount_amount: Amount,
    /// Where the line discount comes from.
    pub line_discount_type: LineDiscountType,
    /// Price of the quantity less line discount.
    pub line_amount: Amount,
    /// Share of the discount on the whole invoice.
    pub inv_discount_amount: Amount,
    /// Amount without value added tax.
    pub amount: Amount,
    /// Amount with value added tax.
    pub amount_including_vat: Amount,
    /// What value added tax is calculated on.
    pub vat_base_amount: Amount,
    /// Rate of value added tax.
    pub vat_percent: Percent,
    /// How value added tax is calculated.
    pub vat_calculation_type: VatCalculationType,
    /// Lines with the same identifier are taxed together.
    pub vat_identifier: Code<20>,
    /// Amount without value added tax, in local currency.
    pub amount_lcy: Amount,
    /// Says that the line is under warranty.
    pub warranty: bool,
    /// Says that the program added the line, such as a rounding difference.
    pub system_created_entry: bool,
    /// Line whose text this line continues, 0 if it stands by itself.
    pub attached_to_line_no: i64,
    /// Day of the posting.
    pub posting_date: Option<Date>,
    /// Service order behind the invoice.
    pub order_no: Code<20>,
    /// Line of the service order.
    pub order_line_no: i64,
    /// Customer who received the service.
    #[column(relation = "customer")]
    pub customer_no: Code<20>,
    /// Customer who is invoiced.
    #[column(relation = "customer")]
    pub bill_to_customer_no: Code<20>,
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
    /// General product posting group of what was charged.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// VAT business posting group of the customer.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_group: Code<20>,
    /// VAT product posting group of what was charged.
    #[column(relation = "vat_product_posting_group")]
    pub vat_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// Set of dimension values of the line.
    pub dimension_set_id: i64,
}

impl Entity for ServiceInvoiceLine {
    const COLLECTION: &'static str = "postedServiceInvoiceLines";
}
