//! All or nothing, whatever happens in between; and no more statements than needed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use base::Code;
use store::testing::{actor, count_statements};
use store::{DatabaseUrl, Db, EngineName};

use super::fixture::{Company, Document, companies, order};
use super::rows;
use crate::line::LineType;
use crate::order::DocumentType;
use crate::posting::{PostingOption, Request, post};

/// Where the child of the kill test works.
const DATABASE: &str = "FIELDWRIGHT_KILL_DATABASE";
/// What the child leaves when everything is written and nothing is committed.
const MARKER: &str = "FIELDWRIGHT_KILL_MARKER";

fn five_lines(no: &str) -> Document {
    order(no).item("I1", "1").item("I2", "1").resource("2").resource("1").line(
        LineType::Cost,
        "TRV",
        ["1", "50", "0", "30"],
    )
}

fn ship_and_invoice(db: &Db, no: &str) -> base::Result<crate::posting::Posted> {
    let (no, request) = (Code::new(no), Request::new(PostingOption::ShipAndInvoice));
    db.write(&actor(), |tx| post(tx, DocumentType::Order, &no, &request))
}

#[test]
fn a_failure_in_the_middle_leaves_nothing() {
    for company in companies() {
        company.save(&five_lines("SO1"));
        let before = company.counts();
        // The last table that a posting writes to is gone: everything before it was written.
        let rename = |from: &str, to: &str| {
            company
                .db()
                .batch(&format!("ALTER TABLE \"{from}\" RENAME TO \"{to}\""))
                .expect("done");
        };
        rename("service_invoice_line", "away");
        assert!(ship_and_invoice(company.db(), "SO1").is_err());
        rename("away", "service_invoice_line");
        assert_eq!(company.counts(), before);
        let posted = ship_and_invoice(company.db(), "SO1").expect("posted");
        assert_eq!(posted.numbers.invoice, *"IN1", "no number is lost");
        rows::assert_sound(&company);
    }
}

#[test]
fn a_panic_leaves_nothing() {
    for company in companies() {
        company.save(&five_lines("SO1"));
        let before = company.counts();
        let (no, request) = (Code::new("SO1"), Request::new(PostingOption::ShipAndInvoice));
        let act = || {
            company.db().write(&actor(), |tx| -> base::Result<()> {
                post(tx, DocumentType::Order, &no, &request)?;
                panic!("in the middle of a transaction")
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(act)).is_err());
        assert_eq!(company.counts(), before);
        rows::assert_sound(&company);
    }
}

/// Does nothing by itself: the process that the next test kills.
#[test]
fn killed_child() {
    let (Ok(database), Ok(marker)) = (std::env::var(DATABASE), std::env::var(MARKER)) else {
        return;
    };
    let db = Db::open(&DatabaseUrl::Sqlite(PathBuf::from(database))).expect("opened");
    let (no, request) = (Code::new("SO1"), Request::new(PostingOption::ShipAndInvoice));
    let written: base::Result<()> = db.write(&actor(), |tx| {
        post(tx, DocumentType::Order, &no, &request)?;
        std::fs::write(&marker, "written").expect("a marker");
        loop {
            std::thread::sleep(Duration::from_secs(1));
        }
    });
    drop(written);
}

#[test]
fn a_killed_process_leaves_nothing() {
    let company = sqlite();
    company.save(&five_lines("SO1"));
    let before = company.counts();
    let DatabaseUrl::Sqlite(path) = company.db().url().clone() else { unreachable!() };
    let marker = path.with_extension("marker");
    let program = std::env::current_exe().expect("the test knows itself");
    let mut child = Command::new(program)
        .args(["--exact", "posting::tests::safety::killed_child"])
        .env(DATABASE, &path)
        .env(MARKER, &marker)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child starts");
    for _ in 0..600 {
        if marker.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.kill().expect("the child is killed");
    child.wait().expect("the child is gone");
    assert!(marker.exists(), "the child had written everything");
    let db = Db::open(company.db().url()).expect("the database opens");
    assert_eq!(company.counts(), before);
    let posted = ship_and_invoice(&db, "SO1").expect("posted");
    assert_eq!(posted.numbers.invoice, *"IN1");
    rows::assert_sound(&company);
}

#[test]
fn two_users_post_at_once_without_a_gap() {
    for company in companies() {
        for number in 0..12 {
            company.save(&five_lines(&format!("SO{number}")));
        }
        std::thread::scope(|scope| {
            for half in 0..2 {
                let db = company.db().clone();
                scope.spawn(move || {
                    for number in (half..12).step_by(2) {
                        ship_and_invoice(&db, &format!("SO{number}")).expect("posted");
                    }
                });
            }
        });
        let mut numbers: Vec<u32> = company
            .all::<crate::history::ServiceInvoiceHeader>()
            .iter()
            .map(|invoice| invoice.no[2..].parse().expect("IN and a number"))
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
        rows::assert_sound(&company);
    }
}

fn sqlite() -> Company {
    companies()
        .into_iter()
        .find(|company| company.database.engine() == EngineName::Sqlite)
        .expect("the embedded engine is always at hand")
}

/// Shipping and invoicing two items, two resources and a cost. Writing 62 rows row by row on the
/// embedded engine takes most of them; the server takes several rows at once.
#[test]
fn few_statements_are_enough() {
    for company in companies() {
        company.save(&five_lines("SO1"));
        let (posted, statements) = count_statements(|| ship_and_invoice(company.db(), "SO1"));
        posted.expect("posted");
        let most = match company.database.engine() {
            EngineName::Sqlite => 120,
            EngineName::Postgres => 85,
        };
        assert!(statements <= most, "{statements} statements on {:?}", company.database.engine());
    }
}
