//! Import: rows of a spreadsheet become records, entered as a person would enter them.
//!
//! A dry run does everything and keeps nothing; it lists every error with its row and column. A
//! real run keeps all rows or, when one is refused, none.

mod cells;
mod door;
mod headings;

#[cfg(test)]
mod tests;

use base::{Error, Language, Refusal, Result, refuse};
use serde_json::{Map, Value as Json};
use store::{EntityDef, Tx, Value, key_of};

pub use door::{admit, collection, may_import};
pub use headings::Headings;

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
    pub rows: &'r [(usize, Vec<String>)],
    /// Whether numbers are written with a decimal comma.
    pub decimal_comma: bool,
}

/// Something wrong with one cell, or with a row as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The number of the row in the file; 1 for the headings.
    pub row: usize,
    /// The place of the column, from 0; nothing for the whole row.
    pub column: Option<usize>,
    /// What the cell holds.
    pub value: String,
    /// What is wrong.
    pub refusal: Refusal,
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
    let headings = Headings::of(def, rows.heads, existing, &mut outcome.errors);
    if !outcome.errors.is_empty() {
        return Ok(outcome);
    }
    for (number, cells) in rows.rows {
        let row = Row { def, headings: &headings, number: *number, cells };
        let body = row.body(rows.decimal_comma, &mut outcome.errors);
        row.enter(tx, existing, body, &mut outcome)?;
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

struct Row<'r> {
    def: &'r EntityDef,
    headings: &'r Headings,
    number: usize,
    cells: &'r [String],
}

impl Row<'_> {
    /// The properties of the row; what cannot be read is noted and left out.
    fn body(&self, decimal_comma: bool, errors: &mut Vec<CellError>) -> Map<String, Json> {
        let mut body = Map::new();
        for (place, cell) in self.cells.iter().enumerate() {
            let Some(at) = self.headings.column(place) else {
                if !cell.is_empty() && place >= self.headings.len() {
                    errors.push(self.error(Some(place), refuse!("import.cell.noHeading")));
                }
                continue;
            };
            if cell.is_empty() {
                continue;
            }
            let column = &self.def.table.columns[at];
            match cells::json(column.kind, cell, decimal_comma) {
                Ok(value) => {
                    body.insert(column.json.to_owned(), value);
                }
                Err(refusal) => errors.push(self.error(Some(place), refusal)),
            }
        }
        body
    }

    /// Enters the row. Each time a property is refused it is noted and left out, so that the next
    /// one is found as well.
    fn enter(
        &self,
        tx: &mut Tx,
        existing: Existing,
        mut body: Map<String, Json>,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let fixed = self.fixed();
        let key = key_of(self.def, &fixed, &Json::Object(body.clone()))?;
        let own = key.iter().zip(self.def.table.key);
        let mut own = own.filter(|(_, at)| !fixed.iter().any(|(column, _)| column == *at));
        let record =
            if own.all(|(value, _)| value.is_blank()) { None } else { self.found(tx, &key)? };
        let known = record.is_some();
        match (known, existing) {
            (true, Existing::Refuse) => {
                let place = self.headings.place_of(self.def.table.key.first().copied());
                outcome.errors.push(self.error(place, refuse!("import.row.exists")));
                return Ok(());
            }
            (true, Existing::Skip) => {
                outcome.skipped += 1;
                return Ok(());
            }
            _ => {}
        }
        let mut whole = self.keeps(record.as_ref(), &mut body, &mut outcome.errors);
        loop {
            let result = tx.savepoint(|tx| {
                if known {
                    (self.def.patch)(tx, &key, &body, None).map(drop)
                } else {
                    (self.def.create)(tx, &fixed, &body).map(drop)
                }
            });
            match result {
                Ok(()) if !whole => return Ok(()),
                Ok(()) if known => outcome.updated += 1,
                Ok(()) => outcome.created += 1,
                Err(Error::Unavailable(why)) => return Err(Error::Unavailable(why)),
                Err(error) => {
                    whole = false;
                    if self.note(&error, &mut body, &mut outcome.errors) {
                        continue;
                    }
                }
            }
            return Ok(());
        }
    }

    /// Notes what was refused; whether the row is worth another try without it.
    fn note(
        &self,
        error: &Error,
        body: &mut Map<String, Json>,
        errors: &mut Vec<CellError>,
    ) -> bool {
        let mut again = false;
        for refusal in refusals(error) {
            let named = refusal.field.clone().unwrap_or_default();
            let at = self.def.table.json_column(&named);
            errors.push(self.error(self.headings.place_of(at), refusal));
            again |= body.shift_remove(&named).is_some() && !at.is_some_and(|at| self.is_key(at));
        }
        again
    }

    /// The columns that the collection fixes, such as the type of the document.
    fn fixed(&self) -> Vec<(usize, Value)> {
        let column = |name: &str| self.def.table.column(name).expect("a fixed column is a column");
        self.def.fixed.iter().map(|(name, value)| (column(name), Value::from(*value))).collect()
    }

    fn is_key(&self, at: usize) -> bool {
        self.def.table.key.contains(&at)
    }

    /// Takes out of the row what the program keeps itself, and notes where it differs from what the
    /// record has; whether there was nothing to note.
    fn keeps(
        &self,
        record: Option<&Json>,
        body: &mut Map<String, Json>,
        errors: &mut Vec<CellError>,
    ) -> bool {
        let mut same = true;
        for (at, column) in self.def.table.columns.iter().enumerate() {
            if !column.read_only {
                continue;
            }
            let Some(given) = body.shift_remove(column.json) else { continue };
            let present = record.and_then(|record| record.get(column.json));
            if present != Some(&given) {
                same = false;
                let refusal = refuse!("import.cell.kept", name = column.json);
                errors.push(self.error(self.headings.place_of(Some(at)), refusal));
            }
        }
        same
    }

    fn found(&self, tx: &mut Tx, key: &[Value]) -> Result<Option<Json>> {
        match (self.def.get)(tx, key) {
            Ok(record) => Ok(Some(record)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn error(&self, place: Option<usize>, refusal: Refusal) -> CellError {
        let value = place.and_then(|place| self.cells.get(place)).cloned().unwrap_or_default();
        CellError { row: self.number, column: place, value, refusal }
    }
}

/// What an error says, as refusals.
fn refusals(error: &Error) -> Vec<Refusal> {
    match error {
        Error::Confirm(question) => vec![refuse!("import.row.question", question = question.code)],
        Error::NotFound { key, .. } => vec![refuse!("import.row.notFound", key = key.as_str())],
        Error::Changed => vec![refuse!("record.changed")],
        other => other.refusals().to_vec(),
    }
}

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
