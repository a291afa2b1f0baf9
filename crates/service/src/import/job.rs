//! Importing a long file: a job takes it piece by piece, each in a transaction of its own that also
//! notes it on the job. Rows that are refused are left out and listed; all others are kept.

use base::{Error, Memo, Result, Text};
use documents::sheet::Cell;
use serde_json::{Map, Value as Json, json};
use store::{Db, EntityDef, Tx, key};

use super::dry_run::Trial;
use super::row::Row;
use super::{CellError, Existing, Headings, Outcome, UNDO, admit};
use crate::job::{BatchJob, Client, Control, JobStatus, STOP, begin, finish};

/// So many rows are taken in one transaction.
const PIECE: usize = 100;
/// So many errors are listed.
const LISTED: usize = 500;

/// Notes a job that imports into a collection.
///
/// # Errors
/// `Forbidden` when the user may not import into it; when the database fails.
pub fn start(tx: &mut Tx, def: &EntityDef, existing: Existing, dry_run: bool) -> Result<BatchJob> {
    admit(tx, def, existing)?;
    let parameters = json!({"collection": def.collection, "dryRun": dry_run});
    begin(
        tx,
        BatchJob {
            name: Text::cut(&format!("{}.import", def.collection)),
            parameters: Memo::new(&parameters.to_string()),
            ..BatchJob::default()
        },
    )
}

/// An import that a job carries out.
pub struct Import<'r> {
    /// The company's database.
    pub db: &'r Db,
    /// The number of the job.
    pub job_no: i64,
    /// The collection.
    pub def: &'r EntityDef,
    /// What is done with records that are there.
    pub existing: Existing,
    /// Whether nothing is kept.
    pub dry_run: bool,
    /// How many rows the file has.
    pub rows: usize,
    /// How others stop it.
    pub control: &'r Control,
    /// For whom it is carried out.
    pub client: &'r dyn Client,
    /// An error as data, with its heading.
    pub told: &'r dyn Fn(&CellError, &[String]) -> Json,
}

impl Import<'_> {
    /// Carries the job out and notes how it went. `read` goes through the file and hands over
    /// headings and rows.
    ///
    /// # Errors
    /// When not even the end of the job could be noted.
    pub fn run(
        &self,
        read: impl FnOnce(&mut dyn FnMut(Part) -> Result<()>) -> Result<()>,
    ) -> Result<JobStatus> {
        finish(self.db, self.client, self.job_no, || {
            let mut under_way = UnderWay::new(self);
            let done = read(&mut |part| under_way.take(part)).and_then(|()| under_way.end());
            match done {
                Err(Error::Unavailable(why)) if why == STOP => {
                    Ok(self.control.end().unwrap_or(JobStatus::Cancelled))
                }
                done => done.map(|()| JobStatus::Succeeded),
            }
        })
    }
}

/// A part of a file.
pub enum Part {
    /// The headings.
    Heads(Vec<String>),
    /// A row with its number in the file.
    Row(usize, Vec<Cell>),
}

struct UnderWay<'r> {
    import: &'r Import<'r>,
    heads: Vec<String>,
    headings: Headings,
    trial: Option<Trial<'r>>,
    waiting: Vec<(usize, Vec<Cell>)>,
    sum: Outcome,
    /// Errors that were found, also beyond those that are listed.
    errors: usize,
}

impl<'r> UnderWay<'r> {
    fn new(import: &'r Import<'r>) -> Self {
        Self {
            import,
            heads: Vec::new(),
            headings: Headings::default(),
            trial: None,
            waiting: Vec::new(),
            sum: Outcome::default(),
            errors: 0,
        }
    }

    fn take(&mut self, part: Part) -> Result<()> {
        match part {
            Part::Heads(heads) => {
                let Import { def, existing, .. } = *self.import;
                self.headings = Headings::of(def, &heads, &mut self.sum.errors);
                self.errors = self.sum.errors.len();
                if self.import.dry_run {
                    let actor = self.import.client.actor()?;
                    let trial = Trial::begin(self.import.db, &actor, def, &heads, existing)?;
                    self.trial = Some(trial);
                }
                if let Some(trial) = &mut self.trial {
                    // They are noted above.
                    trial.outcome = Outcome::default();
                }
                self.heads = heads;
            }
            Part::Row(..) if self.sum.errors.iter().any(CellError::is_of_heading) => {}
            Part::Row(number, cells) => {
                self.waiting.push((number, cells));
                if self.waiting.len() >= PIECE {
                    self.piece(false)?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        self.piece(true)
    }

    /// Takes the rows that wait.
    fn piece(&mut self, last: bool) -> Result<()> {
        let Import { db, control, client, .. } = *self.import;
        if control.end().is_some() {
            return Err(Error::Unavailable(STOP.to_owned()));
        }
        let rows = std::mem::take(&mut self.waiting);
        let actor = client.actor()?;
        let mut tried = None;
        if let Some(trial) = &mut self.trial {
            for few in rows.chunks(20) {
                trial.piece(db, &actor, few)?;
            }
            tried = Some(std::mem::take(&mut trial.outcome));
        }
        let mut sum = Outcome::default();
        db.write(&actor, |tx| {
            let mut did = match &tried {
                Some(tried) => tried.clone(),
                None => self.kept(tx, &rows)?,
            };
            did.rows = rows.len();
            sum = self.sum.clone();
            let errors = self.errors + did.errors.len();
            sum.add(did);
            sum.errors.truncate(LISTED);
            self.note(tx, &sum, errors, last).map(|()| self.errors = errors)
        })?;
        self.sum = sum;
        client.progress(self.percent(self.sum.rows));
        Ok(())
    }

    /// Enters rows; each that is refused leaves nothing.
    fn kept(&self, tx: &mut Tx, rows: &[(usize, Vec<Cell>)]) -> Result<Outcome> {
        let Import { def, existing, .. } = *self.import;
        let mut outcome = Outcome::default();
        let zone = &tx.zone().clone();
        for (number, cells) in rows {
            let row = Row { def, headings: &self.headings, number: *number, cells, earlier: None };
            let mut did = Outcome::default();
            let done = tx.savepoint(|tx| {
                let body = row.body(zone, &mut did.errors);
                row.enter(tx, existing, body, &mut did)?;
                if did.errors.is_empty() { Ok(()) } else { Err(Error::Unavailable(UNDO.into())) }
            });
            match done {
                Err(Error::Unavailable(why)) if why == UNDO => {}
                done => done?,
            }
            outcome.add(did);
        }
        Ok(outcome)
    }

    fn percent(&self, rows: usize) -> i64 {
        i64::try_from(rows * 100 / self.import.rows.max(1)).unwrap_or(100).min(100)
    }

    /// Notes on the job what was done so far.
    fn note(&self, tx: &mut Tx, sum: &Outcome, errors: usize, last: bool) -> Result<()> {
        let mut job: BatchJob = tx.find(key![self.import.job_no])?;
        // Asked to stop meanwhile, it leaves this piece undone.
        if job.cancel_requested || self.import.control.end().is_some() {
            return Err(Error::Unavailable(STOP.to_owned()));
        }
        let listed: Vec<Json> =
            sum.errors.iter().map(|error| (self.import.told)(error, &self.heads)).collect();
        let mut result = Map::new();
        for (name, value) in [
            ("dryRun", Json::from(self.import.dry_run)),
            ("rows", sum.rows.into()),
            ("created", sum.created.into()),
            ("updated", sum.updated.into()),
            ("skipped", sum.skipped.into()),
            ("errorCount", errors.into()),
            ("errors", listed.into()),
        ] {
            result.insert(name.to_owned(), value);
        }
        job.result = Memo::new(&Json::Object(result).to_string());
        job.progress = if last { 100 } else { self.percent(sum.rows) };
        if last {
            job.status = JobStatus::Succeeded;
            job.ended_at = Some(tx.moment());
        }
        tx.update_unlogged(&mut job)
    }
}
