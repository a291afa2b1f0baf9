//! Import: a file, a dry run that lists every error by cell, then the real thing.

use axum::response::Response;
use base::{Action, Result};
use maud::{Markup, html};

use super::site::Site;
use super::visit::Visit;
use crate::kit::button::{Button, Weight};
use crate::kit::frame::{self, Area};
use crate::kit::layout::{self, Header};

/// What is usually brought in, in the order in which it depends on each other; then the rest.
const FIRST: [&str; 4] = ["customers", "items", "resources", "serviceItems"];

/// Records from a spreadsheet; `collection` in the address is chosen already.
pub async fn route(visit: Visit) -> Response {
    let chosen = visit.asked("collection");
    visit.show(move |_, site| page(site, &chosen)).await
}

/// The page.
///
/// # Errors
/// When the user may create nothing that can be imported.
pub fn page(site: Site, chosen: &str) -> Result<Markup> {
    let view = site.view;
    let mut collections: Vec<(&str, String)> = site
        .entities
        .iter()
        .filter(|def| service::import::may_import(def))
        .filter(|def| view.may_def(def, Action::Insert))
        .map(|def| (def.collection, site.title(def)))
        .collect();
    collections.sort_by_key(|(name, title)| {
        (FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len()), title.clone())
    });
    let head = layout::header(
        view,
        &Header {
            trail: vec![(view.t("ui-menu-set-up"), view.list_url("-/set-up"))],
            name: view.t("ui-import"),
            ..Header::default()
        },
    );
    let main = html! {
        form.import-form data-import {
            p.hint { (view.t("ui-import-how")) }
            div class="field stack" {
                label for="import-collection" { (view.t("ui-import-what")) }
                div.box { select id="import-collection" name="collection" {
                    @for (name, title) in &collections { option value=(name) selected[*name == chosen] { (title) } }
                } }
            }
            div class="field stack" {
                label for="import-file" { (view.t("ui-import-file")) }
                input id="import-file" name="file" type="file" accept=".csv,.xlsx,text/csv" required;
            }
            div class="field stack" {
                label for="import-existing" { (view.t("ui-import-existing")) }
                div.box { select id="import-existing" name="existing" {
                    @for choice in ["refuse", "update", "skip"] {
                        option value=(choice) { (view.t(&format!("ui-import-existing-{choice}"))) }
                    }
                } }
            }
            div.import-acts {
                (Button::new(view.t("ui-import-try"), "import-try").icon("check"))
                (Button::new(view.t("ui-import-keep"), "import-keep").icon("download").weight(Weight::Primary))
            }
            div data-outcome aria-live="polite" {}
        }
    };
    let body = layout::document(view, &head, &html! {}, &main, None, None);
    let title = view.t("ui-import");
    let page = frame::Page {
        title,
        area: Area::SetUp,
        kind: "import",
        main: body,
        shortcuts: Vec::new(),
        about: crate::manual::About::IMPORT,
    };
    Ok(frame::page(view, &page))
}
