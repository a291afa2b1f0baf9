//! CSV after RFC 4180.

use std::io::{self, Write};

use base::Decimal;

use crate::sheet::cell::is_error;

/// The mark before a text that a spreadsheet would take for a formula.
const MARK: char = '\'';

/// A line of cells.
pub(super) fn line<'c>(
    out: &mut impl Write,
    cells: impl Iterator<Item = &'c str>,
) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        quoted(out, cell)?;
    }
    out.write_all(b"\r\n")
}

fn quoted(out: &mut impl Write, cell: &str) -> io::Result<()> {
    let mark = if is_marked(cell) && cell.parse::<Decimal>().is_err() { "'" } else { "" };
    if cell.contains(['"', ',', '\n', '\r', ';', '\t']) {
        write!(out, "\"{mark}{}\"", cell.replace('"', "\"\""))
    } else {
        write!(out, "{mark}{cell}")
    }
}

/// Whether a spreadsheet would take a text for a formula, or for one that was marked as a text.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(MARK)
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Whether a text would be read as something else without a mark: as a formula, as what a failed one
/// shows, or as the word that empties a field.
fn is_marked(cell: &str) -> bool {
    let bare = cell.trim_start_matches(MARK);
    is_formula(cell) || bare == "null" || is_error(bare)
}

/// The cell of a file as it was before a mark was set before it.
pub(crate) fn unmarked(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if is_marked(rest) => rest,
        _ => cell,
    }
}
