//! Service lines: the parts, hours, costs and amounts of a service order or invoice.

pub mod quantities;

#[cfg(test)]
mod quantities_tests;
