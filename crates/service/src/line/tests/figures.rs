//! Statistics of what was posted, stock warnings and dimensions.

use base::Message;
use books::dimension::{DefaultDimension, Dimension, DimensionValue, sets};
use books::item_ledger::{ItemStock, ValueEntry};
use books::sales_setup::SalesSetup;
use serde_json::json;
use store::{Tx, key};

use super::company::*;
use crate::history::{
    ServiceInvoiceHeader, ServiceInvoiceLine, ServiceShipmentHeader, ServiceShipmentLine,
};
use crate::line::push_dimensions;

#[test]
fn statistics_of_a_posted_invoice() {
    on_each(|company| {
        company.write(|tx| {
            put::<ServiceInvoiceHeader>(
                tx,
                json!({"no": "PSI-1", "billToCustomerNo": "C1", "pricesIncludingVat": true}),
            )?;
            for (line_no, kind, no, quantity, line, discount, amount, including, cost) in [
                (10_000, "item", "I1", 2, 250, 25, 180, 225, 60),
                (20_000, "resource", "R1", 1, 100, 0, 80, 100, 50),
            ] {
                put::<ServiceInvoiceLine>(
                    tx,
                    json!({"documentNo": "PSI-1", "lineNo": line_no, "type": kind, "no": no,
                           "quantity": quantity, "lineAmount": line, "invDiscountAmount": discount,
                           "amount": amount, "amountIncludingVat": including,
                           "vatBaseAmount": amount, "amountLcy": amount, "vatPercent": 25,
                           "vatIdentifier": "VAT25", "unitCostLcy": cost}),
                )?;
            }
            for (entry_no, cost) in [(1, -120), (2, -6)] {
                put::<ValueEntry>(
                    tx,
                    json!({"entryNo": entry_no, "documentNo": "PSI-1", "documentLineNo": 10000,
                           "documentType": "serviceInvoice", "costAmountActual": cost}),
                )?;
            }
            Ok(())
        });
        let figures = company
            .act("postedServiceInvoices", "statistics", key!["PSI-1"], json!({}))
            .expect("figures");
        let general = &figures["general"];
        for (name, expected) in [
            ("amount", json!(350)),
            ("invDiscountAmount", json!(20)),
            ("total", json!(260)),
            ("vatAmount", json!(65)),
            ("totalIncludingVat", json!(325)),
            ("salesLcy", json!(260)),
            ("originalCostLcy", json!(170)),
            ("profitLcy", json!(90)),
            ("profitPercent", json!(34.6)),
            ("adjustedCostLcy", json!(176)),
            ("adjustedProfitLcy", json!(84)),
            ("adjustedProfitPercent", json!(32.3)),
            ("quantity", json!(3)),
            ("netWeight", json!(4)),
        ] {
            assert_eq!(general[name], expected, "{name}");
        }
        assert_eq!(figures["vatLines"][0]["vatAmount"], json!(65));
        assert_eq!(figures["vatLines"][0]["vatBase"], json!(260));
    });
}

#[test]
fn statistics_of_a_posted_shipment() {
    on_each(|company| {
        company.write(|tx| {
            put::<ServiceShipmentHeader>(tx, json!({"no": "PSS-1"}))?;
            put::<ServiceShipmentLine>(
                tx,
                json!({"documentNo": "PSS-1", "lineNo": 10000, "type": "item", "no": "I1",
                       "quantity": 5}),
            )
        });
        let figures = company
            .act("postedServiceShipments", "statistics", key!["PSS-1"], json!({}))
            .expect("figures");
        let expected = json!({"general": {"quantity": 5, "parcels": 2, "netWeight": 10,
                                          "grossWeight": 15, "volume": 2.5}});
        assert_eq!(figures, expected);
    });
}

/// What the act told the user.
fn told(tx: &mut Tx) -> Vec<Message> {
    tx.take_messages()
}

#[test]
fn stock_that_does_not_reach_is_told() {
    on_each(|company| {
        company.write(|tx| {
            put::<SalesSetup>(tx, json!({"stockoutWarning": true}))?;
            put::<ItemStock>(tx, json!({"itemNo": "I1", "quantity": 10}))
        });
        for (quantity, warned) in [(7, false), (3, false), (1, true)] {
            let body = json!({"type": "item", "no": "I1", "quantity": quantity});
            let messages = company.write(|tx| {
                add(tx, "O1", &body)?;
                Ok(told(tx))
            });
            let codes: Vec<_> = messages.iter().map(|message| message.code).collect();
            assert_eq!(codes == ["line.stockout"], warned, "{quantity}: {codes:?}");
        }
        let hours = json!({"type": "resource", "no": "R1", "quantity": 99});
        let messages = company.write(|tx| add(tx, "O1", &hours).map(|_| told(tx)));
        assert!(messages.is_empty());
    });
}

#[test]
fn dimensions_come_from_machine_document_and_number() {
    on_each(|company| {
        let department = |value: &str| vec![("DEPT".into(), value.into())];
        let (sales, adm) = company.write(|tx| {
            put::<Dimension>(tx, json!({"code": "DEPT"}))?;
            put::<Dimension>(tx, json!({"code": "AREA"}))?;
            for value in ["SALES", "ADM"] {
                put::<DimensionValue>(tx, json!({"dimensionCode": "DEPT", "code": value}))?;
            }
            put::<DimensionValue>(tx, json!({"dimensionCode": "AREA", "code": "30"}))?;
            for (dimension, value) in [("DEPT", "ADM"), ("AREA", "30")] {
                put::<DefaultDimension>(
                    tx,
                    json!({"tableName": "item", "no": "I1", "dimensionCode": dimension,
                           "dimensionValueCode": value}),
                )?;
            }
            Ok((sets::id_of(tx, &department("SALES"))?, sets::id_of(tx, &department("ADM"))?))
        });
        company.write(|tx| machine(tx, "O1", 10_000, json!({"dimensionSetId": sales})));
        let body = json!({"serviceItemLineNo": 10000, "type": "item", "no": "I1"});
        let line = company.add("O1", body);
        let values = |set: i64| company.write(|tx| sets::entries(tx, set));
        let of = |line: &crate::line::ServiceLine| {
            let values = values(line.dimension_set_id);
            values.iter().map(|(code, value)| format!("{code}={value}")).collect::<Vec<_>>()
        };
        assert_eq!(of(&line), ["AREA=30", "DEPT=SALES"], "what is inherited stays");
        let header = company.header("O1");
        company.write(|tx| push_dimensions(tx, &header, Some(10_000), sales, adm));
        assert_eq!(of(&company.line(&line)), ["AREA=30", "DEPT=ADM"]);
        let line = company.change(&company.line(&line), json!({"no": "I2"}));
        assert_eq!(of(&line), ["DEPT=SALES"]);
        let free = company.add("O1", json!({"type": "item", "no": "I1"}));
        assert_eq!(of(&free), ["AREA=30", "DEPT=ADM"]);
    });
}
