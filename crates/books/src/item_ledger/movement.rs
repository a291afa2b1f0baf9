//! What moves, as whoever posts says it.

use base::{Amount, Code, Date, Factor, Quantity, Text, UnitPrice};

use super::entry::{ItemLedgerDocumentType, ItemLedgerEntryType, ItemOrderType, ItemSourceType};

/// Stock that is about to move at a place, so that what it meets there is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The item.
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// The location; blank for none.
    pub location_code: Code<10>,
    /// How many base units leave.
    pub outgoing: Quantity,
    /// How many base units come in.
    pub incoming: Quantity,
}

/// A quantity that comes in or leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Movement {
    /// Why it moves.
    pub entry_type: ItemLedgerEntryType,
    /// Kind of the document that moves it.
    pub document_type: ItemLedgerDocumentType,
    /// Number or placeholder of that document.
    pub document_no: Code<20>,
    /// Line of that document; refusals name it.
    pub document_line_no: i64,
    /// Number that the other party gave the document.
    pub external_document_no: Code<35>,
    /// Day printed on the document.
    pub document_date: Option<Date>,
    /// Day of the movement.
    pub posting_date: Option<Date>,
    /// The item.
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// The location; blank for none.
    pub location_code: Code<10>,
    /// What is moved.
    pub description: Text<100>,
    /// Number of base units, never negative.
    pub quantity: Quantity,
    /// Unit of measure of the document.
    pub unit_of_measure_code: Code<10>,
    /// Base units in one unit of the document.
    pub qty_per_unit_of_measure: Factor,
    /// Cost of one base unit, in local currency. Items with a standard cost take that.
    pub unit_cost: UnitPrice,
    /// Cost of the whole quantity, where it is known to the cent; otherwise it follows from the cost
    /// of one base unit.
    pub cost_amount: Option<Amount>,
    /// Revenue expected for what is not invoiced at once, in local currency, without value added
    /// tax; of the whole quantity.
    pub sales_amount: Amount,
    /// What of it is invoiced at once. Nothing means that the invoice comes later.
    pub invoicing: Option<Invoicing>,
    /// Entry that the quantity is taken from; 0 leaves the choice to the program.
    pub applies_to_entry: i64,
    /// Whether the movement takes back another one.
    pub correction: bool,
    /// Kind of order behind the movement.
    pub order_type: ItemOrderType,
    /// Order behind the movement.
    pub order_no: Code<20>,
    /// Line of the order.
    pub order_line_no: i64,
    /// Whom the movement concerns.
    pub source_type: ItemSourceType,
    /// Number of the customer.
    pub source_no: Code<20>,
    /// Who is invoiced; blank for the same.
    pub invoice_to_source_no: Code<20>,
    /// General business posting group.
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    pub gen_prod_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Set of dimension values.
    pub dimension_set_id: i64,
}

/// A quantity of a movement that is invoiced, or consumed and so needs no invoice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invoicing {
    /// Number of base units, never negative.
    pub quantity: Quantity,
    /// Kind of the document that invoices it.
    pub document_type: ItemLedgerDocumentType,
    /// Number or placeholder of that document.
    pub document_no: Code<20>,
    /// Line of that document.
    pub document_line_no: i64,
    /// Number that the other party gave the document.
    pub external_document_no: Code<35>,
    /// Day printed on the document.
    pub document_date: Option<Date>,
    /// Day of the invoice.
    pub posting_date: Option<Date>,
    /// Revenue of the quantity, net of discounts, in local currency, without value added tax.
    pub sales_amount: Amount,
    /// Line and invoice discount of the quantity, in local currency, not negative.
    pub discount_amount: Amount,
}

impl Invoicing {
    /// All of a movement is settled by its own document, without revenue: adjustments, purchases
    /// and consumption.
    pub fn at_once(movement: &Movement) -> Self {
        Self {
            quantity: movement.quantity,
            document_type: movement.document_type,
            document_no: movement.document_no.clone(),
            document_line_no: movement.document_line_no,
            external_document_no: movement.external_document_no.clone(),
            document_date: movement.document_date,
            posting_date: movement.posting_date,
            ..Self::default()
        }
    }
}
