//! Customers, their addresses, groups and invoice discounts.

mod blocked;
mod groups;
mod record;

pub use blocked::{Purpose, check_blocked};
pub use groups::{CustomerDiscountGroup, CustomerInvoiceDiscount, CustomerPriceGroup};
pub use record::{Customer, CustomerBlocked, ShipToAddress, ShippingAdvice};

crate::check::plain_entities!(
    Customer => "customers",
    ShipToAddress => "shipToAddresses",
    CustomerPriceGroup => "customerPriceGroups",
    CustomerDiscountGroup => "customerDiscountGroups",
    CustomerInvoiceDiscount => "customerInvoiceDiscounts",
);
