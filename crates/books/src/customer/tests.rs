use base::{Amount, Code};
use store::{EntityDef, key};

use super::*;
use crate::customer_ledger::CustomerLedgerEntry;
use crate::number_series::{NumberSeries, NumberSeriesLine};
use crate::posting_setup::{CustomerPostingGroup, GenBusinessPostingGroup};
use crate::sales_setup::SalesSetup;
use crate::salesperson::Salesperson;
use crate::testing::{create, create_below, delete, on_each, patch, refused};
use crate::vat::VatBusinessPostingGroup;

#[test]
fn who_may_be_served() {
    use CustomerBlocked::{All, Blank, Invoice, Ship};
    use Purpose::{Credit, Document};
    for (blocked, allowed) in [
        (Blank, &[Document, Purpose::Ship, Purpose::Invoice, Credit][..]),
        (Ship, &[Purpose::Invoice, Credit]),
        (Invoice, &[Purpose::Ship, Credit]),
        (All, &[]),
    ] {
        for purpose in [Document, Purpose::Ship, Purpose::Invoice, Credit] {
            let customer = Customer { blocked, ..Customer::default() };
            let expected = allowed.contains(&purpose);
            assert_eq!(check_blocked(&customer, purpose).is_ok(), expected, "{blocked:?}");
        }
    }
}

#[test]
fn a_new_customer_gets_number_and_defaults() {
    on_each(|tx| {
        assert_eq!(refused(create::<Customer>(tx, "{}")), "numberSeries.blank");
        create::<NumberSeries>(tx, r#"{"code":"CUST"}"#)?;
        create_below::<NumberSeriesLine>(tx, key!["CUST"], r#"{"startingNo":"C00010"}"#)?;
        create::<SalesSetup>(tx, r#"{"customerNos":"CUST"}"#)?;
        create::<VatBusinessPostingGroup>(tx, r#"{"code":"DOM"}"#)?;
        create::<GenBusinessPostingGroup>(tx, r#"{"code":"DOM","defVatBusPostingGroup":"DOM"}"#)?;
        let made = create::<Customer>(tx, r#"{"name":"Café","genBusPostingGroup":"DOM"}"#)?;
        assert_eq!(made["no"], "C00010");
        assert_eq!(made["vatBusPostingGroup"], "DOM");
        assert_eq!(made["invoiceDiscCode"], "C00010");
        assert_eq!(made["allowLineDisc"], true);
        assert_eq!(made["balanceLcy"].to_string(), "0");
        let typed = create::<Customer>(tx, r#"{"no":"X"}"#);
        assert_eq!(refused(typed), "numberSeries.notTyped");
        patch::<NumberSeries>(tx, key!["CUST"], r#"{"manualNos":true}"#)?;
        create::<Customer>(tx, r#"{"no":"C00011","billToCustomerNo":"C00010"}"#)?;
        let next = create::<Customer>(tx, "{}")?;
        assert_eq!(next["no"], "C00012", "a typed number is passed over");
        Ok(())
    });
}

#[test]
fn what_may_be_entered_about_customers() {
    on_each(|tx| {
        create::<Customer>(tx, r#"{"no":"C1"}"#)?;
        create::<Salesperson>(tx, r#"{"code":"ANN","blocked":true}"#)?;
        for (json, expected) in [
            (r#"{"creditLimitLcy":-1}"#, "value.negative"),
            (r#"{"salespersonCode":"ANN"}"#, "salesperson.blocked"),
            (r#"{"salespersonCode":"BOB"}"#, "record.relation.unknown"),
            (r#"{"billToCustomerNo":"C9"}"#, "record.relation.unknown"),
            (r#"{"shipToCode":"SHOP"}"#, "record.relation.unknown"),
            (r#"{"no":"C2"}"#, "record.key.fixed"),
            (r#"{"balanceLcy":5}"#, "record.property.unknown"),
        ] {
            assert_eq!(refused(patch::<Customer>(tx, key!["C1"], json)), expected, "{json}");
        }
        patch::<Customer>(tx, key!["C1"], r#"{"billToCustomerNo":"C1"}"#)?;
        let own: Customer = tx.find(key!["C1"])?;
        assert!(own.bill_to_customer_no.is_empty() && own.bill_to() == "C1");
        create_below::<ShipToAddress>(tx, key!["C1"], r#"{"code":"SHOP","city":"Lyon"}"#)?;
        patch::<Customer>(tx, key!["C1"], r#"{"shipToCode":"SHOP"}"#)?;
        assert_eq!(refused(delete::<ShipToAddress>(tx, key!["C1", "SHOP"])), "record.used");
        delete::<Customer>(tx, key!["C1"])?;
        assert!(tx.get::<ShipToAddress>(key!["C1", "SHOP"])?.is_none());
        Ok(())
    });
}

#[test]
fn balances_and_what_keeps_a_customer() {
    on_each(|tx| {
        create::<CustomerPostingGroup>(tx, r#"{"code":"DOM"}"#)?;
        create::<CustomerPostingGroup>(tx, r#"{"code":"EU"}"#)?;
        create::<Customer>(tx, r#"{"no":"C1","customerPostingGroup":"DOM"}"#)?;
        let mut entries: Vec<CustomerLedgerEntry> = [
            (1, "2026-03-01", 100, true),
            (2, "2026-03-02", 50, true),
            (3, "2026-02-01", 70, false),
        ]
        .into_iter()
        .map(|(entry_no, due, remaining, open)| CustomerLedgerEntry {
            entry_no,
            customer_no: Code::new("C1"),
            due_date: Some(due.parse().expect("a date")),
            remaining_amt_lcy: Amount::from(remaining),
            open,
            ..CustomerLedgerEntry::default()
        })
        .collect();
        tx.insert_all(&mut entries)?;
        let shown = (EntityDef::of::<Customer>().get)(tx, key!["C1"])?;
        assert_eq!(shown["balanceLcy"].to_string(), "150");
        assert_eq!(shown["balanceDueLcy"].to_string(), "100");
        let change = patch::<Customer>(tx, key!["C1"], r#"{"customerPostingGroup":"EU"}"#);
        assert_eq!(refused(change), "customer.postingGroup.open");
        assert_eq!(refused(delete::<Customer>(tx, key!["C1"])), "record.used");
        Ok(())
    });
}

#[test]
fn invoice_discounts() {
    on_each(|tx| {
        for (json, expected) in [
            (r#"{"code":"C1","minimumAmount":-1}"#, "value.negative"),
            (r#"{"code":"C1","discountPercent":101}"#, "value.percent.range"),
            (r#"{"code":"C1","serviceCharge":-5}"#, "value.negative"),
            (r#"{"code":"C1","currencyCode":"USD"}"#, "record.relation.unknown"),
            (r#"{"minimumAmount":100}"#, "record.key.blank"),
        ] {
            let made = create::<CustomerInvoiceDiscount>(tx, json);
            assert_eq!(refused(made), expected, "{json}");
        }
        let json = r#"{"code":"C1","minimumAmount":100,"discountPercent":5,"serviceCharge":10}"#;
        create::<CustomerInvoiceDiscount>(tx, json).map(drop)
    });
}
