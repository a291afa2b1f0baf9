//! An action on a page: its button, with the reason when it is of no use now; the form that asks for
//! what it needs; and what the client has to know to carry it out and to show what came of it.

use base::Language;
use maud::{Markup, html};
use serde_json::{Map, Value as Json, json};
use store::{ActionDef, Bound, EntityDef, Kind, Parameter, Shows, Told};

use super::site::{Site, property_caption};
use super::tooltip;
use crate::kit::View;
use crate::kit::button::{Button, Weight};
use crate::kit::dialog::dialog;
use crate::kit::field::{Control, kind_name};

/// The word of an action.
pub fn text(view: &View, action: &ActionDef) -> String {
    let own = format!("action-{}-{}", action.collection, action.name);
    texts::find(view.language, &own, &[])
        .or_else(|| texts::find(view.language, &format!("action-{}", action.name), &[]))
        .unwrap_or_else(|| property_caption(view.language, "", action.name))
}

/// Why somebody cannot carry out an action on a record as it is; nothing when it is possible.
pub fn why_not(view: &View, action: &ActionDef, record: &Json) -> Option<String> {
    let table = service::table_of(action.collection);
    if table.is_some_and(|table| !view.may_act(action, table)) {
        return Some(view.t("ui-no-permission"));
    }
    // What is done with many has no record, and no state.
    let refusal = action.closed(record).filter(|_| !record.is_null())?;
    Some(texts::refusal(view.language, &refusal))
}

/// The button of an action on a record, or on a collection, where the record is null.
pub fn button(view: &View, action: &ActionDef, record: &Json) -> Button {
    let button =
        Button::new(text(view, action), "run").arg(id(action)).title(tooltip::action(view, action));
    match why_not(view, action, record) {
        Some(why) => button.why_not(why),
        None => button,
    }
}

/// Of these actions those that are of no use on a row, with the reasons, for what is done with chosen
/// rows; nothing while all are.
pub fn closed<'a>(
    view: &View,
    actions: impl Iterator<Item = &'a ActionDef>,
    record: &Json,
) -> Option<String> {
    let reason = |action: &ActionDef| {
        let refusal = action.closed(record)?;
        Some((action.name.to_owned(), texts::refusal(view.language, &refusal).into()))
    };
    let closed: Map<String, Json> = actions.filter_map(reason).collect();
    (!closed.is_empty()).then(|| Json::Object(closed).to_string())
}

/// Where the dialog of an action is.
pub fn id(action: &ActionDef) -> String {
    match action.segment {
        Some(segment) => format!("action-{segment}-{}", action.name),
        None => format!("action-{}", action.name),
    }
}

/// What the client needs to carry out an action, with the form that asks for its parameters.
pub fn place(site: Site, def: &EntityDef, action: &ActionDef) -> Markup {
    let view = site.view;
    let title = text(view, action);
    let foot = html! {
        (Button::new(view.t("ui-cancel"), "dialog-close"))
        (Button::new(&title, "run-now").weight(Weight::Primary))
    };
    // A sheet is its batch, all of it: nothing is to be asked but whether.
    let sheet = super::card::batch_of(action.collection).is_some();
    // What concerns a whole collection may take its time: it runs as a job.
    let whole = action.bound == Bound::Collection;
    let job = (action.writes && whole && !site.system && !sheet).then(|| action.object());
    let ask =
        action.asks().then(|| view.t(if sheet { "ui-post-sheet" } else { "ui-act-for-good" }));
    let bound = match (action.bound, action.segment) {
        (Bound::Collection, _) => "collection",
        (Bound::Record, Some(segment))
            if def.below.is_none_or(|below| below.segment != segment) =>
        {
            segment
        }
        (Bound::Record, _) => "record",
    };
    let given: Vec<&str> =
        action.parameters.iter().filter(|p| !p.asked).map(|parameter| parameter.name).collect();
    let denied =
        service::table_of(action.collection).is_some_and(|table| !view.may_act(action, table));
    html! {
        div data-action=(action.name) data-denied[denied] data-job=[job] data-ask=[ask] data-parameters=(action.asked().count())
            data-bound=(bound) data-given=[(!given.is_empty()).then(|| given.join(" "))]
            data-undo=[action.screen.undo] data-preview=[action.screen.preview]
            data-shows=(shows(site, action)) data-list=(site.title(def)) data-currency=(view.currency)
            data-collection=(action.collection) {
            (dialog(view, &id(action), "", &title, &form(site, def, action), &foot))
        }
    }
}

/// What an action does, and its parameters to fill in.
fn form(site: Site, def: &EntityDef, action: &ActionDef) -> Markup {
    let view = site.view;
    let help = tooltip::action(view, action);
    let scoped = action.parameters.iter().any(|parameter| parameter.name == "nos");
    html! {
        @if !help.is_empty() { p.hint { (help) } }
        @if scoped { p data-scope {} }
        form data-action-form {
            @for parameter in action.asked() { (control(view, def, action, parameter).render(view)) }
        }
        @if action.screen.preview.is_some() { div.outlook data-outlook data-own role="status" {} }
    }
}

fn control(view: &View, def: &EntityDef, action: &ActionDef, parameter: &Parameter) -> Control {
    Control {
        id: format!("{}-{}", id(action), parameter.name),
        property: parameter.name.to_owned(),
        label: property_caption(view.language, def.table.name, parameter.name),
        help: tooltip::parameter(view, action, parameter),
        kind: Some(parameter.kind),
        value: Json::Null,
        required: parameter.required,
        lookup: parameter.lookup.map(str::to_owned),
        with: parameter.within.unwrap_or_default(),
        unchosen: unchosen(view.language, parameter),
        stacked: true,
        ..Control::default()
    }
}

/// What it is called that no choice is made.
pub fn unchosen(language: Language, parameter: &Parameter) -> Option<String> {
    let Kind::Option(choices) = parameter.kind else { return None };
    let open = !parameter.required && !choices.contains(&"");
    open.then(|| {
        let own = format!("ui-unchosen-{}", parameter.name);
        texts::find(language, &own, &[])
            .unwrap_or_else(|| texts::text(language, "ui-unchosen", &[]))
    })
}

/// What is shown afterwards, for the client.
fn shows(site: Site, action: &ActionDef) -> String {
    let language = site.view.language;
    let said = match action.screen.shows {
        Shows::Record => json!({ "as": "record" }),
        Shows::Entries => json!({ "as": "entries" }),
        Shows::Report => json!({ "as": "report" }),
        Shows::Made { collection, property } => {
            let table = service::table_of(collection).map_or("", |table| table.name);
            let what = texts::table(language, table, false);
            json!({ "as": "made", "collection": collection, "property": property, "what": what })
        }
        Shows::Answer(all) => json!({ "as": "answer", "told": told(language, all) }),
    };
    said.to_string()
}

fn told(language: Language, all: &[Told]) -> Vec<Json> {
    let one = |told: &Told| {
        json!({
            "name": told.name,
            "caption": property_caption(language, "", told.name),
            "kind": kind_name(told.kind),
            "rows": self::told(language, told.rows),
        })
    };
    all.iter().map(one).collect()
}
