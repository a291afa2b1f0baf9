//! Parts of a record in grids below its fields: each cell is saved when it is left, the last row
//! invites to type a new part.

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{Column, EntityDef, Filter, Kind, Query, Tx, Value};

use super::Card;
use crate::kit::field::{kind_name, lookup_button, text_of};
use crate::kit::{icon, layout};
use crate::pages::describe::{hidden, looks};
use crate::pages::list::{ListColumn, Request};
use crate::pages::site::{key_of, object_name};

/// The most rows of a grid; a link leads to the rest.
const ROWS: usize = 200;

/// All grids.
///
/// # Errors
/// When the database fails.
pub fn parts(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let mut grids = Vec::new();
    let mut all: Vec<Part> = Vec::new();
    if card.def.below.is_none() {
        all.extend(card.site.parts(card.def.collection).map(|def| Part::below(def, card)));
    }
    for (collection, column) in card.looks.related {
        if let (Ok(def), Some(key)) = (card.site.def(collection), card.key.last()) {
            all.push(Part { def, given: vec![(column, key.clone())] });
        }
    }
    for part in all {
        if card.site.view.may_def(part.def, Action::Read) {
            grids.push(grid(tx, card, &part)?);
        }
    }
    Ok(html! { @for grid in &grids { (grid) } })
}

/// The lines of a sheet: the records of the card's own collection with these values.
///
/// # Errors
/// When the database fails.
pub fn sheet(tx: &mut Tx, card: &Card, given: Vec<(&'static str, Value)>) -> Result<Markup> {
    grid(tx, card, &Part { def: card.def, given })
}

/// What a grid shows: the records of a collection whose columns have these values.
struct Part<'a> {
    def: &'a EntityDef,
    given: Vec<(&'static str, Value)>,
}

impl<'a> Part<'a> {
    /// The parts that hang below the record.
    fn below(def: &'a EntityDef, card: &Card) -> Self {
        let columns = def.below.map_or(&[][..], |below| below.columns);
        Self { def, given: columns.iter().copied().zip(card.key.iter().cloned()).collect() }
    }

    fn filter(&self) -> Filter {
        self.given.iter().fold(self.def.fixed_filter(), |filter, (name, value)| {
            let at =
                self.def.table.column(name).expect("a part names its record in columns of its own");
            filter.and(Filter::equal(at, value.clone()))
        })
    }

    /// Where a new record is created.
    fn api(&self, card: &Card) -> String {
        let parent = if self.def.below.is_some() { card.key.as_slice() } else { &[] };
        card.site.api_url(self.def, parent)
    }

    /// What a new record gets beside what is typed, where the address does not say it.
    fn given_json(&self) -> Option<String> {
        if self.def.below.is_some() {
            return None;
        }
        let property = |(name, value): &(&'static str, Value)| {
            let column = &self.def.table.columns[self.def.table.column(name)?];
            Some((column.json.to_owned(), store::json::to_json(column.kind, value)))
        };
        let map: serde_json::Map<String, Json> = self.given.iter().filter_map(property).collect();
        Some(Json::Object(map).to_string())
    }

    fn is_given(&self, column: &ListColumn) -> bool {
        let named = |(name, _): &(&'static str, Value)| self.def.table.column(name);
        matches!(column, ListColumn::Stored(at, _) if self.given.iter().any(|one| named(one) == Some(*at)))
    }
}

fn grid(tx: &mut Tx, card: &Card, part: &Part) -> Result<Markup> {
    let def = part.def;
    let view = card.site.view;
    let request = Request::read(view, def, &looks(def), &[]);
    let (filter, figures) = (part.filter(), request.figures());
    let query = Query { filter, top: ROWS, figures, ..Query::default() };
    let rows = (def.list)(tx, &query)?.rows;
    let columns: Vec<&ListColumn> = request
        .columns
        .iter()
        .filter(|column| column.name() != "lineNo" && !part.is_given(column))
        .collect();
    let may = |action| view.may_def(def, action);
    let (insert, change, delete) = (
        def.insertable && may(Action::Insert),
        def.updatable && may(Action::Modify),
        def.deletable && may(Action::Delete),
    );
    let title = card.site.title(def);
    let id = format!("part-{}", def.below.map_or(def.collection, |below| below.segment));
    let part = html! {
        header.section-head data-part={ "head-" (id) } {
            h2 id={ (id) "-title" } { (title) }
            span.badge data-count { (rows.len()) }
            @if insert {
                button type="button" class="btn btn-plain" data-act="new-row" data-arg=(id) { (icon("plus")) (view.t("ui-new-line")) }
            }
        }
        div.table-wrap {
            table.grid.parts id=(id) aria-label=(title) data-grid-edit data-api=(part.api(card)) data-what=(title) {
                colgroup {
                    @for column in &columns { col class=(width(def, column)); }
                    col.w-act;
                }
                thead { tr {
                    @for column in &columns {
                        th scope="col" class=(if column.kind(def).is_some_and(Kind::is_number) { "num" } else { "" }) title=(column.tooltip(view, def)) { (column.caption(view, def)) }
                    }
                    th.row-act scope="col" { span.vh { (view.t("ui-actions")) } }
                } }
                tbody data-part=(id) {
                    @for record in &rows { (row(card, part, &id, &columns, Some(record), (change, delete))) }
                    @if insert { (row(card, part, &id, &columns, None, (true, false))) }
                    @else if rows.is_empty() { tr { td.soft colspan=(columns.len() + 1) { (view.t("ui-empty")) } } }
                }
            }
        }
    };
    Ok(html! {
        section.part data-part={ "section-" (id) } aria-labelledby={ (id) "-title" } {
            (layout::passable(view, &id, &title, &part))
        }
    })
}

/// The key of a row among the fragments of a page (`pages/fragments.rs`): its grid, and where the row
/// is in the API below the grid. The client makes the same key when a row is created.
pub fn row_part(grid: &str, list: &str, api: &str, new: bool) -> String {
    let own = api.strip_prefix(list).map_or(api, |own| own.trim_start_matches('/'));
    if new { format!("{grid}/~new") } else { format!("{grid}/{own}") }
}

fn row(
    card: &Card,
    part: &Part,
    id: &str,
    columns: &[&ListColumn],
    record: Option<&Json>,
    (change, delete): (bool, bool),
) -> Markup {
    let def = part.def;
    let view = card.site.view;
    let key = record.map(|record| key_of(def, record));
    let etag = record.and_then(|record| record["@odata.etag"].as_str());
    let list = part.api(card);
    let api = key.as_deref().map_or_else(|| list.clone(), |key| card.site.api_url(def, key));
    html! {
        tr.new-row[record.is_none()] data-part=(row_part(id, &list, &api, record.is_none())) data-record data-new[record.is_none()] data-key-fields=(super::own_key_fields(def)) data-etag=[etag]
            data-given=[record.is_none().then(|| part.given_json()).flatten()]
            data-api=(api) {
            @for (at, column) in columns.iter().enumerate() { (cell(card, def, column, record, change, at == 0)) }
            td.row-act {
                @if let Some(key) = &key {
                    span.row-acts {
                        a class="btn btn-plain btn-icon" href=(card.site.record_url(def, key)) title=(view.t("ui-open")) { (icon("open")) span.vh { (view.t("ui-open")) } }
                        @if delete {
                            button type="button" class="btn btn-plain btn-icon" data-act="delete-row" title=(view.t("ui-delete")) { (icon("trash")) span.vh { (view.t("ui-delete")) } }
                        }
                    }
                }
            }
        }
    }
}

fn cell(
    card: &Card,
    def: &EntityDef,
    column: &ListColumn,
    record: Option<&Json>,
    change: bool,
    first: bool,
) -> Markup {
    let view = card.site.view;
    let null = Json::Null;
    let value = record.map_or(&null, |record| &record[column.name()]);
    let kind = column.kind(def).unwrap_or_else(|| crate::kit::field::guess(column.name(), value));
    let text = view.show(kind, value);
    let class = if kind.is_number() { "num" } else { "" };
    let stored = match column {
        ListColumn::Stored(at, _) => Some((*at, &def.table.columns[*at])),
        ListColumn::Calculated(_) => None,
    };
    let fixed_key = |at: &usize| def.table.key.contains(at) && record.is_some();
    let editable = change
        && stored
            .is_some_and(|(at, column)| !column.read_only && !fixed_key(&at) && !hidden(def, at));
    let label = column.caption(view, def);
    html! {
        td class={ (class) @if editable { " edit" } } data-field=(column.name()) data-kind=(kind_name(kind)) {
            @if let Some((_, stored)) = stored.filter(|_| editable) { (control(card, stored, kind, value, &text, &label, first && record.is_none())) }
            @else if kind == Kind::Bool { @if text_of(value) == "true" { (icon("check")) span.vh { (text) } } }
            @else if column.name() == "objectName" { span data-shown title=(text) { (object_name(view.language, &text)) } }
            @else { span data-shown { (text) } }
        }
    }
}

fn control(
    card: &Card,
    column: &Column,
    kind: Kind,
    value: &Json,
    text: &str,
    label: &str,
    invites: bool,
) -> Markup {
    let view = card.site.view;
    let lookup = column
        .relation
        .and_then(|table| card.site.of_table(table))
        .filter(|def| def.table.key.len() == 1)
        .map(|def| def.collection);
    html! {
        @match kind {
            Kind::Bool => input.check type="checkbox" aria-label=(label) checked[*value == Json::Bool(true)];,
            Kind::Option(choices) => select.cell aria-label=(label) {
                @for choice in choices { option value=(choice) selected[text_of(value) == *choice] { (texts::option(view.language, choice)) } }
            },
            _ => {
                input.cell type="text" value=(text) aria-label=(label) autocomplete="off" spellcheck="false" data-lookup=[lookup]
                    placeholder=[invites.then(|| view.t("ui-type-here"))];
                @if let Some(collection) = lookup { (lookup_button(view, collection, label)) }
            }
        }
    }
}

fn width(def: &EntityDef, column: &ListColumn) -> &'static str {
    match column.kind(def) {
        Some(Kind::Bool | Kind::Int | Kind::Percent | Kind::Time) => "w-s",
        Some(Kind::Amount | Kind::UnitPrice | Kind::Quantity | Kind::Factor | Kind::Date) => "w-n",
        Some(Kind::Option(_)) => "w16",
        Some(Kind::Code(20..)) => "w-l",
        Some(Kind::Code(_) | Kind::DateFormula) => "w-m",
        _ => "w-text",
    }
}
