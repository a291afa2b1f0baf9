//! The sums below the lines of a report with prices.

use base::{Amount, Language, Percent, Result, UnitPrice};
use books::currency::Currency;
use books::general_ledger_setup;
use serde_json::{Value as Json, json};
use store::{Tx, key};

use super::labels::label;

/// What a line adds to the sums.
pub struct Summand {
    /// Line amount before the invoice discount, as printed.
    pub line_amount: Amount,
    /// Share of the invoice discount.
    pub inv_discount: Amount,
    /// Net amount.
    pub amount: Amount,
    /// Net amount with value added tax.
    pub including_vat: Amount,
    /// What the tax is calculated on.
    pub base: Amount,
    /// The rate of the tax.
    pub vat_percent: Percent,
    /// Whether the customer owes the tax, which the invoice has to say.
    pub reverse_charge: bool,
}

/// How money is written on a document.
pub struct Money {
    /// The language.
    pub language: Language,
    /// The sign or code of the currency.
    pub symbol: String,
    /// The decimals that its amounts have.
    pub decimals: usize,
}

/// How many decimals an amount that is rounded so has.
fn decimals_of(precision: Amount) -> usize {
    let scale = precision.dec().normalize().scale();
    if precision.is_zero() { 2 } else { usize::try_from(scale).unwrap_or(2) }
}

impl Money {
    /// The writing of a currency; blank for local currency.
    pub fn of(tx: &mut Tx, language: Language, currency_code: &str) -> Result<Self> {
        let (symbol, code, precision) = if currency_code.is_empty() {
            let setup = general_ledger_setup::of(tx)?;
            let code = setup.lcy_code.to_string();
            (setup.local_currency_symbol.to_string(), code, setup.amount_rounding_precision)
        } else {
            let currency: Currency = tx.get(key![currency_code])?.unwrap_or_default();
            let (symbol, code) = (currency.symbol.to_string(), currency_code.to_owned());
            (symbol, code, currency.amount_rounding_precision)
        };
        let symbol = if symbol.is_empty() { code } else { symbol };
        Ok(Self { language, symbol, decimals: decimals_of(precision) })
    }

    /// An amount without its currency.
    pub fn bare(&self, amount: Amount) -> String {
        texts::amount_of(self.language, amount, self.decimals)
    }

    /// The price of one.
    pub fn price(&self, price: UnitPrice) -> String {
        texts::unit_price_of(self.language, price, self.decimals)
    }

    /// An amount with its currency.
    pub fn write(&self, amount: Amount) -> String {
        texts::with_symbol(self.language, &self.bare(amount), &self.symbol)
    }
}

/// The sums by rate, and the total to pay.
pub fn sums(money: &Money, lines: &[Summand]) -> (Vec<Json>, Json) {
    let language = money.language;
    let mut rows = Vec::new();
    let mut push = |label: String, amount: Amount| {
        rows.push(json!({"label": label, "value": money.write(amount)}));
    };
    let discount: Amount = lines.iter().map(|line| line.inv_discount).sum();
    if !discount.is_zero() {
        let before: Amount = lines.iter().map(|line| line.line_amount).sum();
        push(label(language, "subtotal"), before);
        push(label(language, "invoice-discount"), Amount::ZERO - discount);
    }
    push(label(language, "total-excl-vat"), lines.iter().map(|line| line.amount).sum());
    let mut rates: Vec<(bool, Percent)> =
        lines.iter().map(|line| (!line.reverse_charge, line.vat_percent)).collect();
    rates.sort_unstable();
    rates.dedup();
    for (charged, rate) in rates.into_iter().rev() {
        let fits =
            move |line: &&Summand| (!line.reverse_charge, line.vat_percent) == (charged, rate);
        let of_rate = || lines.iter().filter(fits);
        let base: Amount = of_rate().map(|line| line.base).sum();
        let tax: Amount = of_rate().map(|line| line.including_vat - line.amount).sum();
        if base.is_zero() && tax.is_zero() {
            continue;
        }
        let args = [
            ("percent", texts::percent(language, rate).as_str().into()),
            ("base", money.write(base).as_str().into()),
        ];
        let id = if charged { "print-vat-of" } else { "print-vat-reverse-charge" };
        push(texts::text(language, id, &args), tax);
    }
    let total: Amount = lines.iter().map(|line| line.including_vat).sum();
    let total = json!({"label": label(language, "total-incl-vat"), "value": money.write(total)});
    (rows, total)
}

/// A discount in percent as it is printed; blank for none.
pub fn discount(language: Language, percent: Percent) -> String {
    if percent.is_zero() {
        return String::new();
    }
    // What a customer reads has two decimals at most; the amount beside it is exact.
    let shown = Percent::of(base::cents(percent.dec()));
    format!("{}\u{202f}%", texts::percent(language, shown))
}

/// A rate of value added tax as it is printed.
pub fn rate(language: Language, percent: Percent) -> String {
    format!("{}\u{202f}%", texts::percent(language, percent))
}
