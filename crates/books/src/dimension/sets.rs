//! Sets of dimension values: one number for each combination, never changed.

use std::collections::BTreeMap;

use base::{Code, Memo, Result, refuse};
use store::figures::one_of;
use store::{Tx, Value, key, params};

use super::{Dimension, DimensionSet, DimensionSetEntry, DimensionValue, DimensionValueType};
use crate::general_ledger_setup;

/// Dimensions and their values, sorted by dimension, each dimension once.
pub type Values = Vec<(Code<20>, Code<20>)>;

/// The number of the set with these values, which is made when there is none yet. Blank values are
/// left out; the set without values is 0. When a dimension is given twice, the last one holds.
///
/// # Errors
/// When the database fails.
pub fn id_of(tx: &mut Tx, values: &[(Code<20>, Code<20>)]) -> Result<i64> {
    let values = sorted(values);
    if values.is_empty() {
        return Ok(0);
    }
    let contents = contents(&values);
    if let Some(id) = find(tx, &contents)? {
        return Ok(id);
    }
    let id = tx.entry_nos::<DimensionSet>(1)?.into_iter().next().unwrap_or_default();
    // Somebody else may make the same set at this moment: then theirs is taken.
    let sql = "INSERT INTO \"dimension_set\" (\"id\", \"contents\") VALUES ($1, $2) \
               ON CONFLICT (\"contents\") DO NOTHING";
    if tx.execute(sql, params![id, contents])? == 0 {
        return find(tx, &contents)?.ok_or(base::Error::Changed);
    }
    let mut entries: Vec<DimensionSetEntry> = values
        .into_iter()
        .map(|(dimension_code, dimension_value_code)| DimensionSetEntry {
            dimension_set_id: id,
            dimension_code,
            dimension_value_code,
        })
        .collect();
    tx.insert_all(&mut entries)?;
    Ok(id)
}

fn find(tx: &mut Tx, contents: &Memo) -> Result<Option<i64>> {
    let set: Option<DimensionSet> = tx.first("WHERE \"contents\" = $1", params![contents])?;
    Ok(set.map(|set| set.id))
}

/// The values of a set, sorted by dimension.
///
/// # Errors
/// When the database fails.
pub fn entries(tx: &mut Tx, id: i64) -> Result<Values> {
    if id == 0 {
        return Ok(Vec::new());
    }
    let rows: Vec<DimensionSetEntry> =
        tx.select("WHERE \"dimension_set_id\" = $1 ORDER BY \"dimension_code\"", params![id])?;
    Ok(rows.into_iter().map(|row| (row.dimension_code, row.dimension_value_code)).collect())
}

/// The values of each of these sets, sorted by dimension; of the set without values there are none.
///
/// # Errors
/// When the database fails.
pub fn entries_of(
    tx: &mut Tx,
    ids: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, Values>> {
    let mut parameters = Vec::new();
    let ids = ids.into_iter().filter(|id| *id != 0).map(Value::Int);
    let these = one_of("dimension_set_id", ids, &mut parameters);
    let mut sets = BTreeMap::<i64, Values>::new();
    if parameters.is_empty() {
        return Ok(sets);
    }
    let rest = format!("WHERE {these} ORDER BY \"dimension_set_id\", \"dimension_code\"");
    for row in tx.select::<DimensionSetEntry>(&rest, &parameters)? {
        let value = (row.dimension_code, row.dimension_value_code);
        sets.entry(row.dimension_set_id).or_default().push(value);
    }
    Ok(sets)
}

/// The value of a dimension in a list; blank when it has none.
pub fn value_of(values: &[(Code<20>, Code<20>)], dimension: &str) -> Code<20> {
    let found = values.iter().find(|(code, _)| code == dimension);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// The values of the two global dimensions in a set, for the columns of documents and ledgers.
///
/// # Errors
/// When the database fails.
pub fn global(tx: &mut Tx, id: i64) -> Result<(Code<20>, Code<20>)> {
    if id == 0 {
        return Ok((Code::default(), Code::default()));
    }
    let set_up = general_ledger_setup::of(tx)?;
    let values = entries(tx, id)?;
    let value = |dimension: &Code<20>| {
        if dimension.is_empty() { Code::default() } else { value_of(&values, dimension) }
    };
    Ok((value(&set_up.global_dimension_1_code), value(&set_up.global_dimension_2_code)))
}

/// The set in which the dimension has another value; a blank value takes the dimension out.
///
/// # Errors
/// Refuses a value that is unknown, blocked or no standard value.
pub fn with_value(tx: &mut Tx, id: i64, dimension: &str, value: &str) -> Result<i64> {
    let mut values = entries(tx, id)?;
    values.retain(|(code, _)| code != dimension);
    if !value.is_empty() {
        check_value(tx, dimension, value)?;
        values.push((Code::parse(dimension)?, Code::parse(value)?));
    }
    id_of(tx, &values)
}

/// What entering a value in the column of global dimension 1 or 2 makes of a set.
///
/// # Errors
/// Refuses it when the set-up names no such dimension, and as [`with_value`].
pub fn with_global(tx: &mut Tx, id: i64, number: u8, value: &str) -> Result<i64> {
    let set_up = general_ledger_setup::of(tx)?;
    let dimension = match number {
        1 => set_up.global_dimension_1_code,
        _ => set_up.global_dimension_2_code,
    };
    if !dimension.is_empty() {
        return with_value(tx, id, &dimension, value);
    }
    if value.is_empty() {
        return Ok(id);
    }
    Err(refuse!("dimension.global.none", number = i64::from(number)).into())
}

/// Refuses a value that entries cannot have.
///
/// # Errors
/// `dimension.unknown`, `dimension.value.unknown`, `dimension.value.notStandard`,
/// `dimension.blocked`, `dimension.value.blocked`.
pub fn check_value(tx: &mut Tx, dimension: &str, value: &str) -> Result<()> {
    let head: Dimension = tx
        .get(key![dimension])?
        .ok_or_else(|| refuse!("dimension.unknown", dimension = dimension))?;
    let found: Option<DimensionValue> = tx.get(key![dimension, value])?;
    let found = found
        .ok_or_else(|| refuse!("dimension.value.unknown", dimension = dimension, value = value))?;
    Ok(usable(&head, &found)?)
}

/// Refuses a dimension or a value that is blocked or cannot be posted.
pub(super) fn usable(head: &Dimension, value: &DimensionValue) -> Result<(), base::Refusal> {
    let (dimension, code) = (&head.code, &value.code);
    if head.blocked {
        return Err(refuse!("dimension.blocked", dimension = dimension));
    }
    if value.blocked {
        return Err(refuse!("dimension.value.blocked", dimension = dimension, value = code));
    }
    if value.dimension_value_type == DimensionValueType::Standard {
        return Ok(());
    }
    Err(refuse!("dimension.value.notStandard", dimension = dimension, value = code))
}

/// Sorted by dimension, without blanks; of several values of a dimension the last.
pub(super) fn sorted(values: &[(Code<20>, Code<20>)]) -> Values {
    let map: std::collections::BTreeMap<_, _> = values.iter().cloned().collect();
    map.into_iter()
        .filter(|(dimension, value)| !dimension.is_empty() && !value.is_empty())
        .collect()
}

/// The values as one text: `DEPT=SALES;PROJECT=A`. The marks themselves get a stroke before them.
pub(super) fn contents(values: &[(Code<20>, Code<20>)]) -> Memo {
    let escaped = |code: &str| {
        let mut text = String::with_capacity(code.len());
        for letter in code.chars() {
            if matches!(letter, '=' | ';' | '\\') {
                text.push('\\');
            }
            text.push(letter);
        }
        text
    };
    let parts: Vec<String> = values
        .iter()
        .map(|(dimension, value)| format!("{}={}", escaped(dimension), escaped(value)))
        .collect();
    Memo::new(&parts.join(";"))
}
