//! The record of value entries.

use base::{Amount, Code, Date, Quantity, Text, UnitPrice};
use store::{Entity, Options, Record};

use super::entry::{ItemLedgerDocumentType, ItemLedgerEntryType, ItemOrderType, ItemSourceType};

/// What a value is made of.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueEntryType {
    /// The cost of the goods themselves.
    #[default]
    DirectCost,
}

/// A part of the value of a movement of stock. The value of an item ledger entry is the sum of its
/// value entries.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "value_entry",
    key(entry_no),
    ledger(cost_posted_to_gl, expected_cost_posted_to_gl),
    index(posting_date),
    index(item_no, valuation_date),
    index(item_ledger_entry_no),
    index(document_no, posting_date),
    index(order_no)
)]
pub struct ValueEntry {
    /// Number of the entry, counted by the program.
    pub entry_no: i64,
    /// Date of the posting.
    pub posting_date: Option<Date>,
    /// Day that the value counts for, which is that of the movement.
    pub valuation_date: Option<Date>,
    /// Says why the quantity came or went.
    pub item_ledger_entry_type: ItemLedgerEntryType,
    /// Says what the value is made of.
    pub entry_type: ValueEntryType,
    /// Whether the entry brings an earlier cost in line with what the goods cost in the end.
    pub adjustment: bool,
    /// Whether the value is what is expected until the invoice comes.
    pub expected_cost: bool,
    /// Kind of document.
    pub document_type: ItemLedgerDocumentType,
    /// Number of the document.
    pub document_no: Code<20>,
    /// Line of the document.
    pub document_line_no: i64,
    /// Number that the customer or another party gave the document.
    pub external_document_no: Code<35>,
    /// Day printed on the document.
    pub document_date: Option<Date>,
    /// Item ledger entry that the value belongs to.
    #[column(relation = "item_ledger_entry")]
    pub item_ledger_entry_no: i64,
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// What was moved.
    pub description: Text<100>,
    /// Where the quantity is kept.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// Number of base units that the value is about: positive into stock, negative out of it.
    pub valued_quantity: Quantity,
    /// Number of base units that moved with this entry.
    pub item_ledger_entry_quantity: Quantity,
    /// Number of base units that this entry invoiced.
    pub invoiced_quantity: Quantity,
    /// Cost of one base unit, in local currency.
    pub cost_per_unit: UnitPrice,
    /// Cost as invoiced: positive into stock, negative out of it, in local currency.
    pub cost_amount_actual: Amount,
    /// Cost as expected until the invoice comes, in local currency.
    pub cost_amount_expected: Amount,
    /// Cost of what is not kept in stock, in local currency.
    pub cost_amount_non_invtbl: Amount,
    /// What of the invoiced cost reached the general ledger.
    pub cost_posted_to_gl: Amount,
    /// What of the expected cost reached the general ledger.
    pub expected_cost_posted_to_gl: Amount,
    /// Revenue as invoiced, in local currency, without value added tax.
    pub sales_amount_actual: Amount,
    /// Revenue as expected until the invoice comes, in local currency, without value added tax.
    pub sales_amount_expected: Amount,
    /// Discounts of the sale, negative on invoices, in local currency.
    pub discount_amount: Amount,
    /// Whether the item is kept in stock.
    pub inventoriable: bool,
    /// Kind of order behind the movement.
    pub order_type: ItemOrderType,
    /// Order behind the movement.
    pub order_no: Code<20>,
    /// Line of the order.
    pub order_line_no: i64,
    /// Says whom the movement concerns.
    pub source_type: ItemSourceType,
    /// Number of the customer who is invoiced.
    pub source_no: Code<20>,
    /// General business posting group.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// General product posting group.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// Kind of stock with respect to inventory accounts.
    #[column(relation = "inventory_posting_group")]
    pub inventory_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// Set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// Where the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// User who posted.
    pub user_id: Code<50>,
}

impl ValueEntry {
    /// The cost of stock in the entry, invoiced and expected.
    pub fn cost(&self) -> Amount {
        self.cost_amount_actual + self.cost_amount_expected
    }
}

impl Entity for ValueEntry {
    const COLLECTION: &'static str = "valueEntries";
}
