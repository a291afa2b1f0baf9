//! Numbers of documents, and the gaps they must not leave.

use serde_json::json;

use super::company::*;

#[test]
fn numbers_come_from_the_series() {
    on_each(|company| {
        company.patch("numberSeriesLines/S-ORD/10000", json!({"lastNoUsed": "S-ORD-0007"}));
        let order = company.post("serviceOrders", json!({"customerNo": "C1"}));
        assert_eq!(order["no"], "S-ORD-0008");
        let line = company.get("numberSeriesLines/S-ORD/10000");
        assert_eq!(line["lastNoUsed"], "S-ORD-0008");
        company.post("serviceOrders", json!({"no": "S-ORD-0009", "customerNo": "C1"}));
        let next = company.post("serviceOrders", json!({"customerNo": "C1"}));
        assert_eq!(next["no"], "S-ORD-0010", "a typed number is passed over");
        company.patch("numberSeries/S-ORD", json!({"manualNos": false}));
        let typed = json!({"no": "MINE", "customerNo": "C1"});
        let refused = code(company.try_post(Answer::Yes, "serviceOrders", typed));
        assert_eq!(refused, "numberSeries.notTyped");
        company.patch("serviceManagementSetup", json!({"serviceOrderNos": null}));
        let none = json!({"customerNo": "C1"});
        let refused = code(company.try_post(Answer::Yes, "serviceOrders", none));
        assert_eq!(refused, "order.series.missing");
        let refused = code(company.try_post(Answer::Yes, "serviceInvoices", json!({})));
        assert_eq!(refused, "order.customer.missing");
    });
}

#[test]
fn a_deleted_draft_of_a_shared_series_leaves_no_gap() {
    on_each(|company| {
        company.patch("serviceManagementSetup", json!({"postedServiceInvoiceNos": "S-INV"}));
        let draft = json!({"no": "1111", "customerNo": "C1"});
        assert_eq!(company.post("serviceInvoices", draft)["postingNoSeries"], "S-INV");
        let asked = code(company.try_delete(Answer::Nobody, "serviceInvoices/1111"));
        assert_eq!(asked, "asked posting.emptyInvoice");
        company.delete("serviceInvoices/1111").expect("the gap is filled");
        let posted = company.get("postedServiceInvoices/1111");
        assert_eq!(posted["amount"], 0);
        assert_eq!(posted["customerNo"], "C1");
    });
}
