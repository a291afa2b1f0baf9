//! The filter pane: choices as checks, everything else as an expression, the mistake under the
//! field.

use maud::{Markup, html};
use store::Kind;

use super::List;
use super::expression::Reader;
use super::request::Typed;
use crate::kit::field::kind_name;
use crate::kit::{View, icon};
use crate::pages::describe::hidden;
use crate::pages::tooltip;

/// The pane.
pub fn pane(list: &List) -> Markup {
    let view = list.site.view;
    let columns = &list.def.table.columns;
    let mut shown: Vec<usize> =
        list.looks.filters.iter().filter_map(|name| list.def.table.column(name)).collect();
    shown.retain(|at| view.sees(list.def.table, columns[*at].name));
    for typed in &list.request.filters {
        if !shown.contains(&typed.column) {
            shown.push(typed.column);
        }
    }
    let rest: Vec<usize> = (0..columns.len())
        .filter(|at| {
            !shown.contains(at)
                && !hidden(list.def, *at)
                && columns[*at].kind != Kind::Memo
                && view.sees(list.def.table, columns[*at].name)
        })
        .collect();
    html! {
        aside.filters id="filters" aria-label=(view.t("ui-filters")) {
            form data-filters action=(list.site.list_url(list.def)) {
                header.filters-head {
                    h2 { (view.t("ui-filters")) }
                    a href=(list.site.list_url(list.def)) data-swap { (view.t("ui-reset")) }
                }
                @for at in &shown { (field(list, *at)) }
                @if !rest.is_empty() {
                    div.filter-add {
                        label.vh for="add-filter" { (view.t("ui-add-filter")) }
                        div.box {
                            select id="add-filter" data-add-filter {
                                option value="" { (view.t("ui-add-filter")) }
                                @for at in rest { option value=(columns[at].json) { (view.caption(list.def.table.name, columns[at].name)) } }
                            }
                            (icon("plus"))
                        }
                    }
                }
                p.hint.filter-hint { (view.t("ui-filter-hint")) }
                button type="button" class="btn" data-act="save-view" { (view.t("ui-save-view")) }
            }
        }
    }
}

fn field(list: &List, at: usize) -> Markup {
    let view = list.site.view;
    let column = &list.def.table.columns[at];
    let typed = list.request.typed(at);
    let caption = view.caption(list.def.table.name, column.name);
    let help = tooltip::column(view, list.def.table.name, column);
    let id = format!("filter-{}", column.json);
    html! {
        div.filter data-filter=(column.json) {
            div.filter-label {
                @if let Kind::Option(_) = column.kind { span id=(id) title=(help) { (caption) } } @else { label for=(id) title=(help) { (caption) } }
                button type="button" class="btn btn-plain btn-icon filter-clear" data-act="clear-filter" title=(view.t("ui-clear-filter")) {
                    (icon("close")) span.vh { (view.t("ui-clear-filter")) ": " (caption) }
                }
            }
            @match column.kind {
                Kind::Option(choices) => (choices_of(view, &id, column.json, choices, typed)),
                Kind::Bool => (yes_or_no(view, &id, column.json, typed)),
                kind => (expression(list, &id, column, kind, typed)),
            }
        }
    }
}

fn choices_of(
    view: &View,
    id: &str,
    name: &str,
    choices: &[&'static str],
    typed: Option<&Typed>,
) -> Markup {
    let text = typed.map_or("", |typed| typed.text.as_str());
    let chosen: Vec<&str> = text.split('|').map(str::trim).collect();
    html! {
        div role="group" aria-labelledby=(id) {
            @for choice in choices.iter().filter(|choice| !choice.is_empty()) {
                label.choice {
                    input.check type="checkbox" data-choice=(choice) name={ "f." (name) } value=(choice) checked[chosen.contains(choice)];
                    span { (texts::option(view.language, choice)) }
                }
            }
        }
        @if let Some(Typed { read: Err(refusal), .. }) = typed { (problem(view, refusal)) }
    }
}

fn yes_or_no(view: &View, id: &str, name: &str, typed: Option<&Typed>) -> Markup {
    let text = typed.map_or("", |typed| typed.text.as_str());
    html! {
        div.box {
            select id=(id) name={ "f." (name) } {
                option value="" { (view.t("ui-any")) }
                option value="true" selected[text == "true"] { (view.t("ui-yes")) }
                option value="false" selected[text == "false"] { (view.t("ui-no")) }
            }
            (icon("down"))
        }
    }
}

fn expression(
    list: &List,
    id: &str,
    column: &store::Column,
    kind: Kind,
    typed: Option<&Typed>,
) -> Markup {
    let view = list.site.view;
    let text = typed.map_or("", |typed| typed.text.as_str());
    let wrong = typed.and_then(|typed| typed.read.as_ref().err());
    let lookup =
        column.relation.and_then(|table| list.site.of_table(table)).map(|def| def.collection);
    let note = format!("{id}-note");
    html! {
        div.box.problem[wrong.is_some()] {
            input id=(id) name={ "f." (column.json) } value=(text) type="text" autocomplete="off" spellcheck="false" placeholder=(view.t("ui-any"))
                data-kind=(kind_name(kind)) data-lookup=[lookup] data-expression="true" aria-invalid=[wrong.map(|_| "true")] aria-describedby=(note);
            @if lookup.is_some() {
                button.box-btn type="button" tabindex="-1" data-act="lookup" title=(view.t("ui-lookup")) { (icon("down")) span.vh { (view.t("ui-lookup")) } }
            } @else if kind == Kind::Date {
                button.box-btn type="button" tabindex="-1" data-act="pick-date" title=(view.t("ui-pick-date")) { (icon("calendar")) span.vh { (view.t("ui-pick-date")) } }
            }
        }
        div id=(note) data-note {
            @if let Some(refusal) = wrong { (problem(view, refusal)) }
            @else if matches!(kind, Kind::Date | Kind::Moment) { (days(view, text)) }
        }
    }
}

fn problem(view: &View, refusal: &base::Refusal) -> Markup {
    html! { p.field-error role="alert" { (icon("problem")) span { (texts::refusal(view.language, refusal)) } } }
}

/// What a date expression comes to: `≤ 26 Nov 2026`.
fn days(view: &View, text: &str) -> Markup {
    let reader = Reader { language: view.language, today: view.now.date(), zone: &view.zone };
    let Some((first, last)) =
        reader.days(text).filter(|_| text.contains(|c: char| c.is_ascii_alphabetic()))
    else {
        return html! {};
    };
    let said = match (first, last) {
        (Some(first), Some(last)) if first == last => view.date(first),
        (Some(first), Some(last)) => format!("{} – {}", view.date(first), view.date(last)),
        (Some(first), None) => format!("≥ {}", view.date(first)),
        (None, Some(last)) => format!("≤ {}", view.date(last)),
        (None, None) => String::new(),
    };
    html! { p.hint { (said) } }
}
