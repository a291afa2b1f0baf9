//! What accounts come to. The sum of each month is kept, so that nobody has to sum up the ledger.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base::{Amount, Code, Date, Result};
use store::figures::{number_at, one_of};
use store::{Record, ToValue, Tx, Value, params};

use crate::general_ledger::GeneralLedgerEntry;

/// The sum of the entries of an account in a month. Every posting adds to it.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "gl_account_total", key(gl_account_no, month))]
pub struct GlAccountTotal {
    /// The account.
    #[column(relation = "gl_account", read_only)]
    pub gl_account_no: Code<20>,
    /// The first day of the month.
    #[column(read_only)]
    pub month: Option<Date>,
    /// The sum in local currency: debit positive, credit negative.
    #[column(read_only, class = "books")]
    pub amount: Amount,
}

/// The sum of the entries of each account in turn: of all, or of those up to a day.
///
/// # Errors
/// When the database fails.
pub fn balances(tx: &mut Tx, accounts: &[&str], up_to: Option<Date>) -> Result<Vec<Amount>> {
    let mut parameters = Vec::new();
    let these =
        one_of("gl_account_no", accounts.iter().map(|no| Value::from(*no)), &mut parameters);
    let months = match up_to {
        None => String::new(),
        Some(day) => {
            parameters.push(day.first_of_month().to_value());
            format!(" AND \"month\" < ${}", parameters.len())
        }
    };
    let sql = format!(
        "SELECT \"gl_account_no\", CAST(sum(\"amount\") AS BIGINT) FROM \"gl_account_total\" \
         WHERE {these}{months} GROUP BY \"gl_account_no\""
    );
    let whole = tx.rows_by(1, &sql, &parameters)?;
    let mut rest = BTreeMap::new();
    if let Some(day) = up_to {
        parameters.push(day.to_value());
        let sql = format!(
            "SELECT \"gl_account_no\", CAST(sum(\"amount\") AS BIGINT) \
             FROM \"general_ledger_entry\" WHERE {these} \
             AND \"posting_date\" BETWEEN ${} AND ${} GROUP BY \"gl_account_no\"",
            parameters.len() - 1,
            parameters.len()
        );
        rest = tx.rows_by(1, &sql, &parameters)?;
    }
    let balance = |no: &&str| {
        let key = params![*no];
        Amount::from_scaled(number_at(whole.get(key), 0) + number_at(rest.get(key), 0))
    };
    Ok(accounts.iter().map(balance).collect())
}

/// Adds entries that are being written to the sums of their months.
///
/// # Errors
/// When the database fails.
pub(crate) fn add(tx: &mut Tx, entries: &[GeneralLedgerEntry]) -> Result<()> {
    let mut sums: BTreeMap<(&str, Option<Date>), Amount> = BTreeMap::new();
    for entry in entries {
        let month = entry.posting_date.map(Date::first_of_month);
        *sums.entry((entry.gl_account_no.as_str(), month)).or_default() += entry.amount;
    }
    if sums.is_empty() {
        return Ok(());
    }
    let mut sql =
        "INSERT INTO \"gl_account_total\" (\"gl_account_no\", \"month\", \"amount\") VALUES"
            .to_owned();
    let mut parameters = Vec::with_capacity(sums.len() * 3);
    for ((no, month), amount) in sums {
        let comma = if parameters.is_empty() { "" } else { "," };
        let at = parameters.len();
        let _ = write!(sql, "{comma} (${}, ${}, ${})", at + 1, at + 2, at + 3);
        parameters.extend([Value::from(no), month.to_value(), amount.to_value()]);
    }
    sql.push_str(
        " ON CONFLICT (\"gl_account_no\", \"month\") \
         DO UPDATE SET \"amount\" = \"gl_account_total\".\"amount\" + excluded.\"amount\"",
    );
    tx.run(&sql, &parameters)
}

/// Fills the sums of an older database from its entries.
///
/// # Errors
/// When the database fails.
pub fn fill(tx: &mut Tx) -> Result<()> {
    tx.execute("DELETE FROM \"gl_account_total\"", &[])?;
    tx.execute(
        "INSERT INTO \"gl_account_total\" (\"gl_account_no\", \"month\", \"amount\") \
         SELECT \"gl_account_no\", \
         CASE WHEN \"posting_date\" = '' THEN '' ELSE substr(\"posting_date\", 1, 8) || '01' END, \
         CAST(sum(\"amount\") AS BIGINT) FROM \"general_ledger_entry\" GROUP BY 1, 2",
        &[],
    )
    .map(drop)
}

/// Finds accounts whose kept sum of a month is not that of their entries: the account and month, what
/// is kept, what the entries come to.
pub const CHECK: &str = "\
SELECT \"no\" || ' ' || \"month\", CAST(sum(\"kept\") AS BIGINT), CAST(sum(\"posted\") AS BIGINT) FROM ( \
SELECT \"gl_account_no\" AS \"no\", substr(\"month\", 1, 7) AS \"month\", \"amount\" AS \"kept\", 0 AS \"posted\" \
FROM \"gl_account_total\" UNION ALL \
SELECT \"gl_account_no\", substr(\"posting_date\", 1, 7), 0, \"amount\" FROM \"general_ledger_entry\") AS \"both\" \
GROUP BY \"no\", \"month\" HAVING sum(\"kept\") <> sum(\"posted\")";
