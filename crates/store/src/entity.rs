//! Records that people work with: entered field by field, each with its consequences.
//!
//! [`Entity`] is what a noun says about its record; [`crate::EntityDef`] is the same without the type,
//! for code that serves every collection alike: API, lists, cards, import.

use base::{Action, Error, Refusal, Result, refuse};
use serde_json::{Map, Value as Json};

use crate::field::Value;
use crate::figures::{Figures, Wanted};
use crate::json;
use crate::named;
use crate::record::Record;
use crate::relation::check_relation;
pub use crate::relation::{register, table_named, tables};
pub use crate::serve::{all_to_json, to_json};
use crate::sight::{self, changes_column, require_key, require_record};
use crate::tx::Tx;

/// What a noun says about its record.
pub trait Entity: Record {
    /// The name of the collection, such as `customers`.
    const COLLECTION: &'static str;
    /// Whether there is just one record, with a blank key.
    const SINGLETON: bool = false;

    /// Gives a new record its defaults; the key, as far as it was given, is already set.
    ///
    /// # Errors
    /// When the record cannot begin, such as a missing number series.
    fn begin(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(())
    }

    /// The consequences of having entered `column`, also when the value is the same as before.
    /// `before` is the record as it was before this field.
    ///
    /// # Errors
    /// Refuses the value.
    fn enter(&mut self, _tx: &mut Tx, _column: &'static str, _before: &Self) -> Result<()> {
        Ok(())
    }

    /// When a column is filled in, next to others of one request: low ranks first, and within a
    /// rank in the order of the columns. A person enters what a choice needs before the choice.
    fn rank(_column: &str, _value: &Value) -> u8 {
        0
    }

    /// Last checks of a new record.
    ///
    /// # Errors
    /// Refuses the record.
    fn before_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(())
    }

    /// What follows from a new record. The record may be changed and saved again.
    ///
    /// # Errors
    /// Refuses the record.
    fn after_insert(&mut self, _tx: &mut Tx) -> Result<()> {
        Ok(())
    }

    /// Last checks of a changed record.
    ///
    /// # Errors
    /// Refuses the change.
    fn before_update(&mut self, _tx: &mut Tx, _before: &Self) -> Result<()> {
        Ok(())
    }

    /// What follows from a changed record. The record may be changed and saved again.
    ///
    /// # Errors
    /// Refuses the change.
    fn after_update(&mut self, _tx: &mut Tx, _before: &Self) -> Result<()> {
        Ok(())
    }

    /// Whether the record may go.
    ///
    /// # Errors
    /// Refuses the deletion.
    fn before_delete(&self, _tx: &mut Tx) -> Result<()> {
        Ok(())
    }

    /// What goes with the record.
    ///
    /// # Errors
    /// Refuses the deletion.
    fn after_delete(&self, _tx: &mut Tx) -> Result<()> {
        Ok(())
    }

    /// For each record in turn its properties that are calculated from other records, as far as they
    /// are wanted. The number of statements does not grow with the records.
    ///
    /// # Errors
    /// When the database fails.
    fn calculated(_tx: &mut Tx, records: &[Self], _wanted: &Wanted) -> Result<Vec<Figures>> {
        Ok(vec![Figures::new(); records.len()])
    }

    /// What a calculated property is made of: tables, kinds of documents, or `table.column`, beside
    /// the record itself. It is shown to who may read all of that; one that says nothing here is
    /// shown to nobody.
    fn made_of(_figure: &str) -> Option<&'static [&'static str]> {
        None
    }

    /// Whether a column may be changed now.
    fn editable(&self, _column: &str) -> bool {
        true
    }

    /// For each record in turn the columns that may not be changed now, so that screens can show them
    /// so beforehand: those that are not editable, and those whose change the rules would refuse
    /// whatever is typed. The number of statements does not grow with the records.
    ///
    /// # Errors
    /// When the database fails.
    fn locked(_tx: &mut Tx, records: &[Self]) -> Result<Vec<Vec<&'static str>>> {
        Ok(records.iter().map(not_editable).collect())
    }
}

/// The columns of a record that are not editable.
pub fn not_editable<T: Entity>(record: &T) -> Vec<&'static str> {
    let names = T::table().columns.iter().map(|column| column.name);
    names.filter(|name| !record.editable(name)).collect()
}

/// Creates a record from JSON properties. `given` are columns that the address fixes, such as the
/// document a line belongs to.
///
/// # Errors
/// Refuses unknown and read-only properties and what the noun refuses.
pub fn create<T: Entity>(
    tx: &mut Tx,
    given: &[(usize, Value)],
    body: &Map<String, Json>,
) -> Result<T> {
    let table = T::table();
    sight::require_some(tx, table, Action::Insert)?;
    let mut record = T::default();
    for (column, value) in given {
        record.set_value(*column, value.clone())?;
    }
    let entries = entries::<T>(tx, body)?;
    for (column, value) in entries.iter().filter(|(column, _)| table.key.contains(column)) {
        let named = |refusal: Refusal| refusal.field(table.columns[*column].json);
        record.set_value(*column, value.clone()).map_err(|error| error.at(named))?;
        // In an address these are steps, not names: whoever asks for `..` asks for what is above.
        if matches!(value, Value::Text(text) if text == "." || text == "..") {
            let name = value.clone().into_text();
            return Err(named(refuse!("record.key.dots", value = name)).into());
        }
    }
    require_record(tx, &record, Action::Insert)?;
    record.begin(tx)?;
    enter_all(tx, &mut record, entries.iter().filter(|(column, _)| !table.key.contains(column)))?;
    record.before_insert(tx)?;
    tx.insert(&mut record)?;
    record.after_insert(tx)?;
    Ok(record)
}

/// Changes properties of a record in the order a person would fill them in.
///
/// # Errors
/// `Changed` when `version` is given and no longer true; refusals of properties and of the noun.
pub fn patch<T: Entity>(
    tx: &mut Tx,
    key: &[Value],
    body: &Map<String, Json>,
    version: Option<i64>,
) -> Result<T> {
    let table = T::table();
    require_key(tx, table, key, Action::Modify)?;
    let (mut record, new) = for_change::<T>(tx, key)?;
    check_version(&record, version)?;
    let before = record.clone();
    let entries = entries::<T>(tx, body)?;
    for (column, value) in &entries {
        if table.key.contains(column) && record.value(*column) != *value {
            let column = &table.columns[*column];
            return Err(refuse!("record.key.fixed", field = column.json).field(column.json).into());
        }
    }
    enter_all(tx, &mut record, entries.iter().filter(|(column, _)| !table.key.contains(column)))?;
    if new {
        record.before_insert(tx)?;
        tx.insert(&mut record)?;
        record.after_insert(tx)?;
        return Ok(record);
    }
    record.before_update(tx, &before)?;
    tx.update(&mut record)?;
    record.after_update(tx, &before)?;
    Ok(record)
}

/// The record to change, locked, and whether it is not saved yet: a record that exists once is
/// there, with its defaults, before anybody has saved it.
fn for_change<T: Entity>(tx: &mut Tx, key: &[Value]) -> Result<(T, bool)> {
    if !T::SINGLETON {
        return Ok((tx.find(key)?, false));
    }
    let key = T::default().key();
    match tx.find(&key) {
        Ok(record) => Ok((record, false)),
        Err(Error::NotFound { .. }) => {
            let mut record = T::default();
            record.begin(tx)?;
            Ok((record, true))
        }
        Err(other) => Err(other),
    }
}

/// Deletes a record.
///
/// # Errors
/// `Changed` when `version` is given and no longer true; refusals of the noun.
pub fn delete<T: Entity>(tx: &mut Tx, key: &[Value], version: Option<i64>) -> Result<()> {
    require_key(tx, T::table(), key, Action::Delete)?;
    let record: T = tx.find(key)?;
    check_version(&record, version)?;
    record.before_delete(tx)?;
    tx.delete(&record)?;
    record.after_delete(tx)?;
    named::refuse_while_named(tx, T::table(), &record.key())
}

fn check_version<T: Record>(record: &T, version: Option<i64>) -> Result<()> {
    match (version, T::table().version) {
        (Some(expected), Some(at)) if record.value(at) != Value::Int(expected) => {
            Err(Error::Changed)
        }
        _ => Ok(()),
    }
}

/// The given properties as values, in the order in which a person fills them in.
fn entries<T: Entity>(tx: &Tx, body: &Map<String, Json>) -> Result<Vec<(usize, Value)>> {
    let table = T::table();
    let mut entries = Vec::with_capacity(body.len());
    for (name, json) in body.iter().filter(|(name, _)| !name.starts_with('@')) {
        let Some(at) = table.json_column(name).filter(|at| table.version != Some(*at)) else {
            return Err(refuse!("record.property.unknown", name = name).field(name).into());
        };
        let column = &table.columns[at];
        if column.read_only {
            return Err(refuse!("record.property.readOnly", name = name).field(name).into());
        }
        let value = json::from_json_in(tx.zone(), column.kind, json)
            .map_err(|error| error.at(|refusal| refusal.field(column.json)))?;
        entries.push((at, value));
    }
    entries.sort_by_key(|(at, value)| (T::rank(table.columns[*at].name, value), *at));
    Ok(entries)
}

fn enter_all<'e, T: Entity>(
    tx: &mut Tx,
    record: &mut T,
    entries: impl Iterator<Item = &'e (usize, Value)>,
) -> Result<()> {
    for (at, value) in entries {
        let column = &T::table().columns[*at];
        let named = |refusal: Refusal| refusal.field(column.json);
        if !changes_column(T::table(), *at, &tx.actor().permissions) {
            // What is seen may be sent back as it is; what is hidden would be found out so.
            let seen = sight::sees_column(T::table(), *at, &tx.actor().permissions);
            if seen && record.value(*at) == *value {
                continue;
            }
            return Err(sight::refused_field(tx, column, Action::Modify));
        }
        if !record.editable(column.name) && record.value(*at) != *value {
            let refusal = refuse!("record.property.notNow", name = column.json);
            return Err(Error::state(named(refusal)));
        }
        let before = record.clone();
        record
            .set_value(*at, value.clone())
            .and_then(|()| check_relation(tx, column, &record.value(*at)))
            .and_then(|()| record.enter(tx, column.name, &before))
            .map_err(|error| error.at(named))?;
    }
    Ok(())
}
