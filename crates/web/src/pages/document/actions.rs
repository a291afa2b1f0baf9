//! What can be done with a document: posting first, then the groups of actions.

use base::Action;
use maud::{Markup, html};
use store::{ActionDef, Bound};

use crate::kit::View;
use crate::kit::button::{self, Button, Item, Weight};
use crate::kit::view::encode;
use crate::pages::action;
use crate::pages::card::Card;
use crate::pages::tooltip;

/// Actions that have a place of their own.
const OWN: &[&str] = &["post", "previewPosting", "testReport", "statistics"];

fn of_document<'a>(card: &'a Card<'a>) -> impl Iterator<Item = &'a ActionDef> {
    card.site.actions.iter().filter(|action| {
        action.collection == card.def.collection
            && action.segment.is_none()
            && action.bound == Bound::Record
    })
}

/// The actions on the lines of the document.
fn of_lines<'a>(card: &'a Card<'a>) -> impl Iterator<Item = &'a ActionDef> {
    card.site.actions.iter().filter(|action| {
        action.collection == card.def.collection
            && action.segment.is_some()
            && action.bound == Bound::Record
            && action.screen.offered
    })
}

fn menu_of(id: &str, text: String, items: &[Item]) -> Markup {
    let opener = Button { text, weight: Weight::Plain, ..Button::default() };
    html! { @if !items.is_empty() { (button::menu(id, &opener, items)) } }
}

/// The action bar.
pub fn bar(card: &Card) -> Markup {
    let view = card.site.view;
    let process: Vec<Item> = of_document(card)
        .filter(|action| !OWN.contains(&action.name))
        .map(|action| Item::Act(action::button(view, action, &card.record)))
        .chain(delete(card))
        .collect();
    html! {
        (post(card))
        @if card.def.collection == "serviceOrders" {
            (Button::link(view.t("ui-print"), pdf(card, "")).icon("print").key("Ctrl P"))
        }
        @if may(card, "statistics") {
            (Button::new(view.t("ui-statistics"), "statistics").icon("chart").key("F7").title(help(card, "statistics")))
        }
        span.bar-line {}
        (menu_of("process", view.t("ui-process"), &process))
        (menu_of("print", view.t("ui-print-and-send"), &print(card)))
        (menu_of("navigate", view.t("ui-navigate"), &navigate(card)))
    }
}

/// Whether the user may carry out an action of the document.
fn may(card: &Card, name: &str) -> bool {
    let action = of_document(card).find(|action| action.name == name);
    action.is_some_and(|action| card.site.view.may_act(action, card.def.table))
}

/// What an action of the document does.
fn help(card: &Card, name: &str) -> String {
    let action = of_document(card).find(|action| action.name == name);
    action.map(|action| tooltip::action(card.site.view, action)).unwrap_or_default()
}

/// The primary button: post, with preview and test report beside it.
fn post(card: &Card) -> Markup {
    let view = card.site.view;
    let may = may(card, "post");
    let mut main = Button::new(view.t("ui-post"), "post")
        .icon("post")
        .key("F9")
        .weight(Weight::Primary)
        .title(help(card, "post"));
    if !may {
        main = main.why_not(view.t("ui-no-permission"));
    }
    let closed = |button: Button, name: &str| {
        if self::may(card, name) { button } else { button.why_not(view.t("ui-no-permission")) }
    };
    let preview = Button::new(view.t("ui-post-preview"), "post").icon("search");
    let preview = closed(preview, "previewPosting");
    let report = Button::new(view.t("ui-test-report"), "test-report").icon("check");
    let report = closed(report, "testReport");
    let items = [
        Item::Act(preview.title(help(card, "previewPosting"))),
        Item::Act(report.title(help(card, "testReport"))),
    ];
    button::split("post-menu", &main, &view.t("ui-post-more"), &items)
}

fn delete(card: &Card) -> Vec<Item> {
    let view = card.site.view;
    if !(card.def.deletable && view.may_def(card.def, Action::Delete)) {
        return Vec::new();
    }
    let delete =
        Button::new(view.t("ui-delete"), "delete-record").icon("trash").weight(Weight::Danger);
    vec![Item::Separator, Item::Act(delete)]
}

/// The address of the printed document; a blank language means the customer's.
fn pdf(card: &Card, language: &str) -> String {
    let no = card.record["no"].as_str().unwrap_or_default();
    let path = card.site.view.api(&format!("{}/{}/pdf", card.def.collection, encode(no)));
    if language.is_empty() { path } else { format!("{path}?language={language}") }
}

fn print(card: &Card) -> Vec<Item> {
    let view = card.site.view;
    if card.def.collection != "serviceOrders" {
        return Vec::new();
    }
    vec![
        Item::Act(Button::link(view.t("ui-print-order"), pdf(card, "")).icon("print")),
        Item::Act(Button::link(view.t("ui-print-order-en"), pdf(card, "en")).icon("print")),
        Item::Act(Button::link(view.t("ui-print-order-fr"), pdf(card, "fr")).icon("print")),
    ]
}

fn navigate(card: &Card) -> Vec<Item> {
    let view = card.site.view;
    let no = card.record["no"].as_str().unwrap_or_default();
    let customer = card.record["customerNo"].as_str().unwrap_or_default();
    let mut items = Vec::new();
    let reads = |table: &str| view.may(table, Action::Read);
    let mut push = |text: &str, icon: &'static str, key: &'static str, href: String| {
        items.push(Item::Act(Button::link(view.t(text), href).icon(icon).key(key)));
    };
    if !customer.is_empty() && reads("customer") {
        push("ui-go-customer", "user", "", view.url("customers", customer));
    }
    if card.def.collection == "serviceOrders" {
        let entries = view.filtered_url("serviceLedgerEntries", &[("serviceOrderNo", no)]);
        push("ui-go-entries", "list", "Ctrl F7", entries);
        let of = |collection| view.filtered_url(collection, &[("orderNo", no)]);
        push("ui-go-shipments", "truck", "", of("postedServiceShipments"));
        if reads("service_invoice_header") {
            push("ui-go-invoices", "post", "", of("postedServiceInvoices"));
        }
        push(
            "ui-go-log",
            "history",
            "",
            view.filtered_url("serviceDocumentLogEntries", &[("documentNo", no)]),
        );
    }
    if !reads("change_log_entry") {
        return items;
    }
    let changes = [("tableName", "service_header"), ("primaryKey", &format!("*{no}"))];
    push("ui-change-log", "history", "", view.filtered_url("changeLogEntries", &changes));
    items
}

/// The dialogs that actions need.
pub fn dialogs(card: &Card) -> Markup {
    html! {
        @for action in of_document(card).filter(|action| !OWN.contains(&action.name)) {
            (action::place(card.site, card.def, action))
        }
        @for action in of_lines(card) { (action::place(card.site, card.def, action)) }
        (side_dialog(card.site.view, "statistics-dialog", "ui-statistics"))
        (side_dialog(card.site.view, "test-report-dialog", "ui-test-report"))
    }
}

fn side_dialog(view: &View, id: &str, title: &str) -> Markup {
    crate::kit::dialog::dialog(
        view,
        id,
        "wide",
        &view.t(title),
        &html! { div data-content data-own {} },
        &html! { (Button::new(view.t("ui-close"), "dialog-close").weight(Weight::Primary)) },
    )
}
