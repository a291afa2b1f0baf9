//! Ledgers as lines of text, so that a test shows all of a ledger at a glance.

use base::{Amount, Percent, Quantity};
use books::customer_ledger::{CustomerLedgerEntry, DetailedCustomerLedgerEntry};
use books::general_ledger::GeneralLedgerEntry;
use books::item_ledger::{ItemLedgerEntry, ValueEntry};
use books::resource_ledger::ResourceLedgerEntry;
use books::vat_ledger::VatEntry;

use crate::ledger::{ServiceLedgerEntry, WarrantyLedgerEntry};

use super::fixture::Company;

fn choice<T: std::fmt::Debug>(option: T) -> String {
    format!("{option:?}")
}

/// Type, number, quantity, charged, price, discount, amount, cost, document.
pub fn service(company: &Company) -> Vec<String> {
    company
        .all::<ServiceLedgerEntry>()
        .iter()
        .map(|e| {
            let percent = if e.discount_percent == Percent::ZERO {
                String::new()
            } else {
                format!(" ({}%)", e.discount_percent)
            };
            format!(
                "{} {} {} charged {} price {} disc {}{percent} amount {} cost {} {:?} {}",
                choice(e.entry_type),
                e.no,
                e.quantity,
                e.charged_qty,
                e.unit_price,
                e.discount_amount,
                e.amount,
                e.cost_amount,
                e.document_type,
                e.document_no
            )
        })
        .collect()
}

pub fn warranty(company: &Company) -> Vec<String> {
    let line = |e: &WarrantyLedgerEntry| {
        let open = if e.open { "open" } else { "closed" };
        format!("{} {} {} {open} {}", e.no, e.quantity, e.amount, e.document_no)
    };
    company.all::<WarrantyLedgerEntry>().iter().map(line).collect()
}

/// Item ledger entries without those that stocked the company up.
pub fn item(company: &Company) -> Vec<String> {
    company
        .all::<ItemLedgerEntry>()
        .iter()
        .filter(|e| *e.document_no != *"START")
        .map(|e| {
            format!(
                "{} {} {} invoiced {} {:?} {}",
                choice(e.entry_type),
                e.item_no,
                e.quantity,
                e.invoiced_quantity,
                e.document_type,
                e.document_no
            )
        })
        .collect()
}

pub fn value(company: &Company) -> Vec<String> {
    company
        .all::<ValueEntry>()
        .iter()
        .filter(|e| *e.document_no != *"START")
        .map(|e| {
            format!(
                "{} invoiced {} sales {} ({}) cost {} ({}) disc {} {:?} {}",
                e.item_no,
                e.invoiced_quantity,
                e.sales_amount_actual,
                e.sales_amount_expected,
                e.cost_amount_actual,
                e.cost_amount_expected,
                e.discount_amount,
                e.document_type,
                e.document_no
            )
        })
        .collect()
}

pub fn resource(company: &Company) -> Vec<String> {
    company
        .all::<ResourceLedgerEntry>()
        .iter()
        .map(|e| {
            format!(
                "{} {} {} cost {} price {} at {} {}",
                choice(e.entry_type),
                e.resource_no,
                e.quantity,
                e.total_cost,
                e.total_price,
                e.unit_price,
                e.document_no
            )
        })
        .collect()
}

/// Account and amount of each entry, by document, without those that stocked the company up.
pub fn general(company: &Company) -> Vec<String> {
    let mut found: Vec<String> = company
        .all::<GeneralLedgerEntry>()
        .iter()
        .filter(|e| *e.document_no != *"START")
        .map(|e| format!("{} {} {}", e.document_no, e.gl_account_no, e.amount))
        .collect();
    found.sort();
    found
}

pub fn vat(company: &Company) -> Vec<String> {
    let line = |e: &VatEntry| format!("{} {}/{}", e.document_no, e.base, e.amount);
    company.all::<VatEntry>().iter().map(line).collect()
}

pub fn customer(company: &Company) -> Vec<String> {
    company
        .all::<CustomerLedgerEntry>()
        .iter()
        .map(|e| {
            format!(
                "{:?} {} {} ({}) sales {} profit {} remaining {}",
                e.document_type,
                e.document_no,
                e.amount,
                e.amount_lcy,
                e.sales_lcy,
                e.profit_lcy,
                e.remaining_amount
            )
        })
        .collect()
}

pub fn detailed(company: &Company) -> Vec<String> {
    let line = |e: &DetailedCustomerLedgerEntry| {
        let (of, kind) = (e.cust_ledger_entry_no, e.entry_type);
        format!("{of} {kind:?} {} {} ({})", e.document_no, e.amount, e.amount_lcy)
    };
    company.all::<DetailedCustomerLedgerEntry>().iter().map(line).collect()
}

/// The sum of quantities of the service ledger.
pub fn sum(company: &Company) -> (Quantity, Amount) {
    let entries = company.all::<ServiceLedgerEntry>();
    (entries.iter().map(|e| e.quantity).sum(), entries.iter().map(|e| e.amount).sum())
}

/// Every audit finds nothing.
pub fn assert_sound(company: &Company) {
    let findings = company.read(crate::audit::figures);
    assert_eq!(findings, [], "{:?}", company.database.engine());
}
