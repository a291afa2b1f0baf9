//! Warranty of machines on orders, and service items.

use serde_json::{Value as Json, json};

use super::company::*;

#[test]
fn a_machine_without_service_item_gets_the_warranty_of_the_setup() {
    on_each(|company| {
        for (duration, end) in
            [("1M", Some("2026-04-02")), ("0M", Some("2026-03-02")), ("-1M", None)]
        {
            company.patch("serviceManagementSetup", json!({"defaultWarrantyDuration": duration}));
            let order = company.order(0);
            let path = format!("serviceOrders/{order}");
            company.post(&format!("{path}/serviceItemLines"), json!({"itemNo": "M1"}));
            let line = format!("{path}/serviceItemLines/10000");
            let Some(end) = end else {
                let refused = company.refused(&line, json!({"warranty": true}));
                assert_eq!(refused, "setup.warrantyDuration.negative");
                continue;
            };
            let ticked = company.patch(&line, json!({"warranty": true}));
            assert_eq!(ticked["warrantyStartingDateParts"], "2026-03-02");
            assert_eq!(ticked["warrantyEndingDateParts"], end, "{duration}");
            assert_eq!(ticked["warrantyEndingDateLabor"], end, "{duration}");
            assert_eq!(ticked["warrantyPercentParts"], 40);
            assert_eq!(ticked["warrantyPercentLabor"], 60);
            let part = json!({"type": "item", "no": "I1", "quantity": 1,
                              "serviceItemLineNo": 10000});
            let part = company.post(&format!("{path}/serviceLines"), part);
            assert_eq!(part["lineDiscountPercent"], 40);
            company.patch(&line, json!({"warrantyPercentParts": 50}));
            let part = company.get(&format!("{path}/serviceLines/10000"));
            assert_eq!(part["lineDiscountPercent"], 50);
            let taken = company.patch(&line, json!({"warranty": false}));
            assert_eq!(taken["warrantyStartingDateParts"], Json::Null);
            let part = company.get(&format!("{path}/serviceLines/10000"));
            assert_eq!(part["lineDiscountPercent"], 0);
        }
    });
}

#[test]
fn choosing_the_machine_again_takes_its_new_warranty() {
    on_each(|company| {
        let warranty = |percent: i64| {
            json!({"warrantyStartingDateParts": "2026-01-01",
                   "warrantyEndingDateParts": "2026-12-31", "warrantyPercentParts": percent,
                   "warrantyStartingDateLabor": "2026-01-01",
                   "warrantyEndingDateLabor": "2026-12-31", "warrantyPercentLabor": percent})
        };
        company.patch("serviceManagementSetup", json!({"defaultWarrantyDuration": "1Y"}));
        company.patch("serviceItems/SI1", warranty(0));
        let order = company.order(1);
        let path = format!("serviceOrders/{order}");
        let part = json!({"type": "item", "no": "I1", "quantity": 1, "serviceItemLineNo": 10000});
        let part = company.post(&format!("{path}/serviceLines"), part);
        assert_eq!(part["lineDiscountPercent"], 0);
        let told = company.told("serviceItems/SI1", json!({"warrantyPercentParts": 100}));
        assert_eq!(told[0].code, "serviceItem.warranty.linesKept");
        company.patch(&format!("{path}/serviceItemLines/10000"), json!({"serviceItemNo": "SI1"}));
        let part = company.get(&format!("{path}/serviceLines/10000"));
        assert_eq!(part["lineDiscountPercent"], 100);
        assert_eq!(part["lineDiscountType"], "warrantyDisc");
        company.patch(&path, json!({"orderDate": "2025-12-31"}));
        let part = company.get(&format!("{path}/serviceLines/10000"));
        assert_eq!(part["lineDiscountPercent"], 0, "before the warranty");
        let line = company.get(&format!("{path}/serviceItemLines/10000"));
        assert_eq!(line["warranty"], false);
    });
}

#[test]
fn service_items_keep_their_rules() {
    on_each(|company| {
        let new = company.post("serviceItems", json!({"customerNo": "C2", "itemNo": "M1"}));
        assert_eq!(new["no"], "S-ITEM-0001");
        assert_eq!(new["description"], "Machine 1");
        assert_eq!(new["status"], "installed");
        assert_eq!(new["installationDate"], "2026-03-02");
        assert_eq!(new["salesUnitPrice"], 500);
        let path = "serviceItems/S-ITEM-0001";
        assert_eq!(company.refused(path, json!({"serialNo": "SN1"})), "serviceItem.serial.taken");
        assert_eq!(company.refused(path, json!({"shipToCode": "A1"})), "shipTo.unknown");
        let grouped = company.patch(path, json!({"serviceItemGroupCode": "G1"}));
        assert_eq!(grouped["responseTimeHours"], 8);
        let starts = json!({"warrantyStartingDateParts": "2026-03-02"});
        assert_eq!(company.refused(path, starts.clone()), "setup.warrantyDuration.missing");
        company.patch("serviceManagementSetup", json!({"defaultWarrantyDuration": "1Y"}));
        let warranted = company.patch(path, starts);
        assert_eq!(warranted["warrantyEndingDateLabor"], "2027-03-02");
        assert_eq!(warranted["warrantyPercentLabor"], 60);
        assert_eq!(warranted["warrantyActive"], true);
        let moved = company.patch(path, json!({"customerNo": "C1", "shipToCode": "A1"}));
        assert_eq!(moved["shipToCode"], "A1");
        let events: Vec<Json> = company
            .list("serviceItemLogEntries")
            .into_iter()
            .filter(|entry| entry["serviceItemNo"] == "S-ITEM-0001")
            .map(|entry| entry["event"].clone())
            .collect();
        assert_eq!(events, ["created", "customerChanged", "shipToChanged"]);
        company.delete(path).expect("no entries");
        company.patch("items/M1", json!({"serviceBlocked": true}));
        let blocked = json!({"customerNo": "C1", "itemNo": "M1"});
        let refused = code(company.try_post(Answer::Yes, "serviceItems", blocked));
        assert_eq!(refused, "serviceItem.item.blocked");
    });
}

#[test]
fn priorities_go_to_the_repair_statuses() {
    on_each(|company| {
        let twice = json!({"priority": "mediumHigh"});
        let path = "serviceStatusPriorities/onHold";
        let asked = code(company.try_patch(Answer::Nobody, path, twice.clone()));
        assert_eq!(asked, "asked statusPriority.twice");
        let kept = company
            .try_patch(Answer::No("statusPriority.twice"), path, twice.clone())
            .expect("the old one stays");
        assert_eq!(kept["priority"], "mediumLow");
        company.patch(path, twice);
        assert_eq!(company.get("repairStatuses/ORDERED")["priority"], "mediumHigh");
        let again = company.refused("repairStatuses/PARTLY", json!({"initial": true}));
        assert_eq!(again, "repairStatus.mark.taken");
        assert_eq!(code(company.delete(path)), "statusPriority.used");
        let order = company.order(1);
        assert!(!order.is_empty());
        assert_eq!(code(company.delete("repairStatuses/INITIAL")), "record.used");
        let bad = json!({"startingTime": "18:00"});
        assert_eq!(company.refused("serviceHours/monday/", bad), "serviceHour.end.beforeStart");
    });
}
