//! `fieldwright company`: which companies there are, a new one, one less.

use base::Result;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::{Context, Outcome};

/// List, create and remove companies
#[derive(Args)]
pub struct Company {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// List the companies
    List,
    /// Create a company with empty books
    Create {
        /// The name in addresses: small letters, digits and hyphens
        name: String,
        /// The name that people see; the other name when left out
        #[arg(long)]
        display_name: Option<String>,
    },
    /// Take a company out of the installation; its database stays where it is
    Remove {
        /// The name in addresses
        name: String,
    },
}

impl Company {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let installation = match self.act {
            Act::Create { .. } => context.new_system()?,
            Act::List | Act::Remove { .. } => context.system()?,
        };
        let actor = installation.program();
        match self.act {
            Act::List => {
                let rows: Vec<Map<String, Json>> = installation
                    .companies()?
                    .iter()
                    .map(|company| {
                        let row = json!({
                            "name": company.name.as_str(),
                            "displayName": company.display_name.as_str(),
                            "database": company.url(installation.url()).to_string(),
                        });
                        row.as_object().cloned().unwrap_or_default()
                    })
                    .collect();
                let caption = |name: &str, id: &str| (name.to_owned(), context.text(id, &[]));
                let captions = [
                    caption("name", "cli-company-name"),
                    caption("displayName", "cli-company-displayName"),
                    caption("database", "cli-company-database"),
                ];
                context.out.rows(&borrowed(&captions), &rows);
            }
            Act::Create { name, display_name } => {
                let display_name = display_name.unwrap_or_else(|| name.clone());
                installation.create_company(&actor, &name, &display_name)?;
                let line = context.text("cli-company-created", &[("name", name.as_str().into())]);
                context.out.tell(&line, &json!({"name": name, "displayName": display_name}));
            }
            Act::Remove { name } => {
                installation.remove_company(&actor, &name)?;
                let line = context.text("cli-company-removed", &[("name", name.as_str().into())]);
                context.out.tell(&line, &json!({"name": name}));
            }
        }
        Ok(Outcome::Done)
    }
}

/// Captions as the output wants them.
pub fn borrowed(captions: &[(String, String)]) -> Vec<(&str, String)> {
    captions.iter().map(|(name, caption)| (name.as_str(), caption.clone())).collect()
}
