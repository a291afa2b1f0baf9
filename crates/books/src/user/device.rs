//! Devices from which a user has signed in before. The browser keeps a secret for it, so that
//! guesses that others make elsewhere do not slow the user down there.

use base::{Code, Moment, Result, Text};
use jiff::SignedDuration;
use store::{Record, Tx, key, params};

use super::secret::{fingerprint, secret};

/// Days that a device is remembered after its last sign-in.
pub const REMEMBERED_DAYS: i64 = 180;
/// The same as a time.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(REMEMBERED_DAYS * 24);
/// So many devices of a user are remembered, the last used ones.
const DEVICES: i64 = 20;

/// A device from which a user has signed in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "known_device", key(user_name, token_hash), index(last_used_at))]
pub struct KnownDevice {
    /// The user.
    pub user_name: Code<50>,
    /// The SHA-256 fingerprint of the secret that the browser keeps.
    #[column(secret)]
    pub token_hash: Text<64>,
    /// When the user last signed in there.
    pub last_used_at: Option<Moment>,
}

/// Whether the user has signed in from the device of this secret.
///
/// # Errors
/// When the database fails.
pub fn device_is_known(tx: &mut Tx, user_name: &Code<50>, device: &str) -> Result<bool> {
    let oldest = tx.moment().before(REMEMBERED);
    let known: Option<KnownDevice> = tx.get(key![user_name, fingerprint(device)])?;
    Ok(known.is_some_and(|known| known.last_used_at.is_some_and(|at| at > oldest)))
}

/// Remembers the device and answers its secret: a new one for a device that shows none.
pub(super) fn remember(tx: &mut Tx, user_name: &Code<50>, shown: &str) -> Result<String> {
    let now = tx.moment();
    let oldest = now.before(REMEMBERED);
    tx.execute("DELETE FROM \"known_device\" WHERE \"last_used_at\" < $1", params![oldest])?;
    let known: Option<KnownDevice> = tx.get(key![user_name, fingerprint(shown)])?;
    if let Some(mut known) = known {
        known.last_used_at = Some(now);
        tx.update_unlogged(&mut known)?;
        return Ok(shown.to_owned());
    }
    let surplus = "WHERE \"user_name\" = $1 ORDER BY \"last_used_at\" DESC, \"token_hash\"";
    let others: Vec<KnownDevice> = tx.select(surplus, params![user_name])?;
    for old in others.iter().skip(usize::try_from(DEVICES - 1).unwrap_or_default()) {
        tx.delete_unlogged(old)?;
    }
    let new = secret("fwd_")?;
    let mut device = KnownDevice {
        user_name: user_name.clone(),
        token_hash: fingerprint(&new),
        last_used_at: Some(now),
    };
    tx.insert_unlogged(&mut device)?;
    Ok(new)
}

/// Forgets every device of the user.
pub(super) fn forget_devices(tx: &mut Tx, user_name: &Code<50>) -> Result<()> {
    tx.execute("DELETE FROM \"known_device\" WHERE \"user_name\" = $1", params![user_name])
        .map(drop)
}
