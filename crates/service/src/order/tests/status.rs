//! Repair statuses of machines and the status of their order.

use serde_json::{Value as Json, json};

use super::company::*;

fn set(company: &Company, order: &str, line: usize, status: &str) -> Json {
    let path = format!("serviceOrders/{order}/serviceItemLines/{}", line * 10_000);
    company.patch(&path, json!({"repairStatusCode": status}));
    company.get(&format!("serviceOrders/{order}"))["status"].clone()
}

#[test]
fn the_most_urgent_machine_decides() {
    on_each(|company| {
        let order = company.order(3);
        let all =
            |status: &str| (1..=3).fold(Json::Null, |_, line| set(company, &order, line, status));
        assert_eq!(company.get(&format!("serviceOrders/{order}"))["status"], "pending");
        assert_eq!(set(company, &order, 1, "FINISHED"), "pending");
        assert_eq!(all("FINISHED"), json!("finished"));
        assert_eq!(set(company, &order, 1, "PARTLY"), "pending");
        assert_eq!(all("FINISHED"), json!("finished"));
        assert_eq!(set(company, &order, 1, "INPROCESS"), "inProcess");
        assert_eq!(all("ORDERED"), json!("onHold"));
        let path = format!("serviceOrders/{order}/serviceItemLines/10000");
        let quoted = json!({"repairStatusCode": "QUOTED"});
        assert_eq!(company.refused(&path, quoted), "itemLine.repairStatus.onlyQuotes");
    });
}

#[test]
fn work_stamps_its_dates() {
    on_each(|company| {
        let order = company.order(2);
        set(company, &order, 1, "INPROCESS");
        let line = company.get(&format!("serviceOrders/{order}/serviceItemLines/10000"));
        assert_eq!(line["startingDate"], "2026-03-02");
        let header = company.get(&format!("serviceOrders/{order}"));
        assert_eq!(header["startingDate"], "2026-03-02");
        assert_eq!(header["startingTime"], "08:00:00");
        set(company, &order, 1, "FINISHED");
        set(company, &order, 2, "FINISHED");
        let header = company.get(&format!("serviceOrders/{order}"));
        assert_eq!(header["status"], "finished");
        assert_eq!(header["finishingDate"], "2026-03-02");
        set(company, &order, 2, "PARTLY");
        let header = company.get(&format!("serviceOrders/{order}"));
        assert_eq!(header["finishingDate"], Json::Null);
        let line = company.get(&format!("serviceOrders/{order}/serviceItemLines/20000"));
        assert_eq!(line["finishingDate"], Json::Null);
        set(company, &order, 1, "INITIAL");
        let header = company.get(&format!("serviceOrders/{order}"));
        assert_eq!(header["startingDate"], Json::Null);
    });
}

#[test]
fn more_work_opens_a_finished_order() {
    on_each(|company| {
        let order = company.order(0);
        let path = format!("serviceOrders/{order}");
        let done = company.patch(&path, json!({"status": "finished"}));
        assert_eq!(done["finishingDate"], "2026-03-02");
        company.post(&format!("{path}/serviceItemLines"), json!({"serviceItemNo": "SI1"}));
        let open = company.get(&path);
        assert_eq!(open["status"], "pending");
        assert_eq!(open["finishingDate"], Json::Null);
        let changes: Vec<Json> = company
            .list(&format!("{path}/log"))
            .into_iter()
            .filter(|entry| entry["event"] == "statusChanged")
            .map(|entry| json!([entry["before"], entry["after"]]))
            .collect();
        assert_eq!(changes, [json!(["pending", "finished"]), json!(["finished", "pending"])]);
    });
}

#[test]
fn a_status_must_be_allowed_by_every_machine() {
    on_each(|company| {
        company.patch(
            "repairStatuses/ORDERED",
            json!({"postingAllowed": false, "pendingStatusAllowed": false,
                   "inProcessStatusAllowed": false, "finishedStatusAllowed": false}),
        );
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        set(company, &order, 1, "ORDERED");
        for status in ["pending", "inProcess", "finished"] {
            let refused = company.refused(&path, json!({"status": status}));
            assert_eq!(refused, "order.status.notAllowed", "{status}");
        }
        company.patch(&path, json!({"status": "onHold"}));
        let another =
            company.post(&format!("{path}/serviceItemLines"), json!({"description": "B"}));
        let second = format!("{path}/serviceItemLines/{}", another["lineNo"]);
        let begun = json!({"repairStatusCode": "INPROCESS"});
        assert_eq!(company.refused(&second, begun), "order.status.notAllowed");
    });
}

#[test]
fn a_person_changes_the_status() {
    on_each(|company| {
        let order = company.order(0);
        let path = format!("serviceOrders/{order}");
        let begun = company.patch(&path, json!({"status": "inProcess"}));
        assert_eq!(begun["startingDate"], "2026-03-02");
        let done = company.patch(&path, json!({"status": "finished"}));
        assert_eq!(done["finishingTime"], "08:00:00");
        let held = company.patch(&path, json!({"status": "onHold"}));
        assert_eq!(held["finishingDate"], Json::Null);
        assert_eq!(held["startingDate"], "2026-03-02");
    });
}

#[test]
fn a_finished_order_has_what_is_mandatory() {
    on_each(|company| {
        company.patch("customers/C1", json!({"salespersonCode": null}));
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        for (switch, code, fill) in [
            (
                "salespersonMandatory",
                "order.missing.salespersonCode",
                json!({"salespersonCode": "SP1"}),
            ),
            (
                "serviceOrderTypeMandatory",
                "order.missing.serviceOrderType",
                json!({"serviceOrderType": "T1"}),
            ),
            (
                "serviceOrderStartMandatory",
                "order.missing.startingDate",
                json!({"startingDate": "2026-03-02"}),
            ),
            (
                "serviceOrderFinishMandatory",
                "order.missing.finishingDate",
                json!({"finishingDate": "2026-03-02"}),
            ),
        ] {
            company.patch("serviceManagementSetup", json!({switch: true}));
            assert_eq!(company.refused(&path, json!({"status": "finished"})), code);
            company.patch(&path, fill);
        }
        company.patch("serviceManagementSetup", json!({"faultReasonCodeMandatory": true}));
        let refused = company.refused(&path, json!({"status": "finished"}));
        assert_eq!(refused, "order.missing.faultReasonCode");
        let line = format!("{path}/serviceItemLines/10000");
        let finish = json!({"repairStatusCode": "FINISHED"});
        assert_eq!(company.refused(&line, finish.clone()), "order.missing.faultReasonCode");
        company.patch(&line, json!({"faultReasonCode": "FR0"}));
        company.patch(&line, finish);
        assert_eq!(company.get(&path)["status"], "finished");
    });
}
