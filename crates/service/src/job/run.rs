//! Carrying out a job.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use base::{Actor, Error, Memo, Result};
use serde_json::{Map, Value as Json};
use store::{ActionDef, Db, EntityDef, Tx, key};

use super::{BatchJob, JobStatus, merge, steps};

/// The reason with which a transaction ends whose job is to stop.
pub(crate) const STOP: &str = "the job is to stop";

/// What is to be done.
pub struct Task {
    /// The company's database.
    pub db: Db,
    /// The number of the job.
    pub job_no: i64,
    /// The action.
    pub action: ActionDef,
    /// The collection that it works on.
    pub def: EntityDef,
    /// Its parameters.
    pub body: Map<String, Json>,
}

/// How others stop a job.
#[derive(Debug, Default)]
pub struct Control {
    /// Somebody wants it to stop.
    pub cancelled: AtomicBool,
    /// The program stops.
    pub stopping: AtomicBool,
}

impl Control {
    /// How the job is to end, if it is to end now.
    pub(crate) fn end(&self) -> Option<JobStatus> {
        if self.cancelled.load(Ordering::Relaxed) {
            Some(JobStatus::Cancelled)
        } else if self.stopping.load(Ordering::Relaxed) {
            Some(JobStatus::Interrupted)
        } else {
            None
        }
    }
}

/// For whom a job is carried out.
pub trait Client {
    /// Who acts, asked for each step: a permission that was taken away counts.
    ///
    /// # Errors
    /// When that cannot be told.
    fn actor(&self) -> Result<Actor>;
    /// The program itself, now.
    fn program(&self) -> Actor;
    /// An error as data.
    fn problem(&self, error: &Error) -> Json;
    /// So many percent are done.
    fn progress(&self, _percent: i64) {}
}

/// Carries out a job that [`super::start`] noted, and notes how it went.
///
/// # Errors
/// When not even the end of the job could be noted.
pub fn run(task: &Task, control: &Control, client: &dyn Client) -> Result<JobStatus> {
    finish(&task.db, client, task.job_no, || carry_out(task, control, client))
}

/// Carries out what a job is to do, whose last step notes that it was the last one, and notes how it
/// went otherwise.
///
/// # Errors
/// When not even the end of the job could be noted.
pub(crate) fn finish(
    db: &Db,
    client: &dyn Client,
    job_no: i64,
    act: impl FnOnce() -> Result<JobStatus>,
) -> Result<JobStatus> {
    let done = catch_unwind(AssertUnwindSafe(act));
    let done =
        done.unwrap_or_else(|_| Err(Error::Unavailable(format!("the job {job_no} panicked"))));
    let (status, error) = match done {
        // The last step has noted that it was the last one.
        Ok(JobStatus::Succeeded) => return Ok(JobStatus::Succeeded),
        Ok(status) => (status, Json::Null),
        Err(error) => (JobStatus::Failed, client.problem(&error)),
    };
    db.write(&client.program(), |tx| {
        let mut job: BatchJob = tx.find(key![job_no])?;
        job.status = status;
        job.cancel_requested |= status == JobStatus::Cancelled;
        job.ended_at = Some(tx.moment());
        job.error = if error.is_null() { Memo::default() } else { Memo::new(&error.to_string()) };
        tx.update_unlogged(&mut job)
    })?;
    Ok(status)
}

fn carry_out(task: &Task, control: &Control, client: &dyn Client) -> Result<JobStatus> {
    let actor = client.actor()?;
    let bodies =
        task.db.read(&actor, |tx| steps::steps(tx, &task.def, &task.action, &task.body))?;
    for (at, body) in (1..).zip(&bodies) {
        if let Some(end) = control.end() {
            return Ok(end);
        }
        let percent = i64::try_from(at * 100 / bodies.len()).unwrap_or(100);
        let last = at == bodies.len();
        match task.db.write(&client.actor()?, |tx| step(tx, task, control, body, (percent, last))) {
            Err(Error::Unavailable(why)) if why == STOP => {
                return Ok(control.end().unwrap_or(JobStatus::Cancelled));
            }
            done => done?,
        }
        client.progress(percent);
    }
    Ok(JobStatus::Succeeded)
}

/// One step, and its note on the job, in the same transaction.
fn step(
    tx: &mut Tx,
    task: &Task,
    control: &Control,
    body: &Map<String, Json>,
    (percent, last): (i64, bool),
) -> Result<()> {
    let stop = || Error::Unavailable(STOP.to_owned());
    let job: BatchJob = tx.find(key![task.job_no])?;
    if job.cancel_requested {
        return Err(stop());
    }
    let language = tx.actor().language;
    let mut did = match task.action.call(tx, task.def.table, &[], body)? {
        Json::Object(did) => did,
        Json::Null => Map::new(),
        other => Map::from_iter([("value".to_owned(), other)]),
    };
    add_messages(&mut did, tx);
    // Asked to stop meanwhile, it leaves this step undone.
    if control.end().is_some() {
        return Err(stop());
    }
    let mut job: BatchJob = tx.find(key![task.job_no])?;
    let mut sum = job.result();
    merge::add(&mut sum, did, language);
    job.result = Memo::new(&Json::Object(sum).to_string());
    job.progress = percent;
    job.status = if last { JobStatus::Succeeded } else { JobStatus::Running };
    job.ended_at = last.then(|| tx.moment());
    tx.update_unlogged(&mut job)
}

/// Adds what the user was told beside what the action itself answers.
fn add_messages(did: &mut Map<String, Json>, tx: &mut Tx) {
    let language = tx.actor().language;
    let told: Vec<Json> = tx
        .take_messages()
        .iter()
        .map(|message| {
            serde_json::json!({"code": message.code, "text": texts::message(language, message)})
        })
        .collect();
    if told.is_empty() {
        return;
    }
    match did.get_mut("messages") {
        Some(Json::Array(known)) => known.extend(told),
        _ => drop(did.insert("messages".to_owned(), Json::from(told))),
    }
}
