//! A backup that either engine can write and either can restore: every row of every table as one
//! JSON array a line, taken in one read transaction while others work.

use std::io::{BufRead, Write};

use base::{Actor, Error, Result, Zone, refuse};
use serde_json::{Value as Json, json};

use crate::db::Db;
use crate::field::{Kind, Value};
use crate::record::Table;
use crate::statements::list_columns;
use crate::tx::Tx;

/// How many rows are read at a time.
const CHUNK: usize = 1000;

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Unavailable(error.to_string())
}

/// Writes all rows of these tables and tells how many.
///
/// # Errors
/// When the database or the output fails.
pub fn write(db: &Db, actor: &Actor, tables: &[&Table], out: &mut dyn Write) -> Result<u64> {
    db.read(actor, |tx| {
        let mut count = 0;
        writeln!(out, "{}", json!({"fieldwright": 1})).map_err(failed)?;
        for table in tables {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            writeln!(out, "{}", json!({"table": table.name, "columns": names})).map_err(failed)?;
            count += write_rows(tx, table, out)?;
        }
        writeln!(out, "{}", json!({"rows": count})).map_err(failed)?;
        Ok(count)
    })
}

fn write_rows(tx: &mut Tx, table: &Table, out: &mut dyn Write) -> Result<u64> {
    let quoted = |at: &usize| format!("\"{}\"", table.columns[*at].name);
    let key: Vec<String> = table.key.iter().map(quoted).collect();
    let places: Vec<String> = (1..=key.len()).map(|at| format!("${at}")).collect();
    let start = format!("SELECT {} FROM \"{}\"", list_columns(table), table.name);
    let order = format!("ORDER BY {} LIMIT {CHUNK}", key.join(", "));
    let next = format!("WHERE ({}) > ({})", key.join(", "), places.join(", "));
    let mut rows = tx.rows(&format!("{start} {order}"), &[])?;
    let mut count = 0;
    while let Some(last) = rows.last() {
        let after: Vec<Value> = table.key.iter().map(|&at| last[at].clone()).collect();
        for row in &rows {
            let values: Vec<Json> = row.iter().map(stored).collect();
            writeln!(out, "{}", Json::Array(values)).map_err(failed)?;
            count += 1;
        }
        rows = tx.rows(&format!("{start} {next} {order}"), &after)?;
    }
    Ok(count)
}

fn stored(value: &Value) -> Json {
    match value {
        Value::Int(number) => Json::from(*number),
        Value::Text(text) => Json::from(text.as_str()),
    }
}

/// Opens a backup; asked again when the writing is tried again.
pub type Input<'i> = &'i mut dyn FnMut() -> Result<Box<dyn BufRead>>;

/// Restores a backup into a database whose tables are there and empty, and tells how many rows.
///
/// # Errors
/// Refuses a file that is no backup, is cut off, or has tables this version does not know; then
/// nothing has been changed.
pub fn read(db: &Db, actor: &Actor, tables: &[&Table], input: Input) -> Result<u64> {
    db.write(actor, |tx| {
        let mut lines = input()?.lines();
        let mut next = || lines.next().transpose().map_err(|_| refuse!("backup.unreadable"));
        let first = next()?.and_then(|line| serde_json::from_str::<Json>(&line).ok());
        if first.is_none_or(|json| json["fieldwright"] != 1) {
            return Err(refuse!("backup.unreadable").into());
        }
        let mut count = 0;
        let (mut insert, mut moments) = (String::new(), Vec::new());
        let mut complete = false;
        while let Some(line) = next()? {
            let json: Json =
                serde_json::from_str(&line).map_err(|_| refuse!("backup.unreadable"))?;
            if let Some(rows) = json.get("rows") {
                complete = *rows == json!(count);
            } else if let Some(name) = json["table"].as_str() {
                insert = insert_into(tables, name, &json["columns"])?;
                moments = moments_of(tables, name, &json["columns"]);
            } else {
                let values = json.as_array().ok_or_else(|| refuse!("backup.unreadable"))?;
                let mut values: Vec<Value> = values.iter().map(restored).collect();
                for at in &moments {
                    values.get_mut(*at).map_or(Ok(()), |value| in_utc(value, &actor.zone))?;
                }
                tx.run(&insert, &values)?;
                count += 1;
            }
        }
        if !complete {
            return Err(refuse!("backup.cutOff").into());
        }
        Ok(count)
    })
}

/// Reads a backup without restoring it, and tells the first value of every row of one table.
///
/// # Errors
/// As [`read`].
pub fn check(tables: &[&Table], of: &Table, input: &mut dyn BufRead) -> Result<Vec<String>> {
    let unreadable = || Error::from(refuse!("backup.unreadable"));
    let mut found = Vec::new();
    let (mut count, mut complete, mut wanted) = (0_u64, false, false);
    for (at, line) in input.lines().enumerate() {
        let line = line.map_err(|_| unreadable())?;
        // What is cut off ends in the middle of a line.
        let json: Json = serde_json::from_str(&line)
            .map_err(|_| if at == 0 { unreadable() } else { refuse!("backup.cutOff").into() })?;
        if at == 0 {
            if json["fieldwright"] != 1 {
                return Err(unreadable());
            }
        } else if let Some(rows) = json.get("rows") {
            complete = *rows == json!(count);
        } else if let Some(name) = json["table"].as_str() {
            insert_into(tables, name, &json["columns"])?;
            wanted = name == of.name;
        } else {
            let values = json.as_array().ok_or_else(unreadable)?;
            if wanted && let Some(first) = values.first() {
                found.push(restored(first).into_text());
            }
            count += 1;
        }
    }
    if complete { Ok(found) } else { Err(refuse!("backup.cutOff").into()) }
}

fn restored(json: &Json) -> Value {
    json.as_i64().map_or_else(|| Value::from(json.as_str().unwrap_or_default()), Value::Int)
}

/// Which of these columns hold moments.
fn moments_of(tables: &[&Table], name: &str, given: &Json) -> Vec<usize> {
    let table = tables.iter().find(|table| table.name == name);
    let is_moment = |given: &Json| {
        let table = table?;
        let column = table.column(given.as_str()?)?;
        Some(table.columns[column].kind == Kind::Moment)
    };
    let columns = given.as_array().into_iter().flatten().enumerate();
    columns.filter(|(_, given)| is_moment(given) == Some(true)).map(|(at, _)| at).collect()
}

/// A moment of a backup. Earlier versions wrote what the clock of the machine showed.
fn in_utc(value: &mut Value, zone: &Zone) -> Result<()> {
    if let Value::Text(text) = value
        && !text.is_empty()
    {
        let moment = zone.read(text).ok_or_else(|| refuse!("backup.unreadable"))?;
        *text = moment.to_string();
    }
    Ok(())
}

fn insert_into(tables: &[&Table], name: &str, given: &Json) -> Result<String> {
    let table = tables.iter().find(|table| table.name == name);
    let table = table.ok_or_else(|| refuse!("backup.table.unknown", table = name))?;
    let names: Vec<&str> =
        given.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    if let Some(unknown) = names.iter().find(|name| table.column(name).is_none()) {
        return Err(refuse!("backup.column.unknown", table = name, column = *unknown).into());
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let places: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
    let (quoted, places) = (quoted.join(", "), places.join(", "));
    Ok(format!("INSERT INTO \"{name}\" ({quoted}) VALUES ({places})"))
}
