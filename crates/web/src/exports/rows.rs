//! The rows of a collection as a file, read and written row by row.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use base::{Action, Error, Moment, Result, Zone};
use documents::table::{Cell, Format, Look, Table, spool};
use serde_json::Value as Json;
use store::{EntityDef, Kind, Query, Tx, json};

/// So many records are read at once.
const CHUNK: usize = 1000;
/// The reason with which an export ends that nobody waits for any more.
const LEFT: &str = "nobody waits for the export any more";

/// A column of an export.
#[derive(Clone, Debug)]
pub struct Column {
    /// The property.
    pub name: &'static str,
    /// What stands above it.
    pub head: String,
    /// What the property holds; nothing for a calculated one, whose values tell.
    pub kind: Option<Kind>,
}

/// What is exported, and how.
pub struct Export<'e> {
    /// The collection.
    pub def: &'e EntityDef,
    /// Which rows, in which order. Where it begins and how many are read does not count.
    pub query: Query,
    /// The columns.
    pub columns: Vec<Column>,
    /// The kind of file.
    pub format: Format,
    /// The name of the sheet in a workbook.
    pub title: &'e str,
    /// How a choice is written; by its name when nothing is said.
    pub choice: Option<&'e dyn Fn(Kind, &Json) -> String>,
    /// Set when nobody waits for the file any more.
    pub left: &'e AtomicBool,
}

impl Export<'_> {
    /// Writes the table, and tells how many rows it has.
    ///
    /// # Errors
    /// When the user may not read the collection, the database fails or the file cannot be written;
    /// when nobody waits any more.
    pub fn write<W: Write + Send>(&self, tx: &mut Tx, out: W) -> Result<(W, u64)> {
        self.def.require(tx, Action::Read)?;
        let heads = self.columns.iter().map(|column| column.head.clone()).collect();
        let mut table = Table::begin(self.format, self.title, heads, out)?;
        let mut query = Query { top: CHUNK, after: None, skip: 0, ..self.query.clone() };
        loop {
            let page = (self.def.list)(tx, &query)?;
            for row in &page.rows {
                self.add(&mut table, tx.zone(), row)?;
            }
            if self.left.load(Ordering::Relaxed) {
                return Err(Error::Unavailable(LEFT.to_owned()));
            }
            match page.next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
        let rows = table.rows();
        Ok((table.end()?, rows))
    }

    /// The table as a file without a name, to be read from its beginning.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn spooled(&self, tx: &mut Tx, mark: &str) -> Result<File> {
        let mut out = BufWriter::new(spool()?);
        out.write_all(mark.as_bytes())?;
        let (out, _) = self.write(tx, out)?;
        let mut file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    }

    fn add<W: Write + Send>(&self, table: &mut Table<W>, zone: &Zone, row: &Json) -> Result<()> {
        if self.format == Format::Json {
            let value = |name: &str| row.get(name).cloned().unwrap_or(Json::Null);
            let pairs = self.columns.iter().map(|c| (c.head.clone(), value(c.name)));
            return Ok(table.record(&Json::Object(pairs.collect()))?);
        }
        let cells: Vec<Cell> =
            self.columns.iter().map(|column| self.cell(column, zone, row)).collect();
        Ok(table.row(&cells)?)
    }

    fn cell(&self, column: &Column, zone: &Zone, row: &Json) -> Cell {
        let value = row.get(column.name).unwrap_or(&Json::Null);
        let kind = column.kind.unwrap_or_else(|| guess(column.name, value));
        match (kind, self.choice) {
            (Kind::Option(_), Some(choice)) => Cell::new(Look::Text, choice(kind, value)),
            (Kind::Moment, _) => Cell::new(Look::Text, local(zone, &text_of(value))),
            _ => Cell::new(look(kind), text_of(value)),
        }
    }
}

/// A moment as calendar and clock of the company show it, with the distance from UTC: it can be
/// imported again as it is.
fn local(zone: &Zone, text: &str) -> String {
    text.parse::<Moment>().map_or_else(|_| text.to_owned(), |moment| zone.write(moment))
}

fn look(kind: Kind) -> Look {
    match kind {
        Kind::Bool => Look::Bool,
        Kind::Date => Look::Date,
        Kind::Amount | Kind::UnitPrice => Look::Money,
        kind if kind.is_number() => Look::Number,
        _ => Look::Text,
    }
}

/// A JSON value as plain text.
pub fn text_of(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The kind of a calculated property, told by its value and name.
pub fn guess(name: &str, value: &Json) -> Kind {
    match value {
        Json::Bool(_) => Kind::Bool,
        Json::Number(_) if name.ends_with("No") || name.starts_with("noOf") => Kind::Int,
        Json::Number(_)
            if name.to_lowercase().contains("quantity")
                || name.starts_with("qty")
                || name == "inventory" =>
        {
            Kind::Quantity
        }
        Json::Number(_) if name.ends_with("Percent") => Kind::Percent,
        Json::Number(_) => Kind::Amount,
        Json::String(text) if json::from_text(Kind::Date, text).is_ok() => Kind::Date,
        _ => Kind::Text(250),
    }
}

/// The columns of a whole record: those that are stored and that people see, under their names in
/// the API, so that the file can be imported again.
pub fn stored_columns(def: &EntityDef) -> Vec<Column> {
    let columns = def.table.columns.iter().enumerate();
    columns
        .filter(|(at, _)| def.table.version != Some(*at))
        .map(|(_, column)| Column {
            name: column.json,
            head: column.json.to_owned(),
            kind: Some(column.kind),
        })
        .collect()
}
