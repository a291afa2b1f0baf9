//! Brings a table that a database already holds to what its record says: columns, choices,
//! indexes and the triggers of ledgers. Rows keep what they have; new columns are blank.

use super::{Connection, Failure, words};
use crate::field::Value;
use crate::schema::{Named, Shape};

/// Makes or changes one table.
pub(crate) fn reconcile(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    if !connection.has_table(shape.table)? {
        return connection.batch(&shape.sql());
    }
    match connection {
        Connection::Sqlite(_) => embedded(connection, shape),
        Connection::Postgres(_) => served(connection, shape),
    }
}

/// SQLite keeps the statements that made things: what is not as wanted is made anew.
fn embedded(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    let mut held = held(connection, shape.table)?;
    let made = held.iter().find(|(kind, _)| kind == "table").map(|(_, thing)| thing.sql.clone());
    if made.as_deref() != Some(shape.create.as_str()) {
        rebuild(connection, shape)?;
        held.clear();
    }
    let is = |wanted: &Named, held: &[(String, Named)]| held.iter().any(|(_, one)| one == wanted);
    for (kind, thing) in held.iter().filter(|(kind, _)| kind != "table") {
        if !shape.indexes.contains(thing) && !shape.triggers.contains(thing) {
            connection.batch(&format!("DROP {kind} \"{}\"", thing.name))?;
        }
    }
    // What keeps the words in another way than before does not know what is there already.
    let anew = shape.triggers.iter().any(|trigger| !is(trigger, &held));
    words::reconcile(connection, &shape.words, anew)?;
    for wanted in shape.indexes.iter().chain(&shape.triggers).filter(|one| !is(one, &held)) {
        connection.batch(&wanted.sql)?;
    }
    Ok(())
}

/// The table, its indexes and triggers with their statements.
fn held(connection: &mut Connection, table: &str) -> Result<Vec<(String, Named)>, Failure> {
    let sql = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = $1 AND sql IS NOT NULL";
    let rows = connection.query(sql, &[Value::from(table)])?;
    let thing = |row: Vec<Value>| {
        let mut texts = row.into_iter().map(Value::into_text);
        let mut next = || texts.next().unwrap_or_default();
        (next(), Named { name: next(), sql: next() })
    };
    Ok(rows.into_iter().map(thing).collect())
}

/// Copies a table into one of the wanted shape.
fn rebuild(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    let table = shape.table;
    let sql = "SELECT name FROM pragma_table_info($1)";
    let kept = kept(connection, sql, shape)?.join(", ");
    connection.batch(&format!(
        "ALTER TABLE \"{table}\" RENAME TO \"{table} before\"; {}; \
         INSERT INTO \"{table}\" ({kept}) SELECT {kept} FROM \"{table} before\"; \
         DROP TABLE \"{table} before\"",
        shape.create
    ))
}

/// The wanted columns that a table has already, quoted.
fn kept(connection: &mut Connection, sql: &str, shape: &Shape) -> Result<Vec<String>, Failure> {
    let names = texts(connection, sql, shape.table)?;
    let kept = shape.columns.iter().filter(|column| names.contains(&column.name));
    Ok(kept.map(|column| format!("\"{}\"", column.name)).collect())
}

fn texts(connection: &mut Connection, sql: &str, table: &str) -> Result<Vec<String>, Failure> {
    let rows = connection.query(sql, &[Value::from(table)])?;
    Ok(rows.into_iter().flatten().map(Value::into_text).collect())
}

/// PostgreSQL can change a table where it stands.
fn served(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    let table = shape.table;
    let checks = "SELECT CAST(conname AS text) FROM pg_constraint \
                  WHERE conrelid = to_regclass(quote_ident($1)) AND contype = 'c'";
    for check in texts(connection, checks, table)? {
        connection.batch(&format!("ALTER TABLE \"{table}\" DROP CONSTRAINT \"{check}\""))?;
    }
    let columns = "SELECT CAST(column_name AS text) FROM information_schema.columns \
                   WHERE table_schema = current_schema() AND CAST(table_name AS text) = $1";
    let there = texts(connection, columns, table)?;
    for column in &shape.columns {
        if !there.contains(&column.name) {
            connection.batch(&format!("ALTER TABLE \"{table}\" ADD COLUMN {}", column.sql))?;
        } else if let Some((_, check)) = column.sql.split_once(" CHECK ") {
            connection.batch(&format!("ALTER TABLE \"{table}\" ADD CHECK {check}"))?;
        }
    }
    let triggers = "SELECT CAST(tgname AS text) FROM pg_trigger \
                    WHERE tgrelid = to_regclass(quote_ident($1)) AND NOT tgisinternal";
    for trigger in texts(connection, triggers, table)? {
        connection.batch(&format!("DROP TRIGGER \"{trigger}\" ON \"{table}\""))?;
    }
    let indexes = "SELECT CAST(indexname AS text) FROM pg_indexes \
                   WHERE schemaname = current_schema() AND CAST(tablename AS text) = $1 \
                   AND indexdef NOT LIKE '%' || $1 || '_pkey%'";
    for index in texts(connection, indexes, table)? {
        connection.batch(&format!("DROP INDEX \"{index}\""))?;
    }
    for wanted in shape.indexes.iter().chain(&shape.triggers) {
        connection.batch(&wanted.sql)?;
    }
    Ok(())
}
