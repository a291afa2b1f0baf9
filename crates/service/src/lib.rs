//! The `service` room.

pub mod amounts;
pub mod history;
pub mod invoice_discount;
pub mod ledger;
pub mod line;
pub mod order;
pub mod pricing;
pub mod statistics;
