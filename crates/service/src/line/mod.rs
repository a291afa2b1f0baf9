//! Service lines: the parts, hours, costs and amounts of a service order or invoice.

mod measure;
pub mod numbering;
pub mod quantities;
mod record;
mod shares;

#[cfg(test)]
mod quantities_tests;

pub use record::{LineDiscountType, LineType, ServiceLine};
pub use shares::shares;
