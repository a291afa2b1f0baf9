//! Prices, discounts and warranty of lines.

use base::{Amount, Percent};
use books::price_list::{PriceListHeader, PriceListLine};
use serde_json::{Value as Json, json};
use store::key;

use super::company::*;
use crate::line::{LineDiscountType, follow_item_line, redate};
use crate::order::{ServiceHeader, ServiceItemLine};

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn percent(text: &str) -> Percent {
    text.parse().expect("a percentage")
}

/// A price list for all customers with one line.
fn list(company: &Company, no: &str, line: Json) {
    company.write(|tx| {
        let mut fields = json!({"priceListCode": no, "lineNo": 10000, "assetType": "item",
                                "assetNo": "I1", "status": "active", "allowLineDisc": true,
                                "allowInvoiceDisc": true});
        for (name, value) in line.as_object().cloned().unwrap_or_default() {
            fields[name] = value;
        }
        put::<PriceListHeader>(tx, json!({"code": no, "status": "active"}))?;
        put::<PriceListLine>(tx, fields)
    });
}

fn discount(company: &Company, no: &str, percent: i64) {
    list(company, no, json!({"amountType": "discount", "lineDiscountPercent": percent}));
}

#[test]
fn the_greatest_discount_wins() {
    for (parts, list, net, reason) in [
        (10, 5, "180", LineDiscountType::WarrantyDisc),
        (5, 12, "176", LineDiscountType::LineDisc),
        (20, 8, "160", LineDiscountType::WarrantyDisc),
        (10, 10, "180", LineDiscountType::WarrantyDisc),
    ] {
        on_each(|company| {
            discount(company, "ALL", list);
            company.write(|tx| machine(tx, "O1", 10_000, warranty(parts, 0)));
            let line = company.add(
                "O1",
                json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 2}),
            );
            assert_eq!(line.line_amount, amount(net), "{parts} {list}");
            assert_eq!(line.line_discount_type, reason);
            assert_eq!(line.service_item_no, "SI1");
        });
    }
}

#[test]
fn a_manual_discount_stays_until_it_is_cleared() {
    on_each(|company| {
        discount(company, "ALL", 8);
        company.write(|tx| machine(tx, "O1", 10_000, warranty(20, 0)));
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 1});
        let line = company.add("O1", body);
        let below = company.refused(|tx| change(tx, &line, &json!({"lineDiscountPercent": 15})));
        assert_eq!(below.code(), "line.lineDiscountPercent.belowWarranty");
        let line = company.change(&line, json!({"lineDiscountPercent": 25}));
        assert_eq!(line.line_discount_type, LineDiscountType::Manual);
        let line = company.change(&line, json!({"quantity": 2}));
        assert_eq!(line.line_discount_percent, percent("25"), "quantity does not lower it");
        let line = company.change(&line, json!({"no": "I2"}));
        assert_eq!(line.line_discount_percent, percent("20"), "another number does");
        assert_eq!(line.line_discount_type, LineDiscountType::WarrantyDisc);
    });
}

#[test]
fn typed_amounts() {
    on_each(|company| {
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 3}));
        let line = company.change(&line, json!({"lineDiscountAmount": 100}));
        assert_eq!(line.line_discount_percent, percent("33.33333"));
        assert_eq!(line.line_amount, amount("200"));
        let line = company.change(&line, json!({"lineAmount": 270}));
        assert_eq!(line.line_discount_percent, percent("10"));
        let line = company.change(&line, json!({"lineAmount": 269.99}));
        assert_eq!(line.line_amount, amount("270"), "a cent is no discount");
        let line = company.change(&line, json!({"lineDiscountPercent": 0}));
        assert_eq!(line.line_discount_type, LineDiscountType::Blank);
        let most = company.refused(|tx| change(tx, &line, &json!({"lineAmount": 301})));
        assert_eq!(most.code(), "line.lineAmount.range");
    });
}

#[test]
fn prices_of_lists_and_cards() {
    on_each(|company| {
        list(company, "ALL", json!({"amountType": "price", "unitPrice": 95}));
        list(
            company,
            "TEN",
            json!({"amountType": "price", "unitPrice": 92, "minimumQuantity": 10,
                                    "sourceType": "customer", "sourceNo": "C1"}),
        );
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 5}));
        assert_eq!(line.unit_price.to_string(), "95");
        let line = company.change(&line, json!({"unitPrice": 94}));
        let line = company.change(&line, json!({"quantity": 10}));
        assert_eq!(line.unit_price.to_string(), "92", "the list has its say again");
        let line = company.add("O1", json!({"type": "item", "no": "I2", "quantity": 5}));
        let line = company.change(&line, json!({"unitPrice": 44}));
        let line = company.change(&line, json!({"quantity": 10}));
        assert_eq!(line.unit_price.to_string(), "44", "a typed price without a list survives");
        let key = key![line.document_type, line.document_no, 10_000_i64];
        let trace = company.act("serviceOrders", "getPrice", key, json!({})).expect("a trace");
        assert_eq!(trace["unitPrice"], json!(92));
        assert_eq!(trace["source"], json!("priceList"));
        assert_eq!(trace["steps"][0]["code"], json!("price.fromList"));
        assert!(trace["steps"].to_string().contains("TEN"), "{trace}");
    });
}

#[test]
fn prices_of_a_group_without_line_discounts() {
    on_each(|company| {
        company.write(|tx| document(tx, "O9", json!({"customerPriceGroup": "GOLD"})));
        list(company, "ALL", json!({"amountType": "price", "unitPrice": 95}));
        list(
            company,
            "GOLD",
            json!({"amountType": "price", "unitPrice": 90,
             "sourceType": "customerPriceGroup", "sourceNo": "GOLD", "allowLineDisc": false}),
        );
        discount(company, "DISC", 8);
        let line = company.add("O9", json!({"type": "item", "no": "I1", "quantity": 5}));
        assert_eq!(line.unit_price.to_string(), "90");
        assert!(line.line_discount_percent.is_zero() && line.list_discount_percent.is_zero());
        let line = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 5}));
        assert_eq!(line.unit_price.to_string(), "95");
        assert_eq!(line.line_discount_percent, percent("8"));
    });
}

#[test]
fn hours_have_a_limit() {
    on_each(|company| {
        company.write(|tx| document(tx, "O9", json!({"maxLaborUnitPrice": 70})));
        let line = company.add("O9", json!({"type": "resource", "no": "R1", "quantity": 1}));
        assert_eq!(line.unit_price.to_string(), "70", "the price of the card is lowered");
        assert_eq!(line.unit_cost_lcy.to_string(), "50");
        let error = company.refused(|tx| change(tx, &line, &json!({"unitPrice": 71})));
        assert_eq!(error.code(), "line.unitPrice.aboveMaximum");
    });
}

#[test]
fn warranty_follows_the_service_item_line() {
    on_each(|company| {
        company.write(|tx| machine(tx, "O1", 10_000, warranty(0, 0)));
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I2", "quantity": 1});
        let line = company.add("O1", body);
        assert!(line.warranty && line.line_discount_percent.is_zero());
        let header = company.header("O1");
        let before: ServiceItemLine =
            company.write(|tx| tx.find(key![header.document_type, header.no, 10_000_i64]));
        let after = ServiceItemLine {
            warranty_percent_parts: percent("100"),
            serial_no: base::Code::new("OTHER"),
            ..before.clone()
        };
        company.write(|tx| follow_item_line(tx, &header, &after, &before));
        let line = company.line(&line);
        assert_eq!(line.line_discount_percent, percent("100"));
        assert_eq!(line.line_discount_type, LineDiscountType::WarrantyDisc);
        assert_eq!(line.service_item_serial_no, "OTHER");
        assert_eq!(line.amount_including_vat, Amount::ZERO);
    });
}

#[test]
fn the_order_date_decides_about_warranty() {
    on_each(|company| {
        company.write(|tx| machine(tx, "O1", 10_000, warranty(40, 0)));
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 1});
        let line = company.add("O1", body);
        assert_eq!(line.line_amount, amount("60"));
        let before = company.header("O1");
        let after = ServiceHeader {
            order_date: "2027-01-01".parse().ok(),
            posting_date: "2027-01-05".parse().ok(),
            ..before.clone()
        };
        company.write(|tx| {
            tx.update(&mut after.clone())?;
            redate(tx, &after, &before)
        });
        let line = company.line(&line);
        assert!(!line.warranty);
        assert_eq!(line.line_amount, amount("100"));
        assert_eq!(line.posting_date, after.posting_date);
    });
}

#[test]
fn fault_reasons_take_the_warranty_away() {
    on_each(|company| {
        company.write(|tx| machine(tx, "O1", 10_000, warranty(100, 60)));
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 1});
        let line = company.add("O1", body);
        assert_eq!(line.line_discount_percent, percent("100"));
        let line = company.change(&line, json!({"faultReasonCode": "BOTH"}));
        assert!(line.exclude_warranty && line.exclude_contract_discount && !line.warranty);
        assert!(line.line_discount_percent.is_zero());
        let error = company.refused(|tx| change(tx, &line, &json!({"excludeWarranty": false})));
        assert_eq!(error.code(), "line.exclude.demandedByReason");
        let line = company.change(&line, json!({"faultReasonCode": null}));
        assert!(!line.exclude_warranty && !line.exclude_contract_discount && line.warranty);
        assert_eq!(line.line_discount_percent, percent("100"));
        let question = company.unasked(|tx| change(tx, &line, &json!({"excludeWarranty": true})));
        assert_eq!(question.expect_err("asked").code(), "line.excludeWarranty");
        let line = company.change(&line, json!({"excludeWarranty": true}));
        assert!(line.line_discount_percent.is_zero());
        for (body, code) in [
            (
                json!({"type": "cost", "no": "START", "faultReasonCode": "ABUSE"}),
                "line.faultReasonCode.onlyItemsAndResources",
            ),
            (
                json!({"type": "cost", "no": "START", "excludeWarranty": true}),
                "line.excludeWarranty.onlyItemsAndResources",
            ),
            (
                json!({"type": "item", "no": "I1", "excludeWarranty": true}),
                "line.excludeWarranty.noWarranty",
            ),
            (
                json!({"type": "glAccount", "no": "6430", "excludeContractDiscount": true}),
                "line.excludeContractDiscount.account",
            ),
        ] {
            assert_eq!(company.refused(|tx| add(tx, "O1", &body)).code(), code, "{body}");
        }
    });
}

#[test]
fn the_fault_reason_of_the_machine_comes_with_the_number() {
    on_each(|company| {
        company.write(|tx| {
            let mut fields = warranty(40, 25);
            fields["faultReasonCode"] = json!("ABUSE");
            machine(tx, "O1", 10_000, fields)
        });
        for (kind, no, reason, excluded) in [
            ("item", "I1", "ABUSE", true),
            ("resource", "R1", "ABUSE", true),
            ("cost", "START", "", false),
            ("glAccount", "6430", "", false),
        ] {
            let line =
                company.add("O1", json!({"serviceItemLineNo": 10000, "type": kind, "no": no}));
            assert_eq!(line.fault_reason_code, reason, "{kind}");
            assert_eq!(line.exclude_warranty, excluded, "{kind}");
        }
    });
}
