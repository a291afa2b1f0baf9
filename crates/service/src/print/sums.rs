//! The sums below the lines of a report with prices.

use base::{Amount, Language, Percent, Result};
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
}

impl Money {
    /// The writing of a currency; blank for local currency.
    pub fn of(tx: &mut Tx, language: Language, currency_code: &str) -> Result<Self> {
        let symbol = if currency_code.is_empty() {
            let setup = general_ledger_setup::of(tx)?;
            if setup.local_currency_symbol.is_empty() {
                setup.lcy_code.to_string()
            } else {
                setup.local_currency_symbol.to_string()
            }
        } else {
            let currency: Option<Currency> = tx.get(key![currency_code])?;
            let symbol = currency.map(|currency| currency.symbol.to_string());
            symbol.filter(|s| !s.is_empty()).unwrap_or_else(|| currency_code.to_owned())
        };
        Ok(Self { language, symbol })
    }

    /// An amount with its currency.
    pub fn write(&self, amount: Amount) -> String {
        texts::amount_with_symbol(self.language, amount, &self.symbol)
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
