//! Import takes what people may create, by every door, and says so before it reads a file.

use base::Language;
use service::import::may_import;

use crate::testing::{TOKEN, programs};

/// No spreadsheet at all: whoever reads it first complains about that.
const NO_FILE: &str = "\u{0}\u{1}PK no spreadsheet";

#[test]
fn import_refuses_by_every_door_what_the_api_does_not_let_people_create() {
    let entities = service::entities();
    for program in programs().into_iter().take(1) {
        let page = program.request(TOKEN, "GET", "/c/test/-/import", &[], None);
        assert_eq!(page.status, 200);
        for def in &entities {
            let of_name = || entities.iter().filter(|other| other.collection == def.collection);
            let open = of_name().any(may_import);
            assert!(open || !def.insertable || def.below.is_some(), "{}", def.collection);
            // The page offers it, or not.
            let offered = page.text.contains(&format!("<option value=\"{}\"", def.collection));
            assert_eq!(offered, open, "the page and {}", def.collection);
            // The API refuses it before it reads what is no file.
            let address = format!("{}/{}/import", program.base(), def.collection);
            let answer = program.request(TOKEN, "POST", &address, &[], Some(NO_FILE)).json();
            let closed = answer["code"] == "import.collection.closed";
            assert_eq!(closed, !open, "the API and {}: {answer}", def.collection);
            // So does what the command line asks, in both languages, naming the table.
            let Err(error) = service::import::collection(&entities, def.collection) else {
                assert!(open, "the command line and {}", def.collection);
                continue;
            };
            assert!(!open, "{error}");
            for language in [Language::En, Language::Fr] {
                let text = texts::refusal(language, &error.refusals()[0]);
                let table = texts::table(language, def.table.name, false);
                assert!(text.to_lowercase().contains(&table.to_lowercase()), "{text}");
            }
        }
    }
}

#[test]
fn tables_without_a_collection_cannot_be_imported() {
    let entities = service::entities();
    for table in service::installation::company_tables() {
        let defs: Vec<_> = entities.iter().filter(|def| def.table.name == table.name).collect();
        let open = defs.iter().any(|def| may_import(def));
        assert!(!open || table.ledger.is_none() || table.name == "resource_capacity_entry");
        let posted = ["service_shipment", "service_invoice_", "change_log", "user_password"];
        assert!(!open || !posted.iter().any(|name| table.name.starts_with(name)), "{}", table.name);
    }
}

#[test]
fn whoever_may_not_create_records_is_refused_before_the_file_is_read() {
    for program in programs().into_iter().take(1) {
        let token = super::person(&program, "AUDIT", "AUDITOR");
        for (collection, existing) in [("customers", "refuse"), ("customers", "update")] {
            let address = format!("{}/{collection}/import?existing={existing}", program.base());
            let answer = program.request(&token, "POST", &address, &[], Some(NO_FILE));
            assert_eq!(answer.status, 403, "{}", answer.text);
        }
    }
}
