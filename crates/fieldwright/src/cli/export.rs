//! `fieldwright export`: a collection as CSV, as a spreadsheet or as JSON.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use base::{Error, Result, refuse};
use clap::{Args, ValueEnum};
use rust_xlsxwriter::{Format as CellFormat, Workbook};
use serde_json::{Value as Json, json};
use store::{EntityDef, Filter, Kind, Query, Table, Tx};

use super::backup::failed;
use super::{Context, Outcome};

/// How many records are read at a time.
const CHUNK: usize = 1000;

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

impl Export {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let all = self.collection == ALL;
        let (format, defs) = if all {
            (self.format, every()?)
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
                let file = if all { self.file.join(format.file(def)) } else { self.file.clone() };
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

    fn of_ending(&self) -> Result<Format> {
        let ending = self.file.extension().map(|e| e.to_string_lossy().to_lowercase());
        let ending = ending.unwrap_or_default();
        Format::from_str(&ending, true).map_err(|_| {
            refuse!("cli.export.format", file = self.file.display().to_string()).into()
        })
    }
}

impl Format {
    fn file(self, def: &EntityDef) -> String {
        let ending = match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        };
        format!("{}.{ending}", def.collection)
    }
}

/// Writes the records of a collection to a file and tells how many.
fn write(tx: &mut Tx, def: &EntityDef, format: Format, file: &Path) -> Result<usize> {
    let records = everything(def, |query| (def.list)(tx, query))?;
    match format {
        Format::Csv => csv_file(file, def.table, &records)?,
        Format::Xlsx => xlsx_file(file, def.table, &records)?,
        Format::Json => json_file(file, def.table, &records)?,
    }
    Ok(records.len())
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
        .ok_or_else(|| refuse!("cli.collection.unknown", collection = collection).into())
}

/// Every record, page by page.
fn everything(
    entity: &EntityDef,
    mut page: impl FnMut(&Query) -> Result<store::Page<Json>>,
) -> Result<Vec<Json>> {
    let filter: Filter = entity.fixed_filter();
    let mut query = Query { filter, top: CHUNK, ..Query::default() };
    let mut records = Vec::new();
    loop {
        let page = page(&query)?;
        records.extend(page.rows);
        if page.next.is_none() {
            return Ok(records);
        }
        query.after = page.next;
    }
}

/// The columns that a file has: those that people see.
fn columns(table: &Table) -> impl Iterator<Item = (&'static str, Kind)> {
    let columns = table.columns.iter().enumerate();
    columns
        .filter(|(at, _)| table.is_shown(*at))
        .map(|(_, column)| (column.json, column.kind))
        .collect::<Vec<_>>()
        .into_iter()
}

fn plain(record: &Json, name: &str) -> String {
    match record.get(name) {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn csv_file(path: &Path, table: &Table, records: &[Json]) -> Result<()> {
    let wrong = |error: csv::Error| Error::Unavailable(format!("{}: {error}", path.display()));
    let mut out = csv::Writer::from_path(path).map_err(wrong)?;
    out.write_record(columns(table).map(|(name, _)| name)).map_err(wrong)?;
    for record in records {
        out.write_record(columns(table).map(|(name, _)| plain(record, name))).map_err(wrong)?;
    }
    out.flush().map_err(|error| failed(path, &error))
}

/// The same properties as in the other forms, so that all of them can be imported.
fn json_file(path: &Path, table: &Table, records: &[Json]) -> Result<()> {
    let stored = |record: &Json| -> Json {
        let value = |name: &str| record.get(name).cloned().unwrap_or(Json::Null);
        Json::Object(columns(table).map(|(name, _)| (name.to_owned(), value(name))).collect())
    };
    let records: Vec<Json> = records.iter().map(stored).collect();
    let file = std::fs::File::create(path).map_err(|error| failed(path, &error))?;
    let mut out = std::io::BufWriter::new(file);
    serde_json::to_writer_pretty(&mut out, &records)
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(out))
        .and_then(|()| out.flush())
        .map_err(|error| failed(path, &error))
}

/// A spreadsheet with the heading fixed. Numbers are written as text with all their digits where
/// a spreadsheet could not hold them exactly.
fn xlsx_file(path: &Path, table: &Table, records: &[Json]) -> Result<()> {
    let wrong = |error: rust_xlsxwriter::XlsxError| {
        Error::Unavailable(format!("{}: {error}", path.display()))
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heading = CellFormat::new().set_bold();
    for (at, (name, _)) in (0u16..).zip(columns(table)) {
        sheet.write_string_with_format(0, at, name, &heading).map_err(wrong)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(wrong)?;
    for (row, record) in (1u32..).zip(records) {
        for (at, (name, kind)) in (0u16..).zip(columns(table)) {
            let text = plain(record, name);
            if text.is_empty() {
                continue;
            }
            match text.parse::<i32>().ok().filter(|_| kind.is_number()) {
                Some(whole) => sheet.write_number(row, at, whole).map_err(wrong)?,
                None => sheet.write_string(row, at, &text).map_err(wrong)?,
            };
        }
    }
    sheet.autofit();
    book.save(path).map_err(wrong)
}
