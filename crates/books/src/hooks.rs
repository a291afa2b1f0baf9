//! What other rooms add to the records of master data: reasons why a customer cannot be deleted or
//! the base unit of an item not be changed, figures that are calculated from documents.
//!
//! Service registers its functions once when the program starts; a database without its tables
//! never meets them.

use std::sync::{LazyLock, RwLock};

use base::Result;
use store::{Figures, Record, Tx, Value, Wanted};

/// Refuses that the record with this key is deleted.
pub type Guard = fn(&mut Tx, &[Value]) -> Result<()>;
/// Refuses that a column of the record with this key is changed.
pub type ChangeGuard = fn(&mut Tx, &[Value], &str) -> Result<()>;
/// Calculates properties of the records with these keys, for each in turn, as far as they are wanted.
pub type FiguresOf = fn(&mut Tx, &[Vec<Value>], &Wanted) -> Result<Vec<Figures>>;
/// What such a property is made of: see [`store::Entity::made_of`].
pub type Sources = fn(&str) -> Option<&'static [&'static str]>;

#[derive(Default)]
struct Hooks {
    guards: Vec<(&'static str, Guard)>,
    changes: Vec<(&'static str, ChangeGuard)>,
    figures: Vec<(&'static str, FiguresOf, Sources)>,
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

/// Adds `figures` to the calculated properties of a record of `table`; `sources` says of each what
/// it is made of.
pub fn calculated(table: &'static str, figures: FiguresOf, sources: Sources) {
    let mut hooks = HOOKS.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !hooks.figures.contains(&(table, figures, sources)) {
        hooks.figures.push((table, figures, sources));
    }
}

/// What a property is made of that another room calculates.
pub fn made_of<T: Record>(figure: &str) -> Option<&'static [&'static str]> {
    let hooks = HOOKS.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    let of_table = hooks.figures.iter().filter(|(table, ..)| *table == T::table().name);
    of_table.map(|(.., sources)| sources(figure)).find_map(|sources| sources)
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

/// Adds to the figures of records what other rooms calculate for them.
///
/// # Errors
/// When the database fails.
pub fn add_figures<T: Record>(
    tx: &mut Tx,
    records: &[T],
    wanted: &Wanted,
    figures: &mut [Figures],
) -> Result<()> {
    let all = HOOKS.read().unwrap_or_else(std::sync::PoisonError::into_inner).figures.clone();
    let keys: Vec<Vec<Value>> = records.iter().map(Record::key).collect();
    for (_, of, _) in all.iter().filter(|(table, ..)| *table == T::table().name) {
        for (figures, more) in figures.iter_mut().zip(of(tx, &keys, wanted)?) {
            figures.extend(more);
        }
    }
    Ok(())
}
