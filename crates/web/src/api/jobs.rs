//! Batch jobs: actions on whole collections that take their time. They are started, go on by
//! themselves, and are asked how far they are.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::Method;
use base::{Error, Language, Result};
use parking_lot::Mutex;
use serde_json::{Value as Json, json};
use store::{ActionDef, Bound};

use super::address::{Target, unknown};
use super::request::{Request, method_not_allowed};
use super::respond::Reply;
use super::{act, odata};
use crate::app::Catalogue;
use crate::problem::{self, Failure};

/// The segment below a company under which jobs stand.
pub const SEGMENT: &str = "batchJobs";
/// So many finished jobs are remembered.
const REMEMBERED: usize = 500;

/// The jobs since the program started.
#[derive(Default)]
pub struct Jobs {
    last: AtomicU64,
    all: Mutex<BTreeMap<u64, Job>>,
}

/// One job.
#[derive(Clone)]
struct Job {
    company: String,
    user: String,
    name: &'static str,
    started_at: String,
    state: State,
}

#[derive(Clone)]
enum State {
    Running,
    Succeeded(Json),
    Failed(Json),
}

impl Job {
    fn json(&self, id: u64) -> Json {
        let (status, progress, result, problem) = match &self.state {
            State::Running => ("running", 0, Json::Null, Json::Null),
            State::Succeeded(result) => ("succeeded", 100, result.clone(), Json::Null),
            State::Failed(problem) => ("failed", 100, Json::Null, problem.clone()),
        };
        json!({
            "id": id.to_string(), "name": self.name, "status": status, "progress": progress,
            "startedBy": self.user, "startedAt": self.started_at, "result": result, "error": problem,
        })
    }
}

/// The actions that can be started as jobs.
pub fn startable(catalogue: &Catalogue) -> impl Iterator<Item = &ActionDef> {
    let whole = |action: &&ActionDef| {
        action.writes && action.bound == Bound::Collection && action.segment.is_none()
    };
    catalogue.actions.iter().filter(whole)
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
    let name = segments.next().map(|name| odata::decode(name, false));
    if segments.next().is_some() {
        return Err(unknown(below));
    }
    let jobs = request.app.jobs();
    match (&request.method, name) {
        (&Method::GET, None) => {
            let all = jobs.all.lock();
            let mine = all.iter().rev().filter(|(_, job)| visible(job, request));
            let value: Vec<Json> = mine.map(|(id, job)| job.json(*id)).collect();
            Ok(Some(Reply::json(200, json!({"value": value}))))
        }
        (&Method::GET, Some(id)) => {
            let all = jobs.all.lock();
            let number = id.parse().ok();
            let found = number.and_then(|number| Some((number, all.get(&number)?)));
            match found.filter(|(_, job)| visible(job, request)) {
                Some((id, job)) => Ok(Some(Reply::json(200, job.json(id)))),
                None => Err(Error::NotFound { collection: SEGMENT.to_owned(), key: id }.into()),
            }
        }
        (&Method::POST, Some(name)) => start(request, &name, below).map(Some),
        (method, None) => Err(method_not_allowed(method, "GET, HEAD")),
        (method, Some(_)) => Err(method_not_allowed(method, "GET, HEAD, POST")),
    }
}

fn visible(job: &Job, request: &Request) -> bool {
    job.company == request.company && job.user == request.caller.user.user_name.as_str()
}

/// Starts a job, after the same checks that its action makes at once.
fn start(request: &Request, name: &str, below: &str) -> Result<Reply, Failure> {
    let action = startable(request.catalogue()).find(|action| action.name == name);
    let action = *action.ok_or_else(|| unknown(below))?;
    act::parameters(&action, &request.body)?;
    let actor = request.caller.actor(&request.app, &request.company, request.answers.clone())?;
    actor.require(&action.object(), base::Action::Execute)?;
    let jobs = request.app.jobs();
    let id = jobs.last.fetch_add(1, Ordering::Relaxed) + 1;
    let job = Job {
        company: request.company.clone(),
        user: request.caller.user.user_name.to_string(),
        name: action.name,
        started_at: base::with_offset(actor.now),
        state: State::Running,
    };
    let answer = job.json(id);
    {
        let mut all = jobs.all.lock();
        all.insert(id, job);
        while all.len() > REMEMBERED {
            all.pop_first();
        }
    }
    let work = request.clone();
    tokio::task::spawn_blocking(move || {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&work, &action)));
        let state = match done {
            Ok(Ok(result)) => State::Succeeded(result),
            Ok(Err(failure)) => failed(&failure, work.caller.language, &work.path),
            Err(_) => {
                let why = Error::Unavailable(format!("the job {} panicked", action.name));
                failed(&why.into(), work.caller.language, &work.path)
            }
        };
        if let Some(job) = work.app.jobs().all.lock().get_mut(&id) {
            job.state = state;
        }
    });
    let mut reply = Reply::json(202, answer);
    reply.header("location", format!("{}{}/{SEGMENT}/{id}", request.origin, request.base));
    Ok(reply)
}

fn failed(failure: &Failure, language: Language, path: &str) -> State {
    State::Failed(Json::Object(problem::body(failure, language, path)))
}

fn run(request: &Request, action: &ActionDef) -> Result<Json, Failure> {
    let def = super::address::tops(&request.catalogue().entities)
        .find(|def| def.collection == action.collection)
        .ok_or_else(|| unknown(action.collection))?;
    let target = Target::whole(def, Some(action));
    Ok(act::carry_out(request, &target, action)?.body)
}
