//! The second factor of sign-in: six digits that an app on the user's phone works out from a
//! secret and the time (TOTP, RFC 6238), and recovery codes for the day the phone is lost.
//!
//! The secret must be kept as it is, since the program works out the same digits; it is shown once,
//! to its user, while it is being set up. Recovery codes are kept as fingerprints.

mod check;
mod codes;
mod enrol;
mod record;

#[cfg(test)]
mod tests;

pub use check::check;
pub use codes::{codes_left, renew};
pub use enrol::{active, begin, confirm, pending, reset, turn_off, uri};
pub use record::{RecoveryCode, SecondFactor};

use base::{Error, Result};
use totp_rs::{Builder, Secret, Totp};

/// The calculation with the settings that every app knows: SHA-1, six digits, thirty seconds, one
/// step of tolerance before and after.
fn totp(secret: &str) -> Result<Totp> {
    let broken = || Error::Unavailable("a second factor cannot be read".to_owned());
    let secret = Secret::try_from_base32(secret).map_err(|_| broken())?;
    Builder::new().with_secret(secret).build().map_err(|_| broken())
}
