//! `fieldwright user`: who can sign in, and with which roles.

use std::io::{BufRead, IsTerminal, Write};

use base::{Code, Result, Text, refuse};
use books::user::{self, PermissionSet, UserPermissionSet};
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};
use store::ToValue;

use super::company::borrowed;
use super::language::Spoken;
use super::{Context, Outcome};

/// List and create users, set passwords, give roles
#[derive(Args)]
pub struct User {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// List the users with their roles
    List,
    /// List the roles
    Roles,
    /// Create a user; the password is read from standard input
    #[command(alias = "add")]
    Create {
        /// The name at sign-in
        name: String,
        /// The name of the person
        #[arg(long, default_value = "")]
        full_name: String,
        /// The e-mail address
        #[arg(long, default_value = "")]
        email: String,
        /// The language of the screens, and of what is printed now; English when left out
        #[arg(long, value_enum)]
        language: Option<Spoken>,
        /// A role in every company, or ROLE@company for one
        #[arg(long)]
        role: Vec<String>,
    },
    /// Set a new password, read from standard input
    Password {
        /// The name at sign-in
        name: String,
    },
    /// Give a role in every company, or ROLE@company for one
    Role {
        /// The name at sign-in
        name: String,
        /// The role
        role: String,
    },
    /// Take the second factor away from a user who has lost it
    ResetSecondFactor {
        /// The name at sign-in
        name: String,
    },
    /// Let a user sign in again
    Enable {
        /// The name at sign-in
        name: String,
    },
    /// Stop a user from signing in
    Disable {
        /// The name at sign-in
        name: String,
    },
}

impl User {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        match self.act {
            Act::List => list(context)?,
            Act::Roles => roles(context)?,
            Act::Create { name, full_name, email, language, role } => {
                let record = user::User {
                    user_name: Code::parse(&name)?,
                    full_name: Text::parse(&full_name)?,
                    email: Text::parse(&email)?,
                    language: match language {
                        Some(Spoken::Fr) => user::UserLanguage::Fr,
                        Some(Spoken::En) | None => user::UserLanguage::En,
                    },
                    ..user::User::default()
                };
                create(context, &record, &role)?;
                told(context, "cli-user-created", &name);
            }
            Act::Password { name } => {
                let hash = user::hash_password(&name, &password(context)?)?;
                let installation = context.system()?;
                installation
                    .system()
                    .write(&installation.program(), |tx| user::set_password(tx, &name, &hash))?;
                told(context, "cli-user-password", &name);
            }
            Act::Role { name, role } => {
                let installation = context.system()?;
                let (role, company) = split(&installation, &role)?;
                installation.system().write(&installation.program(), |tx| {
                    user::assign(tx, &name, &role, &company)
                })?;
                told(context, "cli-user-role", &name);
            }
            Act::ResetSecondFactor { name } => {
                let installation = context.installation()?;
                installation
                    .system()
                    .write(&installation.program(), |tx| books::second_factor::reset(tx, &name))?;
                told(context, "cli-user-factor-reset", &name);
            }
            Act::Enable { name } => {
                let installation = context.system()?;
                installation
                    .system()
                    .write(&installation.program(), |tx| user::enable(tx, &name))?;
                told(context, "cli-user-enabled", &name);
            }
            Act::Disable { name } => {
                let installation = context.system()?;
                installation
                    .system()
                    .write(&installation.program(), |tx| user::disable(tx, &name))?;
                told(context, "cli-user-disabled", &name);
            }
        }
        Ok(Outcome::Done)
    }
}

fn told(context: &Context, id: &str, name: &str) {
    context.out.tell(&context.text(id, &[("name", name.into())]), &json!({"userName": name}));
}

/// A role and the company it holds in; blank for every company.
fn split(
    installation: &service::installation::Installation,
    role: &str,
) -> Result<(String, String)> {
    let (role, company) = role.split_once('@').unwrap_or((role, ""));
    if !company.is_empty() {
        installation.company(company)?;
    }
    Ok((role.to_owned(), company.to_owned()))
}

fn create(context: &Context, record: &user::User, roles: &[String]) -> Result<()> {
    let hash = user::hash_password(&record.user_name, &password(context)?)?;
    let installation = context.new_system()?;
    let roles: Vec<(String, String)> =
        roles.iter().map(|role| split(&installation, role)).collect::<Result<_>>()?;
    installation.system().write(&installation.program(), |tx| {
        user::create_user(tx, record, Some(&hash))?;
        for (role, company) in &roles {
            user::assign(tx, &record.user_name, role, company)?;
        }
        Ok(())
    })
}

/// The first line of standard input; a person is asked for it.
fn password(context: &Context) -> Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        eprint!("{} ", context.text("cli-user-ask", &[]));
        // The question helps people only; the answer is read all the same.
        drop(std::io::stderr().flush());
    }
    let mut line = String::new();
    let read = input.lock().read_line(&mut line);
    let password = line.trim_end_matches(['\r', '\n']);
    if read.is_err() || password.is_empty() {
        return Err(refuse!("cli.password.missing").into());
    }
    Ok(password.to_owned())
}

fn list(context: &Context) -> Result<()> {
    let installation = context.system()?;
    let (users, roles) = installation.system().read(&installation.program(), |tx| {
        let users: Vec<user::User> = tx.select("ORDER BY \"user_name\"", &[])?;
        let roles: Vec<UserPermissionSet> =
            tx.select("ORDER BY \"user_name\", \"role_id\"", &[])?;
        Ok((users, roles))
    })?;
    let rows: Vec<Map<String, Json>> = users
        .iter()
        .map(|user| {
            let own = roles.iter().filter(|role| role.user_name == user.user_name);
            let own: Vec<String> = own
                .map(|role| match role.company_name.as_str() {
                    "" => role.role_id.to_string(),
                    company => format!("{}@{company}", role.role_id),
                })
                .collect();
            let row = json!({
                "userName": user.user_name.as_str(),
                "fullName": user.full_name.as_str(),
                "email": user.email.as_str(),
                "language": user.language.to_value().into_text(),
                "state": user.state.to_value().into_text(),
                "roles": own,
            });
            row.as_object().cloned().unwrap_or_default()
        })
        .collect();
    let caption = |name: &str, column: &str| {
        (name.to_owned(), texts::caption(context.language, "user", column))
    };
    let captions = [
        caption("userName", "user_name"),
        caption("fullName", "full_name"),
        caption("language", "language"),
        caption("state", "state"),
        ("roles".to_owned(), context.text("cli-user-roles", &[])),
    ];
    context.out.rows(&borrowed(&captions), &rows);
    Ok(())
}

fn roles(context: &Context) -> Result<()> {
    let installation = context.system()?;
    let roles: Vec<PermissionSet> = installation
        .system()
        .read(&installation.program(), |tx| tx.select("ORDER BY \"role_id\"", &[]))?;
    let rows: Vec<Map<String, Json>> = roles
        .iter()
        .map(|role| {
            let row = json!({"roleId": role.role_id.as_str(), "name": role.name.as_str()});
            row.as_object().cloned().unwrap_or_default()
        })
        .collect();
    let captions = [
        ("roleId".to_owned(), context.text("cli-user-role-id", &[])),
        ("name".to_owned(), context.text("cli-user-role-name", &[])),
    ];
    context.out.rows(&borrowed(&captions), &rows);
    Ok(())
}
