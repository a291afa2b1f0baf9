//! Icons and status glyphs, drawn from one sheet of symbols.

use maud::{Markup, html};

/// The sheet of symbols.
pub const SHEET: &str = concat!("/ui/icons.svg?v=", env!("UI_VERSION"));

/// An icon of 16 px beside a word; it says nothing to assistive technology.
pub fn icon(name: &str) -> Markup {
    drawn("i", name)
}

/// A status glyph of 12 px beside a word.
pub fn glyph(name: &str) -> Markup {
    drawn("g", name)
}

/// An icon with further classes.
pub fn drawn(class: &str, name: &str) -> Markup {
    html! {
        svg class=(class) aria-hidden="true" focusable="false" { use href={ (SHEET) "#" (name) } {} }
    }
}
