//! The header: customers, addresses, dates, currency, deletion.

use serde_json::{Value as Json, json};

use super::company::*;

#[test]
fn a_header_gets_what_customer_and_address_say() {
    on_each(|company| {
        let order = company.post("serviceOrders", json!({"customerNo": "C1"}));
        let expect = |order: &Json, expected: Json| {
            for (name, value) in expected.as_object().expect("an object") {
                assert_eq!(&order[name], value, "{name}");
            }
        };
        expect(
            &order,
            json!({"name": "Customer C1", "city": "Grenoble", "billToCustomerNo": "C1",
                   "billToName": "Customer C1", "paymentTermsCode": "30D", "salespersonCode": "SP1",
                   "locationCode": "L1", "serviceZoneCode": "Z1", "shipToCity": "Grenoble",
                   "status": "pending", "orderDate": "2026-03-02", "orderTime": "08:00:00",
                   "postingDate": "2026-03-02", "documentDate": "2026-03-02",
                   "dueDate": "2026-04-01", "pmtDiscountDate": "2026-03-10",
                   "paymentDiscountPercent": 2, "invoiceDiscCode": "C1", "priority": "low",
                   "postingDescription": "Service order S-ORD-0001", "postingNoSeries": "S-INV+",
                   "shippingNoSeries": "S-SHPT+", "customerPostingGroup": "DOMESTIC"}),
        );
        let path = "serviceOrders/S-ORD-0001";
        expect(
            &company.patch(path, json!({"shipToCode": "A1"})),
            json!({"shipToName": "Workshop", "shipToCity": "Lyon", "salespersonCode": "SP2",
                   "locationCode": "L2", "serviceZoneCode": null}),
        );
        expect(
            &company.patch(path, json!({"shipToCode": "A2"})),
            json!({"shipToName": "Shop", "salespersonCode": "SP1", "locationCode": "L1"}),
        );
        expect(
            &company.patch(path, json!({"shipToCode": null})),
            json!({"shipToName": "Customer C1", "shipToCity": "Grenoble", "salespersonCode": "SP1",
                   "serviceZoneCode": "Z1"}),
        );
        assert_eq!(company.refused(path, json!({"shipToCode": "A9"})), "shipTo.unknown");
        assert_eq!(
            company.refused(path, json!({"salespersonCode": "SP3"})),
            "order.salesperson.blocked"
        );
        company.patch("customers/C2", json!({"blocked": "all"}));
        assert_eq!(company.refused(path, json!({"customerNo": "C2"})), "customer.blocked");
    });
}

#[test]
fn another_customer_is_a_question_and_its_payer_another() {
    on_each(|company| {
        company.patch("customers/C1", json!({"vatBusPostingGroup": "V1"}));
        company.patch("customers/C2", json!({"vatBusPostingGroup": "V2"}));
        company.post(
            "serviceInvoices",
            json!({"no": "INV1", "customerNo": "C1",
                   "serviceLines": [{"type": "item", "no": "I1", "quantity": 1}]}),
        );
        let path = "serviceInvoices/INV1";
        let other = json!({"customerNo": "C2"});
        let asked = code(company.try_patch(Answer::Nobody, path, other.clone()));
        assert_eq!(asked, "asked order.changeCustomer");
        let kept = company
            .try_patch(Answer::No("order.changeCustomer"), path, other.clone())
            .expect("nothing happens");
        assert_eq!((&kept["customerNo"], &kept["noOfServiceLines"]), (&json!("C1"), &json!(1)));
        let changed = company
            .try_patch(Answer::No("order.changeBillToCustomer"), path, other)
            .expect("the payer stays");
        assert_eq!(changed["customerNo"], "C2");
        assert_eq!(changed["billToCustomerNo"], "C1");
        assert_eq!(changed["vatBusPostingGroup"], "V1");
        assert_eq!(changed["noOfServiceLines"], 0);
        let line = json!({"type": "item", "no": "I1", "quantity": 1});
        let line = company.post("serviceInvoices/INV1/serviceLines", line);
        assert_eq!(line["vatBusPostingGroup"], "V1");

        company.post(
            "serviceOrders",
            json!({"no": "O3", "customerNo": "C3",
                   "serviceItemLines": [{"description": "A machine"}],
                   "serviceLines": [{"type": "item", "no": "I1", "quantity": 1}]}),
        );
        let same = company.patch("serviceOrders/O3", json!({"customerNo": "C3"}));
        assert_eq!(same["billToCustomerNo"], "C4");
        assert_eq!(
            (&same["noOfServiceItemLines"], &same["noOfServiceLines"]),
            (&json!(1), &json!(1))
        );
    });
}

#[test]
fn lines_survive_another_payer() {
    on_each(|company| {
        company.post("dimensions", json!({"code": "DEPT"}));
        company.post("dimensionValues", json!({"dimensionCode": "DEPT", "code": "ADM"}));
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        let lines = format!("{path}/serviceLines");
        company.post(
            &lines,
            json!({"type": "item", "no": "I1", "quantity": 3, "serviceItemLineNo": 10000}),
        );
        let set = json!({"dimensionCode": "DEPT", "dimensionValueCode": "ADM"});
        company.act(&format!("{lines}/10000"), "setDimension", set).expect("a value");
        let comment = json!({"type": "internal", "serviceItemLineNo": 10000, "comment": "Careful"});
        company.post(&format!("{path}/comments"), comment);
        let before = company.get(&format!("{lines}/10000"));
        company.patch(&path, json!({"billToCustomerNo": "C2"}));
        let after = company.get(&format!("{lines}/10000"));
        for name in ["no", "quantity", "dimensionSetId", "serviceItemLineNo"] {
            assert_eq!(after[name], before[name], "{name}");
        }
        assert_ne!(after["dimensionSetId"], 0);
        assert_eq!(after["billToCustomerNo"], "C2");
        assert_eq!(company.list(&format!("{path}/comments")).len(), 1);
    });
}

#[test]
fn machines_of_another_address_go() {
    on_each(|company| {
        let order = company.order(2);
        let path = format!("serviceOrders/{order}");
        let moved = json!({"shipToCode": "A1"});
        let asked = code(company.try_patch(Answer::Nobody, &path, moved.clone()));
        assert_eq!(asked, "asked order.changeShipTo");
        let changed = company.patch(&path, moved);
        assert_eq!(changed["noOfServiceItemLines"], 0);
        assert_eq!(changed["responseDate"], Json::Null);
        let events: Vec<Json> = company
            .list(&format!("{path}/log"))
            .into_iter()
            .map(|entry| json!([entry["event"], entry["before"], entry["after"]]))
            .collect();
        assert_eq!(
            events,
            [json!(["orderCreated", null, null]), json!(["shipToChanged", null, "A1"])]
        );
    });
}

#[test]
fn dates_follow_in_order() {
    on_each(|company| {
        let order = company.order(0);
        let path = format!("serviceOrders/{order}");
        for (body, code) in [
            (json!({"startingDate": "2026-03-01"}), "order.startingDate.beforeOrder"),
            (json!({"startingTime": "09:00"}), "order.startingTime.noDate"),
            (json!({"finishingTime": "09:00"}), "order.finishingTime.noDate"),
            (json!({"orderDate": null}), "order.orderDate.missing"),
            (json!({"postingDate": null}), "order.postingDate.missing"),
            (
                json!({"startingDate": "2026-03-02", "startingTime": "07:00"}),
                "order.startingTime.beforeOrder",
            ),
            (
                json!({"startingDate": "2026-03-03", "finishingDate": "2026-03-02"}),
                "order.finishingDate.beforeStart",
            ),
        ] {
            assert_eq!(company.refused(&path, body.clone()), code, "{body}");
        }
        let began = company.patch(&path, json!({"startingDate": "2026-03-03"}));
        assert_eq!(began["startingTime"], "08:00:00");
        assert_eq!(began["actualResponseTimeHours"], 9);
        let done = company.patch(
            &path,
            json!({"startingTime": "10:00", "finishingDate": "2026-03-04", "finishingTime": "09:30"}),
        );
        assert_eq!(done["actualResponseTimeHours"], 11);
        assert_eq!(done["serviceTimeHours"], 8.5);
        for (body, code) in [
            (json!({"orderDate": "2026-03-04"}), "order.orderDate.afterStart"),
            (json!({"startingDate": "2026-03-05"}), "order.startingDate.afterFinish"),
        ] {
            assert_eq!(company.refused(&path, body.clone()), code, "{body}");
        }
        let cleared = company.patch(&path, json!({"startingDate": null}));
        for name in ["startingTime", "finishingDate", "finishingTime"] {
            assert_eq!(cleared[name], Json::Null, "{name}");
        }
        assert_eq!(cleared["serviceTimeHours"], 0);
    });
}

#[test]
fn actual_response_time_counts_service_hours_only() {
    on_each(|company| {
        for day in ["tuesday", "wednesday", "thursday", "friday"] {
            company.delete(&format!("serviceHours/{day}/")).expect("the row goes");
        }
        for (call, start, hours) in [
            (["2026-03-02", "06:00"], ["2026-03-02", "17:00"], json!(9)),
            (["2026-03-02", "10:30"], ["2026-03-02", "17:00"], json!(6.5)),
            (["2026-03-02", "06:00"], ["2026-03-03", "06:00"], json!(9)),
            (["2026-03-02", "10:30"], ["2026-03-03", "10:30"], json!(6.5)),
        ] {
            let order = company.order(0);
            let path = format!("serviceOrders/{order}");
            company.patch(&path, json!({"orderDate": call[0], "orderTime": call[1]}));
            company.patch(&path, json!({"startingDate": start[0]}));
            let began = company.patch(&path, json!({"startingTime": start[1]}));
            assert_eq!(began["actualResponseTimeHours"], hours, "{call:?} to {start:?}");
        }
    });
}

#[test]
fn the_posting_date_takes_document_date_due_date_and_rate_along() {
    on_each(|company| {
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        let lines = format!("{path}/serviceLines");
        company.post(&lines, json!({"type": "item", "no": "I1", "quantity": 1}));
        let moved = company.patch(&path, json!({"postingDate": "2026-03-10"}));
        assert_eq!(moved["documentDate"], "2026-03-10");
        assert_eq!(moved["dueDate"], "2026-04-09");
        assert_eq!(company.get(&format!("{lines}/10000"))["postingDate"], "2026-03-10");

        let foreign = json!({"currencyCode": "USD"});
        let asked = code(company.try_patch(Answer::Nobody, &path, foreign.clone()));
        assert_eq!(asked, "asked order.recreateLines");
        let declined = Answer::No("order.recreateLines");
        let kept = code(company.try_patch(declined, &path, foreign.clone()));
        assert_eq!(kept, "order.recreateLines.declined");
        let dollars = company.patch(&path, foreign);
        assert_eq!(dollars["currencyFactor"], 1.25);
        assert_eq!(company.get(&format!("{lines}/10000"))["unitPrice"], 125);
        let later = json!({"postingDate": "2026-04-02"});
        let same = Answer::No("order.updateExchangeRate");
        let kept = company.try_patch(same, &path, later).expect("the old rate");
        assert_eq!(kept["currencyFactor"], 1.25);
        let moved = company.patch(&path, json!({"postingDate": "2026-04-03"}));
        assert_eq!(moved["currencyFactor"], 1.5);
    });
}

#[test]
fn customers_with_open_documents_stay() {
    on_each(|company| {
        company.post("serviceOrders", json!({"no": "O2", "customerNo": "C2"}));
        let refused = code(company.delete("customers/C2"));
        assert_eq!(refused, "customer.delete.openDocuments");
        let line = json!({"type": "item", "no": "I1", "quantity": 1});
        company.post("serviceOrders/O2/serviceLines", line);
        for named in ["items/I1", "items/M1", "locations/L1", "numberSeries/S-ORD"] {
            assert_eq!(code(company.delete(named)), "record.used", "{named}");
        }
        assert_eq!(company.refused("items/I1", json!({"type": "service"})), "line.openLines");
        company.delete("serviceOrders/O2").expect("nothing was shipped");
        company.delete("customers/C2").expect("nothing is open");
        let log: Vec<Json> = company
            .list("serviceDocumentLogEntries")
            .into_iter()
            .filter(|entry| entry["documentNo"] == "O2")
            .map(|entry| entry["event"].clone())
            .collect();
        assert_eq!(log, [json!("orderCreated"), json!("orderDeleted")]);
    });
}

#[test]
fn what_is_outstanding_includes_vat() {
    on_each(|company| {
        let order = company.order(1);
        let lines = format!("serviceOrders/{order}/serviceLines");
        for _ in 0..2 {
            let body = json!({"type": "item", "no": "I1", "quantity": 8, "unitPrice": 12.5});
            assert_eq!(company.post(&lines, body)["outstandingAmount"], 125);
        }
        let header = company.get(&format!("serviceOrders/{order}"));
        assert_eq!(header["outstandingAmount"], 250);
        assert_eq!(header["amount"], 200);
        assert_eq!(header["vatAmount"], 50);
        assert_eq!(header["amountIncludingVat"], 250);
        assert_eq!(header["completelyShipped"], false);
        let customer = company.get("customers/C1");
        assert_eq!(customer["outstandingServOrdersLcy"], 250);
    });
}

#[test]
fn a_customer_over_the_limit_is_warned_of() {
    on_each(|company| {
        company.post("salesSetup", json!({"creditWarnings": "bothWarnings"}));
        company.patch("customers/C2", json!({"creditLimitLcy": 100}));
        let order = company.post("serviceOrders", json!({"no": "O2", "customerNo": "C2"}));
        assert_eq!(order["billToCustomerNo"], "C2");
        let line = json!({"type": "item", "no": "I1", "quantity": 1});
        company.post("serviceOrders/O2/serviceLines", line);
        company.post("serviceOrders", json!({"no": "O9", "customerNo": "C1"}));
        let told = company.told("serviceOrders/O9", json!({"billToCustomerNo": "C2"}));
        assert!(
            told.iter().any(|message| message.code == "order.creditLimit.exceeded"),
            "{told:?}"
        );
    });
}

#[test]
fn dimensions_go_to_the_lines_or_stay_on_the_header() {
    on_each(|company| {
        company.post("dimensions", json!({"code": "DEPT"}));
        for value in ["ADM", "SALES"] {
            company.post("dimensionValues", json!({"dimensionCode": "DEPT", "code": value}));
        }
        company.post(
            "defaultDimensions",
            json!({"tableName": "serviceOrderType", "no": "T1", "dimensionCode": "DEPT",
                   "dimensionValueCode": "SALES"}),
        );
        let dept = |record: &Json| record["dimensions"][0]["dimensionValueCode"].clone();
        for (answer, on_lines) in
            [(Answer::Yes, json!("SALES")), (Answer::No("order.pushDimensions"), Json::Null)]
        {
            let order = company.order(1);
            let path = format!("serviceOrders/{order}");
            let line = json!({"type": "item", "no": "I1", "quantity": 1,
                              "serviceItemLineNo": 10000});
            company.post(&format!("{path}/serviceLines"), line);
            let body = json!({"serviceOrderType": "T1"});
            let header = company.try_patch(answer, &path, body).expect("an answer");
            assert_eq!(dept(&header), "SALES");
            let machine = company.get(&format!("{path}/serviceItemLines/10000"));
            assert_eq!(dept(&machine), on_lines);
            let line = company.get(&format!("{path}/serviceLines/10000"));
            assert_eq!(line["dimensionSetId"] != 0, on_lines != Json::Null);
        }
    });
}

#[test]
fn released_documents_are_complete() {
    on_each(|company| {
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        assert_eq!(code(company.act(&path, "release", json!({}))), "order.release.nothing");
        company.post(
            &format!("{path}/serviceLines"),
            json!({"type": "item", "no": "I1",
                                                             "quantity": 1}),
        );
        company.patch("serviceItems/SI1", json!({"blocked": "all"}));
        assert_eq!(code(company.act(&path, "release", json!({}))), "itemLine.serviceItem.blocked");
        company.patch("serviceItems/SI1", json!({"blocked": "serviceContract"}));
        let released = company.act(&path, "release", json!({})).expect("complete");
        assert_eq!(released["releaseStatus"], "releasedToShip");
        assert_eq!(
            company.refused(&path, json!({"shippingAdvice": "complete"})),
            "record.property.notNow"
        );
        for change in [
            json!({"customerNo": "C2"}),
            json!({"billToCustomerNo": "C2"}),
            json!({"currencyCode": "USD"}),
            json!({"pricesIncludingVat": true}),
        ] {
            assert_eq!(company.refused(&path, change.clone()), "order.released", "{change}");
        }
        assert_eq!(company.list(&format!("{path}/serviceLines")).len(), 1, "nothing has gone");
        company.act(&path, "release", json!({})).expect("nothing to do");
        let opened = company.act(&path, "reopen", json!({})).expect("opened");
        assert_eq!(opened["releaseStatus"], "open");
        company.patch(&path, json!({"shippingAdvice": "complete"}));
    });
}

#[test]
fn the_books_speak_the_language_of_the_company_whoever_writes() {
    on_each(|company| {
        for (language, text) in [("FR", "Commande de service"), ("EN", "Service order")] {
            company.patch("companyInformation", json!({"languageCode": language}));
            let order = company.post("serviceOrders", json!({"customerNo": "C1"}));
            let expected = format!("{text} {}", order["no"].as_str().unwrap_or_default());
            assert_eq!(order["postingDescription"], json!(expected), "{language}");
        }
    });
}
