//! What changes of the schema do with the data of older databases.

use base::{Code, Result};
use books::general_ledger::keep_source_code;
use store::migration::Step;
use store::{Tx, Value};

use crate::installation::company_tables;

/// The steps of companies, by the numbers of their changes.
pub const COMPANY: &[Step] = &[
    Step { change: 5, renames: &[], data: Some(source_codes) },
    Step { change: 6, renames: &[], data: Some(totals) },
];

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
