//! A text as a picture that a phone reads.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// The white border that readers need, in dots.
const QUIET: i32 = 4;

/// The picture; nothing for a text that is too long for one. Black on white in every theme, since
/// readers want it so.
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    html! {
        svg.qr viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_picture_and_a_book_does_not() {
        let picture = qr("otpauth://totp/Fieldwright:anna?secret=ABC", "Picture").into_string();
        // Three corners of seven dots each have their marks; the first dot is inside the border.
        assert!(picture.contains("M4,4h1v1h-1z") && picture.contains("viewBox"), "{picture}");
        assert!(picture.contains("aria-label=\"Picture\""));
        assert_eq!(qr(&"x".repeat(5_000), "").into_string(), "");
    }
}
