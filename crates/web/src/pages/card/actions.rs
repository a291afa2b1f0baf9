//! The actions of a record: its buttons and menus.

use base::Action;
use maud::{Markup, html};
use store::{ActionDef, Bound, EntityDef};

use super::{Card, new_button};
use crate::kit::button::{self, Button, Item, Weight};
use crate::kit::icon;
use crate::pages::action;

/// The actions on this record.
pub fn of_record<'a>(card: &Card<'a>) -> Vec<&'a ActionDef> {
    let fits = |action: &&ActionDef| match card.def.below {
        None => {
            action.collection == card.def.collection
                && action.segment.is_none()
                && action.bound == Bound::Record
        }
        Some(below) => {
            action.collection == below.parent
                && action.segment == Some(below.segment)
                && action.bound == Bound::Record
        }
    };
    let offered = card.site.actions.iter().filter(|action| action.screen.offered);
    if card.new { Vec::new() } else { offered.filter(fits).collect() }
}

/// What stands left in the action bar.
pub fn bar(card: &Card) -> Markup {
    let view = card.site.view;
    let of_record = of_record(card);
    let button = |action: &&ActionDef| Item::Act(action::button(view, action, &card.record));
    let process: Vec<Item> = of_record.iter().map(button).collect();
    let navigate = navigate(card);
    let may_delete = !card.new && card.def.deletable && view.may_def(card.def, Action::Delete);
    html! {
        @if !card.new { @if let Some(new) = new_button(card, Weight::Normal) { (new) } }
        @if let Some(order) = new_order(card) { (order) }
        @if may_delete {
            (Button::new(view.t("ui-delete"), "delete-record").icon("trash").key("Ctrl Delete").weight(Weight::Plain))
        }
        @if !process.is_empty() {
            (button::menu("process", &Button { text: view.t("ui-process"), weight: Weight::Plain, ..Button::default() }, &process))
        }
        @if !navigate.is_empty() {
            (button::menu("navigate", &Button { text: view.t("ui-navigate"), weight: Weight::Plain, ..Button::default() }, &navigate))
        }
    }
}

/// Takes a job in at the counter: an order for the customer, with the machine on it.
fn new_order(card: &Card) -> Option<Markup> {
    let view = card.site.view;
    let allowed =
        view.may("serviceOrders", Action::Insert) && view.may("service_item_line", Action::Insert);
    let text = |name: &str| card.record[name].as_str().unwrap_or_default();
    let (customer, machine) = match card.def.collection {
        "customers" => (text("no"), ""),
        "serviceItems" => (text("customerNo"), text("no")),
        _ => return None,
    };
    (allowed && !card.new && !customer.is_empty()).then(|| {
        html! {
            button type="button" class="btn" data-act="new-order" data-customer=(customer) data-machine=(machine) {
                (icon("wrench")) (view.t("ui-new-order"))
            }
        }
    })
}

/// The lists that hold entries about this record, filtered to it.
fn navigate(card: &Card) -> Vec<Item> {
    let view = card.site.view;
    if card.new || card.def.below.is_some() || card.def.table.key.len() != 1 || card.def.singleton {
        return Vec::new();
    }
    let number = card.key[0].clone().into_text();
    let entries = entries_of(card.def.collection);
    let mut items = Vec::new();
    let others = card
        .site
        .entities
        .iter()
        .filter(|def| def.below.is_none() && def.table.name != card.def.table.name);
    for def in others.filter(|def| def.table.ledger.is_some() || is_document(def)) {
        let ledger = def.table.ledger.is_some();
        let names_it = def.table.columns.iter().find(|column| {
            column.relation == Some(card.def.table.name)
                || ledger && entry_column(card.def.collection) == Some(column.name)
        });
        if let Some(column) = names_it {
            let url = view.filtered_url(def.collection, &[(column.json, &number)]);
            let button = Button::link(card.site.title(def), url).icon("list");
            let first = ledger && entries == Some(def.collection);
            items.push(Item::Act(if first { button.key("Ctrl F7") } else { button }));
        }
    }
    if card.def.table.audited && !card.site.system {
        let url = view.filtered_url(
            "changeLogEntries",
            &[("tableName", card.def.table.name), ("primaryKey", &number)],
        );
        items.push(Item::Separator);
        items.push(Item::Act(Button::link(view.t("ui-change-log"), url).icon("history")));
    }
    items
}

fn is_document(def: &EntityDef) -> bool {
    matches!(def.collection, "serviceOrders" | "serviceInvoices" | "serviceItems")
}

/// The ledger that holds most about the records of a collection.
pub fn entries_of(collection: &str) -> Option<&'static str> {
    Some(match collection {
        "customers" => "customerLedgerEntries",
        "items" => "itemLedgerEntries",
        "resources" => "resourceLedgerEntries",
        "serviceItems" | "serviceOrders" => "serviceLedgerEntries",
        "glAccounts" => "generalLedgerEntries",
        _ => return None,
    })
}

/// The column of ledgers that names a record of this collection.
fn entry_column(collection: &str) -> Option<&'static str> {
    Some(match collection {
        "customers" => "customer_no",
        "items" => "item_no",
        "resources" => "resource_no",
        "serviceItems" => "service_item_no_serviced",
        "glAccounts" => "gl_account_no",
        _ => return None,
    })
}
