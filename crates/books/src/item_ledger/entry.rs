//! The record of item ledger entries.

use base::{Code, Date, Factor, Quantity, Result, Text};
use store::{Entity, Figures, Options, Record, Tx, Wanted};

use super::figures;

/// Why a quantity came or went.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemLedgerEntryType {
    /// It was bought.
    #[default]
    Purchase,
    /// It was delivered to a customer, or came back from one.
    Sale,
    /// It was found, or put into stock without a purchase.
    PositiveAdjmt,
    /// It was lost, or used without a sale.
    NegativeAdjmt,
}

/// The kind of document behind a movement of stock.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemLedgerDocumentType {
    /// None of the others, such as a journal.
    #[default]
    Blank,
    /// A shipment of a service order.
    ServiceShipment,
    /// A service invoice.
    ServiceInvoice,
    /// A service credit memo.
    ServiceCreditMemo,
}

/// Whom a movement of stock concerns.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemSourceType {
    /// Nobody in particular.
    #[default]
    Blank,
    /// A customer.
    Customer,
}

/// What a movement of stock was made for.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemOrderType {
    /// No order.
    #[default]
    Blank,
    /// A service order.
    Service,
}

/// A quantity of an item that came into stock (positive) or left it (negative).
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "item_ledger_entry",
    key(entry_no),
    ledger(remaining_quantity, invoiced_quantity, open, completely_invoiced, last_invoice_date),
    index(posting_date),
    index(item_no, posting_date),
    index(item_no, open, variant_code, location_code, positive, posting_date),
    index(document_no, posting_date)
)]
pub struct ItemLedgerEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// Says why the quantity came or went.
    pub entry_type: ItemLedgerEntryType,
    /// The type of the document.
    pub document_type: ItemLedgerDocumentType,
    /// The number of the document.
    pub document_no: Code<20>,
    /// The line of the document.
    pub document_line_no: i64,
    /// The number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// The date printed on the document.
    pub document_date: Option<Date>,
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// What was moved.
    pub description: Text<100>,
    /// The location of the movement.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The number of base units: positive into stock, negative out of it.
    pub quantity: Quantity,
    /// What of the quantity is still in stock, or was not yet covered by a receipt.
    pub remaining_quantity: Quantity,
    /// What of the quantity was invoiced.
    pub invoiced_quantity: Quantity,
    /// The unit of the document.
    pub unit_of_measure_code: Code<10>,
    /// The number of base units in one unit.
    pub qty_per_unit_of_measure: Factor,
    /// Whether some of the quantity is left.
    pub open: bool,
    /// Whether the quantity came into stock.
    pub positive: bool,
    /// Whether all of the quantity was invoiced.
    pub completely_invoiced: bool,
    /// The day of the last invoice for the quantity.
    pub last_invoice_date: Option<Date>,
    /// The entry that the quantity was taken from by choice; 0 when the program chose.
    pub applies_to_entry: i64,
    /// Whether the entry takes back another one.
    pub correction: bool,
    /// The kind of order behind the movement.
    pub order_type: ItemOrderType,
    /// The order behind the movement.
    pub order_no: Code<20>,
    /// The line of the order.
    pub order_line_no: i64,
    /// Whom the movement concerns.
    pub source_type: ItemSourceType,
    /// The number of the customer.
    pub source_no: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// The set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// The user who posted.
    pub user_id: Code<50>,
}

impl Entity for ItemLedgerEntry {
    const COLLECTION: &'static str = "itemLedgerEntries";

    fn made_of(figure: &str) -> Option<&'static [&'static str]> {
        match figure {
            "costAmountActual" => Some(&["value_entry.cost_amount_actual"]),
            "costAmountExpected" => Some(&["value_entry.cost_amount_expected"]),
            "costAmountNonInvtbl" => Some(&["value_entry.cost_amount_non_invtbl"]),
            "costPostedToGl" => Some(&["value_entry.cost_posted_to_gl"]),
            "salesAmountActual" => Some(&["value_entry.sales_amount_actual"]),
            "salesAmountExpected" => Some(&["value_entry.sales_amount_expected"]),
            _ => None,
        }
    }

    fn calculated(tx: &mut Tx, records: &[Self], wanted: &Wanted) -> Result<Vec<Figures>> {
        figures::of_entries(tx, records, wanted)
    }
}
