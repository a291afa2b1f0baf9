//! Fills a company from data files: collections with their records, entered as a person would.
//!
//! A `.json` file is a list of `{"collection": .., "records": [..]}`. A `.csv` file has a section
//! for each collection: `[collection]`, the JSON names of the properties, the records. A blank
//! cell is not entered; a date such as `D-35` lies so many days before today.

use base::{Error, Result};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use store::{EntityDef, Kind, Tx, json};

use super::desk::Desk;

/// One collection of a data file.
#[derive(Deserialize)]
struct Part {
    /// The collection, as the API names it.
    collection: String,
    /// The records, in order.
    records: Vec<Map<String, Json>>,
}

/// Enters every record of a data file; the ending of its name tells its form.
///
/// # Errors
/// The first record that is refused, named by its place in the file.
pub fn fill(tx: &mut Tx, desk: &Desk, name: &str, file: &str) -> Result<()> {
    let parts = if name.ends_with(".json") {
        let unreadable = |error| Error::Unavailable(format!("{name}: {error}"));
        serde_json::from_str(file).map_err(unreadable)?
    } else {
        sections(tx, desk, name, file)?
    };
    for part in parts {
        for (number, record) in part.records.into_iter().enumerate() {
            desk.create(tx, &part.collection, &Json::Object(record)).map_err(|error| {
                let place = format!("{name}: {} {}", part.collection, number + 1);
                Error::Unavailable(format!("{place}: {error}"))
            })?;
        }
    }
    Ok(())
}

/// The sections of a `.csv` file.
fn sections(tx: &Tx, desk: &Desk, name: &str, file: &str) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for section in format!("\n{file}").split("\n[").skip(1) {
        let (collection, rows) = section.split_once("]\n").unwrap_or((section, ""));
        let entity = desk.collection(collection)?;
        let place = |why: String| Error::Unavailable(format!("{name}: {collection}: {why}"));
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        let properties = reader.headers().map_err(|error| place(error.to_string()))?.clone();
        let mut records = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| place(error.to_string()))?;
            let cells = properties.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty());
            let record = cells
                .map(|(property, cell)| {
                    let value = typed(tx, entity, property, cell);
                    value.map_err(|error| place(format!("{property}: {error}")))
                })
                .collect::<Result<Map<String, Json>>>()?;
            records.push(record);
        }
        parts.push(Part { collection: collection.to_owned(), records });
    }
    Ok(parts)
}

/// A cell as the JSON that its property takes.
fn typed(tx: &Tx, entity: &EntityDef, property: &str, cell: &str) -> Result<(String, Json)> {
    let unknown = || Error::Unavailable("no such property".to_owned());
    let at = entity.table.json_column(property).ok_or_else(unknown)?;
    let kind = entity.table.columns[at].kind;
    let days = cell.strip_prefix('D').and_then(|days| days.parse::<i64>().ok());
    let text = match days {
        Some(days) if kind == Kind::Date => {
            tx.today().saturating_add(jiff::Span::new().days(days)).to_string()
        }
        _ => cell.to_owned(),
    };
    Ok((property.to_owned(), json::to_json(kind, &json::from_text(kind, &text)?)))
}
