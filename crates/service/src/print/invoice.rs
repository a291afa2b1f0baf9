//! The posted service invoice on paper.

use base::{Action, Code, Language, Result};
use books::company::CompanyInformation;
use books::payment::PaymentTerms;
use serde_json::{Map, Value as Json, json};
use store::{Entity, Record, Tx, key, params};

use super::labels::{day, fact, label};
use super::paper::{Paper, address, addressee, place, printed, ship_to, summand};
use super::sums::Money;
use super::{ReportName, company, join, language_of, missing};
use crate::history::{ServiceInvoiceHeader, ServiceInvoiceLine};

pub(super) fn data(
    tx: &mut Tx,
    no: &Code<20>,
    wanted: Option<Language>,
) -> Result<Map<String, Json>> {
    tx.require(ServiceInvoiceHeader::table().name, Action::Read)?;
    let made_of = ["service_invoice_line.unit_price", "service_invoice_header.amount"];
    store::sight::require_sources(tx, &made_of)?;
    let header: ServiceInvoiceHeader =
        tx.get(key![no])?.ok_or_else(|| missing(ServiceInvoiceHeader::COLLECTION, no))?;
    let lines: Vec<ServiceInvoiceLine> =
        tx.select("WHERE \"document_no\" = $1 ORDER BY \"line_no\"", params![no])?;
    let language = language_of(tx, wanted, &header.language_code);
    let money = Money::of(tx, language, &header.currency_code)?;
    Paper {
        title: "invoice",
        number: &header.no,
        date: header.document_date,
        addressee: bill_to(language, &header),
        places: places(language, &header, &lines),
        facts: facts(language, &header),
        machines: Vec::new(),
        prices_including_vat: header.prices_including_vat,
        lines: lines.iter().map(|line| printed!(line, line.line_amount)).collect(),
        comment: &header.description,
        sums: Some((money, lines.iter().map(|line| summand!(line)).collect())),
        payment: Some(payment(tx, language, &header)?),
    }
    .data(tx, ReportName::ServiceInvoice, language)
}

fn bill_to(language: Language, header: &ServiceInvoiceHeader) -> Json {
    let bill_to = address!(
        header,
        [bill_to_name, bill_to_name_2, bill_to_contact, bill_to_address, bill_to_address_2],
        bill_to_post_code,
        bill_to_city
    );
    let vat = &header.vat_registration_no;
    let note = if vat.is_empty() {
        String::new()
    } else {
        texts::text(language, "print-vat-registration-no", &[("no", vat.into())])
    };
    addressee(language, "bill-to", &bill_to, &note)
}

/// Where the work was done, and on what.
fn places(
    language: Language,
    header: &ServiceInvoiceHeader,
    lines: &[ServiceInvoiceLine],
) -> Vec<Json> {
    let mut places = vec![place(language, "work-place", &ship_to!(header))];
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
    places
}

fn facts(language: Language, header: &ServiceInvoiceHeader) -> Vec<Option<Json>> {
    vec![
        fact(language, "invoice-date", &day(language, header.document_date), true),
        fact(language, "due-date", &day(language, header.due_date), true),
        fact(language, "service-order", &header.order_no, false),
        fact(language, "your-reference", &header.your_reference, false),
    ]
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
