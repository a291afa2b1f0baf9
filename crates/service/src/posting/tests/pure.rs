//! Plans of situations that no database ever held.

use base::{Code, Factor, Refusals};
use books::gl_account::GlAccount;
use books::posting_setup::{CustomerPostingGroup, GeneralPostingSetup};
use books::resource::Resource;
use books::vat::VatPostingSetup;
use books::{currency::Precision, customer::Customer};

use super::fixture::{Document, a, order, q, seller, to_consume, to_ship};
use crate::amounts::Rounding;
use crate::line::LineType;
use crate::posting::PostingOption::{Invoice, Ship, ShipAndConsume, ShipAndInvoice};
use crate::posting::{Posting, PostingOption, Request, Situation, plan, report};

/// The situation of an order, in memory.
fn situation(mut document: Document) -> Situation {
    document.calculate();
    let code = |no: &str| Code::<20>::new(no);
    let general = |product: &str, sales: &str| {
        let setup = GeneralPostingSetup {
            gen_bus_posting_group: code("DOM"),
            gen_prod_posting_group: code(product),
            sales_account: code(sales),
            ..GeneralPostingSetup::default()
        };
        ((code("DOM"), code(product)), setup)
    };
    let vat = VatPostingSetup { sales_vat_account: code("5610"), ..VatPostingSetup::default() };
    Situation {
        header: document.header,
        item_lines: document.item_lines,
        lines: document.lines,
        user: "PURE".to_owned(),
        seller: (seller(), "FR".to_owned()),
        rounding: Rounding::default(),
        invoice_precision: Precision::default(),
        customers: [(code("C1"), Customer { no: code("C1"), ..Customer::default() })].into(),
        customer_posting_group: Some(CustomerPostingGroup {
            code: code("DOM"),
            receivables_account: code("2310"),
            ..CustomerPostingGroup::default()
        }),
        resources: [(code("R1"), Resource::default())].into(),
        accounts: [(code("6810"), GlAccount::default())].into(),
        general_setups: [general("RES", "6410"), general("COST", "6810")].into(),
        vat_setups: [((code("DOM"), code("VAT25")), vat)].into(),
        ..Situation::default()
    }
}

fn planned(document: Document, option: PostingOption) -> Result<Posting, Refusals> {
    plan(&situation(document), &Request::new(option))
}

#[test]
fn each_option_plans_its_documents_and_entries() {
    let document = || order("SO1").resource("4").with(to_ship("3"));
    let consumed = || order("SO1").resource("4").with(to_consume("3"));
    // service, resource, general, customer entries; shipped and invoiced lines
    for (document, option, expected) in [
        (document(), Ship, [1, 1, 0, 0, 1, 0]),
        (document(), ShipAndInvoice, [2, 2, 3, 1, 1, 1]),
        (consumed(), ShipAndConsume, [2, 1, 0, 0, 1, 0]),
    ] {
        let posting = planned(document, option).expect("a plan");
        let found = [
            posting.service.len(),
            posting.entries.resource.len(),
            posting.entries.general.len(),
            posting.entries.customer.len(),
            posting.shipment.map_or(0, |shipment| shipment.lines.len()),
            posting.invoice.map_or(0, |invoice| invoice.lines.len()),
        ];
        assert_eq!(found, expected, "{option:?}");
        assert!(posting.entries.is_balanced());
    }
}

#[test]
fn a_plan_changes_nothing_it_was_given() {
    let situation = situation(order("SO1").resource("4").with(to_ship("3")));
    let request = Request::new(ShipAndInvoice);
    let (once, again) = (plan(&situation, &request), plan(&situation, &request));
    let (once, again) = (once.expect("a plan"), again.expect("a plan"));
    assert_eq!(once.service, again.service);
    assert_eq!(once.entries, again.entries);
    assert_eq!(once.outcome, again.outcome);
}

#[test]
fn all_refusals_come_at_once() {
    let mut document = order("SO1")
        .resource("1")
        .with(|line| line.gen_prod_posting_group = Code::new("NONE"))
        .line(LineType::GlAccount, "9999", ["1", "10", "0", "0"]);
    document.header.document_date = None;
    document.header.posting_no_series = Code::default();
    let refused = planned(document, ShipAndInvoice).expect_err("refused");
    let codes: Vec<_> = refused.0.iter().map(|r| (r.code, r.line)).collect();
    assert_eq!(
        codes,
        [
            ("posting.missing.documentDate", None),
            ("posting.missing.postingNoSeries", None),
            ("posting.generalSetup.missing", Some(10_000)),
            ("posting.line.noUnknown", Some(20_000)),
        ]
    );
}

#[test]
fn an_invoice_says_who_sells() {
    let mut situation = situation(order("SO1").resource("1"));
    let request = Request::new(ShipAndInvoice);
    assert!(plan(&situation, &request).is_ok());
    let warned = report::seller_warnings(&situation, &request);
    assert_eq!(warned.len(), 2, "France wants two numbers more: {warned:?}");
    situation.seller = Default::default();
    let refused = plan(&situation, &request).expect_err("nobody sells");
    let codes: Vec<_> = refused.0.iter().map(|refusal| refusal.code).collect();
    assert_eq!(codes, ["posting.seller.missing"; 3]);
    let shipped = plan(&situation, &Request::new(Ship));
    assert!(shipped.is_ok(), "a shipment is no invoice");
}

#[test]
fn what_is_invoiced_alone_was_shipped_before() {
    let refused = planned(order("SO1").resource("4"), Invoice).expect_err("nothing is shipped");
    assert_eq!(refused.0[0].code, "posting.nothing");
}

#[test]
fn text_rides_along_with_its_line() {
    let text = |attached: i64| {
        move |line: &mut crate::line::ServiceLine| {
            line.r#type = LineType::Text;
            line.no = Code::default();
            line.quantity = q("0");
            line.qty_to_ship = q("0");
            line.qty_to_invoice = q("0");
            line.outstanding_quantity = q("0");
            line.attached_to_line_no = attached;
        }
    };
    let document = order("SO1")
        .resource("1")
        .resource("1")
        .with(to_ship("0"))
        .resource("0")
        .with(text(10_000))
        .resource("0")
        .with(text(20_000))
        .resource("0")
        .with(text(0));
    let posting = planned(document, Ship).expect("a plan");
    let shipped: Vec<_> =
        posting.shipment.expect("a shipment").lines.iter().map(|line| line.line_no).collect();
    assert_eq!(shipped, [10_000, 30_000, 50_000]);
}

#[test]
fn foreign_amounts_balance_in_local_currency() {
    for factor in ["1.25", "0.7431", "151.37", "3"] {
        let mut document = order("SO1");
        document.header.currency_code = Code::new("USD");
        document.header.currency_factor = factor.parse::<Factor>().expect("a factor");
        for price in ["10.01", "0.07", "33.33", "1999.99"] {
            document = document.line(LineType::GlAccount, "6810", ["3", price, "7.5", "0"]);
        }
        let posting = planned(document, ShipAndInvoice).expect("a plan");
        assert!(posting.entries.is_balanced(), "{factor}");
        let receivable = posting.entries.customer[0].amount_lcy;
        assert_eq!(receivable, posting.totals.including_vat_lcy);
        let sum = |entries: &[books::vat_ledger::VatEntry]| {
            entries.iter().map(|entry| entry.base + entry.amount).sum::<base::Amount>()
        };
        assert_eq!(sum(&posting.entries.vat) + receivable, a("0"), "{factor}");
    }
}
