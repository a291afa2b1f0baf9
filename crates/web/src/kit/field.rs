//! A labelled field of any kind, as cards, dialogs and filter panes show it.

use maud::{Markup, html};
use serde_json::Value as Json;
use store::Kind;

use super::icon::icon;
use super::view::View;
pub use crate::exports::{guess, text_of};

/// Whether people can type in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// They can.
    #[default]
    Editable,
    /// Kept by the program or not to be changed now: shown without a box.
    ReadOnly,
    /// Calculated from other records: shown sunken.
    Calculated,
}

/// A field with its label.
#[derive(Clone, Debug, Default)]
pub struct Control {
    /// Unique on the page.
    pub id: String,
    /// The property in the API.
    pub property: String,
    /// The caption.
    pub label: String,
    /// What it means, as a tooltip.
    pub help: String,
    /// What it holds; a text when nothing is said.
    pub kind: Option<Kind>,
    /// The value as the API gives it.
    pub value: Json,
    /// Whether people can type in it.
    pub state: State,
    /// Whether it must be filled in.
    pub required: bool,
    /// The collection that it names a record of, for the lookup.
    pub lookup: Option<String>,
    /// What the named records must have beside, such as `customerNo=C1`.
    pub within: String,
    /// Another field of the same form that the named records must have in common with it.
    pub with: &'static str,
    /// Of a choice that may be left open: what that is called.
    pub unchosen: Option<String>,
    /// What the named record is called, shown beside the code.
    pub of: String,
    /// Where a read-only or calculated value leads.
    pub href: Option<String>,
    /// Whether the label stands above (dialogs).
    pub stacked: bool,
}

impl Control {
    fn kind(&self) -> Kind {
        self.kind.unwrap_or(Kind::Text(250))
    }

    /// The field.
    pub fn render(&self, view: &View) -> Markup {
        let kind = self.kind();
        let editable = self.state == State::Editable;
        let class = if self.stacked { "field stack" } else { "field" };
        html! {
            div class=(class) data-part=(self.id) data-field=(self.property) data-kind=(kind_name(kind)) {
                @if editable {
                    label for=(self.id) title=[self.tooltip()] {
                        (self.label)
                        @if self.required { " " span.req aria-hidden="true" { "*" } }
                    }
                } @else {
                    span.label id={ (self.id) "-label" } title=[self.tooltip()] { (self.label) }
                }
                div.val { @if editable { (self.editable(view, kind)) } @else { (self.shown(view, kind)) } }
            }
        }
    }

    fn tooltip(&self) -> Option<&str> {
        (!self.help.is_empty()).then_some(self.help.as_str())
    }

    fn shown(&self, view: &View, kind: Kind) -> Markup {
        let text = view.show(kind, &self.value);
        let calculated = if self.state == State::Calculated { " calc" } else { "" };
        let number = if kind.is_number() { " num" } else { "" };
        html! {
            div class={ "ro" (calculated) (number) } aria-labelledby={ (self.id) "-label" } role="group" data-shown {
                @if let Some(href) = self.href.as_deref().filter(|_| !text.is_empty()) { a href=(href) { (text) } }
                @else if kind == Kind::Bool { (text) }
                @else { (text) }
                @if !self.of.is_empty() { span.quiet title=(self.of) { (self.of) } }
            }
        }
    }

    fn editable(&self, view: &View, kind: Kind) -> Markup {
        match kind {
            Kind::Bool => html! {
                input.check type="checkbox" id=(self.id) name=(self.property) checked[self.value == Json::Bool(true)];
            },
            Kind::Option(choices) => self.select(view, choices),
            Kind::Memo => html! {
                div.box {
                    textarea id=(self.id) name=(self.property) rows="3" spellcheck="true"
                        aria-required=[self.required.then_some("true")] { (text_of(&self.value)) }
                }
            },
            _ => self.input(view, kind),
        }
    }

    fn select(&self, view: &View, choices: &[&str]) -> Markup {
        let chosen = text_of(&self.value);
        html! {
            div.box {
                select id=(self.id) name=(self.property) aria-required=[self.required.then_some("true")] {
                    @if let Some(open) = &self.unchosen { option value="" selected { (open) } }
                    @for choice in choices {
                        option value=(choice) selected[*choice == chosen && self.unchosen.is_none()] { (texts::option(view.language, choice)) }
                    }
                }
                (icon("down"))
            }
        }
    }

    fn input(&self, view: &View, kind: Kind) -> Markup {
        let most = match kind {
            Kind::Code(most) | Kind::Text(most) => Some(most),
            _ => None,
        };
        let class = if kind.is_number() { "num" } else { "" };
        let shown = view.show(kind, &self.value);
        html! {
            div.box {
                input id=(self.id) class=(class) name=(self.property) type=(if self.property == "password" { "password" } else { "text" }) value=(shown)
                    maxlength=[most] autocomplete="off" spellcheck=[(!matches!(kind, Kind::Text(_))).then_some("false")]
                    inputmode=[kind.is_number().then_some("decimal")] data-lookup=[self.lookup.as_deref()] data-lookup-in=[(!self.within.is_empty()).then_some(self.within.as_str())]
                    data-lookup-with=[(!self.with.is_empty()).then_some(self.with)]
                    role=[self.lookup.is_some().then_some("combobox")]
                    aria-expanded=[self.lookup.is_some().then_some("false")]
                    aria-required=[self.required.then_some("true")];
                @if let Some(collection) = &self.lookup {
                    span.of data-of { (self.of) }
                    (lookup_button(view, collection, &self.label))
                } @else if kind == Kind::Date {
                    button.box-btn type="button" tabindex="-1" data-act="pick-date" title=(view.t("ui-pick-date")) {
                        (icon("calendar")) span.vh { (view.t("ui-pick-date")) ": " (self.label) }
                    }
                }
            }
        }
    }
}

/// The name of a kind for the client, which reads what was typed by it.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Code(_) => "code",
        Kind::Text(_) => "text",
        Kind::Memo => "memo",
        Kind::Bool => "bool",
        Kind::Int => "int",
        Kind::Amount => "amount",
        Kind::UnitPrice => "unitPrice",
        Kind::Quantity => "quantity",
        Kind::Percent => "percent",
        Kind::Factor => "factor",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Moment => "dateTime",
        Kind::DateFormula => "dateFormula",
        Kind::Option(_) => "option",
    }
}

/// The button beside an input that opens its lookup, for the mouse and for fingers.
pub fn lookup_button(view: &View, collection: &str, label: &str) -> Markup {
    html! {
        button.box-btn type="button" tabindex="-1" data-act="lookup" data-arg=(collection)
            title={ (view.t("ui-lookup")) " (Alt ↓)" } {
            (icon("down")) span.vh { (view.t("ui-lookup")) ": " (label) }
        }
    }
}
