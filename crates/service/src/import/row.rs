//! A row of a file, entered as a person would enter it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use base::{Arg, Error, Refusal, Result, Zone, refuse};
use documents::sheet::Cell;
use serde_json::{Map, Value as Json};
use store::{EntityDef, Tx, Value, key_of, key_text};

use super::{CellError, Existing, Headings, Outcome};

/// The most characters of a value that an error repeats.
const REPEATED: usize = 100;

pub(super) struct Row<'r> {
    pub def: &'r EntityDef,
    pub headings: &'r Headings,
    pub number: usize,
    pub cells: &'r [Cell],
    /// The records of rows before this one, where those were not kept.
    pub earlier: Option<&'r Earlier>,
}

/// Fingerprints of the keys of records that a dry run made and undid.
#[derive(Debug, Default)]
pub(super) struct Earlier(HashSet<u64>);

impl Earlier {
    pub fn add(&mut self, key: &[Value]) {
        self.0.insert(fingerprint(&key_text(key)));
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains(&fingerprint(key))
    }
}

fn fingerprint(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The beginning of a value that somebody typed, for messages.
fn cut(text: &str) -> String {
    match text.char_indices().nth(REPEATED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

impl Row<'_> {
    /// The properties of the row; what cannot be read is noted and left out.
    pub fn body(&self, zone: &Zone, errors: &mut Vec<CellError>) -> Map<String, Json> {
        let mut body = Map::new();
        for (place, cell) in self.cells.iter().enumerate() {
            let Some(at) = self.headings.column(place) else {
                if !cell.is_blank() && place >= self.headings.len() {
                    errors.push(self.error(Some(place), refuse!("import.cell.noHeading")));
                }
                continue;
            };
            // A blank cell leaves the field as it is.
            if cell.is_blank() {
                continue;
            }
            let column = &self.def.table.columns[at];
            match super::cells::json(column.kind, cell, zone) {
                Ok(value) => {
                    body.insert(column.json.to_owned(), value);
                }
                Err(mut refusal) => {
                    shorten(&mut refusal);
                    errors.push(self.error(Some(place), refusal));
                }
            }
        }
        body
    }

    /// Enters the row. Each time a property is refused it is noted and left out, so that the next
    /// one is found as well.
    pub fn enter(
        &self,
        tx: &mut Tx,
        existing: Existing,
        mut body: Map<String, Json>,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let fixed = self.fixed();
        let key = key_of(self.def, &fixed, &Json::Object(body.clone()))?;
        let named = self.is_named(&key);
        let record = if named { self.found(tx, &key)? } else { None };
        let before = named && self.earlier.is_some_and(|earlier| earlier.has(&key_text(&key)));
        let known = record.is_some();
        match (known || before, existing) {
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
                    (self.def.add)(tx, &fixed, &body).map(drop)
                }
            });
            match result {
                Ok(()) if !whole => return Ok(()),
                Ok(()) if known || before => outcome.updated += 1,
                Ok(()) => outcome.created += 1,
                Err(error) if error.is_of_machine() => return Err(error),
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
        for mut refusal in refusals(error) {
            let named = refusal.field.clone().unwrap_or_default();
            let at = self.def.table.json_column(&named);
            if !self.is_of_earlier(at, body, &refusal) {
                shorten(&mut refusal);
                errors.push(self.error(self.headings.place_of(at), refusal));
            }
            again |= body.shift_remove(&named).is_some() && !at.is_some_and(|at| self.is_key(at));
        }
        again
    }

    /// Whether a property was refused only because the record that it names was made by a row before
    /// this one and not kept.
    fn is_of_earlier(
        &self,
        at: Option<usize>,
        body: &Map<String, Json>,
        refusal: &Refusal,
    ) -> bool {
        let (Some(at), Some(earlier)) = (at, self.earlier) else { return false };
        let column = &self.def.table.columns[at];
        let given = body.get(column.json).and_then(Json::as_str).unwrap_or_default();
        refusal.code == "record.relation.unknown"
            && column.relation == Some(self.def.table.name)
            && store::json::from_text(column.kind, given)
                .is_ok_and(|value| earlier.has(&value.into_text()))
    }

    /// The columns that the collection fixes, such as the type of the document.
    pub fn fixed(&self) -> Vec<(usize, Value)> {
        let column = |name: &str| self.def.table.column(name).expect("a fixed column is a column");
        self.def.fixed.iter().map(|(name, value)| (column(name), Value::from(*value))).collect()
    }

    /// Whether a key names a record; one of a number series does not have its own part yet.
    pub fn is_named(&self, key: &[Value]) -> bool {
        let fixed = self.fixed();
        let own = key.iter().zip(self.def.table.key);
        let mut own = own.filter(|(_, at)| !fixed.iter().any(|(column, _)| column == *at));
        !own.all(|(value, _)| value.is_blank())
    }

    fn is_key(&self, at: usize) -> bool {
        self.def.table.key.contains(&at)
    }

    /// Takes out of the row what the program keeps itself. A new record gets its own; of one that is
    /// there it is noted where it differs from what the record has. Whether there was nothing to
    /// note.
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
            let present = record.map(|record| record.get(column.json));
            if present.is_some_and(|present| present != Some(&given)) {
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
        let value = place
            .and_then(|place| self.cells.get(place))
            .map_or_else(String::new, |cell| cut(&cell.text));
        CellError { row: self.number, column: place, value, refusal }
    }
}

/// Cuts the values that a message repeats.
pub(super) fn shorten(refusal: &mut Refusal) {
    for (_, value) in &mut refusal.args {
        if let Arg::Text(text) = value {
            *text = cut(text);
        }
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
