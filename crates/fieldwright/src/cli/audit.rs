//! `fieldwright audit`: the standing audits of one company or all.

use base::Result;
use clap::Args;
use serde_json::{Map, Value as Json, json};

use super::company::borrowed;
use super::{Context, Outcome};

/// Check that ledgers, documents and stock agree
#[derive(Args)]
pub struct Audit {
    /// The company; all of them when left out
    company: Option<String>,
}

impl Audit {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let installation = context.installation()?;
        let actor = installation.program();
        let names: Vec<String> = match self.company {
            Some(name) => vec![name],
            None => installation.companies()?.iter().map(|c| c.name.to_string()).collect(),
        };
        let mut rows: Vec<Map<String, Json>> = Vec::new();
        for name in &names {
            let db = installation.company(name)?;
            for finding in db.read(&actor, service::audit::audit)? {
                let message = texts::message(context.language, &finding.message());
                let row = json!({
                    "company": name,
                    "code": finding.code,
                    "place": finding.place,
                    "found": store::json::number(finding.found.dec()),
                    "expected": store::json::number(finding.expected.dec()),
                    "message": message,
                });
                rows.push(row.as_object().cloned().unwrap_or_default());
            }
        }
        if rows.is_empty() && !context.out.is_json() {
            let line = context.text("cli-audit-sound", &[("count", names.len().into())]);
            context.out.tell(&line, &Json::Null);
            return Ok(Outcome::Done);
        }
        let caption = |name: &str, id: &str| (name.to_owned(), context.text(id, &[]));
        let captions =
            [caption("company", "cli-audit-company"), caption("message", "cli-audit-finding")];
        context.out.rows(&borrowed(&captions), &rows);
        Ok(if rows.is_empty() { Outcome::Done } else { Outcome::Found })
    }
}
