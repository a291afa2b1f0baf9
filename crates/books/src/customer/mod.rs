//! Customers, their addresses, groups and invoice discounts.

mod balance;
mod blocked;
mod groups;
mod record;
mod rules;
mod ship_to;
#[cfg(test)]
mod tests;

pub use balance::{balance, balance_due};
pub use blocked::{Purpose, check_blocked};
pub use groups::{CustomerDiscountGroup, CustomerInvoiceDiscount, CustomerPriceGroup};
pub use record::{Customer, CustomerBlocked, ShipToAddress, ShippingAdvice};
