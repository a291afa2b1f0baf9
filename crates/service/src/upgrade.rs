//! What changes of the schema do with the data of older databases.

use base::{Code, Result};
use books::general_ledger::keep_source_code;
use store::migration::{Step, moments_to_utc};
use store::{Tx, Value};

use crate::installation::{company_tables, system_tables};

/// The steps of companies, by the numbers of their changes.
pub const COMPANY: &[Step] = &[
    Step { change: 5, renames: &[], data: Some(source_codes) },
    Step { change: 6, renames: &[], data: Some(totals) },
    Step { change: 7, renames: &[], data: Some(company_moments) },
];

/// The steps of the system database.
pub const SYSTEM: &[Step] = &[Step { change: 5, renames: &[], data: Some(system_moments) }];

/// Moments are kept in UTC from then on; until then, as the clock of the machine showed them.
fn company_moments(tx: &mut Tx) -> Result<()> {
    moments_to_utc(tx, &company_tables(), &tx.actor().zone.clone())
}

/// The same in the system database.
fn system_moments(tx: &mut Tx) -> Result<()> {
    moments_to_utc(tx, &system_tables(), &tx.actor().zone.clone())
}

/// Sums what is kept as a total from then on.
fn totals(tx: &mut Tx) -> Result<()> {
    books::gl_account::fill(tx)?;
    crate::ledger::fill_sales_totals(tx)
}

/// Makes the source codes that entries name and nobody made: until then a posting did not.
fn source_codes(tx: &mut Tx) -> Result<()> {
    for table in company_tables() {
        for column in table.columns.iter().filter(|c| c.relation == Some("source_code")) {
            let sql = format!("SELECT DISTINCT \"{}\" FROM \"{}\"", column.name, table.name);
            for code in tx.rows(&sql, &[])?.into_iter().flatten().map(Value::into_text) {
                keep_source_code(tx, &Code::new(&code))?;
            }
        }
    }
    Ok(())
}
