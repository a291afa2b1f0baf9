//! `fieldwright restore`: a backup into an installation that holds nothing yet.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use base::{Actor, Error, Result, SystemClock, refuse};
use clap::Args;
use serde_json::json;
use service::installation::{Company, company_tables, system_tables};
use service::schema;
use store::{Db, Record, Table, migration};

use super::backup::{SYSTEM, company_file, failed};
use super::{Context, Outcome, manifest, place};

/// Fill an empty installation from a backup
#[derive(Args)]
pub struct Restore {
    /// The folder that the backup was written to
    folder: PathBuf,
}

impl Restore {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        // All of it is read before anything is written, so that a damaged backup leaves nothing.
        let summed = manifest::check(&self.folder)?;
        let check = |file: &str, tables: &[&'static Table]| {
            let path = self.folder.join(file);
            let mut input = BufReader::new(open(&path)?);
            store::backup::check(tables, Company::table(), &mut input)
                .map_err(|error| of_part(error, file))
        };
        for company in check(SYSTEM, &system_tables())? {
            check(&company_file(&company), &company_tables())?;
        }
        let url = context.url()?;
        place::make_folder(&url)?;
        let actor = Actor::program(&SystemClock);
        let read = |file: &str, db: &Db, tables: &[&'static Table]| {
            store::backup::read(db, &actor, tables, &mut || {
                Ok(Box::new(BufReader::new(open(&self.folder.join(file))?)))
            })
        };
        // Not yet opened as an installation, which would write the roles that it always has.
        let system = Db::open(&url)?;
        if migration::version(&system, &actor)? > 0 {
            return Err(refuse!("cli.restore.notEmpty").into());
        }
        migration::apply(&system, &actor, &schema::system())?;
        let mut rows = read(SYSTEM, &system, &system_tables())?;
        drop(system);
        let installation = context.system()?;
        let companies = installation.companies()?;
        for company in &companies {
            let db = installation.create_listed(company)?;
            rows += read(&company_file(&company.name), &db, &company_tables())?;
        }
        let args = [("rows", rows.into()), ("count", companies.len().into())];
        let mut line = context.text("cli-restore-done", &args);
        if !summed {
            line = format!("{line}\n{}", context.text("cli-restore-unsummed", &[]));
        }
        let counts = json!({"rows": rows, "companies": companies.len(), "checksums": summed});
        context.out.tell(&line, &counts);
        Ok(Outcome::Done)
    }
}

/// Says which part is cut off or no backup at all.
fn of_part(error: Error, file: &str) -> Error {
    match error.code() {
        "backup.cutOff" => refuse!("cli.restore.cutOff", file = file).into(),
        "backup.unreadable" => refuse!("cli.restore.damaged", file = file).into(),
        _ => error,
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| failed(path, &error))
}
