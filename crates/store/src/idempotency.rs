//! Remembers the answers to requests that must not happen twice.

use base::{DateTime, Memo, Text};

use crate::Record;

/// The answer given to a request with an idempotency key, kept in the same transaction as what the
/// request did.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "idempotency_key", key(user_id, value), index(created_at))]
pub struct IdempotencyKey {
    /// Who sent it.
    pub user_id: Text<50>,
    /// The key that the client chose.
    pub value: Text<200>,
    /// Fingerprint of method, address and body.
    pub request_hash: Text<100>,
    /// The status of the answer.
    pub status: i64,
    /// The body of the answer.
    pub body: Memo,
    /// When it was answered.
    pub created_at: Option<DateTime>,
}
