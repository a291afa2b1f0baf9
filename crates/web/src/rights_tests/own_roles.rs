//! Roles that people made: those of before open what they opened, new ones what they name.

use books::user::{Permission, PermissionSet, PermissionSetType};

use crate::testing::{Program, TOKEN, programs};

/// A role made before fields could be granted.
fn earlier_role(program: &Program, role: &str, tables: &[&str]) {
    let installation = program.app.installation();
    let made = installation.system().write(&installation.program(), |tx| {
        let role_id = base::Code::parse(role)?;
        let r#type = PermissionSetType::UserDefined;
        let set = PermissionSet { role_id: role_id.clone(), r#type, ..PermissionSet::default() };
        tx.insert(&mut set.clone())?;
        for table in tables {
            let object_name = base::Text::parse(table)?;
            let role_id = role_id.clone();
            let read_permission = true;
            tx.insert(&mut Permission {
                role_id,
                object_name,
                read_permission,
                ..Permission::default()
            })?;
        }
        Ok(())
    });
    made.expect("the role is made");
}

fn call(
    program: &Program,
    token: &str,
    method: &str,
    path: &str,
    body: Option<&str>,
) -> (u16, String) {
    let answer = program.request(token, method, path, &[], body);
    (answer.status, answer.text)
}

#[test]
fn an_earlier_role_sees_the_fields_of_its_tables_and_a_new_one_those_that_it_names() {
    for program in programs() {
        let post = |path: &str, body: &str| {
            let (status, text) = call(&program, TOKEN, "POST", path, Some(body));
            assert_eq!(status, 201, "{path}: {text}");
        };
        post(&format!("{}/itemDiscountGroups", program.base()), r#"{"code": "D"}"#);
        post(&format!("{}/unitsOfMeasure", program.base()), r#"{"code": "PCS"}"#);
        post(&format!("{}/items", program.base()), r#"{"no": "I1", "unitCost": 41.5}"#);
        earlier_role(&program, "EARLIER", &["item", "service_header"]);
        post("/api/v1/permissionSets", r#"{"roleId": "NEW", "name": "New"}"#);
        let item = r#"{"roleId": "NEW", "objectName": "item", "readPermission": true}"#;
        post("/api/v1/permissions", item);
        let (earlier, new) =
            (super::person(&program, "OLD", "EARLIER"), super::person(&program, "YOUNG", "NEW"));
        let get = |token: &str, path: &str| {
            call(&program, token, "GET", &format!("{}/{path}", program.base()), None)
        };
        assert!(get(&earlier, "items/I1").1.contains("\"unitCost\":41.5"));
        assert!(!get(&new, "items/I1").1.contains("unitCost"));
        assert_eq!(get(&new, "items?$filter=unitCost%20gt%201").0, 403);
        assert_eq!(get(&new, "items?$orderby=unitCost").0, 403);
        // What the table opened with both kinds of documents stays open; the figures of others not.
        assert_eq!(get(&earlier, "serviceOrders").0, 200);
        assert_eq!(get(&earlier, "serviceInvoices").0, 200);
        assert_eq!(get(&new, "serviceOrders").0, 403);
        assert!(!get(&earlier, "items/I1").1.contains("inventoryValue"));
        let cost = r#"{"roleId": "NEW", "objectName": "field:cost", "readPermission": true}"#;
        post("/api/v1/permissions", cost);
        assert!(get(&new, "items/I1").1.contains("\"unitCost\":41.5"));
        assert_eq!(get(&new, "items?$filter=unitCost%20gt%201").0, 200);
    }
}

#[test]
fn kinds_of_documents_are_granted_apart() {
    for program in programs().into_iter().take(1) {
        let post = |path: &str, body: &str| {
            let (status, text) = call(&program, TOKEN, "POST", path, Some(body));
            assert_eq!(status, 201, "{path}: {text}");
        };
        post("/api/v1/permissionSets", r#"{"roleId": "ORDERS", "name": "Orders"}"#);
        for object in ["serviceOrders", "service_line", "service_document_log"] {
            let body = format!(
                r#"{{"roleId": "ORDERS", "objectName": "{object}", "readPermission": true}}"#
            );
            post("/api/v1/permissions", &body);
        }
        let token = super::person(&program, "ANNA", "ORDERS");
        let get = |path: &str| {
            call(&program, &token, "GET", &format!("{}/{path}", program.base()), None).0
        };
        assert_eq!(get("serviceOrders"), 200);
        assert_eq!(get("serviceInvoices"), 403);
        assert_eq!(get("serviceInvoices/X/serviceLines"), 403);
        assert_eq!(get("serviceDocumentLogEntries"), 200);
    }
}
