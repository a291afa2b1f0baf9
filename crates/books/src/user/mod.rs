//! Users, what they may do, and what holds for them in a company.

mod record;
mod setup;

pub use record::{
    Permission, PermissionSet, User, UserLanguage, UserPassword, UserPermissionSet, UserState,
};
pub use setup::{InvoicePostingPolicy, UserSetup};
