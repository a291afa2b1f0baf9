//! What screens offer speaks both languages: no name of the API stands in a menu, a form or an answer.

use std::collections::BTreeSet;

use base::Language;
use store::{ActionDef, Kind, Shows, Told};

use super::action;

fn offered() -> Vec<ActionDef> {
    let mut all = service::actions();
    all.extend(service::system_actions());
    all.retain(|action| action.screen.offered);
    all
}

/// Whether the catalogue has a caption for a property of a table, or of all tables.
fn captioned(language: Language, table: &str, property: &str) -> bool {
    let name = super::tooltip::dashed(property);
    let own = format!("field-{}-{name}", super::tooltip::dashed(table));
    [own, format!("field-{name}")].iter().any(|id| texts::find(language, id, &[]).is_some())
}

fn told(all: &[Told], names: &mut BTreeSet<&'static str>) {
    for one in all {
        // A list stands under no caption of its own, and the only value of its rows neither.
        let alone = one.rows.len() == 1;
        if one.rows.is_empty() {
            names.insert(one.name);
        } else if !alone {
            told(one.rows, names);
        }
    }
}

#[test]
fn every_word_of_an_action_is_in_both_catalogues() {
    let mut missing = BTreeSet::new();
    for language in [Language::En, Language::Fr] {
        for def in offered() {
            let ids =
                [format!("action-{}-{}", def.collection, def.name), format!("action-{}", def.name)];
            if !ids.iter().any(|id| texts::find(language, id, &[]).is_some()) {
                missing.insert(format!("{language:?} action-{}", def.name));
            }
            let table = service::table_of(def.collection).map_or("", |table| table.name);
            for parameter in def.asked() {
                if !captioned(language, table, parameter.name) {
                    missing.insert(format!("{language:?} {} {}", def.name, parameter.name));
                }
                let Kind::Option(choices) = parameter.kind else { continue };
                for choice in choices.iter().filter(|choice| !choice.is_empty()) {
                    if texts::find(language, &format!("option-{choice}"), &[]).is_none() {
                        missing.insert(format!("{language:?} option-{choice}"));
                    }
                }
            }
            let mut names = BTreeSet::new();
            if let Shows::Answer(all) = def.screen.shows {
                told(all, &mut names);
            }
            for name in names.into_iter().filter(|name| !captioned(language, "", name)) {
                missing.insert(format!("{language:?} {} tells {name}", def.name));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_takes_an_action_back_and_what_looks_ahead_are_actions_beside_it() {
    let mut all = service::actions();
    all.extend(service::system_actions());
    let beside = |def: &ActionDef, name: &str| {
        all.iter().any(|other| {
            (other.collection, other.segment, other.name) == (def.collection, def.segment, name)
        })
    };
    for def in offered() {
        if let Some(undo) = def.screen.undo {
            assert!(beside(&def, undo), "{} is undone by {undo}", def.object());
        }
        if let Some(preview) = def.screen.preview {
            assert!(beside(&def, preview), "{} is previewed by {preview}", def.object());
        }
    }
}

#[test]
fn what_writes_the_books_asks_before() {
    for def in offered().iter().filter(|def| def.writes && def.class == store::Class::Post) {
        let looks_first = def.asks() || def.screen.preview.is_some();
        assert!(looks_first, "{} would write at once", def.object());
    }
}

#[test]
fn a_choice_that_may_stay_open_says_what_that_means() {
    for def in offered() {
        for parameter in def.asked().filter(|p| matches!(p.kind, Kind::Option(_)) && !p.required) {
            let french = action::unchosen(Language::Fr, parameter);
            assert!(french.is_none_or(|text| !text.is_empty()), "{}", parameter.name);
        }
    }
}
