//! Import: a file in, and what became of its rows out.

use std::fs::File;
use std::io::{Seek, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base::{Answers, Error, Language, Result, refuse};
use documents::sheet::{self, Cell, Sheet, Taker};
use futures_core::Stream;
use serde_json::{Map, Value as Json, json};
use service::import::{CellError, Existing, Headings, Import, Outcome, Part, Rows, UNDO};
use store::{EntityDef, Tx};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::App;
use crate::api::jobs::{SEGMENT, Starter, beside};
use crate::api::odata::parse_query;
use crate::files::{Pairs, language_of, segments, value};
use crate::paper;
use crate::problem::{self, Failure};
use crate::session::{Caller, unauthorized};

/// The most bytes of a file that is sent.
const FILE_BYTES: u64 = 100 * 1024 * 1024;
/// So many files are read at once.
const READ: usize = 2;
/// So long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// The imports of this program: the turns in which files are read.
pub(crate) struct Imports(Arc<Semaphore>);

impl Default for Imports {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(READ)))
    }
}

impl Imports {
    async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        match turn {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Error::NotNow(refuse!("import.busy"))),
        }
    }
}

/// What is asked for.
#[derive(Clone)]
struct Asked {
    caller: Caller,
    company: String,
    def: EntityDef,
    existing: Existing,
    dry_run: bool,
    path: String,
}

/// What became of it.
enum Done {
    /// All of it is done.
    Now(Sheet, Outcome),
    /// A job does it.
    Later(Json),
}

/// Imports a CSV, XLSX or JSON file into a collection. With `dryRun=true` everything is tried and
/// nothing kept; `existing` says what is done with records that are there: refuse, update or skip.
/// A file with more rows than are taken at once becomes a job.
pub(crate) async fn import(
    State(app): State<App>,
    caller: Option<axum::Extension<Caller>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let caller = caller.map(|axum::Extension(caller)| caller);
    let language = language_of(caller.as_ref(), &headers);
    let path = uri.path().to_owned();
    let done = async {
        let asked = asked(&app, caller, &uri)?;
        let dry_run = asked.dry_run;
        Ok::<_, Failure>((imported(&app, asked, &headers, body).await?, dry_run))
    };
    match done.await {
        Ok((Done::Now(sheet, outcome), dry_run)) => {
            let clean = outcome.errors.is_empty();
            let status =
                if clean || dry_run { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let body = told(&sheet.heads, &outcome, dry_run, language).to_string();
            (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        Ok((Done::Later(job), _)) => {
            let id = job["id"].as_str().unwrap_or_default();
            let base = path.rsplitn(3, '/').last().unwrap_or_default();
            let headers = [
                (header::CONTENT_TYPE, "application/json".to_owned()),
                (header::LOCATION, format!("{base}/{SEGMENT}/{id}")),
            ];
            (StatusCode::ACCEPTED, headers, job.to_string()).into_response()
        }
        Err(failure) => problem::response(&failure, language, &path),
    }
}

fn asked(app: &App, caller: Option<Caller>, uri: &Uri) -> Result<Asked, Failure> {
    let caller = caller.ok_or_else(|| unauthorized(refuse!("user.signIn.first")))?;
    let [company, collection] = segments(uri);
    let pairs: Pairs = parse_query(uri.query().unwrap_or_default());
    let dry_run = flag(value(&pairs, "dryRun"))?;
    let existing = match value(&pairs, "existing") {
        "" => Existing::default(),
        name => Existing::named(name)?,
    };
    let def = service::import::collection(&app.company_catalogue().entities, &collection)?.clone();
    Ok(Asked { caller, company, def, existing, dry_run, path: uri.path().to_owned() })
}

fn flag(text: &str) -> Result<bool> {
    match text {
        "" | "false" => Ok(false),
        "true" => Ok(true),
        _ => Err(Error::malformed(refuse!("value.bool.unreadable", value = text).field("dryRun"))),
    }
}

async fn imported(
    app: &App,
    asked: Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Done, Failure> {
    // Whoever may not import costs neither the sending nor the reading of a file.
    let first = asked.clone();
    app.read(&first.caller.clone(), &first.company.clone(), move |tx| {
        service::import::admit(tx, &first.def, first.existing)
    })
    .await?;
    let file = received(headers, body).await?;
    let turn = app.imports().turn().await?;
    let done = app.blocking(move |app| {
        let done = taken(app, &asked, file);
        drop(turn);
        done
    });
    Ok(done.await?)
}

/// The file that is sent, on the disk.
async fn received(headers: &HeaderMap, body: Body) -> Result<File, Failure> {
    let too_large = || {
        let refusal = refuse!("api.body.tooLarge", most = FILE_BYTES);
        Failure::http(StatusCode::PAYLOAD_TOO_LARGE, refusal)
    };
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let mut left = FILE_BYTES;
    if length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > left) {
        return Err(too_large());
    }
    let mut file = documents::table::spool().map_err(Error::from)?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) =
        std::future::poll_fn(|context| Pin::new(&mut pieces).poll_next(context)).await
    {
        let piece = piece.map_err(|_| Error::malformed(refuse!("api.body.cutOff")))?;
        left = left.checked_sub(piece.len() as u64).ok_or_else(too_large)?;
        let written = tokio::task::spawn_blocking(move || file.write_all(&piece).map(|()| file));
        let written = written.await.map_err(|error| Error::Unavailable(error.to_string()))?;
        file = written.map_err(Error::from)?;
    }
    file.rewind().map_err(Error::from)?;
    Ok(file)
}

/// Reads the file and imports it, or starts the job that does.
fn taken(app: &App, asked: &Asked, mut file: File) -> Result<Done> {
    let actor = asked.caller.actor(app, &asked.company, Answers::default())?;
    let db = app.database(&asked.company)?;
    let sheet = match sheet::read_from(&mut file) {
        Err(error) if error.code() == "sheet.tooLong" => return later(app, asked, file),
        read => read?,
    };
    let rows = Rows { heads: &sheet.heads, rows: &sheet.rows };
    let wrong = templates(app, &asked.def, &rows);
    if !wrong.is_empty() {
        let outcome = Outcome { rows: rows.rows.len(), errors: wrong, ..Outcome::default() };
        return Ok(Done::Now(sheet, outcome));
    }
    if asked.dry_run {
        let outcome = service::import::dry_run(&db, &actor, &asked.def, &rows, asked.existing)?;
        return Ok(Done::Now(sheet, outcome));
    }
    let mut outcome = Outcome::default();
    let done = db.write(&actor, |tx: &mut Tx| {
        outcome = service::import::import(tx, &asked.def, &rows, asked.existing)?;
        service::import::keep(&outcome, false)
    });
    match done {
        Err(Error::Unavailable(why)) if why == UNDO => {}
        other => other?,
    }
    Ok(Done::Now(sheet, outcome))
}

/// Starts the job that imports a long file.
fn later(app: &App, asked: &Asked, mut file: File) -> Result<Done> {
    if paper::is_template(&asked.def) {
        return Err(refuse!("sheet.tooLong", most = sheet::MOST_ROWS).into());
    }
    let rows = sheet::count(&mut file)?;
    let db = app.database(&asked.company)?;
    let actor = asked.caller.actor(app, &asked.company, Answers::default())?;
    let job = db.write(&actor, |tx| {
        service::import::start(tx, &asked.def, asked.existing, asked.dry_run)
    })?;
    let (asked, job_no) = (asked.clone(), job.entry_no);
    let starter = Starter {
        app: app.clone(),
        caller: asked.caller.clone(),
        company: asked.company.clone(),
        answers: Answers::default(),
        path: asked.path.clone(),
    };
    beside(app, &asked.company.clone(), job_no, move |control| {
        let language = asked.caller.language;
        let import = Import {
            db: &db,
            job_no,
            def: &asked.def,
            existing: asked.existing,
            dry_run: asked.dry_run,
            rows,
            control,
            client: &starter,
            told: &|error, heads| one(error, heads, language),
        };
        import.run(|take| scan(&mut file, take)).map(drop)
    });
    Ok(Done::Later(job.json()))
}

/// Goes through a file and hands its parts over.
///
/// # Errors
/// What is wrong with the file; what `take` returns.
pub fn scan(file: &mut File, take: &mut dyn FnMut(Part) -> Result<()>) -> Result<()> {
    struct Taking<'t>(&'t mut dyn FnMut(Part) -> Result<()>);
    impl Taker for Taking<'_> {
        fn heads(&mut self, heads: Vec<String>) -> Result<()> {
            (self.0)(Part::Heads(heads))
        }
        fn row(&mut self, number: usize, cells: Vec<Cell>) -> Result<()> {
            (self.0)(Part::Row(number, cells))
        }
    }
    sheet::scan(file, &mut Taking(take))
}

/// What is wrong with the templates in a file, which are tried before the transaction.
fn templates(app: &App, def: &EntityDef, rows: &Rows<'_>) -> Vec<CellError> {
    let mut errors = Vec::new();
    if !paper::is_template(def) {
        return errors;
    }
    let headings = Headings::of(def, rows.heads, &mut Vec::new());
    let columns = ["report", "layout"].map(|name| headings.place_of(def.table.column(name)));
    for (row, cells) in rows.rows {
        let [report, layout] =
            columns.map(|at| at.and_then(|at| cells.get(at)).map(|cell| cell.text.as_str()));
        let body: Map<String, Json> =
            layout.map(|text| ("layout".to_owned(), Json::from(text))).into_iter().collect();
        if let Err(error) = paper::check(app.typesetter(), report, &body) {
            let found = error.refusals().iter().map(|refusal| CellError {
                row: *row,
                column: columns[1],
                value: String::new(),
                refusal: refusal.clone(),
            });
            errors.extend(found);
        }
    }
    errors
}

/// What an import did as data, every error with its row, column and heading.
fn told(heads: &[String], outcome: &Outcome, dry_run: bool, language: Language) -> Json {
    let errors: Vec<Json> =
        outcome.errors.iter().take(LISTED).map(|error| one(error, heads, language)).collect();
    json!({
        "dryRun": dry_run,
        "rows": outcome.rows,
        "created": outcome.created,
        "updated": outcome.updated,
        "skipped": outcome.skipped,
        "errorCount": outcome.errors.len(),
        "errors": errors,
    })
}

/// So many errors are listed; a file with more has one kind of mistake many times.
const LISTED: usize = 5000;

/// An error as data.
pub fn one(error: &CellError, heads: &[String], language: Language) -> Json {
    let heading = error.column.and_then(|column| heads.get(column));
    json!({
        "row": error.row,
        "column": error.column.map(|column| column + 1),
        "cell": error.column.map(|column| sheet::cell::name(error.row.saturating_sub(1), column)),
        "heading": heading,
        "value": error.value,
        "code": error.refusal.code,
        "detail": texts::refusal(language, &error.refusal),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Program, TOKEN, programs};

    fn send(program: &Program, query: &str, file: &str) -> (u16, Json, String) {
        let path = format!("{}/paymentTerms/import{query}", program.base());
        let kind = [("content-type", "application/octet-stream")];
        let answer = program.request(TOKEN, "POST", &path, &kind, Some(file));
        (answer.status, answer.json(), answer.header("location").to_owned())
    }

    #[test]
    fn files_are_imported_and_long_ones_by_a_job() {
        for program in programs() {
            let (status, told, _) = send(&program, "?dryRun=true", "code,description\nA,One\n");
            assert_eq!((status, &told["created"]), (200, &Json::from(1)), "{told}");
            let long = "x".repeat(3_000_000);
            let (status, told, _) = send(&program, "", &format!("code,description\nA,{long}\n"));
            assert_eq!((status, &told["errorCount"]), (422, &Json::from(1)));
            assert!(told.to_string().len() < 2000, "the value is cut");
            let rows = "A,One\n".repeat(sheet::MOST_ROWS + 1);
            let file = format!("code,description,nonsense\n{rows}");
            let (status, job, location) = send(&program, "?existing=skip", &file);
            assert_eq!((status, &job["name"]), (202, &"paymentTerms.import".into()), "{job}");
            let end = format!("/batchJobs/{}", job["id"].as_str().unwrap_or_default());
            assert!(location.ends_with(&end), "{location}");
            // The heading is wrong, so that nothing is entered and the job ends soon.
            let job = loop {
                program.block(async { tokio::time::sleep(Duration::from_millis(50)).await });
                let (_, job) = program.send("GET", &end, None);
                if job["status"] != "running" {
                    break job;
                }
            };
            assert_eq!(job["status"], "succeeded", "{job}");
            assert_eq!(job["result"]["errors"][0]["heading"], "nonsense", "{job}");
        }
    }

    #[test]
    fn whoever_may_not_import_is_told_before_the_file_is_looked_at() {
        for program in programs() {
            let actor = program.app.program();
            let system = program.app.installation().system();
            system
                .write(&actor, |tx| {
                    let ann = books::user::User { user_name: "ANN".into(), ..Default::default() };
                    books::user::create_user(tx, &ann, None)?;
                    books::user::create_token(tx, "ANN", "Tests", Some("of ann")).map(drop)
                })
                .expect("a user without a role");
            let path = format!("{}/paymentTerms/import", program.base());
            let kind = [("content-type", "application/octet-stream")];
            let answer = program.request("of ann", "POST", &path, &kind, Some("%PDF no table"));
            assert_eq!(answer.status, 403, "{}", answer.text);
            assert_eq!(send(&program, "", "%PDF no table").0, 422);
        }
    }
}
