//! The steps in which a job is carried out.

use base::Result;
use serde_json::{Map, Value as Json};
use store::{ActionDef, EntityDef, Tx, Value};

/// The bodies with which the action is carried out one after the other. An action on many documents
/// takes one at a time; any other is one step.
///
/// # Errors
/// When the database fails.
pub fn steps(
    tx: &mut Tx,
    def: &EntityDef,
    action: &ActionDef,
    body: &Map<String, Json>,
) -> Result<Vec<Map<String, Json>>> {
    if !action.parameters.iter().any(|parameter| parameter.name == NOS) {
        return Ok(vec![body.clone()]);
    }
    let nos = match body.get(NOS) {
        None | Some(Json::Null) => numbers(tx, def)?,
        Some(Json::Array(nos)) => nos.clone(),
        // What it is not, the action itself refuses.
        Some(_) => return Ok(vec![body.clone()]),
    };
    if nos.is_empty() {
        return Ok(vec![with(body, Vec::new())]);
    }
    Ok(nos.into_iter().map(|no| with(body, vec![no])).collect())
}

/// The parameter that names documents.
const NOS: &str = "nos";

fn with(body: &Map<String, Json>, nos: Vec<Json>) -> Map<String, Json> {
    let mut body = body.clone();
    body.insert(NOS.to_owned(), Json::from(nos));
    body
}

/// The numbers of all records of a collection.
fn numbers(tx: &mut Tx, def: &EntityDef) -> Result<Vec<Json>> {
    let mut sql = format!("SELECT \"no\" FROM \"{}\" WHERE 1 = 1", def.table.name);
    let mut parameters = Vec::new();
    for (column, value) in def.fixed {
        parameters.push(Value::from(*value));
        sql.push_str(&format!(" AND \"{column}\" = ${}", parameters.len()));
    }
    sql.push_str(" ORDER BY \"no\"");
    let rows = tx.rows(&sql, &parameters)?;
    Ok(rows.into_iter().flatten().map(|no| Json::from(no.into_text())).collect())
}
