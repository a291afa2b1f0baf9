//! Lines that follow their document.

use base::{Amount, Code, Factor};
use serde_json::json;
use store::key;

use super::company::*;
use crate::line::{delete_all, recreate};
use crate::order::{DocumentType, ReleaseStatus, ServiceHeader};

#[test]
fn lines_survive_another_currency() {
    on_each(|company| {
        company.write(|tx| {
            machine(tx, "O1", 10_000, json!({}))?;
            put::<books::currency::Currency>(tx, json!({"code": "USD"}))
        });
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 2,
                          "description": "My words", "lineDiscountPercent": 10});
        company.add("O1", body);
        company.add(
            "O1",
            json!({"type": "glAccount", "no": "6430", "quantity": 1,
                                 "unitPrice": 50}),
        );
        company.add("O1", json!({"description": "By the way"}));
        let before = company.header("O1");
        let after = ServiceHeader {
            currency_code: Code::new("USD"),
            currency_factor: "1.25".parse::<Factor>().expect("a factor"),
            ..before.clone()
        };
        company.write(|tx| recreate(tx, &after, &before));
        let [item, account, text] = &company.lines("O1")[..] else { panic!("three lines") };
        assert_eq!(item.description, "My words");
        assert_eq!(item.unit_price.to_string(), "125");
        assert_eq!(item.unit_cost.to_string(), "75");
        assert_eq!(item.unit_cost_lcy.to_string(), "60");
        assert_eq!(item.line_amount.to_string(), "225");
        assert_eq!(item.outstanding_amount.to_string(), "281.25");
        assert_eq!(item.outstanding_amount_lcy.to_string(), "225");
        assert_eq!((item.service_item_line_no, item.line_no), (10_000, 10_000));
        assert_eq!(account.unit_price.to_string(), "62.5");
        assert_eq!(text.description, "By the way");
        for line in [item, account, text] {
            assert_eq!(line.currency_code, "USD");
        }
    });
}

#[test]
fn a_released_order_fixes_its_items() {
    on_each(|company| {
        let item = company.add("O1", json!({"type": "item", "no": "I1", "quantity": 1}));
        let hours = company.add("O1", json!({"type": "resource", "no": "R1", "quantity": 1}));
        company.write(|tx| {
            let mut header: ServiceHeader = tx.find(key![DocumentType::Order, "O1"])?;
            header.release_status = ReleaseStatus::ReleasedToShip;
            tx.update(&mut header)
        });
        for body in [
            json!({"quantity": 2}),
            json!({"unitPrice": 2}),
            json!({"no": "I2"}),
            json!({"type": "resource"}),
            json!({"lineDiscountPercent": 5}),
        ] {
            let error = company.refused(|tx| change(tx, &item, &body));
            assert_eq!(error.code(), "line.released", "{body}");
        }
        company.change(&item, json!({"qtyToShip": 0}));
        company.change(&hours, json!({"quantity": 2}));
        let error = company.refused(|tx| remove(tx, &item));
        assert_eq!(error.code(), "line.released");
        let error = company.refused(|tx| add(tx, "O1", &json!({"type": "item", "no": "I1"})));
        assert_eq!(error.code(), "line.released");
        company.write(|tx| remove(tx, &hours));
    });
}

#[test]
fn all_lines_of_a_document_go() {
    on_each(|company| {
        company.add("O1", json!({"type": "item", "no": "I1", "quantity": 1}));
        company.add("O1", json!({"description": "By the way"}));
        company.add("O2", json!({"type": "item", "no": "I1", "quantity": 1}));
        company.write(|tx| delete_all(tx, DocumentType::Order, &Code::new("O1")));
        assert!(company.lines("O1").is_empty());
        assert_eq!(company.lines("O2").len(), 1);
        assert_eq!(company.lines("O2")[0].amount, Amount::from(100));
    });
}

#[test]
fn a_machine_is_replaced_once() {
    on_each(|company| {
        company.write(|tx| machine(tx, "O1", 10_000, json!({"itemNo": "I1"})));
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 1});
        company.add("O1", body.clone());
        let error = company.refused(|tx| add(tx, "O1", &body));
        assert_eq!(error.code(), "line.no.replacedAlready");
    });
}
