//! The actions of the API that find entries: by a number that is given, or by that of a posted
//! document.

use base::{Code, Date, Result};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Entity, Kind, Parameter, Tx, Value, json as exact, key};

use super::{Findings, find_documents, find_entries};
use crate::history::{ServiceInvoiceHeader, ServiceShipmentHeader};
use crate::ledger::ServiceLedgerEntry;

const PARAMETERS: &[Parameter] = &[
    Parameter::new("documentNo", Kind::Code(20), "Number of the posted document."),
    Parameter::new("postingDate", Kind::Date, "Only entries of this day."),
    Parameter::new(
        "customerNo",
        Kind::Code(20),
        "Instead of a number: the open and the posted documents of this customer.",
    ),
];

/// Find entries by number on the collections of posted documents and of the service ledger, and of
/// one posted document.
pub fn actions() -> Vec<ActionDef> {
    let by_number = [
        ServiceShipmentHeader::COLLECTION,
        ServiceInvoiceHeader::COLLECTION,
        ServiceLedgerEntry::COLLECTION,
    ];
    let mut actions: Vec<ActionDef> = by_number
        .into_iter()
        .map(|collection| ActionDef {
            collection,
            segment: None,
            name: "findEntries",
            class: store::Class::Work,
            bound: Bound::Collection,
            help: "Finds everything posted under a document number, or the documents of a customer.",
            parameters: PARAMETERS,
            writes: false,
            screen: store::Screen::NONE,
            run: find,
        })
        .collect();
    actions.push(of_document::<ServiceShipmentHeader>());
    actions.push(of_document::<ServiceInvoiceHeader>());
    actions
}

fn of_document<T: Entity>() -> ActionDef {
    ActionDef {
        collection: T::COLLECTION,
        segment: None,
        name: "navigate",
        class: store::Class::Work,
        bound: Bound::Record,
        help: "Finds everything that was posted with this document.",
        parameters: &[],
        writes: false,
        screen: store::Screen::NONE,
        run: navigate::<T>,
    }
}

fn find(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let text = |name: &'static str, kind: Kind| -> Result<String> {
        let json = body.get(name).unwrap_or(&Json::Null);
        let value = exact::from_json(kind, json).map_err(|e| e.at(|r| r.field(name)))?;
        Ok(value.into_text())
    };
    let no = Code::parse(&text("documentNo", Kind::Code(20))?)?;
    let customer_no = Code::parse(&text("customerNo", Kind::Code(20))?)?;
    if no.is_empty() && !customer_no.is_empty() {
        return find_documents(tx, &customer_no).map(|findings| answer(&findings));
    }
    let date: Option<Date> = text("postingDate", Kind::Date)?.parse().ok();
    find_entries(tx, &no, date).map(|findings| answer(&findings))
}

fn navigate<T: Entity>(tx: &mut Tx, key: &[Value], _: &Map<String, Json>) -> Result<Json> {
    let no = key.first().cloned().map(Value::into_text).unwrap_or_default();
    tx.find::<T>(key![no])?;
    let findings = find_entries(tx, &Code::parse(&no)?, None)?;
    Ok(answer(&findings))
}

fn answer(findings: &Findings) -> Json {
    let found: Vec<Json> = findings
        .found
        .iter()
        .map(|found| {
            json!({
                "collection": found.collection,
                "table": found.table,
                "count": found.count,
                "filter": found.filter,
            })
        })
        .collect();
    json!({
        "sourceNo": findings.source_no.as_str(),
        "sourceName": findings.source_name.as_str(),
        "entries": found,
    })
}
