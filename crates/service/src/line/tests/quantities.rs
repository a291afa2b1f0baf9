//! Quantities, units, words and amounts of lines.

use base::{Amount, Quantity};
use books::item::Item;
use serde_json::json;
use store::key;

use super::company::*;
use crate::line::quantities::{Measured, Taken};

fn q(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

#[test]
fn amounts_stay_within_what_can_be_added_up() {
    on_each(|company| {
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 10}));
        for body in [
            json!({"quantity": 99_999_999_999_i64}),
            json!({"unitPrice": 999_999_999_999_i64}),
            json!({"unitCost": 999_999_999_999_i64}),
        ] {
            let refused = company.refused(|tx| change(tx, &line, &body));
            assert_eq!(refused.code(), "value.number.tooLarge", "{body}");
        }
        assert_eq!(company.line(&line), line, "a refusal changes nothing");
    });
}

#[test]
fn what_is_nothing_in_the_base_unit_is_no_quantity() {
    on_each(|company| {
        company.write(|tx| {
            let mut item: Item = tx.find(key!["I1"])?;
            item.rounding_precision = q("1");
            tx.update(&mut item)
        });
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 10}));
        for (body, field) in [
            (json!({"quantity": 0.1}), "quantity"),
            (json!({"qtyToShip": 0.001}), "qtyToShip"),
            (json!({"qtyToInvoice": 0.4}), "qtyToInvoice"),
            (json!({"qtyToConsume": 0.4}), "qtyToConsume"),
        ] {
            let refused = company.refused(|tx| change(tx, &line, &body));
            assert_eq!(refused.code(), "line.quantity.tooSmall", "{body}");
            assert_eq!(refused.refusals()[0].field.as_deref(), Some(field));
            assert_eq!(company.line(&line), line, "a refusal changes nothing");
        }
    });
}

#[test]
fn limits_after_partial_shipping() {
    on_each(|company| {
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 10}));
        company.write(|tx| {
            let mut line = line.clone();
            let shipped = Measured { of_line: q("4"), base: q("4") };
            let taken = Taken { shipped, ..Taken::default() };
            line.set_quantities(&line.quantities(base::decimal("0.00001")).after(&taken));
            tx.update(&mut line)
        });
        let line = company.line(&line);
        for (body, code) in [
            (json!({"quantity": 3}), "line.quantity.belowShipped"),
            (json!({"qtyToShip": 7}), "line.qtyToShip.moreThanOutstanding"),
            (json!({"qtyToConsume": 7}), "line.qtyToConsume.moreThanNotShipped"),
            (json!({"qtyToShip": 6, "qtyToInvoice": 11}), "line.qtyToInvoice.moreThanShipped"),
            (json!({"no": "I2"}), "line.posted"),
            (json!({"type": "resource"}), "line.posted"),
            (json!({"unitOfMeasureCode": "BOX"}), "line.posted"),
            (json!({"unitPrice": 90}), "line.posted"),
        ] {
            assert_eq!(company.refused(|tx| change(tx, &line, &body)).code(), code, "{body}");
            assert_eq!(company.line(&line), line, "a refusal changes nothing");
        }
        for body in [
            json!({"quantity": 4}),
            json!({"quantity": 12}),
            json!({"qtyToShip": 6}),
            json!({"qtyToConsume": 6}),
        ] {
            let earlier = company.line(&line);
            company.change(&earlier, body);
            company.change(&earlier, json!({"quantity": 10, "qtyToConsume": 0}));
        }
        let invoiced = company.change(&line, json!({"qtyToShip": 6, "qtyToInvoice": 10}));
        assert_eq!(invoiced.qty_to_invoice, q("10"));
        assert_eq!(
            company.refused(|tx| remove(tx, &line)).code(),
            "line.delete.shippedNotInvoiced"
        );
    });
}

#[test]
fn amounts_of_a_document() {
    on_each(|company| {
        let cheap = json!({"type": "item", "no": "I1", "quantity": 1, "unitPrice": 10.02});
        let first = company.add("O1", cheap.clone());
        let second = company.add("O1", cheap);
        assert_eq!((first.line_no, second.line_no), (10_000, 20_000));
        assert_eq!(first.amount_including_vat, amount("12.53"));
        assert_eq!(second.amount_including_vat, amount("12.52"), "the group owes 5.01");
        assert_eq!(second.outstanding_amount, amount("12.53"), "a line by itself");
        company.write(|tx| remove(tx, &first));
        assert_eq!(company.line(&second).amount_including_vat, amount("12.53"));
        let eight = json!({"type": "item", "no": "I1", "quantity": 8, "unitPrice": 12.5});
        let line = company.add("O2", eight);
        assert_eq!(line.outstanding_amount, amount("125"));
        let consumed = company.change(&line, json!({"qtyToConsume": 2}));
        assert_eq!(consumed.line_amount, amount("75"));
        assert_eq!((consumed.qty_to_ship, consumed.qty_to_invoice), (q("2"), q("0")));
    });
}

#[test]
fn prices_including_vat() {
    on_each(|company| {
        company.write(|tx| document(tx, "O9", json!({"pricesIncludingVat": true})));
        let line = company.add("O9", json!({"type": "item", "no": "I1", "quantity": 4}));
        assert_eq!(line.unit_price.to_string(), "125", "the card price of 100 with its tax");
        assert_eq!(line.line_amount, amount("500"));
        assert_eq!(line.amount, amount("400"));
        assert_eq!(line.amount_including_vat, amount("500"));
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 4}));
        assert_eq!((line.amount, line.amount_including_vat), (amount("400"), amount("500")));
    });
}

#[test]
fn units_bring_price_cost_and_quantity() {
    on_each(|company| {
        let body = json!({"type": "item", "no": "I1", "unitOfMeasureCode": "BOX", "quantity": 2});
        let line = company.add("O1", body);
        assert_eq!(line.unit_price.to_string(), "1200");
        assert_eq!(line.unit_cost_lcy.to_string(), "720");
        assert_eq!(line.quantity_base, q("24"));
        let error = company.refused(|tx| change(tx, &line, &json!({"unitOfMeasureCode": "DAY"})));
        assert_eq!(error.code(), "line.unit.notOfItem");
    });
}

#[test]
fn the_customers_words_come_first() {
    on_each(|company| {
        let line = company.add("O1", json!({"type": "item", "no": "I1"}));
        assert_eq!(line.description, "Traduction");
        let line = company.change(&line, json!({"variantCode": "V1"}));
        assert_eq!(line.description, "Variant");
        let line = company.change(&line, json!({"itemReferenceNo": "ABC"}));
        assert_eq!((line.description.as_str(), line.variant_code.as_str()), ("Reference", "V1"));
        let line = company.change(&line, json!({"no": "I2"}));
        assert_eq!(line.description, "Item I2");
        assert!(line.variant_code.is_empty() && line.item_reference_no.is_empty());
        let found = company.add("O1", json!({"type": "item", "itemReferenceNo": "ABC"}));
        assert_eq!((found.no.as_str(), found.variant_code.as_str()), ("I1", "V1"));
        assert_eq!(found.description, "Reference");
        let error = company.refused(|tx| {
            add(tx, "O1", &json!({"type": "item", "no": "I1", "itemReferenceNo": "XYZ"}))
        });
        assert_eq!(error.code(), "line.itemReferenceNo.unknown");
    });
}

#[test]
fn what_a_line_may_be_about() {
    on_each(|company| {
        for (body, code) in [
            (json!({"no": "I1"}), "line.no.typeMissing"),
            (json!({"type": "item", "no": "X"}), "line.no.unknownItem"),
            (json!({"type": "resource", "no": "X"}), "line.no.unknownResource"),
            (json!({"type": "glAccount", "no": "6431"}), "glAccount.notDirect"),
            (json!({"type": "text", "quantity": 1}), "line.text.onlyDescription"),
            (
                json!({"type": "item", "no": "I1", "serviceItemLineNo": 10000}),
                "line.serviceItemLineNo.unknown",
            ),
            (
                json!({"type": "glAccount", "no": "6430", "allowInvoiceDisc": true}),
                "line.allowInvoiceDisc.account",
            ),
            (json!({"type": "item", "no": "I1", "workTypeCode": ""}), ""),
        ] {
            let outcome = company.db().write(&store::testing::actor(), |tx| add(tx, "O1", &body));
            let found = outcome.as_ref().err().map_or("", base::Error::code);
            assert_eq!(found, code, "{body}");
        }
        company.write(|tx| document(tx, "O9", json!({"billToCustomerNo": ""})));
        let error = company.refused(|tx| add(tx, "O9", &json!({"type": "item", "no": "I1"})));
        assert_eq!(error.code(), "line.document.noCustomer");
        let text = company.add("O1", json!({"description": "By the way"}));
        assert!(!text.counts());
        let error = company.refused(|tx| {
            add(
                tx,
                "I1",
                &json!({"type": "item", "no": "I1", "quantity": 1,
                                                       "qtyToConsume": 1}),
            )
        });
        assert_eq!(error.code(), "line.qtyToConsume.onlyOrders");
    });
}
