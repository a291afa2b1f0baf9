//! Import: rows of a spreadsheet become records, entered as a person would enter them.
//!
//! A dry run does everything and keeps nothing; it lists every error with its row and column. It goes
//! row by row through short transactions that are undone, so that others write meanwhile. A real run
//! keeps all rows or, when one is refused, none. A file with more rows than are taken at once is
//! imported by a job, piece by piece: what is refused is left out and listed.

mod cells;
mod door;
mod dry_run;
mod headings;
mod job;
mod row;

#[cfg(test)]
mod tests;

use base::{Error, Language, Refusal, Result, refuse};
use documents::sheet::Cell;
use store::{EntityDef, Tx};

pub use door::{admit, collection, may_import};
pub use dry_run::dry_run;
pub use headings::Headings;
pub use job::{Import, Part, start};
use row::Row;

/// What is done with rows whose record is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// They are errors.
    #[default]
    Refuse,
    /// The record gets the values of the row.
    Update,
    /// They are left out.
    Skip,
}

impl Existing {
    /// The way of this name.
    ///
    /// # Errors
    /// Refuses what is none of the three.
    pub fn named(name: &str) -> Result<Self, Refusal> {
        match name {
            "refuse" => Ok(Self::Refuse),
            "update" => Ok(Self::Update),
            "skip" => Ok(Self::Skip),
            _ => {
                Err(refuse!("value.option.unknown", value = name, choices = "refuse, update, skip")
                    .field("existing"))
            }
        }
    }
}

/// The rows of a file.
#[derive(Clone, Debug)]
pub struct Rows<'r> {
    /// The headings.
    pub heads: &'r [String],
    /// The rows with their numbers in the file.
    pub rows: &'r [(usize, Vec<Cell>)],
}

/// Something wrong with one cell, or with a row as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The number of the row in the file; 1 for the headings.
    pub row: usize,
    /// The place of the column, from 0; nothing for the whole row.
    pub column: Option<usize>,
    /// What the cell holds, or how it begins.
    pub value: String,
    /// What is wrong.
    pub refusal: Refusal,
}

impl CellError {
    /// Whether it is about a heading: nothing below it can be read then.
    fn is_of_heading(&self) -> bool {
        self.row == 1 && self.refusal.code.starts_with("import.heading.")
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Rows read.
    pub rows: usize,
    /// Records created.
    pub created: usize,
    /// Records changed.
    pub updated: usize,
    /// Rows left out.
    pub skipped: usize,
    /// Everything that is wrong.
    pub errors: Vec<CellError>,
}

impl Outcome {
    /// Adds what was done further on.
    fn add(&mut self, more: Self) {
        self.rows += more.rows;
        self.created += more.created;
        self.updated += more.updated;
        self.skipped += more.skipped;
        self.errors.extend(more.errors);
    }
}

/// Imports rows into a collection inside the transaction. With errors the caller must not keep
/// what the transaction did; [`keep`] says so.
///
/// # Errors
/// `Forbidden` when the user may not create or change such records; when the database fails.
pub fn import(
    tx: &mut Tx,
    def: &EntityDef,
    rows: &Rows<'_>,
    existing: Existing,
) -> Result<Outcome> {
    admit(tx, def, existing)?;
    let mut outcome = Outcome { rows: rows.rows.len(), ..Outcome::default() };
    let headings = Headings::of(def, rows.heads, &mut outcome.errors);
    if !outcome.errors.is_empty() {
        return Ok(outcome);
    }
    let zone = &tx.zone().clone();
    for (number, cells) in rows.rows {
        let row = Row { def, headings: &headings, number: *number, cells, earlier: None };
        let body = row.body(zone, &mut outcome.errors);
        row.enter(tx, existing, body, &mut outcome)?;
    }
    if !outcome.errors.is_empty() {
        // Nothing is kept, so nothing was done.
        (outcome.created, outcome.updated, outcome.skipped) = (0, 0, 0);
    }
    Ok(outcome)
}

/// Whether what the import did may be kept; an error that undoes it otherwise.
///
/// # Errors
/// [`UNDO`] as the reason, after a dry run or with errors.
pub fn keep(outcome: &Outcome, dry_run: bool) -> Result<()> {
    if dry_run || !outcome.errors.is_empty() {
        return Err(Error::Unavailable(UNDO.to_owned()));
    }
    Ok(())
}

/// The reason with which a transaction ends that is to leave nothing.
pub const UNDO: &str = "the import is not to be kept";

/// The headings that a file for this collection can have, in the language of the user: what a
/// template for people to fill in shows.
pub fn template(def: &EntityDef, language: Language) -> Vec<String> {
    let table = def.table;
    let columns = table.columns.iter().enumerate();
    columns
        .filter(|(at, column)| !column.read_only && table.is_shown(*at))
        .map(|(_, column)| texts::caption(language, table.name, column.name))
        .collect()
}
