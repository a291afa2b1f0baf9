//! Lookups: the records that a field can name, as people type.

use base::Result;
use maud::{Markup, html};
use store::filter::Comparison;
use store::{EntityDef, Filter, Query, Tx, Value};

use super::describe::{looks, name_column};
use super::list::ListColumn;
use super::search::search_filter;
use super::site::{Site, key_of};
use crate::kit::field::text_of;

const ROWS: usize = 12;

/// The rows of the dropdown: the code, the name, and what else tells records apart. Blocked
/// records are left out.
///
/// # Errors
/// When the user may not see the collection, or the database fails.
pub fn results(tx: &mut Tx, site: Site, def: &EntityDef, typed: &str, all: bool) -> Result<Markup> {
    let view = site.view;
    let typed = if all { "" } else { typed.trim() };
    let mut filter = def.fixed_filter();
    if let Some(at) = def.table.column("blocked") {
        let kind = def.table.columns[at].kind;
        filter = filter.and(Filter::equal(at, kind.blank()));
    }
    let mut rows = Vec::new();
    if !typed.is_empty() {
        // What begins with the typed code comes first.
        let key = def.table.key[0];
        let begins = filter.clone().and(Filter::Matches(key, format!("{typed}*")));
        rows = (def.list)(tx, &Query { filter: begins, top: ROWS, ..Query::default() })?.rows;
        filter = filter.and(search_filter(def, typed));
    }
    if rows.len() < ROWS {
        let more = (def.list)(tx, &Query { filter, top: ROWS, ..Query::default() })?.rows;
        for row in more {
            if rows.len() < ROWS
                && !rows.iter().any(|known| key_of(def, known) == key_of(def, &row))
            {
                rows.push(row);
            }
        }
    }
    let name = name_column(def.table).map(|at| def.table.columns[at].json);
    let further = further(def);
    Ok(html! {
        @for (at, row) in rows.iter().enumerate() {
            @let code = key_of(def, row).last().cloned().map(Value::into_text).unwrap_or_default();
            div.option id={ "option-" (at) } role="option" aria-selected="false" data-code=(code) data-name=(name.map(|name| text_of(&row[name])).unwrap_or_default()) {
                span.no { (code) }
                span.cut { @if let Some(name) = name { (text_of(&row[name])) } }
                @if let Some(column) = &further {
                    span.what { @if let Some(kind) = column.kind(def) { (view.show(kind, &row[column.name()])) } @else { (text_of(&row[column.name()])) } }
                }
            }
        }
        @if rows.is_empty() { p.hint { (view.t("ui-js-nothing-found")) } }
        @if rows.len() == ROWS { p.hint { (view.t("ui-js-lookup-more")) } }
    })
}

/// A third column, where one tells more than code and name.
fn further(def: &EntityDef) -> Option<ListColumn> {
    let name = match def.collection {
        "customers" => "city",
        "items" => "unit_price",
        "serviceItems" => "serial_no",
        "resources" => "resource_group_no",
        _ => return None,
    };
    let column = ListColumn::named(def, name);
    looks(def).columns.contains(&name).then_some(column)
}

/// The name of one record, for the field that names it.
///
/// # Errors
/// When the database fails.
pub fn name_of(tx: &mut Tx, def: &EntityDef, code: &str) -> Result<String> {
    let Some(name) = name_column(def.table) else { return Ok(String::new()) };
    let filter = Filter::Compare(def.table.key[0], Comparison::Equal, Value::from(code));
    let rows = (def.list)(tx, &Query { filter, top: 1, ..Query::default() })?.rows;
    Ok(rows.first().map(|row| text_of(&row[def.table.columns[name].json])).unwrap_or_default())
}
