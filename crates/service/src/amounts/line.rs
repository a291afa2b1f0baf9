//! Gross, discount and amount of a line.

use base::{Amount, Percent, Quantity, Refusal, UnitPrice, hundred, refuse};

use super::Rounding;

/// What a quantity at a price with a discount comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineAmounts {
    /// Quantity times price, rounded.
    pub gross: Amount,
    /// The line discount taken off, rounded.
    pub discount: Amount,
    /// Gross less discount.
    pub line_amount: Amount,
}

/// Gross, line discount and line amount of a quantity. For an order line the quantity is the
/// chargeable one: what is consumed is not charged.
pub fn line_amounts(
    quantity: Quantity,
    unit_price: UnitPrice,
    discount_percent: Percent,
    rounding: &Rounding,
) -> LineAmounts {
    let gross = rounding.amount(quantity.dec() * unit_price.dec());
    let discount = rounding.amount(gross.dec() * discount_percent.dec() / hundred());
    LineAmounts { gross, discount, line_amount: gross - discount }
}

/// The percentage that a typed discount amount stands for.
///
/// # Errors
/// Refuses what is not between nothing and the whole line.
pub fn percent_of_discount(gross: Amount, discount: Amount) -> Result<Percent, Refusal> {
    if discount.is_zero() {
        return Ok(Percent::ZERO);
    }
    if gross.is_zero() {
        return Err(refuse!("line.lineDiscountAmount.nothingToDiscount", amount = discount)
            .field("lineDiscountAmount"));
    }
    let percent = hundred() * discount.dec() / gross.dec();
    if percent.is_sign_negative() || percent > hundred() {
        return Err(refuse!("line.lineDiscountAmount.range", amount = discount, most = gross)
            .field("lineDiscountAmount"));
    }
    Ok(Percent::of(percent))
}

/// The discount that a typed line amount stands for, or nothing when it lies within one rounding
/// unit of the discount the line has already.
///
/// # Errors
/// Refuses a line amount without quantity or price, below nothing or above the gross amount.
pub fn discount_of_line_amount(
    gross: Amount,
    current: Amount,
    line_amount: Amount,
    rounding: &Rounding,
) -> Result<Option<Amount>, Refusal> {
    if gross.is_zero() {
        return if line_amount.is_zero() {
            Ok(None)
        } else {
            Err(refuse!("line.lineAmount.needsQuantityAndPrice", amount = line_amount)
                .field("lineAmount"))
        };
    }
    let discount = gross - line_amount;
    if percent_of_discount(gross, discount).is_err() {
        return Err(refuse!("line.lineAmount.range", amount = line_amount, most = gross)
            .field("lineAmount"));
    }
    let differs = (discount - current).abs().dec() > rounding.amount;
    Ok(differs.then_some(discount))
}
