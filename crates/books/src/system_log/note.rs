//! Writing the log.

use base::{Code, Result, Text};
use store::Tx;

use super::{SystemEvent, SystemLogEntry};

/// What is to be noted beside the moment and whoever acts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noted<'a> {
    /// What happened.
    pub event: SystemEvent,
    /// To whom or what.
    pub subject: &'a str,
    /// More about it.
    pub details: &'a str,
}

/// Notes what the actor of the transaction did.
///
/// # Errors
/// When the database fails.
pub fn note(tx: &mut Tx, noted: Noted) -> Result<()> {
    let mut entry = SystemLogEntry {
        date_and_time: Some(tx.moment()),
        event: noted.event,
        user_id: Code::parse(tx.user()).unwrap_or_default(),
        subject: Text::cut(noted.subject),
        address: Text::cut(&tx.actor().address),
        details: Text::cut(noted.details),
        ..SystemLogEntry::default()
    };
    tx.insert_unlogged(&mut entry)
}
