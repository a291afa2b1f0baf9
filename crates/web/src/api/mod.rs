//! The API under `/api/v1`: every collection, record, part and action, by one handler.

mod act;
mod address;
#[cfg(test)]
mod address_tests;
mod body;
mod companies;
mod docs;
mod expand;
mod headers;
mod idempotent;
pub(crate) mod jobs;
mod list;
mod metadata;
pub mod odata;
pub mod openapi;
mod parentheses;
mod record;
pub(crate) mod request;
mod respond;
pub(crate) mod session;
mod users;

#[cfg(test)]
mod tests;

pub use act::{chosen, parameters};
pub(crate) use address::{unknown, with_key};
pub(crate) use request::handle;

use axum::Router;
use axum::routing::{any, get};

use crate::App;

/// Where the API begins.
pub const BASE: &str = "/api/v1";

/// The routes of the API.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/docs", get(docs::page))
        .route("/api/docs.css", get(docs::styles))
        .route("/api/v1/openapi.json", get(openapi::json))
        .route("/api/v1/session", any(session::handle))
        .route("/api/v1/session/{act}", any(session::handle))
        .route("/api/v1", any(request::handle))
        .route("/api/v1/", any(request::handle))
        .route("/api/v1/{*rest}", any(request::handle))
        .route("/api/{*rest}", any(request::nothing_here))
}
