//! Users, what they may do, and how they show who they are.
//!
//! Users, roles, sessions and tokens stand in the system database; what holds for a user in a
//! company stands there as [`UserSetup`]. Secrets are never stored: passwords as argon2id hashes,
//! tokens as SHA-256 fingerprints.

mod actions;
mod assign;
mod authenticate;
mod create;
mod device;
mod enable;
mod entities;
mod password;
mod permissions;
mod record;
mod secret;
mod session;
mod setup;
mod sign_in;
mod token;

#[cfg(test)]
mod tests;

pub use actions::{PASSWORD_HASH, actions};
pub use assign::{assign, unassign_company};
pub use authenticate::{Identity, Proof, Shown, authenticate};
pub use create::create_user;
pub use device::{KnownDevice, REMEMBERED_DAYS, device_is_known};
pub use enable::{disable, enable};
pub use entities::system_entities;
pub use password::{PasswordHash, change_password, hash_password, set_password, verify_password};
pub use permissions::{SUPER, companies_of, keep_role, permissions_of};
pub use record::{
    ApiToken, Permission, PermissionSet, PermissionSetType, Session, SessionKind, User,
    UserLanguage, UserPassword, UserPermissionSet, UserState,
};
pub use secret::{fingerprint, secret};
pub use session::{
    session_handle, sessions_of, sign_out, sign_out_elsewhere, sign_out_everywhere, use_work_date,
};
pub use setup::{InvoicePostingPolicy, UserSetup};
pub use sign_in::{Credentials, SignedIn, finish, half_way, note_refused, sign_in};
pub use token::{create_token, revoke_token};
