//! The ledger entries of a posting, one file per ledger.

pub mod customer;
pub mod general;
pub mod item;
pub mod resource;
pub mod revenue;
pub mod service;
pub mod warranty;
