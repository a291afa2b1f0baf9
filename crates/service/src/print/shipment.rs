//! The posted service shipment on paper.

use base::{Action, Amount, Code, Language, Result};
use serde_json::{Map, Value as Json, json};
use store::{Entity, Record, Tx, key, params};

use super::labels::{Address, day, fact, file_date, heads, label};
use super::lines::{Printed, Units, line};
use super::{ReportName, finish, language_of, missing};
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
    let mut data = Map::new();
    data.insert("title".to_owned(), label(language, "shipment").into());
    data.insert("number".to_owned(), header.no.as_str().into());
    data.insert("date".to_owned(), file_date(header.posting_date));
    let (addressee, places) = parties(language, &header);
    data.insert("addressee".to_owned(), addressee);
    data.insert("places".to_owned(), places);
    data.insert("facts".to_owned(), facts(language, &header).into());
    let machines: Vec<Json> = machines.iter().map(|item| machine(language, item)).collect();
    data.insert("machines".to_owned(), machines.into());
    data.insert("heads".to_owned(), heads(language, header.prices_including_vat));
    data.insert("lines".to_owned(), printed(tx, language, &lines)?.into());
    let description = header.description.to_string();
    let comments: Vec<String> = [description].into_iter().filter(|text| !text.is_empty()).collect();
    data.insert("comments".to_owned(), comments.into());
    finish(tx, ReportName::ServiceShipment, language, data)
}

fn parties(language: Language, header: &ServiceShipmentHeader) -> (Json, Json) {
    let ship_to = Address {
        lines: [
            &header.ship_to_name,
            &header.ship_to_name_2,
            &header.ship_to_contact,
            &header.ship_to_address,
            &header.ship_to_address_2,
        ],
        place: [&header.ship_to_post_code, &header.ship_to_city],
        country: "",
    };
    let customer = Address {
        lines: [&header.name, &header.name_2, "", &header.address, &header.address_2],
        place: [&header.post_code, &header.city],
        country: "",
    };
    (
        json!({"label": label(language, "work-place"), "lines": ship_to.stacked(), "note": ""}),
        json!([{"label": label(language, "customer"), "lines": customer.short()}]),
    )
}

fn facts(language: Language, header: &ServiceShipmentHeader) -> Vec<Json> {
    [
        fact(language, "shipment-date", &day(language, header.posting_date), true),
        fact(language, "service-order", &header.order_no, false),
        fact(language, "your-reference", &header.your_reference, false),
        fact(language, "work-done", &day(language, header.finishing_date), false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn machine(language: Language, line: &ServiceShipmentItemLine) -> Json {
    let warranty = if line.warranty { label(language, "yes") } else { String::new() };
    json!({
        "item": line.description.as_str(), "serialNo": line.serial_no.as_str(),
        "no": line.service_item_no.as_str(), "fault": line.fault_code.as_str(),
        "status": line.repair_status_code.as_str(), "warranty": warranty,
    })
}

fn printed(tx: &mut Tx, language: Language, lines: &[ServiceShipmentLine]) -> Result<Vec<Json>> {
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
            amount: Amount::ZERO,
        };
        rows.extend(line(tx, language, &mut units, &found)?);
    }
    Ok(rows)
}
