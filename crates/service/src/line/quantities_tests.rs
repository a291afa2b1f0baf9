//! The limits and drags of quantities, as tables.

use base::{Factor, Quantity, Refusals, decimal};

use super::quantities::*;

fn q(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

/// Quantity, shipped, invoiced, consumed; the next posting as proposed.
fn line(state: [&str; 4]) -> Quantities {
    let [quantity, shipped, invoiced, consumed] = state.map(q);
    let mut line = Quantities::default();
    line.enter_quantity(quantity).expect("a quantity");
    line.after(&Taken {
        shipped: line.measured(shipped),
        invoiced: line.measured(invoiced),
        consumed: line.measured(consumed),
    })
}

/// To ship, to invoice, to consume.
fn next(line: &Quantities) -> [Quantity; 3] {
    [line.to_ship.of_line, line.to_invoice.of_line, line.to_consume.of_line]
}

type Enter = fn(&mut Quantities, Quantity) -> Result<(), base::Refusal>;
const QUANTITY: Enter = Quantities::enter_quantity;
const TO_SHIP: Enter = Quantities::enter_to_ship;
const TO_INVOICE: Enter = Quantities::enter_to_invoice;
const TO_CONSUME: Enter = Quantities::enter_to_consume;

#[test]
fn entering_drags_the_other_quantities_along() {
    for (state, steps, expected) in [
        // The example of the rules: five, three to ship, posted, two to consume.
        (["5", "0", "0", "0"], vec![], ["5", "5", "0"]),
        (["5", "0", "0", "0"], vec![(TO_SHIP, "3")], ["3", "3", "0"]),
        (["5", "3", "0", "0"], vec![], ["2", "5", "0"]),
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2")], ["2", "0", "2"]),
        // A quantity to consume follows the quantity to ship, and falls with it.
        (["5", "0", "0", "0"], vec![(TO_CONSUME, "2"), (TO_SHIP, "4")], ["4", "0", "4"]),
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2"), (TO_SHIP, "0")], ["0", "3", "0"]),
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2"), (TO_CONSUME, "0")], ["2", "5", "0"]),
        // Typing what is to be invoiced gives the consumption up.
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2"), (TO_INVOICE, "4")], ["2", "4", "0"]),
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2"), (TO_INVOICE, "0")], ["2", "0", "2"]),
        // A change of the quantity keeps the consumption, as far as it fits.
        (["5", "0", "0", "0"], vec![(TO_CONSUME, "2"), (QUANTITY, "8")], ["2", "0", "2"]),
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2"), (QUANTITY, "4")], ["1", "3", "1"]),
        (["5", "3", "0", "0"], vec![(TO_CONSUME, "2"), (QUANTITY, "3")], ["0", "3", "0"]),
        (["10", "4", "4", "0"], vec![(QUANTITY, "12")], ["8", "8", "0"]),
        (["10", "4", "2", "0"], vec![], ["6", "8", "0"]),
        (["10", "0", "0", "0"], vec![(TO_SHIP, "0"), (TO_INVOICE, "0")], ["0", "0", "0"]),
    ] {
        let mut line = line(state);
        for (enter, value) in &steps {
            enter(&mut line, q(value)).expect("accepted");
        }
        assert_eq!(next(&line), expected.map(q), "{state:?}");
    }
}

#[test]
fn limits_after_partial_shipping() {
    let ten = ["10", "4", "0", "0"];
    for (state, before, enter, value, expected) in [
        (ten, None, QUANTITY, "3", Err(("line.quantity.belowShipped", "4"))),
        (ten, None, QUANTITY, "4", Ok(())),
        (ten, None, QUANTITY, "12", Ok(())),
        (ten, None, TO_SHIP, "7", Err(("line.qtyToShip.moreThanOutstanding", "6"))),
        (ten, None, TO_SHIP, "6", Ok(())),
        (ten, None, TO_CONSUME, "7", Err(("line.qtyToConsume.moreThanNotShipped", "6"))),
        (ten, None, TO_CONSUME, "6", Ok(())),
        (
            ten,
            Some((TO_SHIP, "6")),
            TO_INVOICE,
            "11",
            Err(("line.qtyToInvoice.moreThanShipped", "10")),
        ),
        (ten, Some((TO_SHIP, "6")), TO_INVOICE, "10", Ok(())),
        (
            ten,
            Some((TO_SHIP, "2")),
            TO_INVOICE,
            "7",
            Err(("line.qtyToInvoice.moreThanShipped", "6")),
        ),
        (
            ["10", "8", "3", "2"],
            None,
            TO_INVOICE,
            "6",
            Err(("line.qtyToInvoice.moreThanShipped", "5")),
        ),
        (
            ["6", "5", "0", "0"],
            None,
            TO_CONSUME,
            "2",
            Err(("line.qtyToConsume.moreThanNotShipped", "1")),
        ),
        (["6", "5", "0", "0"], None, TO_CONSUME, "1", Ok(())),
        (ten, None, QUANTITY, "-1", Err(("line.quantity.negative", "-1"))),
        (ten, None, TO_SHIP, "-1", Err(("line.quantity.negative", "-1"))),
        (ten, None, TO_INVOICE, "-0.00001", Err(("line.quantity.negative", "-0.00001"))),
        (ten, None, TO_CONSUME, "-1", Err(("line.quantity.negative", "-1"))),
    ] {
        let mut line = line(state);
        if let Some((enter, value)) = before {
            enter(&mut line, q(value)).expect("accepted");
        }
        let unchanged = line;
        let found = enter(&mut line, q(value));
        match (&found, expected) {
            (Ok(()), Ok(())) => {}
            (Err(refusal), Err((code, limit))) => {
                assert_eq!(refusal.code, code, "{state:?} {value}");
                let limit = base::Arg::from(q(limit));
                assert!(refusal.args.iter().any(|(_, arg)| *arg == limit), "{refusal:?}");
                assert_eq!(line, unchanged, "a refusal changes nothing");
            }
            _ => panic!("{state:?} {value}: {found:?}"),
        }
    }
}

#[test]
fn consuming_in_steps_lowers_what_is_charged() {
    let mut line = line(["10", "3", "3", "0"]);
    for (consume, shipped, consumed) in [("2", "5", "2"), ("4", "9", "6")] {
        line.enter_to_consume(q(consume)).expect("accepted");
        line = line.after(&Taken {
            shipped: line.to_ship,
            consumed: line.to_consume,
            invoiced: Measured::ZERO,
        });
        assert_eq!(line.shipped.of_line, q(shipped));
        assert_eq!(line.consumed.of_line, q(consumed));
        assert_eq!(line.invoiced.of_line, q("3"));
    }
    assert_eq!(line.chargeable(), q("4"));
    assert!(!line.settled() && !line.completely_shipped());
}

#[test]
fn sums_of_a_line() {
    for (state, outstanding, not_invoiced, chargeable, shipped, settled) in [
        (["5", "3", "1", "1"], "2", "1", "4", false, false),
        (["5", "5", "5", "0"], "0", "0", "5", true, true),
        (["5", "5", "0", "5"], "0", "0", "0", true, true),
        (["0", "0", "0", "0"], "0", "0", "0", false, true),
    ] {
        let line = line(state);
        assert_eq!(line.outstanding().of_line, q(outstanding));
        assert_eq!(line.shipped_not_invoiced().of_line, q(not_invoiced));
        assert_eq!(line.chargeable(), q(chargeable));
        assert_eq!(line.completely_shipped(), shipped);
        assert_eq!(line.settled(), settled);
    }
}

#[test]
fn base_quantities_reach_zero_together() {
    let third: Factor = "0.33333".parse().expect("a factor");
    let mut line = Quantities::default();
    line.measure.per_unit = third;
    line.measure.precision = decimal("0.01");
    line.enter_quantity(q("3")).expect("accepted");
    assert_eq!(line.quantity.base, q("1"));
    for (left, base) in [("2", "0.67"), ("1", "0.34"), ("0", "0")] {
        line.enter_to_ship(q("1")).expect("accepted");
        line = line.after(&Taken {
            shipped: line.to_ship,
            invoiced: line.to_invoice,
            consumed: Measured::ZERO,
        });
        assert_eq!(line.outstanding(), Measured { of_line: q(left), base: q(base) });
    }
    assert!(line.settled());
}

#[test]
fn another_unit_keeps_the_numbers() {
    let mut line = line(["5", "0", "0", "0"]);
    line.remeasure(Measure { per_unit: "12".parse().expect("a factor"), ..Measure::default() });
    assert_eq!(line.quantity, Measured { of_line: q("5"), base: q("60") });
    assert_eq!(line.to_ship.base, q("60"));
}

#[test]
fn an_invoice_ships_and_invoices_all_of_a_line() {
    let mut line = line(["5", "0", "0", "0"]);
    let mut refusals = Refusals::default();
    check_direct_invoice(&line, 10_000, &mut refusals);
    assert!(refusals.is_empty());
    line.enter_to_ship(q("3")).expect("accepted");
    check_direct_invoice(&line, 10_000, &mut refusals);
    let fields: Vec<_> = refusals.0.iter().map(|refusal| refusal.field.clone()).collect();
    assert_eq!(fields, [Some("qtyToShip".to_owned()), Some("qtyToInvoice".to_owned())]);
}
