//! What can be done in a list: with the collection as a whole, and with the rows that are chosen.

use base::Action;
use maud::{Markup, html};
use serde_json::Value as Json;
use store::{ActionDef, Bound};

use super::{List, new_button};
use crate::kit::button::{self, Button, Item, Weight};
use crate::kit::icon;
use crate::pages::{action, tooltip};

/// The action bar of a list.
pub(super) fn bar(list: &List) -> Markup {
    let view = list.site.view;
    let button = |action| Item::Act(action::button(view, action, &Json::Null));
    let collection: Vec<Item> = of_collection(list).map(button).collect();
    let search = view.t("ui-search-list");
    html! {
        div.actions role="toolbar" aria-label=(view.t("ui-actions")) {
            @if let Some(new) = new_button(list) { (new) }
            @if !collection.is_empty() {
                (button::menu("process", &Button { text: view.t("ui-process"), weight: Weight::Plain, ..Button::default() }, &collection))
            }
            span.grow {}
            div.list-search {
                (icon("search"))
                input type="search" id="list-search" value=(list.request.search) placeholder=(search) aria-label=(search) autocomplete="off" spellcheck="false";
                kbd aria-hidden="true" { "F3" }
            }
            button type="button" class="btn btn-plain btn-icon" data-act="filter-pane" data-key="Shift F3" aria-pressed="true" aria-controls="filters" title=(view.t("ui-filters")) {
                (icon("filter")) span.vh { (view.t("ui-filters")) }
            }
        }
        @for action in of_collection(list).chain(of_rows(list)) {
            (action::place(list.site, list.def, action))
        }
    }
}

/// The actions on the collection as a whole.
fn of_collection<'l>(list: &'l List) -> impl Iterator<Item = &'l ActionDef> {
    list.site.actions.iter().filter(|action| {
        action.collection == list.def.collection
            && action.segment.is_none()
            && action.bound == Bound::Collection
            && action.screen.offered
    })
}

/// The actions that can be carried out on row after row without asking for more.
pub(super) fn of_rows<'l>(list: &'l List) -> impl Iterator<Item = &'l ActionDef> {
    list.site.actions.iter().filter(|action| {
        action.collection == list.def.collection
            && action.segment.is_none()
            && action.bound == Bound::Record
            && action.writes
            && action.screen.offered
            && action.parameters.is_empty()
            && list.site.view.may_act(action, list.def.table)
    })
}

/// What can be done with several rows at once: what shows first what many of them come to, every action
/// on a record that needs no parameters, export, delete.
pub(super) fn bulk(list: &List) -> Vec<Button> {
    let view = list.site.view;
    let many = of_collection(list).filter(|action| action.screen.preview.is_some());
    let many = many.filter(|action| view.may_act(action, list.def.table)).map(|action| {
        let text = texts::find(view.language, &format!("bulk-{}", action.name), &[]);
        let text = text.unwrap_or_else(|| action::text(view, action));
        Button::new(text, "bulk-ask").arg(action::id(action)).title(tooltip::action(view, action))
    });
    let each = of_rows(list).map(|action| {
        Button::new(action::text(view, action), "bulk-run")
            .arg(action.name)
            .title(tooltip::action(view, action))
    });
    let mut buttons: Vec<Button> =
        many.chain(each).map(|button| button.weight(Weight::Plain)).collect();
    buttons
        .push(Button::new(view.t("ui-copy-rows"), "bulk-copy").icon("copy").weight(Weight::Plain));
    if list.def.deletable && view.may_def(list.def, Action::Delete) {
        buttons.push(
            Button::new(view.t("ui-delete"), "bulk-delete").icon("trash").weight(Weight::Plain),
        );
    }
    buttons
}
