//! `fieldwright restore`: a backup into an installation that holds nothing yet.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use base::{Actor, Clock, Result, SystemClock, refuse};
use clap::Args;
use serde_json::json;
use service::installation::{Company, company_tables, system_tables};
use service::schema;
use store::{Db, Record, Table, migration};

use super::backup::{SYSTEM, company_file, failed};
use super::{Context, Outcome, place};

/// Fill an empty installation from a backup
#[derive(Args)]
pub struct Restore {
    /// The folder that the backup was written to
    folder: PathBuf,
}

impl Restore {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        // All of it is read before anything is written, so that a damaged backup leaves nothing.
        let check = |file: &str, tables: &[&'static Table]| {
            let path = self.folder.join(file);
            let mut input = BufReader::new(open(&path)?);
            store::backup::check(tables, Company::table(), &mut input)
        };
        for company in check(SYSTEM, &system_tables())? {
            check(&company_file(&company), &company_tables())?;
        }
        let url = context.url()?;
        place::make_folder(&url)?;
        let actor = Actor::program(SystemClock.now());
        let read = |file: &str, db: &Db, tables: &[&'static Table]| {
            let path = self.folder.join(file);
            let mut input = BufReader::new(open(&path)?);
            store::backup::read(db, &actor, tables, &mut input)
        };
        // Not yet opened as an installation, which would write the roles that it always has.
        let system = Db::open(&url)?;
        if migration::version(&system, &actor)? > 0 {
            return Err(refuse!("cli.restore.notEmpty").into());
        }
        migration::apply(&system, &actor, &schema::system())?;
        let mut rows = read(SYSTEM, &system, &system_tables())?;
        // Opened now, the installation makes the databases of the companies that it lists.
        let installation = context.installation()?;
        let companies = installation.companies()?;
        for company in &companies {
            let db = installation.company(&company.name)?;
            rows += read(&company_file(&company.name), &db, &company_tables())?;
        }
        let args = [("rows", rows.into()), ("count", companies.len().into())];
        let line = context.text("cli-restore-done", &args);
        context.out.tell(&line, &json!({"rows": rows, "companies": companies.len()}));
        Ok(Outcome::Done)
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| failed(path, &error))
}
