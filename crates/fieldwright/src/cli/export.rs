//! `fieldwright export`: a collection as CSV, as a spreadsheet or as JSON.

use std::io::Write;
use std::path::{Path, PathBuf};

use base::{Error, Result, refuse};
use clap::{Args, ValueEnum};
use rust_xlsxwriter::{Format as CellFormat, Workbook};
use serde_json::{Value as Json, json};
use store::{EntityDef, Filter, Kind, Query, Table};

use super::backup::failed;
use super::{Context, Outcome};

/// How many records are read at a time.
const CHUNK: usize = 1000;

/// Write the records of a collection to a file
#[derive(Args)]
pub struct Export {
    /// The collection, as the API names it, such as customers
    collection: String,
    /// The file; its ending chooses the format: .csv, .xlsx or .json
    file: PathBuf,
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
        let format = self.format()?;
        let installation = context.installation()?;
        let db = context.company(&installation, self.company.as_deref())?;
        let entity = entity(&self.collection)?;
        let records = db.read(&installation.program(), |tx| {
            everything(&entity, |query| (entity.list)(tx, query))
        })?;
        match format {
            Format::Csv => csv_file(&self.file, entity.table, &records)?,
            Format::Xlsx => xlsx_file(&self.file, entity.table, &records)?,
            Format::Json => json_file(&self.file, &records)?,
        }
        let file = self.file.display().to_string();
        let args = [("count", records.len().into()), ("file", file.as_str().into())];
        let line = context.text("cli-export-done", &args);
        context.out.tell(&line, &json!({"records": records.len(), "file": file}));
        Ok(Outcome::Done)
    }

    fn format(&self) -> Result<Format> {
        let ending = self.file.extension().map(|e| e.to_string_lossy().to_lowercase());
        let ending = ending.unwrap_or_default();
        Format::from_str(&ending, true).map_err(|_| {
            refuse!("cli.export.format", file = self.file.display().to_string()).into()
        })
    }
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
    let version = table.version;
    columns
        .filter(move |(at, _)| version != Some(*at))
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

fn json_file(path: &Path, records: &[Json]) -> Result<()> {
    let file = std::fs::File::create(path).map_err(|error| failed(path, &error))?;
    let mut out = std::io::BufWriter::new(file);
    serde_json::to_writer_pretty(&mut out, records)
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
