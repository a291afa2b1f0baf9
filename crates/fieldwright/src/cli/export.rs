//! `fieldwright export`: a collection as CSV, as a spreadsheet or as JSON.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use base::{Error, Result, refuse};
use clap::{Args, ValueEnum};
use documents::table;
use serde_json::json;
use store::{EntityDef, Query, Tx};
use web::exports::{Export as Rows, stored_columns};

use super::backup::failed;
use super::{Context, Outcome};

/// The name that means every collection.
const ALL: &str = "all";

/// Write the records of a collection to a file
#[derive(Args)]
pub struct Export {
    /// The collection, as the API names it, such as customers; all for every one
    collection: String,
    /// The file; its ending chooses the format: .csv, .xlsx or .json. For all, a new folder
    file: PathBuf,
    /// The format of the files in the folder
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// The company; the only one when left out
    #[arg(long)]
    company: Option<String>,
}

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

impl From<Format> for table::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Xlsx => Self::Xlsx,
            Format::Json => Self::Json,
        }
    }
}

impl Export {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let all = self.collection == ALL;
        let (format, defs) = if all {
            (self.format.into(), every()?)
        } else {
            (self.of_ending()?, vec![entity(&self.collection)?])
        };
        let installation = context.installation()?;
        let db = context.company(&installation, self.company.as_deref())?;
        if all {
            new_folder(&self.file)?;
        }
        // All files show the books as they are at one moment.
        let count = db.read(&installation.program(), |tx| {
            let mut count = 0;
            for def in &defs {
                let name = format!("{}.{}", def.collection, format.name());
                let file = if all { self.file.join(name) } else { self.file.clone() };
                count += write(tx, def, format, &file)?;
            }
            Ok(count)
        })?;
        let file = self.file.display().to_string();
        let args = [("count", count.into()), ("file", file.as_str().into())];
        let line = context.text("cli-export-done", &args);
        context.out.tell(&line, &json!({"records": count, "file": file}));
        Ok(Outcome::Done)
    }

    fn of_ending(&self) -> Result<table::Format> {
        let ending = self.file.extension().map(|e| e.to_string_lossy().to_lowercase());
        table::Format::named(&ending.unwrap_or_default()).ok_or_else(|| {
            refuse!("cli.export.format", file = self.file.display().to_string()).into()
        })
    }
}

/// Writes the records of a collection to a file and tells how many. What could not be written whole
/// is not left under its name.
fn write(tx: &mut Tx, def: &EntityDef, format: table::Format, path: &Path) -> Result<u64> {
    let partial = path.with_extension("partial");
    let file = File::create(&partial).map_err(|error| failed(&partial, &error))?;
    let rows = Rows {
        def,
        query: Query { filter: def.fixed_filter(), ..Query::default() },
        columns: stored_columns(def),
        format,
        title: def.collection,
        choice: None,
        left: &AtomicBool::new(false),
    };
    let written = rows.write(tx, BufWriter::new(file)).and_then(|(_, count)| {
        std::fs::rename(&partial, path).map_err(|error| failed(path, &error))?;
        Ok(count)
    });
    if written.is_err() {
        // What is left of it is no export; that it stays is no further harm.
        drop(std::fs::remove_file(&partial));
    }
    written
}

/// Every collection, once.
fn every() -> Result<Vec<EntityDef>> {
    let names: BTreeSet<&str> = service::entities().iter().map(|def| def.collection).collect();
    names.into_iter().map(entity).collect()
}

/// Makes a folder that nothing is in yet.
pub fn new_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let mut inside = std::fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    if inside.next().is_some() {
        let folder = folder.display().to_string();
        return Err(refuse!("cli.backup.folderInUse", folder = folder).into());
    }
    Ok(())
}

/// The collection of this name.
pub fn entity(collection: &str) -> Result<EntityDef> {
    service::entities()
        .into_iter()
        .find(|entity| entity.collection == collection)
        .ok_or_else(|| Error::from(refuse!("cli.collection.unknown", collection = collection)))
}
