//! What was delivered.

use base::{Code, Date, Factor, Percent, Quantity, Text, UnitPrice};
use store::{Entity, Record};

use crate::line::{LineDiscountType, LineType};

/// One line of a posted shipment. How much of it is invoiced grows with every invoice.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "service_shipment_line",
    key(document_no, line_no),
    ledger(quantity_invoiced, qty_invoiced_base, qty_shipped_not_invoiced),
    index(order_no, order_line_no)
)]
pub struct ServiceShipmentLine {
    /// The number of the posted shipment that the line belongs to.
    #[column(relation = "service_shipment_header")]
    pub document_no: Code<20>,
    /// The number of the line, the same as in the order.
    pub line_no: i64,
    /// The service item line of the order that the line belonged to.
    pub service_item_line_no: i64,
    /// The service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// The serial number of the machine.
    pub service_item_serial_no: Code<50>,
    /// Says whether an item, a resource, a cost, a G/L account or only text was delivered.
    pub r#type: LineType,
    /// The number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// The variant of the item.
    pub variant_code: Code<10>,
    /// What was delivered.
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
    /// The quantity delivered.
    pub quantity: Quantity,
    /// The quantity delivered, in base units.
    pub quantity_base: Quantity,
    /// The part of the quantity that was invoiced since.
    pub quantity_invoiced: Quantity,
    /// The part of the quantity that was invoiced since, in base units.
    pub qty_invoiced_base: Quantity,
    /// The part of the quantity that was used without charge.
    pub quantity_consumed: Quantity,
    /// The part of the quantity that was used without charge, in base units.
    pub qty_consumed_base: Quantity,
    /// The part of the quantity that is still to be invoiced.
    pub qty_shipped_not_invoiced: Quantity,
    /// The price of one unit, in the currency of the document.
    #[column(class = "price")]
    pub unit_price: UnitPrice,
    /// The cost of one unit, in local currency.
    #[column(class = "cost")]
    pub unit_cost_lcy: UnitPrice,
    /// The line discount, in percent.
    #[column(class = "price")]
    pub line_discount_percent: Percent,
    /// Where the line discount comes from.
    pub line_discount_type: LineDiscountType,
    /// Says that warranty applied to the line.
    pub warranty: bool,
    /// The day of the posting.
    pub posting_date: Option<Date>,
    /// The service order behind the shipment.
    pub order_no: Code<20>,
    /// The line of the service order.
    pub order_line_no: i64,
    /// The item ledger entry of the delivery; 0 if there is none.
    #[column(relation = "item_ledger_entry")]
    pub item_ledger_entry_no: i64,
    /// The service ledger entry of the usage; 0 if there is none.
    #[column(relation = "service_ledger_entry")]
    pub service_ledger_entry_no: i64,
    /// The warranty ledger entry of the delivery; 0 if there is none.
    #[column(relation = "warranty_ledger_entry")]
    pub warranty_ledger_entry_no: i64,
    /// The line that this text belongs to; 0 for none.
    pub attached_to_line_no: i64,
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
    /// The general product posting group of what was delivered.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    pub dimension_set_id: i64,
}

impl Entity for ServiceShipmentLine {
    const COLLECTION: &'static str = "postedServiceShipmentLines";
}
