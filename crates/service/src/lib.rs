//! The `service` room.

pub mod amounts;
pub mod line;
pub mod invoice_discount;
pub mod order;
pub mod pricing;
pub mod statistics;
pub mod history;
pub mod ledger;
