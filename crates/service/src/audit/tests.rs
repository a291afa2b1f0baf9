//! Every audit finds what it is there for.

use base::{Amount, Code, Error, Quantity, Result, refuse};
use books::customer_ledger::DetailedCustomerLedgerEntry;
use books::general_ledger::{GeneralLedgerEntry, SourceType};
use books::resource_ledger::{ResourceEntryType, ResourceLedgerEntry};
use books::vat_ledger::VatEntry;
use store::testing::actor;
use store::{Tx, params};

use super::{Fault, checks, figures};
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine, ServiceShipmentLine};
use crate::ledger::{ServiceEntryType, ServiceLedgerEntry};
use crate::line::LineType;
use crate::posting::PostingOption::{Ship, ShipAndInvoice};
use crate::posting::tests::fixture::{Company, companies, order, to_ship};
use books::item_ledger::{ItemLedgerEntry, ItemLedgerEntryType, ValueEntry};

type Break = fn(&mut Tx) -> Result<()>;

fn service_entry(tx: &mut Tx, document: &str, entry_type: ServiceEntryType) -> Result<()> {
    tx.insert(&mut ServiceLedgerEntry {
        entry_type,
        document_no: Code::new(document),
        document_line_no: 10_000,
        quantity: Quantity::from(1),
        amount: Amount::from(1),
        ..ServiceLedgerEntry::default()
    })
}

fn hours(tx: &mut Tx, document: &str, entry_type: ResourceEntryType) -> Result<()> {
    tx.insert(&mut ResourceLedgerEntry {
        entry_type,
        document_no: Code::new(document),
        quantity: Quantity::from(1),
        total_price: Amount::from(1),
        ..ResourceLedgerEntry::default()
    })
}

fn general(tx: &mut Tx, account: &str, source_type: SourceType) -> Result<()> {
    tx.insert(&mut GeneralLedgerEntry {
        gl_account_no: Code::new(account),
        amount: Amount::from(1),
        source_type,
        transaction_no: 99,
        ..GeneralLedgerEntry::default()
    })
}

fn run(tx: &mut Tx, sql: &str) -> Result<()> {
    tx.execute(sql, &[]).map(drop)
}

/// A wrong record for each audit.
const WRONG: &[(&str, Break)] = &[
    ("audit.generalLedger.balance", |tx| general(tx, "2110", SourceType::Blank)),
    ("audit.customerLedger.receivables", |tx| general(tx, "2310", SourceType::Customer)),
    ("audit.customerLedger.remaining", |tx| {
        tx.insert(&mut DetailedCustomerLedgerEntry {
            cust_ledger_entry_no: 1,
            amount: Amount::from(1),
            ..DetailedCustomerLedgerEntry::default()
        })
    }),
    ("audit.vat.generalLedger", |tx| {
        tx.insert(&mut VatEntry {
            document_no: Code::new("IN1"),
            amount: Amount::from(1),
            ..VatEntry::default()
        })
    }),
    ("audit.service.usage", |tx| service_entry(tx, "SH1", ServiceEntryType::Usage)),
    ("audit.service.sale", |tx| service_entry(tx, "IN1", ServiceEntryType::Sale)),
    ("audit.service.consumption", |tx| service_entry(tx, "SH1", ServiceEntryType::Consume)),
    ("audit.service.items", |tx| {
        tx.insert(&mut ServiceShipmentLine {
            document_no: Code::new("SH1"),
            line_no: 99,
            r#type: LineType::Item,
            quantity_base: Quantity::from(1),
            ..ServiceShipmentLine::default()
        })
    }),
    ("audit.service.hoursUsed", |tx| hours(tx, "SH1", ResourceEntryType::Usage)),
    ("audit.service.hoursCharged", |tx| hours(tx, "IN1", ResourceEntryType::Sale)),
    ("audit.shipment.notInvoiced", |tx| {
        let sql = "UPDATE \"service_shipment_line\" SET \"qty_shipped_not_invoiced\" = 5";
        tx.execute(sql, &[]).map(drop)
    }),
    ("audit.order.notInvoiced", |tx| {
        let sql = "UPDATE \"service_line\" SET \"quantity_shipped\" = $1";
        tx.execute(sql, params![Quantity::from(5)]).map(drop)
    }),
    ("audit.invoice.amount", |tx| {
        tx.insert(&mut ServiceInvoiceLine {
            document_no: Code::new("IN1"),
            line_no: 99,
            amount: Amount::from(1),
            ..ServiceInvoiceLine::default()
        })
    }),
    ("audit.invoice.customerLedger", |tx| {
        tx.insert(&mut ServiceInvoiceHeader {
            no: Code::new("IN99"),
            amount_including_vat: Amount::from(1),
            ..ServiceInvoiceHeader::default()
        })
    }),
    ("audit.customerLedger.open", |tx| {
        let sql = "UPDATE \"customer_ledger_entry\" SET \"remaining_amount\" = 0";
        tx.execute(sql, &[]).map(drop)
    }),
    ("audit.item.open", |tx| entries(tx, "open", "1 - \"open\"")),
    ("audit.item.completelyInvoiced", |tx| {
        entries(tx, "completely_invoiced", "1 - \"completely_invoiced\"")
    }),
    ("audit.item.stockMissing", |tx| elsewhere(tx, 1, 0)),
    ("audit.item.stockValueMissing", |tx| elsewhere(tx, 0, 1)),
    ("audit.order.outstanding", |tx| lines(tx, "outstanding_quantity")),
    ("audit.order.invoiced", |tx| lines(tx, "quantity_invoiced")),
    ("audit.order.consumed", |tx| lines(tx, "quantity_consumed")),
    ("audit.shipment.invoiced", |tx| {
        let sql = "UPDATE \"service_shipment_line\" SET \"quantity_invoiced\" = 7";
        tx.execute(sql, &[]).map(drop)
    }),
    ("audit.number.reserved", |tx| {
        tx.execute("UPDATE \"service_header\" SET \"posting_no\" = 'IN1'", &[]).map(drop)
    }),
    ("audit.number.invoices", |tx| posted_beyond(tx, "posted_service_invoice_nos", "IN")),
    ("audit.number.shipments", |tx| posted_beyond(tx, "posted_service_shipment_nos", "SH")),
    ("audit.dimension.set", |tx| {
        let sql = "INSERT INTO \"dimension_set\" (\"id\", \"contents\") VALUES (99, 'A=B')";
        tx.execute(sql, &[]).map(drop)
    }),
    ("audit.item.remaining", |tx| entries(tx, "remaining_quantity", "\"remaining_quantity\" + 1")),
    ("audit.item.stock", |tx| stock(tx, "quantity")),
    ("audit.item.stockValue", |tx| stock(tx, "cost_amount")),
    ("audit.item.application", |tx| {
        entries(tx, "remaining_quantity", "\"remaining_quantity\" + 1")
    }),
    ("audit.item.invoiced", |tx| entries(tx, "invoiced_quantity", "\"invoiced_quantity\" + 1")),
    ("audit.item.expected", |tx| {
        let sql = "SELECT min(\"entry_no\") FROM \"item_ledger_entry\" \
                   WHERE \"completely_invoiced\" = 1";
        let entry = tx.number(sql, &[])?;
        tx.insert(&mut ValueEntry {
            item_ledger_entry_no: entry,
            cost_amount_expected: Amount::from(1),
            ..ValueEntry::default()
        })
    }),
    ("audit.item.posted", |tx| {
        let sql = "UPDATE \"value_entry\" SET \"cost_posted_to_gl\" = \"cost_posted_to_gl\" + 1";
        tx.execute(sql, &[]).map(drop)
    }),
    ("audit.item.generalLedger", |tx| general(tx, "2110", SourceType::Item)),
    ("audit.generalLedger.total", |tx| run(tx, "UPDATE \"gl_account_total\" SET \"amount\" = 1")),
    ("audit.serviceLedger.total", |tx| run(tx, "DELETE FROM \"service_sales_total\"")),
];

/// Changes what may change of every item ledger entry.
fn entries(tx: &mut Tx, column: &str, to: &str) -> Result<()> {
    tx.execute(&format!("UPDATE \"item_ledger_entry\" SET \"{column}\" = {to}"), &[]).map(drop)
}

fn stock(tx: &mut Tx, column: &str) -> Result<()> {
    let sql = format!("UPDATE \"item_stock\" SET \"{column}\" = \"{column}\" + 1");
    tx.execute(&sql, &[]).map(drop)
}

fn lines(tx: &mut Tx, column: &str) -> Result<()> {
    let sql = format!("UPDATE \"service_line\" SET \"{column}\" = \"{column}\" + 700000");
    tx.execute(&sql, &[]).map(drop)
}

/// Entries at a place that no stock is kept for.
fn elsewhere(tx: &mut Tx, quantity: i64, cost: i64) -> Result<()> {
    let mut entry = ItemLedgerEntry {
        entry_type: ItemLedgerEntryType::default(),
        item_no: Code::new("I1"),
        location_code: Code::new("NOWHERE"),
        quantity: Quantity::from(quantity),
        ..ItemLedgerEntry::default()
    };
    tx.insert(&mut entry)?;
    tx.insert(&mut ValueEntry {
        item_ledger_entry_no: entry.entry_no,
        item_no: entry.item_no,
        location_code: entry.location_code,
        inventoriable: true,
        cost_amount_actual: Amount::from(cost),
        ..ValueEntry::default()
    })
}

/// A posted document with a number that its series has not given yet.
fn posted_beyond(tx: &mut Tx, column: &str, series: &str) -> Result<()> {
    for sql in [
        format!("UPDATE \"service_mgt_setup\" SET \"{column}\" = '{series}'"),
        "UPDATE \"number_series\" SET \"manual_nos\" = 0".to_owned(),
        format!("INSERT INTO \"service_invoice_header\" (\"no\") VALUES ('{series}9')"),
        format!("INSERT INTO \"service_shipment_header\" (\"no\") VALUES ('{series}9')"),
    ] {
        tx.execute(&sql, &[])?;
    }
    Ok(())
}

fn sound_company(company: &Company) {
    company.save(&order("SO1").item("I1", "2").resource("3"));
    company.post("SO1", ShipAndInvoice);
    company.save(&order("SO2").item("I1", "2").resource("3").with(to_ship("1")));
    company.post("SO2", Ship);
}

#[test]
fn every_audit_finds_what_is_wrong() {
    let audited: Vec<&str> = checks().map(|check| check.code).collect();
    let broken: Vec<&str> = WRONG.iter().map(|(code, _)| *code).collect();
    assert_eq!(audited, broken);
    for company in companies() {
        sound_company(&company);
        assert_eq!(company.read(figures), []);
        for (code, act) in WRONG {
            let mut findings = Vec::new();
            let undone: Result<()> = company.db().write(&actor(), |tx| {
                act(tx)?;
                findings = figures(tx)?;
                Err(Error::from(refuse!("test.undone")))
            });
            assert_eq!(undone.expect_err("undone").code(), "test.undone", "{code}");
            let engine = company.database.engine();
            assert!(findings.iter().any(|f| f.code == *code), "{code} on {engine:?}: {findings:?}");
        }
        assert_eq!(company.read(figures), []);
    }
}

#[test]
fn findings_speak_both_languages() {
    for check in checks() {
        let finding = super::Finding {
            code: check.code,
            place: "SH1 10000".to_owned(),
            fault: Fault::Differs { found: Amount::from(1), expected: Amount::from(2) },
        };
        for language in [base::Language::En, base::Language::Fr] {
            let text = texts::message(language, &finding.message());
            assert!(!text.starts_with("message-"), "{text}");
        }
    }
}
