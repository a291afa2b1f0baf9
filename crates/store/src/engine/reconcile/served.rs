//! PostgreSQL can change a table where it stands. What a table should be is read from a table of
//! its own, made as a new database would make it, so that the server itself says what differs; an
//! index that is as it should be is left alone, however large it is.

use super::super::words::column_anew;
use super::super::{Connection, Failure};
use crate::field::Value;
use crate::schema::Shape;

/// One thing that the catalogue says about a table: what it is, its name, and how it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Thing {
    what: String,
    name: String,
    /// For a column its type, whether it may be blank, and its default, with lines between.
    definition: String,
}

/// Everything about the table with this number: columns, constraints, indexes that are none of a
/// constraint, triggers. Names of tables do not appear in definitions.
const CATALOGUE: &str = "\
SELECT 'column', CAST(a.attname AS text), format_type(a.atttypid, a.atttypmod) \
  || coalesce((SELECT ' COLLATE ' || quote_ident(c.collname) FROM pg_collation c \
    WHERE c.oid = a.attcollation AND a.attcollation <> t.typcollation), '') \
  || chr(10) || CAST(a.attnotnull AS text) \
  || chr(10) || coalesce(pg_get_expr(d.adbin, d.adrelid), '') \
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid \
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped \
UNION ALL \
SELECT 'constraint', CAST(conname AS text), pg_get_constraintdef(oid) \
FROM pg_constraint WHERE conrelid = to_regclass($1) AND contype IN ('c', 'p', 'u') \
UNION ALL \
SELECT 'index', CAST(c.relname AS text), \
  CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END \
  || split_part(pg_get_indexdef(i.indexrelid), ' USING ', 2) \
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
WHERE i.indrelid = to_regclass($1) \
  AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = i.indexrelid) \
UNION ALL \
SELECT 'trigger', CAST(tgname AS text), \
  regexp_replace(pg_get_triggerdef(oid), ' ON .* FOR EACH ', ' FOR EACH ') \
FROM pg_trigger WHERE tgrelid = to_regclass($1) AND NOT tgisinternal";

fn catalogue(connection: &mut Connection, table: &str) -> Result<Vec<Thing>, Failure> {
    let rows = connection.query(CATALOGUE, &[Value::from(table)])?;
    let thing = |row: Vec<Value>| {
        let mut texts = row.into_iter().map(Value::into_text);
        let mut next = || texts.next().unwrap_or_default();
        Thing { what: next(), name: next(), definition: next() }
    };
    Ok(rows.into_iter().map(thing).collect())
}

/// Changes what differs.
pub(super) fn reconcile(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    let table = shape.table;
    let wanted = wanted(connection, shape)?;
    let there = catalogue(connection, &format!("\"{table}\""))?;
    for thing in there.iter().filter(|thing| thing.what != "column" && !wanted.contains(thing)) {
        connection.batch(&match thing.what.as_str() {
            "constraint" => format!("ALTER TABLE \"{table}\" DROP CONSTRAINT \"{}\"", thing.name),
            "index" => format!("DROP INDEX \"{}\"", thing.name),
            _ => format!("DROP TRIGGER \"{}\" ON \"{table}\"", thing.name),
        })?;
    }
    columns(connection, shape, &there, &wanted)?;
    let kept = catalogue(connection, &format!("\"{table}\""))?;
    for thing in wanted.iter().filter(|thing| thing.what != "column" && !kept.contains(thing)) {
        let made = shape.indexes.iter().chain(&shape.triggers).find(|one| one.name == thing.name);
        match made {
            Some(made) => connection.batch(&made.sql)?,
            None => connection.batch(&format!(
                "ALTER TABLE \"{table}\" ADD CONSTRAINT \"{}\" {}",
                thing.name, thing.definition
            ))?,
        }
    }
    forget_sequences(connection, shape)
}

/// What a new database would have.
fn wanted(connection: &mut Connection, shape: &Shape) -> Result<Vec<Thing>, Failure> {
    let rows = connection.query("SELECT CAST(current_schema() AS text)", &[])?;
    let schema = rows.into_iter().flatten().next().map(Value::into_text).unwrap_or_default();
    connection
        .batch(&format!("SET LOCAL search_path TO pg_temp, \"{schema}\"; {}", shape.sql()))?;
    let table = shape.table;
    let things = catalogue(connection, &format!("pg_temp.\"{table}\""))?;
    connection
        .batch(&format!("DROP TABLE pg_temp.\"{table}\"; SET LOCAL search_path TO \"{schema}\""))?;
    Ok(things)
}

/// Adds, changes and drops columns.
fn columns(
    connection: &mut Connection,
    shape: &Shape,
    there: &[Thing],
    wanted: &[Thing],
) -> Result<(), Failure> {
    let table = shape.table;
    let column = |thing: &&Thing| thing.what == "column";
    for thing in there.iter().filter(column) {
        if !wanted.iter().any(|one| one.what == "column" && one.name == thing.name) {
            connection.batch(&format!("ALTER TABLE \"{table}\" DROP COLUMN \"{}\"", thing.name))?;
        }
    }
    for thing in wanted.iter().filter(column).filter(|thing| !there.contains(thing)) {
        let before = there.iter().find(|one| one.what == "column" && one.name == thing.name);
        let made = shape.columns.iter().find(|column| column.name == thing.name);
        let sql = match (before, made) {
            (Some(_), Some(made)) if made.sql.contains(" GENERATED ALWAYS ") => {
                column_anew(table, made)
            }
            (Some(before), _) => changed(table, before, thing),
            (None, made) => {
                let sql = made.map(|made| made.sql.as_str()).unwrap_or_default();
                let (sql, _) = sql.split_once(" CHECK ").unwrap_or((sql, ""));
                format!("ALTER TABLE \"{table}\" ADD COLUMN {sql}")
            }
        };
        connection.batch(&sql)?;
    }
    Ok(())
}

/// The statements that make a column what it should be. What becomes a number is read as one, and
/// is 0 where it is none.
fn changed(table: &str, before: &Thing, wanted: &Thing) -> String {
    let part = |thing: &Thing, at: usize| {
        thing.definition.split('\n').nth(at).unwrap_or_default().to_owned()
    };
    let (kind, default) = (part(wanted, 0), part(wanted, 2));
    let alter = format!("ALTER TABLE \"{table}\" ALTER COLUMN \"{}\"", wanted.name);
    let mut sql = Vec::new();
    if part(before, 0) != kind {
        let name = &wanted.name;
        let value = if kind == "bigint" {
            format!(
                "CASE WHEN CAST(\"{name}\" AS text) ~ '^-?[0-9]{{1,18}}$' \
                 THEN CAST(CAST(\"{name}\" AS text) AS bigint) ELSE 0 END"
            )
        } else {
            format!("CAST(\"{name}\" AS text)")
        };
        sql.push(format!("{alter} DROP DEFAULT"));
        sql.push(format!("{alter} TYPE {kind} USING {value}"));
    }
    sql.push(format!("{alter} SET DEFAULT {default}"));
    if part(before, 1) != part(wanted, 1) {
        let name = &wanted.name;
        sql.push(format!("UPDATE \"{table}\" SET \"{name}\" = DEFAULT WHERE \"{name}\" IS NULL"));
        sql.push(format!("{alter} SET NOT NULL"));
    }
    sql.join("; ")
}

/// Entry numbers are counted in the table itself; older versions had a sequence beside it.
fn forget_sequences(connection: &mut Connection, shape: &Shape) -> Result<(), Failure> {
    let sql = "SELECT CAST(s.relname AS text) FROM pg_class s \
               JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 \
               AND CAST(s.relname AS text) = $1 || '_' || CAST(a.attname AS text) \
               WHERE s.relkind = 'S' AND CAST(s.relnamespace AS bigint) = \
               CAST(CAST(to_regnamespace(quote_ident(current_schema())) AS oid) AS bigint)";
    let rows = connection.query(sql, &[Value::from(shape.table)])?;
    for name in rows.into_iter().flatten().map(Value::into_text) {
        connection.batch(&format!("DROP SEQUENCE \"{name}\""))?;
    }
    Ok(())
}
