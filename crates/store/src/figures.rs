//! Figures: properties of records that are calculated from other records. They are worked out for a
//! page of records at once, and only those that somebody wants.

use std::collections::{BTreeMap, BTreeSet};

use base::Result;
use serde_json::Value as Json;

use crate::field::Value;
use crate::tx::Tx;

/// The calculated properties of one record, by JSON name.
pub type Figures = Vec<(&'static str, Json)>;

/// Which calculated properties are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Whatever there is.
    #[default]
    All,
    /// Those of these JSON names.
    Named(Vec<String>),
}

impl Wanted {
    /// None at all.
    pub fn nothing() -> Self {
        Self::Named(Vec::new())
    }

    /// Whether the property of this name is wanted.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => names.iter().any(|wanted| wanted == name),
        }
    }

    /// Whether one of these is wanted.
    pub fn any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }
}

/// `"column" IN ($3, $4)` for values, each once, which are added to the parameters. The last is
/// repeated up to a power of two, so that statements come in few texts.
pub fn one_of(
    column: &str,
    values: impl IntoIterator<Item = Value>,
    parameters: &mut Vec<Value>,
) -> String {
    let distinct: BTreeSet<Value> = values.into_iter().collect();
    let Some(last) = distinct.last().cloned() else { return "1 = 0".to_owned() };
    let places = distinct.len().next_power_of_two();
    let first = parameters.len();
    parameters.extend(distinct);
    parameters.resize(first + places, last);
    let places: Vec<String> = (first + 1..=first + places).map(|at| format!("${at}")).collect();
    format!("\"{column}\" IN ({})", places.join(", "))
}

impl Tx<'_> {
    /// The rows of a query by their first `keys` values; of rows with the same, the last.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rows_by(
        &mut self,
        keys: usize,
        sql: &str,
        parameters: &[Value],
    ) -> Result<BTreeMap<Vec<Value>, Vec<Value>>> {
        let split = |mut row: Vec<Value>| {
            let rest = row.split_off(keys.min(row.len()));
            (row, rest)
        };
        Ok(self.rows(sql, parameters)?.into_iter().map(split).collect())
    }
}

/// A whole or scaled number in a row that may not be there.
pub fn number_at(row: Option<&Vec<Value>>, place: usize) -> i64 {
    row.and_then(|row| row.get(place)).cloned().map_or(0, Value::into_int)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_of_values_has_few_texts() {
        let values =
            |names: &[&str]| names.iter().map(|name| Value::from(*name)).collect::<Vec<_>>();
        for (given, text, parameters) in [
            (&[][..], "1 = 0", &["x"][..]),
            (&["B"], "\"no\" IN ($2)", &["x", "B"]),
            (&["B", "A", "B"], "\"no\" IN ($2, $3)", &["x", "A", "B"]),
            (&["C", "B", "A"], "\"no\" IN ($2, $3, $4, $5)", &["x", "A", "B", "C", "C"]),
        ] {
            let mut found = values(&["x"]);
            assert_eq!(one_of("no", values(given), &mut found), text);
            assert_eq!(found, values(parameters), "{given:?}");
        }
    }

    #[test]
    fn what_is_wanted_goes_by_name() {
        let named = Wanted::Named(vec!["balance".to_owned()]);
        assert!(Wanted::All.has("balance") && named.has("balance") && !named.has("inventory"));
        assert!(named.any(&["inventory", "balance"]) && !Wanted::nothing().any(&["balance"]));
    }
}
