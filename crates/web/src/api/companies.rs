//! The companies of the installation. Each has a database of its own, so they come and go
//! differently from records.

use axum::http::Method;
use base::{Action, Answers, Error, Result};
use books::user;
use serde_json::{Map, Value as Json, json};
use service::installation::Company;
use store::{Filter, Query, Record, Value, key};

use super::metadata;
use super::odata::MOST_TOP;
use super::request::{Request, method_not_allowed};
use super::respond::Reply;
use crate::problem::Failure;

/// Answers requests for companies; nothing when the address is another one.
///
/// # Errors
/// `404` for a company that is not there, `403`.
pub fn handle(request: &Request, below: &str) -> Result<Option<Reply>, Failure> {
    let mut segments = below.trim_end_matches('/').split('/');
    if segments.next() != Some("companies") {
        return Ok(None);
    }
    let name = segments.next().map(|name| super::odata::decode(name, false));
    match (&request.method, name) {
        (&Method::GET, None) => list(request).map(Some),
        (&Method::GET, Some(name)) if name == "$count" => {
            Ok(Some(Reply::text(usable(request)?.len().to_string())))
        }
        (&Method::POST, None) => create(request).map(Some),
        (&Method::GET, Some(name)) => get(request, &name).map(Some),
        (&Method::PATCH, Some(_)) => Ok(None),
        (&Method::DELETE, Some(name)) => {
            delete(request, &name)?;
            Ok(Some(Reply::nothing()))
        }
        (method, None) => Err(method_not_allowed(method, "GET, HEAD, POST")),
        (method, Some(_)) => Err(method_not_allowed(method, "GET, HEAD, PATCH, DELETE")),
    }
}

/// The companies that somebody may use, whatever else they may do.
fn usable(request: &Request) -> Result<Vec<Company>> {
    let app = &request.app;
    let companies = app.installation().companies()?;
    let names: Vec<String> = companies.iter().map(|company| company.name.to_string()).collect();
    let user = &request.caller.user.user_name;
    let program = app.program();
    let system = app.installation().system();
    let mine = system.read(&program, |tx| user::companies_of(tx, user, &names))?;
    Ok(companies.into_iter().filter(|company| mine.iter().any(|m| company.name == **m)).collect())
}

fn list(request: &Request) -> Result<Reply, Failure> {
    let names =
        super::odata::Names { all: &request.catalogue().entities, figures: request.app.figures() };
    let def = request
        .catalogue()
        .entities
        .iter()
        .find(|def| def.collection == "companies")
        .ok_or_else(|| super::address::unknown("companies"))?;
    let options = super::odata::parse_pairs(names, def, &request.query, &[])?;
    let mine = usable(request)?.iter().map(|company| Value::from(company.name.as_str())).collect();
    let name = def.table.column("name").expect("a company has a name");
    let filter = Filter::In(name, mine).and(options.filter.clone());
    let top = options.top.unwrap_or(MOST_TOP).min(MOST_TOP);
    let query = Query {
        filter: filter.clone(),
        order: options.order.clone(),
        after: None,
        skip: options.skip,
        top,
        figures: options.figures(),
    };
    // Whoever may work in a company sees it here, whatever else they may see.
    let program = request.app.program();
    let system = request.app.installation().system();
    let (mut rows, count) = system
        .read(&program, |tx| Ok(((def.list)(tx, &query)?.rows, def.count(tx, &filter, None)?)))?;
    rows.iter_mut().for_each(|row| super::list::select(row, &options));
    let mut body = Map::new();
    body.insert("@odata.context".into(), super::respond::context(request, "companies", false));
    if options.count {
        body.insert("@odata.count".into(), Json::from(count));
    }
    body.insert("value".into(), Json::from(rows));
    Ok(Reply::json(200, Json::Object(body)))
}

fn json_of(company: &Company) -> Json {
    json!({
        "@odata.etag": format!("W/\"{}\"", company.version),
        "name": company.name.as_str(),
        "displayName": company.display_name.as_str(),
        "database": company.database.as_str(),
    })
}

/// A company, with the list of its collections, as OData clients want it at their root.
fn get(request: &Request, name: &str) -> Result<Reply, Failure> {
    let companies = usable(request)?;
    let found = companies.iter().find(|company| company.name == *name).ok_or_else(|| {
        let (collection, key) = ("companies".to_owned(), name.to_owned());
        Error::NotFound { collection, key }
    })?;
    let mut body = Map::new();
    let base = format!("{}{}/companies/{name}", request.origin, super::BASE);
    body.insert("@odata.context".into(), Json::from(format!("{base}/$metadata")));
    if let Json::Object(own) = json_of(found) {
        body.extend(own);
    }
    let collections = metadata::sets(&request.app.company_catalogue().entities);
    body.insert("value".into(), Json::from(collections));
    Ok(Reply::json(200, Json::Object(body)))
}

fn create(request: &Request) -> Result<Reply, Failure> {
    let app = &request.app;
    let actor = request.caller.actor(app, "", Answers::default())?;
    actor.require(Company::table().name, Action::Insert)?;
    let body = &request.body;
    let known = ["name", "displayName"];
    if let Some(name) = body.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(base::refuse!("record.property.unknown", name = name).field(name).into());
    }
    let text = |name: &str| body.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let (name, shown) = (text("name"), text("displayName"));
    let shown = if shown.is_empty() { name.clone() } else { shown };
    app.installation().create_company(&actor, &name, &shown)?;
    let company: Company = app.installation().system().read(&actor, |tx| tx.find(key![name]))?;
    let mut reply = Reply::json(201, json_of(&company));
    reply.header("location", format!("{}{}/companies/{name}", request.origin, super::BASE));
    Ok(reply)
}

fn delete(request: &Request, name: &str) -> Result<(), Failure> {
    let actor = request.caller.actor(&request.app, "", request.answers.clone())?;
    actor.require(Company::table().name, Action::Delete)?;
    let system = request.app.installation().system();
    let sure = system.read(&actor, |tx| {
        let company: Company = tx.find(key![name])?;
        if request.if_match.is_some_and(|version| version != company.version) {
            return Err(Error::Changed);
        }
        tx.confirm("company.remove", false, vec![("name", company.display_name.into())])
    })?;
    if sure {
        request.app.installation().remove_company(&actor, name)?;
    }
    Ok(())
}
