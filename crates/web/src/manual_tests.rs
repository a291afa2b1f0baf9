//! The manual through the door: F1 of every kind of page leads to the place that speaks of it, search
//! and pages answer in both languages, and its terms are those of the screens.

use std::collections::BTreeSet;
use std::path::Path;

use base::Language;
use books::user::{self, User, UserLanguage};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::manual::{Topic, read};
use crate::testing::{COMPANY, Program, TOKEN, programs};

/// A user of a role and language; answers a token.
fn user(program: &Program, role: &str, language: Language) -> String {
    let installation = program.app.installation();
    let spoken = if language == Language::Fr { UserLanguage::Fr } else { UserLanguage::En };
    let made = User { user_name: role.into(), language: spoken, ..User::default() };
    let token = installation.system().write(&installation.program(), |tx| {
        user::create_user(tx, &made, None)?;
        user::assign(tx, role, role, COMPANY)?;
        user::create_token(tx, role, "Test", None)
    });
    token.expect("a user")
}

/// Where F1 of a page leads.
fn help(page: &str) -> String {
    let links = page.split("<a ").filter_map(|rest| rest.split_once('>'));
    let tags = links.map(|(tag, _)| tag).filter(|tag| tag.contains("data-key=\"F1\""));
    let found: Vec<&str> = tags
        .filter_map(|tag| tag.split_once("href=\"")?.1.split_once('"').map(|(href, _)| href))
        .collect();
    assert_eq!(found.len(), 1, "one link to the manual");
    found[0].to_owned()
}

#[test]
fn f1_of_every_kind_of_page_leads_to_what_speaks_of_it() {
    let program = programs().remove(0);
    let get = |path: &str| program.request(TOKEN, "GET", path, &[], None);
    for (page, place) in [
        ("", "screens#role-centre"),
        ("/serviceOrders", "service-orders"),
        ("/serviceOrders?new", "service-orders"),
        ("/customers", "service-orders#the-header"),
        ("/itemJournalLines", "stock-and-costs#bring-stock-in-take-stock-out"),
        ("/companyInformation", "printing"),
        ("/-/users", "users-and-permissions"),
        ("/-/companies", "administration#companies"),
        ("/-/set-up", "screens"),
        ("/-/finance", "screens"),
        ("/-/import", "import"),
        ("/-/account", "signing-in#your-account"),
        ("/-/jobs", "screens#batch-jobs"),
        ("/-/find-entries", "posting#entries"),
    ] {
        let shown = get(&format!("/c/{COMPANY}{page}"));
        assert_eq!(shown.status, 200, "{page}: {}", shown.text);
        let address = help(&shown.text);
        assert_eq!(address, format!("/c/{COMPANY}/-/manual/{place}"), "{page}");
        let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
        let there = get(path);
        assert_eq!(there.status, 200, "{path}");
        assert!(anchor.is_empty() || there.text.contains(&format!("id=\"{anchor}\"")), "{address}");
    }
    assert_eq!(get(&format!("/c/{COMPANY}/-/manual/nothing")).status, 404);
}

#[test]
fn the_manual_is_read_and_searched_in_both_languages() {
    let program = programs().remove(0);
    for (role, language, title, typed, found) in [
        ("TECHNICIAN", Language::Fr, "Premiers pas", "a%20livr%C3%89r", "Les quantités"),
        ("COUNTER", Language::En, "First steps", "WARRANTY+discount", "Which discount"),
    ] {
        let token = user(&program, role, language);
        let get = |path: &str| {
            let address = format!("/c/{COMPANY}/-/manual{path}");
            let answer = program.request(&token, "GET", &address, &[], None);
            assert_eq!(answer.status, 200, "{path}");
            answer.text
        };
        let contents = get("");
        assert!(contents.contains(title), "{contents}");
        for closed in ["/api/docs", "-/manual/api", "-/manual/administration"] {
            assert!(!contents.contains(closed), "{closed} is of no use to {role}");
        }
        let hits = get(&format!("?q={typed}"));
        assert!(hits.contains(found) && hits.contains("<mark>"), "{hits}");
        assert!(!get("?q=%3Cscript%3E").contains("<script>"), "what was typed is shown as text");
        for topic in Topic::ALL {
            let page = get(&format!("/{}", topic.name()));
            assert!(
                page.contains(&read(topic, language).title.replace('\'', "&#39;")),
                "{topic:?}"
            );
        }
    }
}

/// What stands in italics on a page.
fn italics(source: &str) -> Vec<String> {
    let (mut found, mut inside): (Vec<String>, bool) = (Vec::new(), false);
    for event in Parser::new(source) {
        match event {
            Event::Start(Tag::Emphasis) => {
                found.push(String::new());
                inside = true;
            }
            Event::End(TagEnd::Emphasis) => inside = false,
            Event::Text(text) if inside => {
                found.last_mut().expect("it began").push_str(&text);
            }
            Event::SoftBreak if inside => found.last_mut().expect("it began").push(' '),
            _ => {}
        }
    }
    found
}

/// A term as it is compared: without case, without the dots of a caption.
fn plain(text: &str) -> String {
    text.trim().trim_end_matches(['.', '…', '\u{a0}']).to_lowercase()
}

#[test]
fn terms_in_italics_are_words_of_the_screens() {
    let names = ["atelier moka", "csv utf-8", "italics", "italique"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (language, folder) in [("en", "docs"), ("fr", "docs/fr")] {
        let mut known = BTreeSet::new();
        let catalogues = root.join("locales").join(language);
        for entry in std::fs::read_dir(catalogues).expect("the catalogues") {
            let text = std::fs::read_to_string(entry.expect("a file").path()).expect("a catalogue");
            known.extend(text.lines().filter_map(|line| Some(plain(line.split_once(" = ")?.1))));
        }
        // The pages that are translated are those for everybody; others speak of other programs too.
        for entry in std::fs::read_dir(root.join("docs/fr")).expect("the manual") {
            let name = entry.expect("a page").file_name();
            let source = std::fs::read_to_string(root.join(folder).join(&name)).expect("a page");
            for term in italics(&source).iter().flat_map(|term| term.split(" → ")) {
                let term = plain(term);
                let fits = known.contains(&term) || names.contains(&term.as_str());
                assert!(fits, "{folder}/{}: {term} is no word of the screens", name.display());
            }
        }
    }
}
