//! Machines on an order: choice, response, faults, deletion, registration.

use serde_json::{Value as Json, json};

use super::company::*;

#[test]
fn an_order_may_hold_one_machine_only() {
    on_each(|company| {
        company.patch("serviceManagementSetup", json!({"oneServiceItemLineOrder": true}));
        let order = company.order(1);
        let lines = format!("serviceOrders/{order}/serviceItemLines");
        let second = json!({"serviceItemNo": "SI2"});
        let refused = code(company.try_post(Answer::Yes, &lines, second.clone()));
        assert_eq!(refused, "itemLine.onlyOne");
        company.patch("serviceManagementSetup", json!({"oneServiceItemLineOrder": false}));
        company.post(&lines, second);
        assert_eq!(company.list(&lines).len(), 2);
    });
}

#[test]
fn a_response_is_due_within_the_nearest_hours() {
    on_each(|company| {
        company.patch("serviceManagementSetup", json!({"defaultResponseTimeHours": 9}));
        let order = company.order(0);
        let path = format!("serviceOrders/{order}");
        let lines = format!("{path}/serviceItemLines");
        let due = |line: &Json| {
            format!("{} {}", line["responseDate"], line["responseTime"]).replace('"', "")
        };
        let of_setup = company.post(&lines, json!({"description": "Any"}));
        assert_eq!(due(&of_setup), "2026-03-02 17:00:00");
        let of_group = company.post(&lines, json!({"serviceItemGroupCode": "G1"}));
        assert_eq!(due(&of_group), "2026-03-02 16:00:00");
        assert_eq!(of_group["description"], "Group 1");
        assert_eq!(company.get(&path)["responseTime"], "16:00:00");
        company.patch("serviceItems/SI1", json!({"responseTimeHours": 4}));
        let machine = company.post(&lines, json!({"serviceItemNo": "SI1"}));
        assert_eq!(due(&machine), "2026-03-02 12:00:00");
        let typed = company.patch(&format!("{lines}/30000"), json!({"responseTimeHours": 10}));
        assert_eq!(due(&typed), "2026-03-03 09:00:00");
        let at_once = company.patch(&format!("{lines}/30000"), json!({"responseTimeHours": 0}));
        assert_eq!(due(&at_once), "2026-03-02 08:00:00");
        assert_eq!(company.get(&path)["responseTime"], "08:00:00");
        company.delete(&format!("{lines}/30000")).expect("no lines");
        assert_eq!(company.get(&path)["responseTime"], "16:00:00");

        let date = company.patch(&format!("{lines}/20000"), json!({"responseDate": "2026-03-05"}));
        assert_eq!(date["responseTimeHours"], 0);
        assert_eq!(due(&date), "2026-03-05 16:00:00");
        assert_eq!(company.get(&path)["responseTime"], "17:00:00");
        for (body, code) in [
            (json!({"responseDate": "2026-03-01"}), "itemLine.responseDate.beforeOrder"),
            (
                json!({"responseDate": "2026-03-02", "responseTime": "07:00"}),
                "itemLine.responseTime.beforeOrder",
            ),
        ] {
            assert_eq!(company.refused(&format!("{lines}/20000"), body), code);
        }
        company.patch(&path, json!({"orderTime": "09:00"}));
        assert_eq!(due(&company.get(&format!("{lines}/10000"))), "2026-03-03 09:00:00");
        company.patch("serviceManagementSetup", json!({"baseCalendarCode": null}));
        let refused = code(company.try_post(Answer::Yes, &lines, json!({"description": "No"})));
        assert_eq!(refused, "setup.baseCalendar.missing");
    });
}

#[test]
fn a_machine_belongs_to_customer_and_address() {
    on_each(|company| {
        let order = company.order(0);
        let lines = format!("serviceOrders/{order}/serviceItemLines");
        company.post("serviceItems", json!({"no": "OTHER", "customerNo": "C2"}));
        let add = |no: &str| json!({"serviceItemNo": no});
        let refused = |answer, no: &str| code(company.try_post(answer, &lines, add(no)));
        assert_eq!(refused(Answer::Yes, "OTHER"), "itemLine.serviceItem.otherCustomer");
        company.patch("serviceItems/SI1", json!({"blocked": "all"}));
        assert_eq!(refused(Answer::Yes, "SI1"), "itemLine.serviceItem.blocked");
        company.patch("serviceItems/SI2", json!({"shipToCode": "A1"}));
        assert_eq!(refused(Answer::Nobody, "SI2"), "asked itemLine.otherShipTo");
        let declined = Answer::No("itemLine.otherShipTo");
        assert_eq!(refused(declined, "SI2"), "itemLine.serviceItem.otherShipTo");
        let line = company.post(&lines, add("SI2"));
        assert_eq!(line["shipToCode"], "A1");
        assert_eq!((&line["itemNo"], &line["serialNo"]), (&json!("M1"), &json!("SN2")));
        assert_eq!(line["repairStatusCode"], "INITIAL");
        let path = format!("{lines}/10000");
        assert_eq!(company.refused(&path, json!({"itemNo": "I1"})), "itemLine.fromServiceItem");
        let found = company.post(&lines, json!({"itemNo": "M1", "serialNo": "SN3"}));
        assert_eq!(found["serviceItemNo"], "SI3", "the serial number finds the machine");
        company.patch("items/M1", json!({"serviceBlocked": true}));
        assert_eq!(refused(Answer::Yes, "SI3"), "itemLine.serviceItem.itemBlocked");
    });
}

#[test]
fn a_machine_with_lines_stays() {
    on_each(|company| {
        let order = company.order(1);
        let path = format!("serviceOrders/{order}/serviceItemLines/10000");
        let line = json!({"type": "item", "no": "I1", "quantity": 1, "serviceItemLineNo": 10000});
        company.post(&format!("serviceOrders/{order}/serviceLines"), line);
        let other = json!({"serviceItemNo": "SI2"});
        assert_eq!(company.refused(&path, other), "itemLine.serviceItem.hasLines");
        assert_eq!(code(company.delete(&path)), "itemLine.delete.hasLines");
        let owner = company.try_patch(Answer::Yes, "serviceItems/SI1", json!({"customerNo": "C2"}));
        let error = owner.expect_err("the machine is on an order");
        let text = texts::refusal(base::Language::En, &error.refusals()[0]);
        for part in [order.as_str(), "10000", "SI1", "SN1", "C1"] {
            assert!(text.contains(part), "{text} names {part}");
        }
        assert_eq!(company.get("serviceItems/SI1")["customerNo"], "C1");
        assert_eq!(code(company.delete("serviceItems/SI1")), "serviceItem.delete.onOrder");
    });
}

#[test]
fn faults_match_area_and_symptom() {
    on_each(|company| {
        company.post("faultAreas", json!({"code": "A"}));
        company.post("symptomCodes", json!({"code": "S"}));
        company.post("faultCodes", json!({"faultAreaCode": "A", "symptomCode": "S", "code": "F1"}));
        company.post("resolutionCodes", json!({"code": "R"}));
        let order = company.order(1);
        let path = format!("serviceOrders/{order}/serviceItemLines/10000");
        let found = company.patch(&path, json!({"faultCode": "F1", "resolutionCode": "R"}));
        assert_eq!((&found["faultAreaCode"], &found["symptomCode"]), (&json!("A"), &json!("S")));
        let cleared = company.patch(&path, json!({"symptomCode": null}));
        assert_eq!(cleared["faultCode"], Json::Null);
        assert_eq!(company.refused(&path, json!({"faultCode": "F1"})), "fault.code.unknown");
        company.patch(&path, json!({"symptomCode": "S", "faultCode": "F1"}));
        assert_eq!(code(company.delete("faultCodes/A/S/F1")), "fault.code.used");
        assert_eq!(code(company.delete("resolutionCodes/R")), "record.used");
        company.patch("serviceManagementSetup", json!({"faultReportingLevel": "none"}));
        let another = json!({"faultAreaCode": "A", "symptomCode": "S", "code": "F2"});
        let refused = code(company.try_post(Answer::Yes, "faultCodes", another));
        assert_eq!(refused, "fault.reporting.none");
    });
}

#[test]
fn a_described_machine_becomes_a_service_item() {
    on_each(|company| {
        let order = company.order(0);
        let path = format!("serviceOrders/{order}");
        let lines = format!("{path}/serviceItemLines");
        company
            .post(&lines, json!({"itemNo": "M1", "serialNo": "SN7", "serviceItemGroupCode": "G1"}));
        let line = json!({"type": "item", "no": "I1", "quantity": 1, "serviceItemLineNo": 10000});
        company.post(&format!("{path}/serviceLines"), line);
        let first = format!("{lines}/10000");
        let done = company.act(&first, "createServiceItem", json!({})).expect("described");
        let no = done["serviceItemNo"].as_str().expect("a number").to_owned();
        let machine = company.get(&format!("serviceItems/{no}"));
        for (name, value) in [
            ("serialNo", json!("SN7")),
            ("customerNo", json!("C1")),
            ("serviceItemGroupCode", json!("G1")),
            ("responseTimeHours", json!(8)),
            ("installationDate", json!("2026-03-02")),
            ("salesUnitPrice", json!(0)),
        ] {
            assert_eq!(machine[name], value, "{name}");
        }
        let line = company.get(&format!("{path}/serviceLines/10000"));
        assert_eq!(line["serviceItemNo"], json!(no));
        let again = code(company.act(&first, "createServiceItem", json!({})));
        assert_eq!(again, "itemLine.create.exists");
        let twin = company.post(&lines, json!({"itemNo": "M1"}));
        assert_eq!(twin["lineNo"], 20000);
        company.post(
            "serviceItems",
            json!({"no": "X", "customerNo": "C2", "itemNo": "M1",
                                            "serialNo": "SN8"}),
        );
        company.patch(&format!("{lines}/20000"), json!({"serialNo": "SN8"}));
        let taken = code(company.act(&format!("{lines}/20000"), "createServiceItem", json!({})));
        assert_eq!(taken, "serviceItem.serial.taken");
        // Under warranty, somebody must owe it.
        let second = format!("{lines}/20000");
        company.patch(&second, json!({"serialNo": "SN9", "warranty": true}));
        let nobody = code(company.act(&second, "createServiceItem", json!({})));
        assert_eq!(nobody, "itemLine.create.noVendor");
        company.patch(&second, json!({"vendorNo": "V1"}));
        let done = company.act(&second, "createServiceItem", json!({})).expect("a vendor");
        assert_eq!(done["vendorNo"], "V1");
    });
}

#[test]
fn comments_are_about_documents_or_machines() {
    on_each(|company| {
        let order = company.order(1);
        let comments = format!("serviceOrders/{order}/comments");
        let general = company.post(&comments, json!({"comment": "Ring twice"}));
        assert_eq!(general["date"], "2026-03-02");
        let second = company.post(&comments, json!({"comment": "Dog"}));
        assert_eq!((&second["date"], &second["lineNo"]), (&Json::Null, &json!(20000)));
        let fault = json!({"type": "fault", "comment": "Leaks"});
        let refused = code(company.try_post(Answer::Yes, &comments, fault));
        assert_eq!(refused, "comment.itemLine.missing");
        let fault = json!({"type": "fault", "serviceItemLineNo": 10000, "comment": "Leaks"});
        company.post(&comments, fault);
        company.delete(&format!("serviceOrders/{order}/serviceItemLines/10000")).expect("no lines");
        assert_eq!(company.list(&comments).len(), 2);
    });
}

#[test]
fn columns_are_locked_by_machine_lines_and_shipping() {
    on_each(|company| {
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        let locked = |path: &str| company.locked(path);
        let of_machine = locked(&format!("{path}/serviceItemLines/10000"));
        assert!(of_machine.contains(&"serial_no") && !of_machine.contains(&"service_item_no"));
        assert!(!locked(&path).contains(&"customer_no"));
        let part = json!({"type": "item", "no": "I1", "quantity": 2, "serviceItemLineNo": 10000});
        company.post(&format!("{path}/serviceLines"), part);
        assert!(locked(&format!("{path}/serviceItemLines/10000")).contains(&"service_item_no"));
        company.act(&path, "release", json!({})).expect("complete");
        let released = locked(&format!("{path}/serviceLines/10000"));
        assert!(released.contains(&"quantity") && !released.contains(&"qty_to_ship"));
    });
}
