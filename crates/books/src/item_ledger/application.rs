//! The record of item application entries.

use base::{Code, Date, Quantity};
use store::{Entity, Record};

/// Which receipt a quantity that left was taken from. A receipt has one with itself, so that the
/// quantities of a receipt add up to what remains of it.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "item_application_entry",
    key(entry_no),
    ledger,
    index(inbound_item_entry_no),
    index(outbound_item_entry_no),
    index(item_ledger_entry_no)
)]
pub struct ItemApplicationEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// The item ledger entry that was posted with this entry.
    #[column(relation = "item_ledger_entry")]
    pub item_ledger_entry_no: i64,
    /// The item ledger entry that the quantity came with.
    #[column(relation = "item_ledger_entry")]
    pub inbound_item_entry_no: i64,
    /// The item ledger entry that the quantity left with; 0 when the quantity came.
    #[column(relation = "item_ledger_entry")]
    pub outbound_item_entry_no: i64,
    /// The number of base units: positive for what came, negative for what left.
    pub quantity: Quantity,
    /// The day that the entry counts for in the books.
    pub posting_date: Option<Date>,
    /// Whether somebody chose the receipt, so that its cost is that of the quantity.
    pub cost_application: bool,
    /// The user who posted.
    pub user_id: Code<50>,
}

impl Entity for ItemApplicationEntry {
    const COLLECTION: &'static str = "itemApplicationEntries";
}
