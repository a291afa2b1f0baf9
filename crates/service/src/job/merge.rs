//! What the steps of a job did, as one answer.

use base::{Arg, Language};
use serde_json::{Map, Value as Json};

/// The property that holds what the user is told.
const MESSAGES: &str = "messages";

/// Adds what a step did: lists are joined, numbers added up, and a message with counts is told once
/// for all steps.
pub fn add(sum: &mut Map<String, Json>, step: Map<String, Json>, language: Language) {
    for (name, value) in step {
        match (sum.get_mut(&name), value) {
            (Some(Json::Array(all)), Json::Array(more)) if name == MESSAGES => {
                more.into_iter().for_each(|message| tell(all, message, language));
            }
            (Some(Json::Array(all)), Json::Array(more)) => all.extend(more),
            (Some(Json::Number(all)), Json::Number(more)) => {
                if let (Some(one), Some(two)) = (all.as_i64(), more.as_i64()) {
                    *all = one.saturating_add(two).into();
                }
            }
            (_, value) => drop(sum.insert(name, value)),
        }
    }
}

/// Tells a message, or adds its counts to the one of the same kind that is there.
fn tell(all: &mut Vec<Json>, message: Json, language: Language) {
    let same = all.iter_mut().find(|known| known["code"] == message["code"]);
    let summed = same.as_ref().and_then(|known| sums(&known["args"], &message["args"]));
    let (Some(known), Some(sums)) = (same, summed) else { return all.push(message) };
    let id = format!("message-{}", message["code"].as_str().unwrap_or_default().replace('.', "-"));
    let args: Vec<(&str, Arg)> = sums
        .iter()
        .map(|(name, sum)| (name.as_str(), Arg::from(sum.as_i64().unwrap_or_default())))
        .collect();
    known["text"] = Json::from(texts::text(language, &id, &args));
    known["args"] = Json::Object(sums);
}

/// The sums of arguments that are all counts.
fn sums(one: &Json, two: &Json) -> Option<Map<String, Json>> {
    let (one, two) = (one.as_object()?, two.as_object()?);
    if one.is_empty() || one.len() != two.len() {
        return None;
    }
    let sum = |(name, value): (&String, &Json)| {
        let sum = value.as_i64()?.checked_add(two.get(name)?.as_i64()?)?;
        Some((name.clone(), Json::from(sum)))
    };
    one.iter().map(sum).collect()
}
