//! Rules on the documents: what they name exists.

use std::path::Path;

use super::File;

/// Documents whose quoted paths must exist.
const DOCUMENTS: &[&str] = &["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"];

/// What is wrong with the documents.
pub fn check(root: &Path, files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        for target in links(&file.text) {
            let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
            if !root.join(folder).join(&target).exists() {
                findings.push(format!("{}: the link {target} leads nowhere", file.path));
            }
        }
        if DOCUMENTS.contains(&file.path.as_str()) {
            for path in quoted_paths(&file.text) {
                if !root.join(&path).exists() && !root.join("crates").join(&path).exists() {
                    findings.push(format!("{}: {path} does not exist", file.path));
                }
            }
        }
    }
    findings
}

/// Targets of Markdown links inside the project.
fn links(text: &str) -> Vec<String> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .filter(|target| !target.is_empty() && !target.contains("://") && !target.contains(' '))
        .collect()
}

/// Words in backticks that look like paths of the project: with a slash, without blanks or marks
/// of commands and addresses.
fn quoted_paths(text: &str) -> Vec<String> {
    let odd = [' ', '{', '<', '*', ':', '$', '(', ','];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.contains('/') && !word.starts_with('/') && !word.contains(odd))
        .map(|word| word.trim_end_matches('/').to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_links_are_found() {
        let text = "See `crates/base` and `a/b c` and `/api/v1`, [x](docs/y.md#z), [w](https://w).";
        assert_eq!(quoted_paths(text), ["crates/base"]);
        assert_eq!(links(text), ["docs/y.md"]);
    }
}
