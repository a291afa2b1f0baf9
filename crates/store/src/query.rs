//! Lists: filtered, sorted by any columns, paged by key so that every page costs the same.

use std::fmt::Write as _;

use base::{Result, refuse};

use crate::field::Value;
use crate::figures::Wanted;
use crate::filter::Filter;
use crate::record::{Record, Table};
use crate::statements::columns;
use crate::tx::Tx;

/// What a list shows.
#[derive(Clone, Debug)]
pub struct Query {
    /// Which rows.
    pub filter: Filter,
    /// Columns to sort by, `true` for descending. The key follows by itself.
    pub order: Vec<(usize, bool)>,
    /// Start after the row with these values of the order columns and the key.
    pub after: Option<Vec<Value>>,
    /// Rows to leave out at the start; prefer `after`.
    pub skip: usize,
    /// The most rows to return.
    pub top: usize,
    /// Which calculated properties the rows have.
    pub figures: Wanted,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            filter: Filter::All,
            order: Vec::new(),
            after: None,
            skip: 0,
            top: 50,
            figures: Wanted::All,
        }
    }
}

/// Some rows of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// What to give as `after` to get the rows that follow, if there are more.
    pub next: Option<Vec<Value>>,
}

impl Tx<'_> {
    /// One page of a list.
    ///
    /// # Errors
    /// When `after` does not fit the order, or the database fails.
    pub fn list<T: Record>(&mut self, query: &Query) -> Result<Page<T>> {
        let table = T::table();
        let order = full_order(table, &query.order);
        let mut parameters = Vec::new();
        let mut sql = "WHERE ".to_owned();
        query.filter.sql(self.engine(), table, &mut sql, &mut parameters);
        if let Some(after) = &query.after {
            if after.len() != order.len() {
                return Err(base::Error::malformed(refuse!("query.skipToken.unreadable")));
            }
            sql.push_str(" AND ");
            following(table, &order, after, &mut sql, &mut parameters);
        }
        sql.push_str(" ORDER BY ");
        let half = if table.orders(&order) { "" } else { crate::engine::unhelped(self.engine()) };
        for (at, (column, descending)) in order.iter().enumerate() {
            let comma = if at == 0 { half } else { ", " };
            let way = if *descending { " DESC" } else { "" };
            let _ = write!(sql, "{comma}\"{}\"{way}", table.columns[*column].name);
        }
        // As parameters: each length of a page as a text of its own would be prepared again.
        let whole = |number: usize| Value::Int(i64::try_from(number).unwrap_or(i64::MAX));
        parameters.push(whole(query.top.saturating_add(1)));
        let _ = write!(sql, " LIMIT ${}", parameters.len());
        if query.skip > 0 {
            parameters.push(whole(query.skip));
            let _ = write!(sql, " OFFSET ${}", parameters.len());
        }
        let mut rows: Vec<T> = self.select(&sql, &parameters)?;
        let more = rows.len() > query.top;
        rows.truncate(query.top);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|last| order.iter().map(|(column, _)| last.value(*column)).collect());
        Ok(Page { rows, next })
    }

    /// How many rows meet a condition.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_filtered(&mut self, table: &Table, filter: &Filter) -> Result<i64> {
        let mut parameters = Vec::new();
        let mut sql = format!("SELECT count(*) FROM \"{}\" WHERE ", table.name);
        filter.sql(self.engine(), table, &mut sql, &mut parameters);
        self.number(&sql, &parameters)
    }

    /// How many rows meet a condition, counted no further than `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_up_to(&mut self, table: &Table, filter: &Filter, most: i64) -> Result<i64> {
        let mut parameters = Vec::new();
        let mut sql = format!("SELECT count(*) FROM (SELECT 1 FROM \"{}\" WHERE ", table.name);
        filter.sql(self.engine(), table, &mut sql, &mut parameters);
        parameters.push(Value::Int(most));
        let _ = write!(sql, " LIMIT ${}) AS \"some\"", parameters.len());
        self.number(&sql, &parameters)
    }

    /// Records that meet a condition, in key order, all of them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all<T: Record>(&mut self, filter: &Filter) -> Result<Vec<T>> {
        let table = T::table();
        let mut parameters = Vec::new();
        let mut sql = format!("SELECT {} FROM \"{}\" WHERE ", columns(table), table.name);
        filter.sql(self.engine(), table, &mut sql, &mut parameters);
        let key: Vec<String> =
            table.key.iter().map(|&at| format!("\"{}\"", table.columns[at].name)).collect();
        let _ = write!(sql, " ORDER BY {}", key.join(", "));
        self.rows(&sql, &parameters)?.into_iter().map(T::from_values).collect()
    }
}

/// The order with the key appended, so that every row has its place. The key runs the same way as
/// the last column before it.
fn full_order(table: &Table, order: &[(usize, bool)]) -> Vec<(usize, bool)> {
    let mut full: Vec<(usize, bool)> = order.to_vec();
    let way = order.last().is_some_and(|(_, descending)| *descending);
    for &column in table.key {
        if !full.iter().any(|(other, _)| *other == column) {
            full.push((column, way));
        }
    }
    full
}

/// The rows after a row. One row comparison when all columns run the same way, which an index can
/// serve; otherwise column by column.
fn following(
    table: &Table,
    order: &[(usize, bool)],
    after: &[Value],
    sql: &mut String,
    parameters: &mut Vec<Value>,
) {
    let first = parameters.len();
    parameters.extend(after.iter().cloned());
    let name = |at: usize| format!("\"{}\"", table.columns[order[at].0].name);
    let sign = |at: usize| if order[at].1 { "<" } else { ">" };
    if order.iter().all(|(_, descending)| *descending == order[0].1) {
        let names: Vec<String> = (0..order.len()).map(name).collect();
        let values: Vec<String> =
            (0..order.len()).map(|at| format!("${}", first + at + 1)).collect();
        let _ = write!(sql, "({}) {} ({})", names.join(", "), sign(0), values.join(", "));
        return;
    }
    sql.push('(');
    for at in 0..order.len() {
        if at > 0 {
            sql.push_str(" OR ");
        }
        sql.push('(');
        for equal in 0..at {
            let _ = write!(sql, "{} = ${} AND ", name(equal), first + equal + 1);
        }
        let _ = write!(sql, "{} {} ${})", name(at), sign(at), first + at + 1);
    }
    sql.push(')');
}
