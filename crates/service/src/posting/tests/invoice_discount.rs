//! The invoice discount that the set-up calculates before an invoice is made.

use base::{Amount, Code, Percent};
use books::customer::CustomerInvoiceDiscount;
use books::general_ledger::GeneralLedgerEntry;
use books::sales_setup::SalesSetup;
use store::key;

use super::fixture::*;
use crate::history::ServiceInvoiceHeader;
use crate::line::{LineType, ServiceLine};
use crate::posting::PostingOption;

/// From nothing on 10 % and a charge of 25, from 100 on 20 % and a charge of 50.
fn agree(company: &Company) {
    for (minimum, percent, charge) in [("0", 10, "25"), ("100", 20, "50")] {
        company.insert(&CustomerInvoiceDiscount {
            code: Code::new("C1"),
            minimum_amount: a(minimum),
            discount_percent: Percent::from(percent),
            service_charge: a(charge),
            ..CustomerInvoiceDiscount::default()
        });
    }
    company.change(key![""], |set_up: &mut SalesSetup| set_up.calc_inv_discount = true);
}

fn document(no: &str, quantity: &str) -> Document {
    let mut document = order(no).line(LineType::Item, "I1", [quantity, "99.99", "0", "60"]);
    document.header.invoice_disc_code = Code::new("C1");
    for line in &mut document.lines {
        line.allow_invoice_disc = true;
    }
    document
}

/// What an account was debited.
fn debited(company: &Company, account: &str) -> Amount {
    let entries: Vec<GeneralLedgerEntry> = company.all();
    entries.iter().filter(|entry| entry.gl_account_no == account).map(|entry| entry.amount).sum()
}

#[test]
fn discount_and_charge_are_posted() {
    for company in companies() {
        agree(&company);
        company.save(&document("SO1", "1"));
        let posted = company.post("SO1", PostingOption::ShipAndInvoice);
        assert!(posted.document_deleted);
        let invoice: ServiceInvoiceHeader = company.all().remove(0);
        assert_eq!(invoice.amount, a("114.99"));
        assert_eq!(debited(&company, "6920"), a("10"));
        assert_eq!(debited(&company, "6820"), a("-25"));
    }
}

#[test]
fn the_charge_of_a_part_stays_on_the_order() {
    for company in companies() {
        agree(&company);
        company.save(&document("SO1", "2"));
        company.change_line("SO1", 10_000, to_ship("1"));
        company.post("SO1", PostingOption::Ship);
        let lines: Vec<ServiceLine> = company.all();
        assert_eq!(lines.len(), 1, "nothing is calculated while nothing is invoiced");
        company.post("SO1", PostingOption::Invoice);
        let invoice: ServiceInvoiceHeader = company.all().remove(0);
        assert_eq!(invoice.amount, a("79.99"), "20 % of one of two");
        company.post("SO1", PostingOption::ShipAndInvoice);
        assert!(!company.exists("SO1"));
        let invoices: Vec<ServiceInvoiceHeader> = company.all();
        let total: Amount = invoices.iter().map(|invoice| invoice.amount).sum();
        assert_eq!(total, a("209.98"), "199.98 less 40 and the charge of 50");
        assert_eq!(debited(&company, "6820"), a("-50"));
    }
}
