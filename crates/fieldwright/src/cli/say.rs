//! Errors in the words of the reader.

use base::{Arg, Error, Language};

/// What went wrong, a line for each refusal.
pub fn error(language: Language, error: &Error) -> Vec<String> {
    let text = |id: &str, args: &[(&str, Arg)]| vec![texts::text(language, id, args)];
    match error {
        Error::NotFound { collection, key } => {
            let record = service::record_name(language, collection);
            let args = [("key", Arg::from(key.as_str())), ("record", Arg::from(record))];
            text("refusal-record-notFound", &args)
        }
        Error::Changed => text("refusal-record-changed", &[]),
        // Who sits at the command line is the administrator whom other texts refer to.
        Error::Unavailable(why) => vec![why.clone()],
        Error::Confirm(question) => vec![texts::question(language, question)],
        other => other
            .refusals()
            .iter()
            .map(|refusal| match &refusal.field {
                Some(field) => format!("{field}: {}", texts::refusal(language, refusal)),
                None => texts::refusal(language, refusal),
            })
            .collect(),
    }
}
