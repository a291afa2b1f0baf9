//! Brings a table that a database already holds to what its record says: columns, choices,
//! keys, indexes and the triggers of ledgers. Rows keep what they have; new columns are blank.

mod served;
#[cfg(test)]
mod tests;

use super::{Connection, Failure, words};
use crate::field::Value;
use crate::migration::Rename;
use crate::schema::{Named, Shape};

/// Makes or changes one table.
pub(crate) fn reconcile(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    for rename in &shape.renames {
        give_name(connection, rename)?;
    }
    if !connection.has_table(shape.table)? {
        return connection.batch(&shape.sql());
    }
    match connection {
        Connection::Sqlite(_) => embedded(connection, shape),
        Connection::Postgres(_) => served::reconcile(connection, shape),
    }
}

/// Renames what still has its name from before.
fn give_name(connection: &mut Connection, rename: &Rename) -> Result<(), Failure> {
    match rename {
        Rename::Table(before, now) => {
            if !connection.has_table(before)? || connection.has_table(now)? {
                return Ok(());
            }
            connection.batch(&format!("ALTER TABLE \"{before}\" RENAME TO \"{now}\""))
        }
        Rename::Column(table, before, now) => {
            let there = names(connection, table)?;
            let has = |name: &str| there.iter().any(|there| there == name);
            if !has(before) || has(now) {
                return Ok(());
            }
            connection
                .batch(&format!("ALTER TABLE \"{table}\" RENAME COLUMN \"{before}\" TO \"{now}\""))
        }
    }
}

/// The columns of a table.
fn names(connection: &mut Connection, table: &str) -> Result<Vec<String>, Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => "SELECT name FROM pragma_table_info($1)",
        Connection::Postgres(_) => {
            "SELECT CAST(column_name AS text) FROM information_schema.columns \
             WHERE table_schema = current_schema() AND CAST(table_name AS text) = $1"
        }
    };
    let rows = connection.query(sql, &[Value::from(table)])?;
    Ok(rows.into_iter().flatten().map(Value::into_text).collect())
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

/// Copies a table into one of the wanted shape. What becomes a number is read as one.
fn rebuild(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    let table = shape.table;
    let there = names(connection, table)?;
    let kept: Vec<&Named> =
        shape.columns.iter().filter(|column| there.contains(&column.name)).collect();
    let into: Vec<String> = kept.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let from: Vec<String> = kept.iter().map(|column| copied(column)).collect();
    let (into, from) = (into.join(", "), from.join(", "));
    connection.batch(&format!(
        "ALTER TABLE \"{table}\" RENAME TO \"{table} before\"; {}; \
         INSERT INTO \"{table}\" ({into}) SELECT {from} FROM \"{table} before\"; \
         DROP TABLE \"{table} before\"",
        shape.create
    ))
}

fn copied(column: &Named) -> String {
    let kind = if column.sql.contains(" TEXT ") { "TEXT" } else { "INTEGER" };
    let blank = if kind == "TEXT" { "''" } else { "0" };
    format!("coalesce(CAST(\"{}\" AS {kind}), {blank})", column.name)
}
