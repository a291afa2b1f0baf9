//! The bundled styles, modules, fonts and icons, embedded into the program. Their addresses carry a
//! version, so browsers may keep them.

/// What was bundled, by name.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A file of the screens: its type and content.
pub fn find(name: &str) -> Option<(&'static str, &'static [u8])> {
    let (known, content) = FILES.iter().find(|(known, _)| *known == name)?;
    let kind = match known.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    };
    Some((kind, content))
}
