//! The values in a filter, as the store has them.

use base::{Error, Result, refuse};
use store::filter::Comparison;
use store::{Column, Filter, Kind, Value, json};

/// A value as it stands in a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Empty.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A text in quotes.
    Text(String),
    /// A number, date or time.
    Bare(String),
}

impl Literal {
    fn shown(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(flag) => flag.to_string(),
            Self::Text(text) => format!("'{text}'"),
            Self::Bare(text) => text.clone(),
        }
    }
}

/// The condition that a column compares so with a value.
///
/// # Errors
/// Refuses a value of another type and comparisons that the type does not have.
pub fn compare(
    at: usize,
    column: &Column,
    comparison: Comparison,
    literal: &Literal,
) -> Result<Filter> {
    use Comparison::{Equal, Less, LessOrEqual, NotEqual};
    let equality = matches!(comparison, Equal | NotEqual);
    if *literal == Literal::Null {
        return Ok(with_null(at, column, comparison));
    }
    let value = value(column, literal)?;
    if !equality && matches!(column.kind, Kind::Option(_) | Kind::Bool | Kind::Factor) {
        let refusal = refuse!("api.filter.comparison", name = column.json);
        return Err(Error::malformed(refusal.field("$filter")));
    }
    let filter = Filter::Compare(at, comparison, value);
    // Empty sorts first, but nothing is below or above empty.
    let empty_below = matches!(comparison, Less | LessOrEqual) && !column.kind.is_integer();
    if !empty_below {
        return Ok(filter);
    }
    Ok(filter.and(Filter::Compare(at, NotEqual, Value::from(""))))
}

/// Comparisons with empty: numbers and yes-or-no are never empty, and nothing is below or above it.
fn with_null(at: usize, column: &Column, comparison: Comparison) -> Filter {
    let empties = !column.kind.is_integer() && column.kind != Kind::Factor;
    match comparison {
        Comparison::Equal if empties => Filter::equal(at, Value::from("")),
        Comparison::NotEqual if empties => Filter::Compare(at, comparison, Value::from("")),
        Comparison::NotEqual => Filter::All,
        _ => Filter::Or(Vec::new()),
    }
}

/// A value for a column.
///
/// # Errors
/// Refuses a value of another type.
pub fn value(column: &Column, literal: &Literal) -> Result<Value> {
    let fits = match literal {
        Literal::Null => return Ok(column.kind.blank()),
        Literal::Bool(flag) if column.kind == Kind::Bool => {
            return Ok(Value::Int(i64::from(*flag)));
        }
        Literal::Text(_) => !column.kind.is_number() && column.kind != Kind::Bool,
        Literal::Bare(_) => {
            column.kind.is_number() || matches!(column.kind, Kind::Date | Kind::Time | Kind::Moment)
        }
        Literal::Bool(_) => false,
    };
    let text = match literal {
        Literal::Text(text) | Literal::Bare(text) if fits => text,
        _ => return Err(unfit(column, literal)),
    };
    if text.is_empty() {
        return Ok(Value::from(""));
    }
    json::from_text(column.kind, text).map_err(|error| match error {
        Error::Refused(refusals) => {
            Error::Malformed(refusals).at(|refusal| refusal.field("$filter"))
        }
        other => other,
    })
}

fn unfit(column: &Column, literal: &Literal) -> Error {
    let refusal = refuse!(
        "api.filter.literal",
        value = literal.shown(),
        name = column.json,
        expected = json::type_name(column.kind)
    );
    Error::malformed(refusal.field("$filter"))
}
