//! Eight people at once over HTTP, on one program with a file and on two programs with one server:
//! orders, lines, deletions, postings, number series and figures, and afterwards an audit.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use store::testing::POSTGRES_VARIABLE;
use store::{DatabaseUrl, Db};

const PEOPLE: usize = 8;
const ROUNDS: usize = 6;
/// Nobody waits longer for any answer.
const PATIENCE: Duration = Duration::from_secs(30);
const COMPANY: &str = "/api/v1/companies/reference/";

/// A running program; it ends with this value.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(arguments: &[&str], database: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fieldwright"))
            .args(arguments)
            .args(["--port", "0", "--json", "--database", database])
            .env("FIELDWRIGHT_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("its output is ours");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("it says where it is");
        let said: Json = serde_json::from_str(&line).unwrap_or_else(|_| panic!("JSON, not {line}"));
        let address = said["address"].as_str().expect("an address");
        Self { child, address: address.trim_start_matches("http://").to_owned() }
    }

    /// The status and the body of an answer.
    fn ask(&self, method: &str, path: &str, body: &Json) -> (u16, Json) {
        let started = Instant::now();
        let mut stream = TcpStream::connect(&self.address).expect("the program listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = format!(
            "{method} {COMPANY}{path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer T\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer in time");
        assert!(started.elapsed() < PATIENCE, "{method} {path} took {:?}", started.elapsed());
        let status: u16 = answer[9..12].parse().expect("a status");
        let (_, text) = answer.split_once("\r\n\r\n").expect("a body");
        assert!(status < 500, "{method} {path}: {answer}");
        (status, serde_json::from_str(text).unwrap_or_default())
    }

    /// The body of an answer that is no refusal.
    fn done(&self, method: &str, path: &str, body: &Json) -> Json {
        let (status, answer) = self.ask(method, path, body);
        assert!(status < 400, "{method} {path}: {status} {answer}");
        answer
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}

fn order(lines: usize) -> Json {
    let line = |number: usize| match number % 3 {
        0 => json!({"serviceItemLineNo": 10_000, "type": "item", "no": "I1", "quantity": 1}),
        1 => json!({"serviceItemLineNo": 10_000, "type": "resource", "no": "R1", "quantity": 2}),
        _ => json!({"type": "cost", "no": "START", "quantity": 1}),
    };
    json!({
        "customerNo": "C1",
        "serviceItemLines": [{"serviceItemNo": "SI1", "repairStatusCode": "INITIAL"}],
        "serviceLines": (0..lines).map(line).collect::<Vec<_>>(),
    })
}

/// What one person does in one round.
fn work(program: &Program, person: usize, round: usize, shared: &str, kept: &AtomicUsize) {
    let made = program.done("POST", "serviceOrders", &order(3));
    let no = made["no"].as_str().expect("a number");
    let line = json!({"type": "cost", "no": "START", "quantity": 1});
    program.done("POST", &format!("serviceOrders/{shared}/serviceLines"), &line);
    kept.fetch_add(1, Ordering::Relaxed);
    program.done("GET", &format!("serviceOrders/{no}?$expand=serviceLines"), &Json::Null);
    program.done("GET", "customers?$top=20", &Json::Null);
    match round % 3 {
        0 => drop(program.done("DELETE", &format!("serviceOrders/{no}"), &Json::Null)),
        _ => {
            let option = json!({"option": "shipAndInvoice"});
            program.done("POST", &format!("serviceOrders/{no}/post"), &option);
        }
    }
    // A customer whom one person deletes while another takes an order from them, and an order that
    // gets a line while it is deleted: each of the two may be refused, but nothing stays half.
    let customer = format!("X{}-{round}", person / 2);
    if person.is_multiple_of(2) {
        let copied = json!({
            "no": customer, "name": "Passing", "customerPostingGroup": "DOMESTIC",
            "genBusPostingGroup": "DOMESTIC", "vatBusPostingGroup": "DOMESTIC",
        });
        program.ask("POST", "customers", &copied);
        program.ask("DELETE", &format!("customers/{customer}"), &Json::Null);
    } else {
        program.ask("POST", "serviceOrders", &json!({"customerNo": customer}));
    }
}

/// Two people at one order: one deletes it while the other adds to it.
fn meet(programs: &[Program], round: usize) {
    let made = programs[0].done("POST", "serviceOrders", &json!({"customerNo": "C1"}));
    let path = format!("serviceOrders/{}", made["no"].as_str().expect("a number"));
    let start = Barrier::new(2);
    let line = json!({"type": "cost", "no": "START", "quantity": 1});
    std::thread::scope(|scope| {
        scope.spawn(|| {
            start.wait();
            programs[round % programs.len()].ask("DELETE", &path, &Json::Null);
        });
        scope.spawn(|| {
            start.wait();
            programs[(round + 1) % programs.len()].ask(
                "POST",
                &format!("{path}/serviceLines"),
                &line,
            );
        });
    });
}

fn together(database: &str, programs: usize) {
    let demo = ["demo", "--data", "reference", "--fresh", "--token", "T"];
    let mut running = vec![Program::start(&demo, database)];
    while running.len() < programs {
        running.push(Program::start(&["serve"], database));
    }
    let first = &running[0];
    let stock = json!({
        "postingDate": "2026-01-02", "entryType": "purchase", "itemNo": "I1",
        "locationCode": "L1", "quantity": 500, "unitAmount": 20,
    });
    // Everybody's first request comes at once.
    let start = Barrier::new(PEOPLE);
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            let (program, start) = (&running[person % programs], &start);
            scope.spawn(move || {
                start.wait();
                program.ask("POST", "serviceOrders/none/post", &json!({"option": "ship"}));
            });
        }
    });
    first.done("POST", "itemJournalLines", &stock);
    first.done("POST", "itemJournalLines/post", &json!({}));
    let shared = first.done("POST", "serviceOrders", &order(1));
    let shared = shared["no"].as_str().expect("a number").to_owned();
    let kept = AtomicUsize::new(1);
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            let (program, shared, kept) = (&running[person % programs], &shared, &kept);
            scope.spawn(move || {
                (0..ROUNDS).for_each(|round| work(program, person, round, shared, kept));
            });
        }
    });
    (0..ROUNDS).for_each(|round| meet(&running, round));
    let path = format!("serviceOrders/{shared}/serviceLines?$top=200");
    let lines = first.done("GET", &path, &Json::Null);
    let lines = lines["value"].as_array().map_or(0, Vec::len);
    assert_eq!(lines, kept.into_inner(), "{database}: every line that was answered is there");
    drop(running);
    let audit = Command::new(env!("CARGO_BIN_EXE_fieldwright"))
        .args(["audit", "--database", database])
        .output()
        .expect("the audit runs");
    let said = String::from_utf8_lossy(&audit.stdout).into_owned();
    assert!(audit.status.success(), "{database}: {said}");
}

#[test]
fn eight_people_with_the_embedded_database() {
    let folder = tempfile::tempdir().expect("a folder");
    together(&folder.path().join("demo.db").display().to_string(), 1);
}

#[test]
fn eight_people_over_two_programs_with_a_database_server() {
    let Ok(server) = std::env::var(POSTGRES_VARIABLE) else {
        eprintln!("PostgreSQL left out: {POSTGRES_VARIABLE} names no server");
        return;
    };
    let (host, _) = server.rsplit_once('/').expect("an address with a database");
    let name = format!("fieldwright_together_{}", std::process::id());
    let own = DatabaseUrl::Postgres { address: server.clone(), schema: name.clone() };
    let db = Db::open(&own).expect("the server answers");
    db.batch(&format!("CREATE DATABASE {name}")).expect("a database of its own");
    together(&format!("{host}/{name}"), 2);
    db.batch(&format!("DROP DATABASE {name} WITH (FORCE)")).expect("it can go");
    drop(db);
    Db::remove_all(&own).expect("removed");
}
