//! How the general ledger keeps its books: dates, precisions, global dimensions.

mod rules;

use base::{Amount, Code, Date, DateFormula, Percent, Text, UnitPrice};
use store::{Options, Record};

pub use crate::currency::RoundingType;
pub use rules::of;

/// Which customer of a document decides about value added tax.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VatCustomer {
    /// The customer who gets the bill.
    #[default]
    BillToPayToNo,
    /// The customer who is served.
    SellToBuyFromNo,
}

/// The set-up of the general ledger.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "general_ledger_setup", key(primary_key), audited)]
pub struct GeneralLedgerSetup {
    /// Always blank: a company has one such record.
    #[column(read_only)]
    pub primary_key: Code<10>,
    /// The first day on which anybody may post; blank for no limit.
    pub allow_posting_from: Option<Date>,
    /// The last day on which anybody may post; blank for no limit.
    pub allow_posting_to: Option<Date>,
    /// The code of the local currency, in which the books are kept.
    pub lcy_code: Code<10>,
    /// The sign of the local currency on documents.
    pub local_currency_symbol: Text<10>,
    /// The name of the local currency.
    pub local_currency_description: Text<60>,
    /// Amounts in local currency are rounded to a multiple of this; blank means 0.01.
    #[column(class = "open")]
    pub amount_rounding_precision: Amount,
    /// Unit prices in local currency are rounded to a multiple of this; blank means 0.00001.
    #[column(class = "open")]
    pub unit_amount_rounding_precision: UnitPrice,
    /// Totals of invoices in local currency are rounded to a multiple of this; blank means 0.01.
    #[column(class = "open")]
    pub inv_rounding_precision_lcy: Amount,
    /// Which way totals of invoices in local currency are rounded.
    pub inv_rounding_type_lcy: RoundingType,
    /// The greatest payment discount that lowers the base of value added tax, in percent.
    pub vat_tolerance_percent: Percent,
    /// By how much the value added tax of a document may be changed; blank for not at all.
    #[column(class = "open")]
    pub max_vat_difference_allowed: Amount,
    /// Whether the payment discount is worked out on amounts without value added tax.
    pub pmt_disc_excl_vat: bool,
    /// How long after the discount date a payment still gets the discount.
    pub payment_discount_grace_period: DateFormula,
    /// Which customer of a document decides about value added tax: who pays or who gets the
    /// service.
    pub bill_to_sell_to_vat_calc: VatCustomer,
    /// The dimension kept in the first dimension column of documents and ledgers.
    #[column(relation = "dimension")]
    pub global_dimension_1_code: Code<20>,
    /// The dimension kept in the second dimension column of documents and ledgers.
    #[column(relation = "dimension")]
    pub global_dimension_2_code: Code<20>,
    /// Whether credit memos are posted as negative amounts on the side of the invoice.
    pub mark_cr_memos_as_corrections: bool,
    /// Counts the changes of the record.
    pub version: i64,
}
