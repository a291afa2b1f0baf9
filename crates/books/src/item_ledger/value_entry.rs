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
    index(document_no, posting_date)
)]
pub struct ValueEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// The day that the value counts for, which is that of the movement.
    pub valuation_date: Option<Date>,
    /// Says why the quantity came or went.
    pub item_ledger_entry_type: ItemLedgerEntryType,
    /// Says what the value is made of, such as direct cost.
    pub entry_type: ValueEntryType,
    /// Whether the entry brings an earlier cost in line with what the goods cost in the end.
    pub adjustment: bool,
    /// Whether the value is what is expected until the invoice comes.
    pub expected_cost: bool,
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
    /// The item ledger entry that the value belongs to.
    #[column(relation = "item_ledger_entry")]
    pub item_ledger_entry_no: i64,
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
    /// The number of base units that the value is about: positive into stock, negative out of it.
    pub valued_quantity: Quantity,
    /// The number of base units that moved with this entry.
    pub item_ledger_entry_quantity: Quantity,
    /// The number of base units that this entry invoiced.
    pub invoiced_quantity: Quantity,
    /// The cost of one base unit, in local currency.
    #[column(class = "cost")]
    pub cost_per_unit: UnitPrice,
    /// The cost as invoiced: positive into stock, negative out of it, in local currency.
    #[column(class = "cost")]
    pub cost_amount_actual: Amount,
    /// The cost as expected until the invoice comes, in local currency.
    #[column(class = "cost")]
    pub cost_amount_expected: Amount,
    /// The cost of what is not kept in stock, in local currency.
    #[column(class = "cost")]
    pub cost_amount_non_invtbl: Amount,
    /// What of the invoiced cost is posted to the general ledger.
    #[column(class = "cost")]
    pub cost_posted_to_gl: Amount,
    /// What of the expected cost is posted to the general ledger.
    #[column(class = "cost")]
    pub expected_cost_posted_to_gl: Amount,
    /// The revenue as invoiced, in local currency, without value added tax.
    #[column(class = "revenue")]
    pub sales_amount_actual: Amount,
    /// The revenue as expected until the invoice comes, in local currency, without value added tax.
    #[column(class = "revenue")]
    pub sales_amount_expected: Amount,
    /// The discounts of the sale, negative on invoices, in local currency.
    #[column(class = "revenue")]
    pub discount_amount: Amount,
    /// Whether the item is kept in stock.
    pub inventoriable: bool,
    /// The kind of order behind the movement.
    pub order_type: ItemOrderType,
    /// The order behind the movement.
    pub order_no: Code<20>,
    /// The line of the order.
    pub order_line_no: i64,
    /// Whom the movement concerns.
    pub source_type: ItemSourceType,
    /// The number of the customer who is invoiced.
    pub source_no: Code<20>,
    /// The general business posting group of the customer.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of what was moved or sold.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The group that decides about inventory accounts, together with the location.
    #[column(relation = "inventory_posting_group")]
    pub inventory_posting_group: Code<20>,
    /// Value of the first global dimension.
    pub global_dimension_1_code: Code<20>,
    /// Value of the second global dimension.
    pub global_dimension_2_code: Code<20>,
    /// The set of dimension values of the entry.
    pub dimension_set_id: i64,
    /// The part of the program that the posting came from.
    #[column(relation = "source_code")]
    pub source_code: Code<10>,
    /// The user who posted.
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
