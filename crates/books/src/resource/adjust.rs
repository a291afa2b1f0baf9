//! Adjusting a cost or the price of many resources at once.

use base::{Code, Decimal, Factor, Result, refuse, round};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, Field as _, Kind, Parameter, Tx, Value, entity, json as exact, key};

use super::Resource;
use crate::currency;

/// What can be adjusted. The profit follows.
const FIELDS: &[&str] = &["directUnitCost", "indirectCostPercent", "unitCost", "unitPrice"];

const PARAMETERS: &[Parameter] = &[
    Parameter::new(
        "adjustField",
        Kind::Option(FIELDS),
        "The cost or price to adjust; what depends on it follows.",
    )
    .required(),
    Parameter::new(
        "adjustmentFactor",
        Kind::Factor,
        "By what it is multiplied: 1.1 adds ten per cent.",
    )
    .required(),
    Parameter::new(
        "nos",
        Kind::Memo,
        "List of the numbers of the resources; without it, all of them.",
    ),
    Parameter::new(
        "filter",
        Kind::Memo,
        "The resources as a filter, in the words of $filter; in place of their numbers.",
    ),
];

/// The job on costs and prices of resources.
pub fn actions() -> Vec<ActionDef> {
    vec![ActionDef {
        collection: "resources",
        segment: None,
        name: "adjustResourceCostsPrices",
        class: store::Class::SetUp,
        bound: Bound::Collection,
        help: "Multiplies a cost or the price of resources by a factor.",
        parameters: PARAMETERS,
        writes: true,
        screen: store::Screen::PLAIN,
        run,
    }]
}

fn run(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let read = |name: &'static str, kind: Kind| {
        exact::from_json(kind, body.get(name).unwrap_or(&Json::Null))
            .map_err(|error| error.at(|refusal| refusal.field(name)))
    };
    let field = read("adjustField", Kind::Option(FIELDS))?.into_text();
    let factor = Factor::from_value(read("adjustmentFactor", Kind::Factor)?)?;
    if factor.dec() <= Decimal::ZERO {
        let refusal = refuse!("resource.adjust.factor", factor = factor.dec());
        return Err(refusal.field("adjustmentFactor").into());
    }
    let among = match body.get("nos").filter(|nos| !nos.is_null()) {
        None => None,
        Some(list) => Some(numbers(list)?),
    };
    let resources: Vec<Resource> = tx.select("ORDER BY \"no\"", &[])?;
    let precision = currency::precision(tx, "")?.unit_amount;
    let mut adjusted = 0;
    for resource in resources {
        if among.as_ref().is_some_and(|among| !among.contains(&resource.no)) {
            continue;
        }
        let old = value(&resource, &field);
        let mut new = old * factor.dec();
        if field != "indirectCostPercent" {
            new = round(new, precision);
        }
        if new != old {
            let change = Map::from_iter([(field.clone(), exact::number(new))]);
            entity::patch::<Resource>(tx, key![resource.no], &change, None)?;
            adjusted += 1;
        }
    }
    Ok(json!({ "adjusted": adjusted }))
}

fn numbers(list: &Json) -> Result<Vec<Code<20>>> {
    let wrong = || refuse!("value.json.wrongType", expected = "list of texts").field("nos");
    let list = list.as_array().ok_or_else(wrong)?;
    list.iter().map(|no| Code::parse(no.as_str().ok_or_else(wrong)?)).collect()
}

fn value(resource: &Resource, field: &str) -> Decimal {
    match field {
        "directUnitCost" => resource.direct_unit_cost.dec(),
        "indirectCostPercent" => resource.indirect_cost_percent.dec(),
        "unitCost" => resource.unit_cost.dec(),
        _ => resource.unit_price.dec(),
    }
}
