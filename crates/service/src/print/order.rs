//! The service order on paper.

use base::{Action, Code, Language, Result};
use books::customer::Customer;
use serde_json::{Map, Value as Json};
use store::{Record, Tx, key, params};

use super::labels::{day, fact};
use super::paper::{
    Paper, addressee, charged, customer, machine, place, printed, ship_to, summand,
};
use super::sums::Money;
use super::{ReportName, language_of, missing};
use crate::line::ServiceLine;
use crate::order::{DocumentType, ServiceHeader, ServiceItemLine};

pub(super) fn data(
    tx: &mut Tx,
    no: &Code<20>,
    wanted: Option<Language>,
) -> Result<Map<String, Json>> {
    let document = DocumentType::Order;
    store::sight::require_key(tx, ServiceHeader::table(), key![document, no], Action::Read)?;
    store::sight::require_sources(tx, &["service_line.unit_price", "service_line.amount"])?;
    let header: ServiceHeader =
        tx.get(key![document, no])?.ok_or_else(|| missing("serviceOrders", no))?;
    let of_document = "WHERE \"document_type\" = $1 AND \"document_no\" = $2 ORDER BY \"line_no\"";
    let lines: Vec<ServiceLine> = tx.select(of_document, params![document, no])?;
    let machines: Vec<ServiceItemLine> = tx.select(of_document, params![document, no])?;
    let bill_to: Option<Customer> = tx.get(key![header.bill_to_customer_no])?;
    let code = bill_to.map(|customer| customer.language_code).unwrap_or_default();
    let language = language_of(tx, wanted, &code);
    let money = Money::of(tx, language, &header.currency_code)?;
    Paper {
        title: "order",
        number: &header.no,
        date: header.order_date,
        addressee: addressee(tx, language, "customer", &customer!(header), "")?,
        places: vec![place(tx, language, "work-place", &ship_to!(header))?],
        facts: facts(language, &header),
        machines: machines.iter().map(|item| machine!(item)).collect(),
        prices_including_vat: header.prices_including_vat,
        lines: lines.iter().map(|line| printed!(line, line.line_amount, charged!(line))).collect(),
        comment: &header.description,
        money,
        sums: Some(lines.iter().map(|line| summand!(line)).collect()),
        notes: Vec::new(),
        payment: None,
    }
    .data(tx, ReportName::ServiceOrder, language)
}

fn facts(language: Language, header: &ServiceHeader) -> Vec<Option<Json>> {
    let mut response = day(language, header.response_date);
    if let Some(time) = header.response_time.filter(|_| !response.is_empty()) {
        response = format!("{response} {}", texts::time(time));
    }
    vec![
        fact(language, "order-date", &day(language, header.order_date), true),
        fact(language, "response-due", &response, true),
        fact(language, "your-reference", &header.your_reference, false),
        fact(language, "phone-no", &header.phone_no, false),
    ]
}
