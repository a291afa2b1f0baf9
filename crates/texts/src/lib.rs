//! Texts in both languages: messages from the catalogues in `locales/`, numbers, amounts and dates
//! as people write them.
//!
//! The id of a text says what it is: `refusal-<code>`, `question-<code>`, `message-<code>` for what
//! rules say; `field-<column>` for the caption of a column; `table-<table>` and
//! `table-<table>-many` for a record and its list; `option-<choice>` for the choices of a field;
//! `ui-<place>-<what>` for screens; `print-<what>` for paper; `help-<table>--<column>` and
//! `help-<column>` for tooltips, in French only, as the English ones stand at the fields.

mod format;

use std::cell::RefCell;
use std::collections::BTreeMap;

use base::{Arg, Language, Message, Question, Refusal};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use rust_embed::Embed;

pub use format::{
    amount, amount_of, amount_with_symbol, date, date_time, moment, number, percent, quantity,
    time, unit_price, unit_price_of, with_symbol,
};

#[derive(Embed)]
#[folder = "../../locales"]
struct Catalogues;

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static BUNDLES: RefCell<BTreeMap<Language, Bundle>> = const { RefCell::new(BTreeMap::new()) };
}

fn bundle(language: Language) -> Bundle {
    let tag = language.tag().parse().expect("the tags of our languages are language tags");
    let mut bundle = FluentBundle::new(vec![tag]);
    bundle.set_use_isolating(false);
    let folder = format!("{}/", language.tag());
    for path in Catalogues::iter().filter(|path| path.starts_with(&folder)) {
        let file = Catalogues::get(&path).expect("a listed file is embedded");
        let text = String::from_utf8_lossy(&file.data).into_owned();
        // What can be read is used; `xtask tidy` names what cannot.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The text of this id, or nothing when the catalogue has none.
pub fn find(language: Language, id: &str, args: &[(&str, Arg)]) -> Option<String> {
    BUNDLES.with(|bundles| {
        let mut bundles = bundles.borrow_mut();
        let bundle = bundles.entry(language).or_insert_with(|| bundle(language));
        let pattern = bundle.get_message(id)?.value()?;
        let mut given = FluentArgs::new();
        for (name, value) in args {
            given.set(*name, argument(language, value));
        }
        let mut problems = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&given), &mut problems).into_owned())
    })
}

fn argument(language: Language, value: &Arg) -> FluentValue<'static> {
    match value {
        Arg::Text(text) => FluentValue::from(text.clone()),
        // Whole numbers stay numbers, so that a message can choose a plural by them.
        Arg::Number(number) => match number.normalize().to_string().parse::<i64>() {
            Ok(whole) if (-9999..=9999).contains(&whole) => FluentValue::from(whole),
            _ => FluentValue::from(format::number(language, *number)),
        },
        Arg::Date(day) => FluentValue::from(format::date(language, *day)),
    }
}

/// The text of this id; the id itself when the catalogue has none, so that a gap is seen.
pub fn text(language: Language, id: &str, args: &[(&str, Arg)]) -> String {
    find(language, id, args).unwrap_or_else(|| id.to_owned())
}

/// A text without arguments.
pub fn plain(language: Language, id: &str) -> String {
    text(language, id, &[])
}

fn coded(language: Language, prefix: &str, code: &str, args: &[(&'static str, Arg)]) -> String {
    let args: Vec<(&str, Arg)> =
        args.iter().map(|(name, value)| (*name, captioned(language, name, value))).collect();
    text(language, &format!("{prefix}-{}", code.replace('.', "-")), &args)
}

/// Rules name tables, fields and choices as the program does; a person reads their captions.
fn captioned(language: Language, name: &str, value: &Arg) -> Arg {
    let Arg::Text(text) = value else { return value.clone() };
    if let ("column", Some((table, column))) = (name, text.split_once('.')) {
        return Arg::Text(caption(language, table, column));
    }
    let id = match name {
        "table" => format!("table-{}", dashed(text)),
        "by" | "page" | "setup" => format!("table-{}-many", dashed(text)),
        "field" => format!("field-{}", dashed(text)),
        "blocked" => format!("option-{text}"),
        "object" => return object(language, text).map_or_else(|| value.clone(), Arg::Text),
        _ => return value.clone(),
    };
    find(language, &id, &[]).map_or_else(|| value.clone(), Arg::Text)
}

/// What a permission is about, as people read it: a table, a kind of document, a class of fields or
/// of actions, or an action with its collection.
pub fn object(language: Language, name: &str) -> Option<String> {
    let find = |id: String| find(language, &id, &[]);
    if let Some((kind, class)) = name.split_once(':') {
        return find(format!("right-{kind}-{}", dashed(class)));
    }
    let known = find(format!("table-{}-many", dashed(name)));
    if let Some(known) = known.or_else(|| find(format!("collection-{name}"))) {
        return Some(known);
    }
    let (place, action) = name.rsplit_once('.')?;
    let collection = place.split('.').next().unwrap_or_default();
    let words = find(format!("action-{collection}-{action}"))
        .or_else(|| find(format!("action-{action}")))?;
    Some(match find(format!("collection-{collection}")) {
        Some(collection) => format!("{words} – {}", collection.to_lowercase()),
        None => words,
    })
}

/// A name of a table or field as it stands in the id of a caption: `sales_account` and
/// `salesAccount` are `sales-account`.
fn dashed(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        match letter {
            '_' => id.push('-'),
            letter if letter.is_uppercase() => {
                id.push('-');
                id.extend(letter.to_lowercase());
            }
            letter => id.push(letter),
        }
    }
    id
}

/// What a refusal says.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    coded(language, "refusal", refusal.code, &refusal.args)
}

/// What a question asks.
pub fn question(language: Language, question: &Question) -> String {
    coded(language, "question", question.code, &question.args)
}

/// What a message says.
pub fn message(language: Language, message: &Message) -> String {
    coded(language, "message", message.code, &message.args)
}

/// The caption of a column. A table may have its own: `field-<table>-<column>`.
pub fn caption(language: Language, table: &str, column: &str) -> String {
    let column = column.replace('_', "-");
    let own = format!("field-{}-{column}", table.replace('_', "-"));
    find(language, &own, &[])
        .or_else(|| find(language, &format!("field-{column}"), &[]))
        .unwrap_or_else(|| sentence(&column))
}

/// The caption of a table: one record, or the list of them.
pub fn table(language: Language, table: &str, many: bool) -> String {
    let id = format!("table-{}{}", table.replace('_', "-"), if many { "-many" } else { "" });
    find(language, &id, &[]).unwrap_or_else(|| sentence(table))
}

/// The caption of a choice of a field; the blank choice is the empty text.
pub fn option(language: Language, choice: &str) -> String {
    if choice.is_empty() {
        return String::new();
    }
    find(language, &format!("option-{choice}"), &[]).unwrap_or_else(|| choice.to_owned())
}

/// A name as a sentence: `gl_account` becomes `Gl account`.
fn sentence(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_speak_both_languages() {
        let refusal = base::refuse!("value.number.unreadable", value = "5OO");
        let english = super::refusal(Language::En, &refusal);
        let french = super::refusal(Language::Fr, &refusal);
        assert!(english.contains("5OO") && english.contains("number"), "{english}");
        assert!(french.contains("5OO") && french != english, "{french}");
    }

    #[test]
    fn refusals_name_tables_and_fields_as_screens_do() {
        let refusal = base::refuse!(
            "postingSetup.account.missing",
            page = "general_posting_setup",
            combination = "DOM / PARTS",
            field = "salesAccount"
        );
        let english = super::refusal(Language::En, &refusal);
        assert!(english.contains("General posting setup"), "{english}");
        assert!(english.contains("Sales account"), "{english}");
        let refusal = base::refuse!("record.used", key = "X", by = "no_such_table");
        assert!(super::refusal(Language::Fr, &refusal).contains("no_such_table"));
    }

    #[test]
    fn a_missing_text_shows_its_id() {
        assert_eq!(plain(Language::En, "ui-no-such-thing"), "ui-no-such-thing");
    }
}
