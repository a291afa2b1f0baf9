//! Users, what they may do, and how they show who they are.
//!
//! Users, roles, sessions and tokens stand in the system database; what holds for a user in a
//! company stands there as [`UserSetup`]. Secrets are never stored: passwords as argon2id hashes,
//! tokens as SHA-256 fingerprints.

mod actions;
mod assign;
mod authenticate;
mod create;
mod enable;
mod entities;
mod password;
mod permissions;
mod record;
mod secret;
mod setup;
mod sign_in;
mod token;

#[cfg(test)]
mod tests;

pub use actions::{PASSWORD_HASH, actions};
pub use assign::assign;
pub use authenticate::{Identity, Proof, authenticate};
pub use create::create_user;
pub use enable::{disable, enable};
pub use entities::system_entities;
pub use password::{PasswordHash, hash_password, set_password, verify_password};
pub use permissions::{SUPER, companies_of, keep_role, permissions_of};
pub use record::{
    ApiToken, Permission, PermissionSet, PermissionSetType, Session, User, UserLanguage,
    UserPassword, UserPermissionSet, UserState,
};
pub use secret::{fingerprint, secret};
pub use setup::{InvoicePostingPolicy, UserSetup};
pub use sign_in::{Credentials, SignedIn, sign_in, sign_out, sign_out_everywhere, use_work_date};
pub use token::{create_token, revoke_token};
