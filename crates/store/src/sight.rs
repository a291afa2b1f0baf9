//! What somebody sees of a table and may change in it: the one place where records become JSON and
//! where filters are read asks here, so that every door gives the same answer.

use base::permission::Kind;
use base::{Action, Error, Permissions, Result, refuse};

use crate::entity::table_named;
use crate::field::{Kind as FieldKind, Value};
use crate::filter::{Filter, Place};
use crate::record::{Column, Record, Table};
use crate::tx::Tx;

/// The kinds of documents that one table holds, or whose parts it holds. Each is granted by itself,
/// under the name of its collection.
#[derive(Debug)]
pub struct Kinds {
    /// The table with the documents.
    pub table: &'static str,
    /// The column that tells the kind.
    pub column: &'static str,
    /// The kinds.
    pub of: &'static [KindOf],
}

/// A kind of document.
#[derive(Debug)]
pub struct KindOf {
    /// What stands in the column.
    pub value: &'static str,
    /// The object under which it is granted.
    pub object: &'static str,
    /// Whether it was granted with the table before kinds were granted by themselves. Never for a
    /// new kind.
    pub earlier: bool,
}

impl Kinds {
    fn kind(&self, of: &'static KindOf) -> Kind<'static> {
        Kind { object: of.object, table: self.table, earlier: of.earlier }
    }

    fn allow(
        &self,
        table: &Table,
        of: &'static KindOf,
        permissions: &Permissions,
        act: Action,
    ) -> bool {
        let kind = self.kind(of);
        if table.name == self.table {
            permissions.allow_kind(&kind, act)
        } else {
            permissions.allow_part(table.name, &kind, act)
        }
    }
}

impl Table {
    /// The objects under which the records are granted: the table, and the kinds of documents in it.
    pub fn objects(&self) -> Vec<&'static str> {
        let kinds = self.kinds.filter(|kinds| kinds.table == self.name);
        let of = kinds.into_iter().flat_map(|kinds| kinds.of.iter().map(|of| of.object));
        std::iter::once(self.name).chain(of).collect()
    }

    /// Whether the act is allowed on some records of the table.
    pub fn allows_some(&self, permissions: &Permissions, act: Action) -> bool {
        match self.kinds {
            None => permissions.allow(self.name, act),
            Some(kinds) => kinds.of.iter().any(|of| kinds.allow(self, of, permissions, act)),
        }
    }

    /// Whether the act is allowed on records of this kind; kinds matter where the table has some.
    pub fn allows(&self, kind: &str, permissions: &Permissions, act: Action) -> bool {
        let Some(kinds) = self.kinds else { return permissions.allow(self.name, act) };
        match kinds.of.iter().find(|of| of.value == kind) {
            Some(of) => kinds.allow(self, of, permissions, act),
            None => permissions.all,
        }
    }

    /// The kind that the key of a record tells; blank where it tells none.
    fn kind_in(&self, key: &[Value]) -> Option<String> {
        let column = self.kinds.and_then(|kinds| self.column(kinds.column))?;
        let place = self.key.iter().position(|at| *at == column)?;
        key.get(place).cloned().map(Value::into_text)
    }

    /// The object that a refusal names.
    fn object_of(&self, kind: &str) -> &'static str {
        let kinds = self.kinds.filter(|kinds| kinds.table == self.name);
        let of = kinds.and_then(|kinds| kinds.of.iter().find(|of| of.value == kind));
        of.map_or(self.name, |of| of.object)
    }
}

/// Refuses an act on the record of this key.
///
/// # Errors
/// `Forbidden`, naming the table or the kind of document.
pub fn require_key(tx: &Tx, table: &Table, key: &[Value], act: Action) -> Result<()> {
    match table.kind_in(key) {
        Some(kind) => require_kind(tx, table, &kind, act),
        None => require_some(tx, table, act),
    }
}

/// Refuses an act on a record, whatever its key tells.
///
/// # Errors
/// `Forbidden`, naming the table or the kind of document.
pub fn require_record<T: Record>(tx: &Tx, record: &T, act: Action) -> Result<()> {
    let table = T::table();
    let column = table.kinds.and_then(|kinds| table.column(kinds.column));
    let kind = column.map(|at| record.value(at).into_text()).unwrap_or_default();
    require_kind(tx, table, &kind, act)
}

/// Refuses an act that is allowed on no record of a table.
///
/// # Errors
/// `Forbidden`, naming the table.
pub fn require_some(tx: &Tx, table: &Table, act: Action) -> Result<()> {
    let actor = tx.actor();
    let allowed = table.allows_some(&actor.permissions, act);
    if allowed { Ok(()) } else { Err(actor.refused(table.name, act)) }
}

fn require_kind(tx: &Tx, table: &Table, kind: &str, act: Action) -> Result<()> {
    let actor = tx.actor();
    let allowed = table.allows(kind, &actor.permissions, act);
    if allowed { Ok(()) } else { Err(actor.refused(table.object_of(kind), act)) }
}

/// The refusal to show or change a field.
pub fn refused_field(tx: &Tx, column: &Column, act: Action) -> Error {
    let user = tx.user();
    let refusal = if act == Action::Read {
        refuse!("permission.field.read", user = user, field = column.json)
    } else {
        refuse!("permission.field.modify", user = user, field = column.json)
    };
    Error::Forbidden(refusal.field(column.json))
}

/// Whether the act is allowed on an object: some records of a table, a kind of documents, an action.
pub fn allows(permissions: &Permissions, object: &str, act: Action) -> bool {
    match (table_named(object), kind_named(object)) {
        (Some(table), _) => table.allows_some(permissions, act),
        (None, Some(kind)) => permissions.allow_kind(&kind, act),
        (None, None) => permissions.allow(object, act),
    }
}

/// Whether a figure is shown: to who may read everything it is made of. A source is a table, a kind
/// of documents, or `table.column`.
pub fn sees_figure(permissions: &Permissions, sources: Option<&[&str]>) -> bool {
    if permissions.all {
        return true;
    }
    sources.is_some_and(|sources| sources.iter().all(|source| sees_source(permissions, source)))
}

fn sees_source(permissions: &Permissions, source: &str) -> bool {
    let (name, column) = source.split_once('.').unwrap_or((source, ""));
    let sees =
        |table: &Table| table.column(column).is_some_and(|at| sees_column(table, at, permissions));
    allows(permissions, name, Action::Read)
        && (column.is_empty() || table_named(name).is_some_and(sees))
}

/// The kind of documents that goes by this object.
pub fn kind_named(object: &str) -> Option<Kind<'static>> {
    crate::entity::tables()
        .into_iter()
        .filter_map(|table| table.kinds)
        .find_map(|kinds| kinds.of.iter().find(|of| of.object == object).map(|of| kinds.kind(of)))
}

/// Whether somebody sees a column of the records of a table that they may read.
pub fn sees_column(table: &Table, column: usize, permissions: &Permissions) -> bool {
    may_column(table, column, permissions, Action::Read)
}

/// Whether somebody may change a column of the records of a table that they may change.
pub fn changes_column(table: &Table, column: usize, permissions: &Permissions) -> bool {
    may_column(table, column, permissions, Action::Modify)
}

fn may_column(table: &Table, column: usize, permissions: &Permissions, act: Action) -> bool {
    let guard = table.columns.get(column).and_then(Column::guard);
    permissions.all
        || guard.is_none_or(|class| permissions.allow_field(&table.objects(), class, act))
}

/// Refuses whoever does not see what an answer is made of.
///
/// # Errors
/// `Forbidden`, naming the first source that is hidden.
pub fn require_sources(tx: &Tx, sources: &[&str]) -> Result<()> {
    let actor = tx.actor();
    let hidden = sources.iter().find(|source| !sees_source(&actor.permissions, source));
    match hidden {
        None => Ok(()),
        Some(source) => Err(actor.refused(source, Action::Read)),
    }
}

/// What somebody sees of a table.
#[derive(Clone, Debug)]
pub struct Sight {
    table: &'static Table,
    hidden: Vec<usize>,
}

impl Sight {
    /// What a user sees of the table of a record.
    pub fn of(table: &'static Table, permissions: &Permissions) -> Self {
        let columns = 0..table.columns.len();
        let hidden = columns.filter(|at| !sees_column(table, *at, permissions)).collect();
        Self { table, hidden }
    }

    /// Whether the column is seen.
    pub fn sees(&self, column: usize) -> bool {
        !self.hidden.contains(&column)
    }

    /// The condition, as far as it speaks of what is seen: a search leaves hidden fields out.
    ///
    /// # Errors
    /// `Forbidden` when the condition names a hidden field, whose values it would tell.
    pub fn filter(&self, tx: &Tx, filter: &Filter) -> Result<Filter> {
        if self.hidden.is_empty() {
            return Ok(filter.clone());
        }
        let all = |parts: &[Filter]| -> Result<Vec<Filter>> {
            parts.iter().map(|part| self.filter(tx, part)).collect()
        };
        Ok(match filter {
            Filter::And(parts) => Filter::And(all(parts)?),
            Filter::Or(parts) => Filter::Or(all(parts)?),
            Filter::Not(inner) => Filter::Not(Box::new(self.filter(tx, inner)?)),
            Filter::Search(text) => self.search(text),
            Filter::Compare(column, ..)
            | Filter::In(column, _)
            | Filter::Matches(column, _)
            | Filter::Holds(column, ..) => {
                self.check(tx, *column)?;
                filter.clone()
            }
            Filter::All | Filter::Where(_) => filter.clone(),
        })
    }

    /// Refuses to sort or filter by a hidden column.
    ///
    /// # Errors
    /// `Forbidden`, naming the field.
    pub fn check(&self, tx: &Tx, column: usize) -> Result<()> {
        if self.sees(column) {
            return Ok(());
        }
        Err(refused_field(tx, &self.table.columns[column], Action::Read))
    }

    fn search(&self, text: &str) -> Filter {
        let is_text = |at: &usize| {
            matches!(self.table.columns[*at].kind, FieldKind::Code(_) | FieldKind::Text(_))
        };
        // An index of words holds these columns, and no others.
        let searched = |at: &usize| match self.table.search {
            [] => is_text(at),
            words => words.contains(at),
        };
        if !self.hidden.iter().any(searched) {
            return Filter::Search(text.to_owned());
        }
        let text = text.replace(['*', '?'], " ").trim().to_owned();
        let columns = (0..self.table.columns.len()).filter(|at| is_text(at) && self.sees(*at));
        Filter::Or(columns.map(|at| Filter::Holds(at, Place::Anywhere, text.clone())).collect())
    }
}

/// The rows of a table that somebody may read.
///
/// # Errors
/// `Forbidden` when there are none.
pub fn readable(tx: &Tx, table: &Table) -> Result<Filter> {
    require_some(tx, table, Action::Read)?;
    let permissions = &tx.actor().permissions;
    let Some(kinds) = table.kinds.filter(|_| !permissions.all) else { return Ok(Filter::All) };
    let Some(column) = table.column(kinds.column) else { return Ok(Filter::All) };
    let may = |of: &&'static KindOf| kinds.allow(table, of, permissions, Action::Read);
    let values = kinds.of.iter().filter(may).map(|of| Value::from(of.value)).collect();
    Ok(Filter::In(column, values))
}
