//! Two hundred people at once, of whom one in four writes: whether each is answered, and what the
//! program holds in memory when they have gone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use base::{Result, SystemClock};
use serde_json::json;
use service::installation::Installation;
use store::DatabaseUrl;

use super::http::Client;
use super::program::Program;
use super::{Measured, orders, per_second};
use crate::demo::Data;

/// How many people there are.
const PEOPLE: usize = 200;
/// How long they work.
const WORK: Duration = Duration::from_secs(15);
/// How long the program has to come to rest.
const REST: Duration = Duration::from_secs(10);
/// Megabytes that it holds afterwards at most.
const MEGABYTES: u64 = 200;

/// What those who read look at, of the reference company.
const PAGES: [&str; 7] = [
    "/c/{company}",
    "/c/{company}/serviceOrders",
    "/c/{company}/customers?q=c1",
    "/c/{company}/-/search?q=so",
    "/c/{company}/-/notices",
    "/api/v1/companies/{company}/serviceLedgerEntries?$top=50&$orderby=postingDate%20desc",
    "/api/v1/companies/{company}/serviceOrders?$top=50&$expand=serviceLines",
];

/// Parts for so many orders.
const PARTS: usize = 10_000;

/// Lets them work on the reference company of this database.
///
/// # Errors
/// When the database fails or the program does not answer.
pub fn measure(url: &DatabaseUrl, token: &str) -> Result<Vec<Measured>> {
    orders::stock(&Installation::open(url, Arc::new(SystemClock))?, PARTS)?;
    let program = Program::start(url)?;
    let (answered, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            let (program, answered, failed) = (&program, &answered, &failed);
            scope.spawn(move || {
                let worked = if person % 4 == 0 { write } else { read };
                let result = Client::connect(&program.address, token)
                    .and_then(|client| worked(client, person, start, answered, failed));
                failed.fetch_add(usize::from(result.is_err()), Ordering::Relaxed);
            });
        }
    });
    let (answered, failed) = (answered.into_inner(), failed.into_inner());
    let rate = per_second(answered, start.elapsed());
    std::thread::sleep(REST);
    let mut rows = vec![Measured {
        what: format!("{PEOPLE} people at once, one in four writing"),
        value: format!("{rate} answers a second, {failed} failed"),
        target: "0 failed".to_owned(),
        met: Some(failed == 0),
    }];
    if let Some(kilobytes) = program.memory() {
        rows.push(Measured {
            what: "Memory when they have gone".to_owned(),
            value: format!("{} MB", kilobytes / 1024),
            target: format!("< {MEGABYTES} MB"),
            met: Some(kilobytes / 1024 < MEGABYTES),
        });
    }
    Ok(rows)
}

/// Somebody who looks at one page after the other.
fn read(
    mut client: Client,
    person: usize,
    start: Instant,
    answered: &AtomicUsize,
    failed: &AtomicUsize,
) -> Result<()> {
    for page in PAGES.iter().cycle().skip(person) {
        if start.elapsed() > WORK {
            break;
        }
        let (status, _) =
            client.ask("GET", &page.replace("{company}", Data::Reference.company()), "")?;
        answered.fetch_add(1, Ordering::Relaxed);
        failed.fetch_add(usize::from(status >= 400), Ordering::Relaxed);
    }
    Ok(())
}

/// Somebody who writes one order after the other, and posts every second one.
fn write(
    mut client: Client,
    person: usize,
    start: Instant,
    answered: &AtomicUsize,
    failed: &AtomicUsize,
) -> Result<()> {
    let order = orders::order(1, 2);
    for turn in person.. {
        if start.elapsed() > WORK {
            break;
        }
        let (status, made) = client.post("serviceOrders", &order)?;
        answered.fetch_add(1, Ordering::Relaxed);
        failed.fetch_add(usize::from(status >= 400), Ordering::Relaxed);
        if turn % 2 == 0 {
            let path = format!("serviceOrders/{}/post", made["no"].as_str().unwrap_or_default());
            let (status, _) = client.post(&path, &json!({"option": "shipAndInvoice"}))?;
            answered.fetch_add(1, Ordering::Relaxed);
            failed.fetch_add(usize::from(status >= 400), Ordering::Relaxed);
        }
    }
    Ok(())
}
