//! Compares an answer with what is expected of it.

use base::Decimal;
use serde_json::Value as Json;

use crate::parse::Expectation;

/// The value at a path such as `value.0.lines.1.quantity`; a property may have dots in its name.
pub fn at<'j>(json: &'j Json, path: &str) -> &'j Json {
    if let Some(found) = json.get(path) {
        return found;
    }
    path.split('.').fold(json, |json, part| match part.parse::<usize>() {
        Ok(index) if json.is_array() => json.get(index).unwrap_or(&Json::Null),
        _ => json.get(part).unwrap_or(&Json::Null),
    })
}

/// What differs, or nothing.
pub fn differs(answer: &Json, expectation: &Expectation) -> Option<String> {
    match expectation {
        Expectation::Equals(path, expected) => {
            let found = at(answer, path);
            (!same(found, expected)).then(|| format!("{path} is {found}, expected {expected}"))
        }
        Expectation::Contains(path, text) => {
            let found = at(answer, path).to_string();
            let inside = found.to_lowercase().contains(&text.to_lowercase());
            (!inside).then(|| format!("{path} is {found}, expected it to contain “{text}”"))
        }
        Expectation::Rows(names, expected) => rows(answer, names, expected),
    }
}

fn rows(answer: &Json, names: &[String], expected: &[Vec<Json>]) -> Option<String> {
    let empty = Vec::new();
    let found = answer.get("value").and_then(Json::as_array).or_else(|| answer.as_array());
    let found = found.unwrap_or(&empty);
    let shown = || {
        let row = |row: &Json| {
            let cells: Vec<String> = names.iter().map(|name| at(row, name).to_string()).collect();
            format!("    | {} |", cells.join(" | "))
        };
        found.iter().map(row).collect::<Vec<_>>().join("\n")
    };
    if found.len() != expected.len() {
        return Some(format!("{} rows, expected {}:\n{}", found.len(), expected.len(), shown()));
    }
    for (number, (row, cells)) in found.iter().zip(expected).enumerate() {
        for (name, cell) in names.iter().zip(cells) {
            let value = at(row, name);
            if !same(value, cell) {
                return Some(format!(
                    "row {}: {name} is {value}, expected {cell}:\n{}",
                    number + 1,
                    shown()
                ));
            }
        }
    }
    None
}

/// Numbers are compared by value, everything else exactly; an expected `*` is any value but null.
fn same(found: &Json, expected: &Json) -> bool {
    match (found, expected) {
        (Json::Number(one), Json::Number(two)) => {
            let value = |number: &serde_json::Number| number.to_string().parse::<Decimal>().ok();
            value(one) == value(two)
        }
        (found, Json::String(any)) if any == "*" => !found.is_null(),
        _ => found == expected,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        let answer: Json = serde_json::from_str(r#"{"a": {"b": [1.50, "x"]}}"#).expect("JSON");
        let equals = |path: &str, value: Json| Expectation::Equals(path.to_owned(), value);
        assert_eq!(
            differs(&answer, &equals("a.b.0", serde_json::from_str("1.5").expect("n"))),
            None
        );
        assert_eq!(differs(&answer, &equals("a.b.1", json!("x"))), None);
        assert_eq!(differs(&answer, &equals("a.c", Json::Null)), None);
        assert!(differs(&answer, &equals("a.b.0", json!(2))).is_some());
    }
}
