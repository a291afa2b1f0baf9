//! The posted service shipment on paper.

use base::{Action, Amount, Code, Language, Percent, Result};
use serde_json::{Map, Value as Json};
use store::{Entity, Record, Tx, key, params};

use super::labels::{day, fact};
use super::paper::{Paper, addressee, customer, machine, place, printed, ship_to};
use super::sums::Money;
use super::{ReportName, language_of, missing};
use crate::history::{ServiceShipmentHeader, ServiceShipmentItemLine, ServiceShipmentLine};

pub(super) fn data(
    tx: &mut Tx,
    no: &Code<20>,
    wanted: Option<Language>,
) -> Result<Map<String, Json>> {
    tx.require(ServiceShipmentHeader::table().name, Action::Read)?;
    let header: ServiceShipmentHeader =
        tx.get(key![no])?.ok_or_else(|| missing(ServiceShipmentHeader::COLLECTION, no))?;
    let of_document = "WHERE \"document_no\" = $1 ORDER BY \"line_no\"";
    let lines: Vec<ServiceShipmentLine> = tx.select(of_document, params![no])?;
    let machines: Vec<ServiceShipmentItemLine> = tx.select(of_document, params![no])?;
    let language = language_of(tx, wanted, &header.language_code);
    // The standard paper shows no prices, but one of the company's own may.
    let priced = store::sight::require_sources(tx, &["service_shipment_line.unit_price"]).is_ok();
    Paper {
        title: "shipment",
        number: &header.no,
        date: header.posting_date,
        addressee: addressee(tx, language, "work-place", &ship_to!(header), "")?,
        places: vec![place(tx, language, "customer", &customer!(header))?],
        facts: facts(language, &header),
        machines: machines.iter().map(|item| machine!(item)).collect(),
        prices_including_vat: header.prices_including_vat,
        lines: lines
            .iter()
            .map(|line| printed!(line, Amount::ZERO, Percent::ZERO))
            .map(|line| if priced { line } else { line.without_price() })
            .collect(),
        comment: &header.description,
        money: Money::of(tx, language, "")?,
        sums: None,
        notes: Vec::new(),
        payment: None,
    }
    .data(tx, ReportName::ServiceShipment, language)
}

fn facts(language: Language, header: &ServiceShipmentHeader) -> Vec<Option<Json>> {
    vec![
        fact(language, "shipment-date", &day(language, header.posting_date), true),
        fact(language, "service-order", &header.order_no, false),
        fact(language, "your-reference", &header.your_reference, false),
        fact(language, "work-done", &day(language, header.finishing_date), false),
    ]
}
