//! Between stored values, JSON and plain text, exactly.

use std::str::FromStr;

use base::{Amount, Date, Decimal, Error, Factor, Moment, Result, Time, Zone, refuse};
use serde_json::{Map, Number, Value as Json};

use crate::field::{Kind, Value};
use crate::record::Record;

/// A stored value as JSON: numbers exactly, empty as null.
pub fn to_json(kind: Kind, value: &Value) -> Json {
    match (kind, value) {
        (Kind::Bool, Value::Int(flag)) => Json::Bool(*flag != 0),
        (_, Value::Int(number)) if kind.is_scaled() => {
            exact(&Amount::from_scaled(*number).to_string())
        }
        (_, Value::Int(number)) => Json::from(*number),
        (Kind::Factor, Value::Text(text)) => exact(text),
        (_, Value::Text(text)) if text.is_empty() => Json::Null,
        (_, Value::Text(text)) => Json::from(text.as_str()),
    }
}

/// A decimal as an exact JSON number.
pub fn number(value: Decimal) -> Json {
    exact(&value.normalize().to_string())
}

fn exact(digits: &str) -> Json {
    Number::from_str(digits).map_or(Json::Null, Json::Number)
}

/// A stored value as plain text: what the change log and exports show.
pub fn plain(kind: Kind, value: &Value) -> String {
    match to_json(kind, value) {
        Json::Null => String::new(),
        Json::String(text) => text,
        other => other.to_string(),
    }
}

/// A record from JSON as the API has it: what the JSON leaves out, or holds in another shape, stays
/// blank.
pub fn record<T: Record>(json: &Json) -> T {
    let mut record = T::default();
    for (at, column) in T::table().columns.iter().enumerate() {
        let value = json.get(column.json).and_then(|value| from_json(column.kind, value).ok());
        // A value that the column does not hold is as good as none.
        let _ = value.map(|value| record.set_value(at, value));
    }
    record
}

/// JSON as a stored value; null is blank. A moment has its distance from UTC.
///
/// # Errors
/// Refuses JSON of another type and values that the field cannot hold.
pub fn from_json(kind: Kind, json: &Json) -> Result<Value> {
    read_json(None, kind, json)
}

/// The same, where a moment may also stand as calendar and clock show it in a zone.
///
/// # Errors
/// As [`from_json`].
pub fn from_json_in(zone: &Zone, kind: Kind, json: &Json) -> Result<Value> {
    read_json(Some(zone), kind, json)
}

fn read_json(zone: Option<&Zone>, kind: Kind, json: &Json) -> Result<Value> {
    let wrong = || Error::from(refuse!("value.json.wrongType", expected = type_name(kind)));
    match (kind, json) {
        (_, Json::Null) => Ok(kind.blank()),
        (Kind::Bool, Json::Bool(flag)) => Ok(Value::Int(i64::from(*flag))),
        (Kind::Int, Json::Number(number)) => {
            let text = number.to_string();
            whole(&text).map(Value::Int).ok_or_else(|| match text.parse::<i64>() {
                Ok(_) => refuse!("value.number.tooLarge", value = text).into(),
                Err(_) => wrong(),
            })
        }
        (Kind::Factor, Json::Number(number)) => {
            Ok(Value::Text(number.to_string().parse::<Factor>()?.to_string()))
        }
        (_, Json::Number(number)) if kind.is_scaled() => {
            Ok(Value::Int(number.to_string().parse::<Amount>()?.scaled()))
        }
        (_, Json::String(text)) if !kind.is_number() && kind != Kind::Bool => {
            text_value(zone, kind, text)
        }
        _ => Err(wrong()),
    }
}

/// A whole number, unless it is so large that programs could not write it exactly or count on.
fn whole(text: &str) -> Option<i64> {
    const MOST: u64 = (1 << 53) - 1;
    text.parse::<i64>().ok().filter(|number| number.unsigned_abs() <= MOST)
}

/// Plain text, as a spreadsheet or a filter has it, as a stored value. A moment has its distance
/// from UTC.
///
/// # Errors
/// Refuses what the field cannot hold.
pub fn from_text(kind: Kind, text: &str) -> Result<Value> {
    read_text(None, kind, text)
}

/// The same, where a moment may also stand as calendar and clock show it in a zone.
///
/// # Errors
/// As [`from_text`].
pub fn from_text_in(zone: &Zone, kind: Kind, text: &str) -> Result<Value> {
    read_text(Some(zone), kind, text)
}

fn read_text(zone: Option<&Zone>, kind: Kind, text: &str) -> Result<Value> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(kind.blank());
    }
    match kind {
        Kind::Bool => match text.to_lowercase().as_str() {
            "true" | "yes" | "1" | "oui" | "vrai" | "x" => Ok(Value::Int(1)),
            "false" | "no" | "0" | "non" | "faux" => Ok(Value::Int(0)),
            _ => Err(refuse!("value.bool.unreadable", value = text).into()),
        },
        Kind::Int => whole(text)
            .map(Value::Int)
            .ok_or_else(|| refuse!("value.number.unreadable", value = text).into()),
        Kind::Factor => Ok(Value::Text(text.parse::<Factor>()?.to_string())),
        _ if kind.is_scaled() => Ok(Value::Int(text.parse::<Amount>()?.scaled())),
        _ => text_value(zone, kind, text),
    }
}

/// A text for a field of this kind, in the form in which it is stored.
fn text_value(zone: Option<&Zone>, kind: Kind, text: &str) -> Result<Value> {
    fn read<T: FromStr + ToString>(text: &str, refusal: base::Refusal) -> Result<Value> {
        if text.is_empty() {
            return Ok(Value::from(""));
        }
        text.parse::<T>().map(|m| Value::Text(m.to_string())).map_err(|_| refusal.into())
    }
    match kind {
        Kind::Date => read::<Date>(text, refuse!("value.date.unreadable", value = text)),
        Kind::Time => read::<Time>(text, refuse!("value.time.unreadable", value = text)),
        Kind::Moment if text.is_empty() => Ok(Value::from("")),
        Kind::Moment => zone
            .map_or_else(|| text.parse().ok(), |zone| zone.read(text))
            .map(|moment: Moment| Value::Text(moment.to_string()))
            .ok_or_else(|| refuse!("value.dateTime.unreadable", value = text).into()),
        Kind::Option(choices) if !choices.contains(&text) => {
            Err(crate::unknown_option(text, choices))
        }
        Kind::Code(_) => Ok(Value::Text(base::key_form(text))),
        _ => Ok(Value::from(base::composed(text).as_ref())),
    }
}

/// What JSON a field of this kind takes, in a word.
pub fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "true or false",
        Kind::Date => "date (2026-03-02)",
        Kind::Time => "time (08:00:00)",
        Kind::Moment => "date-time (2026-03-02T08:00:00Z)",
        _ if kind.is_number() => "number",
        _ => "text",
    }
}

/// The columns of a record that are seen as JSON properties, the version left out.
pub fn object<T: Record>(record: &T, seen: impl Fn(usize) -> bool) -> Map<String, Json> {
    let table = T::table();
    let mut map = Map::with_capacity(table.columns.len() + 4);
    for (at, column) in table.columns.iter().enumerate() {
        if table.is_shown(at) && seen(at) {
            map.insert(column.json.to_owned(), to_json(column.kind, &record.value(at)));
        }
    }
    map
}
