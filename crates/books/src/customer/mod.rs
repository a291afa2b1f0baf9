//! Customers, their addresses, groups and invoice discounts.

mod groups;
mod record;

pub use groups::{CustomerDiscountGroup, CustomerInvoiceDiscount, CustomerPriceGroup};
pub use record::{Customer, CustomerBlocked, ShipToAddress, ShippingAdvice};
