//! A workbook that grows on disk and not in memory.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use base::{Date, Decimal};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook as Book, Worksheet, XlsxError};

use super::{Cell, Look};

/// Rows of a sheet below its headings; what is more stands on a sheet that follows.
const SHEET_ROWS: u32 = 1_048_575;
/// The most characters of a cell, counted as spreadsheets count them.
const CELL_CHARACTERS: usize = 32_767;
/// The most digits that a number of a spreadsheet keeps.
const DIGITS: usize = 15;
/// The first year whose days spreadsheets agree on.
const FIRST_YEAR: i16 = 1901;

pub(super) struct Workbook {
    book: Book,
    title: String,
    sheets: u32,
    /// The last row of the sheet that was written.
    row: u32,
    columns: u16,
    looks: Looks,
    most_rows: u32,
}

struct Looks {
    bold: Format,
    day: Format,
    money: Format,
}

impl Workbook {
    pub fn begin(title: &str, heads: &[String]) -> io::Result<Self> {
        Self::with_sheets_of(SHEET_ROWS, title, heads)
    }

    /// The same with fewer rows on a sheet.
    pub fn with_sheets_of(most_rows: u32, title: &str, heads: &[String]) -> io::Result<Self> {
        let mut book = Book::new();
        book.set_tempdir(super::spool_folder()).map_err(broken)?;
        let mut workbook = Self {
            book,
            title: sheet_title(title),
            sheets: 0,
            row: 0,
            columns: u16::try_from(heads.len()).unwrap_or(u16::MAX),
            looks: Looks {
                bold: Format::new().set_bold(),
                day: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
                money: Format::new().set_num_format("#,##0.00###"),
            },
            most_rows,
        };
        workbook.sheet(heads)?;
        Ok(workbook)
    }

    /// Begins a sheet.
    fn sheet(&mut self, heads: &[String]) -> io::Result<()> {
        self.close_sheet()?;
        self.sheets += 1;
        self.row = 0;
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(broken)?;
        let name = match self.sheets {
            1 => self.title.clone(),
            number => format!("{} {number}", self.title),
        };
        // A name that spreadsheets keep for themselves is not worth a failure.
        drop(sheet.set_name(name).map(drop));
        for (at, head) in (0u16..).zip(heads) {
            let width = u16::try_from(head.chars().count()).unwrap_or(u16::MAX).clamp(10, 40) + 4;
            sheet.set_column_width(at, width).map_err(broken)?;
            sheet.write_string_with_format(0, at, fit(head), &self.looks.bold).map_err(broken)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(broken)?;
        Ok(())
    }

    pub fn row(&mut self, cells: &[Cell], heads: &[String]) -> io::Result<()> {
        if self.row == self.most_rows {
            self.sheet(heads)?;
        }
        self.row += 1;
        let (row, at, looks) = (self.row, self.sheets, &self.looks);
        let sheet = self.book.worksheet_from_index(index(at)).map_err(broken)?;
        whole(|| {
            for (column, cell) in (0u16..).zip(cells) {
                write(sheet, (row, column), cell, looks)?;
            }
            Ok(())
        })
    }

    /// Gives the rows of the sheet their filter.
    fn close_sheet(&mut self) -> io::Result<()> {
        if self.sheets == 0 || self.columns == 0 {
            return Ok(());
        }
        let (row, last) = (self.row, self.columns - 1);
        let sheet = self.book.worksheet_from_index(index(self.sheets)).map_err(broken)?;
        sheet.autofilter(0, 0, row, last).map(drop).map_err(broken)
    }

    pub fn end(mut self, out: &mut (impl Write + Send)) -> io::Result<()> {
        self.close_sheet()?;
        let mut book = self.book;
        whole(|| book.save_to_writer(out))
    }
}

fn index(sheet: u32) -> usize {
    usize::try_from(sheet.saturating_sub(1)).unwrap_or(usize::MAX)
}

/// Does something with a workbook. Its writer panics when the disk is full.
fn whole(act: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(done) => done.map_err(broken),
        Err(panic) => {
            let why = panic.downcast_ref::<String>().map_or("no room", String::as_str);
            let full = why.contains("StorageFull") || why.contains("QuotaExceeded");
            let kind = if full { io::ErrorKind::StorageFull } else { io::ErrorKind::Other };
            Err(io::Error::new(kind, why.to_owned()))
        }
    }
}

fn broken(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other.to_string()),
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let text = cell.text.as_str();
    match cell.look {
        _ if text.is_empty() => {}
        Look::Bool if matches!(text, "true" | "false") => {
            sheet.write_boolean(row, column, text == "true")?;
        }
        Look::Date if let Some(day) = day(text) => {
            sheet.write_with_format(row, column, &day, &looks.day)?;
        }
        Look::Number if let Some(number) = number(text) => {
            sheet.write(row, column, number)?;
        }
        Look::Money if let Some(number) = number(text) => {
            sheet.write_with_format(row, column, number, &looks.money)?;
        }
        // The word that empties a field when it is read, as a text.
        _ if text.trim() == "null" => {
            sheet.write_string(row, column, "'null")?;
        }
        _ => {
            sheet.write_string(row, column, fit(text))?;
        }
    }
    Ok(())
}

/// A day that every spreadsheet shows as itself; others stay texts.
fn day(text: &str) -> Option<ExcelDateTime> {
    let day: Date = text.parse().ok()?;
    if day.year() < FIRST_YEAR {
        return None;
    }
    ExcelDateTime::parse_from_str(text).ok()
}

/// A number that a spreadsheet keeps with all its digits; others stay texts.
fn number(text: &str) -> Option<Decimal> {
    let digits = text.trim_start_matches(['-', '0', '.']);
    let digits = digits.bytes().filter(u8::is_ascii_digit).count();
    if digits > DIGITS { None } else { text.parse().ok() }
}

/// A text as a cell can hold it: without the characters that files of this kind cannot, and cut
/// where no more fit.
fn fit(text: &str) -> String {
    let fits = |letter: &char| {
        !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
            || matches!(letter, '\n' | '\t')
    };
    let mut fitting = String::with_capacity(text.len().min(CELL_CHARACTERS));
    let mut left = CELL_CHARACTERS;
    for letter in text.chars().filter(fits) {
        if letter.len_utf16() > left {
            fitting.pop();
            fitting.push('…');
            break;
        }
        left -= letter.len_utf16();
        fitting.push(letter);
    }
    fitting
}

/// The title as the name of a sheet may be.
fn sheet_title(title: &str) -> String {
    let fits = |letter: &char| !"[]:*?/\\'".contains(*letter) && !letter.is_control();
    // Room is left for the number of a sheet that follows.
    let name: String = title.chars().filter(fits).take(26).collect();
    let name = name.trim();
    if name.is_empty() { "Sheet".to_owned() } else { name.to_owned() }
}
