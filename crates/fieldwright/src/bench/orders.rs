//! Orders of five lines posted ship and invoice, by one client and by several.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use base::{Actor, Code, Result};
use serde_json::{Value as Json, json};
use service::installation::{Installation, company_tables};
use service::order::DocumentType;
use service::posting::{self, PostingOption, Request};
use store::{Db, Tx, Value};

use super::{CLIENTS, Measured, per_second, raw};
use crate::demo::{Data, Desk};

/// How many orders are entered in one transaction beforehand.
const CHUNK: usize = 100;
/// Hundredths of the rate of the raw rows that posting reaches at least.
const BESIDE_RAW: i64 = 60;
/// Hundredths of the rate of one client that many reach together.
const MANY_TO_ONE: i64 = 140;

/// Posts orders and inserts the same rows raw.
///
/// # Errors
/// When an order is refused or the database fails.
pub fn measure(installation: &Installation, count: usize) -> Result<Vec<Measured>> {
    let db = installation.company(Data::Reference.company())?;
    let actor = installation.program();
    let desk = Desk::new();
    fill_stock(&db, &actor, &desk, count)?;
    let mut rows = Vec::new();
    let mut alone = None;
    for clients in [1, CLIENTS] {
        let numbers = enter(&db, &actor, &desk, count)?;
        let before = counts(&db, &actor)?;
        let posted = post(&db, &actor, &numbers, clients)?;
        let written = raw::Written::since(&db, &actor, &before)?;
        let inserted = raw::insert(installation, &written, count, clients)?;
        rows.extend(compare(count, clients, posted, inserted, &written));
        match alone {
            None => alone = Some(posted),
            Some(alone) => rows.push(at_least(
                format!("{clients} clients post so many times what one posts"),
                share(alone, posted),
                MANY_TO_ONE,
            )),
        }
    }
    Ok(rows)
}

/// How many times the rate of the second the first is, from what they took.
fn share(yardstick: Duration, took: Duration) -> base::Decimal {
    let micros = |took: Duration| base::Decimal::from(took.as_micros().max(1));
    (micros(yardstick) / micros(took)).round_dp(2)
}

/// A ratio that has a lower limit, in hundredths.
fn at_least(what: String, value: base::Decimal, hundredths: i64) -> Measured {
    let limit = base::Decimal::new(hundredths, 2);
    let met = Some(value >= limit);
    Measured { what, value: value.to_string(), target: format!("> {limit}"), met }
}

fn compare(
    count: usize,
    clients: usize,
    posted: Duration,
    inserted: Duration,
    written: &raw::Written,
) -> [Measured; 3] {
    let who = if clients == 1 { "1 client".to_owned() } else { format!("{clients} clients") };
    let plain =
        |what: String, value: String| Measured { what, value, target: String::new(), met: None };
    [
        plain(
            format!("Orders of 5 lines shipped and invoiced, {who}"),
            format!("{} a second", per_second(count, posted)),
        ),
        plain(
            format!("The same {} rows an order inserted raw, {who}", written.rows() / count.max(1)),
            format!("{} a second", per_second(count, inserted)),
        ),
        at_least(
            format!("Posting goes at so much of the rate of the raw rows, {who}"),
            share(inserted, posted),
            BESIDE_RAW,
        ),
    ]
}

/// Parts enough for so many orders.
///
/// # Errors
/// When the database fails.
pub fn stock(installation: &Installation, count: usize) -> Result<()> {
    let db = installation.company(Data::Reference.company())?;
    fill_stock(&db, &installation.program(), &Desk::new(), count)
}

fn fill_stock(db: &Db, actor: &Actor, desk: &Desk, count: usize) -> Result<()> {
    db.write(actor, |tx| {
        for item in ["I1", "I2"] {
            let line = json!({
                "postingDate": "2026-01-02", "entryType": "purchase", "itemNo": item,
                "locationCode": "L1", "quantity": count * 4, "unitAmount": 20,
            });
            desk.create(tx, "itemJournalLines", &line)?;
        }
        desk.act(tx, "itemJournalLines", "post", &[], &json!({})).map(drop)
    })
}

fn enter(db: &Db, actor: &Actor, desk: &Desk, count: usize) -> Result<Vec<Code<20>>> {
    let order = order(2, 2);
    let mut numbers = Vec::with_capacity(count);
    while numbers.len() < count {
        let more = CHUNK.min(count - numbers.len());
        let entered: Vec<Code<20>> =
            db.write(actor, |tx| (0..more).map(|_| create(tx, desk, &order)).collect())?;
        numbers.extend(entered);
    }
    Ok(numbers)
}

fn create(tx: &mut Tx, desk: &Desk, order: &Json) -> Result<Code<20>> {
    let created = desk.create(tx, "serviceOrders", order)?;
    Code::parse(created["no"].as_str().unwrap_or_default())
}

/// An order with so many item and resource lines and a starting fee.
pub fn order(items: usize, resources: usize) -> Json {
    let mut lines = Vec::new();
    for number in 0..items {
        let item = ["I1", "I2"][number % 2];
        lines.push(json!({"serviceItemLineNo": 10_000, "type": "item", "no": item, "quantity": 1}));
    }
    for number in 0..resources {
        let no = ["R1", "R2"][number % 2];
        lines.push(
            json!({"serviceItemLineNo": 10_000, "type": "resource", "no": no, "quantity": 2}),
        );
    }
    lines.push(json!({"type": "cost", "no": "START", "quantity": 1}));
    json!({
        "customerNo": "C1",
        "serviceItemLines": [{"serviceItemNo": "SI1", "repairStatusCode": "INITIAL"}],
        "serviceLines": lines,
    })
}

/// Enters an order of twenty lines and answers its number.
///
/// # Errors
/// When the order is refused.
pub fn long_order(installation: &Installation) -> Result<String> {
    let db = installation.company(Data::Reference.company())?;
    let desk = Desk::new();
    let no = db.write(&installation.program(), |tx| create(tx, &desk, &order(10, 9)))?;
    Ok(no.to_string())
}

/// Posts these orders, divided among clients, each in a transaction of its own.
fn post(db: &Db, actor: &Actor, numbers: &[Code<20>], clients: usize) -> Result<Duration> {
    let failure: Mutex<Result<()>> = Mutex::new(Ok(()));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for numbers in numbers.chunks(numbers.len().div_ceil(clients)) {
            let failure = &failure;
            scope.spawn(move || {
                for no in numbers {
                    let request = Request::new(PostingOption::ShipAndInvoice);
                    let done = db.write(actor, |tx| {
                        posting::post(tx, DocumentType::Order, no, &request).map(drop)
                    });
                    if done.is_err() {
                        *failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = done;
                        return;
                    }
                }
            });
        }
    });
    let took = start.elapsed();
    failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).map(|()| took)
}

/// The rows of every table by key, so that those that posting adds can be told.
fn counts(db: &Db, actor: &Actor) -> Result<BTreeMap<&'static str, Vec<Vec<Value>>>> {
    db.read(actor, |tx| {
        let mut known = BTreeMap::new();
        for table in company_tables() {
            known.insert(table.name, raw::keys(tx, table)?);
        }
        Ok(known)
    })
}
