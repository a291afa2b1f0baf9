//! Files: printed documents out, spreadsheets in.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base::{Answers, Code, Error, Language, Result, refuse};
use documents::{Paper, Report};
use serde_json::{Map, Value as Json, json};
use service::import::{Existing, Outcome, Rows, UNDO};
use service::print::{Printout, ReportLayout, ReportName};
use store::{EntityDef, Tx, Value};

use crate::App;
use crate::api;
use crate::api::odata::{decode, parse_query};
use crate::problem::{self, Failure};
use crate::session::{Caller, asked_language, unauthorized};

/// The most bytes of a file that is sent.
const FILE_BYTES: usize = 20 * 1024 * 1024;

type Pairs = Vec<(String, String)>;

/// The routes of files.
pub fn routes() -> Router<App> {
    // With other methods these are addresses of records like any other.
    Router::new()
        .route("/api/v1/companies/{company}/{collection}/{key}/pdf", get(pdf).fallback(api::handle))
        .route(
            "/api/v1/companies/{company}/{collection}/import",
            post(import).layer(DefaultBodyLimit::max(FILE_BYTES)).fallback(api::handle),
        )
}

/// The segments of an address behind `/api/v1/companies/`, decoded.
fn segments<const N: usize>(uri: &Uri) -> [String; N] {
    let mut found = uri.path().split('/').skip(4).map(|segment| decode(segment, false));
    std::array::from_fn(|_| found.next().unwrap_or_default())
}

fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
}

fn report_of(collection: &str) -> Option<ReportName> {
    match collection {
        "serviceOrders" => Some(ReportName::ServiceOrder),
        "postedServiceShipments" => Some(ReportName::ServiceShipment),
        "postedServiceInvoices" => Some(ReportName::ServiceInvoice),
        _ => None,
    }
}

fn language_of(caller: Option<&Caller>, headers: &HeaderMap) -> Language {
    let asked = asked_language(headers).unwrap_or_default();
    caller.map_or(asked, |caller| caller.language)
}

/// A document as a PDF, in the language asked for or else that of the customer.
async fn pdf(
    State(app): State<App>,
    caller: Option<axum::Extension<Caller>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let [company, collection, key] = segments(&uri);
    let pairs = parse_query(uri.query().unwrap_or_default());
    let caller = caller.map(|axum::Extension(caller)| caller);
    let language = language_of(caller.as_ref(), &headers);
    let path = uri.path();
    match printed(&app, caller, &company, &collection, &key, value(&pairs, "language")).await {
        Ok((name, file)) => {
            let disposition = format!("inline; filename=\"{name}\"");
            let mut response = ([(header::CONTENT_TYPE, "application/pdf")], file).into_response();
            if let Ok(value) = HeaderValue::from_str(&disposition) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(failure) => problem::response(&failure, language, path),
    }
}

async fn printed(
    app: &App,
    caller: Option<Caller>,
    company: &str,
    collection: &str,
    key: &str,
    wanted: &str,
) -> Result<(String, Vec<u8>), Failure> {
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    let report = report_of(collection).ok_or_else(|| Error::NotFound {
        collection: collection.to_owned(),
        key: "pdf".to_owned(),
    })?;
    let no: Code<20> = Code::parse(key)
        .map_err(|_| Error::NotFound { collection: collection.to_owned(), key: key.to_owned() })?;
    let language = (!wanted.is_empty()).then(|| Language::from_tag(wanted));
    let found = app
        .read(&caller, company, move |tx| service::print::printout(tx, report, &no, language))
        .await?;
    // Typesetting takes its time; no transaction is open meanwhile.
    Ok(app.blocking(move |_| put_on_paper(&found)).await?)
}

/// The file of a printout.
///
/// # Errors
/// What is wrong with the company's template or logo.
pub fn put_on_paper(printout: &Printout) -> Result<(String, Vec<u8>)> {
    let report = Report::named(printout.report.name()).unwrap_or(Report::ServiceInvoice);
    let own = !printout.template.trim().is_empty();
    let template = if own { printout.template.as_str() } else { report.standard_template() };
    let logo = logo(&printout.logo)?;
    let paper = Paper { template, data: &printout.data, logo: logo.as_deref() };
    let file = documents::pdf(&paper).map_err(|error| {
        let problem = error.message.as_str();
        if own {
            refuse!("print.template.unfit", line = error.line, problem = problem).field("layout")
        } else {
            refuse!("print.logo.unfit", problem = problem).field("picture")
        }
    })?;
    Ok((printout.file_name(), file))
}

fn logo(picture: &str) -> Result<Option<Vec<u8>>> {
    use base64::Engine as _;
    let text: String = picture.split_once("base64,").map_or(picture, |(_, data)| data).to_owned();
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if bare.is_empty() {
        return Ok(None);
    }
    let decoded = base64::engine::general_purpose::STANDARD.decode(bare);
    let logo = decoded.map_err(|error| {
        let problem = error.to_string();
        refuse!("print.logo.unfit", problem = problem).field("picture")
    })?;
    Ok(Some(logo))
}

/// The collections, with templates tried before they are saved: a mistake is told with its line.
pub fn checked(mut entities: Vec<EntityDef>) -> Vec<EntityDef> {
    if let Some(layouts) = entities.iter_mut().find(|def| def.collection == "reportLayouts") {
        layouts.create = |tx, given, body| {
            let report = body.get("report").and_then(Json::as_str).unwrap_or_default();
            try_template(report, body)?;
            (EntityDef::of::<ReportLayout>().create)(tx, given, body)
        };
        layouts.patch = |tx, key, body, version| {
            let report = key.first().cloned().map(Value::into_text).unwrap_or_default();
            try_template(&report, body)?;
            (EntityDef::of::<ReportLayout>().patch)(tx, key, body, version)
        };
    }
    entities
}

fn try_template(report: &str, body: &Map<String, Json>) -> Result<()> {
    let template = body.get("layout").and_then(Json::as_str).unwrap_or_default();
    let Some(report) = Report::named(report).filter(|_| !template.trim().is_empty()) else {
        return Ok(());
    };
    documents::check(report, template).map_err(|error| {
        let (line, problem) = (error.line, error.message.as_str());
        refuse!("print.template.unfit", line = line, problem = problem).field("layout").into()
    })
}

/// Imports a CSV or XLSX file into a collection. With `dryRun=true` everything is tried and nothing
/// kept; `existing` says what is done with records that are there: refuse, update or skip.
async fn import(
    State(app): State<App>,
    caller: Option<axum::Extension<Caller>>,
    uri: Uri,
    headers: HeaderMap,
    file: Result<Bytes, BytesRejection>,
) -> Response {
    let [company, collection] = segments(&uri);
    let pairs = parse_query(uri.query().unwrap_or_default());
    let caller = caller.map(|axum::Extension(caller)| caller);
    let language = language_of(caller.as_ref(), &headers);
    let path = uri.path();
    let file = match file {
        Ok(file) => file,
        Err(rejection) => return problem::response(&unread(&rejection), language, path),
    };
    match imported(&app, caller, &company, &collection, &pairs, file).await {
        Ok((sheet, outcome, dry_run)) => {
            let clean = outcome.errors.is_empty();
            let status =
                if clean || dry_run { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let body = told(&sheet, &outcome, dry_run, language).to_string();
            (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        Err(failure) => problem::response(&failure, language, path),
    }
}

/// Why a file did not arrive.
fn unread(rejection: &BytesRejection) -> Failure {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let refusal = refuse!("api.body.tooLarge", most = FILE_BYTES);
        return Failure::http(StatusCode::PAYLOAD_TOO_LARGE, refusal);
    }
    Error::malformed(refuse!("api.body.cutOff")).into()
}

async fn imported(
    app: &App,
    caller: Option<Caller>,
    company: &str,
    collection: &str,
    pairs: &Pairs,
    file: Bytes,
) -> Result<(documents::sheet::Sheet, Outcome, bool), Failure> {
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    let dry_run = flag(value(pairs, "dryRun"))?;
    let existing = match value(pairs, "existing") {
        "" => Existing::default(),
        name => Existing::named(name)?,
    };
    let entities = &app.company_catalogue().entities;
    let def = service::import::collection(entities, collection)?.clone();
    let asked = def.clone();
    app.read(&caller, company, move |tx| service::import::admit(tx, &asked, existing)).await?;
    let sheet = app.blocking(move |_| Ok(documents::sheet::read(&file)?)).await?;
    let company = company.to_owned();
    Ok(app
        .blocking(move |app| {
            let actor = caller.actor(app, &company, Answers::default())?;
            let rows =
                Rows { heads: &sheet.heads, rows: &sheet.rows, decimal_comma: sheet.decimal_comma };
            let mut outcome = Outcome::default();
            let done = app.database(&company)?.write(&actor, |tx: &mut Tx| {
                outcome = service::import::import(tx, &def, &rows, existing)?;
                service::import::keep(&outcome, dry_run)
            });
            match done {
                Err(Error::Unavailable(why)) if why == UNDO => {}
                other => other?,
            }
            Ok((sheet, outcome, dry_run))
        })
        .await?)
}

fn flag(text: &str) -> Result<bool> {
    match text {
        "" | "false" => Ok(false),
        "true" => Ok(true),
        _ => Err(Error::malformed(refuse!("value.bool.unreadable", value = text).field("dryRun"))),
    }
}

/// What an import did as data, every error with its row, column and heading.
fn told(
    sheet: &documents::sheet::Sheet,
    outcome: &Outcome,
    dry_run: bool,
    language: Language,
) -> Json {
    let errors: Vec<Json> = outcome
        .errors
        .iter()
        .map(|error| {
            let heading = error.column.and_then(|column| sheet.heads.get(column));
            json!({
                "row": error.row,
                "column": error.column.map(|column| column + 1),
                "cell": error.column.map(|column| format!("{}{}", letters(column), error.row)),
                "heading": heading,
                "value": error.value,
                "code": error.refusal.code,
                "detail": texts::refusal(language, &error.refusal),
            })
        })
        .collect();
    json!({
        "dryRun": dry_run,
        "rows": outcome.rows,
        "created": outcome.created,
        "updated": outcome.updated,
        "skipped": outcome.skipped,
        "errors": errors,
    })
}

/// The letters of a column of a spreadsheet: 0 is A, 26 is AA.
pub fn letters(column: usize) -> String {
    let mut text = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        text.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_with_a_mistake_is_refused_with_its_line() {
        let body = |layout: &str| {
            let mut body = Map::new();
            body.insert("layout".to_owned(), Json::from(layout));
            body
        };
        assert!(try_template("serviceInvoice", &body("")).is_ok());
        assert!(try_template("serviceInvoice", &body("= Invoice")).is_ok());
        let error = try_template("serviceInvoice", &body("= Invoice\n#nothing()"));
        let error = error.expect_err("an unknown name");
        assert_eq!(error.code(), "print.template.unfit");
        assert!(error.to_string().contains("line=2"), "{error}");
    }

    #[test]
    fn columns_have_letters() {
        for (column, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
        {
            assert_eq!(letters(column), expected);
        }
    }
}
