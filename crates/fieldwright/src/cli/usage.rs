//! What is wrong with a command line, in the words of the reader.

use base::{Arg, Language};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What a command line lacks or has too much, and how to go on. Help and version come as they are.
pub fn explain(language: Language, error: &Error) -> Option<String> {
    let kind = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidValue if context(error, ContextKind::InvalidValue).is_empty() => {
            "valueMissing"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "valueUnfit",
        ErrorKind::UnknownArgument => "argumentUnknown",
        ErrorKind::InvalidSubcommand => "commandUnknown",
        ErrorKind::MissingSubcommand => "commandMissing",
        ErrorKind::MissingRequiredArgument => "argumentMissing",
        ErrorKind::ArgumentConflict => "argumentTwice",
        ErrorKind::NoEquals
        | ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => "valuesCount",
        _ => "unreadable",
    };
    let argument = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand]
        .into_iter()
        .map(|kind| context(error, kind))
        .find(|text| !text.is_empty())
        .unwrap_or_default();
    let args = [
        ("argument", Arg::from(argument.as_str())),
        ("value", Arg::from(context(error, ContextKind::InvalidValue).as_str())),
    ];
    let mut lines = vec![texts::text(language, &format!("cli-usage-{kind}"), &args)];
    for (id, kinds) in [
        ("cli-usage-possible", &[ContextKind::ValidValue, ContextKind::ValidSubcommand][..]),
        (
            "cli-usage-meant",
            &[
                ContextKind::SuggestedArg,
                ContextKind::SuggestedSubcommand,
                ContextKind::SuggestedValue,
            ],
        ),
    ] {
        let found = kinds.iter().map(|kind| context(error, *kind)).find(|text| !text.is_empty());
        if let Some(found) = found {
            lines.push(texts::text(language, id, &[("choices", Arg::from(found.as_str()))]));
        }
    }
    lines.push(texts::plain(language, "cli-usage-help"));
    Some(lines.join("\n"))
}

/// What the error says of this kind, with commas between.
fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
