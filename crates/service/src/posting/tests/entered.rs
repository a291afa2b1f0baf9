//! Orders that were entered as users enter them, and posted.

use base::Code;
use books::calendar::BaseCalendar;
use serde_json::{Value as Json, json};
use store::{Value, create_with_parts, key};

use super::fixture::{Company, a, companies, q};
use super::rows;
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};
use crate::line::ServiceLine;
use crate::order::DocumentType;
use crate::posting::PostingOption::{Ship, ShipAndConsume, ShipAndInvoice};
use crate::setup::ServiceMgtSetup;

/// Creates a document with its parts and answers its number.
fn create(company: &Company, collection: &str, body: &Json) -> String {
    let all = crate::entities();
    let def = all.iter().find(|def| def.collection == collection && def.below.is_none());
    let def = def.expect("there is such a collection");
    let given: Vec<(usize, Value)> = def
        .fixed
        .iter()
        .map(|(column, value)| (def.table.column(column).expect("a column"), Value::from(*value)))
        .collect();
    let body = body.as_object().cloned().expect("an object");
    let record = company.write(|tx| create_with_parts(tx, &all, def, &given, &body));
    record["no"].as_str().expect("a number").to_owned()
}

/// Changes a service line of an order as users do.
fn patch(company: &Company, no: &str, line_no: i64, body: &Json) -> base::Result<ServiceLine> {
    let body = body.as_object().cloned().expect("an object");
    let key = key![DocumentType::Order, Code::<20>::new(no), line_no].to_vec();
    company.db().write(&store::testing::actor(), |tx| store::entity::patch(tx, &key, &body, None))
}

/// Number series, and a calendar without holidays.
fn number_series(company: &Company) {
    company.insert(&BaseCalendar { code: Code::new("BASE"), ..BaseCalendar::default() });
    company.change::<ServiceMgtSetup>(key![""], |setup| {
        setup.base_calendar_code = Code::new("BASE");
        setup.service_order_nos = Code::new("SO");
        setup.service_invoice_nos = Code::new("SO");
        setup.posted_service_invoice_nos = Code::new("IN");
        setup.posted_service_shipment_nos = Code::new("SH");
    });
}

fn lines() -> Json {
    json!([
        { "serviceItemLineNo": 10_000, "type": "item", "no": "I1", "quantity": 2,
          "unitPrice": 100 },
        { "serviceItemLineNo": 10_000, "type": "resource", "no": "R1", "quantity": 3,
          "unitPrice": 80 },
        { "serviceItemLineNo": 10_000, "type": "cost", "no": "TRV", "quantity": 1,
          "unitPrice": 50 },
        { "type": "glAccount", "no": "6810", "quantity": 1, "unitPrice": 10 },
        { "type": "text", "description": "Thank you" },
    ])
}

#[test]
fn an_order_is_entered_and_posted() {
    for company in companies() {
        number_series(&company);
        let body = json!({
            "customerNo": "C1",
            "serviceItemLines": [{ "serviceItemNo": "SI1" }],
            "serviceLines": lines(),
        });
        let no = create(&company, "serviceOrders", &body);
        let posted = company.post(&no, ShipAndInvoice);
        assert!(posted.document_deleted);
        let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
        assert_eq!((invoice.amount, invoice.amount_including_vat), (a("500"), a("625")));
        assert_eq!(*invoice.order_no, *no);
        assert_eq!(company.all::<ServiceInvoiceLine>().len(), 5);
        rows::assert_sound(&company);
    }
}

#[test]
fn an_invoice_is_entered_and_posted() {
    for company in companies() {
        number_series(&company);
        let body = json!({
            "customerNo": "C1",
            "serviceLines": [{ "type": "resource", "no": "R1", "quantity": 3, "unitPrice": 80 }],
        });
        let no = create(&company, "serviceInvoices", &body);
        company.post_invoice(&no).expect("posted");
        let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
        assert_eq!((invoice.amount, &*invoice.pre_assigned_no), (a("240"), no.as_str()));
        rows::assert_sound(&company);
    }
}

#[test]
fn an_invoice_of_less_than_nothing_is_refused_and_nothing_is_posted() {
    for company in companies() {
        number_series(&company);
        let body = |price: i64| {
            json!({
                "customerNo": "C1",
                "serviceLines": [
                    { "type": "resource", "no": "R1", "quantity": 1, "unitPrice": 80 },
                    { "type": "glAccount", "no": "6810", "quantity": 1, "unitPrice": price },
                ],
            })
        };
        let no = create(&company, "serviceInvoices", &body(-90));
        let refused = company.post_invoice(&no).expect_err("less than nothing");
        assert_eq!(refused.code(), "posting.total.negative");
        assert!(company.all::<ServiceInvoiceHeader>().is_empty(), "nothing is posted");
        let no = create(&company, "serviceInvoices", &body(-80));
        company.post_invoice(&no).expect("an invoice of nothing is one");
        rows::assert_sound(&company);
    }
}

#[test]
fn quantities_entered_between_postings() {
    for company in companies() {
        number_series(&company);
        let body = json!({
            "customerNo": "C1",
            "serviceItemLines": [{ "serviceItemNo": "SI1" }],
            "serviceLines": [{ "serviceItemLineNo": 10_000, "type": "item", "no": "I1",
                               "quantity": 10, "unitPrice": 100 }],
        });
        let no = create(&company, "serviceOrders", &body);
        patch(&company, &no, 10_000, &json!({ "qtyToShip": 4 })).expect("accepted");
        company.post(&no, Ship);
        let refused = patch(&company, &no, 10_000, &json!({ "quantity": 3 }));
        assert_eq!(refused.expect_err("below shipped").code(), "line.quantity.belowShipped");
        let line = patch(&company, &no, 10_000, &json!({ "qtyToConsume": 2 })).expect("accepted");
        assert_eq!((line.qty_to_ship, line.qty_to_invoice), (q("2"), q("0")));
        assert_eq!(line.line_amount, a("800"));
        company.post(&no, ShipAndConsume);
        let line = company.line(&no, 10_000);
        assert_eq!((line.quantity_consumed, line.line_amount), (q("2"), a("800")));
        assert_eq!((line.outstanding_amount, line.shipped_not_invoiced), (a("500"), a("500")));
        assert!(company.post(&no, ShipAndInvoice).document_deleted);
        let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
        assert_eq!(invoice.amount, a("800"));
        rows::assert_sound(&company);
    }
}

#[test]
fn series_that_are_set_up_later_are_taken() {
    for company in companies() {
        number_series(&company);
        company.change::<ServiceMgtSetup>(key![""], |setup| {
            setup.posted_service_invoice_nos = Code::default();
            setup.posted_service_shipment_nos = Code::default();
        });
        let body = json!({ "customerNo": "C1", "serviceItemLines": [{ "description": "Grinder" }],
                           "serviceLines": lines() });
        let no = create(&company, "serviceOrders", &body);
        let refused = company.try_post(&no, ShipAndInvoice).expect_err("no series");
        let codes: Vec<&str> = refused.refusals().iter().map(|refusal| refusal.code).collect();
        assert!(codes.contains(&"posting.missing.postingNoSeries"), "{codes:?}");
        assert!(codes.contains(&"posting.missing.shippingNoSeries"), "{codes:?}");
        company.change::<ServiceMgtSetup>(key![""], |setup| {
            setup.posted_service_invoice_nos = Code::new("IN");
            setup.posted_service_shipment_nos = Code::new("SH");
        });
        assert!(company.post(&no, ShipAndInvoice).document_deleted);
        assert_eq!(company.all::<ServiceInvoiceHeader>().len(), 1);
        rows::assert_sound(&company);
    }
}
