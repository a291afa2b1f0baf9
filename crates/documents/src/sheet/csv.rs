//! CSV, as spreadsheets of both countries write it.

use std::io::{Read, Seek};

use base::{Result, refuse};

use super::cell::{self, Cell, Sign};
use super::text::{Letters, Text};
use super::{Lines, MOST_COLUMNS};

/// The separator is the one that a first line `sep=;` names, or else the one of `;`, tab and `,` that the
/// first line has most of. The file is gone through twice: first for bytes that cannot be read and
/// for the sign of decimals in each column, before anything of it is taken.
pub(super) fn scan<R: Read + Seek>(
    file: &mut R,
    start: &[u8],
    lines: &mut Lines<'_>,
) -> Result<()> {
    let letters = Letters::of(start);
    let shape = Shape::of(start, letters)?;
    let mut seen = vec![Seen::default(); MOST_COLUMNS];
    each(file, letters, shape, &mut |number, record| {
        if number > 1 {
            for (cell, seen) in record.iter().zip(&mut seen) {
                seen.look(cell);
            }
        }
        Ok(())
    })?;
    let signs: Vec<Sign> = seen.iter().map(|seen| seen.sign(shape.usual())).collect();
    each(file, letters, shape, &mut |number, record| {
        let cell = |(at, text): (usize, &str)| {
            let sign = signs.get(at).copied().unwrap_or_default();
            Cell::typed(text, sign, || cell::name(number.saturating_sub(1), at))
        };
        lines.line(number, record.iter().enumerate().map(cell).collect())
    })
}

/// How a file is laid out.
#[derive(Clone, Copy)]
struct Shape {
    separator: u8,
    /// Whether the first line only names the separator.
    named: bool,
}

impl Shape {
    fn of(start: &[u8], letters: Letters) -> Result<Self> {
        let mut text = String::new();
        let mut begin = Text::new(start, letters);
        let mut piece = [0; 4096];
        // What cannot be read is found, and told, when the file is gone through.
        while let Ok(count @ 1..) = begin.read(&mut piece) {
            text.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let first = first.trim_start_matches('"');
        if first.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("sep=")) {
            let separator = first[4..].trim_matches(['"', ' ']);
            let separator = if first[4..].contains('\t') { "\t" } else { separator };
            return match separator.as_bytes() {
                [separator @ (b';' | b',' | b'\t' | b'|' | b':')] => {
                    Ok(Self { separator: *separator, named: true })
                }
                _ => Err(refuse!("sheet.csv.separator", line = 1, text = first).into()),
            };
        }
        let mut quoted = false;
        let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
        for letter in first.bytes() {
            quoted ^= letter == b'"';
            for (mark, count) in &mut counts {
                *count += usize::from(!quoted && letter == *mark);
            }
        }
        let separator = counts.into_iter().max_by_key(|(_, count)| *count);
        Ok(Self { separator: separator.map_or(b',', |(mark, _)| mark), named: false })
    }

    /// The sign of decimals that goes with the separator: with `;` numbers have a comma, which is why
    /// there is no comma between the cells, and the other way round.
    fn usual(self) -> Sign {
        match self.separator {
            b';' => Sign::Comma,
            b',' => Sign::Point,
            _ => Sign::Unknown,
        }
    }
}

/// What the numbers of a column tell about their decimals.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    point: bool,
    comma: bool,
}

impl Seen {
    fn look(&mut self, cell: &str) {
        match plain_sign(cell) {
            Sign::Point => self.point = true,
            Sign::Comma => self.comma = true,
            Sign::Unknown => {}
        }
    }

    /// The sign of a column: what its numbers show, if they agree, or else what is usual.
    fn sign(self, usual: Sign) -> Sign {
        match (self.point, self.comma) {
            (true, false) => Sign::Point,
            (false, true) => Sign::Comma,
            (false, false) => usual,
            (true, true) => Sign::Unknown,
        }
    }
}

/// The sign of decimals in a number that can only be read in one way.
fn plain_sign(cell: &str) -> Sign {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '’' | '\'' | '€' | '%' | '-' | '+');
    let bare: String = cell.chars().filter(|c| !is_blank(*c)).collect();
    if !bare.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b',')) {
        return Sign::Unknown;
    }
    let (points, commas) = (bare.matches('.').count(), bare.matches(',').count());
    let alone = |mark: char| {
        let (before, after) = bare.split_once(mark).unwrap_or_default();
        after.len() != 3 || before.len() > 3 || before.is_empty() || before.starts_with('0')
    };
    match (points, commas) {
        (1, 0) if alone('.') => Sign::Point,
        (0, 1) if alone(',') => Sign::Comma,
        (0, 2..) | (1, 1..) if bare.rfind('.') > bare.rfind(',') || points == 0 => Sign::Point,
        (2.., 0) | (1.., 1) => Sign::Comma,
        _ => Sign::Unknown,
    }
}

/// Goes through the records with their numbers in the file.
fn each<R: Read + Seek>(
    file: &mut R,
    letters: Letters,
    shape: Shape,
    act: &mut dyn FnMut(usize, &csv::StringRecord) -> Result<()>,
) -> Result<()> {
    file.rewind()?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(shape.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(Text::new(file, letters));
    let mut record = csv::StringRecord::new();
    let mut named = shape.named;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                let wrong = reader.get_ref().wrong.clone();
                let line = error.position().map_or(0, csv::Position::line);
                return Err(wrong
                    .unwrap_or_else(|| refuse!("sheet.csv.damaged", line = line))
                    .into());
            }
        }
        if std::mem::take(&mut named) {
            continue;
        }
        // Every line ends with its mark here, so the reader stands at the beginning of the next.
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        act(after.saturating_sub(1 + within), &record)?;
    }
}
