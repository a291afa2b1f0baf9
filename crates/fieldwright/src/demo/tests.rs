//! The demonstration companies are complete and sound on both engines.

use std::sync::Arc;

use base::{Actor, Result, ZonedClock};
use service::installation::Installation;
use store::{Db, testing};

use super::*;

fn clock() -> Arc<ZonedClock> {
    Arc::new(crate::demo::clock("2026-03-02T08:00:00".parse().expect("a date and time")))
}

/// Runs on an installation with this data, on each engine at hand.
fn with(data: Data, check: impl Fn(&Installation, &Db)) {
    for (url, _folder) in testing::places() {
        let installation = Installation::open(&url, clock()).expect("an installation");
        create(&installation, data, &|_, _| {}).unwrap_or_else(|error| panic!("{url}: {error}"));
        check(&installation, &installation.company(data.company()).expect("a company"));
        drop(installation);
        Db::remove_all(&url).expect("removed");
    }
}

fn number(installation: &Installation, db: &Db, sql: &str) -> i64 {
    let read: Result<i64> = db.read(&installation.program(), |tx| tx.number(sql, &[]));
    read.expect("a number")
}

fn sound(installation: &Installation, db: &Db) {
    let findings = db.read(&installation.program(), service::audit::audit).expect("an audit");
    assert_eq!(findings, [], "the auditor finds nothing");
}

#[test]
fn the_reference_company_is_what_its_description_says() {
    with(Data::Reference, |installation, db| {
        let count = |sql: &str| number(installation, db, sql);
        for (sql, expected) in [
            ("SELECT count(*) FROM \"customer\"", 4),
            ("SELECT count(*) FROM \"item\"", 4),
            ("SELECT count(*) FROM \"service_item\" WHERE \"status\" = 'installed'", 3),
            ("SELECT count(*) FROM \"repair_status\" WHERE \"posting_allowed\" = 1", 9),
            // Days from Monday to Friday in 2026, for two resources.
            ("SELECT count(*) FROM \"resource_capacity_entry\"", 2 * 261),
            (
                "SELECT CAST(sum(\"quantity\") AS BIGINT) FROM \"item_ledger_entry\" WHERE \"item_no\" = 'I1' \
                 AND \"location_code\" = 'L1'",
                50 * 100_000,
            ),
            // 50 x 60 + 50 x 25 + 5 x 300, in inventory.
            (
                "SELECT CAST(sum(\"amount\") AS BIGINT) FROM \"general_ledger_entry\" WHERE \"gl_account_no\" = '2110'",
                5750 * 100_000,
            ),
        ] {
            assert_eq!(count(sql), expected, "{sql}");
        }
        sound(installation, db);
    });
}

#[test]
fn the_small_company_has_orders_in_every_state_and_sound_books() {
    with(Data::Small, |installation, db| {
        let count = |sql: &str| number(installation, db, sql);
        for status in ["pending", "inProcess", "onHold", "finished"] {
            let sql =
                format!("SELECT count(*) FROM \"service_header\" WHERE \"status\" = '{status}'");
            assert!(count(&sql) > 1, "{status}");
        }
        assert!(count("SELECT count(*) FROM \"customer\"") >= 40);
        assert!(count("SELECT count(*) FROM \"item\"") >= 110);
        assert!(count("SELECT count(*) FROM \"service_item\"") >= 80);
        assert!(count("SELECT count(*) FROM \"service_invoice_header\"") >= 50);
        sound(installation, db);
    });
}

#[test]
fn the_same_code_makes_many_customers_and_a_history() {
    let places = testing::places();
    let (url, _folder) = &places[0];
    let installation = Installation::open(url, clock()).expect("an installation");
    let actor = installation.program();
    let db = installation.create_company(&actor, "atelier-moka", "Moka").expect("a company");
    history::fill_days(&db, &actor, 1, &|_, _| {}).expect("a day of history");
    let count = |sql: &str| number(&installation, &db, sql);
    assert!(count("SELECT count(*) FROM \"customer\"") >= 400);
    assert!(count("SELECT count(*) FROM \"item\"") >= 600);
    assert!(count("SELECT count(*) FROM \"service_item\"") >= 1500);
    let people = "SELECT count(*) FROM \"resource\" WHERE \"resource_group_no\" LIKE 'TECH%'";
    assert_eq!(count(people), 15);
    assert!(count("SELECT count(*) FROM \"service_shipment_header\"") > 10);
    sound(&installation, &db);
}

#[test]
fn everybody_of_the_demonstration_can_sign_in() {
    for (url, _folder) in testing::places() {
        let installation = Installation::open(&url, clock()).expect("an installation");
        let all = [Data::Small, Data::Reference];
        create_users(&installation, &all).expect("users");
        create_users(&installation, &all).expect("a second time changes nothing");
        let first = token(&installation, Some("known")).expect("a token");
        assert_eq!(first, "known");
        assert_ne!(token(&installation, None).expect("another token"), "known");
        for user in users(&all) {
            let found: books::user::UserPassword = installation
                .system()
                .read(&installation.program(), |tx| {
                    tx.find(store::key![base::Code::<50>::new(user.name)])
                })
                .expect("a password");
            assert!(books::user::verify_password(Some(&found.password_hash), user.password));
        }
        drop(installation);
        Db::remove_all(&url).expect("removed");
    }
}

/// The outcome of importing a file of `examples/import`.
fn import(db: &Db, actor: &Actor, collection: &str, file: &str) -> service::import::Outcome {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/import");
    let sheet = documents::sheet::read(&std::fs::read(folder.join(file)).expect("a file"))
        .expect("a sheet");
    let entities = service::entities();
    let def = entities.iter().find(|def| def.collection == collection).expect("a collection");
    let rows = service::import::Rows { heads: &sheet.heads, rows: &sheet.rows };
    let existing = service::import::Existing::Refuse;
    db.write(actor, |tx| service::import::import(tx, def, &rows, existing)).expect("an outcome")
}

#[test]
fn the_example_files_can_be_imported_and_their_errors_are_found() {
    for (url, _folder) in testing::places() {
        let installation = Installation::open(&url, clock()).expect("an installation");
        let actor = installation.program();
        let db = installation.create_company(&actor, "atelier-moka", "Moka").expect("a company");
        let desk = desk::Desk::new();
        db.write(&actor, |tx| moka::set_up(tx, &desk)).expect("the set-up");
        for (collection, file, rows) in [
            ("customers", "customers.csv", 320),
            ("items", "items.xlsx", 350),
            ("resources", "resources.csv", 24),
            ("serviceItems", "service-items.xlsx", 360),
        ] {
            let outcome = import(&db, &actor, collection, file);
            assert_eq!(outcome.errors, [], "{file}");
            assert_eq!((outcome.rows, outcome.created), (rows, rows), "{file}");
        }
        let outcome = import(&db, &actor, "customers", "customers-with-errors.csv");
        let found: Vec<(usize, Option<usize>)> =
            outcome.errors.iter().map(|error| (error.row, error.column)).collect();
        let expected = [
            (4, Some(0)),
            (6, Some(0)),
            (8, Some(5)),
            (10, Some(13)),
            (12, Some(15)),
            (14, Some(1)),
            (16, Some(9)),
            (19, Some(16)),
            (21, Some(14)),
            (21, Some(18)),
            (24, Some(15)),
            (27, Some(17)),
        ];
        assert_eq!(found, expected);
        drop((db, installation));
        Db::remove_all(&url).expect("removed");
    }
}
