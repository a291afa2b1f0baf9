//! Which earlier deliveries an invoice settles: the oldest first.

use base::Quantity;

use crate::history::ServiceShipmentLine;
use crate::line::quantities::Measured;

/// A part of an earlier delivery that is invoiced now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The place of the delivery among those that were given.
    pub at: usize,
    /// What is invoiced of it.
    pub quantity: Measured,
}

/// Takes what is invoiced of one order line from its deliveries, oldest first, and counts it there.
pub fn settle(
    deliveries: &mut [ServiceShipmentLine],
    order_line_no: i64,
    invoiced: Measured,
) -> Vec<Settled> {
    let mut rest = invoiced;
    let mut settled = Vec::new();
    for (at, delivery) in deliveries.iter_mut().enumerate() {
        if delivery.order_line_no != order_line_no || rest.is_zero() {
            continue;
        }
        let open = open_of(delivery);
        let quantity = if open.of_line < rest.of_line { open } else { rest };
        if quantity.is_zero() {
            continue;
        }
        delivery.quantity_invoiced += quantity.of_line;
        delivery.qty_invoiced_base += quantity.base;
        delivery.qty_shipped_not_invoiced = open.of_line - quantity.of_line;
        rest = rest - quantity;
        settled.push(Settled { at, quantity });
    }
    settled
}

/// What of a delivery is neither invoiced nor consumed.
fn open_of(delivery: &ServiceShipmentLine) -> Measured {
    let left =
        |whole: Quantity, invoiced: Quantity, consumed: Quantity| whole - invoiced - consumed;
    Measured {
        of_line: left(delivery.quantity, delivery.quantity_invoiced, delivery.quantity_consumed),
        base: left(delivery.quantity_base, delivery.qty_invoiced_base, delivery.qty_consumed_base),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        text.parse().expect("a quantity")
    }

    #[test]
    fn the_oldest_delivery_is_invoiced_first() {
        for (invoiced, expected) in [
            ("3", vec![(0, "3")]),
            ("4", vec![(0, "4")]),
            ("5", vec![(0, "4"), (2, "1")]),
            ("10", vec![(0, "4"), (2, "6")]),
            ("0", vec![]),
        ] {
            let delivery = |line: i64, quantity: &str| ServiceShipmentLine {
                order_line_no: line,
                quantity: q(quantity),
                quantity_base: q(quantity),
                qty_shipped_not_invoiced: q(quantity),
                ..ServiceShipmentLine::default()
            };
            let mut deliveries = [delivery(1, "4"), delivery(2, "9"), delivery(1, "6")];
            let invoiced = Measured { of_line: q(invoiced), base: q(invoiced) };
            let found = settle(&mut deliveries, 1, invoiced);
            let found: Vec<_> = found.iter().map(|s| (s.at, s.quantity.of_line)).collect();
            let expected: Vec<_> = expected.into_iter().map(|(at, text)| (at, q(text))).collect();
            assert_eq!(found, expected, "{invoiced:?}");
            assert_eq!(deliveries[1].quantity_invoiced, Quantity::ZERO);
        }
    }
}
