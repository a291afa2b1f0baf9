//! Price groups, discount groups and invoice discounts of customers.

use base::{Amount, Code, Percent, Text};
use store::Record;

/// Customers who get the same prices.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "customer_price_group", key(code), audited)]
pub struct CustomerPriceGroup {
    /// Identifies the group.
    pub code: Code<10>,
    /// Says which customers belong to the group.
    pub description: Text<100>,
    /// Whether lines with a price of the group count for the invoice discount.
    pub allow_invoice_disc: bool,
    /// Whether lines with a price of the group get line discounts.
    pub allow_line_disc: bool,
    /// Whether prices of the group include value added tax.
    pub price_includes_vat: bool,
    /// The VAT business group that the included tax is worked out for.
    #[column(relation = "vat_business_posting_group")]
    pub vat_bus_posting_gr_price: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// Customers who get the same line discounts.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "customer_discount_group", key(code), audited)]
pub struct CustomerDiscountGroup {
    /// Identifies the group.
    pub code: Code<20>,
    /// Says which customers belong to the group.
    pub description: Text<100>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A discount on the whole invoice, and a charge, from an amount on.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "customer_invoice_discount", key(code, currency_code, minimum_amount), audited)]
pub struct CustomerInvoiceDiscount {
    /// The invoice discount code of customers, usually a customer number.
    pub code: Code<20>,
    /// The currency of the amounts; blank for the local currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// The total of the lines from which the discount is given.
    #[column(class = "open")]
    pub minimum_amount: Amount,
    /// The invoice discount, in percent of the total of the lines.
    #[column(class = "price")]
    pub discount_percent: Percent,
    /// An amount that is added to the invoice.
    #[column(class = "price")]
    pub service_charge: Amount,
    /// Counts the changes of the record.
    pub version: i64,
}
