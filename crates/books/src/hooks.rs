//! What other rooms add to the records of master data: reasons why a customer cannot be deleted or
//! the base unit of an item not be changed, figures that are calculated from documents.
//!
//! Service registers its functions once when the program starts; a database without its tables
//! never meets them.

use std::sync::{LazyLock, RwLock};

use base::Result;
use serde_json::Value as Json;
use store::{Record, Tx, Value};

/// Refuses that the record with this key is deleted.
pub type Guard = fn(&mut Tx, &[Value]) -> Result<()>;
/// Refuses that a column of the record with this key is changed.
pub type ChangeGuard = fn(&mut Tx, &[Value], &str) -> Result<()>;
/// Calculates properties of the record with this key, by JSON name.
pub type Figures = fn(&mut Tx, &[Value]) -> Result<Vec<(&'static str, Json)>>;

#[derive(Default)]
struct Hooks {
    guards: Vec<(&'static str, Guard)>,
    changes: Vec<(&'static str, ChangeGuard)>,
    figures: Vec<(&'static str, Figures)>,
}

static HOOKS: LazyLock<RwLock<Hooks>> = LazyLock::new(RwLock::default);

/// Asks `guard` before a record of `table` is deleted.
pub fn before_delete(table: &'static str, guard: Guard) {
    let mut hooks = HOOKS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !hooks.guards.contains(&(table, guard)) {
        hooks.guards.push((table, guard));
    }
}

/// Asks `guard` before a column of a record of `table` is changed that what was posted depends on:
/// base unit, type, costing method and unit cost of an item, the quantity of a unit.
pub fn before_change(table: &'static str, guard: ChangeGuard) {
    let mut hooks = HOOKS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !hooks.changes.contains(&(table, guard)) {
        hooks.changes.push((table, guard));
    }
}

/// Adds `figures` to the calculated properties of a record of `table`.
pub fn calculated(table: &'static str, figures: Figures) {
    let mut hooks = HOOKS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !hooks.figures.contains(&(table, figures)) {
        hooks.figures.push((table, figures));
    }
}

/// Asks every guard of the record's table.
///
/// # Errors
/// What a guard refuses.
pub fn guard<T: Record>(tx: &mut Tx, record: &T) -> Result<()> {
    let guards = HOOKS.read().unwrap_or_else(std::sync::PoisonError::into_inner).guards.clone();
    let key = record.key();
    for (_, guard) in guards.iter().filter(|(table, _)| *table == T::table().name) {
        guard(tx, &key)?;
    }
    Ok(())
}

/// Asks every guard of changes of the record's table.
///
/// # Errors
/// What a guard refuses.
pub fn guard_change<T: Record>(tx: &mut Tx, record: &T, column: &str) -> Result<()> {
    let changes = HOOKS.read().unwrap_or_else(std::sync::PoisonError::into_inner).changes.clone();
    let key = record.key();
    for (_, guard) in changes.iter().filter(|(table, _)| *table == T::table().name) {
        guard(tx, &key, column)?;
    }
    Ok(())
}

/// The properties that other rooms calculate for the record.
///
/// # Errors
/// When the database fails.
pub fn figures<T: Record>(tx: &mut Tx, record: &T) -> Result<Vec<(&'static str, Json)>> {
    let all = HOOKS.read().unwrap_or_else(std::sync::PoisonError::into_inner).figures.clone();
    let key = record.key();
    let mut found = Vec::new();
    for (_, figures) in all.iter().filter(|(table, _)| *table == T::table().name) {
        found.extend(figures(tx, &key)?);
    }
    Ok(found)
}
