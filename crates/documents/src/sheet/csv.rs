//! CSV, as spreadsheets of both countries write it.

use std::io::{self, BufReader, Read, Seek};

use base::{Result, refuse};

use super::Lines;
use crate::table::unmarked;

/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The separator is the one of `;`, tab and `,` that the first line has most of; with `;` numbers
/// have a decimal comma, as French spreadsheets write them.
pub(super) fn scan<R: Read + Seek>(
    file: &mut R,
    start: &[u8],
    lines: &mut Lines<'_>,
) -> Result<()> {
    let unicode = is_unicode(file)?;
    file.rewind()?;
    let first = String::from_utf8_lossy(start);
    let first = first.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let separator =
        [';', '\t', ','].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(',');
    lines.decimal_comma = separator == ';';
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(Text::new(file, unicode));
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            refuse!("sheet.csv.damaged", line = line)
        })?;
        if !more {
            return Ok(());
        }
        // Every line ends with its mark here, so the reader stands at the beginning of the next.
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let number = after.saturating_sub(1 + within);
        let cells = record.iter().map(|cell| unmarked(cell.trim()).to_owned()).collect();
        lines.line(number, cells)?;
    }
}

/// Whether a file is UTF-8; otherwise it is in the code page of Western European spreadsheets.
fn is_unicode<R: Read + Seek>(file: &mut R) -> Result<bool> {
    let (mut piece, mut rest) = (vec![0; PIECE], Vec::new());
    let mut unicode = true;
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok(unicode && rest.is_empty());
        }
        if piece[..count].contains(&0) {
            return Err(refuse!("sheet.kind.unknown").into());
        }
        if !unicode {
            continue;
        }
        rest.extend_from_slice(&piece[..count]);
        match std::str::from_utf8(&rest) {
            Ok(_) => rest.clear(),
            Err(error) if error.error_len().is_none() => drop(rest.drain(..error.valid_up_to())),
            Err(_) => unicode = false,
        }
    }
}

/// A file as UTF-8 with plain line ends, the last line too.
struct Text<R> {
    file: BufReader<R>,
    unicode: bool,
    ready: Vec<u8>,
    given: usize,
    begun: bool,
    ended: bool,
}

impl<R: Read> Text<R> {
    fn new(file: R, unicode: bool) -> Self {
        let (ready, given, begun, ended) = (Vec::new(), 0, false, false);
        Self { file: BufReader::new(file), unicode, ready, given, begun, ended }
    }

    fn fill(&mut self) -> io::Result<()> {
        (self.given, self.ended) = (0, true);
        self.ready.clear();
        let mut piece = Vec::with_capacity(PIECE);
        (&mut self.file).take(PIECE as u64).read_to_end(&mut piece)?;
        if piece.is_empty() {
            return Ok(());
        }
        // The end of a line is not cut from its beginning.
        let mut next = [0];
        if piece.last() == Some(&b'\r') && self.file.read(&mut next)? == 1 {
            piece.push(next[0]);
        }
        self.ended = false;
        let mark = if self.begun { 0 } else { BYTE_ORDER_MARK.len() };
        let piece = match piece.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) if mark > 0 => rest,
            _ => piece.as_slice(),
        };
        self.begun = true;
        for (at, byte) in piece.iter().enumerate() {
            match byte {
                b'\r' if piece.get(at + 1) == Some(&b'\n') => {}
                byte if self.unicode || byte.is_ascii() => self.ready.push(*byte),
                byte => {
                    let mut letter = [0; 4];
                    let letter = windows_1252(*byte).encode_utf8(&mut letter);
                    self.ready.extend_from_slice(letter.as_bytes());
                }
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
            if self.ended {
                // The line that ends here ends like all others.
                self.ready.push(b'\n');
            }
        }
        let count = out.len().min(self.ready.len() - self.given);
        out[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
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
