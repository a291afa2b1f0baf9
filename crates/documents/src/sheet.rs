//! Spreadsheets: rows of text out of a CSV or XLSX file, and rows into either.

use std::io::Cursor;

use base::{Refusal, Result, refuse};
use calamine::{Data, Reader, Xlsx};

/// The most rows that are read from one file.
pub const MOST_ROWS: usize = 50_000;

/// The rows of a file; the first one that is not empty holds the headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The headings.
    pub heads: Vec<String>,
    /// The rows below, each with its number in the file, counted from 1.
    pub rows: Vec<(usize, Vec<String>)>,
    /// Whether numbers are written with a decimal comma.
    pub decimal_comma: bool,
}

/// Reads a file. What it is follows from what is in it, not from its name.
///
/// # Errors
/// Refuses files that are neither, are damaged, have no headings, or too many rows.
pub fn read(file: &[u8]) -> Result<Sheet, Refusal> {
    let is_zip = file.starts_with(b"PK\x03\x04");
    let (cells, decimal_comma) = if is_zip {
        (workbook(file)?, false)
    } else if file.starts_with(b"\xd0\xcf\x11\xe0") || file.starts_with(b"%PDF") {
        return Err(refuse!("sheet.kind.unknown"));
    } else {
        comma_separated(file)?
    };
    let mut rows = cells
        .into_iter()
        .enumerate()
        .map(|(at, row)| (at + 1, row))
        .filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
    let (_, mut heads) = rows.next().ok_or_else(|| refuse!("sheet.empty"))?;
    while heads.last().is_some_and(String::is_empty) {
        heads.pop();
    }
    let rows: Vec<(usize, Vec<String>)> = rows.take(MOST_ROWS + 1).collect();
    if rows.len() > MOST_ROWS {
        return Err(refuse!("sheet.tooLong", most = MOST_ROWS));
    }
    Ok(Sheet { heads, rows, decimal_comma })
}

fn workbook(file: &[u8]) -> Result<Vec<Vec<String>>, Refusal> {
    let damaged = || refuse!("sheet.workbook.damaged");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(|_| damaged())?;
    let range = book.worksheet_range_at(0).ok_or_else(damaged)?.map_err(|_| damaged())?;
    let above = range.start().map_or(0, |(row, _)| row);
    let mut rows: Vec<Vec<String>> = (0..above).map(|_| Vec::new()).collect();
    rows.extend(range.rows().map(|row| row.iter().map(cell).collect()));
    Ok(rows)
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let midnight = (hour, minute, second) == (0, 0, 0);
            match (year < 1901, midnight) {
                (true, _) => format!("{hour:02}:{minute:02}:{second:02}"),
                (false, true) => format!("{year:04}-{month:02}-{day:02}"),
                (false, false) => {
                    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
                }
            }
        }
        Data::Error(error) => format!("#{error}"),
    }
}

/// The separator is the one of `;`, tab and `,` that the first line has most of; with `;` numbers
/// have a decimal comma, as French spreadsheets write them.
fn comma_separated(file: &[u8]) -> Result<(Vec<Vec<String>>, bool), Refusal> {
    let text = decoded(file)?;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let separator =
        [';', '\t', ','].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines { text: &text, byte: 0, line: 1 };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            refuse!("sheet.csv.damaged", line = line)
        })?;
        let line = lines.of(record.position());
        while rows.len() + 1 < line {
            rows.push(Vec::new());
        }
        rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Ok((rows, separator == ';'))
}

/// Counts the lines of a text up to a place, each once. The reader's own count stands before blank
/// lines.
struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line a record begins on, from 1.
    fn of(&mut self, position: Option<&csv::Position>) -> usize {
        let start = position.and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
        let after = self.text.get(start..).unwrap_or_default();
        let start = start + after.len() - after.trim_start_matches(['\r', '\n']).len();
        let passed = self.text.get(self.byte..start).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.byte = start;
        self.line
    }
}

/// The text of a file in UTF-8, or in the code page of Western European spreadsheets.
fn decoded(file: &[u8]) -> Result<String, Refusal> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    if file.contains(&0) {
        return Err(refuse!("sheet.kind.unknown"));
    }
    Ok(match std::str::from_utf8(file) {
        Ok(text) => text.to_owned(),
        Err(_) => file.iter().map(|byte| windows_1252(*byte)).collect(),
    })
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &[u8]) -> Sheet {
        read(text).expect("readable")
    }

    #[test]
    fn separators_are_found() {
        for (text, comma) in [
            (&b"No.,Name\n1,\"A, B\"\n"[..], false),
            (b"\xef\xbb\xbfNo.;Name\n1;A, B\n", true),
            (b"No.\tName\n1\tA, B\n", false),
        ] {
            let found = sheet(text);
            assert_eq!(found.heads, ["No.", "Name"]);
            assert_eq!(found.rows, [(2, vec!["1".to_owned(), "A, B".to_owned()])]);
            assert_eq!(found.decimal_comma, comma);
        }
    }

    #[test]
    fn rows_keep_their_number_and_old_code_pages_are_read() {
        let found = sheet(b"\nNo.,Name\n\n7,Caf\xe9 \x80\n");
        assert_eq!(found.rows, [(4, vec!["7".to_owned(), "Café €".to_owned()])]);
    }

    #[test]
    fn other_files_are_refused() {
        for (file, code) in [
            (&b""[..], "sheet.empty"),
            (b"\n \n", "sheet.empty"),
            (b"%PDF-1.7", "sheet.kind.unknown"),
            (b"a\0b", "sheet.kind.unknown"),
            (b"PK\x03\x04 this is no workbook", "sheet.workbook.damaged"),
        ] {
            assert_eq!(read(file).expect_err("refused").code, code);
        }
    }
}
