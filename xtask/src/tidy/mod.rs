//! Keeps the house in order: the style rules that a compiler does not know.
//!
//! Each rule looks at the files git tracks and returns findings. Lengths are ratchets: a longer
//! function or file needs a line with its reason in `xtask/tidy-exemptions.txt`.

mod catalogues;
mod documents;
mod layers;
mod source;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// A file of the project.
pub struct File {
    /// Path from the root of the project.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl File {
    /// Whether it holds tests only.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
            || name == "conformance.rs"
            || name == "testing.rs"
            || self.path.starts_with("crates/scenario/")
    }

    /// The Rust source before the first inline test module.
    pub fn without_tests(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default()
    }
}

/// Runs every rule and prints what it finds.
pub fn run() -> ExitCode {
    let root = root();
    let files = tracked(&root);
    let mut findings = Vec::new();
    findings.extend(source::check(&files, &exemptions(&root)));
    findings.extend(catalogues::check(&files));
    findings.extend(documents::check(&root, &files));
    findings.extend(layers::check(&root));
    for finding in &findings {
        println!("{finding}");
    }
    println!("tidy: {} files, {} findings", files.len(), findings.len());
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The root of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_path_buf).unwrap_or_default()
}

fn tracked(root: &Path) -> Vec<File> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .expect("git lists the files");
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let read = |path: &str| {
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(File { path: path.to_owned(), text })
    };
    listed.lines().filter_map(read).collect()
}

/// Lines `path` or `path::function` with a reason after a space.
fn exemptions(root: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(root.join("xtask/tidy-exemptions.txt")).unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, reason)| !reason.trim().is_empty())
        .map(|(place, _)| place.to_owned())
        .collect()
}
