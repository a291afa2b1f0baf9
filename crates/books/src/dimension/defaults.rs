//! Which dimension values a document or line gets from the records it names.

use std::collections::BTreeMap;

use base::{Code, Result};
use store::{Tx, Value, params};

use super::sets::{self, Values};
use super::{DefaultDimension, DefaultDimensionPriority, DimensionTable};

/// A value that a record brings with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The kind of record.
    pub table: DimensionTable,
    /// The dimension.
    pub dimension: Code<20>,
    /// The value.
    pub value: Code<20>,
}

/// The set that a document or line gets: what it inherits, and what the records it names bring, in
/// the order in which they are given. On a conflict the first stays, unless the kind of the
/// newcomer has a better priority for the source code.
///
/// # Errors
/// When the database fails.
pub fn defaults(
    tx: &mut Tx,
    source_code: &str,
    records: &[(DimensionTable, &str)],
    inherited_set: i64,
    inherited_from: Option<DimensionTable>,
) -> Result<i64> {
    defaults_with(tx, source_code, records, inherited_set, inherited_from, &[])
}

/// The same for a line, where records of the header and of the service item line compete again:
/// a value that is inherited from one of `contenders` has the priority of its kind.
///
/// # Errors
/// When the database fails.
pub fn defaults_with(
    tx: &mut Tx,
    source_code: &str,
    records: &[(DimensionTable, &str)],
    inherited_set: i64,
    inherited_from: Option<DimensionTable>,
    contenders: &[(DimensionTable, &str)],
) -> Result<i64> {
    let brought = brought_by(tx, records)?;
    if brought.is_empty() {
        return Ok(inherited_set);
    }
    let inherited = sets::entries(tx, inherited_set)?;
    let contending = if inherited.is_empty() { Vec::new() } else { brought_by(tx, contenders)? };
    let priorities = priorities(tx, source_code)?;
    let resolved = resolve(&inherited, inherited_from, &brought, &contending, &priorities);
    sets::id_of(tx, &resolved)
}

/// Whether any of the records has default dimensions, of its own or of its kind.
///
/// # Errors
/// When the database fails.
pub fn any(tx: &mut Tx, records: &[(DimensionTable, &str)]) -> Result<bool> {
    for (table, no) in records.iter().filter(|(_, no)| !no.is_empty()) {
        let rest = "WHERE \"table_name\" = $1 AND (\"no\" = $2 OR \"no\" = '')";
        if tx.exists::<DefaultDimension>(rest, params![*table, *no])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The default dimensions of a record: its own, and those of its kind for other dimensions.
///
/// # Errors
/// When the database fails.
pub fn of_record(tx: &mut Tx, table: DimensionTable, no: &str) -> Result<Vec<DefaultDimension>> {
    if no.is_empty() {
        return Ok(Vec::new());
    }
    // A blank number comes first in the order, so the record's own replace those of its kind.
    let rows: Vec<DefaultDimension> = tx.select(
        "WHERE \"table_name\" = $1 AND (\"no\" = $2 OR \"no\" = '') ORDER BY \"no\"",
        params![table, no],
    )?;
    let by_dimension: BTreeMap<Code<20>, DefaultDimension> =
        rows.into_iter().map(|row| (row.dimension_code.clone(), row)).collect();
    Ok(by_dimension.into_values().collect())
}

/// The values that records bring, in their order.
fn brought_by(tx: &mut Tx, records: &[(DimensionTable, &str)]) -> Result<Vec<Brought>> {
    let mut brought = Vec::new();
    for (table, no) in records {
        for default in of_record(tx, *table, no)? {
            if !default.dimension_value_code.is_empty() {
                brought.push(Brought {
                    table: *table,
                    dimension: default.dimension_code,
                    value: default.dimension_value_code,
                });
            }
        }
    }
    Ok(brought)
}

/// The priorities of kinds of records for a source code; the lower number wins.
fn priorities(tx: &mut Tx, source_code: &str) -> Result<Vec<(DimensionTable, i64)>> {
    let rows: Vec<DefaultDimensionPriority> =
        tx.select("WHERE \"source_code\" = $1", params![source_code])?;
    Ok(rows.into_iter().map(|row| (row.table_name, row.priority)).collect())
}

/// Decides which values hold.
pub fn resolve(
    inherited: &[(Code<20>, Code<20>)],
    inherited_from: Option<DimensionTable>,
    brought: &[Brought],
    contenders: &[Brought],
    priorities: &[(DimensionTable, i64)],
) -> Values {
    let priority = |table: DimensionTable| {
        priorities.iter().find(|(of, _)| *of == table).map(|(_, priority)| *priority)
    };
    let mut held: BTreeMap<Code<20>, (Code<20>, Option<i64>)> = inherited
        .iter()
        .map(|(code, value)| (code.clone(), (value.clone(), inherited_from.and_then(priority))))
        .collect();
    for contender in contenders {
        if let Some((value, rank)) = held.get_mut(&contender.dimension)
            && *value == contender.value
            && better(priority(contender.table), *rank)
        {
            *rank = priority(contender.table);
        }
    }
    for new in brought {
        let rank = priority(new.table);
        match held.get(&new.dimension) {
            Some((_, holder)) if !better(rank, *holder) => {}
            _ => {
                held.insert(new.dimension.clone(), (new.value.clone(), rank));
            }
        }
    }
    held.into_iter().map(|(code, (value, _))| (code, value)).collect()
}

/// Whether a newcomer of the first priority replaces a holder of the second.
fn better(newcomer: Option<i64>, holder: Option<i64>) -> bool {
    match (newcomer, holder) {
        (Some(newcomer), Some(holder)) => newcomer < holder,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Deletes the default dimensions of a record that goes.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx, table: DimensionTable, no: &str) -> Result<()> {
    let sql = "DELETE FROM \"default_dimension\" WHERE \"table_name\" = $1 AND \"no\" = $2";
    tx.execute(sql, &[store::ToValue::to_value(&table), Value::from(no)]).map(drop)
}
