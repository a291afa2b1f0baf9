//! The list of any collection: views, filters, search, sorting by any column, pages by key, bulk
//! actions, export. Everything that a person chose stands in the address.

mod actions;
mod cost;
mod export;
mod expression;
mod filters;
mod named;
mod request;
mod table;
mod width;

use base::{Action, Result};
use books::saved_view;
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{EntityDef, Page, Query, Tx};

use super::describe::{Looks, ViewTab, looks};
use super::site::Site;
use crate::kit::button::{self, Button, Item, Weight};
use crate::kit::frame::{self, Shortcut};
use crate::kit::icon;

use super::card::entries_of;
pub use export::export;
pub use request::{ListColumn, Request};
pub use table::{remaining, remaining_text};

/// Rows of a page.
const ROWS: usize = 50;
/// Beyond this many rows a view's count says "more".
const COUNTED: i64 = 1000;

const SHORTCUTS: [Shortcut; 11] = [
    ("↑ ↓", "ui-key-rows"),
    ("PageUp PageDown", "ui-key-pages"),
    ("Home End", "ui-key-ends"),
    ("Enter", "ui-key-open"),
    ("Space", "ui-key-select"),
    ("Ctrl A", "ui-key-select-all"),
    ("Alt N", "ui-key-new"),
    ("F3", "ui-key-find"),
    ("Shift F3", "ui-key-filters"),
    ("Alt F3", "ui-key-filter-value"),
    ("Ctrl Shift E", "ui-key-export"),
];

/// A list in work: the collection, how it looks, what was asked.
pub struct List<'a> {
    pub(super) site: Site<'a>,
    pub(super) def: &'a EntityDef,
    pub(super) looks: Looks,
    pub(super) request: Request,
}

impl<'a> List<'a> {
    /// The list of a collection as it was asked for.
    pub fn new(site: Site<'a>, def: &'a EntityDef, pairs: &[(String, String)]) -> Self {
        let looks = looks(def);
        let request = Request::read(site.view, def, &looks, pairs);
        Self { site, def, looks, request }
    }

    fn query(&self) -> Query {
        let after =
            if self.request.after.is_empty() { None } else { Some(self.request.after.clone()) };
        Query {
            filter: self.request.filter(self.def),
            order: self.request.order.clone(),
            after,
            skip: 0,
            top: ROWS,
            figures: self.request.figures(),
        }
    }
}

/// The whole page.
///
/// # Errors
/// When the user may not see the collection, or the database fails.
pub fn page(tx: &mut Tx, list: &List) -> Result<Markup> {
    let view = list.site.view;
    let rows = fetch(tx, list)?;
    let mut counts = count_views(tx, list)?;
    if !list.site.system {
        counts.extend(saved_views(tx, list)?);
    }
    let note = cost::note(tx, list)?;
    let title = list.site.title(list.def);
    let row_keys = row_keys(list.def.collection);
    let keys: Vec<&str> = row_keys.iter().map(|(key, _)| *key).collect();
    let main = html! {
        div.list-page data-list-page data-row-keys=(keys.join(",")) data-currency=(view.currency) data-ledger[list.def.table.ledger.is_some()] data-api=(list.site.api_url(list.def, &[])) data-what=(title) {
            (head(list, &title, &counts))
            (actions::bar(list))
            div.list-body {
                (filters::pane(list))
                div.list-main {
                    @if let Some(note) = note { p.hint.list-note role="note" { (note) } }
                    (body(list, &rows))
                }
            }
        }
    };
    let page = frame::Page {
        title,
        area: list.looks.area,
        kind: "list",
        main,
        shortcuts: SHORTCUTS.into_iter().chain(row_keys).collect(),
        about: crate::manual::of_collection(list.def.collection),
    };
    Ok(frame::page(view, &page))
}

/// The rows. Choices in the key stand in their own order, Monday before Friday, where all rows are in
/// view and nobody chose an order.
fn fetch(tx: &mut Tx, list: &List) -> Result<Page<Json>> {
    let mut page = (list.def.list)(tx, &list.query())?;
    let whole = page.next.is_none() && list.request.after.is_empty();
    if whole && list.request.order.is_empty() {
        for at in list.def.table.key.iter().rev() {
            let column = &list.def.table.columns[*at];
            if let store::Kind::Option(choices) = column.kind {
                let place = |row: &Json| {
                    choices.iter().position(|choice| row[column.json].as_str() == Some(choice))
                };
                page.rows.sort_by_key(place);
            }
        }
    }
    Ok(page)
}

/// Only the rows that follow, for endless scrolling.
///
/// # Errors
/// When the user may not see the collection, or the database fails.
pub fn more(tx: &mut Tx, list: &List) -> Result<Markup> {
    let rows = fetch(tx, list)?;
    Ok(html! { table { tbody id="rows" { (table::rows(list, &rows)) } } })
}

/// The page in which a filter cannot be read still shows the rows of the others.
fn body(list: &List, rows: &Page<Json>) -> Markup {
    let view = list.site.view;
    let nothing = rows.rows.is_empty();
    html! {
        div.list-scroll id="list-table" tabindex="-1" {
            @if nothing { (empty(list)) } @else { (table::table(list, rows)) }
        }
        div.bulk id="bulk" hidden role="toolbar" aria-label=(view.t("ui-bulk")) {
            b data-bulk-count {} span.bulk-sum data-bulk-sum {}
            span.bar-line {}
            @for button in actions::bulk(list) { (button) }
            span.bar-line {}
            button type="button" class="btn btn-plain" data-act="clear-selection" { (view.t("ui-clear")) kbd aria-hidden="true" { (view.key("Escape")) } }
        }
        footer.list-foot id="list-foot" {
            span data-loaded role="status" data-more=[rows.next.is_some().then_some("true")] {}
            span.grow {}
            span.list-sums data-sums {}
        }
    }
}

fn empty(list: &List) -> Markup {
    let view = list.site.view;
    if list.request.narrows() {
        let reset = Button::link(view.t("ui-reset-filters"), list.site.list_url(list.def));
        return crate::kit::empty::empty(
            "filter",
            &view.t("ui-empty-filtered"),
            &view.t("ui-empty-filtered-how"),
            Some(&reset),
        );
    }
    let new = new_button(list);
    let how = view.t(if new.is_some() { "ui-empty-how" } else { "ui-empty-ledger-how" });
    crate::kit::empty::empty(list.looks.icon, &view.t("ui-empty"), &how, new.as_ref())
}

/// The button for a new record, if the user may create one.
fn new_button(list: &List) -> Option<Button> {
    let view = list.site.view;
    let may = list.def.insertable && view.may_def(list.def, Action::Insert);
    may.then(|| {
        let url = format!("{}?new", list.site.list_url(list.def));
        Button::link(view.t("ui-new"), url).icon("plus").key("Alt N").weight(Weight::Primary)
    })
}

/// The keys that work on a row as they do on the page of its record.
fn row_keys(collection: &str) -> Vec<Shortcut> {
    let mut keys = Vec::new();
    if matches!(collection, "serviceOrders" | "serviceInvoices") {
        keys.push(("F7", "ui-key-statistics"));
    }
    if entries_of(collection).is_some() {
        keys.push(("Ctrl F7", "ui-key-entries"));
    }
    if matches!(collection, "postedServiceShipments" | "postedServiceInvoices") {
        keys.push(("Ctrl Alt Q", "ui-key-find-entries"));
    }
    keys
}

/// A view: its text, address, whether it is in view, and how many rows it has.
struct Tab {
    text: String,
    href: String,
    current: bool,
    count: Option<i64>,
    /// Of a saved view: its name, and whether it is everybody's.
    saved: Option<(String, bool)>,
}

/// What was chosen, as a saved view keeps it.
fn here(list: &List) -> String {
    list.request.url_of(list.def, "", &[]).trim_start_matches('?').to_owned()
}

/// The views that people saved.
fn saved_views(tx: &mut Tx, list: &List) -> Result<Vec<Tab>> {
    let base = list.site.list_url(list.def);
    let here = here(list);
    let found = saved_view::views_of(tx, list.def.collection)?;
    Ok(found
        .into_iter()
        .map(|view| Tab {
            text: view.name.to_string(),
            href: format!("{base}?{}", view.query.as_str()),
            current: view.query.as_str() == here,
            count: None,
            saved: Some((view.name.to_string(), view.user_name.is_empty())),
        })
        .collect())
}

fn count_views(tx: &mut Tx, list: &List) -> Result<Vec<Tab>> {
    let url = list.site.list_url(list.def);
    let view = list.site.view;
    let counts = !list.looks.views.is_empty();
    let mut count = |tab: &ViewTab| -> Result<Option<i64>> {
        if !counts {
            return Ok(None);
        }
        let filter = Request::of_view(view, list.def, tab).filter(list.def);
        list.def.count(tx, &filter, Some(COUNTED + 1)).map(Some)
    };
    let all =
        if list.def.table.name == "service_header" { "ui-view-all-open" } else { "ui-view-all" };
    let mut tabs = vec![Tab {
        text: view.t(all),
        href: url,
        current: !list.request.filtered(),
        count: count(&ViewTab::of("", &[]))?,
        saved: None,
    }];
    for tab in list.looks.views {
        tabs.push(Tab {
            text: view.t(tab.text),
            href: view_url(list, tab),
            current: list.request.is_view(tab),
            count: count(tab)?,
            saved: None,
        });
    }
    Ok(tabs)
}

fn view_url(list: &List, tab: &ViewTab) -> String {
    let encoded =
        |(name, text): &(&str, &str)| format!("f.{name}={}", crate::kit::view::encode(text));
    let mut pairs: Vec<String> = tab.filters.iter().map(encoded).collect();
    if !tab.set.is_empty() {
        pairs.push(format!("set={}", tab.set));
    }
    format!("{}?{}", list.site.list_url(list.def), pairs.join("&"))
}

fn head(list: &List, title: &str, tabs: &[Tab]) -> Markup {
    let view = list.site.view;
    html! {
        header.list-head id="list-head" {
            h1 { (title) }
            nav.views aria-label=(view.t("ui-views")) data-collection=(list.def.collection) data-query=(here(list)) {
                @for tab in tabs {
                    a.view href=(tab.href) aria-current=[tab.current.then_some("true")] {
                        (tab.text)
                        @if let Some(count) = tab.count {
                            span.badge { @if count > COUNTED { (COUNTED) "+" } @else { (count) } }
                        }
                    }
                    @if let Some((name, shared)) = tab.saved.as_ref().filter(|_| tab.current) {
                        @let remove = format!("{}: {name}", view.t("ui-delete"));
                        button type="button" class="btn btn-plain btn-icon" data-act="remove-view" data-arg=(name) data-shared[*shared] title=(remove) {
                            (icon("close")) span.vh { (remove) }
                        }
                    }
                }
                button type="button" class="btn btn-plain btn-icon" data-act="save-view" title=(view.t("ui-save-view")) {
                    (icon("plus")) span.vh { (view.t("ui-save-view")) }
                }
            }
            span.grow {}
            (group_menu(list))
            (columns_menu(list))
            (export_menu(list))
        }
    }
}

/// The columns by which grouping makes sense: choices, codes of other tables, dates.
fn group_menu(list: &List) -> Markup {
    let view = list.site.view;
    let base = list.site.list_url(list.def);
    let sensible = |at: usize| {
        let column = &list.def.table.columns[at];
        let related = column.relation.is_some() && !list.def.table.key.contains(&at);
        related
            || matches!(column.kind, store::Kind::Option(_) | store::Kind::Date | store::Kind::Bool)
    };
    let mut shown: Vec<usize> = Vec::new();
    for column in request::choosable(view, list.def, &list.looks) {
        if let ListColumn::Stored(at, _) = column
            && sensible(at)
            && shown.len() < 12
        {
            shown.push(at);
        }
    }
    let tick = |yes: bool| if yes { "check" } else { "" };
    let none = Button::link(
        view.t("ui-group-none"),
        list.request.url_of(list.def, &base, &[("group", "")]),
    );
    let mut items = vec![Item::Act(none.icon(tick(list.request.group.is_none())))];
    items.extend(shown.into_iter().map(|at| {
        let column = &list.def.table.columns[at];
        let url = list.request.url_of(list.def, &base, &[("group", column.json)]);
        let caption = view.caption(list.def.table.name, column.name);
        Item::Act(Button::link(caption, url).icon(tick(list.request.group == Some(at))))
    }));
    if items.len() < 2 {
        return html! {};
    }
    let opener = Button {
        text: view.t("ui-group-by"),
        icon: "list",
        weight: Weight::Plain,
        ..Button::default()
    };
    html! { span.group-by { (button::menu("group-by", &opener, &items)) } }
}

/// Every column of the table with a check: what is ticked is shown.
fn columns_menu(list: &List) -> Markup {
    let view = list.site.view;
    let chosen: Vec<String> =
        list.request.columns.iter().map(|column| column.name().to_owned()).collect();
    let all = request::choosable(view, list.def, &list.looks);
    html! {
        span.menu-host {
            button type="button" class="btn btn-plain btn-icon" data-menu="columns" aria-haspopup="dialog" aria-expanded="false" aria-controls="columns" title=(view.t("ui-columns")) {
                (icon("columns")) span.vh { (view.t("ui-columns")) }
            }
            div class="menu end columns-menu" id="columns" role="group" aria-label=(view.t("ui-columns")) hidden {
                @for column in &all {
                    label.choice {
                        input.check type="checkbox" data-column=(column.name()) checked[chosen.iter().any(|name| name == column.name())];
                        span { (column.caption(view, list.def)) }
                    }
                }
                button type="button" class="btn btn-link" data-act="reset-columns" { (view.t("ui-columns-reset")) }
            }
        }
    }
}

fn export_menu(list: &List) -> Markup {
    let view = list.site.view;
    let url = |format: &str| {
        list.request.url_of(list.def, &list.site.list_url(list.def), &[("export", format)])
    };
    let items = [
        Item::Act(
            Button {
                href: url("xlsx"),
                key: "Ctrl Shift E",
                ..Button::new(view.t("ui-export-xlsx"), "")
            }
            .icon("download"),
        ),
        Item::Act(Button::link(view.t("ui-export-csv"), url("csv")).icon("download")),
    ];
    button::menu(
        "export",
        &Button {
            text: view.t("ui-export"),
            icon: "download",
            weight: Weight::Plain,
            only_icon: true,
            ..Button::default()
        },
        &items,
    )
}
