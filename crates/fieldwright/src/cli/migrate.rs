//! `fieldwright migrate`: opening an installation brings its schema up to date, after a copy.

use base::Result;
use serde_json::json;

use super::{Context, Outcome};

pub fn run(context: &Context) -> Result<Outcome> {
    let installation = context.installation()?;
    let version = |migrations: Vec<store::migration::Migration>| {
        migrations.last().map_or(0, |migration| migration.number)
    };
    let (system, company) =
        (version(service::schema::system()), version(service::schema::company()));
    let count = installation.companies()?.len();
    let args = [("count", count.into()), ("version", company.into())];
    let line = context.text("cli-migrated", &args);
    context.out.tell(
        &line,
        &json!({"companies": count, "systemSchema": system, "companySchema": company}),
    );
    Ok(Outcome::Done)
}
