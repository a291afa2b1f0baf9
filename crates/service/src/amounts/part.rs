//! What one invoice takes of a line.

use base::{Amount, Percent, Quantity, UnitPrice};

use super::{LineAmounts, Rounding, line_amounts};

/// A line as it stands in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WholeLine {
    /// What will be charged in all.
    pub chargeable: Quantity,
    /// The price of one unit.
    pub unit_price: UnitPrice,
    /// The line discount.
    pub discount_percent: Percent,
    /// The line discount as an amount, of the chargeable quantity.
    pub discount: Amount,
    /// The invoice discount of the chargeable quantity.
    pub invoice_discount: Amount,
    /// What a person added to the tax of the chargeable quantity.
    pub vat_difference: Amount,
}

/// What is invoiced of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvoicePart {
    /// Gross, line discount and line amount of the part.
    pub amounts: LineAmounts,
    /// The share of the invoice discount.
    pub invoice_discount: Amount,
    /// The share of what a person added to the tax.
    pub vat_difference: Amount,
}

impl InvoicePart {
    /// Line amount less invoice discount: what value added tax is calculated on.
    pub fn net(&self) -> Amount {
        self.amounts.line_amount - self.invoice_discount
    }
}

/// The part of a line that `to_invoice` units are. A whole line keeps its discount to the cent; a
/// part is calculated by itself, so that each invoice adds up for its reader.
pub fn part_to_invoice(line: &WholeLine, to_invoice: Quantity, rounding: &Rounding) -> InvoicePart {
    let mut amounts = line_amounts(to_invoice, line.unit_price, line.discount_percent, rounding);
    if to_invoice == line.chargeable {
        amounts.discount = line.discount;
        amounts.line_amount = amounts.gross - line.discount;
        return InvoicePart {
            amounts,
            invoice_discount: line.invoice_discount,
            vat_difference: line.vat_difference,
        };
    }
    let share = |whole: Amount| {
        if line.chargeable.is_zero() {
            return Amount::ZERO;
        }
        rounding.amount(whole.dec() * to_invoice.dec() / line.chargeable.dec())
    };
    InvoicePart {
        amounts,
        invoice_discount: share(line.invoice_discount),
        vat_difference: share(line.vat_difference),
    }
}
