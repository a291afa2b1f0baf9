//! How the hours of a resource line are divided over service items.

use base::{Decimal, Quantity, cents};

/// What each other service item gets and what stays on the original line. The rest of rounding
/// stays there. Nothing when the quantity is too small to give every item its share.
pub fn shares(quantity: Quantity, items: usize) -> Option<(Quantity, Quantity)> {
    let items = Decimal::from(items);
    if items <= Decimal::ONE {
        return None;
    }
    let share = cents(quantity.dec() / items);
    let rest = quantity.dec() - share * (items - Decimal::ONE);
    (share > Decimal::ZERO && rest > Decimal::ZERO)
        .then(|| (Quantity::of(share), Quantity::of(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_rounding_stays_on_the_original_line() {
        for (quantity, items, expected) in [
            ("10", 3, Some(("3.33", "3.34"))),
            ("5", 3, Some(("1.67", "1.66"))),
            ("1", 3, Some(("0.33", "0.34"))),
            ("7", 4, Some(("1.75", "1.75"))),
            ("0.02", 2, Some(("0.01", "0.01"))),
            ("0.01", 3, None),
            ("0.05", 9, None),
            ("5", 1, None),
            ("5", 0, None),
        ] {
            let quantity: Quantity = quantity.parse().expect("a quantity");
            let expected = expected.map(|(share, rest): (&str, &str)| {
                (share.parse().expect("a share"), rest.parse().expect("a rest"))
            });
            assert_eq!(shares(quantity, items), expected, "{quantity} over {items}");
        }
    }
}
