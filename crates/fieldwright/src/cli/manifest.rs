//! The list of the parts of a backup with their checksums, written beside them when all are whole.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use base::{Error, Result, refuse};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::backup::failed;

/// The file that lists the parts.
pub const MANIFEST: &str = "manifest.json";

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in the folder.
    pub file: String,
    /// How long it is.
    pub bytes: u64,
    /// SHA-256 of what is in it, in hexadecimal digits.
    pub sha256: String,
}

/// What goes to a file, counted and summed on its way.
pub struct Summed<W> {
    out: W,
    bytes: u64,
    sum: Sha256,
}

impl<W: Write> Summed<W> {
    pub fn new(out: W) -> Self {
        Self { out, bytes: 0, sum: Sha256::new() }
    }

    /// The file itself, and what went through.
    pub fn finish(self, file: &str) -> (W, Part) {
        let sha256 = hexadecimal(&self.sum.finalize());
        (self.out, Part { file: file.to_owned(), bytes: self.bytes, sha256 })
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.bytes += u64::try_from(written).unwrap_or(0);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the list holds.
pub fn text(parts: &[Part]) -> String {
    let part = |part: &Part| json!({"file": part.file, "bytes": part.bytes, "sha256": part.sha256});
    let parts: Vec<Json> = parts.iter().map(part).collect();
    format!("{:#}\n", json!({"fieldwright": 1, "parts": parts}))
}

/// Compares every part with the list and tells whether there is one: backups of versions before
/// 0.1 have none.
///
/// # Errors
/// Names the part that is missing, shorter or longer, or not what it was.
pub fn check(folder: &Path) -> Result<bool> {
    let path = folder.join(MANIFEST);
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        text => text.map_err(|error| failed(&path, &error))?,
    };
    for part in parse(&text)? {
        let path = folder.join(&part.file);
        let file = File::open(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                refuse!("cli.restore.missing", file = &part.file).into()
            }
            _ => failed(&path, &error),
        })?;
        let found = sum(file, &part.file).map_err(|error| failed(&path, &error))?;
        if found.bytes < part.bytes {
            return Err(refuse!("cli.restore.cutOff", file = &part.file).into());
        }
        if found != part {
            return Err(refuse!("cli.restore.damaged", file = &part.file).into());
        }
    }
    Ok(true)
}

fn sum(file: File, name: &str) -> std::io::Result<Part> {
    let mut input = BufReader::with_capacity(1 << 16, file);
    let mut summed = Summed::new(std::io::sink());
    std::io::copy(&mut input.by_ref(), &mut summed)?;
    Ok(summed.finish(name).1)
}

/// The parts of a list. A part lies in the folder itself.
fn parse(text: &str) -> Result<Vec<Part>> {
    let damaged = || Error::from(refuse!("cli.restore.damaged", file = MANIFEST));
    let json: Json = serde_json::from_str(text).map_err(|_| damaged())?;
    let parts = json["parts"].as_array().filter(|_| json["fieldwright"] == 1);
    let part = |part: &Json| {
        let file = part["file"].as_str().filter(|file| !file.contains(['/', '\\']))?;
        let (bytes, sha256) = (part["bytes"].as_u64()?, part["sha256"].as_str()?);
        Some(Part { file: file.to_owned(), bytes, sha256: sha256.to_owned() })
    };
    parts.and_then(|parts| parts.iter().map(part).collect::<Option<_>>()).ok_or_else(damaged)
}
