//! The service order on paper.

use base::{Action, Code, Language, Result};
use books::customer::Customer;
use serde_json::{Map, Value as Json, json};
use store::{Record, Tx, key, params};

use super::labels::{Address, day, fact, file_date, heads, label};
use super::lines::{Printed, Units, line};
use super::sums::{Money, Summand, sums};
use super::{ReportName, finish, language_of, missing};
use crate::line::ServiceLine;
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};

pub(super) fn data(
    tx: &mut Tx,
    no: &Code<20>,
    wanted: Option<Language>,
) -> Result<Map<String, Json>> {
    tx.require(ServiceHeader::table().name, Action::Read)?;
    let document = DocumentType::Order;
    let header: ServiceHeader =
        tx.get(key![document, no])?.ok_or_else(|| missing("serviceOrders", no))?;
    let of_document = "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"";
    let lines: Vec<ServiceLine> = tx.select(of_document, params![document, no])?;
    let machines: Vec<ServiceItemLine> = tx.select(of_document, params![document, no])?;
    let customer: Option<Customer> = tx.get(key![header.bill_to_customer_no])?;
    let code = customer.map(|customer| customer.language_code).unwrap_or_default();
    let language = language_of(tx, wanted, &code);
    let money = Money::of(tx, language, &header.currency_code)?;
    let mut data = Map::new();
    data.insert("title".to_owned(), label(language, "order").into());
    data.insert("number".to_owned(), header.no.as_str().into());
    data.insert("date".to_owned(), file_date(header.order_date));
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
    let summands: Vec<Summand> = lines.iter().map(summand).collect();
    let (rows, total) = sums(&money, &summands);
    data.insert("sums".to_owned(), rows.into());
    data.insert("total".to_owned(), total);
    finish(tx, ReportName::ServiceOrder, language, data)
}

fn parties(language: Language, header: &ServiceHeader) -> (Json, Json) {
    let customer = Address {
        lines: [
            &header.name,
            &header.name_2,
            &header.contact_name,
            &header.address,
            &header.address_2,
        ],
        place: [&header.post_code, &header.city],
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
    (
        json!({"label": label(language, "customer"), "lines": customer.stacked(), "note": ""}),
        json!([{"label": label(language, "work-place"), "lines": ship_to.short()}]),
    )
}

fn facts(language: Language, header: &ServiceHeader) -> Vec<Json> {
    let mut response = day(language, header.response_date);
    if let Some(time) = header.response_time.filter(|_| !response.is_empty()) {
        response = format!("{response} {}", texts::time(time));
    }
    [
        fact(language, "order-date", &day(language, header.order_date), true),
        fact(language, "response-due", &response, true),
        fact(language, "your-reference", &header.your_reference, false),
        fact(language, "phone-no", &header.phone_no, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn machine(language: Language, line: &ServiceItemLine) -> Json {
    let warranty = if line.warranty { label(language, "yes") } else { String::new() };
    json!({
        "item": line.description.as_str(), "serialNo": line.serial_no.as_str(),
        "no": line.service_item_no.as_str(), "fault": line.fault_code.as_str(),
        "status": line.repair_status_code.as_str(), "warranty": warranty,
    })
}

fn printed(tx: &mut Tx, language: Language, lines: &[ServiceLine]) -> Result<Vec<Json>> {
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

fn summand(line: &ServiceLine) -> Summand {
    Summand {
        line_amount: line.line_amount,
        inv_discount: line.inv_discount_amount,
        amount: line.amount,
        including_vat: line.amount_including_vat,
        base: line.vat_base_amount,
        vat_percent: line.vat_percent,
    }
}
