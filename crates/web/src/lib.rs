//! HTTP: the API and the screens. Everything else is synchronous; here each transaction runs on a
//! thread of its own beside the server.

mod access;
pub mod api;
mod app;
pub mod assets;
mod client;
mod cookies;
#[cfg(test)]
mod doors_tests;
pub mod files;
pub mod kit;
mod metrics;
pub mod pages;
pub mod problem;
mod refusals;
mod serve;
pub mod session;
mod sign_in;
pub mod testing;

pub use app::App;
pub use serve::{router, serve};

#[cfg(test)]
mod rights_tests;
