//! Orders created and posted over HTTP, as a web shop or a counter does it: by clients that keep
//! their connections, on one program or on two with one database.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use base::{Error, Result};
use serde_json::{Value as Json, json};
use service::installation::Installation;
use store::DatabaseUrl;

use super::http::Client;
use super::program::Program;
use super::{Measured, millis, orders, per_second};

/// Milliseconds that 99 of 100 requests take at most.
const SLOWEST_MILLIS: u64 = 100;

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
    let (mut rows, mut on_one) = (Vec::new(), None);
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
        // Two programs may differ from one by what one run differs from the next.
        let enough = match on_one {
            Some(one) if *programs > 1 => one * base::Decimal::new(95, 2),
            _ => base::Decimal::from(*rate),
        };
        on_one = Some(rate_seen);
        rows.push(Measured {
            what: format!("Orders created and posted over HTTP, {engine}, {clients} clients{on}"),
            value: format!("{rate_seen} a second, {} refused", seen.refused),
            target: format!("> {} a second, 0 refused", enough.round_dp(1)),
            met: Some(rate_seen >= enough && seen.refused == 0),
        });
        rows.push(Measured {
            what: format!("99 of 100 of these requests, {engine}, {clients} clients{on}"),
            value: format!("{} ms", millis(slow)),
            target: format!("< {SLOWEST_MILLIS} ms"),
            met: Some(slow < Duration::from_millis(SLOWEST_MILLIS)),
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
