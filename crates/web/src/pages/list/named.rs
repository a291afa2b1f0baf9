//! What a cell shows instead of what the database keeps: the logs name tables, fields and choices.

use serde_json::Value as Json;
use store::{Kind, json};

use super::List;
use super::request::ListColumn;
use crate::kit::field::text_of;
use crate::pages::site::{object_name, shown};

/// The words for a value whose meaning another column tells.
pub fn named(list: &List, record: &Json, column: &ListColumn, text: String) -> String {
    if text.is_empty() {
        return text;
    }
    let language = list.site.view.language;
    match (list.def.collection, column.name()) {
        (_, "tableName") => texts::table(language, &text, false),
        ("changeLogEntries", "fieldName") => {
            texts::caption(language, &text_of(&record["tableName"]), &text)
        }
        ("changeLogEntries", "oldValue" | "newValue") => field_value(list, record, text),
        ("changeLogEntries", "primaryKey") => key(list, record, text),
        ("serviceDocumentLogEntries" | "serviceItemLogEntries", "before" | "after") => {
            moment(list, text)
        }
        ("permissionSets", "name") if text_of(&record["type"]) == "system" => {
            let id = format!("role-{}", text_of(&record["roleId"]).to_lowercase());
            texts::find(language, &id, &[]).unwrap_or(text)
        }
        ("permissions", "objectName") => object_name(language, &text),
        _ => text,
    }
}

/// The table of a line of the change log.
fn table(list: &List, record: &Json) -> Option<&'static store::Table> {
    let name = text_of(&record["tableName"]);
    list.site.entities.iter().find(|def| def.table.name == name).map(|def| def.table)
}

/// The value of a field as people read it, by the kind of the field.
fn field_value(list: &List, record: &Json, text: String) -> String {
    let field = text_of(&record["fieldName"]);
    let kind =
        table(list, record).and_then(|table| Some(table.columns[table.column(&field)?].kind));
    kind.map_or(text.clone(), |kind| read(list, kind, &text))
}

fn read(list: &List, kind: Kind, text: &str) -> String {
    let view = list.site.view;
    json::from_text_in(&view.zone, kind, text)
        .map_or_else(|_| text.to_owned(), |value| shown(view, kind, &value))
}

/// The key of a record: its parts as people read them.
fn key(list: &List, record: &Json, text: String) -> String {
    let Some(table) = table(list, record) else { return text };
    let kinds = table.key.iter().map(|at| table.columns[*at].kind);
    let parts: Vec<String> = text
        .split(',')
        .zip(kinds)
        .map(|(part, kind)| if kind.is_number() { part.to_owned() } else { read(list, kind, part) })
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() { text } else { parts.join(" · ") }
}

/// A state, day or time in the logs of orders and machines.
fn moment(list: &List, text: String) -> String {
    let view = list.site.view;
    if text.parse::<base::Date>().is_ok() {
        return read(list, Kind::Date, &text);
    }
    if text.parse::<base::Time>().is_ok() {
        return read(list, Kind::Time, &text);
    }
    // Codes are written in capitals, choices are not.
    if text.starts_with(char::is_lowercase) { texts::option(view.language, &text) } else { text }
}
