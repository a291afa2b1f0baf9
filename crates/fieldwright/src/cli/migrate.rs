//! `fieldwright migrate`: opening an installation brings its schema up to date, after a copy.

use base::Result;
use serde_json::json;

use super::{Context, Outcome};

pub fn run(context: &Context) -> Result<Outcome> {
    let installation = context.installation()?;
    let (system, company) =
        (service::schema::system().version(), service::schema::company().version());
    let count = installation.companies()?.len();
    let args = [("count", count.into()), ("version", company.into())];
    let line = context.text("cli-migrated", &args);
    context.out.tell(
        &line,
        &json!({"companies": count, "systemSchema": system, "companySchema": company}),
    );
    Ok(Outcome::Done)
}
