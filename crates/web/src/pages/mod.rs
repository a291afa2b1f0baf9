//! The screens that serve every collection alike: lists, cards, set-up, search, sign-in. Screens
//! of one noun have a module of their own.
//!
//! | address | page |
//! | --- | --- |
//! | `/c/{company}` | role centre |
//! | `/c/{company}/{collection}` | list; the card of a record that exists once; `?new` a new record |
//! | `/c/{company}/{collection}/{key}` | card; the parts of a key with commas between |
//! | `/c/{company}/{collection}/{key}/{segment}/{key}` | card of a part |
//! | `/c/{company}/-/account` | the own account: preferences, password, second factor, sessions; also `/-/account` |
//! | `/c/{company}/-/manual` | the manual: contents, search, pages; also `/-/manual` |
//! | `/c/{company}/-/...` | set-up, finance, search, lookups, and collections of the installation |

mod account;
mod action;
#[cfg(test)]
mod action_tests;
mod card;
pub mod context;
mod describe;
mod document;
mod entrance;
mod fragments;
mod home;
mod hub;
mod import;
mod legible;
mod list;
mod lookup;
mod manual;
mod notices;
mod routes;
mod search;
mod sign_in;
pub mod site;
#[cfg(test)]
mod tests;
pub mod tooltip;
#[cfg(test)]
mod tooltip_tests;
mod visit;

use axum::Router;
use axum::routing::{get, post};

use crate::App;

pub use legible::{legible, nothing_here};
pub use list::remaining;
#[cfg(test)]
pub(crate) use site::{read_key, segment};

/// The routes of the screens.
pub fn pages() -> Router<App> {
    Router::new()
        .route("/", get(routes::start))
        .route("/ui/{file}", get(routes::asset))
        .route("/sign-in", get(entrance::sign_in).post(entrance::signed_in))
        .route("/sign-in/code", get(entrance::code).post(entrance::code_shown))
        .route("/c/{company}", get(routes::home))
        .route("/c/{company}/-/set-up", get(routes::set_up))
        .route("/c/{company}/-/finance", get(routes::finance))
        .route("/c/{company}/-/search", get(routes::search))
        .route("/c/{company}/-/lookup/{collection}", get(routes::lookup))
        .route("/c/{company}/-/import", get(import::route))
        .route("/c/{company}/-/account", get(account::route))
        .route("/c/{company}/-/account/{act}", post(account::act))
        .route("/c/{company}/-/manual", get(manual::contents))
        .route("/c/{company}/-/manual/{topic}", get(manual::route))
        .route("/-/account", get(account::route))
        .route("/-/account/{act}", post(account::act))
        .route("/-/manual", get(manual::contents))
        .route("/-/manual/{topic}", get(manual::route))
        .route("/c/{company}/-/notices", get(notices::route))
        .route("/c/{company}/-/jobs", get(notices::jobs_route))
        .route("/c/{company}/-/find-entries", get(document::routes::find_entries))
        .route("/c/{company}/-/posting-result", get(document::routes::posting_result))
        .route(
            "/c/{company}/-/views/{collection}",
            post(routes::keep_view).delete(routes::remove_view),
        )
        .route("/c/{company}/-/{collection}", get(routes::list))
        .route("/c/{company}/-/{collection}/{key}", get(routes::card))
        .route("/c/{company}/-/{collection}/{key}/{segment}", get(routes::part))
        .route("/c/{company}/-/{collection}/{key}/{segment}/{own}", get(routes::part))
        .route("/c/{company}/{collection}", get(routes::list))
        .route("/c/{company}/{collection}/{key}", get(routes::card))
        .route("/c/{company}/{collection}/{key}/preview", get(document::routes::preview))
        .route("/c/{company}/{collection}/{key}/statistics", get(document::routes::statistics))
        .route("/c/{company}/{collection}/{key}/test-report", get(document::routes::test_report))
        .route("/c/{company}/{collection}/{key}/{segment}", get(routes::part))
        .route("/c/{company}/{collection}/{key}/{segment}/{own}", get(routes::part))
}
