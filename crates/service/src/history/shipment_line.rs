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
    index(order_no, order_line_no),
    index(bill_to_customer_no)
)]
pub struct ServiceShipmentLine {
    /// Posted shipment that the line belongs to.
    #[column(relation = "service_shipment_header")]
    pub document_no: Code<20>,
    /// Number of the line, the same as in the order.
    pub line_no: i64,
    /// Service item line of the order that the line was registered for.
    pub service_item_line_no: i64,
    /// Service item that was serviced.
    #[column(relation = "service_item")]
    pub service_item_no: Code<20>,
    /// Serial number of the serviced machine.
    pub service_item_serial_no: Code<50>,
    /// Says whether an item, a resource, a cost, a G/L account or only text was delivered.
    pub r#type: LineType,
    /// Number of the item, resource, service cost or G/L account.
    pub no: Code<20>,
    /// Variant of the item.
    pub variant_code: Code<10>,
    /// What was delivered.
    pub description: Text<100>,
    /// More about what was delivered.
    pub description_2: Text<50>,
    /// Location the parts were taken from.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Type of work of a resource.
    #[column(relation = "work_type")]
    pub work_type_code: Code<10>,
    /// Unit of measure of the quantities.
    pub unit_of_measure_code: Code<10>,
    /// Base units in one unit of the line.
    pub qty_per_unit_of_measure: Factor,
    /// Quantity delivered.
    pub quantity: Quantity,
    /// Quantity delivered, in the base unit.
    pub quantity_base: Quantity,
    /// Part of the quantity that was invoiced since.
    pub quantity_invoiced: Quantity,
    /// Part of the quantity that was invoiced since, in the base unit.
    pub qty_invoiced_base: Quantity,
    /// Part of the quantity that was given away.
    pub quantity_consumed: Quantity,
    /// Part of the quantity that was given away, in the base unit.
    pub qty_consumed_base: Quantity,
    /// Part of the quantity that is still to be invoiced.
    pub qty_shipped_not_invoiced: Quantity,
    /// Price of one unit, in the currency of the document.
    pub unit_price: UnitPrice,
    /// Cost of one unit, in local currency.
    pub unit_cost_lcy: UnitPrice,
    /// Line discount, in percent.
    pub line_discount_percent: Percent,
    /// Where the line discount comes from.
    pub line_discount_type: LineDiscountType,
    /// Says that the line is under warranty.
    pub warranty: bool,
    /// Day of the posting.
    pub posting_date: Option<Date>,
    /// Service order behind the shipment.
    pub order_no: Code<20>,
    /// Line of the service order.
    pub order_line_no: i64,
    /// Item ledger entry of the delivery, 0 if there is none.
    #[column(relation = "item_ledger_entry")]
    pub item_ledger_entry_no: i64,
    /// Service ledger entry of the usage, 0 if there is none.
    #[column(relation = "service_ledger_entry")]
    pub service_ledger_entry_no: i64,
    /// Warranty ledger entry of the delivery, 0 if there is none.
    #[column(relation = "warranty_ledger_entry")]
    pub warranty_ledger_entry_no: i64,
    /// Line whose text this line continues, 0 if it stands by itself.
    pub attached_to_line_no: i64,
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
    /// General product posting group of what was delivered.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// Set of dimension values of the line.
    pub dimension_set_id: i64,
}

impl Entity for ServiceShipmentLine {
    const COLLECTION: &'static str = "postedServiceShipmentLines";
}
