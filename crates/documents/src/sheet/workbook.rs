//! Workbooks of the XLSX kind. A cell means what its spreadsheet shows, or is refused by its name.

use std::io::{self, BufReader, Read, Seek, Write};

use base::{Decimal, Refusal, Result, refuse};
use calamine::{Data, ExcelDateTime, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use rust_decimal::prelude::FromPrimitive;

use super::cell::{Cell, Held, Sign};
use super::outline::{self, Outline, in_sheet};
use super::{Lines, MOST_COLUMNS, format};

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

pub(super) fn damaged() -> Refusal {
    refuse!("sheet.workbook.damaged")
}

/// Reads the sheet that people see. What is on hidden sheets is not read, and a workbook with more
/// than one sheet that holds something is refused, unless they are the continuations of the first that an
/// export writes.
pub(super) fn scan<R: Read + Seek>(file: &mut R, lines: &mut Lines<'_>) -> Result<()> {
    check_unpacked(&mut *file)?;
    file.rewind()?;
    let parts = outline::parts(&mut zip::ZipArchive::new(&mut *file).map_err(|_| damaged())?)?;
    file.rewind()?;
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(&mut *file)).map_err(|_| damaged())?;
    let seen: Vec<(String, String)> = book
        .sheets_metadata()
        .iter()
        .zip(parts)
        .filter(|(sheet, _)| sheet.typ == SheetType::WorkSheet)
        .filter(|(sheet, _)| sheet.visible == SheetVisible::Visible)
        .map(|(sheet, part)| (sheet.name.clone(), part))
        .collect();
    let mut filled = Vec::new();
    for (name, part) in seen {
        if has_values(&mut book, &name)? {
            filled.push((name, part));
        }
    }
    let Some(first) = filled.first().map(|(name, _)| name.clone()) else { return Ok(()) };
    let others: Vec<&str> = filled.iter().skip(1).map(|(name, _)| name.as_str()).collect();
    let follows = |(at, name): (usize, &&str)| **name == format!("{first} {}", at + 2);
    if !others.iter().enumerate().all(follows) {
        let sheets = filled.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        return Err(refuse!("sheet.workbook.sheets", sheets = sheets).into());
    }
    drop(book);
    for (at, (name, part)) in filled.iter().enumerate() {
        file.rewind()?;
        let mut archive = zip::ZipArchive::new(&mut *file).map_err(|_| damaged())?;
        let outline = Outline::of(outline::open(&mut archive, part)?)?;
        file.rewind()?;
        let mut book: Xlsx<_> = Xlsx::new(BufReader::new(&mut *file)).map_err(|_| damaged())?;
        lines.next_sheet(at > 0);
        sheet(&mut book, name, &outline, lines)?;
    }
    Ok(())
}

type Book<R> = Xlsx<BufReader<R>>;

fn has_values<R: Read + Seek>(book: &mut Book<R>, name: &str) -> Result<bool> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    loop {
        match cells.next_cell() {
            Ok(None) => return Ok(false),
            Ok(Some(found)) if Data::from(found.get_value().clone()) == Data::Empty => {}
            // What cannot be read is something too.
            Ok(Some(_)) | Err(_) => return Ok(true),
        }
    }
}

fn sheet<R: Read + Seek>(
    book: &mut Book<R>,
    name: &str,
    outline: &Outline,
    lines: &mut Lines<'_>,
) -> Result<()> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let formats: Vec<String> = cells.styles().iter().map(code).collect();
    let (mut at, mut row): (usize, Vec<Cell>) = (0, Vec::new());
    let unreadable = |error: XlsxError, at: usize| match error {
        XlsxError::CellError(value) => {
            refuse!("sheet.cell.error", cell = format!("{name}!{}", at + 1), value = value)
        }
        _ => damaged(),
    };
    loop {
        let next = cells.next_cell_with_style_id().map_err(|error| unreadable(error, at))?;
        let Some((found, style)) = next else { break };
        let place = found.get_position();
        let format = formats.get(style).map_or("", String::as_str);
        let cell = || in_sheet(name, place);
        let value = if outline.is_unstored(place) {
            Cell::new("=", Held::Wrong(refuse!("sheet.cell.formula", cell = cell())))
        } else {
            read(&Data::from(found.get_value().clone()), format, cell)
        };
        if value.is_blank() {
            continue;
        }
        let value = match outline.against(name, place) {
            Some(wrong) => Cell::new(value.text, Held::Wrong(wrong)),
            None => value,
        };
        let line = usize::try_from(place.0).unwrap_or(usize::MAX);
        let column = usize::try_from(place.1).unwrap_or(usize::MAX);
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
            row.resize(column + 1, Cell::default());
        }
        row[column] = value;
    }
    lines.line(at + 1, row)
}

fn code(style: &Style) -> String {
    let format = style.number_format.as_ref();
    format.map_or_else(String::new, |format| format.format_code.clone())
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

/// What a cell of this value and number format shows and holds. `cell` is its name.
pub(super) fn read(data: &Data, format: &str, cell: impl Fn() -> String) -> Cell {
    match data {
        Data::Empty => Cell::default(),
        Data::String(text) => text_cell(text),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::new(text.trim(), Held::Moment),
        Data::Int(number) => number_cell(Decimal::from(*number), format, cell),
        // Fifteen digits are what a spreadsheet keeps and shows; what follows is noise.
        Data::Float(number) => match Decimal::from_scientific(&format!("{number:.14e}")).ok() {
            Some(number) => number_cell(number, format, cell),
            None => {
                let wrong = format::Unclear.at(cell(), format);
                Cell::new(number.to_string(), Held::Wrong(wrong))
            }
        },
        Data::Bool(flag) => Cell::new(flag.to_string(), Held::Flag),
        Data::DateTime(moment) => moment_cell(moment, format, cell),
        Data::Error(error) => {
            let value = error.to_string();
            let wrong = refuse!("sheet.cell.error", cell = cell(), value = value.as_str());
            Cell::new(value, Held::Wrong(wrong))
        }
    }
}

/// A text is what it is; `null` empties, with a mark it is a text.
fn text_cell(text: &str) -> Cell {
    match text.trim() {
        "null" => Cell::new("null", Held::Null),
        "'null" => Cell::from("null"),
        text => Cell::new(text, Held::Text(Sign::Unknown)),
    }
}

/// So many digits before the point and no more does a spreadsheet keep.
const KEPT_DIGITS: u32 = 15;

fn number_cell(number: Decimal, format: &str, cell: impl Fn() -> String) -> Cell {
    let text = number.normalize().to_string();
    if number.abs() >= Decimal::from(10_u64.pow(KEPT_DIGITS)) {
        let refusal = refuse!("sheet.cell.digits", cell = cell(), value = text.as_str());
        return Cell::new(text, Held::Wrong(refusal));
    }
    match format::shown(format, number) {
        Ok(shown) => shown,
        Err(unclear) => Cell::new(text, Held::Wrong(unclear.at(cell(), format))),
    }
}

/// A day, a time or both, as far as the format shows them.
fn moment_cell(moment: &ExcelDateTime, format: &str, cell: impl Fn() -> String) -> Cell {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let (shows_day, shows_time) = format::shows(format);
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let midnight = (hour, minute, second, milli) == (0, 0, 0, 0);
    let within_a_day = (0.0..1.0).contains(&moment.as_f64());
    let text = match (shows_day && !moment.is_duration(), shows_time) {
        // Before 1901 spreadsheets do not agree on the days.
        (true, _) if year < 1901 => None,
        (true, true) if !midnight => Some(format!("{date}T{time}")),
        (true, _) => Some(date),
        (false, _) if moment.is_duration() && !within_a_day => None,
        (false, _) => Some(time),
    };
    match text {
        Some(text) => Cell::new(text, Held::Moment),
        None => {
            let text = Decimal::from_f64(moment.as_f64()).unwrap_or_default().to_string();
            Cell::new(text, Held::Wrong(format::Unclear.at(cell(), format)))
        }
    }
}
