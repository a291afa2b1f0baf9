//! Empty states: what is missing, how to begin, one button.

use maud::{Markup, html};

use super::button::Button;
use super::icon::icon;

/// An empty place.
pub fn empty(icon_name: &str, title: &str, how: &str, first: Option<&Button>) -> Markup {
    html! {
        div.empty {
            (icon(icon_name))
            h2 { (title) }
            p { (how) }
            @if let Some(button) = first { (button) }
        }
    }
}
