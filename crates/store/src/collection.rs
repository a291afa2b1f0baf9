//! Collections: entities without their type, for code that serves every one alike.

use base::{Action, Permissions, Result};
use serde_json::{Map, Value as Json};

use crate::entity::{Entity, create, delete, patch};
use crate::field::{Kind, Value};
use crate::figures::{Figures, Wanted};
use crate::filter::Filter;
use crate::query::{Page, Query};
use crate::record::Table;
use crate::serve::{get, grid, list, locked, seen};
use crate::tx::Tx;

/// A place below another collection: lines below their document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below {
    /// The collection of the parent.
    pub parent: &'static str,
    /// The segment below the parent's key.
    pub segment: &'static str,
    /// The columns of the child that repeat the parent's key, in the order of that key.
    pub columns: &'static [&'static str],
}

/// An entity without its type: how a collection is served.
#[derive(Clone)]
pub struct EntityDef {
    /// The collection, such as `customers`.
    pub collection: &'static str,
    /// The table behind it.
    pub table: &'static Table,
    /// Whether there is just one record.
    pub singleton: bool,
    /// Columns with the same value in every record of the collection, such as the document type.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Where it hangs, if it is part of another collection.
    pub below: Option<Below>,
    /// Whether people can create records here.
    pub insertable: bool,
    /// Whether people can change records here.
    pub updatable: bool,
    /// Whether people can delete records here.
    pub deletable: bool,
    /// What a calculated property is made of.
    pub made_of: fn(&str) -> Option<&'static [&'static str]>,
    /// The calculated properties, as they are for a record that is blank.
    pub figures: fn(&mut Tx) -> Result<Figures>,
    /// One record as JSON.
    pub get: fn(&mut Tx, &[Value]) -> Result<Json>,
    /// The columns of a record that may not be changed now.
    pub locked: fn(&mut Tx, &[Value]) -> Result<Vec<&'static str>>,
    /// A page of records as JSON.
    pub list: fn(&mut Tx, &Query) -> Result<Page<Json>>,
    /// The same, each record with its columns that may not be changed now.
    pub grid: fn(&mut Tx, &Query) -> Result<Vec<(Json, Vec<&'static str>)>>,
    /// Creates a record: columns the address fixes, and the body. Answers its key.
    pub add: fn(&mut Tx, &[(usize, Value)], &Map<String, Json>) -> Result<Vec<Value>>,
    /// Changes a record.
    pub patch: fn(&mut Tx, &[Value], &Map<String, Json>, Option<i64>) -> Result<Json>,
    /// Deletes a record.
    pub delete: fn(&mut Tx, &[Value], Option<i64>) -> Result<()>,
}

impl EntityDef {
    /// How the collection of this entity is served: with everything allowed, except for ledgers,
    /// which are only read.
    pub fn of<T: Entity>() -> Self {
        let open = T::table().ledger.is_none();
        Self {
            collection: T::COLLECTION,
            table: T::table(),
            singleton: T::SINGLETON,
            fixed: &[],
            below: None,
            insertable: open && !T::SINGLETON,
            updatable: open,
            deletable: open && !T::SINGLETON,
            made_of: T::made_of,
            figures: |tx| {
                let all = T::calculated(tx, &[nobody::<T>()?], &Wanted::All)?;
                Ok(all.into_iter().next().unwrap_or_default())
            },
            get: get::<T>,
            locked: locked::<T>,
            list: list::<T>,
            grid: grid::<T>,
            add: |tx, given, body| Ok(create::<T>(tx, given, body)?.key()),
            patch: |tx, key, body, version| {
                let record: T = patch(tx, key, body, version)?;
                get::<T>(tx, &record.key())
            },
            delete: delete::<T>,
        }
    }

    /// The same under another name and with fixed columns: `serviceInvoices` are service headers
    /// of the type invoice.
    #[must_use]
    pub fn named(
        mut self,
        collection: &'static str,
        fixed: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.collection = collection;
        self.fixed = fixed;
        self
    }

    /// The same as a part of another collection.
    #[must_use]
    pub fn below(
        mut self,
        parent: &'static str,
        segment: &'static str,
        columns: &'static [&'static str],
    ) -> Self {
        self.below = Some(Below { parent, segment, columns });
        self
    }

    /// The same, only to be read.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        (self.insertable, self.updatable, self.deletable) = (false, false, false);
        self
    }

    /// Creates a record, and answers it as JSON.
    ///
    /// # Errors
    /// What the record refuses.
    pub fn create(
        &self,
        tx: &mut Tx,
        given: &[(usize, Value)],
        body: &Map<String, Json>,
    ) -> Result<Json> {
        let key = (self.add)(tx, given, body)?;
        (self.get)(tx, &key)
    }

    /// Whether the act is allowed on records of the collection.
    pub fn allows(&self, permissions: &Permissions, act: Action) -> bool {
        let kinds = self.table.kinds;
        let fixed =
            kinds.and_then(|kinds| self.fixed.iter().find(|(name, _)| *name == kinds.column));
        match fixed {
            Some((_, kind)) => self.table.allows(kind, permissions, act),
            None => self.table.allows_some(permissions, act),
        }
    }

    /// Refuses an act on the records of the collection.
    ///
    /// # Errors
    /// `Forbidden`, naming the collection's table.
    pub fn require(&self, tx: &Tx, act: Action) -> Result<()> {
        let actor = tx.actor();
        let allowed = self.allows(&actor.permissions, act);
        if allowed { Ok(()) } else { Err(actor.refused(self.object(), act)) }
    }

    /// The object under which the records are granted.
    pub fn object(&self) -> &'static str {
        let kinds = self.table.kinds.filter(|kinds| kinds.table == self.table.name);
        kinds.map_or(self.table.name, |_| self.collection)
    }

    /// How many records that the user may read meet a condition, counted no further than `most`.
    ///
    /// # Errors
    /// `Forbidden` when the condition names a field that the user does not see.
    pub fn count(&self, tx: &mut Tx, filter: &Filter, most: Option<i64>) -> Result<i64> {
        self.require(tx, Action::Read)?;
        let query = Query { filter: filter.clone(), ..Query::default() };
        let query = seen(tx, self.table, &query)?;
        match most {
            Some(most) => tx.count_up_to(self.table, &query.filter, most),
            None => tx.count_filtered(self.table, &query.filter),
        }
    }

    /// The condition that the fixed columns make.
    pub fn fixed_filter(&self) -> Filter {
        self.fixed.iter().fold(Filter::All, |filter, (name, value)| {
            let column = self.table.column(name).expect("a fixed column is a column");
            filter.and(Filter::equal(column, Value::from(*value)))
        })
    }
}

/// A record that nothing names, to learn from it what records show: entries without a machine name
/// the blank one, and there may be a million of them.
fn nobody<T: Entity>() -> Result<T> {
    let mut record = T::default();
    for &column in T::table().key {
        if matches!(T::table().columns[column].kind, Kind::Code(_) | Kind::Text(_)) {
            record.set_value(column, Value::from("~"))?;
        }
    }
    Ok(record)
}
