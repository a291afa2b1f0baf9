//! HTTP: the API and the screens. Everything else is synchronous; here each transaction runs on a
//! thread of its own beside the server.

mod access;
pub mod api;
mod app;
pub mod assets;
mod base_path;
#[cfg(test)]
mod base_path_tests;
mod client;
mod connection;
mod cookies;
#[cfg(test)]
mod doors_tests;
pub mod exports;
pub mod files;
pub mod import;
#[cfg(test)]
mod keys_tests;
pub mod kit;
mod manual;
#[cfg(test)]
mod manual_tests;
mod metrics;
pub mod pages;
pub mod paper;
#[cfg(test)]
mod preferences_tests;
pub mod problem;
mod refusals;
mod room;
mod serve;
pub mod session;
mod sign_in;
pub mod testing;

pub use app::App;
pub use base_path::BasePath;
pub use connection::Limits;
pub use serve::{Options, router, serve};

#[cfg(test)]
mod rights_tests;
#[cfg(test)]
mod zone_tests;
