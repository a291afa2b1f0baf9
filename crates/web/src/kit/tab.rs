//! FastTabs: collapsible groups with a one-line summary when closed.

use maud::{Markup, html};

use super::icon::drawn;

/// A collapsible group. `summary` holds the values that matter, shown while it is closed; the id
/// is what the browser remembers it by. `told` names the properties that the summary is made of,
/// where they are not simply the first ones.
pub fn fast_tab(
    id: &str,
    title: &str,
    open: bool,
    summary: &[String],
    told: Option<&str>,
    body: &Markup,
) -> Markup {
    html! {
        details.tab id=(id) data-part=(id) data-remember=(id) data-told=[told] open[open] {
            summary {
                (drawn("i chev", "right"))
                h2 { (title) }
                span.sum data-sum { @for part in summary { b { (part) } } }
            }
            div.tab-body { (body) }
        }
    }
}
