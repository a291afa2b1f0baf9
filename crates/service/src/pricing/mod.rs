//! Prices and discounts of service lines, and why they are what they are.

mod greatest;

pub use greatest::greatest;
