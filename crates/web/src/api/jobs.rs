//! Batch jobs: actions on whole collections that take their time. They are started, go on by
//! themselves, are asked how far they are, and can be stopped. They are kept in the database of the
//! company; here is only what those need that run in this program.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::Method;
use base::{Actor, Answers, Error, Result, refuse};
use parking_lot::Mutex;
use serde_json::{Map, Value as Json, json};
use service::job::{self, BatchJob, Client, Control, Task};
use store::{ActionDef, Record, key};

use super::address::{tops, unknown};
use super::idempotent::{Answer, once};
use super::request::{Request, method_not_allowed};
use super::respond::{self, Reply};
use super::{act, odata};
use crate::App;
use crate::app::Catalogue;
use crate::problem::{self, Failure};
use crate::session::Caller;

/// The segment below a company under which jobs stand.
pub const SEGMENT: &str = "batchJobs";
/// So many jobs are listed.
const LISTED: usize = 500;

/// The jobs that run in this program, by company and number.
#[derive(Default)]
pub struct Jobs {
    running: Mutex<BTreeMap<(String, i64), Arc<Control>>>,
}

impl Jobs {
    fn control(&self, company: &str, job_no: i64) -> Option<Arc<Control>> {
        self.running.lock().get(&(company.to_owned(), job_no)).cloned()
    }

    /// Tells every job to stop after the step it is at: the program stops.
    pub fn stop(&self) {
        for control in self.running.lock().values() {
            control.stopping.store(true, Ordering::Relaxed);
        }
    }
}

/// The actions that can be started as jobs.
pub fn startable(catalogue: &Catalogue) -> impl Iterator<Item = &ActionDef> {
    job::startable(&catalogue.actions)
}

/// Answers requests for jobs; nothing when the address is another one.
///
/// # Errors
/// `404` for unknown jobs.
pub fn handle(request: &Request, below: &str) -> Result<Option<Reply>, Failure> {
    let mut segments = below.trim_end_matches('/').split('/');
    if segments.next() != Some(SEGMENT) {
        return Ok(None);
    }
    let names: Vec<String> = segments.map(|name| odata::decode(name, false)).collect();
    if let Some((name, _)) = request.query.first() {
        let refusal = refuse!("api.query.unknown", name = name, known = "-");
        return Err(Error::malformed(refusal.field(name.as_str())).into());
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let reply = match (&request.method, names.as_slice()) {
        (&Method::GET, []) => {
            let jobs = request.read(|tx| job::list(tx, LISTED))?;
            let value: Vec<Json> = jobs.iter().map(BatchJob::json_in_list).collect();
            Reply::json(200, json!({ "value": value }))
        }
        (&Method::GET, [id]) => Reply::json(200, found(request, id)?.json()),
        (&Method::POST, [name]) => start(request, name, below)?,
        (&Method::POST, [id, "cancel"]) => cancel(request, id)?,
        (method, []) => return Err(method_not_allowed(method, "GET, HEAD")),
        (method, [_]) => return Err(method_not_allowed(method, "GET, HEAD, POST")),
        (method, [_, "cancel"]) => return Err(method_not_allowed(method, "POST")),
        _ => return Err(unknown(below)),
    };
    Ok(Some(reply))
}

/// A job that the user may see.
fn found(request: &Request, id: &str) -> Result<BatchJob> {
    let missing = || Error::NotFound { collection: SEGMENT.to_owned(), key: id.to_owned() };
    let number: i64 = id.parse().map_err(|_| missing())?;
    request.read(|tx| {
        let job: BatchJob = tx.get(key![number])?.ok_or_else(missing)?;
        let all = tx.actor().permissions.allow(BatchJob::table().name, base::Action::Read);
        if all || job.user_name.as_str() == tx.user() { Ok(job) } else { Err(missing()) }
    })
}

/// Asks a job to stop. What it has finished stays; the step it is at is undone.
fn cancel(request: &Request, id: &str) -> Result<Reply, Failure> {
    let job = found(request, id)?;
    let control = request.app.jobs().control(&request.company, job.entry_no);
    if let Some(control) = &control {
        // The embedded database has one writer, and the job may hold it: it is told directly.
        let actor =
            request.caller.actor(&request.app, &request.company, request.answers.clone())?;
        if job.user_name.as_str() != actor.user {
            actor.require(BatchJob::table().name, base::Action::Modify)?;
        }
        control.cancelled.store(true, Ordering::Relaxed);
        return Ok(Reply::json(202, BatchJob { cancel_requested: true, ..job }.json()));
    }
    let job = request.write(|tx| job::cancel(tx, job.entry_no, false))?;
    Ok(Reply::json(200, job.json()))
}

/// Starts a job, after the same checks that its action makes at once.
fn start(request: &Request, name: &str, below: &str) -> Result<Reply, Failure> {
    let action = *job::named(&request.catalogue().actions, name).ok_or_else(|| unknown(below))?;
    let def = tops(&request.catalogue().entities)
        .find(|def| def.collection == action.collection)
        .ok_or_else(|| unknown(action.collection))?;
    act::parameters(&action, &request.body)?;
    let names = odata::Names { all: &request.catalogue().entities, figures: request.app.figures() };
    let (mut started, mut body) = (0, Map::new());
    let answer = request.write(|tx| {
        once(tx, request.once.as_ref(), |tx| {
            let job = job::start(tx, name, &action, &request.body)?;
            started = job.entry_no;
            let chosen = act::chosen(tx, names, def, def.fixed_filter(), &action, &request.body)?;
            body = chosen.into_owned();
            Ok(Answer { status: 202, body: job.json(), again: false })
        })
    })?;
    if !answer.again {
        let starter = Starter::of(request);
        let db = request.app.database(&request.company)?;
        let task = Task { db, job_no: started, action, def: def.clone(), body };
        beside(&request.app, &request.company, started, move |control| {
            job::run(&task, control, &starter).map(drop)
        });
    }
    let id = answer.body["id"].as_str().unwrap_or_default().to_owned();
    let mut reply = Reply::json(answer.status, answer.body);
    reply.header("location", format!("{}{}/{SEGMENT}/{id}", request.origin, request.base));
    Ok(respond::replayed(reply, answer.again))
}

/// Carries a job out beside the server.
pub(crate) fn beside(
    app: &App,
    company: &str,
    job_no: i64,
    act: impl FnOnce(&Control) -> Result<()> + Send + 'static,
) {
    let place = (company.to_owned(), job_no);
    let control = Arc::new(Control::default());
    app.jobs().running.lock().insert(place.clone(), Arc::clone(&control));
    let app = app.clone();
    let span = tracing::Span::current();
    tokio::task::spawn_blocking(move || {
        let _within = span.entered();
        if let Err(error) = act(&control) {
            tracing::error!(%error, job_no, "the end of a job could not be noted");
        }
        app.jobs().running.lock().remove(&place);
    });
}

/// Whoever started a job.
pub(crate) struct Starter {
    /// The program.
    pub app: App,
    /// The user.
    pub caller: Caller,
    /// The company.
    pub company: String,
    /// The answers to questions.
    pub answers: Answers,
    /// The address with which it was started.
    pub path: String,
}

impl Starter {
    fn of(request: &Request) -> Self {
        Self {
            app: request.app.clone(),
            caller: request.caller.clone(),
            company: request.company.clone(),
            answers: request.answers.clone(),
            path: request.path.clone(),
        }
    }
}

impl Client for Starter {
    fn actor(&self) -> Result<Actor> {
        self.caller.actor(&self.app, &self.company, self.answers.clone())
    }

    fn program(&self) -> Actor {
        self.app.program()
    }

    fn problem(&self, error: &Error) -> Json {
        let failure = Failure::from(error.clone());
        Json::Object(problem::body(&failure, self.caller.language, &self.path))
    }
}
