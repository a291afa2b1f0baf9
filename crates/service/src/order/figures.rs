//! What a header shows that is calculated from its lines.

use base::{Amount, Result};
use serde_json::Value as Json;
use store::{Field, Tx, Value, json, params};

use super::{DocumentType, ServiceHeader};

/// Totals, counts and whether everything is shipped.
pub(super) fn of(tx: &mut Tx, header: &ServiceHeader) -> Result<Vec<(&'static str, Json)>> {
    let key = params![header.document_type, header.no];
    let rows = tx.rows(
        "SELECT count(*), CAST(coalesce(sum(\"amount\"), 0) AS BIGINT), \
         CAST(coalesce(sum(\"amount_including_vat\"), 0) AS BIGINT), \
         CAST(coalesce(sum(\"outstanding_amount\"), 0) AS BIGINT), \
         CAST(coalesce(sum(\"shipped_not_invoiced\"), 0) AS BIGINT), \
         CAST(coalesce(sum(CASE WHEN \"type\" <> 'text' AND \"completely_shipped\" = 0 \
         THEN 1 ELSE 0 END), 0) AS BIGINT), \
         CAST(coalesce(sum(CASE WHEN \"type\" <> 'text' THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM \"service_line\" WHERE \"document_type\" = $1 AND \"document_no\" = $2",
        key,
    )?;
    let sums: Vec<i64> = rows.into_iter().flatten().map(Value::into_int).collect();
    let at = |place: usize| sums.get(place).copied().unwrap_or_default();
    let amount = |place: usize| {
        let amount = Amount::from_scaled(at(place));
        json::to_json(<Amount as Field>::KIND, &Field::to_value(&amount))
    };
    let vat = Amount::from_scaled(at(2) - at(1));
    let mut figures = vec![
        ("amount", amount(1)),
        ("vatAmount", json::to_json(<Amount as Field>::KIND, &Field::to_value(&vat))),
        ("amountIncludingVat", amount(2)),
        ("outstandingAmount", amount(3)),
        ("shippedNotInvoiced", amount(4)),
        ("completelyShipped", Json::from(at(6) > 0 && at(5) == 0)),
        ("noOfServiceLines", Json::from(at(0))),
    ];
    figures.push(("dimensions", super::dimensions::as_json(tx, header.dimension_set_id)?));
    if header.document_type == DocumentType::Order {
        let lines = "SELECT count(*) FROM \"service_item_line\" \
                     WHERE \"document_type\" = $1 AND \"document_no\" = $2";
        figures.push(("noOfServiceItemLines", Json::from(tx.number(lines, key)?)));
    }
    Ok(figures)
}
