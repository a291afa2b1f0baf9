//! What an invoice charges, line by line, in the currency of the document and in the local one.
//!
//! Value added tax is rounded on the group; local amounts are rounded cumulatively. Discounts are
//! kept with their own part of the tax, because they can be posted to their own accounts.

use base::{Amount, Decimal, hundred};
use books::vat::VatCalculationType;

use crate::amounts::{
    InvoicePart, LineAmounts, LocalTally, Rounding, VatAmounts, VatTally, WholeLine,
    part_to_invoice,
};
use crate::line::ServiceLine;
use crate::line::quantities::Measured;
use crate::statistics::Terms;

/// An amount without value added tax, its tax, and what the tax is calculated on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taxed {
    /// Without value added tax.
    pub amount: Amount,
    /// The tax.
    pub vat: Amount,
    /// What the tax is calculated on.
    pub base: Amount,
}

impl Taxed {
    /// With value added tax.
    pub fn including_vat(&self) -> Amount {
        self.amount + self.vat
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            amount: self.amount + other.amount,
            vat: self.vat + other.vat,
            base: self.base + other.base,
        }
    }

    /// The same with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { amount: -self.amount, vat: -self.vat, base: -self.base }
    }
}

impl From<VatAmounts> for Taxed {
    fn from(amounts: VatAmounts) -> Self {
        Self { amount: amounts.amount, vat: amounts.vat, base: amounts.base }
    }
}

/// What a line comes to in one currency: what is charged, and the discounts already taken off it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// What is charged.
    pub net: Taxed,
    /// The line discount.
    pub line_discount: Taxed,
    /// The share of the invoice discount.
    pub invoice_discount: Taxed,
}

/// One line of an invoice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// The quantity invoiced.
    pub quantity: Measured,
    /// Gross, discounts and line amount as printed.
    pub part: InvoicePart,
    /// In the currency of the document.
    pub document: Worth,
    /// In local currency.
    pub local: Worth,
}

/// Adds lines one after the other and says what each of them comes to.
pub struct Charges {
    terms: Terms,
    net: Converted,
    line_discount: Converted,
    invoice_discount: Converted,
}

impl Charges {
    /// Nothing charged yet.
    pub fn new(terms: Terms) -> Self {
        Self {
            terms,
            net: Converted::new(&terms),
            line_discount: Converted::new(&terms),
            invoice_discount: Converted::new(&terms),
        }
    }

    /// What this quantity of a line comes to.
    pub fn charge(&mut self, line: &ServiceLine, quantity: Measured) -> Charge {
        let part = part_to_invoice(&line.whole(), quantity.of_line, &self.terms.rounding);
        self.charge_part(line, quantity, part)
    }

    /// What this quantity of a line comes to when nothing is taken off but the line discount: the
    /// worth of what is used.
    pub fn use_up(&mut self, line: &ServiceLine, quantity: Measured) -> Charge {
        let whole = WholeLine {
            invoice_discount: Amount::ZERO,
            vat_difference: Amount::ZERO,
            ..line.whole()
        };
        let part = part_to_invoice(&whole, quantity.of_line, &self.terms.rounding);
        self.charge_part(line, quantity, part)
    }

    /// An amount with tax that the program adds to the invoice, such as a rounding difference.
    pub fn add_including_vat(&mut self, line: &ServiceLine, including_vat: Amount) -> Charge {
        let document = self.net.tax_inside(line, including_vat);
        let entered = if self.terms.prices_including_vat { including_vat } else { document.amount };
        let amounts = LineAmounts { gross: entered, discount: Amount::ZERO, line_amount: entered };
        Charge {
            quantity: Measured { of_line: line.quantity, base: line.quantity },
            part: InvoicePart { amounts, ..InvoicePart::default() },
            document: Worth { net: document, ..Worth::default() },
            local: Worth { net: self.net.local(&document), ..Worth::default() },
        }
    }

    fn charge_part(&mut self, line: &ServiceLine, quantity: Measured, part: InvoicePart) -> Charge {
        let (net, local_net) = self.net.add(line, part.net(), part.vat_difference);
        let (line_discount, local_line_discount) =
            self.line_discount.add(line, part.amounts.discount, Amount::ZERO);
        let (invoice_discount, local_invoice_discount) =
            self.invoice_discount.add(line, part.invoice_discount, Amount::ZERO);
        Charge {
            quantity,
            part,
            document: Worth { net, line_discount, invoice_discount },
            local: Worth {
                net: local_net,
                line_discount: local_line_discount,
                invoice_discount: local_invoice_discount,
            },
        }
    }
}

/// Amounts with their tax, converted cumulatively, each kind by itself.
struct Converted {
    rounding: Rounding,
    tax: VatTally,
    amount: LocalTally,
    including_vat: LocalTally,
    base: LocalTally,
}

impl Converted {
    fn new(terms: &Terms) -> Self {
        let local = || LocalTally::new(terms.currency_factor, terms.local_rounding);
        Self {
            rounding: terms.rounding,
            tax: VatTally::new(
                terms.prices_including_vat,
                terms.base_discount_percent,
                terms.rounding,
            ),
            amount: local(),
            including_vat: local(),
            base: local(),
        }
    }

    /// The amount as entered, split, in both currencies.
    fn add(
        &mut self,
        line: &ServiceLine,
        entered: Amount,
        vat_difference: Amount,
    ) -> (Taxed, Taxed) {
        let document = self.tax.add_changed(&line.vat_input(entered), vat_difference);
        let document = Taxed::from(document);
        let local = self.local(&document);
        (document, local)
    }

    /// The next amount in local currency.
    fn local(&mut self, document: &Taxed) -> Taxed {
        let amount = self.amount.add(document.amount);
        let including_vat = self.including_vat.add(document.including_vat());
        let base = self.base.add(document.base);
        Taxed { amount, vat: including_vat - amount, base }
    }

    /// An amount with its tax inside, split by itself.
    fn tax_inside(&self, line: &ServiceLine, including_vat: Amount) -> Taxed {
        let rate = match line.vat_calculation_type {
            VatCalculationType::NormalVat => line.vat_percent.dec() / hundred(),
            _ => Decimal::ZERO,
        };
        let amount = self.rounding.amount(including_vat.dec() / (Decimal::ONE + rate));
        Taxed { amount, vat: including_vat - amount, base: amount }
    }
}
