//! Reads, creates, changes and deletes a record.

use base::{Action, Error, Result};
use serde_json::Value as Json;
use store::{create_with_parts, key_of};

use super::address::Target;
use super::expand::expand;
use super::idempotent::{Answer, once};
use super::list::select;
use super::odata::{Names, Options, parse_pairs};
use super::request::Request;
use super::respond::{self, Reply};
use crate::paper;
use crate::problem::Failure;

/// One record.
///
/// # Errors
/// `404`, and options that a record does not have.
pub fn get(request: &Request, target: &Target, key: &[store::Value]) -> Result<Reply, Failure> {
    let options = record_options(request, target)?;
    let entities = &request.catalogue().entities;
    let row = request.read(|tx| {
        target.check(tx, Action::Read)?;
        let mut rows = [(target.def.get)(tx, key)?];
        expand(tx, entities, target.def, &target.given, &options.expand, &mut rows)?;
        let [mut row] = rows;
        select(&mut row, &options);
        Ok(row)
    })?;
    Ok(respond::record(request, target, 200, row))
}

/// The options of a single record: which properties and which parts.
fn record_options(request: &Request, target: &Target) -> Result<Options, Failure> {
    let names = Names { all: &request.catalogue().entities, figures: request.app.figures() };
    let own = |name: &str| matches!(name, "$select" | "$expand");
    if let Some((name, _)) = request.query.iter().find(|(name, _)| !own(name)) {
        let refusal = base::refuse!("api.query.unknown", name = name, known = "$select, $expand");
        return Err(Error::malformed(refusal.field(name.as_str())).into());
    }
    Ok(parse_pairs(names, target.def, &request.query, &[])?)
}

/// Creates a record with its parts.
///
/// # Errors
/// What the record refuses.
pub fn create(request: &Request, target: &Target) -> Result<Reply, Failure> {
    paper::check_saved(request, target.def, &[], Action::Insert)?;
    let entities = &request.catalogue().entities;
    let body = request.body.clone();
    let answer = request.write(|tx| {
        once(tx, request.once.as_ref(), |tx| {
            target.check_above(tx)?;
            let mut row = create_with_parts(tx, entities, target.def, &target.given, &body)?;
            super::users::created(tx, request, target, &row)?;
            respond::add_messages(&mut row, "@fieldwright.messages", tx, request.caller.language);
            Ok(Answer { status: 201, body: row, again: false })
        })
    })?;
    let mut reply = respond::record(request, target, answer.status, answer.body.clone());
    if let Ok(key) = key_of(target.def, &target.given, &answer.body) {
        reply.header("location", respond::location(request, target, &key));
    }
    Ok(respond::replayed(reply, answer.again))
}

/// Changes a record.
///
/// # Errors
/// What the record refuses; `412` when somebody else was first.
pub fn patch(request: &Request, target: &Target, key: &[store::Value]) -> Result<Reply, Failure> {
    paper::check_saved(request, target.def, key, Action::Modify)?;
    let body = request.body.clone();
    let row = request.write(|tx| {
        target.check(tx, Action::Modify)?;
        let mut row = (target.def.patch)(tx, key, &body, request.if_match)?;
        respond::add_messages(&mut row, "@fieldwright.messages", tx, request.caller.language);
        Ok(row)
    })?;
    Ok(respond::record(request, target, 200, row))
}

/// Deletes a record.
///
/// # Errors
/// What the record refuses; `412` when somebody else was first.
pub fn delete(request: &Request, target: &Target, key: &[store::Value]) -> Result<Reply, Failure> {
    let messages = request.write(|tx| {
        target.check(tx, Action::Delete)?;
        (target.def.delete)(tx, key, request.if_match)?;
        Ok(tx.take_messages())
    })?;
    if messages.is_empty() {
        return Ok(Reply::nothing());
    }
    let told = respond::messages(&messages, request.caller.language);
    Ok(Reply::json(200, serde_json::json!({"@fieldwright.messages": Json::from(told)})))
}
