//! The record of a job.

use base::{Memo, Moment, Text};
use serde_json::{Map, Value as Json, json};
use store::{Options, Record};

/// How a job is getting on.
#[derive(Options, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JobStatus {
    /// It is being carried out.
    #[default]
    Running,
    /// It is done.
    Succeeded,
    /// It was refused or failed.
    Failed,
    /// Somebody stopped it.
    Cancelled,
    /// The program stopped while it ran.
    Interrupted,
}

/// A batch job and what became of it.
#[derive(Record, Clone, Debug, Default, PartialEq)]
#[record(table = "batch_job", key(entry_no))]
pub struct BatchJob {
    /// Counts the jobs.
    pub entry_no: i64,
    /// The standard name of what it does, such as postBatch.
    pub name: Text<100>,
    /// The user who started it.
    pub user_name: Text<50>,
    /// How it is getting on.
    pub status: JobStatus,
    /// How much of it is done, in percent.
    pub progress: i64,
    /// Its parameters, as JSON.
    pub parameters: Memo,
    /// What it has done so far, as JSON.
    pub result: Memo,
    /// Why it was not done, as JSON.
    pub error: Memo,
    /// Whether somebody wants it to stop.
    pub cancel_requested: bool,
    /// Tells whether the program that carries it out still lives; other programs know it by that.
    #[column(secret)]
    pub carried_out_by: i64,
    /// When it was started.
    pub started_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

impl BatchJob {
    /// The job as the API and the command line tell it.
    pub fn json(&self) -> Json {
        let stored = |memo: &Memo| serde_json::from_str::<Json>(memo).unwrap_or(Json::Null);
        json!({
            "id": self.entry_no.to_string(),
            "name": self.name.as_str(),
            "status": self.status.name(),
            "progress": self.progress,
            "startedBy": self.user_name.as_str(),
            "startedAt": self.started_at.map(|at| at.to_string()),
            "endedAt": self.ended_at.map(|at| at.to_string()),
            "cancelRequested": self.cancel_requested,
            "parameters": stored(&self.parameters),
            "result": stored(&self.result),
            "error": stored(&self.error),
        })
    }

    /// The job as a list of jobs tells it: without what only the job itself tells.
    pub fn json_in_list(&self) -> Json {
        let mut told = self.json();
        if let Json::Object(map) = &mut told {
            map.retain(|name, _| name != "parameters" && name != "result");
        }
        told
    }

    /// What it has done so far.
    pub fn result(&self) -> Map<String, Json> {
        serde_json::from_str(&self.result).unwrap_or_default()
    }
}
