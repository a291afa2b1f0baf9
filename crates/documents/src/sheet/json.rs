//! Records in a JSON file, as an export writes them, as rows.

use std::fmt;
use std::io::{BufReader, Read, Seek};

use base::{Error, Refusal, Result, refuse};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::cell::{Cell, Held, Sign};
use super::{Lines, MOST_COLUMNS};

/// The mark before the text that some programs write.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file that begins so seems to hold a list of records.
pub(super) fn is_list(start: &[u8]) -> bool {
    let content = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start).trim_ascii_start();
    let first = content.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    first.is_some_and(|first| first.is_empty() || first.starts_with(b"{") || first == b"]\n")
        || content.trim_ascii() == b"[]"
        || content.starts_with(b"[") && content.trim_ascii_end().ends_with(b"]")
}

/// A property and what it holds.
type Pair = (String, Cell);

/// The names of all properties, and below them the values of each record, in that order. What
/// begins with `@` is about the record and not of it.
pub(super) fn scan<R: Read + Seek>(file: &mut R, lines: &mut Lines<'_>) -> Result<()> {
    let mut heads: Vec<String> = Vec::new();
    each(file, &mut |_, pairs| {
        for (name, _) in pairs {
            if !heads.contains(&name) {
                heads.push(name);
            }
        }
        if heads.len() > MOST_COLUMNS {
            return Err(refuse!("sheet.tooWide", row = 1, most = MOST_COLUMNS).into());
        }
        Ok(())
    })?;
    lines.line(1, heads.iter().map(|head| Cell::from(head.as_str())).collect())?;
    each(file, &mut |number, pairs| {
        let mut cells = vec![Cell::default(); heads.len()];
        for (name, cell) in pairs {
            if let Some(at) = heads.iter().position(|head| *head == name) {
                cells[at] = cell;
            }
        }
        lines.line(number + 1, cells)
    })
}

/// Does something with each record, which are counted from 1.
fn each<R: Read + Seek>(
    file: &mut R,
    act: &mut dyn FnMut(usize, Vec<Pair>) -> Result<()>,
) -> Result<()> {
    file.rewind()?;
    let mut mark = [0; BYTE_ORDER_MARK.len()];
    let marked = file.read_exact(&mut mark).is_ok() && mark == BYTE_ORDER_MARK;
    if !marked {
        file.rewind()?;
    }
    let mut list = List { act, number: 0, wrong: None };
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(file));
    let read = list.deserialize(&mut reader).and_then(|()| reader.end());
    match (list.wrong, read) {
        (Some(wrong), _) => Err(wrong),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => Err(damaged(&error).into()),
    }
}

fn damaged(error: &serde_json::Error) -> Refusal {
    refuse!("sheet.json.damaged", line = error.line(), column = error.column())
}

struct List<'a> {
    act: &'a mut dyn FnMut(usize, Vec<Pair>) -> Result<()>,
    number: usize,
    wrong: Option<Error>,
}

impl List<'_> {
    fn deserialize<'de, D: Deserializer<'de>>(&mut self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }

    /// Keeps what is wrong beside the reader's own way of saying so.
    fn stop<E: serde::de::Error>(&mut self, wrong: Error) -> E {
        self.wrong = Some(wrong);
        E::custom("stopped")
    }
}

impl<'de> Visitor<'de> for &mut List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        loop {
            self.number += 1;
            let mut nested = None;
            let Some(pairs) = items.next_element_seed(Record(&mut nested))? else { return Ok(()) };
            if let Some(name) = nested {
                let refusal = refuse!("sheet.json.nested", record = self.number, name = name);
                return Err(self.stop(refusal.into()));
            }
            if let Err(wrong) = (self.act)(self.number, pairs) {
                return Err(self.stop(wrong));
            }
        }
    }
}

/// Reads a record; notes a property that is no plain value.
struct Record<'n>(&'n mut Option<String>);

impl<'de> DeserializeSeed<'de> for Record<'_> {
    type Value = Vec<Pair>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Vec<Pair>, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Record<'_> {
    type Value = Vec<Pair>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Vec<Pair>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(name) = properties.next_key::<String>()? {
            let value: Plain = properties.next_value()?;
            match value {
                _ if name.starts_with('@') => {}
                Plain::Value(cell) => pairs.push((name, cell)),
                Plain::Nested => drop(self.0.get_or_insert(name)),
            }
            if pairs.len() > MOST_COLUMNS {
                return Err(A::Error::custom("too many properties"));
            }
        }
        Ok(pairs)
    }
}

/// A plain value. What is nested is passed over and not kept.
enum Plain {
    Value(Cell),
    Nested,
}

impl<'de> serde::Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(PlainVisitor)
    }
}

fn number(text: &str) -> Plain {
    Plain::Value(Cell::new(text, Held::Number(text.to_owned())))
}

/// A text; none empties the field, as it does in the API.
fn text(text: &str) -> Plain {
    let held = if text.is_empty() { Held::Null } else { Held::Text(Sign::Point) };
    Plain::Value(Cell::new(text, held))
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
        Ok(Plain::Value(Cell::new(value.to_string(), Held::Flag)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
        Ok(number(&value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
        Ok(number(&value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Plain, E> {
        Ok(text(value))
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(text(""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Plain, A::Error> {
        while items.next_element::<serde::de::IgnoredAny>()?.is_some() {}
        Ok(Plain::Nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Plain, A::Error> {
        // A number with all its digits comes as a map with one entry of a name of its own.
        let mut first: Option<(String, Plain)> = None;
        let mut more = false;
        while let Some(name) = items.next_key::<String>()? {
            if first.is_none() && name == NUMBER {
                first = Some((name, number(&items.next_value::<String>()?)));
            } else {
                items.next_value::<serde::de::IgnoredAny>()?;
                more = true;
            }
        }
        Ok(match first {
            Some((_, number)) if !more => number,
            _ => Plain::Nested,
        })
    }
}

/// How `serde_json` names a number that it gives with all its digits.
const NUMBER: &str = "$serde_json::private::Number";
