//! The customer ledger: what customers owe, and what became of it.

mod detailed;
mod record;

pub use detailed::{DetailedCustomerLedgerEntry, DetailedEntryType};
pub use record::CustomerLedgerEntry;
