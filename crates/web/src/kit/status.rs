//! Statuses: a tone and a glyph, so that shape says what colour says.

use maud::{Markup, html};

use super::icon::{drawn, glyph};

/// The family of a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing has happened yet.
    Neutral,
    /// Under way.
    Info,
    /// On the road.
    Violet,
    /// Waits, or is due soon.
    Warn,
    /// Late or wrong.
    Bad,
    /// Finished, met.
    Ok,
}

impl Tone {
    /// The end of its class.
    pub fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Violet => "violet",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Ok => "ok",
        }
    }
}

/// The tone and glyph of a choice such as `inProcess`; nothing for choices that are no status.
pub fn of_option(choice: &str) -> Option<(Tone, &'static str)> {
    Some(match choice {
        "pending" | "open" | "draft" | "initial" => (Tone::Neutral, "g-pending"),
        "inProcess" | "referred" => (Tone::Info, "g-half"),
        "releasedToShip" | "released" => (Tone::Info, "g-ring"),
        "onHold" | "partlyServiced" => (Tone::Warn, "g-hold"),
        "finished" | "posted" | "installed" | "active" | "enabled" => (Tone::Ok, "g-done"),
        "high" => (Tone::Warn, "g-late"),
        "inactive" | "disabled" | "defective" => (Tone::Bad, "g-stop"),
        _ => return None,
    })
}

/// A pill: glyph and word on a tint. At most three in a header.
pub fn pill(tone: Tone, glyph_name: &str, text: &str) -> Markup {
    html! {
        span class={ "pill pill-" (tone.name()) } {
            @if !glyph_name.is_empty() { (glyph(glyph_name)) }
            (text)
        }
    }
}

/// Glyph and plain word, as tables show a status.
pub fn word(tone: Tone, glyph_name: &str, text: &str) -> Markup {
    html! {
        span class={ "status status-" (tone.name()) } { (drawn("g", glyph_name)) (text) }
    }
}
