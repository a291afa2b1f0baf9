//! The operations beside the collections: signing in, the lists of collections, health.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::common::problems;

/// Adds the operations beside the collections.
pub fn paths(paths: &mut Map<String, Json>) {
    let mut put = |path: &str, item: Json| drop(paths.insert(path.to_owned(), item));
    put("/healthz", json!({"get": watch("health", "Whether the program runs.")}));
    put("/readyz", json!({"get": watch("ready", "Whether every database answers.")}));
    put("/metrics", json!({"get": watch("metrics", "Counts for Prometheus.")}));
    put("/api/v1/session", session());
    put(
        "/api/v1/session/everywhere",
        json!({
            "delete": op("session", "signOutEverywhere", "Signs the user out everywhere.", nothing()),
        }),
    );
    put(
        "/api/v1/session/elsewhere",
        json!({
            "delete": op(
                "session", "signOutElsewhere", "Ends all sessions of the user but this one.",
                nothing(),
            ),
        }),
    );
    let mut password =
        op("session", "changePassword", "Changes the user's own password.", nothing());
    password["requestBody"] = body(
        json!({
            "currentPassword": {"type": "string", "description": "The present password."},
            "newPassword": {"type": "string", "minLength": 10, "description": "The new password."},
        }),
        &["currentPassword", "newPassword"],
    );
    password["responses"]["429"] = json!({"$ref": "#/components/responses/P429"});
    put("/api/v1/session/password", json!({"post": password}));
    put("/api/v1", json!({"get": root("listSystemCollections")}));
    put("/api/v1/$metadata", json!({"get": metadata("describeSystem")}));
    put(
        "/api/v1/companies/{company}/$metadata",
        json!({
            "parameters": [{"$ref": "#/components/parameters/company"}],
            "get": metadata("describeCompany"),
        }),
    );
}

/// Adds the operations that tell of batch jobs.
pub fn jobs(paths: &mut Map<String, Json>) {
    let mut put = |path: &str, item: Json| drop(paths.insert(path.to_owned(), item));
    let jobs = json!({"200": {
        "description": "The jobs that the user started.",
        "content": {"application/json": {"schema": {
            "type": "object",
            "properties": {"value": {"type": "array", "items": {"$ref": "#/components/schemas/Job"}}},
        }}},
    }});
    put(
        "/api/v1/companies/{company}/batchJobs",
        json!({
            "parameters": [{"$ref": "#/components/parameters/company"}],
            "get": op("batchJobs", "listBatchJobs", "Lists the user's batch jobs, without parameters and results.", jobs),
        }),
    );
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}});
    let job = json!({"200": {"description": "The job.", "content": content.clone()}});
    let mut one = op("batchJobs", "getBatchJob", "Tells how far a batch job is.", job);
    one["responses"]["404"] = json!({"$ref": "#/components/responses/P404"});
    put(
        "/api/v1/companies/{company}/batchJobs/{id}",
        json!({
            "parameters": [
                {"$ref": "#/components/parameters/company"},
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
            ],
            "get": one,
        }),
    );
    let cancelled = json!({
        "200": {"description": "The job, which has ended.", "content": content.clone()},
        "202": {"description": "The job, which stops after its present step.", "content": content},
    });
    let help = "Stops a batch job. What it has finished stays done.";
    let mut cancel = op("batchJobs", "cancelBatchJob", help, cancelled);
    cancel["responses"]["404"] = json!({"$ref": "#/components/responses/P404"});
    put(
        "/api/v1/companies/{company}/batchJobs/{id}/cancel",
        json!({
            "parameters": [
                {"$ref": "#/components/parameters/company"},
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
            ],
            "post": cancel,
        }),
    );
}

/// Adds the operations that read records of these collections from files.
pub fn imports(collections: &BTreeSet<&str>, paths: &mut Map<String, Json>) {
    let schema = |name: &str| json!({"schema": {"$ref": format!("#/components/schemas/{name}")}});
    let done = json!({
        "200": {
            "description": "What became of the rows.",
            "content": {"application/json": schema("Import")},
        },
        "202": {
            "description": "The file is long: a job takes it.",
            "content": {"application/json": schema("Job")},
        },
        "422": {
            "description": "What is wrong, cell by cell; nothing was kept.",
            "content": {"application/json": schema("Import")},
        },
    });
    let help = "Reads records from a file: CSV, XLSX or JSON as the API answers it.";
    let mut import = op("import", "importRecords", help, Json::Null);
    for (status, answer) in done.as_object().into_iter().flatten() {
        import["responses"][status.as_str()] = answer.clone();
    }
    for status in [413, 415] {
        import["responses"][status.to_string()] =
            json!({"$ref": format!("#/components/responses/P{status}")});
    }
    let file = json!({"schema": {"type": "string", "format": "binary"}});
    import["requestBody"] = json!({"required": true, "content": {
        "text/csv": file.clone(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": file.clone(),
        "application/json": file,
    }});
    let option = |name: &str, schema: Json, help: &str| json!({"name": name, "in": "query", "schema": schema, "description": help});
    let existing =
        json!({"type": "string", "enum": ["refuse", "update", "skip"], "default": "refuse"});
    let item = json!({
        "parameters": [
            {"$ref": "#/components/parameters/company"},
            {"name": "collection", "in": "path", "required": true,
             "schema": {"type": "string", "enum": collections}},
            option("dryRun", json!({"type": "boolean", "default": false}), "Whether all is tried and nothing kept."),
            option("existing", existing, "What is done with records that are there."),
        ],
        "post": import,
    });
    paths.insert("/api/v1/companies/{company}/{collection}/import".to_owned(), item);
}

fn op(tag: &str, id: &str, summary: &str, good: Json) -> Json {
    let mut responses = Map::new();
    if let Json::Object(good) = good {
        responses.extend(good);
    }
    responses.extend(problems(&[400, 401, 403, 404, 422, 503]));
    json!({"tags": [tag], "operationId": id, "summary": summary, "responses": responses})
}

fn nothing() -> Json {
    json!({"204": {"description": "Done."}})
}

fn body(properties: Json, required: &[&str]) -> Json {
    let schema = json!({"type": "object", "properties": properties, "required": required});
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}

fn watch(id: &str, summary: &str) -> Json {
    json!({
        "tags": ["watching"], "operationId": id, "summary": summary, "security": [],
        "responses": {
            "200": {"description": "Yes.", "content": {"text/plain": {"schema": {"type": "string"}}}},
            "503": {"description": "Not now."},
        },
    })
}

fn root(id: &str) -> Json {
    let schema = json!({"type": "object", "properties": {"value": {"type": "array"}}});
    let good = json!({"200": {
        "description": "The collections.",
        "content": {"application/json": {"schema": schema}},
    }});
    op("metadata", id, "Lists the collections.", good)
}

fn metadata(id: &str) -> Json {
    let good = json!({"200": {
        "description": "The description in CSDL.",
        "content": {"application/xml": {"schema": {"type": "string"}}},
    }});
    op("metadata", id, "Describes the collections as OData does.", good)
}

fn session() -> Json {
    let answer = |status: &str, properties: Json| {
        let schema = json!({"type": "object", "properties": properties});
        json!({status: {
            "description": "The session.",
            "content": {"application/json": {"schema": schema}},
        }})
    };
    let text = || json!({"type": ["string", "null"]});
    let told = || {
        json!({
            "userName": {"type": "string"}, "fullName": text(), "email": text(),
            "language": {"type": "string", "enum": ["en", "fr"]},
            "kind": {"type": "string", "enum": ["session", "token"]},
            "expiresAt": text(), "workDate": text(), "csrfToken": text(),
        })
    };
    let mut sign_in = op(
        "session",
        "signIn",
        "Signs in with a password; answers a token.",
        answer(
            "201",
            json!({
                "token": {"type": "string"}, "tokenType": {"type": "string", "const": "Bearer"},
                "expiresAt": text(), "userName": {"type": "string"}, "fullName": text(),
                "language": {"type": "string", "enum": ["en", "fr"]},
            }),
        ),
    );
    sign_in["security"] = json!([]);
    sign_in["requestBody"] = body(
        json!({
            "userName": {"type": "string", "description": "The user."},
            "password": {"type": "string", "description": "The password."},
            "code": {
                "type": "string",
                "description": "The code of the second factor, or a recovery code, for users who have one.",
            },
        }),
        &["userName", "password"],
    );
    sign_in["responses"]["429"] = json!({"$ref": "#/components/responses/P429"});
    json!({
        "get": op("session", "getSession", "Tells who is signed in.", answer("200", told())),
        "post": sign_in,
        "patch": change_session(answer("200", told())),
        "delete": op("session", "signOut", "Signs out.", nothing()),
    })
}

fn change_session(told: Json) -> Json {
    let mut change = op(
        "session",
        "changeSession",
        "Changes the work date, and the user's own language and name.",
        told,
    );
    change["requestBody"] = body(
        json!({
            "workDate": {"type": ["string", "null"], "format": "date", "description": "The date that new documents get; null for today."},
            "language": {"type": "string", "enum": ["en", "fr"], "description": "The language of texts."},
            "fullName": {"type": "string", "description": "The name of the person."},
            "email": {"type": "string", "description": "The e-mail address."},
        }),
        &[],
    );
    change
}
