//! Small checks that many nouns share.

use base::{Error, Percent, Quantity, Result, UnitPrice, hundred, refuse};
use store::{Record, Table, Tx, Value};

/// Refuses a percentage outside 0 to 100.
pub(crate) fn percent(value: Percent) -> Result<()> {
    if value.is_negative() || value.dec() > hundred() {
        return Err(refuse!("value.percent.range", value = value).into());
    }
    Ok(())
}

/// Refuses a negative price or cost.
pub(crate) fn price(value: UnitPrice) -> Result<()> {
    if value.is_negative() { Err(refuse!("value.negative").into()) } else { Ok(()) }
}

/// Refuses negative hours.
pub(crate) fn hours(value: Quantity) -> Result<()> {
    if value.is_negative() { Err(refuse!("value.negative").into()) } else { Ok(()) }
}

/// Refuses a key whose first part is blank.
pub(crate) fn key_given<T: Record>(record: &T) -> Result<()> {
    let table = T::table();
    let blank = table.key.first().filter(|at| record.value(**at).is_blank());
    blank
        .map_or(Ok(()), |at| Err(refuse!("record.key.blank").field(table.columns[*at].json).into()))
}

/// Refuses that a record goes while another record names it. What was posted keeps the code and
/// does not count.
pub(crate) fn unused<T: Record>(tx: &mut Tx, record: &T) -> Result<()> {
    let key = record.key();
    let tables: Vec<&'static Table> = crate::tables().into_iter().chain(books::tables()).collect();
    unnamed_in(tx, T::table().name, &key, &tables)
}

/// Refuses that a record of the books goes while a record of service names it.
pub(crate) fn unnamed(tx: &mut Tx, table: &str, key: &[Value]) -> Result<()> {
    unnamed_in(tx, table, key, &crate::tables())
}

fn unnamed_in(tx: &mut Tx, name: &str, key: &[Value], tables: &[&'static Table]) -> Result<()> {
    let Some(no) = key.last().filter(|no| !no.is_blank()) else { return Ok(()) };
    for table in tables.iter().filter(|table| table.ledger.is_none()) {
        for column in table.columns.iter().filter(|column| column.relation == Some(name)) {
            if names(tx, table.name, column.name, no)? {
                let key = no.clone().into_text();
                return Err(Error::state(refuse!("record.used", key = key, by = table.name)));
            }
        }
    }
    Ok(())
}

fn names(tx: &mut Tx, table: &str, column: &str, no: &Value) -> Result<bool> {
    let sql = format!("SELECT 1 FROM \"{table}\" WHERE \"{column}\" = $1 LIMIT 1");
    Ok(!tx.rows(&sql, std::slice::from_ref(no))?.is_empty())
}

/// Writes the entity of records that have no rules but one: they stay while something names them.
macro_rules! plain_entities {
    ($($record:ty => $collection:literal),* $(,)?) => { $(
        impl store::Entity for $record {
            const COLLECTION: &'static str = $collection;

            fn before_insert(&mut self, _tx: &mut store::Tx) -> base::Result<()> {
                crate::check::key_given(self)
            }

            fn before_delete(&self, tx: &mut store::Tx) -> base::Result<()> {
                crate::check::unused(tx, self)
            }
        }
    )* };
}
pub(crate) use plain_entities;
