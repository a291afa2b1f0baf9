//! Why the price and the discount of a line are what they are.

use base::{Message, Result};
use books::price_list::Found;
use serde_json::{Map, Value as Json, json};
use store::json::number;
use store::{Kind, ToValue, Tx};

use super::{discount, find};
use crate::line::{Context, LineDiscountType, ServiceLine};

/// Where a price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Typed,
    PriceList,
    Card,
}

/// Looks the price of a line up again and tells, step by step, what was found and what holds.
///
/// # Errors
/// Refuses an unknown currency.
pub fn trace(tx: &mut Tx, context: &Context, line: &ServiceLine) -> Result<Json> {
    let found = find(tx, context, line)?;
    let source = source(line, &found);
    let language = tx.actor().language;
    let mut steps: Vec<Message> = found.trace.clone();
    steps.extend(of_price(line, source));
    steps.extend(of_discount(line));
    let steps: Vec<Json> = steps
        .iter()
        .map(|step| {
            let args: Map<String, Json> = step
                .args
                .iter()
                .map(|(name, value)| ((*name).to_owned(), argument(value)))
                .collect();
            json!({ "code": step.code, "args": args, "text": texts::message(language, step) })
        })
        .collect();
    Ok(json!({
        "unitPrice": number(line.unit_price.dec()),
        "foundUnitPrice": number(found.unit_price.dec()),
        "source": match source {
            Source::Typed => "typed",
            Source::PriceList => "priceList",
            Source::Card => "card",
        },
        "lineDiscountPercent": number(line.line_discount_percent.dec()),
        "lineDiscountType": option(line.line_discount_type),
        "discounts": candidates(line),
        "steps": steps,
    }))
}

fn source(line: &ServiceLine, found: &Found) -> Source {
    let from_list = found.trace.iter().any(|step| step.code == "price.fromList");
    if line.unit_price != found.unit_price {
        Source::Typed
    } else if from_list {
        Source::PriceList
    } else {
        Source::Card
    }
}

fn of_price(line: &ServiceLine, source: Source) -> Option<Message> {
    let args = vec![("price", line.unit_price.into())];
    (source == Source::Typed).then_some(Message { code: "line.price.typed", args })
}

/// The discounts that were looked at, and the one that holds.
fn of_discount(line: &ServiceLine) -> Vec<Message> {
    let mut steps: Vec<Message> = discount::candidates(line)
        .iter()
        .filter(|(_, percent)| percent.is_positive())
        .map(|(reason, percent)| Message {
            code: match reason {
                LineDiscountType::WarrantyDisc => "line.discount.ofWarranty",
                LineDiscountType::Manual => "line.discount.typed",
                LineDiscountType::LineDisc | LineDiscountType::Blank => "line.discount.ofList",
            },
            args: vec![("percent", (*percent).into())],
        })
        .collect();
    if line.exclude_warranty {
        steps.push(Message { code: "line.discount.warrantyExcluded", args: Vec::new() });
    }
    let args = vec![("percent", line.line_discount_percent.into())];
    let code = if line.line_discount_percent.is_positive() {
        "line.discount.greatest"
    } else {
        "line.discount.none"
    };
    steps.push(Message { code, args });
    steps
}

fn candidates(line: &ServiceLine) -> Vec<Json> {
    discount::candidates(line)
        .iter()
        .map(|(reason, percent)| {
            let holds = percent.is_positive() && *reason == line.line_discount_type;
            json!({ "type": option(*reason), "percent": number(percent.dec()), "holds": holds })
        })
        .collect()
}

fn option(reason: LineDiscountType) -> Json {
    store::json::to_json(Kind::Text(20), &ToValue::to_value(&reason))
}

fn argument(value: &base::Arg) -> Json {
    match value {
        base::Arg::Number(value) => number(*value),
        other => Json::from(other.to_string()),
    }
}
