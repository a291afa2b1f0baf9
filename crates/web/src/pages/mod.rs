//! The screens that serve every collection alike: lists, cards, set-up, search, sign-in.

use axum::Router;

use crate::App;

/// The routes of the screens.
pub fn pages() -> Router<App> {
    Router::new()
}
