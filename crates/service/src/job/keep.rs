//! Starting, listing and stopping jobs in the database.

use base::{Action, Memo, Result, Text};
use serde_json::{Map, Value as Json};
use store::{ActionDef, Column, Record, Tx, key, params};

use super::{BatchJob, JobStatus};

/// So many jobs are remembered.
const REMEMBERED: i64 = 1000;
/// What a list of jobs leaves out: a job tells it by itself, and it may be megabytes.
const LONG: [&str; 2] = ["parameters", "result"];

/// Notes a job of this name that begins now, and forgets those of long ago.
///
/// # Errors
/// `Forbidden` when the user may not carry out the action.
pub fn start(
    tx: &mut Tx,
    name: &str,
    action: &ActionDef,
    body: &Map<String, Json>,
) -> Result<BatchJob> {
    action.require_itself(tx)?;
    begin(
        tx,
        BatchJob {
            name: Text::cut(name),
            parameters: Memo::new(&Json::Object(body.clone()).to_string()),
            ..BatchJob::default()
        },
    )
}

/// Notes a job of the user that begins now, and forgets those of long ago.
///
/// # Errors
/// When the database fails.
pub(crate) fn begin(tx: &mut Tx, mut job: BatchJob) -> Result<BatchJob> {
    job.user_name = Text::cut(tx.user());
    job.carried_out_by = tx.life();
    job.started_at = Some(tx.moment());
    tx.insert_unlogged(&mut job)?;
    let forget = "DELETE FROM \"batch_job\" WHERE \"entry_no\" <= $1 AND \"status\" <> 'running'";
    tx.execute(forget, params![job.entry_no - REMEMBERED])?;
    Ok(job)
}

/// The jobs that the user may see, the newest first: the own ones, and all of them for whoever may
/// read their table. Without parameters and results.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &mut Tx, most: usize) -> Result<Vec<BatchJob>> {
    let column = |column: &Column| match LONG.contains(&column.name) {
        true => format!("'' AS \"{}\"", column.name),
        false => format!("\"{}\"", column.name),
    };
    let columns: Vec<String> = BatchJob::table().columns.iter().map(column).collect();
    let all = tx.actor().permissions.allow(BatchJob::table().name, Action::Read);
    let user = Text::<50>::cut(tx.user());
    let (own, parameters) = match all {
        true => ("", Vec::new()),
        false => ("WHERE \"user_name\" = $1", params![user].to_vec()),
    };
    let sql = format!(
        "SELECT {} FROM \"batch_job\" {own} ORDER BY \"entry_no\" DESC LIMIT {most}",
        columns.join(", ")
    );
    tx.rows(&sql, &parameters)?.into_iter().map(BatchJob::from_values).collect()
}

/// Asks a running job to stop. One that nobody carries out any more, neither this program nor another
/// one, has stopped with that.
///
/// # Errors
/// `NotFound`; `Forbidden` for the jobs of others, unless the user may change their table.
pub fn cancel(tx: &mut Tx, job_no: i64, carried_out: bool) -> Result<BatchJob> {
    let mut job: BatchJob = tx.find(key![job_no])?;
    if job.user_name.as_str() != tx.user() {
        tx.require(BatchJob::table().name, Action::Modify)?;
    }
    if job.status != JobStatus::Running {
        return Ok(job);
    }
    job.cancel_requested = true;
    if !carried_out && !tx.lives_elsewhere(job.carried_out_by)? {
        job.status = JobStatus::Cancelled;
        job.ended_at = Some(tx.moment());
    }
    tx.update_unlogged(&mut job)?;
    Ok(job)
}

/// Says of every job that seems to run, and that no other program carries out, that it was interrupted:
/// the program starts.
///
/// # Errors
/// When the database fails.
pub fn interrupt(tx: &mut Tx) -> Result<u64> {
    let running: Vec<BatchJob> = tx.select("WHERE \"status\" = 'running'", &[])?;
    let mut interrupted = 0;
    for mut job in running {
        if tx.lives_elsewhere(job.carried_out_by)? {
            continue;
        }
        job.status = JobStatus::Interrupted;
        job.ended_at = Some(tx.moment());
        tx.update_unlogged(&mut job)?;
        interrupted += 1;
    }
    Ok(interrupted)
}
