//! Lookups: the records that a field can name, as people type.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{Column, EntityDef, Filter, Query, Tx, Value, Wanted};

use super::describe::{looks, name_column};
use super::list::ListColumn;
use super::search::search_filter;
use super::site::{Site, key_of, segment};
use crate::kit::button::{Button, Weight};
use crate::kit::field::text_of;

const ROWS: usize = 12;

/// Which records a field can name.
pub struct Lookup {
    /// The collection.
    pub collection: &'static str,
    /// What the records must have beside: properties and values, such as `customerNo=C1`.
    pub within: String,
}

/// Which records a column can name: those of its relation, and those that belong to what else the
/// record says, such as the machines and addresses of the customer.
pub fn of_column(site: Site, column: &Column, record: &Json, customer: &str) -> Option<Lookup> {
    let text = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
    let within = |collection, pairs: &[(&str, String)]| {
        let given: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Some(Lookup { collection, within: given.join("&") })
    };
    let kind = text("type");
    let item = if kind == "item" { text("no") } else { text("itemNo") };
    match column.name {
        "ship_to_code" if customer.is_empty() => return None,
        "ship_to_code" => return within("shipToAddresses", &[("customerNo", customer.to_owned())]),
        "service_item_no" => {
            return within("serviceItems", &[("customerNo", customer.to_owned())]);
        }
        "variant_code" if !item.is_empty() => return within("itemVariants", &[("itemNo", item)]),
        "unit_of_measure_code" if kind == "item" && !item.is_empty() => {
            return within("itemUnitsOfMeasure", &[("itemNo", item)]);
        }
        "unit_of_measure_code" if kind == "resource" => {
            return within("resourceUnitsOfMeasure", &[("resourceNo", text("no"))]);
        }
        "fault_code" => {
            let symptom = ("symptomCode", text("symptomCode"));
            return within("faultCodes", &[("faultAreaCode", text("faultAreaCode")), symptom]);
        }
        _ => {}
    }
    let related = site.of_table(column.relation?).filter(|def| def.table.key.len() == 1)?;
    within(related.collection, &[])
}

/// The condition of the properties that a lookup is within.
///
/// # Errors
/// Refuses a value that the property cannot have.
fn within_filter(def: &EntityDef, within: &str) -> Result<Filter> {
    let mut filter = def.fixed_filter();
    for (name, value) in within.split('&').filter_map(|pair| pair.split_once('=')) {
        let Some(at) = def.table.json_column(name) else { continue };
        let value = store::json::from_text(def.table.columns[at].kind, value)
            .map_err(|error| error.at(|refusal| refusal.field(name)))?;
        filter = filter.and(Filter::equal(at, value));
    }
    Ok(filter)
}

/// The rows of the dropdown: the code, the name, and what else tells records apart. Blocked
/// records, and the headings of a chart, are left out.
///
/// # Errors
/// When the user may not see the collection, or the database fails.
pub fn results(
    tx: &mut Tx,
    site: Site,
    def: &EntityDef,
    typed: &str,
    within: &str,
) -> Result<Markup> {
    let view = site.view;
    let typed = typed.trim();
    let mut filter = within_filter(def, within)?;
    if let Some(at) = def.table.column("blocked") {
        let kind = def.table.columns[at].kind;
        filter = filter.and(Filter::equal(at, kind.blank()));
    }
    // Nothing is posted to the headings and totals of a chart.
    if let Some(at) = def.table.column("account_type") {
        filter = filter.and(Filter::equal(at, Value::from("posting")));
    }
    let mut rows = Vec::new();
    if !typed.is_empty() {
        // What begins with the typed code comes first.
        let key = def.table.key[def.table.key.len() - 1];
        let begins = filter.clone().and(Filter::Matches(key, format!("{typed}*")));
        rows = (def.list)(tx, &query(begins, ROWS))?.rows;
        filter = filter.and(search_filter(view, def, typed));
    }
    if rows.len() < ROWS {
        let more = (def.list)(tx, &query(filter, ROWS))?.rows;
        for row in more {
            if rows.len() < ROWS
                && !rows.iter().any(|known| key_of(def, known) == key_of(def, &row))
            {
                rows.push(row);
            }
        }
    }
    let name = name_column(def.table).map(|at| def.table.columns[at].json);
    let further = further(def).filter(|column| view.sees(def.table, column.name()));
    Ok(html! {
        @for (at, row) in rows.iter().enumerate() {
            @let code = key_of(def, row).last().cloned().map(Value::into_text).unwrap_or_default();
            div.option id={ "option-" (at) } role="option" aria-selected="false" data-code=(code) data-href=[href(site, def, row)] data-name=(name.map(|name| text_of(&row[name])).unwrap_or_default()) {
                span.no { (code) }
                span.cut { @if let Some(name) = name { (text_of(&row[name])) } }
                @if let Some(column) = &further {
                    span.what { @if let Some(kind) = column.kind(def) { (view.show(kind, &row[column.name()])) } @else { (text_of(&row[column.name()])) } }
                }
            }
        }
        @if rows.is_empty() { p.hint { (view.t("ui-js-nothing-found")) } }
        @if rows.len() == ROWS { p.hint { (view.t("ui-js-lookup-more")) } }
        (foot(site, def))
    })
}

/// The page of a row; parts and what exists once have none of their own.
fn href(site: Site, def: &EntityDef, row: &Json) -> Option<String> {
    let own = def.below.is_none() && !def.singleton;
    own.then(|| format!("{}/{}", site.list_url(def), segment(&key_of(def, row))))
}

/// A new record, or the page of the chosen one, for whoever may make or change them.
fn foot(site: Site, def: &EntityDef) -> Markup {
    let view = site.view;
    let new = def.insertable && view.may_def(def, Action::Insert);
    let change = def.updatable && view.may_def(def, Action::Modify);
    html! {
        @if def.below.is_none() && !def.singleton {
            div.lookup-foot {
                @if new {
                    (Button::new(view.t("ui-new"), "lookup-new").arg(format!("{}?new", site.list_url(def))).icon("plus").key("Alt N").weight(Weight::Plain))
                }
                (Button::new(view.t(if change { "ui-edit" } else { "ui-open" }), "lookup-open").arg(site.list_url(def)).key("Alt O").weight(Weight::Plain))
            }
        }
    }
}

/// The first rows that meet a condition, without figures.
fn query(filter: Filter, top: usize) -> Query {
    Query { filter, top, figures: Wanted::nothing(), ..Query::default() }
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
pub fn name_of(tx: &mut Tx, def: &EntityDef, code: &str, within: &str) -> Result<String> {
    let Some(name) = name_column(def.table) else { return Ok(String::new()) };
    let key = def.table.key[def.table.key.len() - 1];
    let kind = def.table.columns[key].kind;
    let Ok(code) = store::json::from_text(kind, code) else { return Ok(String::new()) };
    let filter = within_filter(def, within)?.and(Filter::equal(key, code));
    let rows = (def.list)(tx, &query(filter, 1))?.rows;
    Ok(rows.first().map(|row| text_of(&row[def.table.columns[name].json])).unwrap_or_default())
}
