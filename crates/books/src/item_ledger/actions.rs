//! The actions of the item ledger.

use base::{Action, Amount, Code, Decimal, Result, UnitPrice, unit_round};
use serde_json::{Map, Value as Json, json};
use store::{
    ActionDef, Bound, Kind, Parameter, Record, Screen, Shows, Told, Tx, Value, json as exact,
    params,
};

use super::ItemStock;
use super::adjust_cost::adjust_cost;
use super::post_cost::post_cost;
use crate::answer;

const AVAILABLE: &[Told] = &[
    Told::new("inventory", Kind::Quantity),
    Told::new("costAmount", Kind::Amount),
    Told::list(
        "rows",
        &[
            Told::new("locationCode", Kind::Code(10)),
            Told::new("variantCode", Kind::Code(10)),
            Told::new("inventory", Kind::Quantity),
            Told::new("unitCost", Kind::UnitPrice),
            Told::new("costAmount", Kind::Amount),
        ],
    ),
];
const ITEM_NO: Parameter =
    Parameter::new("itemNo", Kind::Code(20), "The item to adjust; without it, all items.")
        .of("items");

/// Stock by location, and the jobs of the item ledger.
pub fn actions() -> Vec<ActionDef> {
    vec![
        ActionDef {
            collection: "items",
            segment: None,
            name: "itemAvailability",
            class: store::Class::Work,
            bound: Bound::Record,
            help: "Lists what is in stock of the item, by variant and location.",
            parameters: &[],
            writes: false,
            screen: Screen { shows: Shows::Answer(AVAILABLE), ..Screen::PLAIN },
            run: item_availability,
        },
        ActionDef {
            collection: "valueEntries",
            segment: None,
            name: "adjustCostItemEntries",
            class: store::Class::Post,
            bound: Bound::Collection,
            help: "Brings the cost of what left stock in line with the cost of what came in.",
            parameters: &[ITEM_NO],
            writes: true,
            screen: store::Screen::PLAIN,
            run: run_adjust_cost,
        },
        ActionDef {
            collection: "valueEntries",
            segment: None,
            name: "postInventoryCostToGl",
            class: store::Class::Post,
            bound: Bound::Collection,
            help: "Posts the cost of stock that did not reach the general ledger yet.",
            parameters: &[],
            writes: true,
            screen: store::Screen::PLAIN,
            run: run_post_cost,
        },
    ]
}

fn item_availability(tx: &mut Tx, key: &[Value], _: &Map<String, Json>) -> Result<Json> {
    tx.require(ItemStock::table().name, Action::Read)?;
    let item = key.first().cloned().unwrap_or(Value::from("")).into_text();
    let rest = "WHERE \"item_no\" = $1 ORDER BY \"variant_code\", \"location_code\"";
    let rows: Vec<ItemStock> = tx.select(rest, params![item])?;
    let (mut quantity, mut cost) = (Decimal::ZERO, Decimal::ZERO);
    let mut places = Vec::new();
    for row in rows.iter().filter(|row| !row.quantity.is_zero() || !row.cost_amount.is_zero()) {
        quantity += row.quantity.dec();
        cost += row.cost_amount.dec();
        places.push(json!({
            "variantCode": row.variant_code.as_str(),
            "locationCode": row.location_code.as_str(),
            "inventory": exact::number(row.quantity.dec()),
            "unitCost": exact::number(unit_cost(row.quantity.dec(), row.cost_amount).dec()),
            "costAmount": exact::number(row.cost_amount.dec()),
        }));
    }
    Ok(json!({
        "rows": places,
        "inventory": exact::number(quantity),
        "costAmount": exact::number(cost),
    }))
}

/// What one unit is worth; nothing where there is no stock.
fn unit_cost(quantity: Decimal, cost: Amount) -> UnitPrice {
    if quantity > Decimal::ZERO {
        UnitPrice::of(unit_round(cost.dec() / quantity))
    } else {
        UnitPrice::ZERO
    }
}

fn run_adjust_cost(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let item = body.get(ITEM_NO.name).unwrap_or(&Json::Null);
    let item = exact::from_json(ITEM_NO.kind, item)
        .map_err(|error| error.at(|refusal| refusal.field(ITEM_NO.name)))?;
    let adjusted = adjust_cost(tx, &Code::parse(&item.into_text())?)?;
    tx.inform("itemLedger.adjusted", vec![("entries", adjusted.value_entries.into())]);
    Ok(done(tx, adjusted.value_entries, adjusted.general_ledger_entries))
}

fn run_post_cost(tx: &mut Tx, _: &[Value], _: &Map<String, Json>) -> Result<Json> {
    let posted = post_cost(tx)?;
    tx.inform("itemLedger.costPosted", vec![("entries", posted.value_entries.into())]);
    Ok(done(tx, posted.value_entries, posted.general_ledger_entries))
}

fn done(tx: &mut Tx, value: usize, general: usize) -> Json {
    json!({
        "ledgers": [
            { "collection": "valueEntries", "table": "value_entry", "count": value },
            { "collection": "generalLedgerEntries", "table": "general_ledger_entry", "count": general },
        ],
        "messages": answer::messages(tx),
    })
}
