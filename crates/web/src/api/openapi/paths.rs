//! The operations on collections, records, parts and actions.

use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, EntityDef};

use super::COMPANY;
use super::common::problems;
use super::schema::{kind, reference};
use crate::api::metadata::type_name;
use crate::app::Catalogue;

/// Where a collection stands, on the way down.
struct Place<'c> {
    catalogue: &'c Catalogue,
    def: &'c EntityDef,
    top: &'static str,
    segment: Option<&'static str>,
    path: String,
    parameters: Vec<Json>,
    given: Vec<usize>,
}

/// Adds the operations of a collection, its records, their parts and actions.
pub fn collection(
    catalogue: &Catalogue,
    def: &EntityDef,
    base: &str,
    paths: &mut Map<String, Json>,
) {
    let company = base.contains("{company}");
    let parameters =
        if company { vec![json!({"$ref": "#/components/parameters/company"})] } else { Vec::new() };
    let column = |name: &str| def.table.column(name).expect("a fixed column is a column");
    add(
        &Place {
            catalogue,
            def,
            top: def.collection,
            segment: None,
            path: format!("{base}/{}", def.collection),
            parameters,
            given: def.fixed.iter().map(|(name, _)| column(name)).collect(),
        },
        paths,
    );
}

fn add(place: &Place, paths: &mut Map<String, Json>) {
    let def = place.def;
    let (path, parameters) = if def.singleton {
        (place.path.clone(), place.parameters.clone())
    } else {
        let mut whole = Map::new();
        whole.insert("get".into(), list(place));
        if def.insertable {
            whole.insert("post".into(), create(place));
        }
        paths.insert(place.path.clone(), path_item(&place.parameters, whole));
        let count = json!({
            "tags": [place.top], "operationId": id(place, "count"),
            "summary": format!("The number of {}.", many(def)),
            "parameters": refs(&["filter", "search"]),
            "responses": answers(json!({"200": {
                "description": "The number.",
                "content": {"text/plain": {"schema": {"type": "integer"}}},
            }}), &[400, 401, 403, 404]),
        });
        let count = Map::from_iter([("get".to_owned(), count)]);
        paths.insert(format!("{}/$count", place.path), path_item(&place.parameters, count));
        record_path(place)
    };
    let mut record = Map::new();
    record.insert("get".into(), get(place));
    if def.updatable {
        record.insert("patch".into(), patch(place));
    }
    if def.deletable {
        record.insert("delete".into(), delete(place));
    }
    paths.insert(path.clone(), path_item(&parameters, record));
    for action in actions(place) {
        let (at, parameters) = match action.bound {
            Bound::Record => (&path, &parameters),
            Bound::Collection => (&place.path, &place.parameters),
        };
        let post = Map::from_iter([("post".to_owned(), act(place, action))]);
        paths.insert(format!("{at}/{}", action.name), path_item(parameters, post));
    }
    for part in &place.catalogue.entities {
        let Some(below) = part.below.filter(|below| below.parent == def.collection) else {
            continue;
        };
        let column = |name: &&str| part.table.column(name);
        let given = below.columns.iter().filter_map(column);
        let fixed = part.fixed.iter().filter_map(|(name, _)| part.table.column(name));
        let place = Place {
            catalogue: place.catalogue,
            def: part,
            top: place.top,
            segment: Some(below.segment),
            path: format!("{path}/{}", below.segment),
            parameters: parameters.clone(),
            given: given.chain(fixed).collect(),
        };
        add(&place, paths);
    }
}

/// The path of a record and its parameters: one segment for each part of the key that the address
/// does not fix.
fn record_path(place: &Place) -> (String, Vec<Json>) {
    let table = place.def.table;
    let mut path = place.path.clone();
    let mut parameters = place.parameters.clone();
    for at in table.key.iter().filter(|at| !place.given.contains(at)) {
        let column = &table.columns[*at];
        let taken = path.contains(&format!("{{{}}}", column.json));
        let name = if taken {
            format!("{}_{}", place.segment.unwrap_or(place.top), column.json)
        } else {
            column.json.to_owned()
        };
        path.push_str(&format!("/{{{name}}}"));
        parameters.push(json!({
            "name": name, "in": "path", "required": true,
            "schema": given(kind(column.kind)), "description": column.help,
        }));
    }
    (path, parameters)
}

/// The schema of a value that is never empty.
fn given(mut schema: Json) -> Json {
    if let Some(only) = schema["type"].as_array().and_then(|kinds| kinds.first()).cloned() {
        schema["type"] = only;
    }
    schema
}

fn path_item(parameters: &[Json], operations: Map<String, Json>) -> Json {
    let mut item = Map::new();
    if !parameters.is_empty() {
        item.insert("parameters".into(), Json::from(parameters.to_vec()));
    }
    item.extend(operations);
    Json::Object(item)
}

fn actions<'c>(place: &Place<'c>) -> impl Iterator<Item = &'c ActionDef> {
    let (top, segment) = (place.top, place.segment);
    let here = move |action: &&ActionDef| action.collection == top && action.segment == segment;
    place.catalogue.actions.iter().filter(here)
}

/// The name of an operation, from its path: unlike that of a collection it is there only once.
fn id(place: &Place, act: &str) -> String {
    let below = place.path.strip_prefix(COMPANY).or(place.path.strip_prefix(crate::api::BASE));
    let words = below.unwrap_or_default().split('/').filter(|word| !word.starts_with('{'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!("{act}_{}", words.join("_"))
}

fn one(def: &EntityDef) -> String {
    texts::table(base::Language::En, def.table.name, false).to_lowercase()
}

fn many(def: &EntityDef) -> String {
    texts::table(base::Language::En, def.table.name, true).to_lowercase()
}

fn refs(names: &[&str]) -> Vec<Json> {
    names.iter().map(|name| json!({"$ref": format!("#/components/parameters/{name}")})).collect()
}

fn answers(good: Json, bad: &[u16]) -> Json {
    let mut all = Map::new();
    if let Json::Object(good) = good {
        all.extend(good);
    }
    all.extend(problems(bad));
    Json::Object(all)
}

fn content(schema: &Json) -> Json {
    json!({"application/json": {"schema": schema}})
}

fn list(place: &Place) -> Json {
    let schema = json!({
        "type": "object",
        "properties": {
            "@odata.context": {"type": "string"},
            "@odata.count": {"type": "integer"},
            "value": {"type": "array", "items": reference(&type_name(place.def))},
            "@odata.nextLink": {"type": "string"},
        },
        "required": ["value"],
    });
    let options = [
        "filter",
        "orderby",
        "top",
        "skip",
        "select",
        "expand",
        "count",
        "search",
        "skiptoken",
        "prefer",
        "language",
    ];
    json!({
        "tags": [place.top], "operationId": id(place, "list"),
        "summary": format!("Lists {}.", many(place.def)),
        "parameters": refs(&options),
        "responses": answers(
            json!({"200": {"description": "A page of records.", "content": content(&schema)}}),
            &[400, 401, 403, 404, 503],
        ),
    })
}

fn get(place: &Place) -> Json {
    json!({
        "tags": [place.top], "operationId": id(place, "get"),
        "summary": format!("Reads: {}.", one(place.def)),
        "parameters": refs(&["select", "expand", "language"]),
        "responses": answers(record_answer("200", "The record.", place), &[400, 401, 403, 404, 503]),
    })
}

fn record_answer(status: &str, help: &str, place: &Place) -> Json {
    let schema = reference(&type_name(place.def));
    json!({status: {
        "description": help,
        "headers": {"ETag": {"$ref": "#/components/headers/etag"}},
        "content": content(&schema),
    }})
}

fn input(place: &Place) -> Json {
    let schema = reference(&format!("{}Input", type_name(place.def)));
    json!({"required": true, "content": content(&schema)})
}

fn create(place: &Place) -> Json {
    json!({
        "tags": [place.top], "operationId": id(place, "create"),
        "summary": format!("Creates: {}.", one(place.def)),
        "parameters": refs(&["idempotencyKey", "language"]),
        "requestBody": input(place),
        "responses": answers(
            record_answer("201", "The new record.", place),
            &[400, 401, 403, 404, 409, 413, 415, 422, 428, 503, 507],
        ),
    })
}

fn patch(place: &Place) -> Json {
    json!({
        "tags": [place.top], "operationId": id(place, "change"),
        "summary": format!("Changes: {}.", one(place.def)),
        "parameters": refs(&["ifMatch", "language"]),
        "requestBody": input(place),
        "responses": answers(
            record_answer("200", "The changed record.", place),
            &[400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503, 507],
        ),
    })
}

fn delete(place: &Place) -> Json {
    json!({
        "tags": [place.top], "operationId": id(place, "delete"),
        "summary": format!("Deletes: {}.", one(place.def)),
        "parameters": refs(&["ifMatch", "confirm", "decline", "language"]),
        "responses": answers(
            json!({"204": {"description": "It is gone."}}),
            &[400, 401, 403, 404, 409, 412, 422, 428, 503, 507],
        ),
    })
}

/// What an action takes.
fn action_body(action: &ActionDef) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for parameter in action.parameters {
        // Lists and objects are described as a memo.
        let mut schema = match parameter.kind {
            store::Kind::Memo => json!({}),
            other => kind(other),
        };
        if let Json::Object(map) = &mut schema {
            map.insert("description".into(), Json::from(parameter.help));
        }
        properties.insert(parameter.name.into(), schema);
        if parameter.required {
            required.push(parameter.name);
        }
    }
    properties.insert("confirm".into(), reference("Answers"));
    properties.insert("decline".into(), reference("Answers"));
    let mut schema = json!({"type": "object", "properties": properties});
    let needed = !required.is_empty();
    if needed {
        schema["required"] = Json::from(required);
    }
    json!({"required": needed, "content": content(&schema)})
}

fn act(place: &Place, action: &ActionDef) -> Json {
    let messages = json!({"type": "array", "items": reference("Message")});
    let result = json!({"type": "object", "properties": {"messages": messages}});
    json!({
        "tags": [place.top], "operationId": id(place, action.name),
        "summary": action.help,
        "parameters": refs(&["ifMatch", "idempotencyKey", "language"]),
        "requestBody": action_body(action),
        "responses": answers(
            json!({"200": {"description": "What was done.", "content": content(&result)}}),
            &[400, 401, 403, 404, 409, 412, 415, 422, 428, 503, 507],
        ),
    })
}

/// Adds the operation that starts an action as a batch job.
pub fn job(name: &str, action: &ActionDef, paths: &mut Map<String, Json>) {
    let good = json!({"202": {
        "description": "The job, to be asked for at the address in Location.",
        "headers": {"Location": {"$ref": "#/components/headers/location"}},
        "content": content(&reference("Job")),
    }});
    let post = json!({
        "tags": ["batchJobs"], "operationId": format!("start_{name}"),
        "summary": action.help,
        "parameters": refs(&["idempotencyKey", "language"]),
        "requestBody": action_body(action),
        "responses": answers(good, &[400, 401, 403, 404, 413, 415, 422, 503, 507]),
    });
    let company = [json!({"$ref": "#/components/parameters/company"})];
    let item = path_item(&company, Map::from_iter([("post".to_owned(), post)]));
    paths.insert(format!("{COMPANY}/batchJobs/{name}"), item);
}
