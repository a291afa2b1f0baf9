//! `fieldwright backup`: every database of the installation as a file of a folder, readable by
//! either engine.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use base::{Error, Result, refuse};
use clap::Args;
use serde_json::json;
use service::installation::{company_tables, system_tables};

use super::export::new_folder;
use super::manifest::{self, MANIFEST, Part, Summed};
use super::{Context, Outcome};

/// The file of users, permissions and companies in a backup.
pub const SYSTEM: &str = "system.backup";

/// The file of a company in a backup.
pub fn company_file(name: &str) -> String {
    format!("company-{name}.backup")
}

/// Copy everything to a folder while others work
#[derive(Args)]
pub struct Backup {
    /// A folder that does not exist yet or is empty
    folder: PathBuf,
}

impl Backup {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let installation = context.installation()?;
        let actor = installation.program();
        new_folder(&self.folder)?;
        let mut parts = Vec::new();
        let mut rows = write(&self.folder, SYSTEM, &mut parts, |out| {
            store::backup::write(installation.system(), &actor, &system_tables(), out)
        })?;
        let companies = installation.companies()?;
        for company in &companies {
            let db = installation.company(&company.name)?;
            rows += write(&self.folder, &company_file(&company.name), &mut parts, |out| {
                store::backup::write(&db, &actor, &company_tables(), out)
            })?;
        }
        let (list, path) = (manifest::text(&parts), self.folder.join(MANIFEST));
        write(&self.folder, MANIFEST, &mut parts, |out| {
            out.write_all(list.as_bytes()).map(|()| 0).map_err(|error| failed(&path, &error))
        })?;
        let folder = self.folder.display().to_string();
        let args = [
            ("folder", folder.as_str().into()),
            ("rows", rows.into()),
            ("count", companies.len().into()),
        ];
        let line = context.text("cli-backup-done", &args);
        context
            .out
            .tell(&line, &json!({"folder": folder, "rows": rows, "companies": companies.len()}));
        Ok(Outcome::Done)
    }
}

/// Writes a file whole or leaves none: it is there under its name only when it is safe on disk.
/// What was written is noted in `parts`.
fn write(
    folder: &Path,
    name: &str,
    parts: &mut Vec<Part>,
    act: impl FnOnce(&mut dyn Write) -> Result<u64>,
) -> Result<u64> {
    let path = folder.join(name);
    let partial = path.with_extension("partial");
    let file = File::create(&partial).map_err(|error| failed(&partial, &error))?;
    let mut out = Summed::new(BufWriter::new(file));
    let rows = act(&mut out)?;
    let (out, part) = out.finish(name);
    out.into_inner()
        .map_err(std::io::IntoInnerError::into_error)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(&partial, &path))
        .map_err(|error| failed(&path, &error))?;
    parts.push(part);
    Ok(rows)
}

/// A file that cannot be written or read.
pub fn failed(path: &Path, error: &std::io::Error) -> Error {
    let (path, why) = (path.display().to_string(), error.to_string());
    refuse!("cli.file.failed", path = path, why = why).into()
}
