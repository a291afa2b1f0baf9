//! The record of item journal lines.

use base::{Amount, Code, Date, Factor, Quantity, Text, UnitPrice};
use store::{Options, Record};

use crate::item_ledger::ItemLedgerEntryType;

/// What a line of the item journal does.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemJournalEntryType {
    /// Something was found, or put into stock without a purchase.
    #[default]
    PositiveAdjmt,
    /// Something was lost, or used without a sale.
    NegativeAdjmt,
    /// Something was bought.
    Purchase,
}

impl ItemJournalEntryType {
    /// Whether stock leaves.
    pub fn leaves(self) -> bool {
        self == Self::NegativeAdjmt
    }
}

impl From<ItemJournalEntryType> for ItemLedgerEntryType {
    fn from(entry_type: ItemJournalEntryType) -> Self {
        match entry_type {
            ItemJournalEntryType::PositiveAdjmt => Self::PositiveAdjmt,
            ItemJournalEntryType::NegativeAdjmt => Self::NegativeAdjmt,
            ItemJournalEntryType::Purchase => Self::Purchase,
        }
    }
}

/// A movement of stock that is prepared and not posted yet.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "item_journal_line", key(journal_batch_name, line_no), index(item_no))]
pub struct ItemJournalLine {
    /// The batch that the line is posted with.
    pub journal_batch_name: Code<10>,
    /// The number of the line in the batch.
    pub line_no: i64,
    /// The day of the movement.
    pub posting_date: Option<Date>,
    /// Says whether something comes in or leaves, and why.
    pub entry_type: ItemJournalEntryType,
    /// Number of the document; blank takes the next number of the series when the line is posted.
    pub document_no: Code<20>,
    /// The number that the other party gave the document.
    pub external_document_no: Code<35>,
    /// The item.
    #[column(relation = "item")]
    pub item_no: Code<20>,
    /// The variant; blank for the item itself.
    pub variant_code: Code<10>,
    /// What is moved.
    pub description: Text<100>,
    /// The location that the item comes into or leaves.
    #[column(relation = "location")]
    pub location_code: Code<10>,
    /// The number of units, never negative; the entry type says whether they come or go.
    pub quantity: Quantity,
    /// The unit that the quantity is counted in.
    #[column(relation = "unit_of_measure")]
    pub unit_of_measure_code: Code<10>,
    /// The number of base units in one unit.
    #[column(read_only)]
    pub qty_per_unit_of_measure: Factor,
    /// The number of base units.
    #[column(read_only)]
    pub quantity_base: Quantity,
    /// The cost of one unit, in local currency.
    #[column(class = "cost")]
    pub unit_amount: UnitPrice,
    /// The cost of the quantity, in local currency.
    #[column(class = "cost")]
    pub amount: Amount,
    /// What one base unit costs, in local currency.
    #[column(read_only, class = "cost")]
    pub unit_cost: UnitPrice,
    /// The item ledger entry that the quantity is taken from; 0 takes the oldest ones.
    pub applies_to_entry: i64,
    /// The general business posting group; mostly blank, as nobody buys or sells.
    #[column(relation = "gen_business_posting_group")]
    pub gen_bus_posting_group: Code<20>,
    /// The general product posting group of the item.
    #[column(relation = "gen_product_posting_group")]
    pub gen_prod_posting_group: Code<20>,
    /// The value of the first global dimension.
    pub shortcut_dimension_1_code: Code<20>,
    /// The value of the second global dimension.
    pub shortcut_dimension_2_code: Code<20>,
    /// The set of dimension values of the line.
    #[column(read_only)]
    pub dimension_set_id: i64,
    /// Counts the changes of the record.
    pub version: i64,
}
