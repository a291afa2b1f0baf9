//! The records of second factors, in the system database.

use base::{Code, Moment, Text};
use store::Record;

/// The second factor of a user.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "second_factor", key(user_name))]
pub struct SecondFactor {
    /// The user.
    pub user_name: Code<50>,
    /// The secret that the user's app shares with the program, in base 32.
    #[column(secret)]
    pub secret: Text<64>,
    /// When the user showed the first code; blank while it is being set up.
    pub confirmed_at: Option<Moment>,
    /// The step of time of the last code: neither it nor an earlier one is taken again.
    pub last_step: i64,
}

/// A code that replaces the second factor once.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "recovery_code", key(user_name, code_hash))]
pub struct RecoveryCode {
    /// The user.
    pub user_name: Code<50>,
    /// The SHA-256 fingerprint of the code.
    #[column(secret)]
    pub code_hash: Text<64>,
    /// When the code was used; blank while it is good.
    pub used_at: Option<Moment>,
}
