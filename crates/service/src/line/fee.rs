//! Fees that are charged once: for starting the work, and for travelling to the customer.

use base::{Code, Error, Result, refuse};
use books::service_cost::{ServiceCost, ServiceCostType};
use serde_json::Map;
use store::{ToValue, Tx, Value, entity, params};

use super::{ServiceLine, numbering, of_document};
use crate::order::ServiceHeader;

/// Where a fee is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line that the fee stands before; none puts it at the end.
    pub before: Option<i64>,
    /// The service item line that the fee belongs to; 0 for none.
    pub service_item_line_no: i64,
}

/// Adds the starting fee of the set-up.
///
/// # Errors
/// Refuses when the set-up has none.
pub fn insert_starting_fee(
    tx: &mut Tx,
    header: &ServiceHeader,
    place: Place,
) -> Result<ServiceLine> {
    let fee = crate::setup::of(tx)?.service_order_starting_fee;
    if fee.is_empty() {
        return Err(Error::state(
            refuse!("line.startingFee.notSetUp").field("serviceOrderStartingFee"),
        ));
    }
    insert(tx, header, place, &fee)
}

/// Adds the travel cost of the zone of the document.
///
/// # Errors
/// Refuses a document without a zone, and a zone without a travel cost.
pub fn insert_travel_fee(tx: &mut Tx, header: &ServiceHeader, place: Place) -> Result<ServiceLine> {
    let zone = &header.service_zone_code;
    if zone.is_empty() {
        let refusal = refuse!("line.travelFee.noZone", no = &header.no);
        return Err(Error::state(refusal.field("serviceZoneCode")));
    }
    let cost: Option<ServiceCost> = tx.first(
        "WHERE \"cost_type\" = $1 AND \"service_zone_code\" = $2 ORDER BY \"code\"",
        params![ServiceCostType::Travel, zone],
    )?;
    let Some(cost) = cost else {
        let refusal = refuse!("line.travelFee.noCost", zone = zone);
        return Err(Error::state(refusal.field("serviceZoneCode")));
    };
    insert(tx, header, place, &cost.code)
}

fn insert(
    tx: &mut Tx,
    header: &ServiceHeader,
    place: Place,
    cost: &Code<10>,
) -> Result<ServiceLine> {
    let numbers: Vec<i64> = of_document(tx, header.document_type, &header.no)?
        .iter()
        .map(|line| line.line_no)
        .collect();
    if let Some(before) = place.before.filter(|before| !numbers.contains(before)) {
        return Err(refuse!("line.fee.unknownLine", no = before).field("beforeLineNo").into());
    }
    let line_no = numbering::before(&numbers, place.before)?;
    let mut body = Map::new();
    body.insert("lineNo".to_owned(), line_no.into());
    body.insert("serviceItemLineNo".to_owned(), place.service_item_line_no.into());
    body.insert("type".to_owned(), "cost".into());
    body.insert("no".to_owned(), cost.as_str().into());
    let document = [header.document_type.to_value(), header.no.to_value()];
    let given: Vec<(usize, Value)> = document.into_iter().enumerate().collect();
    entity::create(tx, &given, &body)
}
