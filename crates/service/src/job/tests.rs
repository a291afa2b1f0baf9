//! A job tells exactly what was done, however it ends.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use base::{Actor, Code, Error, Permissions, Result, refuse};
use books::payment::PaymentTerms;
use serde_json::{Map, Value as Json, json};
use store::testing::{TestDatabase, actor, databases};
use store::{ActionDef, Bound, EntityDef, Kind, Parameter, Record, Tx, Value, key};

use super::*;

/// Creates payment terms for each number; one called NO is refused, one called PANIC panics.
const ACTION: ActionDef = ActionDef {
    collection: "paymentTerms",
    segment: None,
    name: "createMany",
    class: store::Class::Work,
    bound: Bound::Collection,
    help: "Creates several.",
    parameters: &[Parameter::new("nos", Kind::Memo, "Which.")],
    writes: true,
    screen: store::Screen::PLAIN,
    run: create_many,
};

fn create_many(tx: &mut Tx, _: &[Value], body: &Map<String, Json>) -> Result<Json> {
    let nos: Vec<&str> =
        body["nos"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    for no in &nos {
        match *no {
            "NO" => return Err(refuse!("import.row.exists").into()),
            "PANIC" => panic!("on purpose"),
            no => {
                tx.insert(&mut PaymentTerms { code: Code::parse(no)?, ..PaymentTerms::default() })?
            }
        }
    }
    let args = json!({"posted": nos.len(), "total": nos.len()});
    let message = json!({"code": "posting.batch", "text": "", "args": args});
    Ok(json!({"total": nos.len(), "posted": nos, "messages": [message]}))
}

/// Acts as the tests do; may cancel after some steps.
struct Tester<'c> {
    control: &'c Control,
    cancel_at: i64,
    stop_at: i64,
    seen: Cell<i64>,
}

impl Client for Tester<'_> {
    fn actor(&self) -> Result<Actor> {
        Ok(actor())
    }
    fn program(&self) -> Actor {
        actor()
    }
    fn problem(&self, error: &Error) -> Json {
        json!({"code": error.code()})
    }
    fn progress(&self, percent: i64) {
        self.seen.set(percent);
        self.control.cancelled.fetch_or(percent == self.cancel_at, Ordering::Relaxed);
        self.control.stopping.fetch_or(percent == self.stop_at, Ordering::Relaxed);
    }
}

fn each() -> Vec<TestDatabase> {
    let tables = crate::installation::company_tables();
    store::entity::register(&tables);
    databases(&tables)
}

fn carried_out(database: &TestDatabase, nos: &[&str], cancel_at: i64, stop_at: i64) -> BatchJob {
    let Json::Object(body) = json!({ "nos": nos }) else { unreachable!() };
    let db = database.db.clone();
    let job = db.write(&actor(), |tx| start(tx, "createMany", &ACTION, &body)).expect("started");
    assert_eq!(job.status, JobStatus::Running);
    let def = EntityDef::of::<PaymentTerms>();
    let task = Task { db: db.clone(), job_no: job.entry_no, action: ACTION, def, body };
    let control = Control::default();
    let client = Tester { control: &control, cancel_at, stop_at, seen: Cell::new(0) };
    let status = run(&task, &control, &client).expect("noted");
    let job: BatchJob = db.read(&actor(), |tx| tx.find(key![job.entry_no])).expect("kept");
    assert_eq!(job.status, status);
    assert_eq!(job.progress, client.seen.get());
    assert!(job.ended_at.is_some());
    job
}

fn count(database: &TestDatabase) -> i64 {
    let counted = database.db.read(&actor(), |tx| tx.count::<PaymentTerms>("", &[]));
    counted.expect("a number")
}

#[test]
fn every_document_is_a_step_of_its_own() {
    for database in each() {
        let job = carried_out(&database, &["A", "B", "C"], 0, 0);
        assert_eq!((job.status, job.progress), (JobStatus::Succeeded, 100));
        let result = Json::Object(job.result());
        assert_eq!(result["posted"], json!(["A", "B", "C"]));
        assert_eq!(result["total"], 3);
        assert_eq!(result["messages"][0]["args"], json!({"posted": 3, "total": 3}));
        assert!(result["messages"][0]["text"].as_str().is_some_and(|text| text.contains('3')));
        let job = carried_out(&database, &["D", "NO", "E"], 0, 0);
        assert_eq!((job.status, job.progress), (JobStatus::Failed, 33));
        assert_eq!(job.json()["error"]["code"], "import.row.exists");
        assert_eq!(job.json()["result"]["posted"], json!(["D"]), "what was done stays told");
        let job = carried_out(&database, &["PANIC"], 0, 0);
        assert_eq!(job.json()["error"]["code"], "unavailable");
        assert_eq!(count(&database), 4);
    }
}

#[test]
fn a_job_stops_between_its_steps() {
    for database in each() {
        let job = carried_out(&database, &["A", "B", "C", "D"], 50, 0);
        assert_eq!((job.status, job.progress), (JobStatus::Cancelled, 50));
        assert!(job.cancel_requested);
        assert_eq!(job.json()["result"]["posted"], json!(["A", "B"]));
        assert_eq!(count(&database), 2);
        let job = carried_out(&database, &["E", "F"], 0, 50);
        assert_eq!((job.status, job.progress), (JobStatus::Interrupted, 50));
        assert_eq!(count(&database), 3);
    }
}

#[test]
fn what_ran_when_the_program_died_was_interrupted() {
    for database in each() {
        let body = Map::new();
        let db = &database.db;
        let job =
            db.write(&actor(), |tx| start(tx, "createMany", &ACTION, &body)).expect("started");
        assert_eq!(db.write(&actor(), interrupt), Ok(1));
        let told = db.read(&actor(), |tx| list(tx, 10)).expect("a list");
        assert_eq!((told[0].entry_no, told[0].status), (job.entry_no, JobStatus::Interrupted));
        // Somebody else who still carries it out says so with the next step.
        let def = EntityDef::of::<PaymentTerms>();
        let Json::Object(body) = json!({"nos": ["A"]}) else { unreachable!() };
        let task = Task { db: db.clone(), job_no: job.entry_no, action: ACTION, def, body };
        let control = Control::default();
        let client = Tester { control: &control, cancel_at: 0, stop_at: 0, seen: Cell::new(0) };
        assert_eq!(run(&task, &control, &client), Ok(JobStatus::Succeeded));
    }
}

#[test]
fn a_program_that_starts_leaves_the_jobs_of_another_alone() {
    for database in each() {
        let start_in = |db: &store::Db| {
            db.write(&actor(), |tx| start(tx, "createMany", &ACTION, &Map::new())).expect("started")
        };
        let served = database.engine() == store::EngineName::Postgres;
        let other = store::Db::open(database.db.url()).expect("another program");
        let job = start_in(&other);
        let status = || {
            let job = database.db.read(&actor(), |tx| tx.find::<BatchJob>(key![job.entry_no]));
            job.expect("kept").status
        };
        // One program serves a file: whatever ran there has ended with it.
        let noted = database.db.write(&actor(), interrupt);
        assert_eq!(noted, Ok(u64::from(!served)), "{:?}", database.engine());
        if served {
            assert_eq!(status(), JobStatus::Running, "its program lives");
            let asked = database.db.write(&actor(), |tx| cancel(tx, job.entry_no, false));
            let asked = asked.expect("asked");
            assert_eq!((asked.status, asked.cancel_requested), (JobStatus::Running, true));
        }
        drop(other);
        // The server lets go of a connection a moment after it was closed.
        let until = std::time::Instant::now() + std::time::Duration::from_secs(5);
        while served && status() == JobStatus::Running && std::time::Instant::now() < until {
            database.db.write(&actor(), interrupt).expect("looked again");
        }
        assert_eq!(status(), JobStatus::Interrupted, "{:?}", database.engine());
    }
}

#[test]
fn the_jobs_of_others_need_a_permission() {
    for database in each() {
        let db = &database.db;
        let job = db
            .write(&actor(), |tx| start(tx, "createMany", &ACTION, &Map::new()))
            .expect("started");
        let mut other = actor();
        other.user = "OTHER".to_owned();
        other.permissions = Permissions::default().into();
        assert_eq!(db.read(&other, |tx| list(tx, 10)).expect("a list"), []);
        let refused = db.write(&other, |tx| cancel(tx, job.entry_no, true)).expect_err("refused");
        assert_eq!(refused.code(), "permission.missing");
        let started = db.write(&other, |tx| start(tx, "createMany", &ACTION, &Map::new()));
        assert_eq!(started.expect_err("refused").code(), "permission.missing");
        let asked = db.write(&actor(), |tx| cancel(tx, job.entry_no, true)).expect("asked");
        assert_eq!((asked.status, asked.cancel_requested), (JobStatus::Running, true));
        let dead = db.write(&actor(), |tx| cancel(tx, job.entry_no, false)).expect("stopped");
        assert_eq!(dead.status, JobStatus::Cancelled);
        assert_eq!(BatchJob::table().name, "batch_job");
    }
}
