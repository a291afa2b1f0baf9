//! Whether a record is used somewhere, so that it cannot go.

use base::{Error, Result, refuse};
use store::{Record, Tx, Value};

/// Refuses that a record goes while another table names it in a column with that relation.
///
/// # Errors
/// `record.used` with the table that names it.
pub(crate) fn refuse_while_named<T: Record>(
    tx: &mut Tx,
    record: &T,
    tables: &[(&'static store::Table, &str)],
) -> Result<()> {
    let key = record.key();
    let Some(no) = key.last().filter(|no| !no.is_blank()) else {
        return Ok(());
    };
    for (table, column) in tables {
        if names(tx, table.name, column, no)? {
            return Err(Error::state(refuse!(
                "record.used",
                key = no.clone().into_text(),
                by = table.name
            )));
        }
    }
    Ok(())
}

/// Refuses that a record goes while any table of this room has a column related to it.
///
/// # Errors
/// `record.used` with the table that names it.
pub(crate) fn refuse_while_related<T: Record>(tx: &mut Tx, record: &T) -> Result<()> {
    let name = T::table().name;
    let own_parts = |table: &store::Table, at: usize| table.key.first() == Some(&at);
    let mut naming = Vec::new();
    for table in crate::tables() {
        for (at, column) in table.columns.iter().enumerate() {
            if column.relation == Some(name) && !own_parts(table, at) {
                naming.push((table, column.name));
            }
        }
    }
    refuse_while_named(tx, record, &naming)
}

fn names(tx: &mut Tx, table: &str, column: &str, no: &Value) -> Result<bool> {
    let sql = format!("SELECT 1 FROM \"{table}\" WHERE \"{column}\" = $1 LIMIT 1");
    Ok(!tx.rows(&sql, std::slice::from_ref(no))?.is_empty())
}
