//! What service stands on: master data, set-up, prices, dimensions, users and the ledgers.
//!
//! A folder per noun; inside it the records and one file per verb. The rules are plain functions
//! over records, apart from the functions that take a transaction and read what they need.

pub mod answer;
pub mod attempts;
pub mod calendar;
#[cfg(test)]
mod captions;
mod check;
pub mod company;
pub mod country_region;
pub mod currency;
pub mod customer;
pub mod customer_ledger;
pub mod dimension;
mod entities;
pub mod entries;
pub mod general_ledger;
pub mod general_ledger_setup;
pub mod gl_account;
pub mod hooks;
pub mod inventory_setup;
pub mod item;
pub mod item_journal;
pub mod item_ledger;
pub mod location;
pub mod number_series;
pub mod payment;
pub mod posting_setup;
pub mod price_list;
pub mod resource;
pub mod resource_ledger;
pub mod responsibility_center;
pub mod sales_setup;
pub mod salesperson;
pub mod saved_view;
pub mod second_factor;
pub mod service_cost;
pub mod system_log;
mod tables;
#[cfg(test)]
mod testing;
mod used;
pub mod user;
pub mod vat;
pub mod vat_ledger;
pub mod work_type;
pub mod zone;

pub use company::language_of_books;
pub use entities::{actions, entities};
pub use tables::{system_tables, tables};
