//! Prices and discounts of service lines, and why they are what they are.

pub mod discount;
mod find;
mod greatest;
mod trace;

pub use find::{find, find_cost};
pub use greatest::greatest;
pub use trace::trace;
