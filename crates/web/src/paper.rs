//! Documents on paper: the data is read in a transaction, and typeset after it has ended. What a
//! company wrote itself is typeset apart from the program and within limits.

use base::{Action, Error, Refusal, Result, refuse};
use documents::typesetter::{MEBIBYTES, SECONDS, Typesetter, Unprinted};
use documents::{Paper, Report};
use serde_json::{Map, Value as Json};
use service::print::Printout;
use store::{EntityDef, Record, Value};

use crate::api::request::Request;

/// The most bytes of a logo.
const LOGO_BYTES: usize = 2 * 1024 * 1024;

/// The file of a printout, and its name.
///
/// # Errors
/// What is wrong with the company's template or logo, or that they take too much.
pub fn put_on_paper(typesetter: &Typesetter, printout: &Printout) -> Result<(String, Vec<u8>)> {
    let report = Report::named(printout.report.name()).unwrap_or(Report::ServiceInvoice);
    let own = !printout.template.trim().is_empty();
    let template = if own { printout.template.as_str() } else { report.standard_template() };
    let logo = logo(&printout.logo)?;
    let paper = Paper { template, data: &printout.data, logo: logo.as_deref() };
    match typesetter.pdf(&paper, own) {
        Ok(file) => Ok((printout.file_name(), file)),
        Err(problem) if own => Err(template_problem(problem)),
        Err(problem) => {
            // Without the logo there is nothing of the company's own on a standard paper.
            let bare = Paper { logo: None, ..paper };
            let of_logo = paper.logo.is_some() && typesetter.pdf(&bare, false).is_ok();
            Err(if of_logo { logo_problem(problem) } else { of_machine(problem) })
        }
    }
}

/// What is wrong with a template of the company.
fn template_problem(problem: Unprinted) -> Error {
    let refusal: Refusal = match problem {
        Unprinted::Mistake(error) => {
            let (line, problem) = (error.line, error.message.as_str());
            refuse!("print.template.unfit", line = line, problem = problem)
        }
        Unprinted::TooSlow => refuse!("print.template.tooSlow", seconds = SECONDS),
        Unprinted::TooLarge => refuse!("print.template.tooLarge", mebibytes = MEBIBYTES),
        other => return of_machine(other),
    };
    refusal.field("layout").into()
}

/// What is wrong with the logo.
fn logo_problem(problem: Unprinted) -> Error {
    let refusal: Refusal = match problem {
        Unprinted::Mistake(error) => {
            refuse!("print.logo.unfit", problem = error.message.as_str())
        }
        Unprinted::TooSlow | Unprinted::TooLarge => {
            refuse!("print.logo.tooLarge", mebibytes = LOGO_BYTES / 1024 / 1024)
        }
        other => return of_machine(other),
    };
    refusal.field("picture").into()
}

fn of_machine(problem: Unprinted) -> Error {
    match problem {
        Unprinted::Failed(error) => error.into(),
        Unprinted::Mistake(error) => Error::Unavailable(error.to_string()),
        _ => Error::NotNow(refuse!("print.busy")),
    }
}

fn logo(picture: &str) -> Result<Option<Vec<u8>>> {
    use base64::Engine as _;
    let text = picture.split_once("base64,").map_or(picture, |(_, data)| data);
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if bare.is_empty() {
        return Ok(None);
    }
    let decoded = base64::engine::general_purpose::STANDARD.decode(bare);
    let logo = decoded.map_err(|error| {
        let problem = error.to_string();
        refuse!("print.logo.unfit", problem = problem).field("picture")
    })?;
    if logo.len() > LOGO_BYTES {
        let most = LOGO_BYTES / 1024 / 1024;
        return Err(refuse!("print.logo.tooLarge", mebibytes = most).field("picture").into());
    }
    Ok(Some(logo))
}

/// Tries the template or the picture that a request would save, before its transaction begins: a
/// mistake in a template is told with its line. Whoever may not save it learns nothing and costs
/// nothing.
///
/// # Errors
/// What is wrong with the template or the picture; `Forbidden`.
pub fn check_saved(
    request: &Request,
    def: &EntityDef,
    key: &[Value],
    action: Action,
) -> Result<()> {
    let picture = request.body.get("picture").filter(|_| is_company(def));
    if picture.is_none() && !(is_template(def) && request.body.contains_key("layout")) {
        return Ok(());
    }
    request.read(|tx| def.require(tx, action))?;
    if let Some(picture) = picture {
        return check_logo(request.app.typesetter(), picture.as_str().unwrap_or_default());
    }
    let named = key.first().cloned().map(Value::into_text);
    check(request.app.typesetter(), named.as_deref(), &request.body)
}

fn is_company(def: &EntityDef) -> bool {
    def.table.name == books::company::CompanyInformation::table().name
}

/// Tries a logo on a standard paper.
///
/// # Errors
/// What is wrong with the picture.
fn check_logo(typesetter: &Typesetter, picture: &str) -> Result<()> {
    let Some(bytes) = logo(picture)? else { return Ok(()) };
    let report = Report::ServiceInvoice;
    let (template, data) = (report.standard_template(), documents::sample(report));
    let paper = Paper { template, data: &data, logo: Some(&bytes) };
    typesetter.pdf(&paper, false).map(drop).map_err(logo_problem)
}

/// Whether a collection holds templates.
pub fn is_template(def: &EntityDef) -> bool {
    def.table.name == service::print::ReportLayout::table().name
}

/// Tries the template of a record, for the report that is named or that the record names.
///
/// # Errors
/// What is wrong with the template.
pub fn check(
    typesetter: &Typesetter,
    report: Option<&str>,
    body: &Map<String, Json>,
) -> Result<()> {
    let text = |name: &str| body.get(name).and_then(Json::as_str).unwrap_or_default();
    let template = text("layout");
    let Some(report) = Report::named(report.unwrap_or_else(|| text("report"))) else {
        return Ok(());
    };
    if template.trim().is_empty() {
        return Ok(());
    }
    typesetter.check(report, template).map_err(template_problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_with_a_mistake_is_refused_with_its_line() {
        let here = Typesetter::default();
        let tried = |layout: &str| {
            let body = [("layout".to_owned(), Json::from(layout))];
            check(&here, Some("serviceInvoice"), &body.into_iter().collect())
        };
        assert!(tried("").is_ok());
        assert!(tried("= Invoice").is_ok());
        let error = tried("= Invoice\n#nothing()").expect_err("an unknown name");
        assert_eq!(error.code(), "print.template.unfit");
        assert!(error.to_string().contains("line=2"), "{error}");
    }

    #[test]
    fn a_picture_that_is_none_is_refused_when_it_is_saved() {
        use crate::testing::{TOKEN, programs};
        use base64::Engine as _;
        let svg = |inside: &str| {
            let text = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inside}</svg>"
            );
            base64::engine::general_purpose::STANDARD.encode(text)
        };
        let bytes = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
        for program in programs().into_iter().take(1) {
            let address = format!("{}/companyInformation", program.base());
            let mut expected = String::new();
            for (picture, code) in [
                (svg("<rect width=\"40\" height=\"20\"/>"), None),
                (String::new(), None),
                (format!("data:image/svg+xml;base64,{}", svg("")), None),
                (bytes(b"\x89PNG\r\n\x1a\n and then nothing"), Some("print.logo.unfit")),
                (bytes(b"this is a text"), Some("print.logo.unfit")),
                ("no base64 at all!".to_owned(), Some("print.logo.unfit")),
                (bytes(&vec![0; LOGO_BYTES + 1]), Some("api.body.tooLarge")),
            ] {
                let body = serde_json::json!({"picture": picture}).to_string();
                let tag = program.request(TOKEN, "GET", &address, &[], None);
                let headers =
                    [("content-type", "application/json"), ("if-match", tag.header("etag"))];
                let answer = program.request(TOKEN, "PATCH", &address, &headers, Some(&body));
                let found = answer.json();
                assert_eq!(found["code"].as_str(), code, "{}", answer.text);
                if code.is_none() {
                    assert_eq!(answer.status, 200, "{}", answer.text);
                    expected = picture;
                }
                let (_, kept) = program.send("GET", "/companyInformation", None);
                let kept = kept["picture"].as_str().unwrap_or_default();
                assert_eq!(kept, expected, "nothing changes that is refused");
            }
        }
    }
}
