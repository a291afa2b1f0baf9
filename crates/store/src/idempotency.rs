//! Remembers the answers to requests that must not happen twice.

use base::{Memo, Moment, Result, Text};
use jiff::SignedDuration;

use crate::{Record, Tx, params};

/// So many hours an answer is kept at least, unless there are too many.
pub const KEPT_HOURS: i64 = 24;
/// So many answers are kept.
const KEPT: usize = 50_000;
/// After so many answers it is looked whether there are too many.
const COUNTED_EVERY: u64 = 256;
/// So many old answers go with each new one.
const GO: u64 = 8;

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
    pub created_at: Option<Moment>,
}

/// Forgets answers that are old enough, a few at a time so that no write takes longer for it; now
/// and then also those that are too many. `turn` is different for each call.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx, turn: u64) -> Result<()> {
    forget_within(tx, turn, KEPT)
}

fn forget_within(tx: &mut Tx, turn: u64, kept: usize) -> Result<()> {
    let mut before = tx.moment().before(SignedDuration::from_hours(KEPT_HOURS));
    let mut most = GO;
    if turn.is_multiple_of(COUNTED_EVERY) {
        let sql = format!(
            "SELECT \"created_at\" FROM \"idempotency_key\" \
             ORDER BY \"created_at\" DESC LIMIT 1 OFFSET {kept}"
        );
        let first = tx.rows(&sql, &[])?.into_iter().flatten().next();
        let too_many = first.and_then(|moment| moment.into_text().parse::<Moment>().ok());
        if let Some(moment) = too_many {
            before = before.max(moment);
            most += COUNTED_EVERY * 2;
        }
    }
    let sql = format!(
        "DELETE FROM \"idempotency_key\" WHERE (\"user_id\", \"value\") IN \
         (SELECT \"user_id\", \"value\" FROM \"idempotency_key\" WHERE \"created_at\" <= $1 \
         ORDER BY \"created_at\" LIMIT {most})"
    );
    tx.execute(&sql, params![before]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{actor, databases};

    fn keep(tx: &mut Tx, at: &str, count: i64) -> Result<()> {
        for number in 0..count {
            tx.insert_unlogged(&mut IdempotencyKey {
                user_id: Text::new("ANN"),
                value: Text::new(&format!("{at}-{number:04}")),
                created_at: at.parse().ok(),
                ..IdempotencyKey::default()
            })?;
        }
        Ok(())
    }

    fn count(tx: &mut Tx) -> Result<i64> {
        tx.number("SELECT count(*) FROM \"idempotency_key\"", &[])
    }

    #[test]
    fn answers_are_forgotten_when_they_are_old_or_too_many() {
        for test in databases(&crate::tables()) {
            test.db
                .write(&actor(), |tx| {
                    let today = tx.moment();
                    let old = today.before(SignedDuration::from_hours(KEPT_HOURS + 1));
                    keep(tx, &old.to_string(), 20)?;
                    keep(tx, &today.to_string(), 30)?;
                    forget_within(tx, 1, 10)?;
                    assert_eq!(count(tx)?, 42, "a few at a time");
                    (1..10).try_for_each(|turn| forget_within(tx, turn, 10))?;
                    assert_eq!(count(tx)?, 30, "those of today stay");
                    let later = today.after(SignedDuration::from_mins(1));
                    keep(tx, &later.to_string(), 10)?;
                    forget_within(tx, COUNTED_EVERY, 10)?;
                    assert_eq!(count(tx)?, 10, "the newest stay");
                    Ok(())
                })
                .unwrap_or_else(|error| panic!("{:?}: {error}", test.engine()));
        }
    }
}
