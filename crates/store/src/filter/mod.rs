//! Conditions on the rows of a table, from a user or a program, and their SQL.

mod search;

pub use crate::engine::words::MOST as MOST_FOUND;
pub use search::LATEST;

use std::fmt::Write as _;

use crate::db::EngineName;
use crate::engine::words;
use crate::field::Value;
use crate::record::{Column, Table};

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The same.
    Equal,
    /// Not the same.
    NotEqual,
    /// Below.
    Less,
    /// Below or the same.
    LessOrEqual,
    /// Above.
    Greater,
    /// Above or the same.
    GreaterOrEqual,
}

impl Comparison {
    fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// Where in a value a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At its beginning.
    Start,
    /// At its end.
    End,
    /// Anywhere.
    Anywhere,
    /// From beginning to end.
    Whole,
}

/// A condition on the rows of one table; columns are named by position.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Every row.
    All,
    /// Rows that meet all of these.
    And(Vec<Filter>),
    /// Rows that meet one of these.
    Or(Vec<Filter>),
    /// Rows that do not meet it.
    Not(Box<Filter>),
    /// Rows whose column compares so with the value.
    Compare(usize, Comparison, Value),
    /// Rows whose column is one of these.
    In(usize, Vec<Value>),
    /// Rows whose column, without regard to capitals, matches this pattern: `*` is any text and
    /// `?` any one character.
    Matches(usize, String),
    /// Rows whose column, without regard to capitals, has this very text there: `*` and `?` mean
    /// themselves.
    Holds(usize, Place, String),
    /// Rows with words that begin with those of this text, each of them; in tables without an index of
    /// words, rows where some code or text column contains this text. Without regard to capitals.
    Search(String),
    /// Rows for which this condition in SQL holds: about other tables, the row's own columns with the
    /// name of their table before them. Never made from what somebody typed.
    Where(&'static str),
}

impl Filter {
    /// Rows whose column has this value.
    pub fn equal(column: usize, value: Value) -> Self {
        Self::Compare(column, Comparison::Equal, value)
    }

    /// The text that the condition searches for, if it does.
    pub fn searched(&self) -> Option<&str> {
        match self {
            Self::Search(text) => Some(text),
            Self::And(all) => all.iter().find_map(Self::searched),
            _ => None,
        }
    }

    /// Rows that meet both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, one) | (one, Self::All) => one,
            (Self::And(mut all), one) => {
                all.push(one);
                Self::And(all)
            }
            (one, two) => Self::And(vec![one, two]),
        }
    }

    /// Writes the condition as SQL, appending its parameters.
    pub(crate) fn sql(
        &self,
        engine: EngineName,
        table: &Table,
        sql: &mut String,
        parameters: &mut Vec<Value>,
    ) {
        match self {
            Self::All => sql.push_str("1 = 1"),
            Self::And(all) => join(engine, all, [" AND ", "1 = 1"], table, sql, parameters),
            Self::Or(any) => join(engine, any, [" OR ", "1 = 0"], table, sql, parameters),
            Self::Not(inner) => {
                sql.push_str("NOT (");
                inner.sql(engine, table, sql, parameters);
                sql.push(')');
            }
            Self::Compare(column, comparison, value) => {
                parameters.push(value.clone());
                let (name, op) = (table.columns[*column].name, comparison.sql());
                let _ = write!(sql, "\"{name}\" {op} ${}", parameters.len());
            }
            Self::In(column, values) => {
                // Few different texts: the last value fills up to a power of two.
                let wanted = if values.is_empty() { 0 } else { values.len().next_power_of_two() };
                let filling = values.last().into_iter().cycle();
                let values = values.iter().chain(filling).take(wanted);
                let any: Vec<Self> =
                    values.map(|value| Self::equal(*column, value.clone())).collect();
                Self::Or(any).sql(engine, table, sql, parameters);
            }
            Self::Matches(column, pattern) => {
                like(&table.columns[*column], &like_pattern(pattern), sql, parameters);
            }
            Self::Holds(column, place, text) => {
                let text = literal(text);
                let pattern = match place {
                    Place::Start => format!("{text}%"),
                    Place::End => format!("%{text}"),
                    Place::Anywhere => format!("%{text}%"),
                    Place::Whole => text,
                };
                like(&table.columns[*column], &pattern, sql, parameters);
            }
            Self::Search(text) if table.search.is_empty() => {
                search::search(text, table, sql, parameters);
            }
            Self::Search(text) => {
                sql.push_str(&words::condition(engine, table, text, parameters));
            }
            Self::Where(condition) => {
                let _ = write!(sql, "({condition})");
            }
        }
    }
}

fn join(
    engine: EngineName,
    parts: &[Filter],
    [word, nothing]: [&str; 2],
    table: &Table,
    sql: &mut String,
    parameters: &mut Vec<Value>,
) {
    if parts.is_empty() {
        sql.push_str(nothing);
        return;
    }
    sql.push('(');
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            sql.push_str(word);
        }
        part.sql(engine, table, sql, parameters);
    }
    sql.push(')');
}

fn like(column: &Column, pattern: &str, sql: &mut String, parameters: &mut Vec<Value>) {
    parameters.push(Value::Text(words::fold(pattern)));
    let name = column.name;
    // A number is looked through as it is stored: the number of a line, say.
    let text = match column.kind.blank() {
        Value::Text(_) => format!("\"{name}\""),
        Value::Int(_) => format!("CAST(\"{name}\" AS text)"),
    };
    let _ = write!(sql, "fold({text}) LIKE ${} ESCAPE '\\'", parameters.len());
}

/// A pattern with `*` and `?` as one with `%` and `_`, everything else literal.
fn like_pattern(pattern: &str) -> String {
    let mut result = String::with_capacity(pattern.len() + 4);
    for letter in pattern.chars() {
        match letter {
            '*' => result.push('%'),
            '?' => result.push('_'),
            '%' | '_' | '\\' => {
                result.push('\\');
                result.push(letter);
            }
            _ => result.push(letter),
        }
    }
    result
}

/// A text as a pattern that means itself.
fn literal(text: &str) -> String {
    let special = |letter: char| matches!(letter, '%' | '_' | '\\');
    text.chars().fold(String::with_capacity(text.len() + 4), |mut pattern, letter| {
        if special(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
        pattern
    })
}
