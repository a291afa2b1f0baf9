//! Search in tables without an index of words: in every text of few rows; of a ledger, which may have
//! a million, in what an index holds and in the latest entries.

use std::fmt::Write as _;

use super::{like, like_pattern};
use crate::field::{Kind, Value};
use crate::record::Table;

/// So many of the latest entries of a ledger are looked through.
pub const LATEST: i64 = 10_000;
/// So many entries that begin with a code are taken.
const MOST: i64 = 10_000;

/// Writes the condition that some code or text of a row holds this text. Of a ledger: that a code with
/// an index begins with it, or some text of one of the latest entries holds it.
pub(super) fn search(text: &str, table: &Table, sql: &mut String, parameters: &mut Vec<Value>) {
    let typed = text.replace(['*', '?'], " ");
    let typed = base::as_seen(&typed);
    let typed = typed.as_str();
    if table.ledger.is_none() || !table.counts_entries() {
        return anywhere(typed, table, sql, parameters);
    }
    let (name, key) = (table.name, table.columns[table.key[0]].name);
    let _ = write!(sql, "\"{key}\" IN (");
    for column in indexed_codes(table) {
        let first = base::key_form(typed);
        let last = format!("{first}\u{10ffff}");
        parameters.extend([Value::Text(first), Value::Text(last)]);
        let _ = write!(
            sql,
            "SELECT \"{key}\" FROM (SELECT \"{key}\" FROM \"{name}\" WHERE \"{column}\" >= ${} \
             AND \"{column}\" < ${} ORDER BY \"{column}\" DESC LIMIT {MOST}) AS \"{column}\" UNION ",
            parameters.len() - 1,
            parameters.len()
        );
    }
    let _ = write!(
        sql,
        "SELECT \"{key}\" FROM \"{name}\" WHERE \"{key}\" > \
         (SELECT coalesce(max(\"{key}\"), 0) - {LATEST} FROM \"{name}\") AND "
    );
    anywhere(typed, table, sql, parameters);
    sql.push(')');
}

/// The columns of codes with which an index begins.
fn indexed_codes(table: &Table) -> impl Iterator<Item = &'static str> {
    let columns = table.columns;
    let mut first: Vec<usize> =
        table.indexes.iter().filter_map(|index| index.first()).copied().collect();
    first.sort_unstable();
    first.dedup();
    first
        .into_iter()
        .filter(move |at| matches!(columns[*at].kind, Kind::Code(_)))
        .map(move |at| columns[at].name)
}

fn anywhere(typed: &str, table: &Table, sql: &mut String, parameters: &mut Vec<Value>) {
    let pattern = format!("%{}%", like_pattern(typed));
    sql.push('(');
    let mut first = true;
    for column in table.columns {
        if matches!(column.kind, Kind::Code(_) | Kind::Text(_)) {
            if !first {
                sql.push_str(" OR ");
            }
            first = false;
            like(column, &pattern, sql, parameters);
        }
    }
    sql.push_str(if first { "1 = 0)" } else { ")" });
}
