//! `fieldwright search`: the index of words that the search uses.

use base::Result;
use clap::{Args, Subcommand};
use serde_json::json;
use service::installation::company_tables;

use super::{Context, Outcome};

/// Make the index of the search anew from the records
#[derive(Args)]
pub struct Search {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Make the index of the search anew, while others work
    Rebuild {
        /// The company; all of them when left out
        company: Option<String>,
    },
}

impl Search {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let Act::Rebuild { company } = self.act;
        let installation = context.installation()?;
        let actor = installation.program();
        let names: Vec<String> = match company {
            Some(name) => vec![name],
            None => installation.companies()?.iter().map(|c| c.name.to_string()).collect(),
        };
        let mut tables = 0;
        for name in &names {
            let db = installation.company(name)?;
            // A table at a time: whoever writes meanwhile waits for one, not for all.
            for table in company_tables() {
                let indexed = db.write(&actor, |tx| tx.rebuild_words(table))?;
                tables += i64::from(indexed);
            }
        }
        let args = [("count", names.len().into()), ("tables", tables.into())];
        let line = context.text("cli-search-rebuilt", &args);
        context.out.tell(&line, &json!({"companies": names, "tables": tables}));
        Ok(Outcome::Done)
    }
}
