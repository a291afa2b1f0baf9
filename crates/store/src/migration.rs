//! Numbered changes of the schema, each applied once, in order.

use base::{Actor, DateTime, Result, Text, refuse};

use crate::Record;
use crate::db::{Db, EngineName};
use crate::schema;

/// One change of the schema, as SQL of either engine.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its place in the order, from 1.
    pub number: i64,
    /// What it does, in a few words.
    pub name: &'static str,
    /// For the embedded database.
    pub sqlite: &'static str,
    /// For a server.
    pub postgres: &'static str,
}

/// A migration that has been applied.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "schema_version", key(number))]
struct SchemaVersion {
    number: i64,
    name: Text<100>,
    applied_at: Option<DateTime>,
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

/// Applies the migrations that a database lacks and tells their numbers.
///
/// # Errors
/// Refuses a database that a newer program has already changed, and reports a migration that
/// fails; a migration is applied whole or not at all.
pub fn apply(db: &Db, actor: &Actor, migrations: &[Migration]) -> Result<Vec<i64>> {
    let current = version(db, actor)?;
    let newest = migrations.last().map_or(0, |migration| migration.number);
    if current > newest {
        return Err(refuse!("store.schema.newer", found = current, known = newest).into());
    }
    let mut applied = Vec::new();
    for migration in migrations.iter().filter(|migration| migration.number > current) {
        let sql = match db.engine() {
            EngineName::Sqlite => migration.sqlite,
            EngineName::Postgres => migration.postgres,
        };
        db.write(actor, |tx| {
            if migration.number == 1 {
                tx.batch(&schema::ddl(db.engine(), &[SchemaVersion::table()]))?;
            }
            tx.batch(sql)?;
            tx.insert_unlogged(&mut SchemaVersion {
                number: migration.number,
                name: Text::cut(migration.name),
                applied_at: Some(tx.now()),
            })
        })?;
        applied.push(migration.number);
    }
    Ok(applied)
}
