//! A page on which people read the description of the API. It stands by itself: no scripts, and
//! nothing from elsewhere.

use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde_json::{Map, Value as Json};

use super::openapi;
use super::openapi::PROBLEMS;
use crate::App;
use crate::problem;

const STYLES: &str = "\
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}\
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1.5rem}\
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}\
details{border-top:1px solid var(--line)}summary{cursor:pointer;padding:.35rem 0}\
summary code{font-weight:600}details>div{padding:0 0 1rem 1.25rem}\
.verb{display:inline-block;min-width:4.5rem;font:600 12px/1.6 ui-monospace,monospace}\
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;\
padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line)}th{font-weight:600}\
code{font:13px ui-monospace,monospace}nav{columns:3 14rem;font-size:14px}nav a{display:block}";

/// The styles of the page.
pub async fn styles() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLES).into_response()
}

/// The page.
pub async fn page(State(app): State<App>) -> Response {
    match app.blocking(|app| Ok(shown(&openapi::describe(app)))).await {
        Ok(page) => Html(page.into_string()).into_response(),
        Err(error) => problem::response(&error.into(), base::Language::En, "/api/docs"),
    }
}

fn shown(api: &Json) -> Markup {
    let empty = Map::new();
    let paths = api["paths"].as_object().unwrap_or(&empty);
    let tags: Vec<&str> = api["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Fieldwright API" }
                link rel="stylesheet" href="/api/docs.css";
            }
            body {
                main {
                    h1 { "Fieldwright API" }
                    p { (api["info"]["description"].as_str().unwrap_or_default()) }
                    p { "As OpenAPI 3.1: " a href="/api/v1/openapi.json" { code { "/api/v1/openapi.json" } } }
                    nav aria-label="Collections" {
                        @for tag in &tags { a href={ "#" (tag) } { (tag) } }
                        a href="#problems" { "Problems" }
                    }
                    @for tag in &tags {
                        section id=(tag) {
                            h2 { (tag) }
                            @for (path, item) in paths { (operations(api, tag, path, item)) }
                        }
                    }
                    (problems())
                }
            }
        }
    }
}

fn problems() -> Markup {
    html! {
        section id="problems" {
            h2 { "Problems" }
            table {
                thead { tr { th { "Status" } th { "Title" } th { "Meaning" } } }
                tbody {
                    @for (status, help) in PROBLEMS {
                        tr id={ "problem-" (status) } {
                            td { (status) }
                            td { (problem::title(base::Language::En, *status)) }
                            td { (help) }
                        }
                    }
                }
            }
        }
    }
}

fn operations(api: &Json, tag: &str, path: &str, item: &Json) -> Markup {
    let verbs = ["get", "post", "patch", "delete"];
    html! {
        @for verb in verbs {
            @if item[verb]["tags"][0].as_str() == Some(tag) {
                (operation(api, verb, path, item, &item[verb]))
            }
        }
    }
}

fn operation(api: &Json, verb: &str, path: &str, item: &Json, operation: &Json) -> Markup {
    let parameters: Vec<&Json> = [item, operation]
        .iter()
        .flat_map(|place| place["parameters"].as_array().into_iter().flatten())
        .map(|parameter| resolved(api, parameter))
        .collect();
    let body = resolved(api, &operation["requestBody"]["content"]["application/json"]["schema"]);
    html! {
        details {
            summary {
                span class="verb" { (verb.to_uppercase()) }
                code { (path) } " " (operation["summary"].as_str().unwrap_or_default())
            }
            div {
                @if !parameters.is_empty() {
                    table {
                        thead { tr { th { "Parameter" } th { "In" } th { "Type" } th { "Meaning" } } }
                        tbody {
                            @for parameter in &parameters {
                                tr {
                                    td { code { (parameter["name"].as_str().unwrap_or_default()) } }
                                    td { (parameter["in"].as_str().unwrap_or_default()) }
                                    td { (kind(&parameter["schema"])) }
                                    td { (parameter["description"].as_str().unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
                (properties(body))
                p {
                    "Answers: "
                    @for (at, status) in operation["responses"].as_object().into_iter().flat_map(Map::keys).enumerate() {
                        @if at > 0 { ", " }
                        @if status.starts_with('2') { (status) } @else {
                            a href={ "#problem-" (status) } { (status) }
                        }
                    }
                }
            }
        }
    }
}

fn properties(schema: &Json) -> Markup {
    let Some(all) = schema["properties"].as_object() else { return html! {} };
    html! {
        table {
            thead { tr { th { "Property" } th { "Type" } th { "Meaning" } } }
            tbody {
                @for (name, property) in all {
                    tr {
                        td { code { (name) } }
                        td { (kind(property)) }
                        td { (property["description"].as_str().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// What a schema refers to, or itself.
fn resolved<'a>(api: &'a Json, schema: &'a Json) -> &'a Json {
    let place = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    place.and_then(|place| api.pointer(place)).unwrap_or(schema)
}

/// A schema in a word.
fn kind(schema: &Json) -> String {
    if let Some(place) = schema["$ref"].as_str() {
        return place.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["enum"].as_array() {
        let choices: Vec<&str> = choices.iter().filter_map(Json::as_str).collect();
        return choices.join(" | ");
    }
    let name = |kind: &Json| kind.as_str().unwrap_or_default().to_owned();
    let kind = match &schema["type"] {
        Json::Array(kinds) => kinds.first().map(name).unwrap_or_default(),
        one => name(one),
    };
    match schema["format"].as_str() {
        Some(format) => format!("{kind} ({format})"),
        None => kind,
    }
}
