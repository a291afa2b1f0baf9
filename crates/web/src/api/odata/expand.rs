//! Reads `$expand`: parts that come with the record.

use base::{Error, Result, refuse};
use store::EntityDef;

use super::options::{Names, Options, parse_pairs};

/// A part to show, with its own options.
#[derive(Clone, Debug)]
pub struct Expand {
    /// The segment of the part.
    pub segment: &'static str,
    /// Which of the parts, and what of them.
    pub options: Options,
}

/// Reads `serviceLines,serviceItemLines($select=lineNo;$orderby=lineNo desc)`.
///
/// # Errors
/// Refuses parts that the collection does not have.
pub fn parse(names: Names<'_>, def: &EntityDef, text: &str) -> Result<Vec<Expand>> {
    let mut expands = Vec::new();
    for part in split(text, ',') {
        let (segment, inner) = match part.split_once('(') {
            Some((segment, rest)) => (segment.trim(), rest.trim_end().strip_suffix(')')),
            None => (part.trim(), Some("")),
        };
        let unknown = || {
            let refusal = refuse!("api.query.segment", collection = def.collection, name = segment);
            Error::malformed(refusal.field("$expand"))
        };
        let child = part_of(names.all, def, segment).ok_or_else(unknown)?;
        let pairs: Vec<(String, String)> = split(inner.ok_or_else(unknown)?, ';')
            .into_iter()
            .filter(|pair| !pair.trim().is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (name.trim().to_owned(), value.to_owned())
            })
            .collect();
        let options = parse_pairs(names, child, &pairs, &[])?;
        let segment = child.below.map_or("", |below| below.segment);
        expands.push(Expand { segment, options });
    }
    Ok(expands)
}

/// The part with this segment below a collection.
pub fn part_of<'d>(all: &'d [EntityDef], def: &EntityDef, segment: &str) -> Option<&'d EntityDef> {
    all.iter().find(|part| {
        part.below.is_some_and(|below| below.parent == def.collection && below.segment == segment)
    })
}

/// Cuts at a sign that stands outside parentheses and quotes.
fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut depth, mut quoted, mut begin) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if letter == sign && !quoted && depth == 0 => {
                parts.push(&text[begin..at]);
                begin = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}
