//! What the program writes about requests says who asked, from where.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

fn fieldwright(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fieldwright"));
    command.env("FIELDWRIGHT_DATABASE", folder.join("books.db")).env("LANG", "en_GB.UTF-8");
    command
}

/// Asks for a path with these headers, and waits for the answer.
fn ask(address: &str, path: &str, headers: &str) {
    let mut stream = TcpStream::connect(address).expect("the program listens");
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    stream.read_to_end(&mut Vec::new()).expect("answered");
}

#[test]
fn every_line_about_a_request_has_user_and_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str], input: &str| {
        let mut child = fieldwright(folder.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("input").write_all(input.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    };
    run(&["company", "create", "shop"], "");
    run(&["user", "create", "anna", "--role", "TECHNICIAN@shop"], "correct horse battery\n");
    let token = run(&["token", "create", "anna"], "");
    let mut serving = fieldwright(folder.path())
        .args(["serve", "--port", "0", "--log-format", "json", "--trusted-proxy", "127.0.0.0/8"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut first = String::new();
    BufReader::new(serving.stdout.take().expect("output")).read_line(&mut first).expect("a line");
    let from = first.find("127.0.0.1").expect("an address");
    let end = first[from..].find(|c: char| !c.is_ascii_digit() && !".:".contains(c));
    let address = first[from..from + end.unwrap_or(first.len() - from)].to_owned();
    let bearer = format!("authorization: Bearer {token}\r\nx-forwarded-for: 198.51.100.7\r\n");
    ask(&address, "/api/v1/users", &bearer);
    ask(&address, "/api/v1/companies/shop/customers", &bearer);
    serving.kill().expect("it ends");
    let mut log = String::new();
    serving.stderr.take().expect("messages").read_to_string(&mut log).expect("text");
    serving.wait().expect("it has ended");
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect();
    let about: Vec<_> = lines.iter().filter(|line| line["span"]["name"] == "request").collect();
    assert!(about.len() >= 3, "two answers and a refusal: {log}");
    for line in about {
        assert_eq!(line["span"]["user"], "ANNA", "{line}");
        assert_eq!(line["span"]["address"], "198.51.100.7", "{line}");
    }
}
