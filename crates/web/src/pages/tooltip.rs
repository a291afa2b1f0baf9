//! What a field or an action means, shown when the pointer rests on it.
//!
//! The English text of a column, an action or a parameter stands beside it in the program and
//! serves the description of the API too; calculated properties have theirs in the catalogue.
//! French texts are in `locales/fr/help-*.ftl`: `help-<table>--<column>`, or `help-<column>` where
//! the meaning is the same in all tables; `help-action-<name>`, or
//! `help-action-<collection>--<name>`, and `help-parameter-<name>`.

use base::Language;
use store::{ActionDef, Column, Parameter, Table};

use crate::kit::View;

/// What a column means.
pub fn column(view: &View, table: &str, column: &Column) -> String {
    said(view, column.help, &[own(table, column.name), format!("help-{}", dashed(column.name))])
}

/// What a calculated property means, by its name in JSON.
pub fn figure(view: &View, table: &str, property: &str) -> String {
    text_of_figure(view.language, table, property).unwrap_or_default()
}

/// What a calculated property means, in a language.
pub fn text_of_figure(language: Language, table: &str, property: &str) -> Option<String> {
    texts::find(language, &own(table, property), &[])
}

/// What a column or a calculated property of a table means.
pub fn named(view: &View, table: &Table, name: &str) -> String {
    match table.column(name) {
        Some(at) => column(view, table.name, &table.columns[at]),
        None => figure(view, table.name, name),
    }
}

/// What an action does.
pub fn action(view: &View, action: &ActionDef) -> String {
    let (collection, name) = (action.collection, action.name);
    let ids = [format!("help-action-{collection}--{name}"), format!("help-action-{name}")];
    said(view, action.help, &ids)
}

/// What a parameter of an action means.
pub fn parameter(view: &View, action: &ActionDef, parameter: &Parameter) -> String {
    let ids = [
        format!("help-action-{}--{}", action.name, parameter.name),
        format!("help-parameter-{}", parameter.name),
    ];
    said(view, parameter.help, &ids)
}

/// The tooltip of a head of a list: its caption, which the head may cut, and what it means.
pub fn head(caption: &str, help: &str) -> String {
    if help.is_empty() { caption.to_owned() } else { format!("{caption}\n{help}") }
}

/// The text at the field itself, which is in English, or the first of these of the catalogue.
fn said(view: &View, english: &str, ids: &[String]) -> String {
    match view.language {
        Language::En => english.to_owned(),
        language => ids.iter().find_map(|id| texts::find(language, id, &[])).unwrap_or_default(),
    }
}

/// The id of the text that only one table has.
pub(super) fn own(table: &str, name: &str) -> String {
    format!("help-{}--{}", dashed(table), dashed(name))
}

/// A name as it stands in an id: `line_no` and `lineNo` are `line-no`.
pub(super) fn dashed(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter == '_' {
            id.push('-');
        } else {
            if letter.is_ascii_uppercase() {
                id.push('-');
            }
            id.push(letter.to_ascii_lowercase());
        }
    }
    id
}
