use base::{Amount, Percent};
use store::testing::{actor, databases};

use super::sums::{Money, Summand, sums};
use super::*;
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};
use crate::line::LineType;

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn summand(net: &str, vat: &str, rate: &str, discount: &str) -> Summand {
    Summand {
        line_amount: amount(net) + amount(discount),
        inv_discount: amount(discount),
        amount: amount(net),
        including_vat: amount(net) + amount(vat),
        base: amount(net),
        vat_percent: rate.parse().expect("a rate"),
        reverse_charge: false,
    }
}

#[test]
fn tax_is_summed_by_rate() {
    let money = Money { language: Language::Fr, symbol: "€".to_owned(), decimals: 2 };
    let lines = [
        summand("100", "20", "20", "0"),
        summand("50", "5", "10", "0"),
        summand("0", "0", "0", "0"),
    ];
    let (rows, total) = sums(&money, &lines);
    let values: Vec<&str> = rows.iter().filter_map(|row| row["value"].as_str()).collect();
    assert_eq!(values, ["150,00\u{a0}€", "20,00\u{a0}€", "5,00\u{a0}€"]);
    assert_eq!(total["value"], "175,00\u{a0}€");
    let (rows, _) = sums(&money, &[summand("90", "18", "20", "10")]);
    assert_eq!(rows.len(), 4, "an invoice discount is shown before the total: {rows:?}");
    let abroad = Summand { reverse_charge: true, ..summand("568", "0", "20", "0") };
    let (rows, total) = sums(&money, &[abroad, summand("10", "2", "20", "0")]);
    let labels: Vec<&str> = rows.iter().filter_map(|row| row["label"].as_str()).collect();
    assert!(labels[1].starts_with("TVA 20") && labels[1].contains("10,00"), "{labels:?}");
    assert_eq!(labels[2], "Autoliquidation de la TVA sur 568,00\u{a0}€");
    assert_eq!(total["value"], "580,00\u{a0}€");
    assert_eq!(super::sums::discount(Language::Fr, Percent::ZERO), "");
}

#[test]
fn an_invoice_prints_in_the_language_of_the_customer() {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    for database in databases(&tables) {
        database
            .db
            .write(&actor(), |tx| {
                let mut header = ServiceInvoiceHeader {
                    no: Code::new("PSI-1"),
                    bill_to_name: base::Text::cut("Brasserie “Œuf & Cie”"),
                    language_code: Code::new("FRA"),
                    ..ServiceInvoiceHeader::default()
                };
                tx.insert(&mut header)?;
                let mut line = ServiceInvoiceLine {
                    document_no: Code::new("PSI-1"),
                    line_no: 10_000,
                    r#type: LineType::Item,
                    no: Code::new("I1"),
                    quantity: "2".parse()?,
                    line_amount: amount("200"),
                    amount: amount("200"),
                    amount_including_vat: amount("250"),
                    vat_base_amount: amount("200"),
                    vat_percent: "25".parse()?,
                    ..ServiceInvoiceLine::default()
                };
                tx.insert(&mut line)?;
                let no = Code::new("PSI-1");
                let print =
                    |tx: &mut Tx, language| printout(tx, ReportName::ServiceInvoice, &no, language);
                let french = print(tx, None)?;
                assert_eq!(french.data["title"], "Facture");
                assert_eq!(french.data["lines"][0]["amount"], "200,00");
                let english = print(tx, Some(Language::En))?;
                assert_eq!(english.data["title"], "Invoice");
                assert_eq!(english.file_name(), "PSI-1.pdf");
                let unknown = printout(tx, ReportName::ServiceOrder, &no, None);
                assert!(matches!(unknown, Err(Error::NotFound { .. })));
                Ok(())
            })
            .expect("it prints");
    }
}

#[test]
fn an_order_says_what_codes_mean() {
    use crate::fault::FaultCode;
    use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};
    use crate::repair_status::RepairStatus;
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    for database in databases(&tables) {
        let machines = database.db.write(&actor(), |tx| {
            let (no, order) = (Code::new("SO-1"), DocumentType::Order);
            tx.insert(&mut ServiceHeader {
                document_type: order,
                no: no.clone(),
                ..ServiceHeader::default()
            })?;
            tx.insert(&mut FaultCode {
                fault_area_code: Code::new("WATER"),
                code: Code::new("PUMP"),
                description: base::Text::cut("Pump worn"),
                ..FaultCode::default()
            })?;
            tx.insert(&mut RepairStatus {
                code: Code::new("FINISHED"),
                description: base::Text::cut("Finished"),
                ..RepairStatus::default()
            })?;
            for (line_no, status) in [(10_000, "FINISHED"), (20_000, "ODD")] {
                tx.insert(&mut ServiceItemLine {
                    document_type: order,
                    document_no: no.clone(),
                    line_no,
                    fault_area_code: Code::new("WATER"),
                    fault_code: Code::new("PUMP"),
                    repair_status_code: Code::new(status),
                    ..ServiceItemLine::default()
                })?;
            }
            Ok(printout(tx, ReportName::ServiceOrder, &no, None)?.data["machines"].clone())
        });
        let machines = machines.expect("it prints");
        let said: Vec<&Json> = ["fault", "status"].iter().map(|name| &machines[0][name]).collect();
        assert_eq!(said, ["Pump worn", "Finished"]);
        assert_eq!(machines[1]["status"], "ODD", "a code without a name stands for itself");
    }
}

#[test]
fn lines_stand_below_their_machine_which_is_named_once() {
    use crate::line::ServiceLine;
    use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    for database in databases(&tables) {
        let data = database.db.write(&actor(), |tx| {
            let (no, order) = (Code::new("SO-1"), DocumentType::Order);
            tx.insert(&mut ServiceHeader {
                document_type: order,
                no: no.clone(),
                county: base::Text::cut("Hainaut"),
                country_region_code: Code::new("BE"),
                ..ServiceHeader::default()
            })?;
            for (line_no, name) in [(10_000, "Mill"), (20_000, "Boiler"), (30_000, "Pump")] {
                tx.insert(&mut ServiceItemLine {
                    document_type: order,
                    document_no: no.clone(),
                    line_no,
                    service_item_no: Code::new("SI-1"),
                    serial_no: Code::new("X7"),
                    description: base::Text::cut(name),
                    ..ServiceItemLine::default()
                })?;
            }
            for (line_no, machine, kind, description) in [
                (10_000, 20_000, LineType::Item, "Gasket"),
                (20_000, 0, LineType::Cost, "Travel"),
                (30_000, 10_000, LineType::Resource, "Work"),
                (40_000, 0, LineType::Text, "Tried twice"),
                (50_000, 20_000, LineType::Item, "Valve"),
            ] {
                tx.insert(&mut ServiceLine {
                    document_type: order,
                    document_no: no.clone(),
                    line_no,
                    service_item_line_no: machine,
                    r#type: kind,
                    no: Code::new(&format!("NO{line_no}")),
                    description: base::Text::cut(description),
                    quantity: "1".parse()?,
                    vat_percent: "20".parse()?,
                    ..ServiceLine::default()
                })?;
            }
            Ok(printout(tx, ReportName::ServiceOrder, &no, Some(Language::En))?.data)
        });
        let data = data.expect("it prints");
        let lines = data["lines"].as_array().expect("lines");
        let texts: Vec<&str> =
            lines.iter().filter_map(|line| line["description"].as_str()).collect();
        let expected =
            ["Travel", "Mill", "Work", "Tried twice", "Boiler", "Gasket", "Valve", "Pump"];
        assert_eq!(texts, expected);
        assert_eq!((&lines[0]["no"], &lines[0]["vat"]), (&"NO20000".into(), &"20\u{202f}%".into()));
        assert_eq!(lines[2]["no"], "NO30000", "the number of a resource too");
        assert_eq!((&lines[1]["no"], &lines[1]["more"]), (&"SI-1".into(), &"Serial no. X7".into()));
        let address = data["addressee"]["lines"].as_array().expect("an address");
        assert_eq!(*address, ["Hainaut", "BE"], "county and country abroad");
    }
}

#[test]
fn amounts_have_the_decimals_of_their_currency() {
    use books::currency::Currency;
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    store::entity::register(&tables);
    for database in databases(&tables) {
        let written = database.db.write(&actor(), |tx| {
            let mut written = Vec::new();
            for (code, precision) in [("JPY", "1"), ("TND", "0.001"), ("EUR", "0.01")] {
                tx.insert(&mut Currency {
                    code: Code::new(code),
                    amount_rounding_precision: amount(precision),
                    ..Currency::default()
                })?;
                written.push(Money::of(tx, Language::En, code)?.write(amount("1500")));
            }
            Ok(written)
        });
        assert_eq!(written.expect("written"), ["JPY 1,500", "TND 1,500.000", "EUR 1,500.00"]);
    }
}

/// What the law wants said follows from the seller's country, from what was supplied and from what the
/// company set.
#[test]
fn the_law_of_the_country_is_told() {
    let mut tables = store::tables();
    tables.extend(books::tables());
    tables.extend(crate::tables());
    let line = |kind| ServiceInvoiceLine {
        r#type: kind,
        quantity: "1".parse().expect("a quantity"),
        ..ServiceInvoiceLine::default()
    };
    let company = |country: &str| CompanyInformation {
        country_region_code: Code::new(country),
        ..CompanyInformation::default()
    };
    for database in databases(&tables) {
        let told = |company: &CompanyInformation, discount: &str, kinds: &[LineType]| {
            let header = ServiceInvoiceHeader {
                payment_discount_percent: discount.parse().expect("a percentage"),
                ..ServiceInvoiceHeader::default()
            };
            let lines: Vec<ServiceInvoiceLine> = kinds.iter().copied().map(line).collect();
            let all = database
                .db
                .read(&actor(), |tx| law::sentences(tx, company, Language::En, &header, &lines));
            all.expect("the sentences").join(" ")
        };
        let french = told(&company("FR"), "0", &[LineType::Item, LineType::Resource]);
        for expected in ["goods and services", "No discount for early", "10 percentage", "€40"] {
            assert!(french.contains(expected), "{expected}: {french}");
        }
        assert!(told(&company("FR"), "0", &[LineType::Item]).contains("supply of goods."));
        assert!(told(&company("FR"), "0", &[LineType::Cost]).contains("supply of services."));
        assert!(!told(&company("FR"), "2", &[LineType::Item]).contains("No discount"));
        let own = CompanyInformation {
            late_interest_percent: "12.5".parse().expect("a percentage"),
            vat_on_debits: true,
            ..company("FR")
        };
        let own = told(&own, "0", &[]);
        assert!(own.contains("12.5") && own.contains("debits"), "{own}");
        assert_eq!(told(&company("DE"), "0", &[LineType::Item]), "");
        assert_eq!(told(&company(""), "0", &[LineType::Item]), "");
    }
}
