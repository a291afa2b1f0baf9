//! Plays every story of `scenarios/` on each engine at hand, each section on a fresh copy of the
//! reference company, and audits the books afterwards. `SCENARIO=INV-0` plays only the stories whose
//! title begins so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use base::{DateTime, ZonedClock};
use fieldwright::demo::{self, Data};
use scenario::{Api, Request, Scenario, Section, parse, play};
use serde_json::Value as Json;
use service::installation::Installation;
use store::testing::{Sandbox, hasten, sandboxes};
use web::App;
use web::testing::{Program, tidy};

/// The token of the user who may do everything.
const TOKEN: &str = "the token of the scenarios";
/// How many stories are played at the same time.
const PLAYERS: usize = 2;

struct Story {
    file: String,
    scenario: Scenario,
}

/// One section on one engine.
struct Job<'s> {
    story: usize,
    section: &'s Section,
    template: &'s Sandbox,
}

#[test]
fn every_story_is_true() {
    let (stories, mut wrong) = stories();
    let templates = sandboxes();
    for template in &templates {
        fill(template);
    }
    let mut jobs = Vec::new();
    for (story, told) in stories.iter().enumerate() {
        for section in &told.scenario.sections {
            jobs.extend(templates.iter().map(|template| Job { story, section, template }));
        }
    }
    let outcomes = play_all(&jobs, &stories);
    for (at, story) in stories.iter().enumerate() {
        println!("{}", report(&story.scenario.title, at, &jobs, &outcomes));
    }
    wrong.extend(merged(&jobs, outcomes));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What went wrong, each once, with the engines on which it did.
fn merged(jobs: &[Job], outcomes: Vec<Vec<String>>) -> Vec<String> {
    let mut engines: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (job, found) in jobs.iter().zip(outcomes) {
        for what in found {
            engines.entry(what).or_default().insert(engine(job.template));
        }
    }
    let names = |of: BTreeSet<String>| of.into_iter().collect::<Vec<_>>().join(", ");
    engines.into_iter().map(|(what, of)| format!("{what} ({})", names(of))).collect()
}

/// What went wrong in each job.
fn play_all(jobs: &[Job], stories: &[Story]) -> Vec<Vec<String>> {
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Mutex<Vec<String>>> = jobs.iter().map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..PLAYERS {
            scope.spawn(|| {
                while let Some((at, job)) = take(jobs, &next) {
                    let found = play_one(job, &stories[job.story].file);
                    *outcomes[at].lock().expect("no player panics while it holds this") = found;
                }
            });
        }
    });
    outcomes.into_iter().map(|found| found.into_inner().unwrap_or_default()).collect()
}

fn take<'j, 's>(jobs: &'j [Job<'s>], next: &AtomicUsize) -> Option<(usize, &'j Job<'s>)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(at).map(|job| (at, job))
}

/// Such as `INV-001 Full ship and invoice: ok (sqlite, postgres)`.
fn report(title: &str, story: usize, jobs: &[Job], outcomes: &[Vec<String>]) -> String {
    let mut engines: BTreeMap<String, bool> = BTreeMap::new();
    for (job, found) in jobs.iter().zip(outcomes).filter(|(job, _)| job.story == story) {
        *engines.entry(engine(job.template)).or_insert(true) &= found.is_empty();
    }
    let of = |good: bool| {
        let names = engines.iter().filter(|(_, ok)| **ok == good).map(|(name, _)| name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    match (of(true), of(false)) {
        (good, bad) if bad.is_empty() => format!("{title}: ok ({good})"),
        (good, bad) if good.is_empty() => format!("{title}: WRONG ({bad})"),
        (good, bad) => format!("{title}: ok ({good}), WRONG ({bad})"),
    }
}

fn engine(sandbox: &Sandbox) -> String {
    format!("{:?}", sandbox.url().engine()).to_lowercase()
}

/// Every story, and what cannot be read.
fn stories() -> (Vec<Story>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let wanted = std::env::var("SCENARIO").unwrap_or_default();
    let (mut stories, mut wrong) = (Vec::new(), Vec::new());
    for path in files(&folder) {
        let file = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        match parse(&text) {
            Ok(scenario) if scenario.title.starts_with(&wanted) => {
                stories.push(Story { file, scenario });
            }
            Ok(_) => {}
            Err(why) => wrong.push(format!("scenarios/{file}: {why}")),
        }
    }
    stories.sort_by(|one, two| one.scenario.title.cmp(&two.scenario.title));
    (stories, wrong)
}

/// The stories below a folder; the file that explains them is none.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "md")
            && path.file_name().is_some_and(|name| name != "README.md")
        {
            found.push(path);
        }
    }
    found
}

fn clock() -> Arc<ZonedClock> {
    Arc::new(demo::clock(DateTime::constant(2026, 3, 2, 8, 0, 0, 0)))
}

/// Makes the reference company, with its user.
fn fill(sandbox: &Sandbox) {
    let installation = Installation::open(sandbox.url(), clock()).expect("the installation opens");
    hasten(installation.system());
    demo::create(&installation, Data::Reference, &|_, _| ()).expect("the company is created");
    demo::create_users(&installation, &[Data::Reference]).expect("the user is created");
    demo::token(&installation, Some(TOKEN)).expect("the token is made");
}

/// Plays one section on a copy of the company, and audits it.
fn play_one(job: &Job, file: &str) -> Vec<String> {
    let copy = job.template.copy();
    let app = Installation::open(copy.url(), clock()).map(App::new).expect("the copy opens");
    let program = Program::new(app, Data::Reference.company());
    hasten(program.app.installation().system());
    hasten(&program.company());
    let mut client = Client { program, tokens: BTreeMap::new() };
    let failures = play(&mut client, job.section);
    let place = |line: usize| format!("scenarios/{file}:{line}");
    let mut wrong: Vec<String> = failures
        .iter()
        .map(|failure| format!("{} {}", place(failure.line), failure.what))
        .collect();
    let actor = client.program.app.program();
    let findings = client.program.company().read(&actor, service::audit::audit);
    for finding in findings.expect("the audit runs") {
        let line = job.section.steps.first().map_or(1, |step| step.line);
        let title = &job.section.title;
        wrong.push(format!("{} {title}: the audit found {finding:?}", place(line)));
    }
    wrong
}

/// Sends requests to a program in this process.
struct Client {
    program: Program,
    tokens: BTreeMap<String, String>,
}

impl Client {
    /// The token of a user, made when it is first needed; blank for somebody unknown.
    fn token(&mut self, user: &str) -> String {
        if let Some(known) = self.tokens.get(user) {
            return known.clone();
        }
        let installation = self.program.app.installation();
        let made = installation.system().write(&installation.program(), |tx| {
            books::user::create_token(tx, user, "Scenario", None)
        });
        let token = made.unwrap_or_default();
        self.tokens.insert(user.to_owned(), token.clone());
        token
    }
}

impl Api for Client {
    fn send(&mut self, request: &Request) -> (u16, Json) {
        let token = match &request.user {
            Some(user) => self.token(user),
            None => TOKEN.to_owned(),
        };
        let base = if request.address.starts_with("/api/") { "" } else { &self.program.base() };
        let path = format!("{base}{}", tidy(&request.address));
        let headers: Vec<(&str, &str)> =
            request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let body = request.body.as_deref();
        let answer = self.program.request(&token, &request.method, &path, &headers, body);
        (answer.status, answer.json())
    }
}
