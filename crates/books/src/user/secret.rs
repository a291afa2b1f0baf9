//! Secrets: random, and known to the program by their fingerprint only.

use std::fmt::Write as _;

use base::{Error, Result, Text};
use sha2::{Digest, Sha256};

/// A new secret of 256 random bits behind `prefix`, in small letters and digits.
///
/// # Errors
/// When the machine has no random numbers.
pub fn secret(prefix: &str) -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Unavailable(error.to_string()))?;
    Ok(format!("{prefix}{}", hex(&bytes)))
}

/// The SHA-256 fingerprint of a secret.
pub fn fingerprint(secret: &str) -> Text<64> {
    Text::new(&hex(&Sha256::digest(secret.as_bytes())))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
