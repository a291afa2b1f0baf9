//! What a sheet says about its cells beside their values: what is hidden, merged, or calculated and
//! not stored.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Read, Seek};

use base::{Refusal, Result, refuse};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::name;
use super::workbook::damaged;

/// The most marks that are kept: hidden rows, merged ranges, cells without a value. More are no
/// table that people fill in.
const MOST: usize = 100_000;

/// What is known of a sheet before its cells are read. Rows and columns are counted from 0.
#[derive(Debug, Default)]
pub(super) struct Outline {
    hidden_rows: HashSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    merged: HashMap<(u32, u32), String>,
    unstored: HashSet<(u32, u32)>,
}

impl Outline {
    /// What is to be said against a cell that holds something.
    pub fn against(&self, sheet: &str, at: (u32, u32)) -> Option<Refusal> {
        let cell = || in_sheet(sheet, at);
        let hidden = self.hidden_rows.contains(&at.0)
            || self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&at.1));
        if hidden {
            return Some(refuse!("sheet.cell.hidden", cell = cell()));
        }
        let range = self.merged.get(&at)?;
        Some(refuse!("sheet.cell.merged", cell = cell(), range = range.as_str()))
    }

    /// Whether a cell has a formula whose value nobody has calculated.
    pub fn is_unstored(&self, at: (u32, u32)) -> bool {
        self.unstored.contains(&at)
    }

    /// Goes through the part of a sheet.
    pub fn of<R: Read>(part: R) -> Result<Self> {
        let mut reader = Reader::from_reader(BufReader::new(part));
        let (mut outline, mut buffer, mut at) = (Self::default(), Vec::new(), Place::default());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
                Event::Start(tag) => outline.begun(&tag, &mut at, false)?,
                Event::Empty(tag) => outline.begun(&tag, &mut at, true)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "c" => outline.cell(&mut at),
                    "row" => (at.row, at.column) = (at.row + 1, 0),
                    _ => {}
                },
                Event::Eof => return Ok(outline),
                _ => {}
            }
            let kept = outline.hidden_rows.len() + outline.merged.len() + outline.unstored.len();
            if kept + outline.hidden_columns.len() > MOST {
                return Err(refuse!("sheet.workbook.tooLarge").into());
            }
        }
    }

    fn begun(&mut self, tag: &BytesStart<'_>, at: &mut Place, whole: bool) -> Result<()> {
        match tag.local_name().as_ref() {
            "col" if flag(tag, "hidden")? => {
                let bound =
                    |name| attribute(tag, name).map(|text| text.and_then(|t| t.parse().ok()));
                if let (Some(first), Some(last)) = (bound("min")?, bound("max")?) {
                    let (first, last): (u32, u32) = (first, last);
                    self.hidden_columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            "row" => {
                if let Some(row) = attribute(tag, "r")?.and_then(|text| text.parse::<u32>().ok()) {
                    at.row = row.saturating_sub(1);
                }
                at.column = 0;
                if flag(tag, "hidden")? {
                    self.hidden_rows.insert(at.row);
                }
                if whole {
                    at.row += 1;
                }
            }
            "c" => {
                if let Some((row, column)) = attribute(tag, "r")?.and_then(|text| place(&text)) {
                    (at.row, at.column) = (row, column);
                }
                (at.formula, at.value) = (false, false);
                if whole {
                    at.column += 1;
                }
            }
            "f" => at.formula = true,
            "v" | "is" => at.value = true,
            "mergeCell" => {
                let range = attribute(tag, "ref")?.unwrap_or_default();
                if let Some(first) = range.split(':').next().and_then(place) {
                    self.merged.insert(first, range);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, at: &mut Place) {
        if at.formula && !at.value {
            self.unstored.insert((at.row, at.column));
        }
        at.column += 1;
    }
}

/// Where the reading stands, and what the cell has there.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
    formula: bool,
    value: bool,
}

/// The name of a cell with that of its sheet.
pub(super) fn in_sheet(sheet: &str, (row, column): (u32, u32)) -> String {
    let at = |number: u32| usize::try_from(number).unwrap_or(usize::MAX - 1);
    format!("{sheet}!{}", name(at(row), at(column)))
}

/// The place of a cell by its name, counted from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.bytes().map(|letter| letter.to_ascii_uppercase()) {
        let digit = letter.checked_sub(b'A').filter(|digit| *digit < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(digit) + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    let found = tag.attributes().with_checks(false).find_map(|attribute| match attribute {
        Ok(attribute) => (attribute.key.local_name().as_ref() == name).then_some(Ok(attribute)),
        Err(error) => Some(Err(error)),
    });
    let found = found.transpose().map_err(|_| damaged())?;
    let text = found.map(|attribute| {
        attribute
            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
            .map(std::borrow::Cow::into_owned)
    });
    Ok(text.transpose().map_err(|_| damaged())?)
}

fn flag(tag: &BytesStart<'_>, name: &str) -> Result<bool> {
    Ok(attribute(tag, name)?.is_some_and(|text| matches!(text.as_str(), "1" | "true" | "on")))
}

/// The parts of a workbook's sheets, in the order of the workbook.
///
/// # Errors
/// When the workbook is damaged.
pub(super) fn parts<R: Read + Seek>(archive: &mut zip::ZipArchive<R>) -> Result<Vec<String>> {
    let mut targets = HashMap::new();
    each(archive, "xl/_rels/workbook.xml.rels", &mut |tag| {
        if tag.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(tag, "Id")?, attribute(tag, "Target")?)
        {
            targets.insert(id, target);
        }
        Ok(())
    })?;
    let mut parts = Vec::new();
    each(archive, "xl/workbook.xml", &mut |tag| {
        if tag.local_name().as_ref() == "sheet" {
            let id = attribute(tag, "id")?.unwrap_or_default();
            let target = targets.get(&id).map(String::as_str).unwrap_or_default();
            parts.push(match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None if target.starts_with("xl/") => target.to_owned(),
                None => format!("xl/{target}"),
            });
        }
        Ok(())
    })?;
    Ok(parts)
}

/// A part of the archive by its name, without regard to capitals.
pub(super) fn open<'a, R: Read + Seek>(
    archive: &'a mut zip::ZipArchive<R>,
    part: &str,
) -> Result<zip::read::ZipFile<'a, R>> {
    let part = part.replace('\\', "/");
    let alike = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(&part);
    let at = (0..archive.len())
        .find(|at| matches!(archive.name_for_index(*at), Some(Ok(name)) if alike(&name)));
    let at = at.ok_or_else(damaged)?;
    Ok(archive.by_index(at).map_err(|_| damaged())?)
}

fn each<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    part: &str,
    act: &mut dyn FnMut(&BytesStart<'_>) -> Result<()>,
) -> Result<()> {
    let part = open(archive, part)?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| damaged())? {
            Event::Start(tag) | Event::Empty(tag) => act(&tag)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
