//! The posted service invoice on paper.

use base::{Action, Code, Language, Result};
use books::company::CompanyInformation;
use books::customer::Customer;
use books::payment::PaymentTerms;
use serde_json::{Map, Value as Json, json};
use store::{Entity, Record, Tx, key, params};

use super::labels::{day, fact, label};
use super::paper::{Paper, address, addressee, charged, place, printed, ship_to, summand};
use super::sums::{Money, discount};
use super::supply::{self, Supply};
use super::{ReportName, company, join, language_of, missing};
use super::{law, tax};
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
    let supplies = supply::supplies(tx, &lines)?;
    let machines = supply::machines(tx, &lines)?;
    Paper {
        title: "invoice",
        number: &header.no,
        date: header.document_date,
        addressee: bill_to(tx, language, &header)?,
        places: vec![place(tx, language, "work-place", &ship_to!(header))?],
        facts: facts(language, &header, &supplies),
        machines: machines.iter().map(|machine| machine.printed()).collect(),
        prices_including_vat: header.prices_including_vat,
        lines: lines.iter().map(|line| printed!(line, line.line_amount, charged!(line))).collect(),
        comment: &header.description,
        notes: tax::notes(tx, &money, &header, &lines)?,
        money,
        sums: Some(lines.iter().map(|line| summand!(line)).collect()),
        payment: Some(payment(tx, language, &header, &lines)?),
    }
    .data(tx, ReportName::ServiceInvoice, language)
}

fn bill_to(tx: &mut Tx, language: Language, header: &ServiceInvoiceHeader) -> Result<Json> {
    let bill_to = address!(
        header,
        [bill_to_name, bill_to_name_2, bill_to_contact, bill_to_address, bill_to_address_2],
        bill_to_post_code,
        bill_to_city,
        bill_to_county,
        bill_to_country_region_code
    );
    let customer: Option<Customer> = tx.get(key![header.bill_to_customer_no])?;
    let registration = customer.map(|customer| customer.registration_no).unwrap_or_default();
    let numbers = [
        ("print-vat-registration-no", header.vat_registration_no.as_str()),
        ("print-registration-no", registration.as_str()),
    ];
    let numbers = numbers.iter().filter(|(_, no)| !no.is_empty());
    let note: Vec<String> =
        numbers.map(|(id, no)| texts::text(language, id, &[("no", (*no).into())])).collect();
    addressee(tx, language, "bill-to", &bill_to, &note.join(" · "))
}

fn facts(
    language: Language,
    header: &ServiceInvoiceHeader,
    supplies: &[Supply],
) -> Vec<Option<Json>> {
    let shipments: Vec<String> = supplies
        .iter()
        .map(|supply| format!("{} ({})", supply.shipment, day(language, supply.date)))
        .collect();
    vec![
        fact(language, "invoice-date", &day(language, header.document_date), true),
        fact(language, "due-date", &day(language, header.due_date), true),
        fact(language, "supplied", &shipments.join(", "), false),
        fact(language, "service-order", &header.order_no, false),
        fact(language, "your-reference", &header.your_reference, false),
    ]
}

/// Until when and to which account the customer pays.
fn payment(
    tx: &mut Tx,
    language: Language,
    header: &ServiceInvoiceHeader,
    charged: &[ServiceInvoiceLine],
) -> Result<Json> {
    let terms: Option<PaymentTerms> = tx.get(key![header.payment_terms_code])?;
    let company = company(tx)?;
    let laws = law::sentences(tx, &company, language, header, charged)?;
    let CompanyInformation { bank_name, iban, swift_code, .. } = company;
    let mut lines = Vec::new();
    if let Some(terms) = terms.filter(|terms| !terms.description.is_empty()) {
        lines.push(terms.description.to_string());
    }
    if let Some(due) = header.due_date {
        lines.push(texts::text(language, "print-pay-until", &[("date", due.into())]));
    }
    let discounted =
        header.pmt_discount_date.filter(|_| !header.payment_discount_percent.is_zero());
    if let Some(last) = discounted {
        let percent = discount(language, header.payment_discount_percent);
        let args = [("percent", percent.as_str().into()), ("date", last.into())];
        lines.push(texts::text(language, "print-early-payment", &args));
    }
    if !iban.is_empty() {
        lines.push(join(&[&bank_name, "IBAN", &in_fours(&iban), &swift_code], " "));
    }
    Ok(json!({"label": label(language, "payment"), "lines": lines, "laws": laws}))
}

/// An account number in groups of four, as banks write it.
fn in_fours(iban: &str) -> String {
    let bare: Vec<char> = iban.chars().filter(|letter| !letter.is_whitespace()).collect();
    bare.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
