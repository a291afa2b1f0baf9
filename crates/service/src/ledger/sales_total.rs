//! What was charged in a month. The sums are kept, so that nobody has to sum up the ledger.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base::{Amount, Date, Result};
use store::{Record, ToValue, Tx};

use super::{ServiceEntryType, ServiceLedgerEntry, ServicedType};

/// The sum of the sales of a kind in a month. Every posting adds to it.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "service_sales_total", key(month, r#type))]
pub struct ServiceSalesTotal {
    /// The first day of the month.
    #[column(read_only)]
    pub month: Option<Date>,
    /// What was charged: hours, parts, costs.
    #[column(read_only)]
    pub r#type: ServicedType,
    /// The sum without value added tax in local currency.
    #[column(read_only, class = "revenue")]
    pub amount: Amount,
}

/// Adds entries that are being written to the sums of their months.
///
/// # Errors
/// When the database fails.
pub(crate) fn add(tx: &mut Tx, entries: &[ServiceLedgerEntry]) -> Result<()> {
    let mut sums: BTreeMap<_, Amount> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.entry_type == ServiceEntryType::Sale) {
        let month = entry.posting_date.map(Date::first_of_month).to_value();
        *sums.entry((month, entry.r#type.to_value())).or_default() -= entry.amount_lcy;
    }
    if sums.is_empty() {
        return Ok(());
    }
    let mut sql =
        "INSERT INTO \"service_sales_total\" (\"month\", \"type\", \"amount\") VALUES".to_owned();
    let mut parameters = Vec::with_capacity(sums.len() * 3);
    for ((month, kind), amount) in sums {
        let comma = if parameters.is_empty() { "" } else { "," };
        let at = parameters.len();
        let _ = write!(sql, "{comma} (${}, ${}, ${})", at + 1, at + 2, at + 3);
        parameters.extend([month, kind, amount.to_value()]);
    }
    sql.push_str(
        " ON CONFLICT (\"month\", \"type\") \
         DO UPDATE SET \"amount\" = \"service_sales_total\".\"amount\" + excluded.\"amount\"",
    );
    tx.run(&sql, &parameters)
}

/// Fills the sums of an older database from its entries.
///
/// # Errors
/// When the database fails.
pub(crate) fn fill(tx: &mut Tx) -> Result<()> {
    tx.execute("DELETE FROM \"service_sales_total\"", &[])?;
    tx.execute(
        "INSERT INTO \"service_sales_total\" (\"month\", \"type\", \"amount\") SELECT \
         CASE WHEN \"posting_date\" = '' THEN '' ELSE substr(\"posting_date\", 1, 8) || '01' END, \
         \"type\", CAST(-sum(\"amount_lcy\") AS BIGINT) FROM \"service_ledger_entry\" \
         WHERE \"entry_type\" = 'sale' GROUP BY 1, 2",
        &[],
    )
    .map(drop)
}

/// Finds months whose kept sales are not those of the entries: the month and kind, what is kept, what
/// the entries come to.
pub const CHECK: &str = "\
SELECT \"month\" || ' ' || \"type\", CAST(sum(\"kept\") AS BIGINT), \
  CAST(sum(\"posted\") AS BIGINT) FROM ( \
  SELECT substr(\"month\", 1, 7) AS \"month\", \"type\", \"amount\" AS \"kept\", 0 AS \"posted\" \
  FROM \"service_sales_total\" UNION ALL \
  SELECT substr(\"posting_date\", 1, 7), \"type\", 0, -\"amount_lcy\" \
  FROM \"service_ledger_entry\" WHERE \"entry_type\" = 'sale') AS \"both\" \
GROUP BY \"month\", \"type\" HAVING sum(\"kept\") <> sum(\"posted\")";
