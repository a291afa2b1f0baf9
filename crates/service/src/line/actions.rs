//! What can be done with the lines of a document beside entering them.

use base::{Action, Refusal, Result, refuse};
use serde_json::{Map, Value as Json, json};
use store::json::record;
use store::{
    ActionDef, Bound, Field as _, Kind, Parameter, Record as _, Screen, Shows, Told, Tx, Value,
    entity,
};

use super::{Context, LineType, ServiceLine, fee, split};
use crate::order::ServiceHeader;
use crate::pricing;

const PLACE: [Parameter; 2] = [
    Parameter::new(
        "beforeLineNo",
        Kind::Int,
        "The line that the fee is put before; without it the fee is put at the end.",
    )
    .unasked(),
    Parameter::new(
        "serviceItemLineNo",
        Kind::Int,
        "The service item line that the fee belongs to; without it the fee belongs to none.",
    )
    .unasked(),
];

const PRICE: &[Told] = &[
    Told::new("unitPrice", Kind::UnitPrice),
    Told::new("lineDiscountPercent", Kind::Percent),
    Told::list("steps", &[Told::new("text", Kind::Text(250))]),
];

/// The actions on lines and on their documents.
pub fn actions() -> Vec<ActionDef> {
    let starting_fee = ActionDef {
        collection: "serviceOrders",
        segment: None,
        name: "insertStartingFee",
        class: store::Class::Work,
        bound: Bound::Record,
        help: "Adds the starting fee of the set-up as a line.",
        parameters: &PLACE,
        writes: true,
        screen: store::Screen::PLAIN,
        run: |tx, key, body| run_fee(tx, key, body, fee::insert_starting_fee),
    };
    let travel_fee = ActionDef {
        name: "insertTravelFee",
        help: "Adds the travel cost of the zone of the document as a line.",
        run: |tx, key, body| run_fee(tx, key, body, fee::insert_travel_fee),
        ..starting_fee
    };
    let get_price = ActionDef {
        segment: Some("serviceLines"),
        name: "getPrice",
        class: store::Class::Money,
        help: "Tells where price and discount of the line come from, and what else was looked at.",
        parameters: &[],
        writes: false,
        screen: Screen {
            closed: Some(|line| priceless(&record(line))),
            shows: Shows::Answer(PRICE),
            ..Screen::PLAIN
        },
        run: run_get_price,
        ..starting_fee
    };
    let split = ActionDef {
        name: "splitResourceLine",
        class: store::Class::Work,
        help: "Divides the quantity of a resource line over all service items of the order.",
        writes: true,
        screen: Screen { closed: Some(|line| split::closed(&record(line))), ..Screen::PLAIN },
        run: run_split,
        ..get_price
    };
    let mut all = on_documents(&[starting_fee, travel_fee, get_price]);
    all.push(split);
    all
}

/// The same actions on orders and on invoices.
pub(crate) fn on_documents(actions: &[ActionDef]) -> Vec<ActionDef> {
    actions
        .iter()
        .flat_map(|action| {
            ["serviceOrders", "serviceInvoices"]
                .map(|collection| ActionDef { collection, ..*action })
        })
        .collect()
}

fn whole(body: &Map<String, Json>, name: &'static str) -> Result<Option<i64>> {
    let Some(given) = body.get(name).filter(|given| !given.is_null()) else { return Ok(None) };
    let value = store::json::from_json(Kind::Int, given)
        .map_err(|error| error.at(|refusal| refusal.field(name)))?;
    i64::from_value(value).map(Some)
}

fn run_fee(
    tx: &mut Tx,
    key: &[Value],
    body: &Map<String, Json>,
    insert: fn(&mut Tx, &ServiceHeader, fee::Place) -> Result<ServiceLine>,
) -> Result<Json> {
    let header: ServiceHeader = tx.find(key)?;
    let place = fee::Place {
        before: whole(body, "beforeLineNo")?.filter(|no| *no != 0),
        service_item_line_no: whole(body, "serviceItemLineNo")?.unwrap_or_default(),
    };
    let line = insert(tx, &header, place)?;
    entity::to_json(tx, &line)
}

/// The line of a key: document type, number of the document, number of the line.
fn line_of(tx: &mut Tx, key: &[Value]) -> Result<ServiceLine> {
    let [kind, no, .., line] = key else {
        return Err(refuse!("record.key.blank").field("lineNo").into());
    };
    tx.find(&[kind.clone(), no.clone(), line.clone()])
}

fn run_split(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    let table = ServiceLine::table();
    store::sight::require_key(tx, table, key, Action::Modify)?;
    store::sight::require_key(tx, table, key, Action::Insert)?;
    let mut line = line_of(tx, key)?;
    let changed = split::split(tx, &mut line)?;
    let mut lines = Vec::with_capacity(changed.len());
    for no in changed {
        let line: ServiceLine = tx.find(store::key![line.document_type, line.document_no, no])?;
        lines.push(entity::to_json(tx, &line)?);
    }
    Ok(json!({ "serviceLines": lines }))
}

/// Why a line has no price to be told.
fn priceless(line: &ServiceLine) -> Option<Refusal> {
    let text = line.r#type == LineType::Text || line.no.is_empty();
    text.then(|| refuse!("line.price.ofText").field("no"))
}

fn run_get_price(tx: &mut Tx, key: &[Value], _body: &Map<String, Json>) -> Result<Json> {
    store::sight::require_key(tx, ServiceLine::table(), key, Action::Read)?;
    let made_of = ["service_line.unit_price", "price_list_line.unit_price"];
    store::sight::require_sources(tx, &made_of)?;
    let line = line_of(tx, key)?;
    if let Some(refusal) = priceless(&line) {
        return Err(refusal.into());
    }
    let context = Context::of(tx, &line)?;
    pricing::trace(tx, &context, &line)
}
