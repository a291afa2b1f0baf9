//! The grids of a document: the machines and the lines. Each cell is saved when it is left; the
//! last row invites to type, scan or paste.

use std::collections::BTreeMap;

use base::{Action, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use service::repair_status::RepairStatus;
use store::{ActionDef, Column, EntityDef, Filter, Kind, Query, Tx, Wanted};

use super::columns::{COMMENTS, GridColumn, INVOICE_LINES, ITEM_LINES, ORDER_LINES};
use crate::kit::field::{kind_name, lookup_button, text_of};
use crate::kit::status::{self, Tone};
use crate::kit::{View, icon, layout};
use crate::pages::action;
use crate::pages::card::{Card, row_part};
use crate::pages::lookup::{self, Lookup};
use crate::pages::site::key_of;
use crate::pages::tooltip;

/// The most rows of a grid.
const ROWS: usize = 1000;

/// A line as the API has it, and the columns that may not be changed now.
struct Row {
    record: Json,
    locked: Vec<&'static str>,
}

/// What a grid holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Machines,
    Lines,
    Comments,
}

/// A grid in work.
struct Grid<'g> {
    card: &'g Card<'g>,
    def: &'g EntityDef,
    columns: Vec<GridColumn>,
    rows: Vec<Row>,
    /// The places of the machines, by line number: the first column of lines and comments.
    machines: BTreeMap<i64, usize>,
    /// What repair statuses mean: their name, and the status that they give the order.
    statuses: BTreeMap<String, (String, &'static str)>,
    of: Of,
}

/// The grids: machines, lines, comments.
///
/// # Errors
/// When the database fails.
pub fn grids(tx: &mut Tx, card: &Card) -> Result<Markup> {
    let order = card.def.collection == "serviceOrders";
    let mut machines = BTreeMap::new();
    let none = BTreeMap::new;
    let mut items = html! {};
    if order && card.site.view.may("service_item_line", Action::Read) {
        let def = card.site.part(card.def.collection, "serviceItemLines")?;
        let rows = rows(tx, card, def)?;
        machines = places(&rows);
        let grid = Grid {
            card,
            def,
            columns: seen(card, def, ITEM_LINES),
            rows,
            machines: machines.clone(),
            statuses: statuses(tx)?,
            of: Of::Machines,
        };
        items = grid.section("ui-service-items");
    }
    let def = card.site.part(card.def.collection, "serviceLines")?;
    let columns = seen(card, def, if order { ORDER_LINES } else { INVOICE_LINES });
    let lines = if card.site.view.may_def(def, Action::Read) {
        let (rows, of) = (rows(tx, card, def)?, Of::Lines);
        let machines = machines.clone();
        Grid { card, def, columns, rows, machines, statuses: none(), of }
            .section("ui-service-lines")
    } else {
        html! {}
    };
    let def = card.site.part(card.def.collection, "comments")?;
    let comments = if card.site.view.may_def(def, Action::Read) {
        let rows = self::rows(tx, card, def)?;
        let (columns, of) = (seen(card, def, COMMENTS), Of::Comments);
        Grid { card, def, columns, rows, machines, statuses: none(), of }.section("ui-comments")
    } else {
        html! {}
    };
    Ok(html! { (items) (lines) (comments) })
}

/// The columns that the user sees.
fn seen(card: &Card, def: &EntityDef, columns: &[GridColumn]) -> Vec<GridColumn> {
    let sees = |column: &&GridColumn| card.site.view.sees(def.table, column.name);
    columns.iter().filter(sees).copied().collect()
}

fn statuses(tx: &mut Tx) -> Result<BTreeMap<String, (String, &'static str)>> {
    let all: Vec<RepairStatus> = tx.select("", &[])?;
    let meaning = |status: RepairStatus| {
        let name = Some(status.description.to_string()).filter(|name| !name.is_empty());
        let code = status.code.to_string();
        (code.clone(), (name.unwrap_or(code), status.service_order_status.name()))
    };
    Ok(all.into_iter().map(meaning).collect())
}

fn rows(tx: &mut Tx, card: &Card, def: &EntityDef) -> Result<Vec<Row>> {
    let columns = def.below.map_or(&[][..], |below| below.columns);
    let filter = columns.iter().zip(&card.key).fold(def.fixed_filter(), |filter, (name, value)| {
        let at = def.table.column(name).expect("a line repeats the key of its document");
        filter.and(Filter::equal(at, value.clone()))
    });
    let query = Query { filter, top: ROWS, figures: Wanted::nothing(), ..Query::default() };
    let rows = (def.grid)(tx, &query)?;
    Ok(rows.into_iter().map(|(record, locked)| Row { record, locked }).collect())
}

fn places(rows: &[Row]) -> BTreeMap<i64, usize> {
    let no = |row: &Row| row.record["lineNo"].as_i64().unwrap_or_default();
    rows.iter().enumerate().map(|(at, row)| (no(row), at + 1)).collect()
}

impl Grid<'_> {
    fn view(&self) -> &View {
        self.card.site.view
    }

    fn may(&self, action: Action) -> bool {
        self.view().may_def(self.def, action)
    }

    fn segment(&self) -> &'static str {
        self.def.below.map_or("", |below| below.segment)
    }

    fn section(&self, title: &str) -> Markup {
        let view = self.view();
        let id = self.segment();
        let insert = self.def.insertable && self.may(Action::Insert);
        let part = html! {
            header.section-head data-part={ "head-" (id) } {
                h2 id={ (id) "-title" } { (view.t(title)) }
                span.badge data-count=(id) { (self.rows.len()) }
                @if self.of == Of::Lines && self.machines.len() > 1 {
                    div.seg role="group" aria-label=(view.t("ui-lines-of")) {
                        button type="button" aria-pressed="true" data-act="lines-all" { (view.t("ui-lines-all")) }
                        button type="button" aria-pressed="false" data-act="lines-current" { (view.t("ui-lines-current")) }
                    }
                }
                @if insert {
                    button type="button" class="btn btn-plain" data-act="new-row" data-arg=(id) { (icon("plus")) (view.t("ui-new-line")) }
                }
                span.grow {}
                (self.line_menu())
                @if self.columns.iter().any(|column| column.more) {
                    button type="button" class="btn btn-plain btn-icon" aria-pressed="false" data-act="more-columns" data-arg=(id)
                        title=(view.t("ui-more-columns")) { (icon("columns")) span.vh { (view.t("ui-more-columns")) } }
                }
            }
            div.table-wrap { (self.table(title, id, insert)) }
        };
        html! {
            section.part data-part={ "section-" (id) } aria-labelledby={ (id) "-title" } {
                (layout::passable(view, id, &view.t(title), &part))
            }
        }
    }

    /// The actions on its rows.
    fn actions(&self) -> impl Iterator<Item = &ActionDef> {
        let segment = Some(self.segment());
        self.card.site.actions.iter().filter(move |action| {
            action.collection == self.card.def.collection
                && action.segment == segment
                && action.screen.offered
        })
    }

    /// Actions on the row that is current.
    fn line_menu(&self) -> Markup {
        let view = self.view();
        // Which of them are of no use on the row stands at the row (`data-closed`).
        let button = |action| action::button(view, action, &Json::Null);
        let items: Vec<_> =
            self.actions().map(|action| crate::kit::button::Item::Act(button(action))).collect();
        let opener = crate::kit::button::Button {
            text: view.t("ui-line"),
            weight: crate::kit::button::Weight::Plain,
            ..Default::default()
        };
        html! {
            @if !items.is_empty() { (crate::kit::button::menu(&format!("{}-menu", self.segment()), &opener, &items)) }
        }
    }

    fn table(&self, title: &str, id: &str, insert: bool) -> Markup {
        let view = self.view();
        let title = view.t(title);
        html! {
            table.grid.parts.lines id=(id) aria-label=(title) data-grid-edit data-lines=[(self.of == Of::Lines).then_some("")]
                data-api=(self.card.site.api_url(self.def, &self.card.key)) data-what=(title) {
                colgroup {
                    col.w-line;
                    @for column in &self.columns { col class={ (column.width) @if column.more { " more" } }; }
                    col.w-act;
                }
                thead { tr {
                    th scope="col" { (view.t("ui-line-place")) }
                    @for column in &self.columns { (self.head(column)) }
                    th.row-act scope="col" { span.vh { (view.t("ui-actions")) } }
                } }
                tbody data-part=(id) {
                    @for (at, row) in self.rows.iter().enumerate() { (self.row(Some((at, row)))) }
                    @if insert { (self.row(None)) }
                    @else if self.rows.is_empty() { tr { td.soft colspan=(self.columns.len() + 2) { (view.t("ui-empty")) } } }
                }
            }
        }
    }

    fn column(&self, column: &GridColumn) -> &'static Column {
        let at = self.def.table.column(column.name).expect("the columns of grids are columns");
        &self.def.table.columns[at]
    }

    fn head(&self, grid_column: &GridColumn) -> Markup {
        let view = self.view();
        let column = self.column(grid_column);
        let caption = view.caption(self.def.table.name, column.name);
        let class = class(column.kind, grid_column.more);
        let help = tooltip::column(view, self.def.table.name, column);
        html! { th scope="col" class=(class) title=(tooltip::head(&caption, &help)) { (self.heading(column)) } }
    }

    fn heading(&self, column: &Column) -> String {
        let including = self.card.record["pricesIncludingVat"] == Json::Bool(true);
        match column.name {
            "unit_price" if including => self.view().t("ui-head-unit-price-incl"),
            "line_amount" if including => self.view().t("ui-head-line-amount-incl"),
            _ => heading(self.view(), self.def.table.name, column.name),
        }
    }

    /// Where a value leads that nobody can type in.
    fn leads_to(&self, column: &Column, record: Option<&Json>) -> Option<String> {
        let record = record?;
        let code = text_of(&record[column.json]);
        if code.is_empty() {
            return None;
        }
        // A part, such as a variant, has no page under its code alone.
        let lookup = self.lookup(column, Some(record))?;
        self.card.site.def(lookup.collection).ok()?;
        Some(self.view().url(lookup.collection, &code))
    }

    fn row(&self, row: Option<(usize, &Row)>) -> Markup {
        let view = self.view();
        let found = row.map(|(_, row)| &row.record);
        let locked = row.map_or(&[][..], |(_, row)| &row.locked);
        let key = found.map(|record| key_of(self.def, record));
        let etag = found.and_then(|record| record["@odata.etag"].as_str());
        let no = found.and_then(|record| record["lineNo"].as_i64());
        let machine =
            found.and_then(|record| record["serviceItemLineNo"].as_i64()).unwrap_or_default();
        let place = row.filter(|_| self.of == Of::Machines).map(|(at, _)| at + 1);
        let delete = self.def.deletable && self.may(Action::Delete);
        let needs = match self.of {
            Of::Machines => None,
            Of::Lines => Some("no,description"),
            Of::Comments => Some("comment"),
        };
        let class = if found.is_none() { "new-row" } else { "" };
        let list = self.card.site.api_url(self.def, &self.card.key);
        let api = key.map_or_else(|| list.clone(), |key| self.card.site.api_url(self.def, &key));
        html! {
            tr class=(class) data-part=(row_part(self.segment(), &list, &api, found.is_none())) data-record data-new[found.is_none()] data-needs=[needs.filter(|_| found.is_none())] data-key-fields="lineNo" data-etag=[etag] data-line=[no] data-machine=[(self.of != Of::Machines).then_some(machine)]
                data-api=(api) data-closed=[found.and_then(|record| action::closed(view, self.actions(), record))] {
                (self.place(found, place, locked))
                @for (at, column) in self.columns.iter().enumerate() { (self.cell(column, found, locked, at == 0)) }
                td.row-act {
                    @if found.is_some() && delete {
                        button type="button" class="btn btn-plain btn-icon" data-act="delete-row" tabindex="-1" title=(view.t("ui-delete")) {
                            (icon("trash")) span.vh { (view.t("ui-delete")) }
                        }
                    }
                }
            }
        }
    }

    /// The place of a machine, or the choice of the machine that a line belongs to.
    fn place(&self, record: Option<&Json>, place: Option<usize>, locked: &[&str]) -> Markup {
        let view = self.view();
        if self.of == Of::Machines || self.machines.is_empty() {
            return html! { td.line-place { @if let Some(place) = place { (place) } } };
        }
        let chosen =
            record.and_then(|record| record["serviceItemLineNo"].as_i64()).unwrap_or_default();
        let change = if record.is_some() { Action::Modify } else { Action::Insert };
        html! {
            td class="line-place num edit" data-field="serviceItemLineNo" data-kind="int" {
                select.cell aria-label=(view.t("ui-service-items")) disabled[!self.may(change) || locked.contains(&"service_item_line_no")] {
                    option value="0" selected[chosen == 0] { "–" }
                    @for (no, place) in &self.machines { option value=(no) selected[*no == chosen] { (place) } }
                }
            }
        }
    }

    fn cell(
        &self,
        grid_column: &GridColumn,
        record: Option<&Json>,
        locked: &[&str],
        first: bool,
    ) -> Markup {
        let view = self.view();
        let column = self.column(grid_column);
        let null = Json::Null;
        let value = record.map_or(&null, |record| &record[column.json]);
        let barred = locked.contains(&column.name) || !view.changes(self.def.table, column.name);
        let is_text = record.is_some_and(|record| record["type"] == "text");
        // A text has no figures: nothing is shown rather than zeros.
        let text = if barred && is_text && column.kind.is_number() {
            String::new()
        } else {
            shown(view, column.kind, value)
        };
        let change = if record.is_some() { Action::Modify } else { Action::Insert };
        let editable = self.def.updatable && self.may(change) && !column.read_only && !barred;
        let class = class(column.kind, grid_column.more);
        let label = view.caption(self.def.table.name, column.name);
        let meaning = self.statuses.get(&text).filter(|_| column.name == "repair_status_code");
        html! {
            td class={ (class) @if meaning.is_some() { " meant" } @if editable { " edit" } @if column.name == "description" || column.name == "line_amount" { " name" } }
                data-field=(column.json) data-kind=(kind_name(column.kind)) data-label=(self.heading(column))
                data-follows[column.name == "location_code"] {
                @if editable { (self.control(column, record, value, &text, &label, first)) }
                @else if column.kind == Kind::Bool { @if text_of(value) == "true" { (icon("check")) span.vh { (view.t("ui-yes")) } } }
                @else if let Some((tone, glyph)) = status::of_option(&text_of(value)) { (status::word(tone, glyph, &text)) }
                @else { span data-shown title=(text) { @if let Some(href) = self.leads_to(column, record) { a href=(href) { (text) } } @else { (text) } } }
                @if let Some((name, order_status)) = meaning {
                    @let (tone, glyph) = status::of_option(order_status).unwrap_or((Tone::Neutral, "g-pending"));
                    span.meaning title=(name) { (status::word(tone, glyph, name)) }
                }
                @if column.name == "description" { (self.marks(record)) }
            }
        }
    }

    /// Why a line costs less than it should, beside its description.
    fn marks(&self, record: Option<&Json>) -> Markup {
        let view = self.view();
        let of_warranty = record.is_some_and(|record| record["lineDiscountType"] == "warrantyDisc");
        html! {
            @if of_warranty {
                @let reason = texts::option(view.language, "warrantyDisc");
                span.mark title=(reason) { (icon("shield")) span.vh { (reason) } }
            }
        }
    }

    fn control(
        &self,
        column: &Column,
        record: Option<&Json>,
        value: &Json,
        text: &str,
        label: &str,
        first: bool,
    ) -> Markup {
        let view = self.view();
        let typed_first = match self.of {
            Of::Machines => first,
            Of::Lines => column.name == "description",
            Of::Comments => column.name == "comment",
        };
        let invites = typed_first && record.is_none();
        let lookup = self.lookup(column, record);
        match column.kind {
            Kind::Bool => html! {
                input.check type="checkbox" aria-label=(label) checked[*value == Json::Bool(true)];
            },
            Kind::Option(choices) => {
                let chosen = text_of(value);
                html! {
                    select.cell aria-label=(label) {
                        @for choice in choices {
                            option value=(choice) selected[chosen == *choice] { (texts::option(view.language, choice)) }
                        }
                    }
                }
            }
            _ => html! {
                input.cell type="text" value=(text) aria-label=(label) autocomplete="off" spellcheck="false"
                    data-lookup=[lookup.as_ref().map(|lookup| lookup.collection)]
                    data-lookup-in=[lookup.as_ref().map(|lookup| lookup.within.as_str()).filter(|within| !within.is_empty())]
                    inputmode=[column.kind.is_number().then_some("decimal")]
                    placeholder=[invites.then(|| view.t("ui-type-here"))];
                @if let Some(lookup) = &lookup { (lookup_button(view, lookup.collection, label)) }
            },
        }
    }

    /// The collection that a cell names a record of; of a line's number it follows from the type.
    fn lookup(&self, column: &Column, record: Option<&Json>) -> Option<Lookup> {
        if self.of == Of::Lines && column.name == "no" {
            let kind = record.and_then(|record| record["type"].as_str()).unwrap_or("item");
            let collection = match kind {
                "item" => "items",
                "resource" => "resources",
                "cost" => "serviceCosts",
                "glAccount" => "glAccounts",
                _ => return None,
            };
            return Some(Lookup { collection, within: String::new() });
        }
        let customer = text_of(&self.card.record["customerNo"]);
        lookup::of_column(self.card.site, column, record.unwrap_or(&Json::Null), &customer)
    }
}

/// The heading of a column in a grid: a short one where there is one.
pub(super) fn heading(view: &View, table: &str, column: &str) -> String {
    let short = format!("ui-head-{}", column.replace('_', "-"));
    texts::find(view.language, &short, &[]).unwrap_or_else(|| view.caption(table, column))
}

fn class(kind: Kind, more: bool) -> String {
    let number = if kind.is_number() { "num" } else { "" };
    if more { format!("{number} more") } else { number.to_owned() }
}

/// A value in a grid: nothing for zero where zero says nothing.
fn shown(view: &View, kind: Kind, value: &Json) -> String {
    let zero = value.as_number().is_some_and(|number| {
        number.to_string().parse::<base::Amount>().is_ok_and(|amount| amount.is_zero())
    });
    if zero && matches!(kind, Kind::Percent) { String::new() } else { view.show(kind, value) }
}
