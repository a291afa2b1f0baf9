//! How sales to customers are handled: discounts, warnings, rounding.

mod rules;

use base::Code;
pub use rules::of;
use store::{Options, Record};

/// Which discounts are posted to accounts of their own.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DiscountPosting {
    /// None: revenue is posted net of discounts.
    #[default]
    NoDiscounts,
    /// Invoice discounts.
    InvoiceDiscounts,
    /// Line discounts.
    LineDiscounts,
    /// Line and invoice discounts.
    AllDiscounts,
}

impl DiscountPosting {
    /// Whether line discounts are posted separately.
    pub fn line(self) -> bool {
        matches!(self, Self::LineDiscounts | Self::AllDiscounts)
    }

    /// Whether invoice discounts are posted separately.
    pub fn invoice(self) -> bool {
        matches!(self, Self::InvoiceDiscounts | Self::AllDiscounts)
    }
}

/// Which warnings about a customer's credit are given.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CreditWarnings {
    /// About the credit limit and overdue amounts.
    #[default]
    BothWarnings,
    /// About the credit limit only.
    CreditLimit,
    /// About overdue amounts only.
    OverdueBalance,
    /// None.
    NoWarning,
}

impl CreditWarnings {
    /// Whether the credit limit is looked at.
    pub fn credit_limit(self) -> bool {
        matches!(self, Self::BothWarnings | Self::CreditLimit)
    }

    /// Whether overdue amounts are looked at.
    pub fn overdue(self) -> bool {
        matches!(self, Self::BothWarnings | Self::OverdueBalance)
    }
}

/// The set-up of sales and receivables.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "sales_setup", key(primary_key), audited)]
pub struct SalesSetup {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// Which discounts are posted to accounts of their own.
    pub discount_posting: DiscountPosting,
    /// Which warnings about a customer's credit are given: limit exceeded, overdue balance, both or
    /// none.
    pub credit_warnings: CreditWarnings,
    /// Whether a line that exceeds the stock gets a warning.
    pub stockout_warning: bool,
    /// Whether the totals of invoices are rounded.
    pub invoice_rounding: bool,
    /// Whether the invoice discount is calculated by itself before posting.
    pub calc_inv_discount: bool,
    /// Whether a return must name the delivery whose cost it reverses.
    pub exact_cost_reversing_mandatory: bool,
    /// The number series of customers.
    #[column(relation = "number_series")]
    pub customer_nos: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}
