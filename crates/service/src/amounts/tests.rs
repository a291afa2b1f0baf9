//! Every worked number of the rules, as tables.

use base::{Amount, Code, Factor, Percent, Quantity, UnitPrice};

use books::vat::VatCalculationType;

use super::*;

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}
fn price(text: &str) -> UnitPrice {
    text.parse().expect("a price")
}
fn percent(text: &str) -> Percent {
    text.parse().expect("a percentage")
}
fn quantity(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

const EXACT: fn() -> Rounding = Rounding::default;

#[test]
fn lines_are_gross_less_discount() {
    for (q, p, d, gross, discount, line) in [
        ("3", "80", "25", "240", "60", "180"),
        ("3", "125", "10", "375", "37.5", "337.5"),
        ("2", "200", "40", "400", "160", "240"),
        ("1", "200", "40", "200", "80", "120"),
        ("3", "0.333", "0", "1", "0", "1"),
        ("1", "0.333", "0", "0.33", "0", "0.33"),
        ("4", "15.33", "0", "61.32", "0", "61.32"),
        ("8", "12.5", "0", "100", "0", "100"),
        ("2", "100", "15", "200", "30", "170"),
        ("0", "100", "15", "0", "0", "0"),
        ("1", "0.005", "0", "0.01", "0", "0.01"),
    ] {
        let found = line_amounts(quantity(q), price(p), percent(d), &EXACT());
        let expected = LineAmounts {
            gross: amount(gross),
            discount: amount(discount),
            line_amount: amount(line),
        };
        assert_eq!(found, expected, "{q} x {p} - {d} %");
    }
}

#[test]
fn a_typed_discount_amount_is_a_percentage_of_the_gross() {
    for (gross, discount, expected) in
        [("200", "50", "25"), ("300", "100", "33.33333"), ("300", "0", "0"), ("80", "80", "100")]
    {
        assert_eq!(percent_of_discount(amount(gross), amount(discount)), Ok(percent(expected)));
    }
    for (gross, discount, code) in [
        ("200", "200.01", "line.lineDiscountAmount.range"),
        ("200", "-0.01", "line.lineDiscountAmount.range"),
        ("0", "5", "line.lineDiscountAmount.nothingToDiscount"),
    ] {
        let refusal = percent_of_discount(amount(gross), amount(discount)).expect_err("refused");
        assert_eq!(refusal.code, code);
    }
}

#[test]
fn a_typed_line_amount_sets_the_discount() {
    for (gross, current, line, expected) in [
        ("100", "0", "90", Some("10")),
        ("100", "10", "90", None),
        ("100", "10", "89.99", None),
        ("100", "10", "89.98", Some("10.02")),
        ("0", "0", "0", None),
    ] {
        let found = discount_of_line_amount(amount(gross), amount(current), amount(line), &EXACT());
        assert_eq!(found, Ok(expected.map(amount)), "{gross} {current} {line}");
    }
    for (gross, line, code) in [
        ("0", "5", "line.lineAmount.needsQuantityAndPrice"),
        ("100", "100.01", "line.lineAmount.range"),
        ("100", "-1", "line.lineAmount.range"),
    ] {
        let refusal = discount_of_line_amount(amount(gross), Amount::ZERO, amount(line), &EXACT())
            .expect_err("refused");
        assert_eq!(refusal.code, code);
    }
}

fn vat(
    including: bool,
    base_discount: &str,
    calculation: VatCalculationType,
    rate: &str,
    lines: &[&str],
) -> (Vec<VatAmounts>, VatAmounts) {
    let identifier = Code::new("VAT");
    let mut tally = VatTally::new(including, percent(base_discount), EXACT());
    let each = lines
        .iter()
        .map(|net| {
            tally.add(&VatInput {
                identifier: &identifier,
                calculation,
                percent: percent(rate),
                net: amount(net),
            })
        })
        .collect();
    (each, tally.total())
}

fn amounts(amounts: [&str; 4]) -> VatAmounts {
    let [excluding, base, vat, including] = amounts.map(amount);
    VatAmounts { amount: excluding, base, vat, including_vat: including }
}

#[test]
fn tax_is_rounded_on_the_group() {
    let (each, total) = vat(false, "0", VatCalculationType::NormalVat, "25", &["10.02", "10.02"]);
    assert_eq!(each[0], amounts(["10.02", "10.02", "2.51", "12.53"]));
    assert_eq!(each[1], amounts(["10.02", "10.02", "2.5", "12.52"]));
    assert_eq!(total.vat, amount("5.01"));
}

#[test]
fn worked_examples_of_tax() {
    use VatCalculationType::{FullVat, NormalVat as Normal, ReverseChargeVat as ReverseCharge};
    for (including, discount, calculation, rate, net, expected) in [
        (false, "0", Normal, "25", "180", ["180", "180", "45", "225"]),
        (true, "0", Normal, "25", "337.5", ["270", "270", "67.5", "337.5"]),
        (true, "0", Normal, "25", "500", ["400", "400", "100", "500"]),
        (false, "2", Normal, "25", "100", ["100", "98", "24.5", "124.5"]),
        (true, "2", Normal, "25", "125", ["100", "98", "24.5", "124.5"]),
        (false, "0", ReverseCharge, "25", "100", ["100", "100", "0", "100"]),
        (true, "0", ReverseCharge, "25", "100", ["100", "100", "0", "100"]),
        (false, "0", FullVat, "100", "40", ["0", "0", "40", "40"]),
        (true, "0", FullVat, "100", "40", ["0", "0", "40", "40"]),
        (false, "0", Normal, "25", "61.32", ["61.32", "61.32", "15.33", "76.65"]),
        (false, "0", Normal, "5.5", "0", ["0", "0", "0", "0"]),
    ] {
        let (each, total) = vat(including, discount, calculation, rate, &[net]);
        assert_eq!(each[0], amounts(expected), "{net} {calculation:?} including: {including}");
        assert_eq!(total, each[0]);
    }
}

#[test]
fn prices_with_tax_group_the_net_as_well() {
    let (each, total) =
        vat(true, "0", VatCalculationType::NormalVat, "25", &["10.03", "10.03", "10.03"]);
    assert_eq!(total, amounts(["24.07", "24.07", "6.02", "30.09"]));
    assert_eq!(each[0].amount, amount("8.02"));
    assert_eq!(each[1].amount, amount("8.03"));
    assert_eq!(each[2].amount, amount("8.02"));
    for line in each {
        assert_eq!(line.including_vat, amount("10.03"));
    }
}

#[test]
fn groups_are_kept_apart_by_identifier_and_sign() {
    let mut tally = VatTally::new(false, Percent::ZERO, EXACT());
    let (full, reduced) = (Code::new("VAT20"), Code::new("VAT10"));
    for (identifier, rate, net) in
        [(&full, "20", "10.02"), (&reduced, "10", "10.05"), (&full, "20", "-10.02")]
    {
        tally.add(&VatInput {
            identifier,
            calculation: VatCalculationType::NormalVat,
            percent: percent(rate),
            net: amount(net),
        });
    }
    let groups: Vec<_> =
        tally.groups().map(|group| (group.identifier.to_string(), group.total.vat)).collect();
    assert_eq!(
        groups,
        [
            ("VAT10".to_owned(), amount("1.01")),
            ("VAT20".to_owned(), amount("2")),
            ("VAT20".to_owned(), amount("-2")),
        ]
    );
}

#[test]
fn example_a_adds_up() {
    let (_, total) = vat(false, "0", VatCalculationType::NormalVat, "25", &["120", "180", "50"]);
    assert_eq!(total, amounts(["350", "350", "87.5", "437.5"]));
}

#[test]
fn open_amounts_follow_the_quantities() {
    // Including tax; chargeable, outstanding, to consume, shipped not invoiced.
    for (including, progress, outstanding, shipped) in [
        ("625", ["5", "2", "0", "3"], "250", "375"),
        ("125", ["8", "8", "0", "0"], "125", "0"),
        ("625", ["5", "5", "0", "0"], "625", "0"),
        ("0", ["0", "5", "5", "0"], "0", "0"),
        // Of ten at 100, four shipped and consumed: six are left to deliver.
        ("750", ["6", "6", "0", "0"], "750", "0"),
        // Of ten at 100, four entered for consumption.
        ("750", ["6", "10", "4", "0"], "750", "0"),
        // Of ten at 100, two consumed, three shipped: five are left to deliver.
        ("1000", ["8", "5", "0", "3"], "625", "375"),
    ] {
        let [chargeable, left, to_consume, not_invoiced] = progress.map(quantity);
        let progress = Progress {
            chargeable,
            outstanding: left,
            to_consume,
            shipped_not_invoiced: not_invoiced,
        };
        let found = open_amounts(amount(including), &progress, &EXACT());
        assert_eq!(found.outstanding, amount(outstanding), "{progress:?}");
        assert_eq!(found.shipped_not_invoiced, amount(shipped), "{progress:?}");
    }
}

#[test]
fn a_line_bears_its_own_tax_when_it_is_outstanding() {
    let identifier = Code::new("VAT25");
    for (including, discount, calculation, net, expected) in [
        (false, "0", VatCalculationType::NormalVat, "10.02", "12.53"),
        (true, "0", VatCalculationType::NormalVat, "10.02", "10.02"),
        (false, "2", VatCalculationType::NormalVat, "100", "124.5"),
        (true, "2", VatCalculationType::NormalVat, "125", "124.5"),
        (false, "0", VatCalculationType::ReverseChargeVat, "100", "100"),
        (false, "0", VatCalculationType::FullVat, "40", "40"),
    ] {
        let line = VatInput {
            identifier: &identifier,
            calculation,
            percent: percent("25"),
            net: amount(net),
        };
        let found = own_including_vat(&line, including, percent(discount), &EXACT());
        assert_eq!(found, amount(expected), "{net} {calculation:?}");
    }
}

#[test]
fn a_part_is_calculated_by_itself_and_the_whole_keeps_its_cents() {
    let line = WholeLine {
        chargeable: quantity("3"),
        unit_price: price("33.33"),
        discount_percent: percent("10.0010"),
        discount: amount("10.01"),
        invoice_discount: amount("10"),
        vat_difference: amount("0.05"),
    };
    for (part, gross, discount, invoice_discount, net) in [
        ("3", "99.99", "10.01", "10", "79.98"),
        ("1", "33.33", "3.33", "3.33", "26.67"),
        ("2", "66.66", "6.67", "6.67", "53.32"),
        ("0", "0", "0", "0", "0"),
    ] {
        let found = part_to_invoice(&line, quantity(part), &EXACT());
        assert_eq!(found.amounts.gross, amount(gross), "gross of {part}");
        assert_eq!(found.amounts.discount, amount(discount), "discount of {part}");
        assert_eq!(found.invoice_discount, amount(invoice_discount), "share of {part}");
        assert_eq!(found.net(), amount(net), "net of {part}");
    }
}

#[test]
fn local_currency_is_rounded_cumulatively() {
    for (factor, foreign, local) in [
        ("1.25", vec!["10.01", "10.01", "10.01"], vec!["8.01", "8.01", "8"]),
        ("1.25", vec!["225", "56.25"], vec!["180", "45"]),
        ("1", vec!["0.01", "0.02"], vec!["0.01", "0.02"]),
        ("1.25", vec!["-10.01", "-10.01", "-10.01"], vec!["-8.01", "-8.01", "-8"]),
    ] {
        let factor: Factor = factor.parse().expect("a factor");
        let mut tally = LocalTally::new(factor, EXACT());
        let found: Vec<_> = foreign.iter().map(|each| tally.add(amount(each))).collect();
        assert_eq!(found, local.into_iter().map(amount).collect::<Vec<_>>(), "{foreign:?}");
    }
    let factor: Factor = "1.25".parse().expect("a factor");
    assert_eq!(local_unit_price(price("125"), factor, &EXACT()), price("100"));
    assert_eq!(
        local_unit_price(price("0.1"), "3".parse().expect("a factor"), &EXACT()),
        price("0.03333")
    );
}

#[test]
fn spreading_loses_no_cent() {
    for (total, weights, expected) in [
        ("100", vec!["1", "1", "1"], vec!["33.33", "33.34", "33.33"]),
        ("10", vec!["99.99", "0"], vec!["10", "0"]),
        ("0.05", vec!["1", "1", "1"], vec!["0.02", "0.01", "0.02"]),
        ("5", vec!["0", "0"], vec!["0", "0"]),
        ("5", vec![], vec![]),
    ] {
        let weights: Vec<_> = weights.into_iter().map(amount).collect();
        let found = spread(amount(total), &weights, &EXACT());
        assert_eq!(found, expected.into_iter().map(amount).collect::<Vec<_>>(), "{total}");
    }
}

#[test]
fn a_tally_goes_on_from_what_the_lines_before_come_to() {
    let identifier = Code::new("VAT20");
    for including in [false, true] {
        let new = || VatTally::new(including, percent("2"), EXACT());
        let line = |net: &str| VatInput {
            identifier: &identifier,
            calculation: VatCalculationType::NormalVat,
            percent: percent("19.6"),
            net: amount(net),
        };
        let nets = ["10.02", "10.02", "0.01", "0", "33.33", "7.77", "10.03"];
        let mut whole = new();
        let (mut net, mut total) = (Amount::ZERO, VatAmounts::default());
        for each in nets {
            let expected = whole.add(&line(each));
            let mut last = new();
            last.go_on(&line(each), net, total);
            assert_eq!(last.add(&line(each)), expected, "{each} behind {net}, {including}");
            net += amount(each);
            total = whole.total();
        }
    }
}
