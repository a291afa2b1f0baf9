//! Foreign currencies, their precisions and dated exchange rates.

mod rate;
mod rules;
#[cfg(test)]
mod tests;

use base::{Amount, Code, Date, Factor, Text, UnitPrice};
pub use rate::{Precision, convert, factor, invoice_rounding, precision, precision_in};
use store::{Options, Record};

/// Which way an amount is rounded.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundingType {
    /// To the nearest multiple, halves away from zero.
    #[default]
    Nearest,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

/// A foreign currency.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "currency", key(code), audited)]
pub struct Currency {
    /// Identifies the currency.
    pub code: Code<10>,
    /// The name of the currency.
    pub description: Text<60>,
    /// The three letters of ISO 4217.
    pub iso_code: Code<3>,
    /// The sign on documents.
    pub symbol: Text<10>,
    /// Amounts are multiples of this; blank means 0.01.
    pub amount_rounding_precision: Amount,
    /// Unit prices are multiples of this; blank means 0.00001.
    pub unit_amount_rounding_precision: UnitPrice,
    /// Totals of invoices are rounded to a multiple of this; blank means 0.01.
    pub invoice_rounding_precision: Amount,
    /// Which way totals of invoices are rounded.
    pub invoice_rounding_type: RoundingType,
    /// Which way value added tax is rounded.
    pub vat_rounding_type: RoundingType,
    /// Counts the changes of the record.
    pub version: i64,
}

/// What a currency is worth from a date on.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "currency_exchange_rate", key(currency_code, starting_date), audited)]
pub struct CurrencyExchangeRate {
    /// The foreign currency.
    #[column(relation = "currency")]
    pub currency_code: Code<10>,
    /// The first day of the rate.
    pub starting_date: Option<Date>,
    /// So much of the foreign currency is worth the relational amount, such as 1.25.
    pub exchange_rate_amount: Factor,
    /// So much of the local currency, usually 1.
    pub relational_exch_rate_amount: Factor,
    /// Counts the changes of the record.
    pub version: i64,
}
