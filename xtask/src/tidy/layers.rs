//! The rule of the house: no crate names one to its right.

use std::path::Path;

/// The rooms in order; `store-derive`, `texts` and `documents` stand on `base` alone.
const ORDER: &[&str] = &[
    "base",
    "store-derive",
    "texts",
    "documents",
    "store",
    "books",
    "service",
    "web",
    "fieldwright",
];

/// What each room may name, read from its manifest.
pub fn check(root: &Path) -> Vec<String> {
    let mut findings = Vec::new();
    for (at, room) in ORDER.iter().enumerate() {
        let manifest = root.join("crates").join(room).join("Cargo.toml");
        let Ok(text) = std::fs::read_to_string(&manifest) else {
            findings.push(format!("crates/{room} has no manifest"));
            continue;
        };
        let dependencies = text.split("[dependencies]").nth(1).unwrap_or_default();
        let dependencies = dependencies.split("[dev-dependencies]").next().unwrap_or_default();
        for other in &ORDER[at + 1..] {
            let names = dependencies.lines().any(|line| {
                line.starts_with(&format!("{other}.")) || line.starts_with(&format!("{other} "))
            });
            if names {
                findings.push(format!("crates/{room} names {other}, which stands to its right"));
            }
        }
    }
    findings
}
