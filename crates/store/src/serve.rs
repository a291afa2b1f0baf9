//! How records are served: as JSON, one or a page of them, with what is calculated and what is locked.

use base::{Action, Error, Result};
use serde_json::{Map, Value as Json};

use crate::entity::Entity;
use crate::field::Value;
use crate::figures::{Figures, Wanted};
use crate::json;
use crate::query::{Page, Query};
use crate::record::key_text;
use crate::tx::{Tx, not_found};

/// A record as JSON: stored and calculated properties, and the etag.
///
/// # Errors
/// When the database fails.
pub fn to_json<T: Entity>(tx: &mut Tx, record: &T) -> Result<Json> {
    let all = all_to_json(tx, std::slice::from_ref(record), &Wanted::All)?;
    Ok(all.into_iter().next().unwrap_or_default())
}

/// Records as JSON, with the calculated properties that are wanted.
///
/// # Errors
/// When the database fails.
pub fn all_to_json<T: Entity>(tx: &mut Tx, records: &[T], wanted: &Wanted) -> Result<Vec<Json>> {
    let figures = if *wanted == Wanted::nothing() || records.is_empty() {
        vec![Figures::new(); records.len()]
    } else {
        T::calculated(tx, records, wanted)?
    };
    let json = |(record, figures): (&T, Figures)| {
        let mut map = Map::new();
        if let Some(version) = T::table().version {
            let etag = format!("W/\"{}\"", record.value(version).into_int());
            map.insert("@odata.etag".to_owned(), Json::from(etag));
        }
        map.extend(json::object(record));
        let figures = figures.into_iter().filter(|(name, _)| wanted.has(name));
        map.extend(figures.map(|(name, value)| (name.to_owned(), value)));
        Json::Object(map)
    };
    Ok(records.iter().zip(figures).map(json).collect())
}

pub(crate) fn get<T: Entity>(tx: &mut Tx, key: &[Value]) -> Result<Json> {
    tx.require(T::table().name, Action::Read)?;
    if T::SINGLETON {
        let record = only::<T>(tx)?;
        return to_json(tx, &record);
    }
    match tx.get::<T>(key)? {
        Some(record) => to_json(tx, &record),
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
    Ok(T::locked(tx, &[record])?.into_iter().next().unwrap_or_default())
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
    tx.require(T::table().name, Action::Read)?;
    if T::SINGLETON {
        return Ok(Page { rows: vec![only(tx)?], next: None });
    }
    tx.list(query)
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
    let locked = T::locked(tx, &rows)?;
    Ok(all_to_json(tx, &rows, &query.figures)?.into_iter().zip(locked).collect())
}
