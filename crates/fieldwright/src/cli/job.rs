//! `fieldwright job`: batch jobs by their standard names, and what became of them.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::Path;

use base::{Actor, Error, Language, Result, refuse};
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};
use service::import::{self, Existing, Import};
use service::installation::Installation;
use service::job::{self, BatchJob, Client, Control, JobStatus, Task};
use store::{ActionDef, Db, EntityDef, key};
use web::api::odata::{Figures, Names};
use web::problem::{self, Failure};

use super::backup::failed;
use super::company::borrowed;
use super::export::entity;
use super::{Context, Outcome};

/// Run batch jobs, and show what became of them
#[derive(Args)]
pub struct Job {
    #[command(subcommand)]
    act: Act,
    /// The company; the only one when left out
    #[arg(long, global = true)]
    company: Option<String>,
}

#[derive(Subcommand)]
enum Act {
    /// List the jobs that can be run, with their parameters
    Names,
    /// List the jobs that ran or run, the newest first
    List,
    /// Show a job with its result
    Show {
        /// The number of the job
        id: i64,
    },
    /// Run a job and wait for its end
    Run {
        /// The standard name, such as postBatch
        name: String,
        /// The parameters as a JSON object, or @ and the name of a file that holds it
        #[arg(long, value_name = "JSON|@FILE", default_value = "{}")]
        parameters: String,
    },
    /// Stop a job; what it has finished stays done
    Cancel {
        /// The number of the job
        id: i64,
    },
}

impl Job {
    pub fn run(self, context: &Context) -> Result<Outcome> {
        let installation = context.installation()?;
        if matches!(self.act, Act::Names) {
            names(context);
            return Ok(Outcome::Done);
        }
        let db = context.company(&installation, self.company.as_deref())?;
        let actor = installation.program();
        let missing =
            |id: i64| Error::NotFound { collection: "batchJobs".into(), key: id.to_string() };
        match self.act {
            Act::Names => {}
            Act::List => {
                let jobs = db.read(&actor, |tx| job::list(tx, 1000))?;
                list(context, &jobs);
            }
            Act::Show { id } => {
                let job = db.read(&actor, |tx| tx.get(key![id]))?;
                return Ok(show(context, &job.ok_or_else(|| missing(id))?));
            }
            Act::Run { name, parameters } => {
                let job = carry_out(context, &installation, &db, &name, &parameters)?;
                return Ok(show(context, &job));
            }
            Act::Cancel { id } => {
                let known: Option<BatchJob> = db.read(&actor, |tx| tx.get(key![id]))?;
                known.ok_or_else(|| missing(id))?;
                // Whoever carries it out, if anybody still does, finds the request at its next step.
                let job = db.write(&actor, |tx| job::cancel(tx, id, true))?;
                return Ok(show(context, &job));
            }
        }
        Ok(Outcome::Done)
    }
}

/// The jobs that can be run.
fn names(context: &Context) {
    let actions = service::actions();
    let rows: Vec<Map<String, Json>> = job::startable(&actions)
        .map(|action| {
            let first = job::named(&actions, action.name);
            let own = first.is_some_and(|first| first.collection == action.collection);
            let name = if own { action.name.to_owned() } else { action.object() };
            let parameters: Vec<&str> = action.parameters.iter().map(|p| p.name).collect();
            let row = json!({
                "name": name, "collection": action.collection, "parameters": parameters,
                "description": action.help,
            });
            row.as_object().cloned().unwrap_or_default()
        })
        .collect();
    let captions = ["name", "collection", "parameters", "description"]
        .map(|name| (name.to_owned(), context.text(&format!("cli-job-{name}"), &[])));
    context.out.rows(&borrowed(&captions), &rows);
}

fn list(context: &Context, jobs: &[BatchJob]) {
    let rows: Vec<Map<String, Json>> = jobs
        .iter()
        .map(|job| {
            let mut row = job.json().as_object().cloned().unwrap_or_default();
            if !context.out.is_json() {
                row.insert("status".into(), Json::from(status(context, job.status)));
            }
            row
        })
        .collect();
    let captions = ["id", "name", "status", "progress", "startedBy", "startedAt", "endedAt"]
        .map(|name| (name.to_owned(), context.text(&format!("cli-job-{name}"), &[])));
    context.out.rows(&borrowed(&captions), &rows);
}

fn status(context: &Context, status: JobStatus) -> String {
    context.text(&format!("cli-job-status-{}", status.name()), &[])
}

/// Tells how a job got on. A job that was not done, or left something undone, is something found.
fn show(context: &Context, job: &BatchJob) -> Outcome {
    let (result, error) = (Json::Object(job.result()), job.json()["error"].clone());
    if context.out.is_json() {
        context.out.tell("", &job.json());
    } else {
        let args = [
            ("id", job.entry_no.to_string().into()),
            ("name", job.name.as_str().into()),
            ("status", status(context, job.status).into()),
            ("progress", job.progress.into()),
        ];
        context.out.tell(&context.text("cli-job-told", &args), &Json::Null);
        for told in [&result, &error] {
            if told.as_object().is_some_and(|told| !told.is_empty()) {
                context.out.tell(&format!("{told:#}"), &Json::Null);
            }
        }
    }
    let listed = |name: &str| result[name].as_array().is_some_and(|list| !list.is_empty());
    let left = listed("failed") || result["errorCount"].as_u64().is_some_and(|count| count > 0);
    match job.status {
        JobStatus::Succeeded if !left => Outcome::Done,
        JobStatus::Running => Outcome::Done,
        _ => Outcome::Found,
    }
}

/// Carries a job out here and now.
fn carry_out(
    context: &Context,
    installation: &Installation,
    db: &Db,
    name: &str,
    parameters: &str,
) -> Result<BatchJob> {
    let actions = service::actions();
    let action: ActionDef = *job::named(&actions, name).ok_or_else(|| {
        let known: Vec<&str> = job::startable(&actions).map(|action| action.name).collect();
        Error::from(refuse!("cli.job.unknown", name = name, known = known.join(", ")))
    })?;
    let body = object(parameters)?;
    web::api::parameters(&action, &body)?;
    let def = entity(action.collection)?;
    let (job, body) = db.write(&installation.program(), |tx| {
        let (all, figures) = (service::entities(), Figures::new());
        let names = Names { all: &all, figures: &figures };
        let chosen = web::api::chosen(tx, names, &def, def.fixed_filter(), &action, &body)?;
        Ok((job::start(tx, name, &action, &body)?, chosen.into_owned()))
    })?;
    let task = Task { db: db.clone(), job_no: job.entry_no, action, def, body };
    let client = Console { installation, language: context.language };
    job::run(&task, &Control::default(), &client)?;
    client.clear();
    db.read(&installation.program(), |tx| tx.find(key![job.entry_no]))
}

/// The parameters as they were typed or stand in a file.
fn object(typed: &str) -> Result<Map<String, Json>> {
    let text = match typed.strip_prefix('@') {
        Some(file) => {
            std::fs::read_to_string(file).map_err(|error| failed(Path::new(file), &error))?
        }
        None => typed.to_owned(),
    };
    serde_json::from_str(&text).map_err(|error| {
        let why = error.to_string();
        refuse!("cli.job.parameters", why = why).into()
    })
}

/// Imports a file that has more rows than are taken at once, and waits for the end.
pub fn import(
    context: &Context,
    installation: &Installation,
    db: &Db,
    def: &EntityDef,
    mut file: File,
    (existing, dry_run): (Existing, bool),
) -> Result<Outcome> {
    let rows = documents::sheet::count(&mut file)?;
    let job = db.write(&installation.program(), |tx| import::start(tx, def, existing, dry_run))?;
    let client = Console { installation, language: context.language };
    let import = Import {
        db,
        job_no: job.entry_no,
        def,
        existing,
        dry_run,
        rows,
        control: &Control::default(),
        client: &client,
        told: &|error, heads| web::import::one(error, heads, context.language),
    };
    import.run(|take| web::import::scan(&mut file, take))?;
    client.clear();
    let job = db.read(&installation.program(), |tx| tx.find(key![job.entry_no]))?;
    Ok(show(context, &job))
}

/// Who runs a job from the command line: the program, in the language of the reader.
struct Console<'i> {
    installation: &'i Installation,
    language: Language,
}

impl Console<'_> {
    /// Takes the progress away from the screen.
    fn clear(&self) {
        if std::io::stderr().is_terminal() {
            drop(write!(std::io::stderr(), "\r      \r"));
        }
    }
}

impl Client for Console<'_> {
    fn actor(&self) -> Result<Actor> {
        Ok(Actor { language: self.language, ..self.installation.program() })
    }

    fn program(&self) -> Actor {
        self.installation.program()
    }

    fn problem(&self, error: &Error) -> Json {
        Json::Object(problem::body(&Failure::from(error.clone()), self.language, ""))
    }

    fn progress(&self, percent: i64) {
        if std::io::stderr().is_terminal() {
            drop(write!(std::io::stderr(), "\r{percent:>3} %"));
        }
    }
}
