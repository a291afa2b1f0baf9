//! Rules on messages: every message in both languages, with the same arguments; every refusal,
//! question and information of the source has its text.

use std::collections::{BTreeMap, BTreeSet};

use super::File;

/// What the ids of tooltips begin with. The English ones stand in the source, at the fields they
/// explain, so that they are in the French catalogue only; tests of `web` look that none is missing.
const TOOLTIP: &str = "help-";

/// What is wrong with the message catalogues.
pub fn check(files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    let english = messages(files, "locales/en/", &mut findings);
    let french = messages(files, "locales/fr/", &mut findings);
    for (id, (place, arguments)) in &english {
        match french.get(id) {
            None => findings.push(format!("{place}: {id} is missing in French")),
            Some((_, other)) if other != arguments => {
                findings.push(format!("{place}: {id} has other arguments in French"));
            }
            Some(_) => {}
        }
    }
    let of_source = |id: &str| id.starts_with(TOOLTIP);
    for (id, (place, _)) in
        french.iter().filter(|(id, _)| !english.contains_key(*id) && !of_source(id))
    {
        findings.push(format!("{place}: {id} is missing in English"));
    }
    findings.extend(files.iter().flat_map(typography));
    for file in files.iter().filter(|f| f.path.starts_with("crates/") && f.path.ends_with(".rs")) {
        if file.is_test() {
            continue;
        }
        for id in used(file.without_tests()) {
            if !english.contains_key(&id) {
                findings.push(format!("{}: no message {id}", file.path));
            }
        }
    }
    findings
}

/// Place and arguments of each message, by id.
fn messages(
    files: &[File],
    folder: &str,
    findings: &mut Vec<String>,
) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut found: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for file in files.iter().filter(|f| f.path.starts_with(folder) && f.path.ends_with(".ftl")) {
        let mut current: Option<String> = None;
        for line in file.text.lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some((id, _)) = line.split_once('=').filter(|_| begins) {
                let id = id.trim().to_owned();
                let fresh = (file.path.clone(), BTreeSet::new());
                if found.insert(id.clone(), fresh).is_some() {
                    findings.push(format!("{}: {id} stands twice", file.path));
                }
                current = Some(id);
            }
            if let Some((_, arguments)) = current.as_ref().and_then(|id| found.get_mut(id)) {
                arguments.extend(mentioned(line));
            }
        }
    }
    found
}

/// French marks: a no-break space before `:`, `;`, `?`, `!`, `%` and inside `« »`, and the
/// apostrophe `’`.
fn typography(file: &File) -> Vec<String> {
    if !file.path.starts_with("locales/fr/") {
        return Vec::new();
    }
    let wrong = file.text.lines().enumerate().filter(|(_, line)| !is_typographic(line));
    wrong.map(|(at, line)| format!("{}:{}: French marks: {line}", file.path, at + 1)).collect()
}

fn is_typographic(line: &str) -> bool {
    if line.starts_with('#') {
        return true;
    }
    let text = line.split_once('=').map_or(line, |(_, text)| text);
    let letters: Vec<char> = text.trim().chars().collect();
    letters.windows(2).enumerate().all(|(at, pair)| {
        let end = letters.get(at + 2).is_none_or(|after| after.is_whitespace());
        match (pair[0], pair[1]) {
            (' ', '?' | '!' | ';' | '%' | '»') | ('«', ' ') => false,
            (' ', ':') => !end,
            (before, '?' | '!' | ';' | ':') if end => !before.is_alphanumeric() && before != '}',
            (before, '\'') => !before.is_alphabetic(),
            _ => true,
        }
    })
}

/// The arguments that a line of a message mentions.
fn mentioned(line: &str) -> Vec<String> {
    line.split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

/// The message ids that the source needs, from the codes it writes out.
fn used(text: &str) -> BTreeSet<String> {
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let text = code.join("\n");
    let mut ids = BTreeSet::new();
    for (call, prefix) in
        [("refuse!(", "refusal-"), ("confirm(", "question-"), ("inform(", "message-")]
    {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some(code) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let dotted = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
            if dotted && !code.is_empty() && code.contains('.') {
                ids.insert(format!("{prefix}{}", code.replace('.', "-")));
            }
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_marks_have_their_spaces() {
        for right in
            ["a = Voir\u{a0}: l’aide\u{a0}?", "a = --pas https://x 23:59:59", "a = 5\u{a0}%"]
        {
            assert!(is_typographic(right), "{right}");
        }
        for wrong in
            ["a = Voir : x", "a = Voir: x", "a = l'aide", "a = 5 %", "a = Quoi?", "a = « x »"]
        {
            assert!(!is_typographic(wrong), "{wrong}");
        }
    }

    #[test]
    fn codes_become_ids() {
        let text = "refuse!(\n    \"a.bC\", x = 1) tx.confirm(\"d.e\", true) refuse!($code)";
        let ids: Vec<String> = used(text).into_iter().collect();
        assert_eq!(ids, ["question-d-e", "refusal-a-bC"]);
        assert_eq!(mentioned("a = { $one } und { $two }"), ["one", "two"]);
    }
}
