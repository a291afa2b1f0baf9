//! The texts of statements about the records of a table.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use base::{Amount, Error, Result, refuse};

use crate::field::Value;
use crate::record::{Table, key_text};

/// All columns, quoted, with commas between.
pub(crate) fn columns(table: &'static Table) -> Arc<str> {
    composed(table, 0, || list_columns(table))
}

thread_local! {
    /// Texts composed of all columns of a table: by table and number of rows to insert, 0 for the
    /// columns alone. They are needed for every statement and never change.
    static COMPOSED: RefCell<HashMap<(usize, usize), Arc<str>>> = RefCell::default();
}

fn composed(table: &'static Table, rows: usize, compose: impl FnOnce() -> String) -> Arc<str> {
    let key = (std::ptr::from_ref(table).addr(), rows);
    if let Some(text) = COMPOSED.with_borrow(|known| known.get(&key).cloned()) {
        return text;
    }
    let text: Arc<str> = compose().into();
    COMPOSED.with_borrow_mut(|known| known.insert(key, Arc::clone(&text)));
    text
}

/// The same for a table that does not live as long as the program.
pub(crate) fn list_columns(table: &Table) -> String {
    let mut list = String::with_capacity(table.columns.len() * 16);
    for (at, column) in table.columns.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(list, "{comma}\"{}\"", column.name);
    }
    list
}

/// ` WHERE "a" = $1 AND "b" = $2`, the parameters counted from after `before`.
pub(crate) fn by_key(table: &Table, before: usize) -> String {
    by_columns(table, table.key, before)
}

/// The same for other columns than those of the key.
pub(crate) fn by_columns(table: &Table, columns: &[usize], before: usize) -> String {
    let mut sql = String::new();
    for (at, &column) in columns.iter().enumerate() {
        let word = if at == 0 { " WHERE" } else { " AND" };
        let _ = write!(sql, "{word} \"{}\" = ${}", table.columns[column].name, before + at + 1);
    }
    sql
}

pub(crate) fn insert_sql(table: &'static Table, rows: usize) -> Arc<str> {
    composed(table, rows, || compose_insert(table, rows))
}

fn compose_insert(table: &Table, rows: usize) -> String {
    let mut sql = format!("INSERT INTO \"{}\" ({}) VALUES ", table.name, list_columns(table));
    let width = table.columns.len();
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for at in 0..width {
            let comma = if at == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}${}", row * width + at + 1);
        }
        sql.push(')');
    }
    sql
}

/// Refuses numbers that are larger than a field takes, whether entered or calculated, so that what
/// is stored can always be summed. The values are those of one row or of several.
pub(crate) fn check_sizes(table: &Table, values: &[Value]) -> Result<()> {
    for (at, value) in values.iter().enumerate() {
        let column = &table.columns[at % table.columns.len()];
        if let Value::Int(number) = value
            && column.kind.is_scaled()
            && number.unsigned_abs() > base::MOST.unsigned_abs()
        {
            let shown = Amount::from_scaled(*number);
            return Err(refuse!("value.number.tooLarge", value = shown).field(column.json).into());
        }
    }
    Ok(())
}

pub(crate) fn duplicate(table: &Table, key: &[Value]) -> Error {
    Error::state(refuse!("record.exists", table = table.name, key = key_text(key)))
}

/// The error for a record that is not there.
pub(crate) fn not_found(table: &Table, key: &[Value]) -> Error {
    Error::NotFound { collection: table.name.to_owned(), key: key_text(key) }
}
