//! A list as a spreadsheet: the rows and columns in view, all of them, as XLSX or CSV.

use base::{Decimal, Error, Result};
use rust_xlsxwriter::{Format as Look, FormatAlign, Workbook, Worksheet, XlsxError};
use serde_json::Value as Json;
use store::{Kind, Query, Tx};

use super::List;
use crate::kit::field::{guess, text_of};

/// The most rows of one file: what a worksheet holds.
const MOST: usize = 1_048_000;
/// Rows read at once.
const CHUNK: usize = 2000;

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Values with commas between.
    Csv,
}

impl Format {
    /// From the end of a file name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// The file of a list.
///
/// # Errors
/// When the user may not see the collection, or the database fails.
pub fn export(tx: &mut Tx, list: &List, format: Format) -> Result<Vec<u8>> {
    let rows = all_rows(tx, list)?;
    match format {
        Format::Csv => Ok(csv(list, &rows)),
        Format::Xlsx => xlsx(list, &rows).map_err(|why| Error::Unavailable(why.to_string())),
    }
}

fn all_rows(tx: &mut Tx, list: &List) -> Result<Vec<Json>> {
    let mut query = Query { top: CHUNK, after: None, ..list.query() };
    let mut rows = Vec::new();
    loop {
        let page = (list.def.list)(tx, &query)?;
        rows.extend(page.rows);
        match page.next {
            Some(next) if rows.len() < MOST => query.after = Some(next),
            _ => return Ok(rows),
        }
    }
}

fn captions(list: &List) -> Vec<String> {
    list.request.columns.iter().map(|column| column.caption(list.site.view, list.def)).collect()
}

/// RFC 4180, with the mark that tells spreadsheets about UTF-8. Values stand as the API has them.
fn csv(list: &List, rows: &[Json]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                text.push(',');
            }
            text.push_str(&quoted(&cell));
        }
        text.push_str("\r\n");
    };
    line(&mut captions(list).into_iter());
    for row in rows {
        line(&mut list.request.columns.iter().map(|column| text_of(&row[column.name()])));
    }
    text.into_bytes()
}

/// A cell of CSV. A text that a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
        || cell.starts_with('-') && cell.parse::<Decimal>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

fn xlsx(list: &List, rows: &[Json]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let title: String =
        list.site.title(list.def).chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect();
    sheet.set_name(title)?;
    let bold = Look::new().set_bold();
    for (at, caption) in captions(list).iter().enumerate() {
        sheet.write_with_format(0, column_no(at), caption, &bold)?;
    }
    for (row, record) in rows.iter().enumerate() {
        let row = u32::try_from(row + 1).unwrap_or(u32::MAX);
        for (at, column) in list.request.columns.iter().enumerate() {
            let value = &record[column.name()];
            let kind = column.kind(list.def).unwrap_or_else(|| guess(column.name(), value));
            write(sheet, row, column_no(at), kind, value, list)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = list.request.columns.len().checked_sub(1) {
        sheet.autofilter(0, 0, u32::try_from(rows.len()).unwrap_or(0), column_no(last))?;
    }
    sheet.autofit();
    book.save_to_buffer()
}

fn column_no(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    kind: Kind,
    value: &Json,
    list: &List,
) -> Result<(), XlsxError> {
    let text = text_of(value);
    match kind {
        _ if text.is_empty() => {}
        Kind::Bool => {
            sheet.write_boolean(row, column, value == &Json::Bool(true))?;
        }
        Kind::Date => {
            let look = Look::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
            let day = rust_xlsxwriter::ExcelDateTime::parse_from_str(&text)?;
            sheet.write_with_format(row, column, &day, &look)?;
        }
        _ if kind.is_number() => {
            let look =
                Look::new().set_num_format(if matches!(kind, Kind::Amount | Kind::UnitPrice) {
                    "#,##0.00###"
                } else {
                    "General"
                });
            sheet.write_with_format(
                row,
                column,
                text.parse::<Decimal>().unwrap_or_default(),
                &look,
            )?;
        }
        Kind::Option(_) => {
            sheet.write_string(row, column, list.site.view.show(kind, value))?;
        }
        _ => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}
