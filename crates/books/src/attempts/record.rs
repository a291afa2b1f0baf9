//! The record of what was guessed lately.

use base::{Moment, Text};
use store::Record;

/// How often something was tried lately at one place: from an address, for a user, on a device.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "sign_in_attempt", key(place), index(ends_at))]
pub struct SignInAttempt {
    /// The fingerprint of the place: what is typed as a user name may be a password.
    pub place: Text<64>,
    /// When the count ends.
    pub ends_at: Option<Moment>,
    /// The failures so far.
    pub failures: i64,
}
