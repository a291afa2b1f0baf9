//! Small checks that many nouns share.

use base::{Code, Percent, Quantity, Refusal, Result, UnitPrice, hundred, refuse};
use store::{Record, Tx, Value, key, params};

use crate::number_series;

/// Refuses a percentage outside 0 to 100.
pub(crate) fn percent(value: Percent) -> Result<(), Refusal> {
    if value.is_negative() || value.dec() > hundred() {
        return Err(refuse!("value.percent.range", value = value));
    }
    Ok(())
}

/// Refuses a negative price or cost.
pub(crate) fn price(value: UnitPrice) -> Result<(), Refusal> {
    if value.is_negative() { Err(refuse!("value.negative")) } else { Ok(()) }
}

/// Refuses a negative quantity.
pub(crate) fn quantity(value: Quantity) -> Result<(), Refusal> {
    if value.is_negative() { Err(refuse!("value.negative")) } else { Ok(()) }
}

/// Writes the entity of records that have no rules but one: they stay while something names them,
/// here or in another room.
macro_rules! plain_entities {
    ($($record:ty => $collection:literal),* $(,)?) => { $(
        impl store::Entity for $record {
            const COLLECTION: &'static str = $collection;

            fn before_insert(&mut self, tx: &mut store::Tx) -> base::Result<()> {
                crate::check::key_given(self)?;
                crate::check::key_relations(tx, self)
            }

            fn before_delete(&self, tx: &mut store::Tx) -> base::Result<()> {
                crate::hooks::guard(tx, self)?;
                crate::used::refuse_while_related(tx, self)
            }
        }
    )* };
}
pub(crate) use plain_entities;

/// The number of a new line after the last one: the next multiple of 10000.
pub(crate) fn next_line_no<T: Record>(tx: &mut Tx, parent: &str) -> Result<i64> {
    Ok((tx.last_part::<T>(params![parent])? / 10_000 + 1) * 10_000)
}

/// Gives a new card its number: the typed one, where the series allows it, or the next one that no
/// card has. Without a series, cards are numbered by hand.
pub(crate) fn card_no<T: Record>(tx: &mut Tx, series: &str, typed: &Code<20>) -> Result<Code<20>> {
    let today = tx.today();
    if typed.is_empty() {
        return number_series::next_free(tx, series, today, |tx, number| {
            Ok(tx.get::<T>(key![number])?.is_some())
        });
    }
    if !series.is_empty() {
        number_series::take(tx, series, typed, today)?;
    }
    Ok(typed.clone())
}

/// Refuses a number that no record of the table has.
pub(crate) fn named<T: Record>(tx: &mut Tx, key: &[Value]) -> Result<T> {
    let value = key.last().cloned().map(Value::into_text).unwrap_or_default();
    tx.get(key)?.ok_or_else(|| {
        refuse!("record.relation.unknown", table = T::table().name, value = value).into()
    })
}

/// Refuses key columns that name records which do not exist. Keys are given at once, not entered
/// one by one, so the store does not look them up.
pub(crate) fn key_relations<T: Record>(tx: &mut Tx, record: &T) -> Result<()> {
    let table = T::table();
    for &at in table.key {
        let column = &table.columns[at];
        let Some(related) = column.relation.and_then(store::entity::table_named) else { continue };
        let value = record.value(at);
        let [key] = related.key else { continue };
        if value.is_blank() {
            continue;
        }
        let sql = format!(
            "SELECT 1 FROM \"{}\" WHERE \"{}\" = $1",
            related.name, related.columns[*key].name
        );
        if tx.rows(&sql, std::slice::from_ref(&value))?.is_empty() {
            let value = value.into_text();
            let refusal = refuse!("record.relation.unknown", table = related.name, value = value);
            return Err(refusal.field(column.json).into());
        }
    }
    Ok(())
}

/// Refuses a key whose first part is blank, unless the database counts it.
pub(crate) fn key_given<T: Record>(record: &T) -> Result<(), Refusal> {
    let table = T::table();
    if table.counts_entries() {
        return Ok(());
    }
    let blank = table.key.first().filter(|at| record.value(**at).is_blank());
    blank.map_or(Ok(()), |at| Err(refuse!("record.key.blank").field(table.columns[*at].json)))
}
