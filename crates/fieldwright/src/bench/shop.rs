//! Orders created and posted over HTTP, as a web shop or a counter does it: by clients that keep
//! their connections, on one program or on two with one database.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use base::{Error, Result};
use serde_json::{Value as Json, json};
use service::installation::Installation;
use store::DatabaseUrl;

use super::program::Program;
use super::{Measured, failed, millis, orders, per_second};
use crate::demo::Data;

/// A client that keeps its connection.
struct Client {
    address: String,
    token: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    fn connect(address: &str, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).map_err(failed)?;
        stream.set_nodelay(true).map_err(failed)?;
        let (address, token) = (address.to_owned(), token.to_owned());
        Ok(Self { address, token, stream: BufReader::new(stream) })
    }

    /// The status and the body of an answer.
    fn post(&mut self, path: &str, body: &Json) -> Result<(u16, Json)> {
        let body = body.to_string();
        let request = format!(
            "POST /api/v1/companies/{}/{path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            Data::Reference.company(),
            self.address,
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).map_err(failed)?;
        let mut line = String::new();
        self.stream.read_line(&mut line).map_err(failed)?;
        let status = line.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).map_err(failed)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(failed)?;
            }
        }
        let mut content = vec![0; length];
        self.stream.read_exact(&mut content).map_err(failed)?;
        Ok((status, serde_json::from_slice(&content).unwrap_or_default()))
    }
}

/// How long each request took, and how many were refused.
#[derive(Default)]
struct Seen {
    took: Vec<Duration>,
    refused: usize,
}

/// What is asked for: orders a second by so many clients on so many programs.
pub struct Wanted {
    pub clients: usize,
    pub programs: usize,
    pub rate: u64,
}

/// Creates and posts orders on this installation.
///
/// # Errors
/// When a program does not start or does not answer.
pub fn measure(
    installation: Installation,
    url: &DatabaseUrl,
    token: &str,
    count: usize,
    wanted: &[Wanted],
) -> Result<Vec<Measured>> {
    let engine = format!("{:?}", url.engine());
    let needed = count * wanted.len();
    orders::stock(&installation, needed)?;
    drop(installation);
    let mut rows = Vec::new();
    for Wanted { clients, programs, rate } in wanted {
        let running: Vec<Program> =
            (0..*programs).map(|_| Program::start(url)).collect::<Result<_>>()?;
        let start = Instant::now();
        let seen = work(&running, token, *clients, count)?;
        let rate_seen = per_second(seen.took.len() / 2, start.elapsed());
        let mut took = seen.took;
        took.sort_unstable();
        let slow = took.get(took.len() * 99 / 100).copied().unwrap_or_default();
        let on = if *programs > 1 { format!(", {programs} programs") } else { String::new() };
        rows.push(Measured {
            what: format!("Orders created and posted over HTTP, {engine}, {clients} clients{on}"),
            value: format!(
                "{rate_seen} a second, {} refused, 99 of 100 requests within {} ms",
                seen.refused,
                millis(slow)
            ),
            target: if *rate == 0 { String::new() } else { format!("> {rate} a second") },
            met: (*rate != 0).then(|| rate_seen >= base::Decimal::from(*rate) && seen.refused == 0),
        });
    }
    Ok(rows)
}

fn work(running: &[Program], token: &str, clients: usize, count: usize) -> Result<Seen> {
    let all = Mutex::new(Seen::default());
    let failure: Mutex<Option<Error>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for client in 0..clients {
            let address = &running[client % running.len()].address;
            let (all, failure) = (&all, &failure);
            scope.spawn(move || {
                let lock = std::sync::PoisonError::into_inner;
                match one(address, token, count / clients) {
                    Ok(seen) => {
                        let mut all = all.lock().unwrap_or_else(lock);
                        all.took.extend(seen.took);
                        all.refused += seen.refused;
                    }
                    Err(error) => {
                        *failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner) =
                            Some(error);
                    }
                }
            });
        }
    });
    let poisoned = std::sync::PoisonError::into_inner;
    match failure.into_inner().unwrap_or_else(poisoned) {
        Some(error) => Err(error),
        None => Ok(all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)),
    }
}

/// One client: an order, its posting, the next order.
fn one(address: &str, token: &str, count: usize) -> Result<Seen> {
    let mut client = Client::connect(address, token)?;
    let order = orders::order(2, 2);
    let mut seen = Seen::default();
    let mut ask = |path: &str, body: &Json| -> Result<Json> {
        let start = Instant::now();
        let (status, answer) = client.post(path, body)?;
        seen.took.push(start.elapsed());
        seen.refused += usize::from(status >= 400);
        Ok(answer)
    };
    for _ in 0..count {
        let made = ask("serviceOrders", &order)?;
        let no = made["no"].as_str().unwrap_or_default();
        ask(&format!("serviceOrders/{no}/post"), &json!({"option": "shipAndInvoice"}))?;
    }
    Ok(seen)
}
