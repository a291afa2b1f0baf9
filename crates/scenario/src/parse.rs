//! From Markdown to steps.

use serde_json::Value as Json;

/// A scenario file: a title and sections that each start from the same state.
#[derive(Debug)]
pub struct Scenario {
    /// The first heading.
    pub title: String,
    /// The alternatives, the given steps included in each.
    pub sections: Vec<Section>,
}

/// One alternative of a scenario.
#[derive(Debug)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// One request and what is expected of its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The line of the file, for messages.
    pub line: usize,
    /// Who acts; without a name, the user who may do everything.
    pub user: Option<String>,
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    pub method: String,
    /// The address below the company, or from `/api/` on, with `${..}` still in it.
    pub address: String,
    /// The headers, with `${..}` still in them.
    pub headers: Vec<(String, String)>,
    /// The body, with `${..}` still in it.
    pub body: Option<String>,
    /// The expected status.
    pub status: u16,
    /// The name under which later steps know the answer.
    pub name: Option<String>,
    /// What else is expected.
    pub expectations: Vec<(usize, Expectation)>,
}

/// Something expected of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// A property has this value.
    Equals(String, Json),
    /// A property contains this text.
    Contains(String, String),
    /// The rows of a list, in order: property names, then a row of values each.
    Rows(Vec<String>, Vec<Vec<Json>>),
}

/// Reads a scenario.
///
/// # Errors
/// The line that cannot be read, and why.
pub fn parse(text: &str) -> Result<Scenario, String> {
    let mut title = String::new();
    let mut given: Vec<Step> = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut inside = false;
    let mut block: Vec<(usize, &str)> = Vec::new();
    let mut heading = String::new();
    for (at, line) in text.lines().enumerate() {
        if inside && line.trim() == "```" {
            let steps = steps(&std::mem::take(&mut block))?;
            match sections.last_mut() {
                Some(section) => section.steps.extend(steps),
                None => given.extend(steps),
            }
            inside = false;
        } else if inside {
            block.push((at + 1, line));
        } else if line.trim() == "```api" {
            inside = true;
        } else if let Some(found) = line.strip_prefix("# ") {
            title = found.trim().to_owned();
        } else if let Some(found) = line.strip_prefix("## ") {
            heading = found.trim().to_owned();
            if heading != "Given" {
                sections.push(Section { title: heading.clone(), steps: given.clone() });
            }
        }
    }
    if inside {
        return Err("a block of steps is not closed".to_owned());
    }
    if sections.is_empty() {
        sections.push(Section { title: heading, steps: given });
    }
    Ok(Scenario { title, sections })
}

const METHODS: &[&str] = &["GET ", "POST ", "PATCH ", "DELETE "];

fn steps(lines: &[(usize, &str)]) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    let mut answered = true;
    for (number, raw) in lines {
        let line = raw.trim();
        let wrong = |why: &str| format!("line {number}: {why}: {line}");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(step) = request(*number, line) {
            steps.push(step);
            answered = false;
            continue;
        }
        let step = steps.last_mut().ok_or_else(|| wrong("no request before"))?;
        if let Some(rest) = line.strip_prefix("=>") {
            let mut words = rest.split_whitespace();
            let status = words.next().and_then(|word| word.parse().ok());
            step.status = status.ok_or_else(|| wrong("no status"))?;
            step.name = words.next().filter(|w| *w == "as").and(words.next()).map(str::to_owned);
            answered = true;
        } else if let Some(header) = header(line).filter(|_| !answered) {
            step.headers.push(header);
        } else if !answered {
            let body = step.body.get_or_insert_default();
            body.push('\n');
            body.push_str(line);
        } else if line.starts_with('|') {
            table_row(step, *number, line).map_err(|why| wrong(&why))?;
        } else {
            step.expectations.push((*number, property(line).map_err(|why| wrong(&why))?));
        }
    }
    Ok(steps)
}

/// A line such as `@U1 POST /serviceOrders {..}`, if it is one.
fn request(number: usize, line: &str) -> Option<Step> {
    let (user, line) = match line.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
        Some((user, rest)) => (Some(user.to_owned()), rest.trim_start()),
        None => (None, line),
    };
    let method = METHODS.iter().find(|method| line.starts_with(**method))?;
    let rest = &line[method.len()..];
    let body_at = rest.find(" {").or_else(|| rest.find(" ["));
    let (address, body) = match body_at {
        Some(at) => (&rest[..at], Some(rest[at..].trim().to_owned())),
        None => (rest, None),
    };
    Some(Step {
        line: number,
        user,
        method: method.trim().to_owned(),
        address: address.trim().to_owned(),
        headers: Vec::new(),
        body,
        status: 200,
        name: None,
        expectations: Vec::new(),
    })
}

/// A line such as `If-Match: W/"1"`, if it is one.
fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(": ")?;
    let letters = name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    letters.then(|| (name.to_owned(), value.trim().to_owned()))
}

fn property(line: &str) -> Result<Expectation, String> {
    if let Some((path, value)) = line.split_once(" = ") {
        return Ok(Expectation::Equals(path.trim().to_owned(), value_of(value)));
    }
    if let Some((path, value)) = line.split_once(" ~ ") {
        let text = value_of(value).as_str().map(str::to_owned);
        let text = text.ok_or("the text stands in double quotes")?;
        return Ok(Expectation::Contains(path.trim().to_owned(), text));
    }
    Err("neither a request nor an expectation".to_owned())
}

/// JSON as written; anything else is a text.
fn value_of(text: &str) -> Json {
    let text = text.trim();
    serde_json::from_str(text).unwrap_or_else(|_| Json::from(text))
}

fn table_row(step: &mut Step, number: usize, line: &str) -> Result<(), String> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    if cells.iter().all(|cell| cell.chars().all(|c| c == '-' || c == ':')) {
        return Ok(());
    }
    match step.expectations.last_mut() {
        Some((_, Expectation::Rows(names, rows))) => {
            if cells.len() != names.len() {
                return Err(format!("{} cells for {} columns", cells.len(), names.len()));
            }
            let blank = |cell: &&str| if cell.is_empty() { Json::Null } else { value_of(cell) };
            rows.push(cells.iter().map(blank).collect());
        }
        _ => {
            let names = cells.into_iter().map(str::to_owned).collect();
            step.expectations.push((number, Expectation::Rows(names, Vec::new())));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const STORY: &str = "# Title\n\nProse.\n\n```api\nPOST /a {\"x\": 1,\n  \"y\": 2}\n=> 201 as A\n```\n\
        ## One\n```api\nGET /b/${A.no}\n=> 200\nstatus = \"pending\"\n\n| no | qty |\n| --- | --- |\n| X | 1.5 |\n| | 2 |\n```\n\
        ## Two\n```api\nDELETE /a/1\n=> 422\ndetail ~ \"no\"\n```\n";

    #[test]
    fn stories_are_read() {
        let scenario = parse(STORY).expect("readable");
        assert_eq!(scenario.title, "Title");
        assert_eq!(scenario.sections.len(), 2);
        let one = &scenario.sections[0].steps;
        assert_eq!(one.len(), 2, "what stands before the sections happens in each");
        assert_eq!((one[0].status, one[0].name.as_deref()), (201, Some("A")));
        assert_eq!(one[0].body.as_deref(), Some("{\"x\": 1,\n\"y\": 2}"));
        let rows = Expectation::Rows(
            vec!["no".to_owned(), "qty".to_owned()],
            vec![
                vec![json!("X"), serde_json::from_str("1.5").expect("a number")],
                vec![Json::Null, json!(2)],
            ],
        );
        assert_eq!(one[1].expectations[1].1, rows);
        let two = &scenario.sections[1].steps[1];
        assert_eq!((two.method.as_str(), two.status), ("DELETE", 422));
    }

    #[test]
    fn a_request_names_who_acts_and_its_headers() {
        let text = "```api\n@U1 POST /a {}\n=> 422\nPOST /a\nIf-Match: W/\"1\"\nAccept: x\n{\"b\": 1}\n=> 200\n```\n";
        let scenario = parse(text).expect("readable");
        let steps = &scenario.sections[0].steps;
        assert_eq!((steps[0].user.as_deref(), steps[0].address.as_str()), (Some("U1"), "/a"));
        let headers = [("If-Match", "W/\"1\""), ("Accept", "x")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(steps[1].headers, headers);
        assert_eq!(steps[1].body.as_deref().map(str::trim), Some("{\"b\": 1}"));
    }

    #[test]
    fn an_unreadable_line_is_named() {
        let error = parse("```api\nGET /a\n=> 200\nnonsense\n```\n").expect_err("unreadable");
        assert!(error.contains("line 4"), "{error}");
    }
}
