//! Service management: service items, orders and invoices, their prices, posting, what was posted.
//!
//! A folder per noun; inside it the records and one file per verb. Posting loads a situation,
//! plans from it without a database, and applies the plan.

pub mod amounts;
pub mod audit;
mod check;
mod collections;
pub mod comment;
pub mod document_log;
pub mod fault;
pub mod find_entries;
pub mod goal;
pub mod history;
pub mod hooks;
pub mod import;
pub mod installation;
pub mod invoice_discount;
pub mod job;
pub mod ledger;
pub mod line;
pub mod order;
pub mod posting;
pub mod pricing;
pub mod print;
pub mod repair_status;
pub mod response_time;
pub mod roles;
pub mod schema;
pub mod service_hour;
pub mod service_item;
pub mod service_item_group;
pub mod service_item_log;
pub mod service_order_type;
pub mod service_shelf;
pub mod setup;
pub mod statistics;
pub mod status_priority;
mod upgrade;
pub mod ways;

pub use collections::{
    actions, entities, record_name, system_actions, system_entities, table_of, tables,
};
