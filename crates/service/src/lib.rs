//! The `service` room.

pub mod amounts;
pub mod line;
