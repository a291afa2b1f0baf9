//! The program itself, started as acceptance starts it: it answers, and stops when it is told to.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use store::testing::POSTGRES_VARIABLE;
use store::{DatabaseUrl, Db};

/// What the program answers to a request.
fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the program listens");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer T\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("the request is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// Starts the demonstration on this database, asks it, and tells it to stop.
fn serves_and_stops(database: &str) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_fieldwright"))
        .args(["demo", "--data", "reference", "--port", "0", "--fresh", "--token", "T"])
        .args(["--clock", "2026-03-02T08:00:00", "--json", "--database", database])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let out = program.stdout.take().expect("its output is ours");
    BufReader::new(out).read_line(&mut line).expect("it says where it is");
    let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let address = said["address"].as_str().expect("an address").trim_start_matches("http://");
    let answer = ask(address, "/api/v1/companies/reference/items/I1");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"inventory\":50"), "{answer}");
    let told = Command::new("kill").arg(program.id().to_string()).status().expect("a signal");
    assert!(told.success());
    let status = program.wait().expect("it stops");
    assert!(status.success(), "{database}: {status}");
}

#[test]
fn the_embedded_database() {
    let folder = tempfile::tempdir().expect("a folder");
    serves_and_stops(&folder.path().join("demo.db").display().to_string());
}

#[test]
fn a_database_server() {
    let Ok(server) = std::env::var(POSTGRES_VARIABLE) else {
        eprintln!("PostgreSQL left out: {POSTGRES_VARIABLE} names no server");
        return;
    };
    let (host, _) = server.rsplit_once('/').expect("an address with a database");
    let name = format!("fieldwright_stop_{}", std::process::id());
    let schema = name.clone();
    let own = DatabaseUrl::Postgres { address: server.clone(), schema };
    let db = Db::open(&own).expect("the server answers");
    db.batch(&format!("CREATE DATABASE {name}")).expect("a database of its own");
    serves_and_stops(&format!("{host}/{name}"));
    db.batch(&format!("DROP DATABASE {name}")).expect("nothing holds it any more");
    drop(db);
    Db::remove_all(&own).expect("removed");
}
