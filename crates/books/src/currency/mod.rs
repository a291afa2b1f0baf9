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
    /// Identifies the currency, best by its three-letter ISO code.
    pub code: Code<10>,
    /// The name of the currency.
    pub description: Text<60>,
    /// The three-letter code of ISO 4217.
    pub iso_code: Code<3>,
    /// The sign of the currency on documents.
    pub symbol: Text<10>,
    /// Amounts in the currency are rounded to a multiple of this; blank means 0.01.
    #[column(class = "open")]
    pub amount_rounding_precision: Amount,
    /// Unit prices in the currency are rounded to a multiple of this; blank means 0.00001.
    #[column(class = "open")]
    pub unit_amount_rounding_precision: UnitPrice,
    /// Totals of invoices in the currency are rounded to a multiple of this; blank means 0.01.
    #[column(class = "open")]
    pub invoice_rounding_precision: Amount,
    /// Which way totals of invoices are rounded.
    pub invoice_rounding_type: RoundingType,
    /// Which way value added tax is rounded.
    pub vat_rounding_type: RoundingType,
    /// By how much the value added tax of a document may be changed; blank for not at all.
    #[column(class = "open")]
    pub max_vat_difference_allowed: Amount,
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
    /// The first day of the rate; it holds until the next one.
    pub starting_date: Option<Date>,
    /// How much of the foreign currency the relational amount is worth, such as 1.25.
    pub exchange_rate_amount: Factor,
    /// The amount in local currency that the rate is for, usually 1.
    pub relational_exch_rate_amount: Factor,
    /// Counts the changes of the record.
    pub version: i64,
}
