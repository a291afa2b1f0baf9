//! The log of the installation: who came in, who was refused, and what became of passwords, roles,
//! tokens and second factors. It only grows, until an administrator deletes what is old.

mod note;
mod purge;
mod record;

#[cfg(test)]
mod tests;

pub use note::{Noted, note};
pub use purge::{KEPT_DAYS, actions, purge};
pub use record::{SystemEvent, SystemLogEntry};
