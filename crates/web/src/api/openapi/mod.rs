//! The description of the API as OpenAPI 3.1, made from the same definitions that serve it.

mod common;
mod fixed;
mod paths;
mod schema;

use std::collections::BTreeSet;

use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json, json};

use super::address::tops;
use crate::app::Catalogue;
use crate::{App, BasePath};

pub use common::PROBLEMS;

/// Where the collections of a company begin.
pub const COMPANY: &str = "/api/v1/companies/{company}";

/// The description, as a document.
pub async fn json(State(app): State<App>, Extension(base): Extension<BasePath>) -> Response {
    let describe = move |app: &App| {
        let mut described = describe(app);
        described["servers"][0]["url"] = Json::from(format!("{}/", base.as_str()));
        Ok(described.to_string())
    };
    let described = app.blocking(describe).await;
    match described {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => {
            crate::problem::response(&error.into(), base::Language::En, "/api/v1/openapi.json")
        }
    }
}

/// The description of everything that is served.
pub fn describe(app: &App) -> Json {
    let mut paths = Map::new();
    let mut schemas = common::schemas();
    fixed::paths(&mut paths);
    fixed::jobs(&mut paths);
    let entities = &app.company_catalogue().entities;
    let taken: BTreeSet<&str> = entities
        .iter()
        .map(|def| def.collection)
        .filter(|name| service::import::collection(entities, name).is_ok())
        .collect();
    fixed::imports(&taken, &mut paths);
    for action in super::jobs::startable(app.company_catalogue()) {
        let first = service::job::named(&app.company_catalogue().actions, action.name);
        let own = first.is_some_and(|first| first.collection == action.collection);
        let name = if own { action.name.to_owned() } else { action.object() };
        paths::job(&name, action, &mut paths);
    }
    describe_catalogue(app, app.company_catalogue(), COMPANY, &mut paths, &mut schemas);
    describe_catalogue(app, app.system_catalogue(), super::BASE, &mut paths, &mut schemas);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Fieldwright",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Service management: everything that the screens do.",
            "description": common::INTRODUCTION,
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"cookie": []}],
        "tags": common::tags(&paths),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": common::parameters(),
            "responses": common::responses(),
            "headers": common::headers(),
            "securitySchemes": common::security(),
        },
    })
}

fn describe_catalogue(
    app: &App,
    catalogue: &Catalogue,
    base: &str,
    paths: &mut Map<String, Json>,
    schemas: &mut Map<String, Json>,
) {
    for def in tops(&catalogue.entities) {
        paths::collection(catalogue, def, base, paths);
    }
    for def in &catalogue.entities {
        let figures = app.figures().get(def.collection).map_or(&[][..], Vec::as_slice);
        schema::add(&catalogue.entities, def, figures, schemas);
    }
}
