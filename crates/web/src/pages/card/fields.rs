//! The groups of a card and their fields.

use std::collections::BTreeMap;

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{Column, Kind, Tx};

use super::Card;
use crate::kit::field::{Control, State, guess, text_of};
use crate::kit::tab::fast_tab;
use crate::pages::describe::{hidden, name_column};
use crate::pages::document::{is_document, is_posted};
use crate::pages::lookup;
use crate::pages::site::{leads_to, property_caption};
use crate::pages::tooltip;

/// How many values the summary of a closed group has.
const SUMMARY: usize = 5;

/// All groups.
pub fn groups(card: &Card) -> Markup {
    let view = card.site.view;
    let mut left: Vec<usize> =
        (0..card.def.table.columns.len()).filter(|at| shows(card, *at)).collect();
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (title, names) in card.looks.groups {
        let columns: Vec<usize> = names
            .iter()
            .filter_map(|name| card.def.table.column(name))
            .filter(|at| left.contains(at))
            .collect();
        left.retain(|at| !columns.contains(at));
        if !columns.is_empty() {
            groups.push((title, columns));
        }
    }
    if groups.is_empty() {
        let many = left.len() > 18;
        let rest = if many { left.split_off(12) } else { Vec::new() };
        groups.push(("ui-tab-general", std::mem::replace(&mut left, rest)));
    }
    match groups.last_mut() {
        // What stands in no group follows what its looks put first in the last one.
        Some(("ui-tab-details", last)) => last.extend(left),
        _ if left.is_empty() => {}
        _ => groups.push(("ui-tab-details", left)),
    }
    let calculated = calculated(card);
    // The lines of a document are its main thing: only the first group stands open above them.
    let open =
        if is_document(card.def.collection) || is_posted(card.def.collection) { 1 } else { 2 };
    html! {
        @for (at, (title, columns)) in groups.iter().enumerate() {
            @let id = format!("{}-{title}", card.def.collection);
            @let last = at + 1 == groups.len();
            @let told = told(card, title, columns);
            @let body = html! {
                div class={ "fields" @if long_labels(card, columns) { " two" } } {
                    @for column in columns { (field(card, *column)) }
                    @if last { @for (name, value) in &calculated { (calculated_field(card, name, value)) } }
                }
            };
            (fast_tab(&id, &view.t(title), at < open || card.new && open > 1 && at < 3, &summary(card, &told), told_properties(card, title, &told).as_deref(), &body))
        }
    }
}

/// Whether a column is shown: not what the address says already, nor what the user does not see.
fn shows(card: &Card, at: usize) -> bool {
    !hidden(card.def, at) && card.site.view.sees(card.def.table, card.def.table.columns[at].name)
}

/// Whether the captions of a group want more room than three columns give.
fn long_labels(card: &Card, columns: &[usize]) -> bool {
    let long = |at: &&usize| {
        card.site
            .view
            .caption(card.def.table.name, card.def.table.columns[**at].name)
            .chars()
            .count()
            > 23
    };
    columns.iter().filter(long).count() * 3 > columns.len()
}

fn field(card: &Card, at: usize) -> Markup {
    let column = &card.def.table.columns[at];
    let value = card.record[column.json].clone();
    let in_key = card.def.table.key.contains(&at);
    let locked =
        card.locked.contains(&column.name) || !card.site.view.changes(card.def.table, column.name);
    let state = if !card.editable() || column.read_only || locked || (in_key && !card.new) {
        State::ReadOnly
    } else {
        State::Editable
    };
    let customer = if card.def.collection == "customers" { "no" } else { "customerNo" };
    let customer = text_of(&card.record[customer]);
    let lookup = lookup::of_column(card.site, column, &card.record, &customer);
    let of =
        card.names.get(&(column.relation.unwrap_or_default().to_owned(), text_of(&value))).cloned();
    let code = text_of(&value);
    let href = if code.is_empty() {
        None
    } else {
        leads_to(card.site, card.def, column, &card.record, &code)
    };
    Control {
        id: format!("f-{}", column.json),
        property: column.json.to_owned(),
        label: card.site.view.caption(card.def.table.name, column.name),
        help: tooltip::column(card.site.view, card.def.table.name, column),
        kind: Some(column.kind),
        value,
        state,
        required: in_key && card.new || card.looks.required.contains(&column.name),
        lookup: lookup.as_ref().map(|lookup| lookup.collection.to_owned()),
        within: lookup.map(|lookup| lookup.within).unwrap_or_default(),
        of: of.unwrap_or_default(),
        href,
        ..Control::default()
    }
    .render(card.site.view)
}

fn related<'a>(card: &Card<'a>, column: &Column) -> Option<&'a store::EntityDef> {
    let reads = |def: &&'a store::EntityDef| card.site.view.may_def(def, Action::Read);
    card.site.of_table(column.relation?).filter(|def| def.table.key.len() == 1).filter(reads)
}

/// Calculated properties: what the record has beside its columns.
fn calculated(card: &Card) -> Vec<(String, Json)> {
    let Json::Object(record) = &card.record else { return Vec::new() };
    record
        .iter()
        .filter(|(name, value)| {
            !name.starts_with('@')
                && card.def.table.json_column(name).is_none()
                && !value.is_array()
                && !value.is_object()
        })
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn calculated_field(card: &Card, name: &str, value: &Json) -> Markup {
    Control {
        id: format!("f-{name}"),
        property: name.to_owned(),
        label: property_caption(card.site.view.language, card.def.table.name, name),
        help: tooltip::figure(card.site.view, card.def.table.name, name),
        kind: Some(guess(name, value)),
        value: value.clone(),
        state: State::Calculated,
        ..Control::default()
    }
    .render(card.site.view)
}

/// The columns that a closed group tells, where its looks say so; otherwise all of them.
fn told(card: &Card, title: &str, columns: &[usize]) -> Vec<usize> {
    let own = card.looks.summaries.iter().find(|(group, _)| *group == title);
    own.map_or_else(
        || columns.to_vec(),
        |(_, names)| names.iter().filter_map(|name| card.def.table.column(name)).collect(),
    )
}

/// The same as properties, for the browser to tell them anew after a change.
fn told_properties(card: &Card, title: &str, told: &[usize]) -> Option<String> {
    let own = card.looks.summaries.iter().any(|(group, _)| *group == title);
    let names: Vec<&str> = told.iter().map(|at| card.def.table.columns[*at].json).collect();
    own.then(|| names.join(","))
}

/// The values that matter, for a group that is closed.
fn summary(card: &Card, columns: &[usize]) -> Vec<String> {
    let view = card.site.view;
    let said = |at: &usize| {
        let column = &card.def.table.columns[*at];
        let value = &card.record[column.json];
        let text = view.show(column.kind, value);
        let caption = || view.caption(card.def.table.name, column.name);
        match column.kind {
            Kind::Bool => (*value == Json::Bool(true)).then(caption),
            Kind::Memo => None,
            _ if text.is_empty() || text == "0" || text == "0.00" || text == "0,00" => None,
            kind if kind.is_number() || kind == Kind::Date => Some(format!("{} {text}", caption())),
            _ => Some(named(card, column, text)),
        }
    };
    let mut parts: Vec<String> = Vec::new();
    for part in columns.iter().filter_map(said) {
        if parts.len() < SUMMARY && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// The name that belongs to a code, or the code.
fn named(card: &Card, column: &Column, code: String) -> String {
    let known = column.relation.and_then(|table| card.names.get(&(table.to_owned(), code.clone())));
    known.cloned().unwrap_or(code)
}

/// The names of the records that fields name.
///
/// # Errors
/// When the database fails.
pub fn names(tx: &mut Tx, card: &Card) -> Result<BTreeMap<(String, String), String>> {
    let mut names = BTreeMap::new();
    for column in card.def.table.columns {
        let code = text_of(&card.record[column.json]);
        let Some(def) = related(card, column).filter(|_| !code.is_empty()) else { continue };
        let Some(name) = name_column(def.table) else { continue };
        let (key, name) = (def.table.columns[def.table.key[0]].name, def.table.columns[name].name);
        let sql = format!("SELECT \"{name}\" FROM \"{}\" WHERE \"{key}\" = $1", def.table.name);
        let found =
            tx.rows(&sql, &[store::Value::Text(code.clone())])?.into_iter().flatten().next();
        if let Some(name) = found {
            names.insert((def.table.name.to_owned(), code), name.into_text());
        }
    }
    Ok(names)
}
