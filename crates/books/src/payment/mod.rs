//! Terms and ways of payment.

mod rules;
mod terms;
#[cfg(test)]
mod tests;

use base::{Code, DateFormula, Percent, Text};
use store::Record;
pub use terms::{PaymentDates, dates, due_date};

/// When an invoice is to be paid, and what discount an early payment gets.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "payment_terms", key(code), audited)]
pub struct PaymentTerms {
    /// Identifies the payment terms.
    pub code: Code<10>,
    /// Says what was agreed, as documents show it.
    pub description: Text<100>,
    /// How the due date follows from the document date, such as 30D (30 days) or CM+10D (end of
    /// month and 10 days).
    pub due_date_calculation: DateFormula,
    /// How the last day for the discount follows from the document date.
    pub discount_date_calculation: DateFormula,
    /// The discount for early payment, in percent.
    pub discount_percent: Percent,
    /// Whether credit memos carry the discount and its dates too.
    pub calc_pmt_disc_on_cr_memos: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A way of paying.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "payment_method", key(code), audited)]
pub struct PaymentMethod {
    /// Identifies the payment method.
    pub code: Code<10>,
    /// Says how the customer pays, such as by bank transfer.
    pub description: Text<100>,
    /// The account that the payment is posted to at once with the invoice, such as the cash
    /// account; blank when the customer pays later.
    #[column(relation = "gl_account")]
    pub bal_account_no: Code<20>,
    /// Counts the changes of the record.
    pub version: i64,
}
