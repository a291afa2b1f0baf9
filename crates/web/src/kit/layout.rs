//! The shapes of pages inside the frame: document and card (header, actions, main column, facts,
//! totals). Lists and the role centre have their own, in their pages.

use maud::{Markup, html};

use super::icon::icon;
use super::view::View;

/// What stands above the actions of a document or card.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Where the page is: texts and addresses, the last without one.
    pub trail: Vec<(String, String)>,
    /// The number, blank for a new record.
    pub number: String,
    /// The name.
    pub name: String,
    /// At most three pills.
    pub pills: Vec<Markup>,
    /// Whether saving is shown (not for what cannot be edited).
    pub saves: bool,
    /// The address of the record before, if there is one.
    pub previous: Option<String>,
    /// The address of the record after, if there is one.
    pub next: Option<String>,
}

/// The header of a document or card.
pub fn header(view: &View, header: &Header) -> Markup {
    html! {
        header.page-head data-part="head" {
            div.grow {
                nav.trail aria-label=(view.t("ui-trail")) {
                    @for (at, (text, href)) in header.trail.iter().enumerate() {
                        @if at > 0 { (icon("right")) }
                        @if href.is_empty() { span { (text) } } @else { a href=(href) { (text) } }
                    }
                }
                div.title {
                    h1 {
                        span data-title-no { (header.number) }
                        @if !header.number.is_empty() && !header.name.is_empty() { " " }
                        span.name data-title-name { (header.name) }
                    }
                    @for pill in &header.pills { (pill) }
                    span data-problems data-own hidden {}
                }
            }
            div.page-state {
                @if header.saves {
                    span.saved data-saved data-own role="status" {}
                }
                button type="button" class="btn btn-plain btn-icon" data-act="copy-link" title=(view.t("ui-copy-link")) {
                    (icon("link")) span.vh { (view.t("ui-copy-link")) }
                }
                // The client puts the neighbours of the list here from which the record was opened.
                @if header.previous.is_some() || header.next.is_some() {
                    span.neighbours data-course data-own {
                        span.bar-line {}
                        (neighbour(view, header.previous.as_deref(), "ui-previous", "left", "Alt PageUp"))
                        (neighbour(view, header.next.as_deref(), "ui-next", "right", "Alt PageDown"))
                    }
                }
            }
        }
    }
}

fn neighbour(view: &View, href: Option<&str>, id: &str, name: &str, key: &str) -> Markup {
    let text = view.t(id);
    html! {
        @if let Some(href) = href {
            a class="btn btn-plain btn-icon" href=(href) data-key=(key) title=(text) { (icon(name)) span.vh { (text) } }
        } @else {
            span class="btn btn-plain btn-icon" aria-disabled="true" { (icon(name)) }
        }
    }
}

/// The action bar: what is given left, the overlay of shortcuts and the switch of the FactBoxes
/// right.
pub fn actions(view: &View, left: &Markup, has_facts: bool) -> Markup {
    html! {
        div.actions data-part="bar" role="toolbar" aria-label=(view.t("ui-actions")) {
            (left)
            span.grow {}
            button type="button" class="btn btn-plain shortcuts-button" data-act="shortcuts" {
                span.quiet { (view.t("ui-shortcuts")) } kbd aria-hidden="true" { "?" }
            }
            @if has_facts {
                button type="button" class="btn btn-plain btn-icon" data-act="facts" aria-pressed="true"
                    aria-controls="facts" data-key="Alt F2" title=(view.t("ui-facts")) {
                    (icon("panel")) span.vh { (view.t("ui-facts")) }
                }
            }
        }
    }
}

/// A part of a page that keys can pass over: a link before it, shown when it has the focus, and the
/// place behind it.
pub fn passable(view: &View, id: &str, title: &str, part: &Markup) -> Markup {
    html! {
        a.pass href={ "#past-" (id) } { (view.tx("ui-pass", &[("what", title.into())])) }
        (part)
        span id={ "past-" (id) } tabindex="-1" {}
    }
}

/// A document or card: header and actions above, main column and FactBoxes side by side, totals
/// docked at the bottom of the main column.
pub fn document(
    view: &View,
    head: &Markup,
    actions: &Markup,
    main: &Markup,
    facts: Option<&Markup>,
    totals: Option<&Markup>,
) -> Markup {
    html! {
        div.doc {
            (head)
            (actions)
            div.doc-body {
                div.doc-main {
                    div.doc-scroll tabindex="-1" { (main) }
                    @if let Some(totals) = totals { div.doc-totals { (totals) } }
                }
                @if let Some(facts) = facts {
                    aside.facts id="facts" aria-label=(view.t("ui-facts")) { (facts) }
                }
            }
        }
    }
}
