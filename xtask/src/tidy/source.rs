//! Rules on Rust source: lengths, banned words, dialect words in their room.

use super::File;

/// The most lines of a function.
const FUNCTION_LINES: usize = 60;
/// The most lines of a file, and of a file of tests.
const FILE_LINES: usize = 500;
const TEST_FILE_LINES: usize = 1000;

/// A word that may not stand in some places, and why.
struct Ban {
    word: &'static str,
    applies: fn(&str) -> bool,
    reason: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        word: concat!("f", "64"),
        applies: |path| path.starts_with("crates/"),
        reason: "amounts and quantities are exact decimals",
    },
    Ban {
        word: concat!("f", "32"),
        applies: |path| path.starts_with("crates/"),
        reason: "amounts and quantities are exact decimals",
    },
    Ban {
        word: concat!(".unwrap", "()"),
        applies: |path| path.starts_with("crates/"),
        reason: "say with expect why it cannot fail, or return the error",
    },
    Ban { word: concat!("#[", "allow("), applies: |_| true, reason: "use expect with a reason" },
    Ban {
        word: "axum",
        applies: |path| path.starts_with("crates/") && !path.starts_with("crates/web/"),
        reason: "HTTP lives in web only",
    },
    Ban {
        word: "maud",
        applies: |path| path.starts_with("crates/") && !path.starts_with("crates/web/"),
        reason: "HTML lives in web only",
    },
    Ban {
        word: "rusqlite",
        applies: |path| path.starts_with("crates/") && !path.starts_with("crates/store/src/engine"),
        reason: "dialects live in store/engine only",
    },
    Ban {
        word: "sqlite_master",
        applies: |path| path.starts_with("crates/") && !path.starts_with("crates/store/src/engine"),
        reason: "dialects live in store/engine only",
    },
    Ban {
        word: "pg_tables",
        applies: |path| path.starts_with("crates/") && !path.starts_with("crates/store/src/engine"),
        reason: "dialects live in store/engine only",
    },
];

/// What is wrong with the source.
pub fn check(files: &[File], exemptions: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        lengths(file, exemptions, &mut findings);
        if !file.is_test() {
            words(file, &mut findings);
        }
    }
    findings
}

fn lengths(file: &File, exemptions: &[String], findings: &mut Vec<String>) {
    let exempt = |place: &str| exemptions.iter().any(|known| known == place);
    let lines = file.text.lines().count();
    let most = if file.is_test() { TEST_FILE_LINES } else { FILE_LINES };
    if lines > most && !exempt(&file.path) {
        findings.push(format!("{}: {lines} lines, at most {most}", file.path));
    }
    if file.is_test() {
        return;
    }
    for (name, line, length) in functions(file.without_tests()) {
        if length > FUNCTION_LINES && !exempt(&format!("{}::{name}", file.path)) {
            findings.push(format!(
                "{}:{line}: {name} has {length} lines, at most {FUNCTION_LINES}",
                file.path
            ));
        }
    }
}

/// Name, first line and length of each function, by the indentation that rustfmt gives it.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        let Some(name) = function_name(code) else { continue };
        let closing = format!("{}}}", " ".repeat(indent));
        let end = lines[at..].iter().position(|line| *line == closing);
        if let Some(length) = end {
            found.push((name, at + 1, length + 1));
        }
    }
    found
}

fn function_name(code: &str) -> Option<String> {
    let mut rest = code;
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest.strip_prefix("fn ")?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!code.ends_with(';') && !code.ends_with('}')).then_some(name)
}

fn words(file: &File, findings: &mut Vec<String>) {
    for (number, line) in file.without_tests().lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for ban in BANS.iter().filter(|ban| (ban.applies)(&file.path)) {
            if stands_alone(code, ban.word) {
                findings.push(format!(
                    "{}:{}: `{}`: {}",
                    file.path,
                    number + 1,
                    ban.word,
                    ban.reason
                ));
            }
        }
    }
}

/// Whether the word occurs outside a longer word.
fn stands_alone(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        let starts = !word.starts_with(part) || !before.is_some_and(part);
        let ends = !word.ends_with(part) || !after.is_some_and(part);
        starts && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured() {
        let text = "fn one() {\n    two\n}\n\nimpl X {\n    pub fn two(\n        a: i64,\n    ) {\n        b\n    }\n}\n";
        let found = functions(text);
        assert_eq!(found, [("one".to_owned(), 1, 3), ("two".to_owned(), 6, 5)]);
    }

    #[test]
    fn words_inside_words_are_not_meant() {
        assert!(stands_alone("use axum::Router;", "axum"));
        assert!(!stands_alone("let maxaxum = 1;", "axum"));
    }
}
