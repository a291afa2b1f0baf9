//! Preview, test report, batches, currencies, rounding, dimensions, logs.

use base::{Code, Error, Factor, Percent, Refusal};
use books::customer::CustomerInvoiceDiscount;
use books::dimension::{Dimension, DimensionSet, DimensionSetEntry, DimensionValue};
use books::general_ledger_setup::GeneralLedgerSetup;
use books::payment::PaymentMethod;
use books::sales_setup::SalesSetup;
use books::user::UserSetup;
use serde_json::{Value as Json, json};
use store::testing::actor;
use store::{Record, Value, key, params};

use super::fixture::{Company, DAY, a, companies, company, invoice, order, q, to_ship};
use super::rows;
use crate::comment::ServiceCommentLine;
use crate::document_log::ServiceDocumentLog;
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine, ServiceShipmentHeader};
use crate::ledger::ServiceLedgerEntry;
use crate::line::LineType;
use crate::order::{DocumentType, ServiceHeader};
use crate::posting::PostingOption::{Invoice, Ship, ShipAndConsume, ShipAndInvoice};
use crate::posting::{PostingOption, Preview, Request, post_batch, preview, test_report};
use crate::repair_status::RepairStatus;
use crate::setup::ServiceMgtSetup;

fn codes(refusals: &[Refusal]) -> Vec<&'static str> {
    refusals.iter().map(|refusal| refusal.code).collect()
}

fn refused(company: &Company, no: &str, option: PostingOption) -> Vec<&'static str> {
    codes(company.try_post(no, option).expect_err("refused").refusals())
}

fn preview_of(company: &Company, no: &str, option: PostingOption) -> base::Result<Preview> {
    let (no, request) = (Code::new(no), Request::new(option));
    company.db().read(&actor(), |tx| preview(tx, DocumentType::Order, &no, &request))
}

#[test]
fn local_amounts_are_rounded_cumulatively() {
    for company in companies() {
        let mut document = order("SO1").head(|header| {
            header.currency_code = Code::new("USD");
            header.currency_factor = "1.25".parse::<Factor>().expect("a factor");
        });
        for _ in 0..3 {
            document = document.line(LineType::GlAccount, "6810", ["1", "10.01", "0", "0"]);
        }
        company.save(&document);
        company.post("SO1", ShipAndInvoice);
        let lines = company.all::<ServiceInvoiceLine>();
        let local: Vec<_> = lines.iter().map(|line| line.amount_lcy).collect();
        assert_eq!(local, [a("8.01"), a("8.01"), a("8")]);
        let sales: Vec<_> = company
            .all::<ServiceLedgerEntry>()
            .iter()
            .filter(|entry| entry.amount_lcy.is_negative())
            .map(|entry| entry.amount_lcy)
            .collect();
        assert_eq!(sales, [a("-8.01"), a("-8.01"), a("-8")]);
        rows::assert_sound(&company);
    }
}

#[test]
fn prices_with_tax() {
    for company in companies() {
        company.save(&order("SO1").head(|header| header.prices_including_vat = true).line(
            LineType::Resource,
            "R1",
            ["3", "125", "10", "50"],
        ));
        company.post("SO1", ShipAndInvoice);
        let line = company.all::<ServiceInvoiceLine>().remove(0);
        assert_eq!(line.line_amount, a("337.5"));
        assert_eq!((line.amount, line.amount_including_vat), (a("270"), a("337.5")));
        assert_eq!(
            rows::resource(&company),
            [
                "Usage R1 3 cost 150 price 270 at 90 SH1",
                "Sale R1 -3 cost -150 price -270 at 90 IN1",
            ]
        );
        assert_eq!(
            rows::service(&company)[0],
            "Usage R1 3 charged 3 price 100 disc 30 (10%) amount 270 cost 150 Shipment SH1"
        );
        rows::assert_sound(&company);
    }
}

#[test]
fn the_total_is_rounded() {
    for company in companies() {
        company.change::<SalesSetup>(key![""], |setup| setup.invoice_rounding = true);
        company.change::<GeneralLedgerSetup>(key![""], |setup| {
            setup.inv_rounding_precision_lcy = a("0.05");
        });
        company.save(&order("SO1").line(LineType::Resource, "R1", ["1", "350.02", "0", "0"]));
        company.post("SO1", ShipAndInvoice);
        let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
        assert_eq!(invoice.amount_including_vat, a("437.55"));
        let lines = company.all::<ServiceInvoiceLine>();
        assert_eq!((lines.len(), lines[1].amount_including_vat), (2, a("0.02")));
        assert_eq!((&*lines[1].no, lines[1].system_created_entry), ("9140", true));
        assert_eq!(rows::service(&company).len(), 2, "the rounding has no service entry");
        rows::assert_sound(&company);
    }
}

#[test]
fn a_preview_is_the_posting_unapplied() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "2").resource("3"));
        let before = company.counts();
        let preview = preview_of(&company, "SO1", ShipAndInvoice).expect("a preview");
        assert_eq!(company.counts(), before);
        assert!(preview.balanced);
        assert_eq!((preview.amount, preview.amount_including_vat), (a("440"), a("550")));
        assert_eq!(preview.due_date, Some(DAY));
        let shown: Vec<_> =
            preview.ledgers.iter().map(|ledger| (ledger.collection, ledger.count)).collect();
        let posted = company.post("SO1", ShipAndInvoice);
        let written: Vec<_> =
            posted.ledgers.iter().map(|ledger| (ledger.collection, ledger.count)).collect();
        assert_eq!(shown, written);
        for ledger in &preview.ledgers {
            assert_eq!(ledger.entries.len(), ledger.count);
            let numbers = ledger.entries.iter().filter_map(|entry| entry.get("documentNo"));
            assert!(numbers.into_iter().all(|no| no == "***"), "{}", ledger.collection);
        }
    }
}

#[test]
fn a_test_report_lists_everything() {
    let company = company();
    company.change::<ServiceMgtSetup>(key![""], |setup| {
        setup.salesperson_mandatory = true;
        setup.work_type_code_mandatory = true;
    });
    company.save(&order("SO1").item("I1", "60").resource("3").item("I2", "1").with(to_ship("0")));
    let (no, request) = (Code::new("SO1"), Request::new(Ship));
    let report = company.read(|tx| test_report(tx, DocumentType::Order, &no, &request));
    assert_eq!(
        codes(&report.errors),
        ["posting.missing.salespersonCode", "posting.missing.workTypeCode"]
    );
    assert_eq!(codes(&report.warnings), ["posting.warning.stock", "posting.warning.leftOut"]);
    assert_eq!(report.warnings[0].line, Some(10_000));
}

#[test]
fn what_the_setup_makes_mandatory() {
    let company = company();
    company.insert(&RepairStatus {
        code: Code::new("INITIAL"),
        posting_allowed: true,
        ..RepairStatus::default()
    });
    type Switch = fn(&mut ServiceMgtSetup) -> &mut bool;
    let switches: [(Switch, &[&str]); 7] = [
        (|s| &mut s.service_order_type_mandatory, &["posting.missing.serviceOrderType"]),
        (
            |s| &mut s.service_order_start_mandatory,
            &["posting.missing.startingDate", "posting.missing.startingTime"],
        ),
        (
            |s| &mut s.service_order_finish_mandatory,
            &["posting.missing.finishingDate", "posting.missing.finishingTime"],
        ),
        (|s| &mut s.fault_reason_code_mandatory, &["posting.missing.faultReasonCode"]),
        (|s| &mut s.salesperson_mandatory, &["posting.missing.salespersonCode"]),
        (|s| &mut s.work_type_code_mandatory, &["posting.missing.workTypeCode"]),
        (|s| &mut s.unit_of_measure_mandatory, &["posting.missing.unitOfMeasureCode"]),
    ];
    company
        .save(&order("SO1").resource("2").with(|line| line.unit_of_measure_code = Code::default()));
    for (switch, expected) in switches {
        company.change::<ServiceMgtSetup>(key![""], |setup| *switch(setup) = true);
        let before = company.counts();
        assert_eq!(refused(&company, "SO1", Ship), expected);
        assert_eq!(company.counts(), before);
        company.change::<ServiceMgtSetup>(key![""], |setup| *switch(setup) = false);
    }
    company.change::<ServiceMgtSetup>(key![""], |setup| setup.ext_doc_no_mandatory = true);
    assert_eq!(refused(&company, "SO1", Ship), ["posting.missing.externalDocumentNo"]);
    company.change::<ServiceMgtSetup>(key![""], |setup| setup.ext_doc_no_mandatory = false);
    company.post("SO1", Ship);
}

#[test]
fn dates_that_may_be_posted() {
    let company = company();
    company.save(&order("SO1").resource("2"));
    company.change::<GeneralLedgerSetup>(key![""], |setup| {
        setup.allow_posting_from = Some(base::Date::constant(2026, 4, 1));
    });
    assert_eq!(refused(&company, "SO1", Ship), ["posting.date.notAllowed"]);
    company.insert(&UserSetup {
        user_id: Code::new("SYSTEM"),
        allow_posting_from: Some(base::Date::constant(2026, 3, 1)),
        ..UserSetup::default()
    });
    company.post("SO1", Ship);
}

#[test]
fn missing_setup_is_named() {
    let company = company();
    company.save(
        &order("SO1")
            .item("I1", "1")
            .with(|line| line.gen_prod_posting_group = Code::new("OTHER"))
            .resource("1")
            .with(|line| line.vat_prod_posting_group = Code::new("VAT7")),
    );
    company.change::<books::posting_setup::GeneralPostingSetup>(key!["DOM", "RES"], |setup| {
        setup.sales_account = Code::default();
    });
    company.change::<books::posting_setup::CustomerPostingGroup>(key!["DOM"], |group| {
        group.receivables_account = Code::default();
    });
    let error = company.try_post("SO1", ShipAndInvoice).expect_err("refused");
    assert_eq!(
        codes(error.refusals()),
        [
            "posting.customerGroup.accountMissing",
            "posting.generalSetup.missing",
            "posting.generalSetup.accountMissing",
            "posting.vatSetup.missing",
        ]
    );
    let account = &error.refusals()[2];
    assert_eq!(account.args[0], ("field", "salesAccount".into()));
    assert_eq!(account.line, Some(20_000));
}

#[test]
fn blocked_things_stop_a_posting() {
    let company = company();
    company.save(&order("SO1").item("I1", "1").resource("1"));
    company.change::<books::item::Item>(key!["I1"], |item| item.blocked = true);
    company.change::<books::resource::Resource>(key!["R1"], |resource| resource.blocked = true);
    company.change::<crate::service_item::ServiceItem>(key!["SI1"], |machine| {
        machine.blocked = crate::service_item::ServiceItemBlocked::All;
    });
    company.change::<books::customer::Customer>(key!["C1"], |customer| {
        customer.blocked = books::customer::CustomerBlocked::Ship;
    });
    assert_eq!(
        refused(&company, "SO1", Ship),
        [
            "posting.customer.blocked",
            "posting.serviceItem.blocked",
            "posting.item.blocked",
            "posting.resource.blocked",
        ]
    );
}

#[test]
fn a_block_of_a_customer_stops_what_it_names() {
    use books::customer::CustomerBlocked;
    for (blocked, option, stopped) in [
        (CustomerBlocked::Invoice, Ship, true),
        (CustomerBlocked::Invoice, Invoice, true),
        (CustomerBlocked::Ship, Ship, true),
        (CustomerBlocked::Ship, Invoice, false),
        (CustomerBlocked::All, Invoice, true),
    ] {
        let company = company();
        company.save(&order("SO1").item("I1", "2").with(|line| line.qty_to_ship = q("1")));
        company.post("SO1", Ship);
        company.change::<books::customer::Customer>(key!["C1"], |customer| {
            customer.blocked = blocked;
        });
        let result = company.try_post("SO1", option);
        assert_eq!(result.is_err(), stopped, "{blocked:?} {option:?}");
    }
}

#[test]
fn the_documents_of_a_customer_are_found() {
    let company = company();
    company.save(&order("SO1").item("I1", "1"));
    company.save(&order("SO2").item("I1", "1"));
    company.save(&invoice("SI1").item("I1", "1"));
    company.post("SO1", Ship);
    company.post("SO1", Invoice);
    let of =
        |no: &str| company.read(|tx| crate::find_entries::find_documents(tx, &Code::new(no))).found;
    let found: Vec<(&str, i64)> =
        of("C1").iter().map(|found| (found.collection, found.count)).collect();
    assert_eq!(
        found,
        [
            ("serviceOrders", 1),
            ("serviceInvoices", 1),
            ("postedServiceShipments", 1),
            ("postedServiceInvoices", 1),
        ]
    );
    assert_eq!(of("C1")[0].filter, "customerNo eq 'C1'");
}

#[test]
fn cost_follows_the_receipts_that_were_taken() {
    let company = company();
    company.write(|tx| super::fixture::stock_up(tx, "I1", "5", "14"));
    company.save(&order("SO1").item("I1", "53"));
    company.post("SO1", ShipAndInvoice);
    // 50 at 60 and 3 at 14 left, at 60 each until the adjustment.
    let cost: Vec<String> = rows::value(&company)
        .iter()
        .map(|row| {
            row.split_whitespace().skip_while(|word| *word != "cost").nth(1).map(str::to_owned)
        })
        .map(|cost| cost.unwrap_or_default())
        .collect();
    assert_eq!(cost, ["-3180", "138"]);
    let books: Vec<String> = rows::general(&company);
    assert!(books.iter().any(|row| row.ends_with("2110 -3042")), "{books:?}");
    assert!(books.iter().any(|row| row.ends_with("7290 3042")), "{books:?}");
}

#[test]
fn stock_does_not_fall_below_zero_when_that_is_prevented() {
    let company = company();
    company.change::<books::inventory_setup::InventorySetup>(key![""], |setup| {
        setup.prevent_negative_inventory = true;
    });
    company.save(&order("SO1").item("I1", "51"));
    assert_eq!(refused(&company, "SO1", Ship), ["itemLedger.stock.missing"]);
}

#[test]
fn the_repair_status_allows_posting() {
    let company = company();
    company.insert(&RepairStatus { code: Code::new("WAITING"), ..RepairStatus::default() });
    let mut document = order("SO1").item("I1", "1");
    document.item_lines[0].repair_status_code = Code::new("WAITING");
    company.save(&document);
    assert_eq!(refused(&company, "SO1", Ship), ["posting.repairStatus.postingNotAllowed"]);
}

/// A set with a blocked value.
fn blocked_set(company: &Company) -> i64 {
    company.insert(&Dimension { code: Code::new("DEPT"), ..Dimension::default() });
    company.insert(&DimensionValue {
        dimension_code: Code::new("DEPT"),
        code: Code::new("ADM"),
        blocked: true,
        ..DimensionValue::default()
    });
    company.write(|tx| {
        let mut set = DimensionSet::default();
        let id = DimensionSet::table().key[0];
        set.set_value(id, Value::Int(7))?;
        tx.insert(&mut set)?;
        tx.insert(&mut DimensionSetEntry {
            dimension_set_id: 7,
            dimension_code: Code::new("DEPT"),
            dimension_value_code: Code::new("ADM"),
        })
    });
    7
}

#[test]
fn blocked_dimensions_stop_every_option() {
    for company in companies() {
        let set = blocked_set(&company);
        let shipped = |no: &str| order(no).item("I1", "2").with(to_ship("1"));
        company.save(&shipped("SO1"));
        company.save(&shipped("SO2"));
        company.save(&shipped("SO3"));
        for no in ["SO1", "SO2", "SO3"] {
            company.post(no, Ship);
        }
        company.write(|tx| {
            let sql = "UPDATE \"service_header\" SET \"dimension_set_id\" = $1 WHERE \"no\" = $2";
            tx.execute(sql, params![set, "SO1"])?;
            let sql = "UPDATE \"service_item_line\" SET \"dimension_set_id\" = $1 \
                       WHERE \"document_no\" = $2";
            tx.execute(sql, params![set, "SO2"])?;
            let sql =
                "UPDATE \"service_line\" SET \"dimension_set_id\" = $1 WHERE \"document_no\" = $2";
            tx.execute(sql, params![set, "SO3"])
        });
        for (no, field) in
            [("SO1", "dimensionSetId"), ("SO2", "serviceItemLines"), ("SO3", "serviceLines")]
        {
            for option in [Ship, Invoice, ShipAndInvoice, ShipAndConsume] {
                if option == ShipAndConsume {
                    company.change_line(no, 10_000, super::fixture::to_consume("1"));
                }
                let before = company.counts();
                let error = company.try_post(no, option).expect_err("refused");
                let refusal = &error.refusals()[0];
                assert!(refusal.code.starts_with("dimension."), "{no} {option:?} {error}");
                assert_eq!(refusal.field.as_deref(), Some(field));
                assert_eq!(company.counts(), before);
            }
        }
    }
}

#[test]
fn a_batch_posts_each_order_by_itself() {
    for company in companies() {
        company.save(&order("SO1").resource("1"));
        company.save(&order("SO2"));
        company.save(&order("SO3").resource("2"));
        let request = Request::new(ShipAndInvoice);
        let batch = company.write(|tx| post_batch(tx, DocumentType::Order, None, &request, false));
        let posted: Vec<&str> = batch.posted.iter().map(|(no, _)| no.as_str()).collect();
        assert_eq!(posted, ["SO1", "SO3"]);
        assert_eq!(batch.failed.len(), 1);
        assert_eq!(batch.failed[0].error.code(), "posting.nothing");
        let invoices = company.all::<ServiceInvoiceHeader>();
        let numbers: Vec<&str> = invoices.iter().map(|header| header.no.as_str()).collect();
        assert_eq!(numbers, ["IN1", "IN2"]);
        rows::assert_sound(&company);
    }
}

#[test]
fn a_reserved_number_is_used() {
    let company = company();
    company.save(&order("SO1").resource("2").with(to_ship("1")).head(|header| {
        header.posting_no = Code::new("IN77");
    }));
    let posted = company.post("SO1", ShipAndInvoice);
    assert_eq!(posted.numbers.invoice, *"IN77");
    let header: ServiceHeader =
        company.read(|tx| tx.find(key![DocumentType::Order, Code::<20>::new("SO1")]));
    assert!(header.posting_no.is_empty());
    assert_eq!((&*header.last_posting_no, &*header.last_shipping_no), ("IN77", "SH1"));
    assert_eq!(company.post("SO1", ShipAndInvoice).numbers.invoice, *"IN1");
}

#[test]
fn an_empty_invoice_fills_the_gap() {
    let company = company();
    company.save(&invoice("1111").head(|header| header.no_series = Code::new("IN")));
    company.save(&invoice("SI1"));
    company.write(|tx| {
        for header in tx.select::<ServiceHeader>("ORDER BY \"no\"", &[])? {
            crate::posting::fill_gap(tx, &header)?;
        }
        Ok(())
    });
    let invoices = company.all::<ServiceInvoiceHeader>();
    assert_eq!((invoices.len(), &*invoices[0].no), (1, "1111"));
    assert_eq!(invoices[0].amount_including_vat, a("0"));
    assert_eq!(company.all::<ServiceInvoiceLine>().len(), 1);
    let mut asked = actor();
    asked.answers = base::Answers::default();
    company.save(&invoice("1112").head(|header| header.no_series = Code::new("IN")));
    let error = company
        .db()
        .write(&asked, |tx| {
            let header: ServiceHeader =
                tx.find(key![DocumentType::Invoice, Code::<20>::new("1112")])?;
            crate::posting::fill_gap(tx, &header)
        })
        .expect_err("a question");
    assert!(matches!(error, Error::Confirm(question) if question.code == "posting.emptyInvoice"));
    rows::assert_sound(&company);
}

#[test]
fn selected_lines_are_used_on_their_own_day() {
    for company in companies() {
        let earlier = base::Date::constant(2026, 2, 20);
        company.save(
            &order("SO1")
                .item("I1", "1")
                .with(|line| line.posting_date = Some(earlier))
                .resource("1"),
        );
        company
            .request("SO1", &Request::new(ShipAndInvoice).lines([10_000]))
            .expect("the line is posted");
        let dates: Vec<_> =
            company.all::<ServiceLedgerEntry>().iter().map(|entry| entry.posting_date).collect();
        assert_eq!(dates, [Some(earlier), Some(DAY)]);
        assert_eq!(company.line("SO1", 20_000).qty_to_ship, q("1"));
        rows::assert_sound(&company);
    }
}

#[test]
fn another_posting_date_moves_the_document() {
    let company = company();
    company.save(&order("SO1").resource("2").with(to_ship("1")));
    let day = base::Date::constant(2026, 3, 10);
    let request = Request { posting_date: Some(day), ..Request::new(ShipAndInvoice) };
    company.request("SO1", &request).expect("posted");
    let invoice = company.all::<ServiceInvoiceHeader>().remove(0);
    assert_eq!((invoice.posting_date, invoice.due_date), (Some(day), Some(day)));
    let header: ServiceHeader =
        company.read(|tx| tx.find(key![DocumentType::Order, Code::<20>::new("SO1")]));
    assert_eq!(header.posting_date, Some(day));
    assert_eq!(company.line("SO1", 10_000).posting_date, Some(day));
}

#[test]
fn a_payment_at_once_takes_its_discount() {
    for company in companies() {
        company.insert(&PaymentMethod {
            code: Code::new("CASH"),
            bal_account_no: Code::new("2910"),
            ..PaymentMethod::default()
        });
        company.save(&order("SO1").resource("1").head(|header| {
            header.payment_method_code = Code::new("CASH");
            header.payment_discount_percent = Percent::from(2);
            header.pmt_discount_date = Some(DAY);
        }));
        company.post("SO1", ShipAndInvoice);
        let general = rows::general(&company);
        for expected in ["IN1 2910 98", "IN1 9250 2", "IN1 2310 -98", "IN1 2310 -2"] {
            assert!(general.contains(&expected.to_owned()), "{expected} in {general:?}");
        }
        assert!(rows::detailed(&company).contains(&"1 PaymentDiscount IN1 -2 (-2)".to_owned()));
        rows::assert_sound(&company);
    }
}

#[test]
fn comments_and_log_follow() {
    for company in companies() {
        company.save(&order("SO1").resource("1"));
        company.insert(&ServiceCommentLine {
            document_no: Code::new("SO1"),
            line_no: 10_000,
            comment: base::Text::cut("Ring twice"),
            ..ServiceCommentLine::default()
        });
        company.change::<ServiceMgtSetup>(key![""], |setup| {
            setup.copy_comments_order_to_invoice = false;
        });
        company.post("SO1", ShipAndInvoice);
        let comments = company.all::<ServiceCommentLine>();
        assert_eq!((comments.len(), &*comments[0].document_no), (1, "SH1"));
        let events: Vec<_> = company
            .all::<ServiceDocumentLog>()
            .iter()
            .map(|entry| format!("{:?} {}", entry.event, entry.after))
            .collect();
        assert_eq!(events, ["ShipmentCreated SH1", "OrderInvoiced IN1"]);
    }
}

#[test]
fn everything_is_found_by_its_number() {
    for company in companies() {
        company.save(&order("SO1").item("I1", "1").resource("1"));
        company.post("SO1", ShipAndInvoice);
        let find = |no: &str, date| {
            let no = Code::new(no);
            let found = company.read(|tx| crate::find_entries::find_entries(tx, &no, date));
            let kinds = found.found.iter().map(|f| format!("{} {}", f.collection, f.count));
            (found.source_no.to_string(), kinds.collect::<Vec<_>>())
        };
        assert_eq!(
            find("SH1", Some(DAY)),
            (
                "C1".to_owned(),
                vec![
                    "postedServiceShipments 1".to_owned(),
                    "serviceLedgerEntries 2".to_owned(),
                    "itemLedgerEntries 1".to_owned(),
                    "resourceLedgerEntries 1".to_owned(),
                ]
            )
        );
        let (_, of_invoice) = find("IN1", None);
        assert!(of_invoice.contains(&"generalLedgerEntries 7".to_owned()), "{of_invoice:?}");
        assert!(of_invoice.contains(&"valueEntries 1".to_owned()));
        assert!(find("IN1", Some(base::Date::constant(2026, 1, 1))).1.is_empty());
    }
}

#[test]
fn printed_copies_are_counted() {
    let company = company();
    company.save(&order("SO1").resource("1"));
    company.post("SO1", Ship);
    let printed = company
        .write(|tx| crate::history::mark_printed::<ServiceShipmentHeader>(tx, &Code::new("SH1")));
    assert_eq!(printed, 1);
}

#[test]
fn the_invoice_discount_is_calculated() {
    for company in companies() {
        company.change::<SalesSetup>(key![""], |setup| setup.calc_inv_discount = true);
        company.insert(&CustomerInvoiceDiscount {
            code: Code::new("C1"),
            minimum_amount: a("100"),
            discount_percent: Percent::from(10),
            service_charge: a("5"),
            ..CustomerInvoiceDiscount::default()
        });
        let with_terms =
            |no: &str| order(no).head(|header| header.invoice_disc_code = Code::new("C1"));
        company.save(&with_terms("SO1").item("I1", "2"));
        company.post("SO1", ShipAndInvoice);
        let lines = company.all::<ServiceInvoiceLine>();
        assert_eq!((lines[0].inv_discount_amount, lines[0].amount), (a("20"), a("180")));
        assert_eq!((&*lines[1].no, lines[1].amount), ("6820", a("5")));
        let sums: Vec<_> = company.all::<ServiceLedgerEntry>();
        assert_eq!((sums[0].amount, sums[1].amount), (a("200"), a("-180")));
        let general = rows::general(&company);
        for expected in ["IN1 6210 -200", "IN1 6920 20", "IN1 6820 -5", "IN1 2310 231.25"] {
            assert!(general.contains(&expected.to_owned()), "{expected} in {general:?}");
        }
        rows::assert_sound(&company);
        // In parts: the charge is a line of the order from now on, and comes once.
        company.save(&with_terms("SO2").item("I1", "2").with(to_ship("1")));
        assert!(!company.post("SO2", ShipAndInvoice).document_deleted);
        let charge = company.line("SO2", 20_000);
        assert_eq!((charge.system_created_entry, charge.quantity_invoiced), (true, q("1")));
        assert!(company.post("SO2", ShipAndInvoice).document_deleted);
        let charges = company.all::<ServiceInvoiceLine>();
        let charges = charges.iter().filter(|line| *line.no == *"6820" && line.amount == a("5"));
        assert_eq!(charges.count(), 2);
        rows::assert_sound(&company);
    }
}

/// Carries an action of the API out.
fn call(company: &Company, collection: &str, name: &str, key: &[Value], body: &Json) -> Json {
    let action = crate::actions()
        .into_iter()
        .find(|action| action.collection == collection && action.name == name)
        .expect("there is such an action");
    let body = body.as_object().cloned().unwrap_or_default();
    company.write(|tx| (action.run)(tx, key, &body))
}

#[test]
fn the_actions_of_the_api() {
    let company = company();
    company.save(&order("SO1").item("I1", "2").resource("3"));
    company.save(&order("SO2").resource("1"));
    let key = key![DocumentType::Order, Code::<20>::new("SO1")];
    let report = call(&company, "serviceOrders", "testReport", key, &json!({ "option": "ship" }));
    assert_eq!(report, json!({ "errors": [], "warnings": [] }));
    let shown = call(&company, "serviceOrders", "previewPosting", key, &json!({}));
    assert_eq!(shown["totals"]["amountIncludingVat"].to_string(), "550");
    assert_eq!(shown["balanced"], true);
    assert_eq!(shown["ledgers"][0]["collection"], "generalLedgerEntries");
    let body = json!({ "option": "shipAndInvoice", "lines": [10_000], "postingDate": null });
    let posted = call(&company, "serviceOrders", "post", key, &body);
    assert_eq!(posted["shipmentNo"], "SH1");
    assert_eq!(posted["orderDeleted"], false);
    assert_eq!(posted["ledgers"][0]["filter"], "documentNo in ('SH1', 'IN1')");
    let batch = call(
        &company,
        "serviceOrders",
        "postBatch",
        &[],
        &json!({ "nos": ["SO1", "SO2", "SO3"], "option": "shipAndInvoice" }),
    );
    assert_eq!(batch["total"], 3);
    assert_eq!(batch["failed"][0]["no"], "SO3");
    assert_eq!(batch["messages"][0]["text"], "2 of 3 documents were posted.");
    let found = call(
        &company,
        "postedServiceInvoices",
        "findEntries",
        &[],
        &json!({ "documentNo": "IN1", "postingDate": "2026-03-02" }),
    );
    assert_eq!(found["sourceNo"], "C1");
    assert_eq!(found["entries"][0]["collection"], "postedServiceInvoices");
    let key = key![Code::<20>::new("IN1")];
    let again = call(&company, "postedServiceInvoices", "navigate", key, &json!({}));
    assert_eq!(
        again["entries"].as_array().map(Vec::len),
        found["entries"].as_array().map(Vec::len)
    );
    let printed = call(&company, "postedServiceInvoices", "markPrinted", key, &json!({}));
    assert_eq!(printed["noPrinted"], 1);
}

#[test]
fn every_refusal_of_posting_has_a_text() {
    for file in [
        include_str!("../check.rs"),
        include_str!("../check_line.rs"),
        include_str!("../check_setup.rs"),
        include_str!("../report.rs"),
        include_str!("../apply.rs"),
        include_str!("../delete.rs"),
        include_str!("../rounding.rs"),
    ] {
        for code in file.split('"').filter(|text| text.starts_with("posting.")) {
            for language in [base::Language::En, base::Language::Fr] {
                let id = code.replace('.', "-");
                let known = ["refusal", "question", "message"]
                    .iter()
                    .any(|kind| texts::find(language, &format!("{kind}-{id}"), &[]).is_some());
                assert!(known, "{code} in {language:?}");
            }
        }
    }
}
