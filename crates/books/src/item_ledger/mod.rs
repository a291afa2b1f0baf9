//! The item ledger: every movement of stock, what it is worth, and which receipt it was taken from.
//!
//! A movement is an item ledger entry; its value is the sum of its value entries: expected while
//! the invoice is awaited, then actual, then adjusted when the costs of receipts are known. A
//! posting loads the [`Stock`] it meets, moves and invoices quantities in it, adjusts costs, and
//! takes the entries and the sums for the general ledger out of it.

mod actions;
mod adjust;
mod adjust_cost;
mod application;
mod average;
mod checks;
mod cost_posting;
mod cover;
mod entries;
mod entry;
mod figures;
mod item_stock;
mod load;
mod load_average;
mod movement;
mod post_cost;
mod stock;
mod unit_cost;
mod value;
mod value_entry;

#[cfg(test)]
mod tests;

pub use actions::actions;
pub use adjust_cost::{ADJUST_COST, Adjusted, adjust_cost};
pub use application::ItemApplicationEntry;
pub use checks::CHECKS;
pub use cost_posting::CostPosting;
pub use entries::{Connected, CostChange, EntryRef, ItemEntries, Valued};
pub use entry::{
    ItemLedgerDocumentType, ItemLedgerEntry, ItemLedgerEntryType, ItemOrderType, ItemSourceType,
};
pub use figures::{inventory, of_items};
pub use item_stock::ItemStock;
pub use movement::{Invoicing, Movement, Wanted};
pub(crate) use post_cost::SOURCE_CODE;
pub use post_cost::{CostPosted, POST_COST, post_cost};
pub use stock::Stock;
pub use value_entry::{ValueEntry, ValueEntryType};
