//! The people of the demonstration: one for each role, with passwords that are no secret.

use base::{Code, Result, Text};
use books::user::{
    self, ApiToken, UserLanguage, create_token, create_user, hash_password, revoke_token,
};
use service::installation::Installation;
use store::key;

use super::Data;

/// The name of the demonstration's token.
const TOKEN: &str = "demo";

/// Somebody who can sign in to the demonstration.
#[derive(Clone, Copy, Debug)]
pub struct User {
    /// The name at sign-in.
    pub name: &'static str,
    /// The name of the person.
    pub full_name: &'static str,
    /// The password.
    pub password: &'static str,
    /// The role.
    pub role: &'static str,
    /// The language of the screens.
    pub language: UserLanguage,
    /// Whether the user belongs to Atelier Moka alone.
    moka: bool,
}

const USERS: &[User] = &[
    User {
        name: "admin",
        full_name: "Administrator",
        password: "crema-admin-26",
        role: user::SUPER,
        language: UserLanguage::En,
        moka: false,
    },
    User {
        name: "claire",
        full_name: "Claire Mercier",
        password: "ristretto-26",
        role: "SERVICE-MANAGER",
        language: UserLanguage::En,
        moka: true,
    },
    User {
        name: "dispatch",
        full_name: "Thomas Bessat",
        password: "macchiato-26",
        role: "DISPATCHER",
        language: UserLanguage::Fr,
        moka: true,
    },
    User {
        name: "tech",
        full_name: "Léa Morin",
        password: "cappuccino-26",
        role: "TECHNICIAN",
        language: UserLanguage::Fr,
        moka: true,
    },
    User {
        name: "counter",
        full_name: "Julie Fontaine",
        password: "cortado-2026",
        role: "COUNTER",
        language: UserLanguage::En,
        moka: true,
    },
    User {
        name: "compta",
        full_name: "Benoît Durand",
        password: "doppio-2026",
        role: "BOOKKEEPER",
        language: UserLanguage::Fr,
        moka: true,
    },
];

/// Who can sign in where this data is served.
pub fn users(data: &[Data]) -> Vec<User> {
    let moka = data.iter().any(|data| *data != Data::Reference);
    USERS.iter().copied().filter(|user| moka || !user.moka).collect()
}

/// Creates the users who are not there yet, with their passwords and roles.
///
/// # Errors
/// When the database fails.
pub fn create(installation: &Installation, data: &[Data]) -> Result<()> {
    let actor = installation.program();
    let known: Vec<user::User> =
        installation.system().read(&actor, |tx| tx.select("ORDER BY \"user_name\"", &[]))?;
    for user in users(data) {
        let name = Code::parse(user.name)?;
        if known.iter().any(|known| known.user_name == name) {
            continue;
        }
        let hash = hash_password(user.name, user.password)?;
        let record = user::User {
            user_name: name,
            full_name: Text::parse(user.full_name)?,
            email: Text::parse(&format!("{}@moka.example", user.name))?,
            language: user.language,
            ..user::User::default()
        };
        let company = if user.moka { Data::Small.company() } else { "" };
        installation.system().write(&actor, |tx| {
            create_user(tx, &record, Some(&hash))?;
            user::assign(tx, user.name, user.role, company)
        })?;
    }
    Ok(())
}

/// A token that may do everything: this one, or a new one. The demonstration's earlier token is
/// good no more.
///
/// # Errors
/// When the database fails.
pub fn token(installation: &Installation, fixed: Option<&str>) -> Result<String> {
    let admin = USERS[0].name;
    installation.system().write(&installation.program(), |tx| {
        if tx.get::<ApiToken>(key![Code::<50>::parse(admin)?, TOKEN])?.is_some() {
            revoke_token(tx, admin, TOKEN)?;
        }
        create_token(tx, admin, TOKEN, fixed)
    })
}
