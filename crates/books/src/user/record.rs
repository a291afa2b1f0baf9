//! The records of users and permissions, in the system database.

use base::{Code, DateTime, Language, Text};
use store::{Options, Record};

/// Whether a user can sign in.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserState {
    /// The user can sign in.
    #[default]
    Enabled,
    /// The user cannot sign in.
    Disabled,
}

/// The language of screens and messages.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserLanguage {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl From<UserLanguage> for Language {
    fn from(language: UserLanguage) -> Self {
        match language {
            UserLanguage::En => Self::En,
            UserLanguage::Fr => Self::Fr,
        }
    }
}

/// Somebody who can sign in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "user", key(user_name), index(full_name), audited)]
pub struct User {
    /// Identifies the user at sign-in.
    pub user_name: Code<50>,
    /// The name of the person.
    pub full_name: Text<80>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The language of screens and messages.
    pub language: UserLanguage,
    /// Whether the user can sign in.
    pub state: UserState,
    /// Counts the changes of the record.
    pub version: i64,
}

/// The password of a user, as an argon2id hash. Never shown and never logged.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "user_password", key(user_name))]
pub struct UserPassword {
    /// The user.
    pub user_name: Code<50>,
    /// The argon2id hash of the password, with salt and parameters.
    pub password_hash: Text<200>,
    /// When the password was set.
    pub changed_at: Option<DateTime>,
}

/// A role: permissions that belong together.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "permission_set", key(role_id), audited)]
pub struct PermissionSet {
    /// Identifies the role.
    pub role_id: Code<20>,
    /// Says what somebody in the role does.
    pub name: Text<80>,
    /// Counts the changes of the record.
    pub version: i64,
}

/// What a role allows on a table or an action.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "permission", key(role_id, object_name), audited)]
pub struct Permission {
    /// The role.
    #[column(relation = "permission_set")]
    pub role_id: Code<20>,
    /// The table or action, such as customer or serviceOrder.post; * for every table.
    pub object_name: Text<60>,
    /// Whether records may be seen.
    pub read_permission: bool,
    /// Whether records may be created.
    pub insert_permission: bool,
    /// Whether records may be changed.
    pub modify_permission: bool,
    /// Whether records may be deleted.
    pub delete_permission: bool,
    /// Whether the action may be carried out.
    pub execute_permission: bool,
    /// Counts the changes of the record.
    pub version: i64,
}

/// A role that a user has in a company, or in all of them.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "user_permission_set", key(user_name, role_id, company_name), audited)]
pub struct UserPermissionSet {
    /// The user.
    #[column(relation = "user")]
    pub user_name: Code<50>,
    /// The role.
    #[column(relation = "permission_set")]
    pub role_id: Code<20>,
    /// The company; blank for every company.
    pub company_name: Text<30>,
    /// Counts the changes of the record.
    pub version: i64,
}
