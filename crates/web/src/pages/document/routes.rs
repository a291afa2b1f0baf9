//! What answers the addresses of documents beside their pages.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::App;
use crate::pages::context::{Place, show};
use crate::pages::document;
use crate::pages::site::read_key;
use crate::session::Caller;

type Pairs = Vec<(String, String)>;
type KeyPath = (String, String, String);

/// What posting a document would write.
pub async fn preview(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key)): Path<KeyPath>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), move |tx, site, _| {
        let def = site.def(&collection)?;
        document::plan(tx, &site, def, &read_key(def, &[], &key)?, &pairs)
    })
    .await
}

/// The statistics of a document.
pub async fn statistics(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key)): Path<KeyPath>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), move |tx, site, _| {
        let def = site.def(&collection)?;
        document::statistics(tx, &site, def, &read_key(def, &[], &key)?)
    })
    .await
}

/// What would stop a posting.
pub async fn test_report(
    State(app): State<App>,
    caller: Caller,
    Path((company, collection, key)): Path<KeyPath>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), move |tx, site, _| {
        let def = site.def(&collection)?;
        document::test_report(tx, &site, def, &read_key(def, &[], &key)?, &pairs)
    })
    .await
}

/// What was posted.
pub async fn posting_result(
    State(app): State<App>,
    caller: Caller,
    Path(company): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), move |tx, site, _| {
        document::outcome(tx, &site, &pairs)
    })
    .await
}

/// Everything that was posted under a number.
pub async fn find_entries(
    State(app): State<App>,
    caller: Caller,
    Path(company): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    show(&app, caller, Place::of(&company, &headers), move |tx, site, _| {
        document::found_entries(tx, site, &pairs)
    })
    .await
}
