//! Refusals and messages as data, in what actions answer.

use base::{Arg, Message, Refusal};
use serde_json::{Value as Json, json};
use store::{Tx, json as exact};

/// A refusal as data, with its text in the language of the user.
pub fn refusal(tx: &Tx, refusal: &Refusal) -> Json {
    json!({
        "code": refusal.code,
        "text": texts::refusal(tx.actor().language, refusal),
        "field": refusal.field,
        "line": refusal.line,
        "args": arguments(&refusal.args),
    })
}

/// What the user was told, with its text in the user's language.
pub fn messages(tx: &mut Tx) -> Json {
    let language = tx.actor().language;
    let told = |message: &Message| {
        json!({
            "code": message.code,
            "text": texts::message(language, message),
            "args": arguments(&message.args),
        })
    };
    Json::from(tx.take_messages().iter().map(told).collect::<Vec<_>>())
}

fn arguments(args: &[(&'static str, Arg)]) -> Json {
    let value = |arg: &Arg| match arg {
        Arg::Text(text) => Json::from(text.as_str()),
        Arg::Number(number) => exact::number(*number),
        Arg::Date(date) => Json::from(date.to_string()),
    };
    Json::Object(args.iter().map(|(name, arg)| ((*name).to_owned(), value(arg))).collect())
}
