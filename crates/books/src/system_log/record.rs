//! The record of the log.

use base::{Code, Moment, Text};
use store::{Entity, Options, Record};

/// What happened in the installation.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SystemEvent {
    /// A user signed in.
    #[default]
    SignedIn,
    /// Somebody was refused at sign-in.
    SignInRefused,
    /// A session was ended.
    SignedOut,
    /// A user asked for something without the permission.
    AccessRefused,
    /// A user was created.
    UserCreated,
    /// A user may sign in again.
    UserEnabled,
    /// A user may sign in no more.
    UserDisabled,
    /// A user was deleted.
    UserDeleted,
    /// A password was set or changed.
    PasswordChanged,
    /// A role was given to a user.
    RoleGiven,
    /// A role was taken from a user.
    RoleTaken,
    /// What a role allows was changed.
    RoleChanged,
    /// A token was made.
    TokenCreated,
    /// A token was revoked.
    TokenRevoked,
    /// A second factor was set up.
    SecondFactorSetUp,
    /// A second factor was turned off by its user.
    SecondFactorTurnedOff,
    /// A second factor was reset by an administrator.
    SecondFactorReset,
    /// A second factor became required, or is required no more.
    SecondFactorRequired,
    /// Recovery codes were made anew.
    RecoveryCodesRenewed,
    /// A recovery code was used up.
    RecoveryCodeUsed,
    /// Old entries of this log were deleted.
    LogDeleted,
}

/// Something that happened at the doors of the installation.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(
    table = "system_log_entry",
    key(entry_no),
    ledger,
    purgeable,
    index(date_and_time),
    index(event),
    index(user_id),
    index(subject)
)]
pub struct SystemLogEntry {
    /// The number of the entry, counted by the program.
    pub entry_no: i64,
    /// When it happened.
    pub date_and_time: Option<Moment>,
    /// What happened.
    pub event: SystemEvent,
    /// The user who did it, or tried to; blank when nobody of this name exists.
    pub user_id: Code<50>,
    /// The user or role that it happened to.
    pub subject: Text<80>,
    /// The network address that the request came from; blank for the command line.
    pub address: Text<60>,
    /// More about it: the program used, the role and company, the name of the token, the address
    /// that was asked for.
    pub details: Text<250>,
}

impl Entity for SystemLogEntry {
    const COLLECTION: &'static str = "systemLogEntries";
}
