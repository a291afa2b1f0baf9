//! `fieldwright audit`: the standing audits of one company or all.

use base::Result;
use clap::Args;
use serde_json::{Map, Value as Json, json};
use service::audit::{Fault, Finding};

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
        let names: Vec<String> = match &self.company {
            Some(name) => vec![name.clone()],
            None => installation.companies()?.iter().map(|c| c.name.to_string()).collect(),
        };
        let mut rows: Vec<Map<String, Json>> = Vec::new();
        if self.company.is_none() {
            let found = installation.system().read(&actor, service::audit::audit_system)?;
            rows.extend(found.iter().map(|finding| row(context, "", finding)));
        }
        for name in &names {
            let db = installation.company(name)?;
            for finding in db.read(&actor, service::audit::audit)? {
                rows.push(row(context, name, &finding));
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

/// A finding as a row: figures for one that is not what it should be, texts for a record that names
/// what does not exist.
fn row(context: &Context, company: &str, finding: &Finding) -> Map<String, Json> {
    let (found, expected) = match &finding.fault {
        Fault::Differs { found, expected } => {
            (store::json::number(found.dec()), store::json::number(expected.dec()))
        }
        Fault::Dangling { named, .. } => (json!(named), Json::Null),
        Fault::Astray { .. } | Fault::More => (Json::Null, Json::Null),
    };
    let row = json!({
        "company": company,
        "code": finding.code,
        "place": finding.place,
        "found": found,
        "expected": expected,
        "message": texts::message(context.language, &finding.message()),
    });
    row.as_object().cloned().unwrap_or_default()
}
