//! FactBoxes: what is known about the record in view, at the right. Every figure that has entries
//! behind it is a link to them.

use maud::{Markup, html};

use super::icon::drawn;

/// One box.
pub fn fact_box(id: &str, title: &str, aside: &Markup, body: &Markup) -> Markup {
    html! {
        details.fact id=(id) data-part=(id) data-remember=(id) open {
            summary { (drawn("i chev", "right")) h2 { (title) } }
            // A link cannot stand inside what opens and closes the box.
            div.fact-aside { (aside) }
            (body)
        }
    }
}

/// One line: label and figure; with an address, the figure drills down.
pub fn row(label: &str, value: &str, href: Option<&str>, class: &str) -> Markup {
    html! {
        div.fact-row {
            span.k { (label) }
            @if let Some(href) = href { a class={ "v " (class) } href=(href) { (value) } }
            @else { span class={ "v " (class) } { (value) } }
        }
    }
}
