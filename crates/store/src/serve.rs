//! How records are served: as JSON, one or a page of them, with what is calculated and what is locked.

use base::{Action, Error, Result};
use serde_json::{Map, Value as Json};

use crate::entity::Entity;
use crate::field::Value;
use crate::figures::{Figures, Wanted};
use crate::json;
use crate::query::{Page, Query};
use crate::record::{Table, key_text};
use crate::sight::{self, Sight, changes_column, require_key, require_record, sees_figure};
use crate::statements::not_found;
use crate::tx::Tx;

/// A record as JSON: stored and calculated properties that the user may see, and the etag.
///
/// # Errors
/// When the database fails.
pub fn to_json<T: Entity>(tx: &mut Tx, record: &T) -> Result<Json> {
    let all = all_to_json(tx, std::slice::from_ref(record), &Wanted::All)?;
    Ok(all.into_iter().next().unwrap_or_default())
}

/// Records as JSON, with the calculated properties that are wanted and that the user may see.
///
/// # Errors
/// When the database fails.
pub fn all_to_json<T: Entity>(tx: &mut Tx, records: &[T], wanted: &Wanted) -> Result<Vec<Json>> {
    let figures = if *wanted == Wanted::nothing() || records.is_empty() {
        vec![Figures::new(); records.len()]
    } else {
        T::calculated(tx, records, wanted)?
    };
    let permissions = &tx.actor().permissions;
    let sight = Sight::of(T::table(), permissions);
    let json = |(record, figures): (&T, Figures)| {
        let mut map = Map::new();
        if let Some(version) = T::table().version {
            let etag = format!("W/\"{}\"", record.value(version).into_int());
            map.insert("@odata.etag".to_owned(), Json::from(etag));
        }
        map.extend(json::object(record, |column| sight.sees(column)));
        let sees = |name: &str| wanted.has(name) && sees_figure(permissions, T::made_of(name));
        let figures = figures.into_iter().filter(|(name, _)| sees(name));
        map.extend(figures.map(|(name, value)| (name.to_owned(), value)));
        Json::Object(map)
    };
    Ok(records.iter().zip(figures).map(json).collect())
}

pub(crate) fn get<T: Entity>(tx: &mut Tx, key: &[Value]) -> Result<Json> {
    require_key(tx, T::table(), key, Action::Read)?;
    if T::SINGLETON {
        let record = only::<T>(tx)?;
        return to_json(tx, &record);
    }
    match tx.get::<T>(key)? {
        Some(record) => {
            require_record(tx, &record, Action::Read)?;
            to_json(tx, &record)
        }
        None => Err(match not_found(T::table(), key) {
            Error::NotFound { .. } => {
                Error::NotFound { collection: T::COLLECTION.to_owned(), key: key_text(key) }
            }
            other => other,
        }),
    }
}

pub(crate) fn locked<T: Entity>(tx: &mut Tx, key: &[Value]) -> Result<Vec<&'static str>> {
    let record = if T::SINGLETON { Some(only::<T>(tx)?) } else { tx.get::<T>(key)? };
    let Some(record) = record else { return Ok(Vec::new()) };
    Ok(locked_for(tx, &[record])?.into_iter().next().unwrap_or_default())
}

/// The columns of each record that the user may not change now: because of its state, or at all.
fn locked_for<T: Entity>(tx: &mut Tx, records: &[T]) -> Result<Vec<Vec<&'static str>>> {
    let mut locked = T::locked(tx, records)?;
    let (table, permissions) = (T::table(), &tx.actor().permissions);
    let columns = (0..table.columns.len()).filter(|at| !changes_column(table, *at, permissions));
    let closed: Vec<&'static str> = columns.map(|at| table.columns[at].name).collect();
    locked.iter_mut().for_each(|columns| columns.extend(&closed));
    Ok(locked)
}

/// The record of a table that has just one, with its defaults when nobody has saved it yet.
fn only<T: Entity>(tx: &mut Tx) -> Result<T> {
    let mut record = T::default();
    if let Some(saved) = tx.get(&record.key())? {
        return Ok(saved);
    }
    record.begin(tx)?;
    Ok(record)
}

fn page<T: Entity>(tx: &mut Tx, query: &Query) -> Result<Page<T>> {
    let query = &seen(tx, T::table(), query)?;
    if T::SINGLETON {
        return Ok(Page { rows: vec![only(tx)?], next: None });
    }
    tx.list(query)
}

/// The query, as far as the user may ask it: about what the user sees, for the rows that the user may
/// read.
pub(crate) fn seen(tx: &Tx, table: &'static Table, query: &Query) -> Result<Query> {
    let readable = sight::readable(tx, table)?;
    let sight = Sight::of(table, &tx.actor().permissions);
    for (column, _) in &query.order {
        sight.check(tx, *column)?;
    }
    let filter = sight.filter(tx, &query.filter)?.and(readable);
    Ok(Query { filter, ..query.clone() })
}

pub(crate) fn list<T: Entity>(tx: &mut Tx, query: &Query) -> Result<Page<Json>> {
    let page = page::<T>(tx, query)?;
    Ok(Page { rows: all_to_json(tx, &page.rows, &query.figures)?, next: page.next })
}

pub(crate) fn grid<T: Entity>(
    tx: &mut Tx,
    query: &Query,
) -> Result<Vec<(Json, Vec<&'static str>)>> {
    let rows = page::<T>(tx, query)?.rows;
    let locked = locked_for(tx, &rows)?;
    Ok(all_to_json(tx, &rows, &query.figures)?.into_iter().zip(locked).collect())
}
