//! Every field that people see has its tooltip in French too, and no French tooltip is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use base::Language;
use store::{ActionDef, Column, Db, EntityDef};

use super::tooltip::{dashed, own};

fn entities() -> Vec<EntityDef> {
    let mut all = service::entities();
    all.extend(service::system_entities());
    all
}

fn actions() -> Vec<ActionDef> {
    let mut all = service::actions();
    all.extend(service::system_actions());
    all
}

/// The columns that people see, each table once: all but the version counter.
fn columns() -> Vec<(&'static str, &'static Column)> {
    let tables: BTreeMap<_, _> = entities().iter().map(|def| (def.table.name, def.table)).collect();
    tables
        .into_values()
        .flat_map(|table| {
            table
                .columns
                .iter()
                .enumerate()
                .filter(|(at, _)| table.is_shown(*at))
                .map(|(_, column)| (table.name, column))
        })
        .collect()
}

fn shared(column: &Column) -> String {
    format!("help-{}", dashed(column.name))
}

fn known(id: &str) -> bool {
    texts::find(Language::Fr, id, &[]).is_some()
}

/// Table and name of every calculated property.
pub(super) fn figures() -> Vec<(&'static str, &'static str)> {
    // Opening an installation adds what service shows on customers.
    let _opened = crate::testing::programs();
    let mut found = Vec::new();
    let actor =
        base::Actor::program(&base::FixedClock(base::DateTime::constant(2026, 3, 2, 8, 0, 0, 0)));
    let mut look = |tables: &[&'static store::Table], defs: &[EntityDef]| {
        let database = store::testing::databases(tables).into_iter().next().expect("SQLite");
        let db: &Db = &database.db;
        for def in defs {
            let figures = db.read(&actor, |tx| (def.figures)(tx)).expect("a blank record");
            let shown =
                figures.into_iter().filter(|(_, value)| !value.is_array() && !value.is_object());
            found.extend(shown.map(|(name, _)| (def.table.name, name)));
        }
    };
    look(&service::installation::company_tables(), &service::entities());
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn no_two_fields_of_a_table_have_the_same_caption() {
    let mut twice = Vec::new();
    for language in [Language::En, Language::Fr] {
        let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
        for (table, column) in columns() {
            let caption = texts::caption(language, table, column.name);
            if let Some(other) = seen.insert((table, caption.clone()), column.name) {
                twice.push(format!("{table}: {other} and {} are “{caption}”", column.name));
            }
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn every_column_says_in_french_what_it_means() {
    let without: Vec<String> = columns()
        .into_iter()
        .filter(|(table, column)| !known(&own(table, column.name)) && !known(&shared(column)))
        .map(|(table, column)| format!("{} = {}", own(table, column.name), column.help))
        .collect();
    assert!(without.is_empty(), "write these in locales/fr/help-*.ftl:\n{}", without.join("\n"));
}

#[test]
fn a_french_text_that_tables_share_stands_for_one_english_text() {
    let mut english: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (table, column) in columns() {
        if !known(&own(table, column.name)) {
            english.entry(shared(column)).or_default().insert(column.help);
        }
    }
    english.retain(|_, texts| texts.len() > 1);
    assert!(english.is_empty(), "give these tables texts of their own: {english:#?}");
}

#[test]
fn every_action_and_parameter_says_in_french_what_it_means() {
    let mut without = BTreeSet::new();
    for action in actions() {
        let id = format!("help-action-{}", action.name);
        if !known(&id) {
            without.insert(format!("{id} = {}", action.help));
        }
        for parameter in action.parameters {
            let own = format!("{id}--{}", parameter.name);
            if !known(&own) && !known(&format!("help-parameter-{}", parameter.name)) {
                without.insert(format!("{own} = {}", parameter.help));
            }
        }
    }
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn every_calculated_property_says_what_it_means() {
    let mut without = Vec::new();
    for (table, name) in figures() {
        for language in [Language::En, Language::Fr] {
            if texts::find(language, &own(table, name), &[]).is_none() {
                without.push(format!("{} {}", language.tag(), own(table, name)));
            }
        }
    }
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn no_french_tooltip_is_left_over() {
    let mut used = BTreeSet::new();
    for (table, column) in columns() {
        let own = own(table, column.name);
        used.insert(if known(&own) { own } else { shared(column) });
    }
    used.extend(figures().into_iter().map(|(table, name)| own(table, name)));
    for action in actions() {
        let id = format!("help-action-{}", action.name);
        for parameter in action.parameters {
            let own = format!("{id}--{}", parameter.name);
            used.insert(if known(&own) {
                own
            } else {
                format!("help-parameter-{}", parameter.name)
            });
        }
        let own = format!("help-action-{}--{}", action.collection, action.name);
        used.insert(if known(&own) { own } else { id });
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/fr");
    let mut left = Vec::new();
    for file in std::fs::read_dir(folder).expect("the French catalogue") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        let ids = text.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()));
        left.extend(ids.filter(|id| id.starts_with("help-") && !used.contains(id)));
    }
    assert!(left.is_empty(), "nothing shows these: {left:#?}");
}
