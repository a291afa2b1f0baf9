//! The actions of a record: its buttons, menus, and the dialogs that ask for parameters.

use base::Action;
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{ActionDef, Bound, EntityDef};

use super::{Card, new_button};
use crate::kit::button::{self, Button, Item, Weight};
use crate::kit::dialog::dialog;
use crate::kit::field::Control;
use crate::kit::{View, icon};
use crate::pages::site::{Site, property_caption};
use crate::pages::tooltip;

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
    if card.new { Vec::new() } else { card.site.actions.iter().filter(fits).collect() }
}

/// What stands left in the action bar.
pub fn bar(card: &Card) -> Markup {
    let view = card.site.view;
    let process: Vec<Item> =
        of_record(card).iter().map(|action| Item::Act(action_button(view, action))).collect();
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
            items.push(Item::Act(Button::link(card.site.title(def), url).icon("list")));
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

/// The word of an action.
pub fn action_text(view: &View, action: &ActionDef) -> String {
    let own = format!("action-{}-{}", action.collection, action.name);
    texts::find(view.language, &own, &[])
        .or_else(|| texts::find(view.language, &format!("action-{}", action.name), &[]))
        .unwrap_or_else(|| property_caption(view.language, "", action.name))
}

/// The button of an action: it runs at once, or asks for parameters first.
pub fn action_button(view: &View, action: &ActionDef) -> Button {
    let button = Button::new(action_text(view, action), "run")
        .arg(dialog_id(action))
        .title(tooltip::action(view, action));
    let table = service::table_of(action.collection);
    if table.is_some_and(|table| !view.may_act(action, table)) {
        return button.why_not(view.t("ui-no-permission"));
    }
    button
}

fn dialog_id(action: &ActionDef) -> String {
    format!("action-{}", action.name)
}

/// What the client needs to run an action; with parameters, a dialog that asks for them.
pub fn action_dialog(site: Site, def: &EntityDef, action: &ActionDef) -> Markup {
    let view = site.view;
    let id = dialog_id(action);
    let body = html! {
        form data-action-form {
            @for parameter in action.parameters {
                (Control {
                    id: format!("{id}-{}", parameter.name),
                    property: parameter.name.to_owned(),
                    label: property_caption(view.language, def.table.name, parameter.name),
                    help: tooltip::parameter(view, action, parameter),
                    kind: Some(parameter.kind),
                    value: Json::Null,
                    required: parameter.required,
                    stacked: true,
                    ..Control::default()
                }.render(view))
            }
        }
    };
    let foot = html! {
        (Button::new(view.t("ui-cancel"), "dialog-close"))
        (Button::new(action_text(view, action), "run-now").weight(Weight::Primary))
    };
    // A sheet is its batch, all of it: nothing is to be asked but whether.
    let sheet = super::batch_of(action.collection).is_some();
    let parameters = if sheet { 0 } else { action.parameters.len() };
    // What concerns a whole collection may take its time: it runs as a job.
    let job = (action.writes && action.bound == Bound::Collection && !site.system && !sheet)
        .then(|| action.object());
    let ask = (sheet && action.writes).then(|| view.t("ui-post-sheet"));
    html! {
        div data-action=(action.name) data-job=[job] data-ask=[ask] data-parameters=(parameters) data-bound=(if action.bound == Bound::Record { "record" } else { "collection" }) {
            (dialog(view, &id, "", &action_text(view, action), &body, &foot))
        }
    }
}
