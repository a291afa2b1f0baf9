//! Workbooks of the XLSX kind.

use std::io::{self, Read, Seek, Write};

use base::{Refusal, Result, refuse};
use calamine::{Data, Reader as _, Xlsx};

use super::{Lines, MOST_COLUMNS};

/// The most bytes of a part of a workbook that is kept in memory when it is unpacked: its texts, its
/// looks.
const MOST_KEPT: u64 = 64 * 1024 * 1024;
/// The most bytes of all its parts.
const MOST_UNPACKED: u64 = 512 * 1024 * 1024;
/// The most tags of a part that is kept in memory; each text of a workbook has some.
const MOST_TAGS: u64 = 4_000_000;
/// The most bytes between two tags.
const LONGEST: u64 = 4 * 1024 * 1024;
/// Sheets are read as they are unpacked.
const SHEETS: &str = "xl/worksheets/";

fn damaged() -> Refusal {
    refuse!("sheet.workbook.damaged")
}

pub(super) fn scan<R: Read + Seek>(file: &mut R, lines: &mut Lines<'_>) -> Result<()> {
    check_unpacked(&mut *file)?;
    file.rewind()?;
    let mut book: Xlsx<_> = Xlsx::new(io::BufReader::new(file)).map_err(|_| damaged())?;
    let name = book.sheet_names().into_iter().next().ok_or_else(damaged)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
    let (mut at, mut row): (usize, Vec<String>) = (0, Vec::new());
    while let Some(found) = cells.next_cell().map_err(|_| damaged())? {
        let text = cell(&Data::from(found.get_value().clone()));
        if text.is_empty() {
            continue;
        }
        let (line, column) = found.get_position();
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if line < at {
            return Err(damaged().into());
        }
        if line > at {
            lines.line(at + 1, std::mem::take(&mut row))?;
            at = line;
        }
        // One cell far away must not make room for all between.
        if column >= MOST_COLUMNS {
            return Err(refuse!("sheet.tooWide", row = line + 1, most = MOST_COLUMNS).into());
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    lines.line(at + 1, row)
}

/// Refuses a workbook that is much larger unpacked than any that people fill. What the file says
/// about its sizes is not believed.
fn check_unpacked<R: Read + Seek>(file: R) -> Result<(), Refusal> {
    let too_large = || refuse!("sheet.workbook.tooLarge");
    let mut archive = zip::ZipArchive::new(file).map_err(|_| damaged())?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| damaged())?;
        let name = part.name().map_err(|_| damaged())?;
        let sheet = name.to_lowercase().starts_with(SHEETS);
        let most = if sheet { left } else { left.min(MOST_KEPT) };
        let mut seen = Seen::default();
        let size = io::copy(&mut part.take(most + 1), &mut seen).map_err(|_| damaged())?;
        if size > most || seen.longest > LONGEST || (!sheet && seen.tags > MOST_TAGS) {
            return Err(too_large());
        }
        left -= size;
    }
    Ok(())
}

/// What goes by when a part is unpacked.
#[derive(Default)]
struct Seen {
    tags: u64,
    since: u64,
    longest: u64,
}

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.since += 1;
            if *byte == b'<' {
                (self.tags, self.since) = (self.tags + 1, 0);
            }
            self.longest = self.longest.max(self.since);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn cell(data: &Data) -> String {
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
