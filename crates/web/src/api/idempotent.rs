//! Requests that are done once only, however often they are sent.

use base::{Error, Memo, Result, Text, refuse};
use serde_json::Value as Json;
use store::{IdempotencyKey, Record, Tx, key};

/// What was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Json,
    /// Whether it was answered before.
    pub again: bool,
}

/// A request that must not be done twice.
#[derive(Clone, Debug)]
pub struct Once {
    /// The key that the client chose.
    pub key: String,
    /// The fingerprint of method, address and body.
    pub request: Text<64>,
}

/// Does `act`, or gives the answer that the same request got before. The answer is kept in the
/// transaction that did it; what failed has done nothing and is tried again.
///
/// # Errors
/// What `act` returns; `api.idempotencyKey.otherBody` when the key was used for something else.
pub fn once(
    tx: &mut Tx,
    request: Option<&Once>,
    act: impl FnOnce(&mut Tx) -> Result<Answer>,
) -> Result<Answer> {
    let Some(request) = request else { return act(tx) };
    let user = Text::<50>::cut(tx.user());
    let value = Text::<200>::parse(&request.key)?;
    // Taken before the act, so that the same request at the same time waits for this one.
    let table = IdempotencyKey::table().name;
    let sql = format!(
        "INSERT INTO \"{table}\" (\"user_id\", \"value\", \"request_hash\", \"status\", \"body\", \
         \"created_at\") VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT DO NOTHING"
    );
    let now = tx.moment();
    if tx.execute(&sql, store::params![user, value, request.request, now])? == 0 {
        let known: IdempotencyKey = tx.find(key![user, value])?;
        if known.request_hash.as_str() != request.request.as_str() {
            let refusal = refuse!("api.idempotencyKey.otherBody", key = &request.key);
            return Err(Error::from(refusal.field("Idempotency-Key")));
        }
        let body = serde_json::from_str(&known.body).unwrap_or(Json::Null);
        let status = u16::try_from(known.status).unwrap_or(200);
        return Ok(Answer { status, body, again: true });
    }
    store::idempotency::forget(tx, turn(&request.key))?;
    let answer = act(tx)?;
    let mut known: IdempotencyKey = tx.find(key![user, value])?;
    known.status = i64::from(answer.status);
    known.body = Memo::new(&answer.body.to_string());
    tx.update_unlogged(&mut known)?;
    Ok(answer)
}

/// A number that differs from key to key.
fn turn(key: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(key, &mut hasher);
    std::hash::Hasher::finish(&hasher)
}

/// The fingerprint of a request.
pub fn request_hash(method: &str, address: &str, body: &[u8]) -> Text<64> {
    let body = books::user::fingerprint(&String::from_utf8_lossy(body));
    books::user::fingerprint(&format!("{method} {address} {body}"))
}
