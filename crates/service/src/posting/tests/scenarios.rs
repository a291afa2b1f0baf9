//! What users do with orders, in steps: parts, consumption, refusals, payment.

use base::{Code, Error};
use books::item_ledger::ItemStock;
use books::payment::PaymentMethod;
use books::salesperson::Salesperson;
use books::user::{InvoicePostingPolicy, UserSetup};
use store::{key, testing::actor};

use super::fixture::{
    Company, a, companies, enter, invoice, order, q, to_consume, to_invoice, to_ship,
};
use super::rows;
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine, ServiceShipmentLine};
use crate::line::LineType;
use crate::order::DocumentType;
use crate::posting::PostingOption::{Invoice, Ship, ShipAndConsume, ShipAndInvoice};
use crate::posting::{Request, post};
use crate::setup::ServiceMgtSetup;

fn shipped(company: &Company) -> Vec<String> {
    let line =
        |line: &ServiceShipmentLine| format!("{} {} {}", line.document_no, line.no, line.quantity);
    company.all::<ServiceShipmentLine>().iter().map(line).collect()
}

fn codes(error: &Error) -> Vec<&'static str> {
    error.refusals().iter().map(|refusal| refusal.code).collect()
}

#[test]
fn all_at_once() {
    for company in companies() {
        let document = order("SO1")
            .item("I1", "2")
            .resource("3")
            .line(LineType::Cost, "TRV", ["1", "50", "0", "20"])
            .line(LineType::GlAccount, "6810", ["1", "10", "0", "0"]);
        company.save(&document);
        company.post("SO1", ShipAndInvoice);
        let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
        assert_eq!((invoice.amount, invoice.amount_including_vat), (a("500"), a("625")));
        assert_eq!(rows::detailed(&company), ["1 InitialEntry IN1 625 (625)"]);
        let vat: Vec<_> = company.all::<books::vat_ledger::VatEntry>();
        assert_eq!(vat.iter().map(|e| e.base).sum::<base::Amount>(), a("-500"));
        assert_eq!(vat.iter().map(|e| e.amount).sum::<base::Amount>(), a("-125"));
        assert!(!company.exists("SO1"));
        rows::assert_sound(&company);
    }
}

#[test]
fn several_shipments_then_the_rest() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "10"));
        company.change_line("SO1", 10_000, to_ship("4"));
        company.post("SO1", Ship);
        company.change_line("SO1", 10_000, to_invoice("4"));
        company.post("SO1", Invoice);
        company.change_line("SO1", 10_000, to_consume("3"));
        company.post("SO1", ShipAndConsume);
        let posted = company.post("SO1", Ship);
        assert!(!posted.document_deleted);
        assert_eq!(shipped(&company), ["SH1 I1 4", "SH2 I1 3", "SH3 I1 3"]);
        let line = company.line("SO1", 10_000);
        assert_eq!(
            [line.quantity_shipped, line.quantity_invoiced, line.quantity_consumed],
            [q("10"), q("4"), q("3")]
        );
        assert_eq!(line.qty_shipped_not_invoiced, q("3"));
        let stock: ItemStock = company.read(|tx| tx.find(key![Code::<20>::new("I1"), "", ""]));
        assert_eq!(stock.quantity, q("40"));
        rows::assert_sound(&company);
    }
}

#[test]
fn lines_of_which_nothing_is_taken_are_left_out() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "2").item("I2", "1"));
        company.change_line("SO1", 20_000, to_ship("0"));
        company.post("SO1", Ship);
        assert_eq!(shipped(&company), ["SH1 I1 2"]);
        assert_eq!(company.line("SO1", 20_000).qty_to_ship, q("0"), "what was entered stays");
        company.change_line("SO1", 20_000, to_ship("1"));
        company.request("SO1", &Request::new(Ship).lines([20_000])).expect("posted");
        assert_eq!(shipped(&company), ["SH1 I1 2", "SH2 I2 1"]);
        rows::assert_sound(&company);
    }
}

#[test]
fn two_shipments_are_invoiced_together() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "10"));
        company.change_line("SO1", 10_000, to_ship("4"));
        company.post("SO1", Ship);
        company.post("SO1", Ship);
        let posted = company.post("SO1", Invoice);
        assert!(posted.document_deleted);
        let lines = company.all::<ServiceInvoiceLine>();
        assert_eq!((lines.len(), lines[0].quantity, lines[0].amount), (1, q("10"), a("1000")));
        assert_eq!(
            rows::item(&company),
            [
                "Sale I1 -4 invoiced -4 ServiceShipment SH1",
                "Sale I1 -6 invoiced -6 ServiceShipment SH2",
            ]
        );
        assert!(
            rows::value(&company)
                .iter()
                .any(|row| row.starts_with("I1 invoiced -4 sales 400 (-400) cost -240 (240)"))
        );
        rows::assert_sound(&company);
    }
}

#[test]
fn what_is_consumed_is_never_billed() {
    for company in companies() {
        company.save(&order("SO1").resource("10"));
        company.change_line("SO1", 10_000, to_ship("6"));
        company.post("SO1", Ship);
        company.change_line("SO1", 10_000, to_consume("4"));
        company.post("SO1", ShipAndConsume);
        let posted = company.post("SO1", Invoice);
        assert!(posted.document_deleted);
        let lines = company.all::<ServiceInvoiceLine>();
        assert_eq!((lines[0].quantity, lines[0].amount), (q("6"), a("480")));
        assert_eq!(lines[0].amount_including_vat, a("600"));
        assert_eq!(
            rows::resource(&company),
            [
                "Usage R1 6 cost 300 price 480 at 80 SH1",
                "Usage R1 4 cost 200 price 0 at 0 SH2",
                "Sale R1 -6 cost -300 price -480 at 80 IN1",
            ]
        );
        rows::assert_sound(&company);
    }
}

#[test]
fn full_consumption() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "3").resource("2"));
        let refused = company.try_post("SO1", ShipAndConsume).expect_err("nothing to consume");
        assert_eq!(codes(&refused), ["posting.nothing"]);
        company.change_line("SO1", 10_000, to_consume("3"));
        company.change_line("SO1", 20_000, to_consume("2"));
        let posted = company.post("SO1", ShipAndConsume);
        assert!(posted.document_deleted && posted.numbers.invoice.is_empty());
        let consumed: Vec<_> =
            company.all::<ServiceShipmentLine>().iter().map(|l| l.quantity_consumed).collect();
        assert_eq!(consumed, [q("3"), q("2")]);
        assert!(rows::customer(&company).is_empty());
        rows::assert_sound(&company);
    }
}

#[test]
fn consumption_in_steps() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "10"));
        company.change_line("SO1", 10_000, to_ship("3"));
        company.post("SO1", ShipAndInvoice);
        let mut states = Vec::new();
        for quantity in ["2", "4"] {
            company.change_line("SO1", 10_000, to_consume(quantity));
            company.post("SO1", ShipAndConsume);
            let line = company.line("SO1", 10_000);
            states.push([line.quantity_shipped, line.quantity_consumed, line.quantity_invoiced]);
        }
        assert_eq!(states, [[q("5"), q("2"), q("3")], [q("9"), q("6"), q("3")]]);
        let line = company.line("SO1", 10_000);
        assert_eq!((line.chargeable_quantity(), line.line_amount), (q("4"), a("400")));
        rows::assert_sound(&company);
    }
}

#[test]
fn not_more_is_taken_than_there_is() {
    let company = super::fixture::company();
    company.save(&order("SO1").item("I1", "6"));
    company.change_line("SO1", 10_000, to_ship("5"));
    company.post("SO1", Ship);
    let mut line = company.line("SO1", 10_000);
    let mut quantities = line.quantities(base::decimal("0.00001"));
    let refused = quantities.enter_to_consume(q("2")).expect_err("one is left");
    assert_eq!(refused.code, "line.qtyToConsume.moreThanNotShipped");
    enter(&mut line, |quantities| quantities.enter_to_consume(q("1")));
    // Behind the back of the rules of entering, posting refuses the same.
    line.qty_to_consume = q("2");
    line.qty_to_ship = q("2");
    company.write(|tx| tx.update(&mut line.clone()));
    let refused = company.try_post("SO1", ShipAndConsume).expect_err("one is left");
    assert_eq!(codes(&refused), ["posting.line.tooMuchToShip", "posting.line.tooMuchToConsume"]);
}

#[test]
fn nothing_to_post() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "5"));
        company.save(&order("SO2"));
        let before = company.counts();
        for (no, option) in
            [("SO1", Invoice), ("SO1", ShipAndConsume), ("SO2", Ship), ("SO2", ShipAndInvoice)]
        {
            let refused = company.try_post(no, option).expect_err("nothing to post");
            assert_eq!(codes(&refused), ["posting.nothing"], "{no} {option:?}");
        }
        company.change_line("SO1", 10_000, to_ship("0"));
        for option in [Ship, ShipAndConsume, ShipAndInvoice] {
            let refused = company.try_post("SO1", option).expect_err("nothing to post");
            assert_eq!(codes(&refused), ["posting.nothing"], "{option:?}");
        }
        assert_eq!(company.counts(), before);
        let posted = company.write(|tx| {
            let mut line: crate::line::ServiceLine =
                tx.find(key![DocumentType::Order, Code::<20>::new("SO1"), 10_000])?;
            enter(&mut line, |quantities| quantities.enter_to_ship(q("5")));
            tx.update(&mut line)?;
            post(tx, DocumentType::Order, &Code::new("SO1"), &Request::new(Ship))
        });
        assert_eq!(posted.numbers.shipment, *"SH1", "no number was consumed");
    }
}

#[test]
fn the_policy_of_the_user() {
    for company in companies() {
        for (user, policy) in
            [("U1", InvoicePostingPolicy::Prohibited), ("U2", InvoicePostingPolicy::Mandatory)]
        {
            company.insert(&UserSetup {
                user_id: Code::new(user),
                service_invoice_posting_policy: policy,
                ..UserSetup::default()
            });
        }
        company.save(&order("SO1").item("I1", "2"));
        company.save(&order("SO2").item("I1", "1"));
        company.change_line("SO1", 10_000, to_ship("1"));
        let as_user = |user: &str, no: &str, option| {
            let actor = base::Actor { user: user.to_owned(), ..actor() };
            let (no, request) = (Code::new(no), Request::new(option));
            company.db().write(&actor, |tx| post(tx, DocumentType::Order, &no, &request))
        };
        let refused = as_user("U1", "SO1", ShipAndInvoice).expect_err("may not invoice");
        assert_eq!(codes(&refused), ["posting.policy.prohibited"]);
        let refused = as_user("U1", "SO1", Invoice).expect_err("may not invoice");
        assert!(codes(&refused).contains(&"posting.policy.prohibited"));
        as_user("U1", "SO1", Ship).expect("may ship");
        for option in [Ship, Invoice, ShipAndConsume] {
            let refused = as_user("U2", "SO1", option).expect_err("must do both");
            assert!(codes(&refused).contains(&"posting.policy.mandatory"), "{option:?}");
        }
        let posted = as_user("U2", "SO1", ShipAndInvoice).expect("does both");
        assert!(posted.document_deleted);
        rows::assert_sound(&company);
    }
}

#[test]
fn an_invoice_made_by_hand() {
    for company in companies() {
        for with_shipment in [true, false] {
            company.change::<ServiceMgtSetup>(key![""], |setup| {
                setup.shipment_on_invoice = with_shipment;
            });
            let no = if with_shipment { "SI1" } else { "SI2" };
            company.save(&invoice(no).resource("3"));
            let posted = company.post_invoice(no).expect("posted");
            assert!(posted.document_deleted);
            assert_eq!(posted.numbers.shipment.is_empty(), !with_shipment);
        }
        assert_eq!(
            rows::resource(&company),
            [
                "Usage R1 3 cost 150 price 240 at 80 SH1",
                "Sale R1 -3 cost -150 price -240 at 80 IN1",
                "Usage R1 3 cost 150 price 240 at 80 IN2",
                "Sale R1 -3 cost -150 price -240 at 80 IN2",
            ]
        );
        assert_eq!(rows::service(&company)[2].rsplit_once(' ').map(|(_, no)| no), Some("IN2"));
        let invoices = company.all::<ServiceInvoiceHeader>();
        assert_eq!(*invoices[0].pre_assigned_no, *"SI1");
        assert!(invoices[0].order_no.is_empty());
        rows::assert_sound(&company);
    }
}

#[test]
fn an_invoice_keeps_its_number_in_the_same_series() {
    for company in companies() {
        company.save(&invoice("1111").resource("1").head(|header| {
            header.no_series = Code::new("IN");
        }));
        let posted = company.post_invoice("1111").expect("posted");
        assert_eq!(posted.numbers.invoice, *"1111");
    }
}

#[test]
fn an_invoice_is_posted_whole() {
    let company = super::fixture::company();
    company.save(&invoice("SI1").resource("3").with(to_ship("2")));
    let refused = company.post_invoice("SI1").expect_err("only whole");
    assert!(codes(&refused).contains(&"line.directInvoice.partial"));
}

#[test]
fn tax_of_a_part_and_of_a_group() {
    for company in companies() {
        company.save(
            &order("SO1").line(LineType::Item, "I1", ["10", "15.33", "0", "10"]).with(to_ship("4")),
        );
        company.post("SO1", ShipAndInvoice);
        let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
        assert_eq!((invoice.amount, invoice.amount_including_vat), (a("61.32"), a("76.65")));
        assert_eq!(rows::vat(&company), ["IN1 -61.32/-15.33"]);
        let mut five = order("SO2");
        for _ in 0..5 {
            five = five.line(LineType::GlAccount, "6810", ["1", "10.02", "0", "0"]);
        }
        company.save(&five);
        company.post("SO2", ShipAndInvoice);
        assert_eq!(rows::vat(&company)[1..], ["IN2 -50.1/-12.53"]);
        rows::assert_sound(&company);
    }
}

#[test]
fn the_payment_method_pays_at_once() {
    for company in companies() {
        company.insert(&PaymentMethod {
            code: Code::new("CASH"),
            bal_account_no: Code::new("2910"),
            ..PaymentMethod::default()
        });
        company.insert(&Salesperson { code: Code::new("SP1"), ..Salesperson::default() });
        company.save(&invoice("SI1").resource("1").head(|header| {
            header.payment_method_code = Code::new("CASH");
            header.salesperson_code = Code::new("SP1");
            header.external_document_no = Code::new("X1");
            header.your_reference = base::Text::cut("Y1");
        }));
        company.save(&invoice("SI2").resource("1"));
        company.post_invoice("SI1").expect("posted");
        company.post_invoice("SI2").expect("posted");
        assert_eq!(
            rows::customer(&company),
            [
                "Invoice IN1 100 (100) sales 80 profit 30 remaining 0",
                "Payment IN1 -100 (-100) sales 0 profit 0 remaining 0",
                "Invoice IN2 100 (100) sales 80 profit 30 remaining 100",
            ]
        );
        assert_eq!(
            rows::detailed(&company),
            [
                "1 InitialEntry IN1 100 (100)",
                "2 InitialEntry IN1 -100 (-100)",
                "1 Application IN1 -100 (-100)",
                "2 Application IN1 100 (100)",
                "3 InitialEntry IN2 100 (100)",
            ]
        );
        let entry = company.all::<books::customer_ledger::CustomerLedgerEntry>().remove(0);
        assert_eq!(
            [&*entry.salesperson_code, &*entry.external_document_no, &*entry.your_reference],
            ["SP1", "X1", "Y1"]
        );
        assert!(!entry.open && entry.closed_by_entry_no == 2);
        assert!(rows::general(&company).contains(&"IN1 2910 100".to_owned()));
        rows::assert_sound(&company);
    }
}

#[test]
fn an_order_stays_while_a_machine_has_no_line() {
    for company in companies() {
        let mut document = order("SO1").item("I1", "1");
        let mut second = document.item_lines[0].clone();
        second.line_no = 20_000;
        document.item_lines.push(second);
        company.save(&document);
        let posted = company.post("SO1", ShipAndInvoice);
        assert!(!posted.document_deleted && company.exists("SO1"));
        rows::assert_sound(&company);
    }
}

#[test]
fn the_machine_remembers_its_last_service() {
    let company = super::fixture::company();
    company.save(&order("SO1").item("I1", "1"));
    company.post("SO1", Ship);
    let machine = company.all::<crate::service_item::ServiceItem>().remove(0);
    assert_eq!(machine.last_service_date, Some(super::fixture::DAY));
}
