//! Tables known by name, so that relations can be followed.

use std::sync::{LazyLock, PoisonError, RwLock};

use base::{Result, refuse};

use crate::field::Value;
use crate::record::{Column, Table};
use crate::tx::Tx;

/// The tables a database was opened with.
static TABLES: LazyLock<RwLock<Vec<&'static Table>>> = LazyLock::new(RwLock::default);

/// Makes tables known by name.
pub fn register(tables: &[&'static Table]) {
    let mut known = TABLES.write().unwrap_or_else(PoisonError::into_inner);
    for table in tables {
        if !known.iter().any(|other| other.name == table.name) {
            known.push(table);
        }
    }
}

/// The table of this name.
pub fn table_named(name: &str) -> Option<&'static Table> {
    let known = TABLES.read().unwrap_or_else(PoisonError::into_inner);
    known.iter().copied().find(|table| table.name == name)
}

/// Every table that is known.
pub fn tables() -> Vec<&'static Table> {
    TABLES.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// A field that names a record of another table must name one that exists.
pub(crate) fn check_relation(tx: &mut Tx, column: &Column, value: &Value) -> Result<()> {
    let related = column.relation.and_then(table_named);
    let Some((table, key)) = related.and_then(|table| Some((table, table.key.first()?))) else {
        return Ok(());
    };
    if table.key.len() > 1 || value.is_blank() {
        return Ok(());
    }
    let key = table.columns[*key].name;
    let sql = format!("SELECT 1 FROM \"{}\" WHERE \"{key}\" = $1", table.name);
    if tx.figure(table.name, &sql, "", std::slice::from_ref(value))? == 0 {
        let value = value.clone().into_text();
        return Err(refuse!("record.relation.unknown", table = table.name, value = value).into());
    }
    Ok(())
}
