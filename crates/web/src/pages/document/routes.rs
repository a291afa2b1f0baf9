//! What answers the addresses of documents beside their pages.

use axum::response::Response;
use base::Result;
use maud::Markup;
use store::{EntityDef, Tx, Value};

use crate::pages::document;
use crate::pages::site::{Site, read_key};
use crate::pages::visit::Visit;

/// What posting a document would write.
pub async fn preview(visit: Visit) -> Response {
    let pairs = visit.pairs.clone();
    of_document(visit, move |tx, site, def, key| document::plan(tx, &site, def, key, &pairs)).await
}

/// The statistics of a document.
pub async fn statistics(visit: Visit) -> Response {
    of_document(visit, |tx, site, def, key| document::statistics(tx, &site, def, key)).await
}

/// What would stop a posting.
pub async fn test_report(visit: Visit) -> Response {
    let pairs = visit.pairs.clone();
    of_document(visit, move |tx, site, def, key| document::test_report(tx, &site, def, key, &pairs))
        .await
}

/// What was posted.
pub async fn posting_result(visit: Visit) -> Response {
    let pairs = visit.pairs.clone();
    visit.show(move |tx, site| document::outcome(tx, &site, &pairs)).await
}

/// Everything that was posted under a number.
pub async fn find_entries(visit: Visit) -> Response {
    let pairs = visit.pairs.clone();
    visit.show(move |tx, site| document::found_entries(tx, site, &pairs)).await
}

/// Draws something of the document in the address.
async fn of_document(
    visit: Visit,
    draw: impl FnOnce(&mut Tx, Site, &EntityDef, &[Value]) -> Result<Markup> + Send + 'static,
) -> Response {
    let (collection, key) = (visit.part("collection"), visit.part("key"));
    visit
        .show(move |tx, site| {
            let def = site.def(&collection)?;
            draw(tx, site, def, &read_key(def, &[], &key)?)
        })
        .await
}
