//! The manual, as it is served: the pages of `docs/` that are built into the program, in English and,
//! where there is one, in French below `docs/fr/`. A heading has the same anchor in both languages, so
//! that a link and the language can be changed one without the other.

mod about;
mod find;
mod markup;
mod topic;

use std::sync::LazyLock;

use base::Language;

pub use about::{About, of_collection};
pub use find::{Found, find};
pub use topic::Topic;

use markup::{Section, sections};

/// A page of the manual as somebody reads it.
#[derive(Debug)]
pub struct Page {
    /// What it is about.
    pub topic: Topic,
    /// The language it is written in; pages for administrators exist in English only.
    pub language: Language,
    /// Its first heading.
    pub title: String,
    /// What stands below each heading, for the contents and the search.
    pub sections: Vec<Section>,
    /// The page as HTML; links between pages are relative to the folder of the manual.
    pub html: String,
}

static MANUAL: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let in_both =
        Topic::ALL.into_iter().flat_map(|topic| [(topic, Language::En), (topic, Language::Fr)]);
    let written = in_both.filter(|(topic, language)| topic.exists_in(*language));
    written.map(|(topic, language)| page(topic, language)).collect()
});

/// The page about something, in this language where it exists, otherwise in English.
pub fn read(topic: Topic, language: Language) -> &'static Page {
    let of = |language: Language| {
        MANUAL.iter().find(|page| page.topic == topic && page.language == language)
    };
    of(language).or_else(|| of(Language::En)).unwrap_or(&MANUAL[0])
}

/// The pages that a role looks through.
pub fn pages_for(role: &str, language: Language) -> impl Iterator<Item = &'static Page> {
    Topic::ALL.into_iter().filter(move |topic| topic.is_for(role)).map(move |it| read(it, language))
}

/// Reads a page: headings and texts, and the HTML with links that lead somewhere.
fn page(topic: Topic, language: Language) -> Page {
    let sections = read_sections(topic, language);
    let (html, _) = written(topic, language, &sections);
    let title = sections.first().map(|first| first.heading.clone()).unwrap_or_default();
    Page { topic, language, title, sections, html }
}

/// The sections of a page; those of a translation have the anchors of the English page.
fn read_sections(topic: Topic, language: Language) -> Vec<Section> {
    let mut found = sections(topic.source(language));
    if language != Language::En {
        let english = sections(topic.source(Language::En));
        for (section, english) in found.iter_mut().zip(english) {
            section.anchor = english.anchor;
        }
    }
    found
}

/// The HTML of a page, and the links on it that lead nowhere.
fn written(topic: Topic, language: Language, own: &[Section]) -> (String, Vec<String>) {
    let resolve = |target: &str| place(topic, language, target);
    markup::html(topic.source(language), own, &resolve)
}

/// Where a link of a page leads, relative to the folder of the manual.
fn place(from: Topic, language: Language, target: &str) -> Option<String> {
    if target.starts_with("https://") {
        return Some(target.to_owned());
    }
    let (file, mark) = target.split_once('#').unwrap_or((target, ""));
    let (topic, language) = if file.is_empty() {
        (from, language)
    } else {
        Topic::of_file(&joined(from.folder(language), file))?
    };
    if mark.is_empty() {
        return Some(topic.name().to_owned());
    }
    let sections = read_sections(topic, language);
    let section = sections.iter().find(|section| section.mark == mark)?;
    Some(format!("{}#{}", topic.name(), section.anchor))
}

/// The path of a file named from a folder.
fn joined(folder: &str, file: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in file.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = &'static Page> {
        MANUAL.iter()
    }

    /// Links that lead out of the manual, to other files of the project.
    const OUTSIDE: [&str; 2] = ["../README.md", "../examples/import/README.md"];

    #[test]
    fn every_link_leads_somewhere() {
        for page in all() {
            let (_, nowhere) = written(page.topic, page.language, &page.sections);
            let nowhere: Vec<_> =
                nowhere.iter().filter(|link| !OUTSIDE.contains(&link.as_str())).collect();
            assert!(nowhere.is_empty(), "{:?} {:?}: {nowhere:?}", page.topic, page.language);
        }
    }

    #[test]
    fn a_translation_has_the_headings_of_the_english_page() {
        for topic in Topic::ALL.into_iter().filter(|topic| topic.exists_in(Language::Fr)) {
            let levels = |language| {
                sections(topic.source(language)).iter().map(|at| at.level).collect::<Vec<_>>()
            };
            assert_eq!(levels(Language::Fr), levels(Language::En), "{topic:?}");
            let tables = |language| {
                topic.source(language).lines().filter(|line| line.starts_with('|')).count()
            };
            assert_eq!(tables(Language::Fr), tables(Language::En), "{topic:?}");
        }
    }

    #[test]
    fn whatever_a_user_reads_exists_in_french() {
        for topic in Topic::ALL.into_iter().filter(|topic| topic.is_for("TECHNICIAN")) {
            assert!(topic.exists_in(Language::Fr), "{topic:?}");
        }
    }

    #[test]
    fn anchors_are_unique_within_a_page() {
        for page in all() {
            let mut anchors: Vec<_> = page.sections.iter().map(|at| at.anchor.as_str()).collect();
            anchors.sort_unstable();
            let count = anchors.len();
            anchors.dedup();
            assert_eq!(anchors.len(), count, "{:?}", page.topic);
        }
    }

    #[test]
    fn a_page_of_docs_is_a_page_of_the_manual() {
        for (folder, language) in [("docs", Language::En), ("docs/fr", Language::Fr)] {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
            for entry in std::fs::read_dir(root).expect("the folder of the manual") {
                let file = entry.expect("an entry").file_name().to_string_lossy().into_owned();
                if file.ends_with(".md") && file != "README.md" {
                    let found = Topic::of_file(&format!("{folder}/{file}"));
                    assert_eq!(found.map(|(_, found)| found), Some(language), "{folder}/{file}");
                }
            }
        }
    }
}
