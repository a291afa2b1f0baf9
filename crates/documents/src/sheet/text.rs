//! A file of text as UTF-8 with plain line ends, whatever it was written with. A byte that does not
//! belong there is refused with its line: read in another way, every letter after it could be wrong.

use std::io::{self, BufReader, Read};

use base::{Refusal, refuse};

/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;
const BYTE_ORDER_MARK: char = '\u{feff}';
/// So many letters before a byte that cannot be read are shown.
const CONTEXT: usize = 20;

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Utf8,
    Utf16Little,
    Utf16Big,
}

impl Letters {
    /// Those of a file that begins so. UTF-16 is known by its mark.
    pub fn of(start: &[u8]) -> Self {
        match start {
            [0xff, 0xfe, ..] => Self::Utf16Little,
            [0xfe, 0xff, ..] => Self::Utf16Big,
            _ => Self::Utf8,
        }
    }
}

/// A file as UTF-8 with plain line ends, the last line too.
pub(super) struct Text<R> {
    file: BufReader<R>,
    letters: Letters,
    /// Bytes that are no whole letter yet.
    rest: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    begun: bool,
    ended: bool,
    after_return: bool,
    line: usize,
    /// Why the file cannot be read, when it cannot.
    pub wrong: Option<Refusal>,
}

impl<R: Read> Text<R> {
    pub fn new(file: R, letters: Letters) -> Self {
        Self {
            file: BufReader::new(file),
            letters,
            rest: Vec::new(),
            ready: Vec::new(),
            given: 0,
            begun: false,
            ended: false,
            after_return: false,
            line: 1,
            wrong: None,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.ready.clear();
        let mut piece = std::mem::take(&mut self.rest);
        let before = piece.len();
        (&mut self.file).take(PIECE as u64).read_to_end(&mut piece)?;
        self.ended = piece.len() == before;
        let (text, whole) = match self.letters {
            Letters::Utf8 => utf8(&piece),
            Letters::Utf16Little => utf16(&piece, u16::from_le_bytes),
            Letters::Utf16Big => utf16(&piece, u16::from_be_bytes),
        };
        self.take(&text);
        match whole {
            Whole::Until(end) if end < piece.len() && self.ended => {
                Err(self.stop(&text, &piece[end..]))
            }
            Whole::Until(end) => {
                self.rest = piece.split_off(end);
                if self.ended {
                    // The line that ends here ends like all others.
                    self.ready.push(b'\n');
                }
                Ok(())
            }
            Whole::Wrong(at) => Err(self.stop(&text, &piece[at..])),
        }
    }

    fn take(&mut self, text: &str) {
        let text =
            if self.begun { text } else { text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text) };
        self.begun |= !text.is_empty();
        for byte in text.bytes() {
            let ends = match byte {
                b'\n' if self.after_return => false,
                byte => {
                    self.ready.push(if byte == b'\r' { b'\n' } else { byte });
                    matches!(byte, b'\r' | b'\n')
                }
            };
            self.after_return = byte == b'\r';
            self.line += usize::from(ends);
            if byte == 0 && self.wrong.is_none() {
                self.wrong = Some(refuse!("sheet.kind.unknown"));
            }
        }
    }

    fn stop(&mut self, before: &str, bytes: &[u8]) -> io::Error {
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let skipped = line.chars().count().saturating_sub(CONTEXT);
        let context: String = line.chars().skip(skipped).collect();
        let byte = bytes.first().map_or_else(String::new, |byte| format!("{byte:02X}"));
        if self.wrong.is_none() {
            let refusal =
                refuse!("sheet.csv.byte", line = self.line, byte = byte, before = context);
            self.wrong = Some(refusal);
        }
        io::Error::from(io::ErrorKind::InvalidData)
    }
}

/// How much of a piece is whole letters.
enum Whole {
    /// All up to here; what follows may be the beginning of one.
    Until(usize),
    /// What stands here is none.
    Wrong(usize),
}

fn utf8(piece: &[u8]) -> (String, Whole) {
    match std::str::from_utf8(piece) {
        Ok(text) => (text.to_owned(), Whole::Until(piece.len())),
        Err(error) => {
            let end = error.valid_up_to();
            let text = String::from_utf8_lossy(&piece[..end]).into_owned();
            (text, if error.error_len().is_some() { Whole::Wrong(end) } else { Whole::Until(end) })
        }
    }
}

fn utf16(piece: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Whole) {
    let units: Vec<u16> = piece.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    let mut text = String::with_capacity(units.len());
    let mut at = 0;
    for letter in char::decode_utf16(units.iter().copied()) {
        match letter {
            Ok(letter) => {
                text.push(letter);
                at += letter.len_utf16();
            }
            // The second half may come with the next piece.
            Err(half) if at + 1 == units.len() && half.unpaired_surrogate() < 0xdc00 => {
                return (text, Whole::Until(at * 2));
            }
            Err(_) => return (text, Whole::Wrong(at * 2)),
        }
    }
    (text, Whole::Until(at * 2))
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
            if self.wrong.is_some() {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
        }
        let count = out.len().min(self.ready.len() - self.given);
        out[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
