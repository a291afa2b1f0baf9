//! Spreadsheets in: rows of text out of a CSV, XLSX or JSON file, one after the other, so that a file
//! of any length takes the same memory. What a file says about its own size is not believed.

pub mod cell;
mod csv;
mod format;
mod json;
mod outline;
mod text;
mod workbook;

#[cfg(test)]
mod tests;

use std::io::{Cursor, Read, Seek};

use base::{Error, Result, refuse};

pub use cell::{Cell, Held, Sign};

/// The most rows that are read at once.
pub const MOST_ROWS: usize = 50_000;
/// The most cells that are read at once, with the empty ones before the last of each row.
const MOST_CELLS: usize = 2_000_000;
/// The most bytes of text that are read at once.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// The most cells of a row.
const MOST_COLUMNS: usize = 1000;

/// The rows of a file; the first one that is not empty holds the headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The headings.
    pub heads: Vec<String>,
    /// The rows below, each with its number in the file, counted from 1.
    pub rows: Vec<(usize, Vec<Cell>)>,
}

/// Who takes the rows of a file one after the other.
pub trait Taker {
    /// The headings.
    ///
    /// # Errors
    /// Ends the reading.
    fn heads(&mut self, heads: Vec<String>) -> Result<()>;

    /// A row that is not empty, with its number in the file.
    ///
    /// # Errors
    /// Ends the reading.
    fn row(&mut self, number: usize, cells: Vec<Cell>) -> Result<()>;
}

/// Reads a file as a whole. What it is follows from what is in it, not from its name.
///
/// # Errors
/// Refuses files that are neither, are damaged, have no headings, or hold too much.
pub fn read(file: &[u8]) -> Result<Sheet> {
    read_from(&mut Cursor::new(file))
}

/// The same of a file on the disk.
///
/// # Errors
/// As [`read`]; `sheet.tooLong` for one with more rows than are read at once.
pub fn read_from<R: Read + Seek>(file: &mut R) -> Result<Sheet> {
    let mut all = Whole::default();
    scan(file, &mut all)?;
    Ok(all.sheet)
}

#[derive(Default)]
struct Whole {
    sheet: Sheet,
    cells: usize,
    text: usize,
}

impl Taker for Whole {
    fn heads(&mut self, heads: Vec<String>) -> Result<()> {
        self.sheet.heads = heads;
        Ok(())
    }

    fn row(&mut self, number: usize, cells: Vec<Cell>) -> Result<()> {
        if self.sheet.rows.len() == MOST_ROWS {
            return Err(refuse!("sheet.tooLong", most = MOST_ROWS).into());
        }
        self.cells += cells.len();
        self.text += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        if self.cells > MOST_CELLS || self.text > MOST_TEXT {
            return Err(refuse!("sheet.workbook.tooLarge").into());
        }
        self.sheet.rows.push((number, cells));
        Ok(())
    }
}

/// How many rows a file has below its headings.
///
/// # Errors
/// As [`scan`].
pub fn count<R: Read + Seek>(file: &mut R) -> Result<usize> {
    struct Count(usize);
    impl Taker for Count {
        fn heads(&mut self, _: Vec<String>) -> Result<()> {
            Ok(())
        }
        fn row(&mut self, _: usize, _: Vec<Cell>) -> Result<()> {
            self.0 += 1;
            Ok(())
        }
    }
    let mut count = Count(0);
    scan(file, &mut count)?;
    Ok(count.0)
}

/// Goes through a file row by row.
///
/// # Errors
/// Refuses files that are of no known kind, are damaged or have no headings; what `taker` returns.
pub fn scan<R: Read + Seek>(file: &mut R, taker: &mut dyn Taker) -> Result<()> {
    let mut start = Vec::new();
    file.rewind().and_then(|()| (&mut *file).take(64 * 1024).read_to_end(&mut start))?;
    file.rewind()?;
    let mut lines = Lines { taker, heads: None, before: 0, last: 0 };
    if start.starts_with(b"PK\x03\x04") {
        workbook::scan(file, &mut lines)?;
    } else if json::is_list(&start) {
        json::scan(file, &mut lines)?;
    } else if start.starts_with(b"\xd0\xcf\x11\xe0") || start.starts_with(b"%PDF") {
        return Err(refuse!("sheet.kind.unknown").into());
    } else {
        csv::scan(file, &start, &mut lines)?;
    }
    if lines.heads.is_some() { Ok(()) } else { Err(Error::from(refuse!("sheet.empty"))) }
}

/// Tells headings from rows, and leaves empty rows out.
struct Lines<'t> {
    taker: &'t mut dyn Taker,
    heads: Option<Vec<String>>,
    /// Rows of sheets before this one, which are counted on.
    before: usize,
    last: usize,
}

impl Lines<'_> {
    /// A sheet follows, which begins with the same headings when another was before.
    fn next_sheet(&mut self, follows: bool) {
        if follows {
            self.before = self.last;
        }
    }

    fn line(&mut self, number: usize, mut cells: Vec<Cell>) -> Result<()> {
        if cells.len() > MOST_COLUMNS {
            return Err(refuse!("sheet.tooWide", row = number, most = MOST_COLUMNS).into());
        }
        if cells.iter().all(Cell::is_blank) {
            return Ok(());
        }
        let follows = self.before > 0 && self.before == self.last;
        self.last = self.before + number;
        let Some(known) = &self.heads else {
            let heads = headings(&mut cells)?;
            self.heads = Some(heads.clone());
            return self.taker.heads(heads);
        };
        if follows {
            return if headings(&mut cells)? == *known {
                Ok(())
            } else {
                Err(refuse!("sheet.workbook.follows", row = self.last).into())
            };
        }
        self.taker.row(self.last, cells)
    }
}

/// The texts of the headings. None of them can be wrong, because all cells below are read by them.
fn headings(cells: &mut Vec<Cell>) -> Result<Vec<String>> {
    while cells.last().is_some_and(Cell::is_blank) {
        cells.pop();
    }
    let text = |cell: &mut Cell| match &cell.held {
        Held::Wrong(refusal) => Err(Error::from(refusal.clone())),
        _ => Ok(std::mem::take(&mut cell.text)),
    };
    cells.iter_mut().map(text).collect()
}
