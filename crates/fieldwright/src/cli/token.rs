//! `fieldwright token`: tokens with which programs act for a user.

use base::{Code, Result};
use books::user::{self, ApiToken};
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};
use store::key;

use super::company::borrowed;
use super::{Context, Outcome};

/// Create, list and revoke tokens of the API
#[derive(Args)]
pub struct Token {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Create a token; it is shown only now
    Create {
        /// The user that the token acts for
        user: String,
        /// What the token is for
        #[arg(default_value = "cli")]
        name: String,
    },
    /// List the tokens
    List,
    /// Revoke a token
    Revoke {
        /// The user that the token acts for
        user: String,
        /// What the token is for
        name: String,
    },
}

impl Token {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let installation = context.system()?;
        let actor = installation.program();
        match self.act {
            Act::Create { user, name } => {
                let token = installation.system().write(&actor, |tx| {
                    tx.find::<user::User>(key![Code::<50>::parse(&user)?])?;
                    user::create_token(tx, &user, &name, None)
                })?;
                let value = json!({"userName": user, "name": name, "token": token});
                context.out.tell(&token, &value);
            }
            Act::Revoke { user, name } => {
                installation.system().write(&actor, |tx| user::revoke_token(tx, &user, &name))?;
                let line = context.text("cli-token-revoked", &[("name", name.as_str().into())]);
                context.out.tell(&line, &json!({"userName": user, "name": name}));
            }
            Act::List => {
                let tokens: Vec<ApiToken> = installation
                    .system()
                    .read(&actor, |tx| tx.select("ORDER BY \"user_name\", \"name\"", &[]))?;
                let rows: Vec<Map<String, Json>> = tokens.iter().map(row).collect();
                let caption = |name: &str, id: &str| (name.to_owned(), context.text(id, &[]));
                let captions = [
                    caption("userName", "cli-demo-user"),
                    caption("name", "cli-token-name"),
                    caption("createdAt", "cli-token-created"),
                    caption("lastUsedAt", "cli-token-used"),
                    caption("revokedAt", "cli-token-revoked-at"),
                ];
                context.out.rows(&borrowed(&captions), &rows);
            }
        }
        Ok(Outcome::Done)
    }
}

fn row(token: &ApiToken) -> Map<String, Json> {
    let moment = |at: Option<base::Moment>| at.map(|at| at.to_string());
    let row = json!({
        "userName": token.user_name.as_str(),
        "name": token.name.as_str(),
        "createdAt": moment(token.created_at),
        "lastUsedAt": moment(token.last_used_at),
        "revokedAt": moment(token.revoked_at),
    });
    row.as_object().cloned().unwrap_or_default()
}
