//! Exchange rates and precisions.

use base::{Amount, Code, Date, Decimal, Factor, Result, UnitPrice, decimal, refuse, round};
use store::{Tx, key, params};

use super::{Currency, CurrencyExchangeRate, RoundingType};
use crate::general_ledger_setup::{self, GeneralLedgerSetup};

/// How finely amounts of a currency are rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Precision {
    /// Amounts are multiples of this.
    pub amount: Decimal,
    /// Unit prices are multiples of this.
    pub unit_amount: Decimal,
    /// Totals of invoices are rounded to a multiple of this.
    pub invoice: Decimal,
    /// Which way totals of invoices are rounded.
    pub invoice_type: RoundingType,
    /// Which way value added tax is rounded.
    pub vat_type: RoundingType,
}

impl Default for Precision {
    fn default() -> Self {
        Self {
            amount: decimal("0.01"),
            unit_amount: decimal("0.00001"),
            invoice: decimal("0.01"),
            invoice_type: RoundingType::Nearest,
            vat_type: RoundingType::Nearest,
        }
    }
}

impl Precision {
    /// That of the local currency.
    pub fn local(set_up: &GeneralLedgerSetup) -> Self {
        Self::of(
            set_up.amount_rounding_precision,
            set_up.unit_amount_rounding_precision,
            set_up.inv_rounding_precision_lcy,
            set_up.inv_rounding_type_lcy,
            RoundingType::Nearest,
        )
    }

    /// That of a foreign currency.
    pub fn foreign(currency: &Currency) -> Self {
        Self::of(
            currency.amount_rounding_precision,
            currency.unit_amount_rounding_precision,
            currency.invoice_rounding_precision,
            currency.invoice_rounding_type,
            currency.vat_rounding_type,
        )
    }

    fn of(
        amount: Amount,
        unit_amount: UnitPrice,
        invoice: Amount,
        invoice_type: RoundingType,
        vat_type: RoundingType,
    ) -> Self {
        let standard = Self::default();
        let given = |value: Decimal, other: Decimal| if value.is_zero() { other } else { value };
        Self {
            amount: given(amount.dec(), standard.amount),
            unit_amount: given(unit_amount.dec(), standard.unit_amount),
            invoice: given(invoice.dec(), standard.invoice),
            invoice_type,
            vat_type,
        }
    }

    /// Rounds to an amount.
    pub fn amount(&self, value: Decimal) -> Amount {
        Amount::of(round(value, self.amount))
    }

    /// Rounds to a unit price.
    pub fn unit_price(&self, value: Decimal) -> UnitPrice {
        UnitPrice::of(round(value, self.unit_amount))
    }
}

impl RoundingType {
    /// Rounds to a multiple of `precision` this way.
    pub fn round(self, value: Decimal, precision: Decimal) -> Decimal {
        if precision.is_zero() {
            return value;
        }
        let parts = value / precision;
        let whole = match self {
            Self::Nearest => return round(value, precision),
            Self::Up if parts.is_sign_negative() => parts.floor(),
            Self::Up => parts.ceil(),
            Self::Down => parts.trunc(),
        };
        whole * precision
    }
}

/// What must be added to a total of an invoice to round it.
pub fn invoice_rounding(total: Amount, precision: &Precision) -> Amount {
    Amount::of(precision.invoice_type.round(total.dec(), precision.invoice)) - total
}

/// How much of a currency one unit of the local currency is worth on a day; 1 for the local
/// currency itself, whose code is blank or that of the set-up.
///
/// # Errors
/// Refuses a currency without a rate on that day.
pub fn factor(tx: &mut Tx, code: &str, date: Date) -> Result<Factor> {
    if is_local(tx, code)? {
        return Ok(Factor::ONE);
    }
    let rate: Option<CurrencyExchangeRate> = tx.first(
        "WHERE \"currency_code\" = $1 AND \"starting_date\" <= $2 ORDER BY \"starting_date\" DESC",
        params![code, date],
    )?;
    let rate =
        rate.ok_or_else(|| refuse!("currency.rate.missing", currency = code, date = date))?;
    Ok(of_rate(&rate))
}

/// The factor of a rate.
pub(super) fn of_rate(rate: &CurrencyExchangeRate) -> Factor {
    let local = rate.relational_exch_rate_amount.dec();
    if local.is_zero() {
        return Factor::ONE;
    }
    Factor::of(rate.exchange_rate_amount.dec() / local)
}

/// How finely amounts of a currency are rounded; blank for the local currency.
///
/// # Errors
/// Refuses an unknown currency.
pub fn precision(tx: &mut Tx, code: &str) -> Result<Precision> {
    let set_up = general_ledger_setup::of(tx)?;
    precision_in(tx, &set_up, code)
}

/// The same when the set-up has been read already.
///
/// # Errors
/// Refuses an unknown currency.
pub fn precision_in(tx: &mut Tx, set_up: &GeneralLedgerSetup, code: &str) -> Result<Precision> {
    if code.is_empty() || set_up.lcy_code == code {
        return Ok(Precision::local(set_up));
    }
    let currency: Option<Currency> = tx.get(key![code])?;
    currency
        .map(|currency| Precision::foreign(&currency))
        .ok_or_else(|| refuse!("currency.unknown", currency = code).into())
}

/// An amount of one currency in another, by their factors, not rounded.
pub fn convert(value: Decimal, from: Factor, to: Factor) -> Decimal {
    if from == to { value } else { value / from.dec() * to.dec() }
}

fn is_local(tx: &mut Tx, code: &str) -> Result<bool> {
    Ok(code.is_empty() || general_ledger_setup::of(tx)?.lcy_code == Code::<10>::parse(code)?)
}
