//! Records with their parts: `$expand`. The parts of all records of a page are read at once.

use std::collections::BTreeSet;

use base::{Action, Result};
use serde_json::Value as Json;
use store::{EntityDef, Filter, Query, Tx, Value, key_of, values_of};

use super::list::select;
use super::odata::{Expand, Options, part_of};

/// The most parts that come with a record.
pub const MOST_PARTS: usize = 10_000;

/// Adds the expanded parts to each row, and tells how many there were.
///
/// # Errors
/// When a part may not be read, or the database fails.
pub fn expand(
    tx: &mut Tx,
    all: &[EntityDef],
    def: &EntityDef,
    given: &[(usize, Value)],
    expands: &[Expand],
    rows: &mut [Json],
) -> Result<usize> {
    if expands.is_empty() {
        return Ok(0);
    }
    let keys: Result<Vec<Vec<Value>>> = rows.iter().map(|row| key_of(def, given, row)).collect();
    add(tx, all, def, &keys?, expands, rows)
}

fn add(
    tx: &mut Tx,
    all: &[EntityDef],
    def: &EntityDef,
    keys: &[Vec<Value>],
    expands: &[Expand],
    rows: &mut [Json],
) -> Result<usize> {
    let mut count = 0;
    for wanted in expands {
        let Some(part) = part_of(all, def, wanted.segment) else { continue };
        let mut parts = parts_of(tx, part, keys, &wanted.options)?;
        count += parts.iter().map(Vec::len).sum::<usize>();
        if !wanted.options.expand.is_empty() {
            count += add_below(tx, all, part, keys, &wanted.options.expand, &mut parts)?;
        }
        for (row, mut parts) in rows.iter_mut().zip(parts) {
            parts.iter_mut().for_each(|part| select(part, &wanted.options));
            if let Json::Object(map) = row {
                map.insert(wanted.segment.to_owned(), Json::from(parts));
            }
        }
    }
    Ok(count)
}

/// Adds the parts of the parts, of all of them at once.
fn add_below(
    tx: &mut Tx,
    all: &[EntityDef],
    part: &EntityDef,
    parents: &[Vec<Value>],
    expands: &[Expand],
    parts: &mut [Vec<Json>],
) -> Result<usize> {
    let columns = columns(part);
    let mut keys = Vec::new();
    for (parent, parts) in parents.iter().zip(parts.iter()) {
        let given: Vec<(usize, Value)> =
            columns.iter().copied().zip(parent.iter().cloned()).collect();
        for row in parts {
            keys.push(key_of(part, &given, row)?);
        }
    }
    let sizes: Vec<usize> = parts.iter().map(Vec::len).collect();
    let mut together: Vec<Json> = parts.iter_mut().flat_map(std::mem::take).collect();
    let count = add(tx, all, part, &keys, expands, &mut together)?;
    let mut rest = together.into_iter();
    for (parts, size) in parts.iter_mut().zip(sizes) {
        *parts = rest.by_ref().take(size).collect();
    }
    Ok(count)
}

/// The columns of a part that hold the key of the record it belongs to.
fn columns(part: &EntityDef) -> Vec<usize> {
    let names = part.below.map_or(&[][..], |below| below.columns);
    names.iter().filter_map(|name| part.table.column(name)).collect()
}

/// The parts of each of these records: in one question, unless each has an end of its own or there
/// are too many.
fn parts_of(
    tx: &mut Tx,
    part: &EntityDef,
    parents: &[Vec<Value>],
    options: &Options,
) -> Result<Vec<Vec<Json>>> {
    part.require(tx, Action::Read)?;
    let whole = options.top.is_none() && options.skip == 0;
    if whole
        && parents.len() > 1
        && let Some(parts) = parts_at_once(tx, part, parents, options)?
    {
        return Ok(parts);
    }
    let columns = columns(part);
    let of_one = |parent: &Vec<Value>| {
        let query = query(part, options, equal(&columns, parent));
        Ok((part.list)(tx, &query)?.rows)
    };
    parents.iter().map(of_one).collect()
}

/// The parts of all these records; nothing when they are too many for one question, or when it does
/// not show whose they are.
fn parts_at_once(
    tx: &mut Tx,
    part: &EntityDef,
    parents: &[Vec<Value>],
    options: &Options,
) -> Result<Option<Vec<Vec<Json>>>> {
    let columns = columns(part);
    let found = (part.list)(tx, &query(part, options, of_any(&columns, parents)))?;
    if found.next.is_some() {
        return Ok(None);
    }
    let mut parts = vec![Vec::new(); parents.len()];
    for row in found.rows {
        let of = values_of(part.table, &columns, &row)?;
        match parents.iter().position(|parent| parent.starts_with(&of)) {
            Some(at) => parts[at].push(row),
            None => return Ok(None),
        }
    }
    Ok(Some(parts))
}

fn query(part: &EntityDef, options: &Options, of: Filter) -> Query {
    Query {
        filter: part.fixed_filter().and(of).and(options.filter.clone()),
        order: options.order.clone(),
        after: None,
        skip: options.skip,
        top: options.top.unwrap_or(MOST_PARTS).min(MOST_PARTS),
        figures: options.figures(),
    }
}

fn equal(columns: &[usize], parent: &[Value]) -> Filter {
    let pairs = columns.iter().zip(parent);
    pairs.fold(Filter::All, |all, (&column, value)| all.and(Filter::equal(column, value.clone())))
}

/// The condition that a row belongs to one of these records: what they share once, and the column in
/// which they differ as a choice.
fn of_any(columns: &[usize], parents: &[Vec<Value>]) -> Filter {
    let values = |at: usize| -> BTreeSet<&Value> {
        parents.iter().filter_map(|parent| parent.get(at)).collect()
    };
    let choices: Vec<BTreeSet<&Value>> = (0..columns.len()).map(values).collect();
    if choices.iter().filter(|values| values.len() > 1).count() > 1 {
        return Filter::Or(parents.iter().map(|parent| equal(columns, parent)).collect());
    }
    columns.iter().zip(choices).fold(Filter::All, |all, (&column, values)| {
        all.and(Filter::In(column, values.into_iter().cloned().collect()))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};
    use store::testing::count_statements;

    use super::*;
    use crate::api::odata::{Names, parse_pairs};
    use crate::testing::{Program, programs};

    fn add_currencies(program: &Program) {
        for (code, days) in [("CHF", 2), ("GBP", 0), ("JPY", 3), ("USD", 1)] {
            let rate = |day: i64| {
                json!({"startingDate": format!("2026-01-{day:02}"), "exchangeRateAmount": 1.1,
                    "relationalExchRateAmount": 1})
            };
            let rates: Vec<Json> = (1..=days).map(rate).collect();
            let body = json!({"code": code, "currencyExchangeRates": rates}).to_string();
            assert_eq!(program.send("POST", "/currencies", Some(&body)).0, 201);
        }
    }

    /// What a page answers with this option, and in how many questions.
    fn expanded(program: &Program, option: &str) -> (Vec<Json>, u64) {
        let all = service::entities();
        let def = all.iter().find(|def| def.collection == "currencies").expect("currencies");
        let names = Names { all: &all, figures: program.app.figures() };
        let pairs = [("$expand".to_owned(), option.to_owned())];
        let options = parse_pairs(names, def, &pairs, &[]).expect("the option is one");
        let actor = program.app.program();
        let read = |tx: &mut Tx| {
            let mut rows = (def.list)(tx, &Query { top: 50, ..Query::default() })?.rows;
            let (added, asked) =
                count_statements(|| expand(tx, &all, def, &[], &options.expand, &mut rows));
            added.map(|_| (rows, asked))
        };
        program.company().read(&actor, read).expect("the page is read")
    }

    #[test]
    fn the_parts_of_a_page_are_one_question() {
        for program in programs() {
            add_currencies(&program);
            let (rows, asked) = expanded(&program, "currencyExchangeRates");
            assert_eq!(asked, 1, "{:?}", program.engine());
            let counts: Vec<usize> = rows
                .iter()
                .map(|row| row["currencyExchangeRates"].as_array().map_or(9, Vec::len))
                .collect();
            assert_eq!(counts, [2, 0, 3, 1]);
            for row in rows {
                let code = row["code"].as_str().expect("a code");
                let alone = format!("/currencies/{code}?$expand=currencyExchangeRates");
                let alone = program.send("GET", &alone, None).1;
                assert_eq!(row["currencyExchangeRates"], alone["currencyExchangeRates"]);
            }
            let (first, _) = expanded(&program, "currencyExchangeRates($top=1)");
            assert_eq!(first[2]["currencyExchangeRates"].as_array().map(Vec::len), Some(1));
        }
    }
}
