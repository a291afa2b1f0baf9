//! Spreadsheets: rows of text out of a CSV, XLSX or JSON file.

use std::io::{Cursor, Read};

use base::{Refusal, Result, refuse};
use calamine::{Data, Reader, Xlsx};

use crate::json;

/// The most rows that are read from one file.
pub const MOST_ROWS: usize = 50_000;
/// The most cells of a workbook, with the empty ones before the last of each row.
const MOST_CELLS: usize = 2_000_000;
/// The most bytes of a workbook when it is unpacked.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

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
    } else if json::is_list(file) {
        (json::rows(file)?, false)
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
    check_unpacked(file)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(|_| damaged())?;
    let name = book.sheet_names().into_iter().next().ok_or_else(damaged)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
    let (mut rows, mut taken): (Vec<Vec<String>>, usize) = (Vec::new(), 0);
    while let Some(found) = cells.next_cell().map_err(|_| damaged())? {
        let text = cell(&Data::from(found.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        let (row, column) = found.get_position();
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        // One cell far away must not make room for all between.
        if row > MOST_ROWS {
            return Err(refuse!("sheet.tooLong", most = MOST_ROWS));
        }
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        taken += (column + 1).saturating_sub(rows[row].len());
        if taken > MOST_CELLS {
            return Err(refuse!("sheet.workbook.tooLarge"));
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = text;
    }
    Ok(rows)
}

/// Refuses a workbook that is much larger unpacked than any that people fill. What the file says
/// about its sizes is not believed.
fn check_unpacked(file: &[u8]) -> Result<(), Refusal> {
    let damaged = || refuse!("sheet.workbook.damaged");
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).map_err(|_| damaged())?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| damaged())?.take(left + 1);
        let size = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(size).ok_or_else(|| refuse!("sheet.workbook.tooLarge"))?;
    }
    Ok(())
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Int(number) => number.to_string(),
        // Fifteen digits are what a spreadsheet keeps and shows; what follows is noise.
        Data::Float(number) => format!("{number:.14e}").parse().unwrap_or(*number).to_string(),
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

    /// A workbook with one sheet of this content.
    fn packed(sheet: &[u8]) -> Vec<u8> {
        const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let book = format!(
            "<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
        );
        let link = |kind: &str, target: &str| {
            format!(
                "<Relationships xmlns='{RELATIONS}'><Relationship Id='r1' Type='{OFFICE}/{kind}' Target='{target}'/></Relationships>"
            )
        };
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [
            ("_rels/.rels", link("officeDocument", "xl/workbook.xml").as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/s.xml").as_bytes()),
            ("xl/worksheets/s.xml", sheet),
        ] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
            std::io::Write::write_all(&mut archive, content).expect("written");
        }
        archive.finish().expect("a file").into_inner()
    }

    #[test]
    fn workbooks_cannot_blow_up() {
        let cells = |cells: &str| {
            packed(format!("<worksheet><sheetData>{cells}</sheetData></worksheet>").as_bytes())
        };
        let text = |at: &str| format!("<c r='{at}' t='str'><v>x</v></c>");
        let far =
            format!("<row r='1'>{}</row><row r='1048576'>{}</row>", text("A1"), text("XFD1048576"));
        let good = format!("<row r='1'>{}</row><row r='3'>{}</row>", text("A1"), text("A3"));
        assert_eq!(read(&cells(&good)).expect("readable").rows, [(3, vec!["x".to_owned()])]);
        assert_eq!(read(&cells(&far)).expect_err("refused").code, "sheet.tooLong");
        let bomb = packed(&vec![b' '; 70 * 1024 * 1024]);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(read(&bomb).expect_err("refused").code, "sheet.workbook.tooLarge");
    }

    #[test]
    fn numbers_have_the_digits_that_a_spreadsheet_shows() {
        for (stored, shown) in [
            ("0.30000000000000004", "0.3"),
            ("1284.5", "1284.5"),
            ("3", "3"),
            ("-0.00001", "-0.00001"),
            ("123456789012.34", "123456789012.34"),
        ] {
            assert_eq!(cell(&Data::Float(stored.parse().expect("a number"))), shown);
        }
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
