//! The records of users, permissions, sessions and tokens, in the system database.

use base::{Code, Date, Language, Moment, Text};
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

/// What a session is good for.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser shows it as a cookie.
    #[default]
    Browser,
    /// A program shows it as a bearer token.
    Program,
    /// The password was right; the second factor is to be shown yet.
    HalfWay,
}

/// Somebody who can sign in.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "user", key(user_name), index(full_name), audited)]
pub struct User {
    /// The name that the user types to sign in.
    pub user_name: Code<50>,
    /// The name of the person.
    pub full_name: Text<80>,
    /// The e-mail address.
    pub email: Text<80>,
    /// The language of screens and messages.
    pub language: UserLanguage,
    /// Whether the user can sign in.
    pub state: UserState,
    /// Whether the user signs in with a second factor: without one it is set up at the next
    /// sign-in.
    pub second_factor_required: bool,
    /// The role whose home the user sees; blank for that of the first role.
    pub home_role: Code<20>,
    /// Whether the user has taken the first tour of the program, or passed over it.
    pub toured: bool,
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
    #[column(secret)]
    pub password_hash: Text<200>,
    /// When the password was set.
    pub changed_at: Option<Moment>,
}

/// Who keeps a role.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PermissionSetType {
    /// People keep it.
    #[default]
    UserDefined,
    /// The program brings it and keeps it up to date.
    System,
}

/// A role: permissions that belong together.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "permission_set", key(role_id), audited)]
pub struct PermissionSet {
    /// Identifies the role.
    pub role_id: Code<20>,
    /// Says what somebody in the role does.
    pub name: Text<80>,
    /// Who keeps the role: system roles come with the program and cannot be changed.
    #[column(read_only)]
    pub r#type: PermissionSetType,
    /// Whether the role names the fields, documents and readings that it opens. A role that was
    /// made before this could be said opens every field of its tables, as it did then.
    pub by_field: bool,
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
    /// The table, kind of document, field or action, such as customer, serviceOrders, field:cost or
    /// serviceOrders.post; * for every table.
    pub object_name: Text<80>,
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

/// Somebody who is signed in. Only the fingerprint of the secret is kept.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "session", key(token_hash), index(user_name))]
pub struct Session {
    /// The SHA-256 fingerprint of the secret that the browser or client holds.
    #[column(secret)]
    pub token_hash: Text<64>,
    /// The user.
    pub user_name: Code<50>,
    /// What the session is good for.
    pub kind: SessionKind,
    /// When the user signed in.
    pub created_at: Option<Moment>,
    /// When the session was last used, to the minute.
    pub last_used_at: Option<Moment>,
    /// When the session ends, however much it is used.
    pub expires_at: Option<Moment>,
    /// The network address from which the user signed in.
    pub address: Text<60>,
    /// The program with which the user signed in.
    pub user_agent: Text<200>,
    /// The work date that the user chose; blank for today.
    pub work_date: Option<Date>,
}

/// A secret with which a program acts for a user. Only the fingerprint of the secret is kept.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "api_token", key(user_name, name), unique(token_hash))]
pub struct ApiToken {
    /// The user for whom the program acts.
    #[column(relation = "user")]
    pub user_name: Code<50>,
    /// What the token is for, so that it is recognised in the list.
    pub name: Text<80>,
    /// The SHA-256 fingerprint of the secret.
    #[column(secret)]
    pub token_hash: Text<64>,
    /// When the token was made.
    #[column(read_only)]
    pub created_at: Option<Moment>,
    /// When the token was last used, to the minute.
    #[column(read_only)]
    pub last_used_at: Option<Moment>,
    /// When the token was revoked; blank while it is good.
    #[column(read_only)]
    pub revoked_at: Option<Moment>,
}
