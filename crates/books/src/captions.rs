//! Every table, column and choice of the room has a caption in both languages.

use base::Language;
use store::Kind;

const LANGUAGES: [Language; 2] = [Language::En, Language::Fr];

/// Ids that a language has no text for.
fn missing(ids: impl Iterator<Item = String>) -> Vec<String> {
    ids.flat_map(|id| LANGUAGES.map(|language| (language, id.clone())))
        .filter(|(language, id)| texts::find(*language, id, &[]).is_none())
        .map(|(language, id)| format!("{} {id}", language.tag()))
        .collect()
}

#[test]
fn every_table_has_its_names() {
    let names = crate::tables().into_iter().map(|table| table.name.replace('_', "-"));
    let ids = names.flat_map(|name| [format!("table-{name}"), format!("table-{name}-many")]);
    assert_eq!(missing(ids), Vec::<String>::new());
}

#[test]
fn every_column_has_a_caption() {
    let mut without = Vec::new();
    for table in crate::tables() {
        for column in table.columns {
            for language in LANGUAGES {
                let name = column.name.replace('_', "-");
                let own = format!("field-{}-{name}", table.name.replace('_', "-"));
                let found = texts::find(language, &own, &[])
                    .or_else(|| texts::find(language, &format!("field-{name}"), &[]));
                if found.is_none() {
                    without.push(format!("{} {}.{name}", language.tag(), table.name));
                }
            }
        }
    }
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn every_choice_has_a_caption() {
    let mut choices: Vec<&str> = Vec::new();
    for column in crate::tables().into_iter().flat_map(|table| table.columns) {
        if let Kind::Option(all) = column.kind {
            choices.extend(all.iter().filter(|choice| !choice.is_empty()));
        }
    }
    let ids = choices.into_iter().map(|choice| format!("option-{choice}"));
    assert_eq!(missing(ids), Vec::<String>::new());
}

#[test]
fn every_column_has_a_help_text() {
    let columns = crate::tables().into_iter().flat_map(|table| {
        table.columns.iter().map(move |column| (table.name, column.name, column.help))
    });
    let without: Vec<_> = columns.filter(|(_, _, help)| help.is_empty()).collect();
    assert!(without.is_empty(), "{without:?}");
}
