//! What headers show that is calculated from their lines.

use base::{Amount, Result};
use serde_json::Value as Json;
use store::figures::{number_at, one_of};
use store::{Figures, ToValue, Tx, Value, Wanted, json, params};

use super::{DocumentType, ServiceHeader};

const OF_LINES: [&str; 7] = [
    "amount",
    "vatAmount",
    "amountIncludingVat",
    "outstandingAmount",
    "shippedNotInvoiced",
    "completelyShipped",
    "noOfServiceLines",
];

/// Totals, counts and whether everything is shipped, of each header in turn.
pub(super) fn of(tx: &mut Tx, headers: &[ServiceHeader], wanted: &Wanted) -> Result<Vec<Figures>> {
    let mut figures = vec![Figures::new(); headers.len()];
    if wanted.any(&OF_LINES) {
        add_sums(tx, headers, &mut figures)?;
    }
    let sets = headers.iter().map(|header| header.dimension_set_id);
    super::dimensions::add_figures(tx, sets, wanted, &mut figures)?;
    if wanted.has("noOfServiceItemLines") {
        add_machines(tx, headers, &mut figures)?;
    }
    Ok(figures)
}

/// The lines of these documents, for a condition.
fn of_documents(headers: &[ServiceHeader], parameters: &mut Vec<Value>) -> String {
    let kinds = headers.iter().map(|header| header.document_type.to_value());
    let kinds = one_of("document_type", kinds, parameters);
    let numbers = headers.iter().map(|header| header.no.to_value());
    format!("{kinds} AND {}", one_of("document_no", numbers, parameters))
}

fn add_sums(tx: &mut Tx, headers: &[ServiceHeader], figures: &mut [Figures]) -> Result<()> {
    let mut parameters = Vec::new();
    let documents = of_documents(headers, &mut parameters);
    let sql = format!(
        "SELECT \"document_type\", \"document_no\", count(*), \
         CAST(sum(\"amount\") AS BIGINT), CAST(sum(\"amount_including_vat\") AS BIGINT), \
         CAST(sum(\"outstanding_amount\") AS BIGINT), CAST(sum(\"shipped_not_invoiced\") AS BIGINT), \
         CAST(sum(CASE WHEN \"type\" <> 'text' AND \"completely_shipped\" = 0 THEN 1 ELSE 0 END) \
         AS BIGINT), CAST(sum(CASE WHEN \"type\" <> 'text' THEN 1 ELSE 0 END) AS BIGINT) \
         FROM \"service_line\" WHERE {documents} GROUP BY \"document_type\", \"document_no\""
    );
    let sums = tx.rows_by(2, &sql, &parameters)?;
    for (figures, header) in figures.iter_mut().zip(headers) {
        let row = sums.get(params![header.document_type, header.no]);
        let at = |place: usize| number_at(row, place);
        let amount = |scaled: i64| json::number(Amount::from_scaled(scaled).dec());
        let values = [
            amount(at(1)),
            amount(at(2) - at(1)),
            amount(at(2)),
            amount(at(3)),
            amount(at(4)),
            Json::from(at(6) > 0 && at(5) == 0),
            Json::from(at(0)),
        ];
        figures.extend(OF_LINES.into_iter().zip(values));
    }
    Ok(())
}

fn add_machines(tx: &mut Tx, headers: &[ServiceHeader], figures: &mut [Figures]) -> Result<()> {
    let mut parameters = Vec::new();
    let documents = of_documents(headers, &mut parameters);
    let sql = format!(
        "SELECT \"document_type\", \"document_no\", count(*) FROM \"service_item_line\" \
         WHERE {documents} GROUP BY \"document_type\", \"document_no\""
    );
    let counts = tx.rows_by(2, &sql, &parameters)?;
    for (figures, header) in figures.iter_mut().zip(headers) {
        if header.document_type == DocumentType::Order {
            let count = number_at(counts.get(params![header.document_type, header.no]), 0);
            figures.push(("noOfServiceItemLines", Json::from(count)));
        }
    }
    Ok(())
}
