//! What every operation shares.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use crate::api::odata::MOST_TOP;

/// What a reader should know first.
pub const INTRODUCTION: &str = "Everything that the screens can do, by the same code. \
REST with JSON and the query options and annotations of OData 4.01. \
Amounts, quantities and percentages are exact decimal numbers. Empty is null. \
A change is carried out as if a person filled in the given fields, in the order of the form, with \
every consequence that has. A question that a screen would ask is answered with status 428: repeat \
the request with the property confirm or decline.";

/// The statuses that mean a problem, with what they mean.
pub const PROBLEMS: &[(u16, &str)] = &[
    (400, "The request cannot be understood: malformed JSON, unknown option, impossible key."),
    (401, "Nobody is signed in, or the token is not good."),
    (403, "The user has no permission; the detail names the object and the act."),
    (404, "There is no such address or record."),
    (405, "The address does not take this method; the header Allow names those that it takes."),
    (408, "The body came too slowly; nothing was changed."),
    (409, "The state of the record forbids it."),
    (412, "Somebody else changed the record first."),
    (413, "The body is too large."),
    (415, "The body is not JSON."),
    (422, "A rule refuses a value. All refusals of a document come at once in `errors`."),
    (428, "A question must be answered first: `code` names it, `question` asks it."),
    (429, "Too many attempts; the header Retry-After says how long to wait."),
    (503, "A passing failure; nothing has been changed."),
    (507, "The disk of the server is full; nothing has been changed."),
];

/// The shared schemas.
pub fn schemas() -> Map<String, Json> {
    let string = || json!({"type": "string"});
    let answers = json!({
        "description": "Questions that are answered, by code or by its last word; all for every one.",
        "oneOf": [
            {"type": "string", "const": "all"},
            {"type": "array", "items": {"type": "string"}},
        ],
    });
    let message = json!({
        "type": "object",
        "description": "Something the user is told that stops nothing.",
        "properties": {"code": string(), "text": string()},
        "required": ["code", "text"],
    });
    let all = [
        ("Refusal", refusal()),
        ("Way", way()),
        ("Problem", problem()),
        ("Answers", answers),
        ("Message", message),
        ("Job", job()),
        ("Import", import()),
    ];
    all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// One thing that is wrong.
fn refusal() -> Json {
    json!({
        "type": "object",
        "description": "One thing that is wrong.",
        "properties": {
            "detail": {"type": "string", "description": "What is wrong and what to do, in the user's language."},
            "code": {"type": "string", "description": "Stable and dotted, such as order.quantity.belowShipped."},
            "field": {"type": "string", "description": "The property at fault."},
            "line": {"type": "integer", "format": "int64", "description": "The line at fault."},
            "document": {"type": "string", "description": "The document at fault."},
            "args": {"type": "object", "description": "The values that the text mentions."},
            "ways": {
                "type": "array",
                "description": "Where it is mended.",
                "items": {"$ref": "#/components/schemas/Way"},
            },
        },
        "required": ["detail", "code"],
    })
}

/// A way out of what was refused.
fn way() -> Json {
    let string = || json!({"type": "string"});
    json!({
        "type": "object",
        "description": "A way out: an action of the document, or a record of a collection.",
        "properties": {
            "text": {"type": "string", "description": "The words of a button, in the user's language."},
            "action": {"type": "string", "description": "An action of the document, such as reopen."},
            "collection": string(),
            "key": {"type": "array", "items": string(), "description": "The key; none means the list."},
            "field": {"type": "string", "description": "The property to be mended."},
        },
        "required": ["text"],
    })
}

/// Why a request was not done.
fn problem() -> Json {
    let string = || json!({"type": "string"});
    json!({
        "type": "object",
        "description": "Why a request was not done (RFC 9457).",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": string(),
            "status": {"type": "integer"},
            "detail": string(),
            "instance": {"type": "string", "format": "uri-reference"},
            "code": string(),
            "field": string(),
            "line": {"type": "integer", "format": "int64"},
            "document": string(),
            "args": {"type": "object"},
            "ways": {"type": "array", "items": {"$ref": "#/components/schemas/Way"}},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Refusal"}},
            "question": {"type": "string", "description": "With 428: what is asked."},
            "default": {"type": "boolean", "description": "With 428: whether yes is the usual answer."},
            "defaultAnswer": {"type": "string", "enum": ["confirm", "decline"]},
        },
        "required": ["type", "title", "status", "instance"],
    })
}

/// A batch job.
fn job() -> Json {
    let string = || json!({"type": "string"});
    json!({
        "type": "object",
        "description": "A batch job.",
        "properties": {
            "id": string(), "name": string(),
            "status": {
                "type": "string",
                "enum": ["running", "succeeded", "failed", "cancelled", "interrupted"],
            },
            "progress": {"type": "integer", "minimum": 0, "maximum": 100},
            "startedBy": string(),
            "startedAt": {"type": ["string", "null"], "format": "date-time"},
            "endedAt": {"type": ["string", "null"], "format": "date-time"},
            "cancelRequested": {"type": "boolean", "description": "Whether it is to stop."},
            "parameters": {"description": "The body that it was started with."},
            "result": {"description": "What the action did, so far."},
            "error": {"description": "The problem, when it failed."},
        },
        "required": ["id", "name", "status", "progress"],
    })
}

/// What became of an import.
fn import() -> Json {
    let count = |help: &str| json!({"type": "integer", "minimum": 0, "description": help});
    let text = |help: &str| json!({"type": "string", "description": help});
    let error = json!({"type": "object", "properties": {
        "row": count("The row in the file."),
        "column": {"type": ["integer", "null"], "description": "The column in the file."},
        "cell": {"type": ["string", "null"], "description": "The cell, such as B7."},
        "heading": {"type": ["string", "null"], "description": "The heading of the column."},
        "value": text("What stands there."),
        "code": text("Stable and dotted."),
        "detail": text("What is wrong and what to do, in the user's language."),
    }});
    json!({
        "type": "object",
        "description": "What became of the rows of a file.",
        "properties": {
            "dryRun": {"type": "boolean", "description": "Whether all was tried and nothing kept."},
            "rows": count("Rows read."),
            "created": count("Records created."),
            "updated": count("Records changed."),
            "skipped": count("Rows passed over, because their record is there."),
            "errorCount": count("What is wrong."),
            "errors": {"type": "array", "items": error},
        },
        "required": ["dryRun", "rows", "created", "updated", "skipped", "errorCount", "errors"],
    })
}

/// The shared parameters.
pub fn parameters() -> Json {
    let query = |name: &str, kind: Json, help: &str| json!({"name": name, "in": "query", "schema": kind, "description": help});
    let header = |name: &str, help: &str| json!({"name": name, "in": "header", "schema": {"type": "string"}, "description": help});
    let text = || json!({"type": "string"});
    json!({
        "company": {
            "name": "company", "in": "path", "required": true, "schema": text(),
            "description": "The name of a company, as GET /api/v1/companies lists it.",
        },
        "filter": query("$filter", text(),
            "Which records: eq ne gt ge lt le and or not in, contains startswith endswith, null."),
        "orderby": query("$orderby", text(), "Properties to sort by, each with asc or desc."),
        "top": query("$top", json!({"type": "integer", "minimum": 0}),
            "The most records in all, over all pages."),
        "skip": query("$skip", json!({"type": "integer", "minimum": 0}),
            "Records to leave out. To page, follow @odata.nextLink instead."),
        "select": query("$select", text(), "The properties to answer."),
        "expand": query("$expand", text(), "Parts to answer with each record, by segment."),
        "count": query("$count", json!({"type": "boolean"}), "Whether to count all records."),
        "search": query("$search", text(), "A text that some code or text of the record holds."),
        "skiptoken": query("$skiptoken", text(), "Part of @odata.nextLink."),
        "confirm": query("confirm", text(), "Questions answered yes, with commas between, or all."),
        "decline": query("decline", text(), "Questions answered no, with commas between."),
        "ifMatch": header("If-Match", "The @odata.etag that the record must still have."),
        "idempotencyKey": header("Idempotency-Key",
            "The same key with the same body gives the first answer again; nothing happens twice."),
        "prefer": header("Prefer",
            &format!("odata.maxpagesize=100 for pages of that size, at most {MOST_TOP}.")),
        "language": header("Accept-Language", "The language of texts: en or fr."),
    })
}

/// The shared answers.
pub fn responses() -> Json {
    let problem = |help: &str| {
        json!({
            "description": help,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        })
    };
    let all = PROBLEMS.iter().map(|(status, help)| (format!("P{status}"), problem(help)));
    Json::Object(all.collect())
}

/// The shared headers of answers.
pub fn headers() -> Json {
    json!({
        "etag": {"schema": {"type": "string"}, "description": "The version of the record."},
        "location": {"schema": {"type": "string"}, "description": "The address of the new record."},
    })
}

/// How a client shows who it is.
pub fn security() -> Json {
    json!({
        "token": {
            "type": "http", "scheme": "bearer",
            "description": "A token made with `fieldwright token create` or POST /api/v1/session.",
        },
        "cookie": {
            "type": "apiKey", "in": "cookie", "name": crate::cookies::SESSION,
            "description": "The session of a browser. Changes also need the header X-CSRF-Token.",
        },
    })
}

/// References to the problems of an operation.
pub fn problems(statuses: &[u16]) -> Map<String, Json> {
    let one = |status: &u16| {
        let reference = json!({"$ref": format!("#/components/responses/P{status}")});
        (status.to_string(), reference)
    };
    statuses.iter().map(one).collect()
}

/// The tags that the operations use, in the order of their names.
pub fn tags(paths: &Map<String, Json>) -> Json {
    let mut names = BTreeSet::new();
    for operation in paths.values().filter_map(Json::as_object).flat_map(Map::values) {
        let tags = operation.get("tags").and_then(Json::as_array).into_iter().flatten();
        names.extend(tags.filter_map(Json::as_str).map(str::to_owned));
    }
    names.into_iter().map(|name| json!({"name": name})).collect()
}
