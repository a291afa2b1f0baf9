//! What service items show that is calculated from other records.

use std::collections::BTreeMap;

use base::{Amount, Result};
use serde_json::Value as Json;
use store::figures::{number_at, one_of};
use store::{Figures, ToValue, Tx, Value, Wanted, json, params};

use super::ServiceItem;

const USAGE: [&str; 7] = [
    "resourcesUsed",
    "partsUsed",
    "costUsed",
    "usageCost",
    "usageAmount",
    "invoicedAmount",
    "profit",
];

/// Name of the customer, whether a warranty holds today, open orders, and what was used and
/// charged so far in local currency, of each item in turn.
pub(super) fn of(tx: &mut Tx, items: &[ServiceItem], wanted: &Wanted) -> Result<Vec<Figures>> {
    let mut figures = vec![Figures::new(); items.len()];
    if wanted.has("customerName") {
        let mut parameters = Vec::new();
        let these =
            one_of("no", items.iter().map(|item| item.customer_no.to_value()), &mut parameters);
        let sql = format!("SELECT \"no\", \"name\" FROM \"customer\" WHERE {these}");
        let names = tx.rows_by(1, &sql, &parameters)?;
        for (figures, item) in figures.iter_mut().zip(items) {
            let name = names.get(params![item.customer_no]).and_then(|row| row.first());
            let name = name.map(|name| name.clone().into_text());
            figures.push(("customerName", Json::from(name)));
        }
    }
    for (figures, item) in figures.iter_mut().zip(items) {
        figures.push(("warrantyActive", Json::from(item.under_warranty(tx.today()))));
    }
    if wanted.has("noOfOpenOrderLines") {
        let mut parameters = Vec::new();
        let these = numbers("service_item_no", items, &mut parameters);
        let sql = format!(
            "SELECT \"service_item_no\", count(*) FROM \"service_item_line\" \
             WHERE {these} GROUP BY \"service_item_no\""
        );
        let counts = tx.rows_by(1, &sql, &parameters)?;
        for (figures, item) in figures.iter_mut().zip(items) {
            let count = number_at(counts.get(params![item.no]), 0);
            figures.push(("noOfOpenOrderLines", Json::from(count)));
        }
    }
    if wanted.any(&USAGE) {
        add_usage(tx, items, &mut figures)?;
    }
    Ok(figures)
}

fn numbers(column: &str, items: &[ServiceItem], parameters: &mut Vec<Value>) -> String {
    one_of(column, items.iter().map(|item| item.no.to_value()), parameters)
}

/// What was used for a machine, by kind, and charged.
#[derive(Clone, Copy, Default)]
struct Usage {
    resources: Amount,
    parts: Amount,
    costs: Amount,
    amount: Amount,
    invoiced: Amount,
}

fn add_usage(tx: &mut Tx, items: &[ServiceItem], figures: &mut [Figures]) -> Result<()> {
    let mut parameters = Vec::new();
    let these = numbers("service_item_no_serviced", items, &mut parameters);
    let sql = format!(
        "SELECT \"service_item_no_serviced\", \"entry_type\", \"type\", \
         CAST(sum(\"cost_amount\") AS BIGINT), CAST(sum(\"amount_lcy\") AS BIGINT) \
         FROM \"service_ledger_entry\" WHERE {these} \
         GROUP BY \"service_item_no_serviced\", \"entry_type\", \"type\""
    );
    let mut used: BTreeMap<Value, Usage> = BTreeMap::new();
    for (key, sums) in tx.rows_by(3, &sql, &parameters)? {
        let amount = |place: usize| Amount::from_scaled(number_at(Some(&sums), place));
        let [item, entry, kind] =
            <[Value; 3]>::try_from(key).unwrap_or([const { Value::Int(0) }; 3]);
        let usage = used.entry(item).or_default();
        match (entry.into_text().as_str(), kind.into_text().as_str()) {
            ("usage", kind) => {
                usage.amount += amount(1);
                match kind {
                    "resource" => usage.resources += amount(0),
                    "item" => usage.parts += amount(0),
                    _ => usage.costs += amount(0),
                }
            }
            ("sale", _) => usage.invoiced -= amount(1),
            _ => {}
        }
    }
    for (figures, item) in figures.iter_mut().zip(items) {
        let usage = used.get(&item.no.to_value()).copied().unwrap_or_default();
        let all = usage.resources + usage.parts + usage.costs;
        let amounts = [
            usage.resources,
            usage.parts,
            usage.costs,
            all,
            usage.amount,
            usage.invoiced,
            usage.invoiced - all,
        ];
        figures.extend(USAGE.into_iter().zip(amounts.map(|amount| json::number(amount.dec()))));
    }
    Ok(())
}
