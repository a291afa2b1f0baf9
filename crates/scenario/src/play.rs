//! Plays the steps of a section and collects what differs.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

use crate::check::{at, differs};
use crate::parse::{Section, Step};

/// A request as it is sent, all names filled in.
#[derive(Debug)]
pub struct Request {
    /// Who acts; without a name, the user who may do everything.
    pub user: Option<String>,
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: String,
    /// The address below the company; from `/api/` on when it begins so.
    pub address: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body as it was written, which need not be JSON.
    pub body: Option<String>,
}

/// Something that answers requests: status and body.
pub trait Api {
    /// Sends one request.
    fn send(&mut self, request: &Request) -> (u16, Json);
}

/// A step that went otherwise than expected.
#[derive(Debug)]
pub struct Failure {
    /// The line of the file.
    pub line: usize,
    /// What happened instead.
    pub what: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Plays a section; the first step with an unexpected status ends it, because the later ones build
/// on it.
pub fn play(api: &mut dyn Api, section: &Section) -> Vec<Failure> {
    let mut names: BTreeMap<String, Json> = BTreeMap::new();
    let mut failures = Vec::new();
    for step in &section.steps {
        let (status, answer) = send(api, step, &names);
        if status != step.status {
            let what = format!(
                "{} {} answered {status}, expected {}: {}",
                step.method,
                step.address,
                step.status,
                shown(&answer)
            );
            failures.push(Failure { line: step.line, what });
            return failures;
        }
        for (line, expectation) in &step.expectations {
            let expectation = filled_expectation(expectation, &names);
            if let Some(what) = differs(&answer, &expectation) {
                failures.push(Failure { line: *line, what });
            }
        }
        if let Some(name) = &step.name {
            names.insert(name.clone(), answer);
        }
    }
    failures
}

/// What matters of an answer: its problems, or all of it.
fn shown(answer: &Json) -> String {
    let Some(errors) = answer.get("errors").and_then(Json::as_array) else {
        return answer.to_string();
    };
    let text = |error: &Json, name: &str| error.get(name).map(Json::to_string).unwrap_or_default();
    let errors = errors.iter().map(|error| {
        format!("{} {} {}", text(error, "code"), text(error, "field"), text(error, "detail"))
    });
    errors.collect::<Vec<_>>().join("; ")
}

fn send(api: &mut dyn Api, step: &Step, names: &BTreeMap<String, Json>) -> (u16, Json) {
    let header = |(name, value): &(String, String)| (name.clone(), filled(value, names));
    api.send(&Request {
        user: step.user.clone(),
        method: step.method.clone(),
        address: filled(&step.address, names),
        headers: step.headers.iter().map(header).collect(),
        body: step.body.as_ref().map(|body| filled(body, names)),
    })
}

/// The text with `${name.path}` replaced by what the named answer holds there.
fn filled(text: &str, names: &BTreeMap<String, Json>) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (inside, tail) = after.split_once('}').unwrap_or((after, ""));
        let (name, path) = inside.split_once('.').unwrap_or((inside, ""));
        result.push_str(before);
        match names.get(name).map(|answer| at(answer, path)) {
            Some(Json::String(text)) => result.push_str(text),
            Some(other) => result.push_str(&other.to_string()),
            None => result.push_str(inside),
        }
        rest = tail;
    }
    result.push_str(rest);
    result
}

/// What a text that is nothing but `${name.path}` stands for, with its type.
fn only_name<'n>(text: &str, names: &'n BTreeMap<String, Json>) -> Option<&'n Json> {
    let inside = text.strip_prefix("${")?.strip_suffix('}')?;
    let (name, path) = inside.split_once('.')?;
    names.get(name).map(|answer| at(answer, path))
}

fn filled_expectation(
    expectation: &crate::Expectation,
    names: &BTreeMap<String, Json>,
) -> crate::Expectation {
    use crate::Expectation::{Contains, Equals, Rows};
    let value = |json: &Json| match json {
        Json::String(text) => match only_name(text, names) {
            Some(known) => known.clone(),
            None => Json::from(filled(text, names)),
        },
        other => other.clone(),
    };
    match expectation {
        Equals(path, expected) => Equals(path.clone(), value(expected)),
        Contains(path, text) => Contains(path.clone(), filled(text, names)),
        Rows(columns, rows) => {
            Rows(columns.clone(), rows.iter().map(|row| row.iter().map(value).collect()).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::parse;

    /// Answers with what it was asked.
    struct Echo;

    impl Api for Echo {
        fn send(&mut self, request: &Request) -> (u16, Json) {
            let Request { method, address, body, .. } = request;
            (200, json!({"method": method, "address": address, "body": body}))
        }
    }

    #[test]
    fn later_steps_know_earlier_answers() {
        let story = "```api\nPOST /one {\"a\": 1}\n=> 200 as A\nGET /two${A.address}\n=> 200\n\
            address = \"/two/one\"\nmethod = \"PUT\"\n```\n";
        let scenario = parse(story).expect("readable");
        let failures = play(&mut Echo, &scenario.sections[0]);
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert_eq!(failures[0].line, 7);
    }
}
