//! The `web` room.

pub mod assets;
pub mod kit;
pub mod pages;
