//! Records with their parts in one call: a whole order with its lines.

use base::{Refusal, Result};
use serde_json::{Map, Value as Json};

use crate::collection::EntityDef;
use crate::field::Value;
use crate::json;
use crate::record::Table;
use crate::tx::Tx;

/// Creates a record and the parts that its body holds as lists under the segment of a collection
/// below it; answers the record as it is at the end.
///
/// # Errors
/// What the record or a part refuses; the field then begins with the place of the part.
pub fn create_with_parts(
    tx: &mut Tx,
    all: &[EntityDef],
    def: &EntityDef,
    given: &[(usize, Value)],
    body: &Map<String, Json>,
) -> Result<Json> {
    let key = add_with_parts(tx, all, def, given, body)?;
    (def.get)(tx, &key)
}

/// The same, and answers the key alone: what the parts are in the end, nobody asks before.
fn add_with_parts(
    tx: &mut Tx,
    all: &[EntityDef],
    def: &EntityDef,
    given: &[(usize, Value)],
    body: &Map<String, Json>,
) -> Result<Vec<Value>> {
    let mut own = body.clone();
    let mut parts: Vec<(&EntityDef, Vec<Json>)> = Vec::new();
    for part in all.iter().filter(|part| is_part(def, part)) {
        let segment = part.below.map_or("", |below| below.segment);
        if let Some(Json::Array(records)) = own.get(segment) {
            parts.push((part, records.clone()));
            own.shift_remove(segment);
        }
    }
    let key = (def.add)(tx, given, &own)?;
    for (part, records) in parts {
        tx.gathering(|tx| create_parts(tx, all, part, &key, &records))?;
    }
    Ok(key)
}

fn is_part(def: &EntityDef, part: &EntityDef) -> bool {
    part.below.is_some_and(|below| below.parent == def.collection)
}

fn create_parts(
    tx: &mut Tx,
    all: &[EntityDef],
    part: &EntityDef,
    parent: &[Value],
    records: &[Json],
) -> Result<()> {
    let Some(below) = part.below else { return Ok(()) };
    let columns = below.columns.iter().filter_map(|name| part.table.column(name));
    let given: Vec<(usize, Value)> = columns.zip(parent.iter().cloned()).collect();
    for (number, record) in records.iter().enumerate() {
        let place = |refusal: Refusal| {
            let field = refusal.field.clone().unwrap_or_default();
            Refusal { field: Some(format!("{}/{number}/{field}", below.segment)), ..refusal }
        };
        let Json::Object(body) = record else {
            let refusal = base::refuse!("value.json.wrongType", expected = "object");
            return Err(base::Error::malformed(place(refusal)));
        };
        add_with_parts(tx, all, part, &given, body).map_err(|error| error.at(place))?;
    }
    Ok(())
}

/// The key of a record from its JSON and the columns that the address fixed.
///
/// # Errors
/// When a property of the key does not fit its field.
pub fn key_of(def: &EntityDef, given: &[(usize, Value)], record: &Json) -> Result<Vec<Value>> {
    let value = |at: &usize| {
        let column = &def.table.columns[*at];
        match given.iter().find(|(fixed, _)| fixed == at) {
            Some((_, value)) if !value.is_blank() => Ok(value.clone()),
            _ => json::from_json(column.kind, record.get(column.json).unwrap_or(&Json::Null)),
        }
    };
    def.table.key.iter().map(value).collect()
}

/// The values of columns of a table in the JSON of a record; blank where it has none.
///
/// # Errors
/// When a property does not fit its field.
pub fn values_of(table: &Table, columns: &[usize], record: &Json) -> Result<Vec<Value>> {
    let value = |&at: &usize| {
        let column = &table.columns[at];
        json::from_json(column.kind, record.get(column.json).unwrap_or(&Json::Null))
    };
    columns.iter().map(value).collect()
}
