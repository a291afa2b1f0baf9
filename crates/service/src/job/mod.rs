//! Batch jobs: actions on whole collections that take their time. A job is kept in the database of
//! the company, with how far it is and what it did. An action on many documents is carried out
//! document by document, each in a transaction of its own that also notes it on the job: whenever
//! the program stops, the job tells exactly what was done.

mod keep;
mod merge;
mod record;
mod run;
mod steps;
#[cfg(test)]
mod tests;

use store::{ActionDef, Bound};

pub(crate) use keep::begin;
pub use keep::{cancel, interrupt, list, start};
pub use record::{BatchJob, JobStatus};
pub use run::{Client, Control, Task, run};
pub(crate) use run::{STOP, finish};

/// The actions that can be started as jobs: those on whole collections that change something.
pub fn startable(actions: &[ActionDef]) -> impl Iterator<Item = &ActionDef> {
    actions.iter().filter(|action| {
        action.writes && action.bound == Bound::Collection && action.segment.is_none()
    })
}

/// The action that a job of this name carries out: `postBatch`, or with its collection
/// `serviceInvoices.postBatch`.
pub fn named<'a>(actions: &'a [ActionDef], name: &str) -> Option<&'a ActionDef> {
    startable(actions).find(|action| action.name == name || action.object() == name)
}
