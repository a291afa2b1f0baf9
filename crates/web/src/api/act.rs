//! Carries out an action.

use std::borrow::Cow;

use base::{Error, Result, refuse};
use serde_json::{Map, Value as Json};
use store::{ActionDef, EntityDef, Filter, Kind, Query, Tx, Value, Wanted};

use super::address::Target;
use super::idempotent::{Answer, once};
use super::odata::{self, Names};
use super::request::Request;
use super::respond::{self, Reply};
use crate::problem::Failure;

/// So many records are read at once.
const PAGE: usize = 500;

/// Carries out an action on a record or a collection, and answers what it did.
///
/// # Errors
/// What the action refuses.
pub fn act(request: &Request, target: &Target, action: &ActionDef) -> Result<Reply, Failure> {
    let answer = carry_out(request, target, action)?;
    Ok(respond::replayed(Reply::json(answer.status, answer.body), answer.again))
}

/// Carries out an action on a record or a collection.
///
/// # Errors
/// What the action refuses.
pub fn carry_out(request: &Request, target: &Target, action: &ActionDef) -> Result<Answer> {
    parameters(action, &request.body)?;
    let run = |tx: &mut Tx| {
        target.check_above(tx)?;
        action.require(tx, target.def.table)?;
        target.check_there(tx)?;
        check_version(tx, request, target)?;
        let key = key(target);
        let names = Names { all: &request.catalogue().entities, figures: request.app.figures() };
        let filter = target.filter();
        let body = chosen(tx, names, target.def, filter, action, &request.body)?;
        let mut result = match action.call(tx, target.def.table, &key, &body)? {
            Json::Null => Json::Object(Map::new()),
            other => other,
        };
        respond::add_messages(&mut result, "messages", tx, request.caller.language);
        Ok(Answer { status: 200, body: result, again: false })
    };
    // A new secret is shown once and kept nowhere, not even for a repetition.
    let remembered = request.once.as_ref().filter(|_| action.name != "createToken");
    if action.writes { request.write(|tx| once(tx, remembered, run)) } else { request.read(run) }
}

/// The body of an action on many records of a collection, of which `fixed` are spoken of: a filter
/// among its parameters is replaced by the numbers of the records that it leaves.
///
/// # Errors
/// A filter that cannot be read; `Forbidden` when the records may not be read.
pub fn chosen<'b>(
    tx: &mut Tx,
    names: Names<'_>,
    def: &EntityDef,
    fixed: Filter,
    action: &ActionDef,
    body: &'b Map<String, Json>,
) -> Result<Cow<'b, Map<String, Json>>> {
    let takes = |name: &str| action.parameters.iter().any(|parameter| parameter.name == name);
    let given = body.get("filter").filter(|given| !given.is_null());
    let Some(given) = given.filter(|_| takes("filter") && takes("nos")) else {
        return Ok(Cow::Borrowed(body));
    };
    let wrong = || refuse!("value.json.wrongType", expected = "text").field("filter");
    let text = given.as_str().ok_or_else(wrong)?;
    let filter = fixed.and(odata::parse_filter(names, def, text)?);
    let mut body = body.clone();
    body.remove("filter");
    let of_list = body.get("nos").and_then(Json::as_array).cloned();
    let mut nos = Vec::new();
    let mut query = Query { filter, top: PAGE, figures: Wanted::nothing(), ..Query::default() };
    loop {
        let page = (def.list)(tx, &query)?;
        nos.extend(page.rows.iter().filter_map(|row| row.get("no").cloned()));
        match page.next {
            Some(after) => query.after = Some(after),
            None => break,
        }
    }
    if let Some(of_list) = of_list {
        nos.retain(|no| of_list.contains(no));
    }
    body.insert("nos".to_owned(), Json::from(nos));
    Ok(Cow::Owned(body))
}

/// The key of the record; for the collection of parts the key of the record above.
fn key(target: &Target) -> Vec<Value> {
    match &target.key {
        Some(key) => key.clone(),
        None => target.above.last().map(|(_, key)| key.clone()).unwrap_or_default(),
    }
}

fn check_version(tx: &mut Tx, request: &Request, target: &Target) -> Result<()> {
    let (Some(version), Some(key)) = (request.if_match, &target.key) else { return Ok(()) };
    let Some(column) = target.def.table.version else { return Ok(()) };
    let mut filter = store::Filter::equal(column, Value::Int(version));
    for (at, value) in target.def.table.key.iter().zip(key) {
        filter = filter.and(store::Filter::equal(*at, value.clone()));
    }
    if tx.count_filtered(target.def.table, &filter)? == 0 {
        return Err(Error::Changed);
    }
    Ok(())
}

/// Refuses a body that has other parameters than the action takes.
///
/// # Errors
/// Unknown, missing and unfit parameters.
pub fn parameters(action: &ActionDef, body: &Map<String, Json>) -> Result<()> {
    for name in body.keys().filter(|name| !name.starts_with('@')) {
        if !action.parameters.iter().any(|parameter| parameter.name == name) {
            let known: Vec<&str> = action.parameters.iter().map(|p| p.name).collect();
            let known = known.join(", ");
            let refusal = refuse!(
                "action.parameter.unknown",
                action = action.name,
                name = name,
                known = known
            );
            return Err(Error::malformed(refusal.field(name.as_str())));
        }
    }
    for parameter in action.parameters {
        let given = body.get(parameter.name).filter(|value| !value.is_null());
        match given {
            None if parameter.required => {
                let refusal = refuse!("action.parameter.missing", name = parameter.name);
                return Err(refusal.field(parameter.name).into());
            }
            // Lists and objects are described as a memo; the action reads them itself.
            Some(value) if parameter.kind != Kind::Memo => {
                store::json::from_json(parameter.kind, value)
                    .map_err(|error| error.at(|refusal| refusal.field(parameter.name)))?;
            }
            _ => {}
        }
    }
    Ok(())
}
