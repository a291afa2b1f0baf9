//! What rooms further right add to the records of this room: reasons why a customer cannot be
//! deleted, figures that are calculated from documents.
//!
//! Service registers its functions once when the program starts; a database without its tables
//! never meets them.

use std::sync::{LazyLock, RwLock};

use base::Result;
use serde_json::Value as Json;
use store::{Record, Tx, Value};

/// Refuses that the record with this key is deleted.
pub type Guard = fn(&mut Tx, &[Value]) -> Result<()>;
/// Calculates properties of the record with this key, by JSON name.
pub type Figures = fn(&mut Tx, &[Value]) -> Result<Vec<(&'static str, Json)>>;

#[derive(Default)]
struct Hooks {
    guards: Vec<(&'static str, Guard)>,
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
