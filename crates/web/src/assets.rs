//! The bundled styles, modules and icons, embedded into the program. Their addresses carry a
//! version, so browsers may keep them.

/// A file of the screens: its type and content.
pub fn find(name: &str) -> Option<(&'static str, &'static [u8])> {
    Some(match name {
        "main.js" => (
            "text/javascript; charset=utf-8",
            include_bytes!(concat!(env!("OUT_DIR"), "/ui/main.js")),
        ),
        "main.css" => {
            ("text/css; charset=utf-8", include_bytes!(concat!(env!("OUT_DIR"), "/ui/main.css")))
        }
        "icons.svg" => ("image/svg+xml", include_bytes!(concat!(env!("OUT_DIR"), "/ui/icons.svg"))),
        "mark.svg" => ("image/svg+xml", include_bytes!(concat!(env!("OUT_DIR"), "/ui/mark.svg"))),
        _ => return None,
    })
}
