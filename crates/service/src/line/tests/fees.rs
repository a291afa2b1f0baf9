//! Fees, splitting, invoice discount and statistics.

use base::{Amount, Quantity};
use books::customer::CustomerInvoiceDiscount;
use books::sales_setup::SalesSetup;
use serde_json::{Value as Json, json};
use store::{Value, key};

use super::company::*;
use crate::line::{Place, ServiceLine, insert_starting_fee, insert_travel_fee};
use crate::order::DocumentType;
use crate::setup::ServiceMgtSetup;

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn key_of(no: &str) -> Vec<Value> {
    let kind = if no.starts_with('I') { DocumentType::Invoice } else { DocumentType::Order };
    key![kind, no].to_vec()
}

fn act(company: &Company, no: &str, name: &str, body: Json) -> base::Result<Json> {
    let collection = if no.starts_with('I') { "serviceInvoices" } else { "serviceOrders" };
    company.act(collection, name, &key_of(no), body)
}

#[test]
fn starting_fee_and_travel_fee() {
    on_each(|company| {
        for name in ["insertStartingFee", "insertTravelFee"] {
            act(company, "O1", name, json!({})).expect("inserted");
        }
        let found: Vec<_> = company
            .lines("O1")
            .iter()
            .map(|line| {
                let numbers = [line.unit_price.to_string(), line.unit_cost_lcy.to_string()];
                (line.no.to_string(), line.quantity, numbers, line.line_no)
            })
            .collect();
        let one = Quantity::from(1);
        let pair = |price: &str, cost: &str| [price.to_owned(), cost.to_owned()];
        assert_eq!(
            found,
            [
                ("START".to_owned(), one, pair("50", "20"), 10_000),
                ("TRAVEL".to_owned(), one, pair("30", "15"), 20_000),
            ]
        );
        let before = act(company, "O1", "insertTravelFee", json!({"beforeLineNo": 20000}));
        assert_eq!(before.expect("inserted")["lineNo"], json!(15000));
        let before = act(company, "O1", "insertTravelFee", json!({"beforeLineNo": 10000}));
        assert_eq!(before.expect("inserted")["lineNo"], json!(5000));
        let error = act(company, "O1", "insertTravelFee", json!({"beforeLineNo": 7}));
        assert_eq!(error.expect_err("refused").code(), "line.fee.unknownLine");
    });
}

#[test]
fn fees_name_what_is_missing() {
    on_each(|company| {
        company.write(|tx| document(tx, "O9", json!({"serviceZoneCode": ""})));
        company.write(|tx| document(tx, "O8", json!({"serviceZoneCode": "Z3"})));
        let error = company.refused(|tx| {
            let mut set_up: ServiceMgtSetup = tx.find(key![""])?;
            set_up.service_order_starting_fee = base::Code::default();
            tx.update(&mut set_up)?;
            let header = tx.find(&key_of("O1"))?;
            insert_starting_fee(tx, &header, Place::default())
        });
        assert_eq!(error.code(), "line.startingFee.notSetUp");
        assert_eq!(error.refusals()[0].field.as_deref(), Some("serviceOrderStartingFee"));
        for (no, code) in [("O9", "line.travelFee.noZone"), ("O8", "line.travelFee.noCost")] {
            let error = company.refused(|tx| {
                let header = tx.find(&key_of(no))?;
                insert_travel_fee(tx, &header, Place::default())
            });
            assert_eq!(error.code(), code);
            assert_eq!(error.refusals()[0].field.as_deref(), Some("serviceZoneCode"));
        }
        assert!(company.lines("O9").is_empty());
    });
}

#[test]
fn travel_of_another_zone_is_asked_about() {
    on_each(|company| {
        let body = json!({"type": "cost", "no": "TRAVEL2"});
        let question = company.unasked(|tx| add(tx, "O1", &body)).expect_err("asked");
        assert_eq!(question.code(), "line.travelCostOfOtherZone");
        assert_eq!(company.add("O1", body).unit_price.to_string(), "45");
    });
}

#[test]
fn a_resource_line_is_split_over_all_machines() {
    on_each(|company| {
        company.write(|tx| {
            for no in [10_000, 20_000, 30_000] {
                machine(tx, "O1", no, if no == 20_000 { warranty(0, 25) } else { json!({}) })?;
            }
            Ok(())
        });
        let line = company.add(
            "O1",
            json!({"serviceItemLineNo": 10000, "type": "resource", "no": "R1", "quantity": 10}),
        );
        let mut key = key_of("O1");
        key.push(Value::Int(line.line_no));
        company.act("serviceOrders", "splitResourceLine", &key, json!({})).expect("split");
        let found: Vec<_> = company
            .lines("O1")
            .iter()
            .map(|line: &ServiceLine| {
                let machine = line.service_item_line_no;
                (machine, line.quantity.to_string(), line.unit_price.to_string(), line.warranty)
            })
            .collect();
        let of = |machine: i64, quantity: &str, warranty: bool| {
            (machine, quantity.to_owned(), "80".to_owned(), warranty)
        };
        assert_eq!(
            found,
            [of(10_000, "3.34", false), of(20_000, "3.33", true), of(30_000, "3.33", false)]
        );
        let second = &company.lines("O1")[1];
        assert_eq!(second.line_amount, amount("199.8"), "25 % off for labor");
        assert_eq!(second.service_item_no, "SI2");
    });
}

#[test]
fn what_cannot_be_split() {
    on_each(|company| {
        company.write(|tx| machine(tx, "O1", 10_000, json!({})));
        for (body, code) in [
            (
                json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1", "quantity": 1}),
                "line.split.onlyResources",
            ),
            (
                json!({"serviceItemLineNo": 10000, "type": "cost", "no": "START"}),
                "line.split.onlyResources",
            ),
            (json!({"type": "resource", "no": "R1", "quantity": 1}), "line.split.noItem"),
            (
                json!({"serviceItemLineNo": 10000, "type": "resource", "no": "R1"}),
                "line.split.noQuantity",
            ),
            (
                json!({"serviceItemLineNo": 10000, "type": "resource", "no": "R1", "quantity": 1}),
                "line.split.oneItem",
            ),
        ] {
            let line = company.add("O1", body.clone());
            let mut key = key_of("O1");
            key.push(Value::Int(line.line_no));
            let error = company.act("serviceOrders", "splitResourceLine", &key, json!({}));
            assert_eq!(error.expect_err("refused").code(), code, "{body}");
        }
    });
}

fn terms(company: &Company) {
    company.write(|tx| {
        for (minimum, percent, charge) in [(0, 10, 25), (100, 20, 50)] {
            put::<CustomerInvoiceDiscount>(
                tx,
                json!({"code": "C1", "minimumAmount": minimum, "discountPercent": percent,
                       "serviceCharge": charge}),
            )?;
        }
        Ok(())
    });
}

#[test]
fn the_invoice_discount_is_the_same_the_second_time() {
    on_each(|company| {
        terms(company);
        for no in ["O1", "I1"] {
            let body = json!({"type": "item", "no": "I1", "quantity": 1, "unitPrice": 99.99});
            company.add(no, body);
            act(company, no, "calculateInvoiceDiscount", json!({})).expect("calculated");
            let once = company.lines(no);
            let figures = act(company, no, "calculateInvoiceDiscount", json!({})).expect("again");
            assert_eq!(company.lines(no), once);
            let [line, charge] = &once[..] else { panic!("{once:?}") };
            assert_eq!(line.inv_discount_amount, amount("10"));
            assert_eq!(line.amount, amount("89.99"));
            assert_eq!((charge.no.as_str(), charge.line_amount), ("6431", amount("25")));
            assert!(charge.inv_discount_amount.is_zero() && charge.system_created_entry);
            assert_eq!(figures["general"]["total"], json!(114.99));
            assert_eq!(figures["general"]["invDiscountAmount"], json!(10));
        }
    });
}

#[test]
fn a_typed_invoice_discount_is_spread() {
    on_each(|company| {
        let one = json!({"type": "item", "no": "I1", "quantity": 1});
        for _ in 0..3 {
            company.add("O1", one.clone());
        }
        act(company, "O1", "setInvoiceDiscount", json!({"invoiceDiscountAmount": 100}))
            .expect("spread");
        let parts: Vec<_> =
            company.lines("O1").iter().map(|line| line.inv_discount_amount.to_string()).collect();
        assert_eq!(parts, ["33.33", "33.34", "33.33"]);
        act(company, "O1", "setInvoiceDiscount", json!({"totalAmount": 270})).expect("spread");
        let sum: Amount = company.lines("O1").iter().map(|line| line.inv_discount_amount).sum();
        assert_eq!(sum, amount("30"));
        for (body, code) in [
            (json!({"invoiceDiscountAmount": 301}), "invoiceDiscount.range"),
            (json!({"totalAmount": 301}), "invoiceDiscount.range"),
            (json!({}), "invoiceDiscount.oneOfTwo"),
            (json!({"totalAmount": 1, "invoiceDiscountAmount": 1}), "invoiceDiscount.oneOfTwo"),
        ] {
            let error = act(company, "O1", "setInvoiceDiscount", body).expect_err("refused");
            assert_eq!(error.code(), code);
        }
        terms(company);
        company.write(|tx| put::<SalesSetup>(tx, json!({"calcInvDiscount": true})));
        let error = act(company, "O1", "setInvoiceDiscount", json!({"totalAmount": 270}));
        assert_eq!(error.expect_err("refused").code(), "invoiceDiscount.automatic");
        let figures = act(company, "O1", "statistics", json!({})).expect("figures");
        assert_eq!(figures["general"]["invDiscountAmount"], json!(60), "20 % by itself");
        assert_eq!(figures["general"]["total"], json!(290), "with the charge of 50");
    });
}

#[test]
fn statistics_of_an_order() {
    on_each(|company| {
        let body = json!({"type": "item", "no": "I1", "quantity": 10, "qtyToShip": 4,
                          "qtyToInvoice": 2});
        let line = company.add("O1", body);
        let figures = act(company, "O1", "statistics", json!({})).expect("figures");
        for (column, quantity, total, including, profit, percent) in [
            ("general", 10, 1000, 1250, 400, 40),
            ("invoicing", 2, 200, 250, 80, 40),
            ("shipping", 4, 400, 500, 160, 40),
            ("consuming", 0, 0, 0, 0, 0),
            ("items", 10, 1000, 1250, 400, 40),
            ("resources", 0, 0, 0, 0, 0),
        ] {
            let found = &figures[column];
            assert_eq!(found["quantity"], json!(quantity), "{column}");
            assert_eq!(found["total"], json!(total), "{column}");
            assert_eq!(found["totalIncludingVat"], json!(including), "{column}");
            assert_eq!(found["profitLcy"], json!(profit), "{column}");
            assert_eq!(found["profitPercent"], json!(percent), "{column}");
        }
        assert_eq!(figures["general"]["parcels"], json!(3));
        assert_eq!(figures["general"]["netWeight"], json!(20));
        assert_eq!(figures["vatLines"][0]["vatAmount"], json!(250));
        company.change(&line, json!({"qtyToConsume": 3}));
        let figures = act(company, "O1", "statistics", json!({})).expect("figures");
        assert_eq!(figures["consuming"]["total"], json!(0));
        assert_eq!(figures["consuming"]["profitLcy"], json!(-180));
        assert_eq!(figures["general"]["total"], json!(700), "what is consumed brings nothing");
        assert_eq!(figures["general"]["originalCostLcy"], json!(600));
    });
}

#[test]
fn example_a() {
    on_each(|company| {
        for body in [
            json!({"type": "item", "no": "I1", "quantity": 2, "lineDiscountPercent": 40}),
            json!({"type": "resource", "no": "R1", "quantity": 3, "lineDiscountPercent": 25}),
            json!({"type": "cost", "no": "START", "unitCostLcy": 30}),
        ] {
            company.add("O1", body);
        }
        let figures = act(company, "O1", "statistics", json!({})).expect("figures");
        let general = &figures["general"];
        for (name, expected) in [
            ("salesLcy", json!(350)),
            ("originalCostLcy", json!(300)),
            ("profitLcy", json!(50)),
            ("profitPercent", json!(14.3)),
            ("totalIncludingVat", json!(437.5)),
        ] {
            assert_eq!(general[name], expected, "{name}");
        }
    });
}
