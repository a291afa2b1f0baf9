//! Bringing databases to the schema of the program, whatever version made them.

use base::{Actor, Moment, Result, Text, refuse};

use crate::db::{Db, EngineName};
use crate::schema::{Shape, prelude};
use crate::{Record, Table, Tx};

/// What a kind of database holds.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its tables, as their records are now.
    pub tables: Vec<&'static Table>,
    /// The changes that led here, each in a few words; the first made the database. Whoever
    /// changes a record adds one, so that older databases are brought up to date.
    pub changes: &'static [&'static str],
    /// What some of the changes do beside what follows from the records.
    pub steps: &'static [Step],
}

/// What a change does to a database that holds something already, in this order: things get their
/// new names, tables become what their records say, data is changed.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The number of the change, counted from 1.
    pub change: i64,
    /// Things that have another name now.
    pub renames: &'static [Rename],
    /// Changes data, also of ledgers, which may be changed meanwhile.
    pub data: Option<fn(&mut Tx) -> Result<()>>,
}

/// A new name.
#[derive(Clone, Copy, Debug)]
pub enum Rename {
    /// Of a table: before, and now.
    Table(&'static str, &'static str),
    /// Of a column: the table as it is called now, the column before, and now.
    Column(&'static str, &'static str, &'static str),
}

impl Schema {
    /// The number of the last change.
    pub fn version(&self) -> i64 {
        i64::try_from(self.changes.len()).unwrap_or(i64::MAX)
    }
}

/// A change that has been made.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "schema_version", key(number))]
struct SchemaVersion {
    number: i64,
    name: Text<100>,
    applied_at: Option<Moment>,
}

/// The number of the last migration applied to a database, 0 for an empty one.
///
/// # Errors
/// When the database fails.
pub fn version(db: &Db, actor: &Actor) -> Result<i64> {
    db.read(actor, |tx| {
        if !tx.has_table(SchemaVersion::table().name)? {
            return Ok(0);
        }
        tx.number("SELECT coalesce(max(\"number\"), 0) FROM \"schema_version\"", &[])
    })
}

/// Brings a database to a schema and tells the numbers of the changes that it lacked: renames, makes
/// tables that are missing, changes columns, choices, keys, indexes and triggers of the others, and
/// does the steps with data. Rows keep what they have.
///
/// # Errors
/// Refuses a database that a newer program has already changed, and reports what the database
/// refuses; then nothing has been changed.
pub fn apply(db: &Db, actor: &Actor, schema: &Schema) -> Result<Vec<i64>> {
    let current = version(db, actor)?;
    let newest = schema.version();
    if current > newest {
        return Err(refuse!("store.schema.newer", found = current, known = newest).into());
    }
    let lacking: Vec<(i64, &str)> =
        (1..).zip(schema.changes.iter().copied()).filter(|(number, _)| *number > current).collect();
    if lacking.is_empty() {
        return Ok(Vec::new());
    }
    // An empty database is made as it is now.
    let steps: Vec<Step> =
        schema.steps.iter().copied().filter(|step| current > 0 && step.change > current).collect();
    db.write(actor, |tx| {
        tx.batch(&prelude(db.engine()))?;
        shape(tx, db.engine(), schema, &steps)?;
        for (number, name) in &lacking {
            tx.insert_unlogged(&mut SchemaVersion {
                number: *number,
                name: Text::cut(name),
                applied_at: Some(tx.moment()),
            })?;
        }
        Ok(())
    })?;
    Ok(lacking.into_iter().map(|(number, _)| number).collect())
}

fn shape(tx: &mut Tx, engine: EngineName, schema: &Schema, steps: &[Step]) -> Result<()> {
    let mut shapes: Vec<Shape> = [SchemaVersion::table()]
        .iter()
        .chain(&schema.tables)
        .map(|table| Shape::of(engine, table))
        .collect();
    for rename in steps.iter().flat_map(|step| step.renames) {
        let (Rename::Table(_, table) | Rename::Column(table, ..)) = rename;
        for shape in shapes.iter_mut().filter(|shape| shape.table == *table) {
            shape.renames.push(*rename);
        }
    }
    let data: Vec<_> = steps.iter().filter_map(|step| step.data).collect();
    if !data.is_empty() {
        for shape in &mut shapes {
            tx.reconcile(&Shape { triggers: Vec::new(), ..shape.clone() })?;
            shape.renames.clear();
        }
        data.into_iter().try_for_each(|change| change(tx))?;
    }
    shapes.iter().try_for_each(|shape| tx.reconcile(shape))
}

mod moments;
#[cfg(test)]
mod tests;

pub use moments::moments_to_utc;
