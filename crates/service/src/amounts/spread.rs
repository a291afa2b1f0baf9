//! An amount spread over lines.

use base::{Amount, Decimal};

use super::Rounding;

/// Spreads `total` over lines in proportion to their weights. What rounding leaves is carried to
/// the next line, so that the shares add up to the total.
pub fn spread(total: Amount, weights: &[Amount], rounding: &Rounding) -> Vec<Amount> {
    let whole: Decimal = weights.iter().map(|weight| weight.dec()).sum();
    if whole.is_zero() {
        return vec![Amount::ZERO; weights.len()];
    }
    let mut weight_so_far = Decimal::ZERO;
    let mut given = Amount::ZERO;
    weights
        .iter()
        .map(|weight| {
            weight_so_far += weight.dec();
            let due = rounding.amount(total.dec() * weight_so_far / whole);
            let share = due - given;
            given = due;
            share
        })
        .collect()
}
