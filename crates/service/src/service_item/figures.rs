//! What a service item shows that is calculated from other records.

use base::{Amount, Result};
use books::customer::Customer;
use serde_json::Value as Json;
use store::{Field, Tx, key, params};

use super::ServiceItem;

/// Name of the customer, whether a warranty holds today, open orders, and what was used and
/// charged so far in local currency.
pub(super) fn of(tx: &mut Tx, item: &ServiceItem) -> Result<Vec<(&'static str, Json)>> {
    let customer: Option<Customer> = tx.get(key![item.customer_no])?;
    let orders = "SELECT count(*) FROM \"service_item_line\" WHERE \"service_item_no\" = $1";
    let orders = tx.number(orders, params![item.no])?;
    let mut figures = vec![
        ("customerName", Json::from(customer.map(|found| found.name.to_string()))),
        ("warrantyActive", Json::from(item.under_warranty(tx.today()))),
        ("noOfOpenOrderLines", Json::from(orders)),
    ];
    figures.extend(usage(tx, item)?);
    Ok(figures)
}

fn usage(tx: &mut Tx, item: &ServiceItem) -> Result<Vec<(&'static str, Json)>> {
    let sums = tx.rows(
        "SELECT \"entry_type\", \"type\", CAST(sum(\"cost_amount\") AS BIGINT), \
         CAST(sum(\"amount_lcy\") AS BIGINT) FROM \"service_ledger_entry\" \
         WHERE \"service_item_no_serviced\" = $1 GROUP BY \"entry_type\", \"type\"",
        params![item.no],
    )?;
    let mut used = [Amount::ZERO; 3];
    let (mut usage_amount, mut invoiced) = (Amount::ZERO, Amount::ZERO);
    for row in sums {
        let mut row = row.into_iter();
        let (Some(entry), Some(kind), Some(cost), Some(amount)) =
            (row.next(), row.next(), row.next(), row.next())
        else {
            continue;
        };
        let (cost, amount) = (Amount::from_value(cost)?, Amount::from_value(amount)?);
        match entry.into_text().as_str() {
            "usage" => {
                usage_amount += amount;
                match kind.into_text().as_str() {
                    "resource" => used[0] += cost,
                    "item" => used[1] += cost,
                    _ => used[2] += cost,
                }
            }
            "sale" => invoiced -= amount,
            _ => {}
        }
    }
    let [resources, parts, costs] = used;
    let all = resources + parts + costs;
    let json = |amount: Amount| store::json::to_json(<Amount as Field>::KIND, &amount.to_value());
    Ok(vec![
        ("resourcesUsed", json(resources)),
        ("partsUsed", json(parts)),
        ("costUsed", json(costs)),
        ("usageCost", json(all)),
        ("usageAmount", json(usage_amount)),
        ("invoicedAmount", json(invoiced)),
        ("profit", json(invoiced - all)),
    ])
}
