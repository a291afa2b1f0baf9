//! The posted service invoice on paper.

use base::{Action, Code, Language, Result};
use books::company::CompanyInformation;
use books::payment::PaymentTerms;
use serde_json::{Map, Value as Json, json};
use store::{Entity, Record, Tx, key, params};

use super::labels::{Address, day, fact, file_date, heads, label};
use super::lines::{Printed, Units, line};
use super::sums::{Money, Summand, sums};
use super::{ReportName, company, finish, join, language_of, missing};
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};

pub(super) fn data(
    tx: &mut Tx,
    no: &Code<20>,
    wanted: Option<Language>,
) -> Result<Map<String, Json>> {
    tx.require(ServiceInvoiceHeader::table().name, Action::Read)?;
    let header: ServiceInvoiceHeader =
        tx.get(key![no])?.ok_or_else(|| missing(ServiceInvoiceHeader::COLLECTION, no))?;
    let lines: Vec<ServiceInvoiceLine> =
        tx.select("WHERE \"document_no\" = $1 ORDER BY \"line_no\"", params![no])?;
    let language = language_of(tx, wanted, &header.language_code);
    let money = Money::of(tx, language, &header.currency_code)?;
    let mut data = Map::new();
    data.insert("title".to_owned(), label(language, "invoice").into());
    data.insert("number".to_owned(), header.no.as_str().into());
    data.insert("date".to_owned(), file_date(header.document_date));
    parties(language, &header, &lines, &mut data);
    data.insert("facts".to_owned(), facts(language, &header).into());
    data.insert("machines".to_owned(), json!([]));
    data.insert("heads".to_owned(), heads(language, header.prices_including_vat));
    data.insert("lines".to_owned(), printed(tx, language, &lines)?.into());
    data.insert("comments".to_owned(), comments(tx, &header)?.into());
    let summands: Vec<Summand> = lines.iter().map(summand).collect();
    let (rows, total) = sums(&money, &summands);
    data.insert("sums".to_owned(), rows.into());
    data.insert("total".to_owned(), total);
    data.insert("payment".to_owned(), payment(tx, language, &header)?);
    finish(tx, ReportName::ServiceInvoice, language, data)
}

fn parties(
    language: Language,
    header: &ServiceInvoiceHeader,
    lines: &[ServiceInvoiceLine],
    data: &mut Map<String, Json>,
) {
    let bill_to = Address {
        lines: [
            &header.bill_to_name,
            &header.bill_to_name_2,
            &header.bill_to_contact,
            &header.bill_to_address,
            &header.bill_to_address_2,
        ],
        place: [&header.bill_to_post_code, &header.bill_to_city],
        country: "",
    };
    let ship_to = Address {
        lines: [
            &header.ship_to_name,
            &header.ship_to_name_2,
            "",
            &header.ship_to_address,
            &header.ship_to_address_2,
        ],
        place: [&header.ship_to_post_code, &header.ship_to_city],
        country: "",
    };
    let vat = &header.vat_registration_no;
    let note = if vat.is_empty() {
        String::new()
    } else {
        texts::text(language, "print-vat-registration-no", &[("no", vat.into())])
    };
    data.insert(
        "addressee".to_owned(),
        json!({"label": label(language, "bill-to"), "lines": bill_to.stacked(), "note": note}),
    );
    let mut places =
        vec![json!({"label": label(language, "work-place"), "lines": ship_to.short()})];
    let mut machines: Vec<String> = lines
        .iter()
        .filter(|line| !line.service_item_no.is_empty())
        .map(|line| join(&[&line.service_item_no, &line.service_item_serial_no], " · "))
        .collect();
    machines.dedup();
    if !machines.is_empty() {
        machines.truncate(3);
        places.push(json!({"label": label(language, "machine"), "lines": machines}));
    }
    data.insert("places".to_owned(), places.into());
}

fn facts(language: Language, header: &ServiceInvoiceHeader) -> Vec<Json> {
    [
        fact(language, "invoice-date", &day(language, header.document_date), true),
        fact(language, "due-date", &day(language, header.due_date), true),
        fact(language, "service-order", &header.order_no, false),
        fact(language, "your-reference", &header.your_reference, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn printed(tx: &mut Tx, language: Language, lines: &[ServiceInvoiceLine]) -> Result<Vec<Json>> {
    let mut units = Units::default();
    let mut rows = Vec::new();
    for of_document in lines {
        let found = Printed {
            kind: of_document.r#type,
            no: &of_document.no,
            description: [&of_document.description, &of_document.description_2],
            quantity: of_document.quantity,
            unit: &of_document.unit_of_measure_code,
            unit_price: of_document.unit_price,
            discount_percent: of_document.line_discount_percent,
            amount: of_document.line_amount,
        };
        rows.extend(line(tx, language, &mut units, &found)?);
    }
    Ok(rows)
}

fn summand(line: &ServiceInvoiceLine) -> Summand {
    Summand {
        line_amount: line.line_amount,
        inv_discount: line.inv_discount_amount,
        amount: line.amount,
        including_vat: line.amount_including_vat,
        base: line.vat_base_amount,
        vat_percent: line.vat_percent,
    }
}

fn comments(_tx: &mut Tx, header: &ServiceInvoiceHeader) -> Result<Vec<String>> {
    Ok(vec![header.description.to_string()].into_iter().filter(|text| !text.is_empty()).collect())
}

/// Until when and to which account the customer pays.
fn payment(tx: &mut Tx, language: Language, header: &ServiceInvoiceHeader) -> Result<Json> {
    let terms: Option<PaymentTerms> = tx.get(key![header.payment_terms_code])?;
    let CompanyInformation { bank_name, iban, swift_code, .. } = company(tx)?;
    let mut lines = Vec::new();
    if let Some(terms) = terms.filter(|terms| !terms.description.is_empty()) {
        lines.push(terms.description.to_string());
    }
    if let Some(due) = header.due_date {
        lines.push(texts::text(language, "print-pay-until", &[("date", due.into())]));
    }
    if !iban.is_empty() {
        lines.push(join(&[&bank_name, "IBAN", &iban, &swift_code], " "));
    }
    Ok(json!({"label": label(language, "payment"), "lines": lines}))
}
