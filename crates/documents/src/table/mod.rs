//! Tables out, as CSV, as a workbook or as JSON: row by row, so that a table of any length takes the
//! same memory. What is not in memory is in files without a name, which are gone with the program
//! however it ends.

mod csv;
mod workbook;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::PathBuf;

pub(crate) use csv::unmarked;
use workbook::Workbook;

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Values with commas between.
    Csv,
    /// A workbook of the XLSX kind.
    Xlsx,
    /// A list of objects, one a line.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Json];

    /// The end of a file's name, which is also its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The type in the head of an answer.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// What a cell of a workbook is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// A text, whatever it looks like.
    #[default]
    Text,
    /// A number.
    Number,
    /// A number with two decimals at least.
    Money,
    /// A day, written year-month-day.
    Date,
    /// `true` or `false`.
    Bool,
}

/// A value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it is.
    pub look: Look,
    /// The value; blank for nothing.
    pub text: String,
}

impl Cell {
    /// A cell of this kind.
    pub fn new(look: Look, text: impl Into<String>) -> Self {
        Self { look, text: text.into() }
    }
}

/// A table that is being written.
pub struct Table<W: Write> {
    heads: Vec<String>,
    kind: Kind<W>,
    rows: u64,
}

enum Kind<W> {
    Csv(W),
    Json(W),
    Xlsx(Box<Workbook>, W),
}

impl<W: Write + Send> Table<W> {
    /// Begins a table with these headings, which are the names of properties in JSON. The title is
    /// that of a workbook's sheet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(format: Format, title: &str, heads: Vec<String>, mut out: W) -> io::Result<Self> {
        let kind = match format {
            Format::Csv => {
                csv::line(&mut out, heads.iter().map(String::as_str))?;
                Kind::Csv(out)
            }
            Format::Json => {
                out.write_all(b"[")?;
                Kind::Json(out)
            }
            Format::Xlsx => Kind::Xlsx(Box::new(Workbook::begin(title, &heads)?), out),
        };
        Ok(Self { heads, kind, rows: 0 })
    }

    /// Adds a row. In JSON the cells are what `json` says instead.
    ///
    /// # Errors
    /// When it cannot be written, also because the disk is full.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.rows += 1;
        match &mut self.kind {
            Kind::Csv(out) => csv::line(out, cells.iter().map(|cell| cell.text.as_str())),
            Kind::Xlsx(book, _) => book.row(cells, &self.heads),
            Kind::Json(_) => {
                let pairs = self.heads.iter().zip(cells);
                let texts = pairs.map(|(head, cell)| (head.clone(), cell.text.clone().into()));
                let record = serde_json::Value::Object(texts.collect());
                self.rows -= 1;
                self.record(&record)
            }
        }
    }

    /// Adds a record to a table in JSON, with its properties as they are.
    ///
    /// # Errors
    /// When it cannot be written, also because the disk is full.
    pub fn record(&mut self, record: &serde_json::Value) -> io::Result<()> {
        let Kind::Json(out) = &mut self.kind else { return Ok(()) };
        out.write_all(if self.rows == 0 { b"\n  " } else { b",\n  " })?;
        self.rows += 1;
        Ok(serde_json::to_writer(out, record)?)
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// When it cannot be written, also because the disk is full.
    pub fn end(self) -> io::Result<W> {
        let mut out = match self.kind {
            Kind::Csv(out) => out,
            Kind::Json(mut out) => {
                out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
                out
            }
            Kind::Xlsx(book, mut out) => {
                book.end(&mut out)?;
                out
            }
        };
        out.flush()?;
        Ok(out)
    }
}

/// Where files are kept that are too large for memory: the place that the environment names, or
/// else the one that is made for it, because `/tmp` is memory on many machines.
pub fn spool_folder() -> PathBuf {
    let usual = PathBuf::from("/var/tmp");
    if std::env::var_os("TMPDIR").is_none() && usual.is_dir() {
        usual
    } else {
        std::env::temp_dir()
    }
}

/// A file without a name, in the folder for large files.
///
/// # Errors
/// When there is no room for it.
pub fn spool() -> io::Result<std::fs::File> {
    // One that may not be written is no reason to fail.
    tempfile::tempfile_in(spool_folder()).or_else(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => tempfile::tempfile(),
        _ => Err(error),
    })
}
