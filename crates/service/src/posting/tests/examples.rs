//! The worked examples, every entry of every ledger.

use base::Factor;
use store::{key, params};

use books::inventory_setup::InventorySetup;
use books::sales_setup::{DiscountPosting, SalesSetup};

use super::fixture::{Company, Document, a, companies, order, q, to_consume};
use super::rows;
use crate::history::{
    ServiceInvoiceHeader, ServiceShipmentHeader, ServiceShipmentItemLine, ServiceShipmentLine,
};
use crate::ledger::ServiceRegister;
use crate::line::{LineDiscountType, LineType};
use crate::posting::PostingOption::{Invoice, Ship, ShipAndConsume, ShipAndInvoice};

/// Item under 40 % and labour under 25 % warranty, and a journey.
fn order_a() -> Document {
    order("SO1")
        .line(LineType::Item, "I1", ["2", "100", "40", "60"])
        .with(|line| {
            line.warranty = true;
            line.line_discount_type = LineDiscountType::WarrantyDisc;
        })
        .line(LineType::Resource, "R1", ["3", "80", "25", "50"])
        .with(|line| {
            line.warranty = true;
            line.line_discount_type = LineDiscountType::WarrantyDisc;
        })
        .line(LineType::Cost, "TRV", ["1", "50", "0", "30"])
}

#[test]
fn example_a_ship_and_invoice() {
    for company in companies() {
        company.save(&order_a());
        let posted = company.post("SO1", ShipAndInvoice);
        assert_eq!(posted.numbers.shipment, *"SH1");
        assert_eq!(posted.numbers.invoice, *"IN1");
        assert!(posted.document_deleted && !company.exists("SO1"));
        assert_eq!(
            rows::service(&company),
            [
                "Usage I1 2 charged 2 price 100 disc 80 (40%) amount 120 cost 120 Shipment SH1",
                "Sale I1 -2 charged -2 price -100 disc -80 (-40%) amount -120 cost -120 Invoice IN1",
                "Usage R1 3 charged 3 price 80 disc 60 (25%) amount 180 cost 150 Shipment SH1",
                "Sale R1 -3 charged -3 price -80 disc -60 (-25%) amount -180 cost -150 Invoice IN1",
                "Usage TRV 1 charged 1 price 50 disc 0 amount 50 cost 30 Shipment SH1",
                "Sale TRV -1 charged -1 price -50 disc 0 amount -50 cost -30 Invoice IN1",
            ]
        );
        assert_eq!(rows::warranty(&company), ["I1 2 80 closed SH1", "R1 3 60 closed SH1"]);
        assert_eq!(rows::item(&company), ["Sale I1 -2 invoiced -2 ServiceShipment SH1"]);
        assert_eq!(
            rows::value(&company),
            ["I1 invoiced -2 sales 120 (0) cost -120 (0) disc -80 ServiceInvoice IN1"]
        );
        assert_eq!(
            rows::resource(&company),
            [
                "Usage R1 3 cost 150 price 180 at 60 SH1",
                "Sale R1 -3 cost -150 price -180 at 60 IN1"
            ]
        );
        assert_eq!(
            rows::general(&company),
            [
                "IN1 2110 -120",
                "IN1 2310 437.5",
                "IN1 5610 -12.5",
                "IN1 5610 -50",
                "IN1 5610 -60",
                "IN1 5610 15",
                "IN1 5610 20",
                "IN1 6210 -200",
                "IN1 6410 -240",
                "IN1 6430 -50",
                "IN1 6910 60",
                "IN1 6910 80",
                "IN1 7290 120",
            ]
        );
        assert_eq!(
            rows::vat(&company),
            ["IN1 -200/-50", "IN1 80/20", "IN1 -240/-60", "IN1 60/15", "IN1 -50/-12.5"]
        );
        assert_eq!(
            rows::customer(&company),
            ["Invoice IN1 437.5 (437.5) sales 350 profit 50 remaining 437.5"]
        );
        assert_eq!(rows::detailed(&company), ["1 InitialEntry IN1 437.5 (437.5)"]);
        let register = company.all::<ServiceRegister>().remove(0);
        assert_eq!((register.from_entry_no, register.to_entry_no), (1, 6));
        assert_eq!((register.from_warranty_entry_no, register.to_warranty_entry_no), (1, 2));
        documents_of_a(&company);
        rows::assert_sound(&company);
    }
}

fn documents_of_a(company: &Company) {
    let shipment = company.all::<ServiceShipmentHeader>().remove(0);
    let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
    assert_eq!((&*shipment.order_no, &*invoice.order_no), ("SO1", "SO1"));
    assert_eq!((invoice.amount, invoice.amount_including_vat), (a("350"), a("437.5")));
    assert_eq!(invoice.cust_ledger_entry_no, 1);
    assert_eq!(company.all::<ServiceShipmentItemLine>().len(), 1);
    let links: Vec<_> = company
        .all::<ServiceShipmentLine>()
        .iter()
        .map(|line| {
            (
                line.service_ledger_entry_no,
                line.warranty_ledger_entry_no,
                line.item_ledger_entry_no != 0,
                line.quantity_invoiced == line.quantity,
            )
        })
        .collect();
    assert_eq!(links, [(1, 1, true, true), (3, 2, false, true), (5, 0, false, true)]);
}

#[test]
fn example_a_without_discount_posting() {
    for company in companies() {
        company.change::<SalesSetup>(key![""], |setup| {
            setup.discount_posting = DiscountPosting::NoDiscounts;
        });
        company.save(&order_a());
        company.post("SO1", ShipAndInvoice);
        assert_eq!(
            rows::general(&company),
            [
                "IN1 2110 -120",
                "IN1 2310 437.5",
                "IN1 5610 -12.5",
                "IN1 5610 -30",
                "IN1 5610 -45",
                "IN1 6210 -120",
                "IN1 6410 -180",
                "IN1 6430 -50",
                "IN1 7290 120",
            ]
        );
        assert_eq!(rows::vat(&company), ["IN1 -120/-30", "IN1 -180/-45", "IN1 -50/-12.5"]);
        rows::assert_sound(&company);
    }
}

#[test]
fn example_b_ship_and_consume() {
    for company in companies() {
        company.save(&order_a());
        for (line_no, quantity) in [(10_000, "2"), (20_000, "3"), (30_000, "1")] {
            company.change_line("SO1", line_no, to_consume(quantity));
        }
        let posted = company.post("SO1", ShipAndConsume);
        assert!(posted.document_deleted && posted.numbers.invoice.is_empty());
        assert_eq!(
            rows::service(&company),
            [
                "Usage I1 2 charged 0 price 100 disc 0 amount 0 cost 120 Shipment SH1",
                "Consume I1 -2 charged 0 price -100 disc 0 amount 0 cost -120 Shipment SH1",
                "Usage R1 3 charged 0 price 80 disc 0 amount 0 cost 150 Shipment SH1",
                "Consume R1 -3 charged 0 price -80 disc 0 amount 0 cost -150 Shipment SH1",
                "Usage TRV 1 charged 0 price 50 disc 0 amount 0 cost 30 Shipment SH1",
                "Consume TRV -1 charged 0 price -50 disc 0 amount 0 cost -30 Shipment SH1",
            ]
        );
        assert_eq!(rows::warranty(&company), ["I1 2 80 closed SH1", "R1 3 60 closed SH1"]);
        assert_eq!(rows::item(&company), ["NegativeAdjmt I1 -2 invoiced -2 ServiceShipment SH1"]);
        assert_eq!(
            rows::value(&company),
            ["I1 invoiced -2 sales 0 (0) cost -120 (0) disc 0 ServiceShipment SH1"]
        );
        assert_eq!(rows::resource(&company), ["Usage R1 3 cost 150 price 0 at 0 SH1"]);
        assert_eq!(rows::general(&company), ["SH1 2110 -120", "SH1 7170 120"]);
        assert!(rows::vat(&company).is_empty() && rows::customer(&company).is_empty());
        rows::assert_sound(&company);
    }
}

#[test]
fn example_c_in_parts() {
    for company in companies() {
        company.change::<InventorySetup>(key![""], |setup| {
            setup.expected_cost_posting_to_gl = true;
        });
        company.save(&order("SO1").item("I1", "5"));
        company.change_line("SO1", 10_000, super::fixture::to_ship("3"));
        company.post("SO1", Ship);
        assert_eq!(
            rows::service(&company),
            ["Usage I1 3 charged 3 price 100 disc 0 amount 300 cost 180 Shipment SH1"]
        );
        assert_eq!(
            rows::value(&company),
            ["I1 invoiced 0 sales 0 (300) cost 0 (-180) disc 0 ServiceShipment SH1"]
        );
        assert_eq!(rows::general(&company), ["SH1 2111 -180", "SH1 7291 180"]);
        let line = company.line("SO1", 10_000);
        assert_eq!((line.quantity_shipped, line.qty_to_ship), (q("3"), q("2")));
        assert_eq!(line.qty_to_invoice, q("5"));
        assert_eq!((line.outstanding_amount, line.shipped_not_invoiced), (a("250"), a("375")));
        rows::assert_sound(&company);
        invoice_of_c(&company);
        rest_of_c(&company);
    }
}

fn invoice_of_c(company: &Company) {
    let posted = company.post("SO1", Invoice);
    assert!(!posted.document_deleted && posted.numbers.shipment.is_empty());
    assert_eq!(
        rows::service(company)[1..],
        ["Sale I1 -3 charged -3 price -100 disc 0 amount -300 cost -180 Invoice IN1"]
    );
    assert_eq!(
        rows::value(company)[1..],
        ["I1 invoiced -3 sales 300 (-300) cost -180 (180) disc 0 ServiceInvoice IN1"]
    );
    assert_eq!(rows::item(company), ["Sale I1 -3 invoiced -3 ServiceShipment SH1"]);
    assert_eq!(
        rows::general(company)[..7],
        [
            "IN1 2110 -180",
            "IN1 2111 180",
            "IN1 2310 375",
            "IN1 5610 -75",
            "IN1 6210 -300",
            "IN1 7290 180",
            "IN1 7291 -180",
        ]
    );
    let shipped = company.all::<ServiceShipmentLine>().remove(0);
    assert_eq!((shipped.quantity_invoiced, shipped.qty_shipped_not_invoiced), (q("3"), q("0")));
    let line = company.line("SO1", 10_000);
    assert_eq!(
        (line.quantity_invoiced, line.qty_to_ship, line.qty_to_invoice),
        (q("3"), q("2"), q("2"))
    );
    rows::assert_sound(company);
}

fn rest_of_c(company: &Company) {
    let posted = company.post("SO1", ShipAndInvoice);
    assert!(posted.document_deleted);
    assert_eq!(posted.numbers.shipment, *"SH2");
    let invoice: ServiceInvoiceHeader =
        company.read(|tx| tx.find(params![base::Code::<20>::new("IN2")]));
    assert_eq!((invoice.amount, invoice.amount_including_vat), (a("200"), a("250")));
    assert_eq!(rows::sum(company), (q("0"), a("0")));
    rows::assert_sound(company);
}

#[test]
fn example_f_in_foreign_currency() {
    for company in companies() {
        let usd = order("SO1")
            .head(|header| {
                header.currency_code = base::Code::new("USD");
                header.currency_factor = "1.25".parse::<Factor>().expect("a factor");
            })
            .line(LineType::Item, "I1", ["2", "125", "10", "60"])
            .with(|line| line.currency_code = base::Code::new("USD"));
        company.save(&usd);
        company.post("SO1", ShipAndInvoice);
        assert_eq!(
            rows::service(&company)[1],
            "Sale I1 -2 charged -2 price -100 disc -20 (-10%) amount -225 cost -120 Invoice IN1"
        );
        let sale = company.all::<crate::ledger::ServiceLedgerEntry>().remove(1);
        assert_eq!(sale.amount_lcy, a("-180"));
        assert_eq!(
            rows::customer(&company),
            ["Invoice IN1 281.25 (225) sales 180 profit 60 remaining 281.25"]
        );
        assert_eq!(
            rows::general(&company),
            [
                "IN1 2110 -120",
                "IN1 2310 225",
                "IN1 5610 -50",
                "IN1 5610 5",
                "IN1 6210 -200",
                "IN1 6910 20",
                "IN1 7290 120",
            ]
        );
        rows::assert_sound(&company);
    }
}
