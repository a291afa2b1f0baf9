//! The benchmark: what the program does in a second, beside what the database alone could do, and
//! how long people wait. One run, one table; `cargo xtask bench` runs it as a release build.

mod crowd;
mod http;
mod large;
mod list;
mod orders;
mod program;
mod raw;
mod shop;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{Decimal, FixedClock, Result};
use clap::Args;
use service::installation::Installation;
use store::DatabaseUrl;

use crate::demo::{self, Data};

/// How many clients post at the same time.
const CLIENTS: usize = 8;
/// Milliseconds that a page of a list may take.
const LIST_MILLIS: u64 = 20;
/// Milliseconds that opening an order may take.
const ORDER_MILLIS: u64 = 10;
/// Milliseconds from start to the first answer.
const START_MILLIS: u64 = 300;
/// Megabytes of memory when nothing happens.
const IDLE_MEGABYTES: u64 = 120;

/// Measure posting, lists, start and memory
#[derive(Args)]
pub struct Bench {
    /// How many orders to post in each measurement
    #[arg(long, default_value_t = 400)]
    orders: usize,
    /// How many service ledger entries the lists have
    #[arg(long, default_value_t = 1_000_000)]
    entries: usize,
    /// A PostgreSQL server to measure as well, where the bench may make and delete a database
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Measure a big company too: so many hundredths of 200,000 customers, 1,000,000 machines and
    /// 500,000 orders
    #[arg(long, num_args = 0..=1, default_missing_value = "100")]
    large: Option<i64>,
    /// A folder on the disk to measure; a temporary one when left out
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// A measured value beside what was asked for.
struct Measured {
    what: String,
    value: String,
    target: String,
    met: Option<bool>,
}

impl Bench {
    /// Measures everything and answers the table.
    ///
    /// # Errors
    /// When the database fails, or the program does not start.
    pub fn table(&self) -> Result<String> {
        let folder = self.folder.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("fieldwright-bench-{}", std::process::id()))
        });
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let url = DatabaseUrl::Sqlite(folder.join("bench.db"));
        store::Db::remove_all(&url)?;
        let rows = self.measure(&url)?;
        store::Db::remove_all(&url)?;
        if self.folder.is_none() {
            std::fs::remove_dir_all(&folder).map_err(failed)?;
        }
        Ok(table(&rows))
    }

    fn measure(&self, url: &DatabaseUrl) -> Result<Vec<Measured>> {
        let clock = "2026-03-02T08:00:00".parse().map_err(failed)?;
        let installation = Installation::open(url, Arc::new(FixedClock(clock)))?;
        demo::create(&installation, Data::Reference, &|_, _| {})?;
        demo::create_users(&installation, &[Data::Reference])?;
        let token = demo::token(&installation, None)?;
        let mut rows = orders::measure(&installation, self.orders)?;
        let wanted = [shop::Wanted { clients: CLIENTS, programs: 1, rate: 350 }];
        rows.extend(shop::measure(installation, url, &token, self.orders, &wanted)?);
        rows.extend(crowd::measure(url, &token)?);
        rows.extend(self.on_a_server()?);
        let installation = Installation::open(url, Arc::new(FixedClock(clock)))?;
        let long = orders::long_order(&installation)?;
        list::fill(&installation, self.entries)?;
        if let Some(part) = self.large {
            large::fill(&installation, part)?;
        }
        drop(installation);
        let program = program::Program::start(url)?;
        rows.extend(list::measure(&program.address, &token, self.entries)?);
        rows.push(list::open_order(&program.address, &token, &long)?);
        if self.large.is_some() {
            rows.extend(large::measure(&program.address, &token)?);
        }
        rows.extend(program.measure()?);
        Ok(rows)
    }
}

impl Bench {
    /// Orders over HTTP on a database server, if one was named.
    fn on_a_server(&self) -> Result<Vec<Measured>> {
        let Some(address) = &self.postgres else { return Ok(Vec::new()) };
        let name = format!("fieldwright_bench_{}", std::process::id());
        let own = DatabaseUrl::Postgres { address: address.clone(), schema: name.clone() };
        let server = store::Db::open(&own)?;
        server.batch(&format!("CREATE DATABASE {name}"))?;
        let (place, _) = address.rsplit_once('/').unwrap_or((address, ""));
        let url = DatabaseUrl::parse(&format!("{place}/{name}"));
        let rows = self.shop_on(&url);
        server.batch(&format!("DROP DATABASE {name} WITH (FORCE)"))?;
        drop(server);
        store::Db::remove_all(&own)?;
        rows
    }

    fn shop_on(&self, url: &DatabaseUrl) -> Result<Vec<Measured>> {
        let clock = "2026-03-02T08:00:00".parse().map_err(failed)?;
        let installation = Installation::open(url, Arc::new(FixedClock(clock)))?;
        demo::create(&installation, Data::Reference, &|_, _| {})?;
        demo::create_users(&installation, &[Data::Reference])?;
        let token = demo::token(&installation, None)?;
        let wanted = [(1, 1, 80), (CLIENTS, 1, 200), (CLIENTS, 2, 200)]
            .map(|(clients, programs, rate)| shop::Wanted { clients, programs, rate });
        shop::measure(installation, url, &token, self.orders, &wanted)
    }
}

/// The error of the machine.
fn failed(error: impl std::fmt::Display) -> base::Error {
    base::Error::Unavailable(error.to_string())
}

/// How often in a second, with one decimal.
fn per_second(count: usize, took: Duration) -> Decimal {
    let micros = Decimal::from(took.as_micros().max(1));
    (Decimal::from(count) * Decimal::from(1_000_000) / micros).round_dp(1)
}

/// A duration in milliseconds with one decimal.
fn millis(took: Duration) -> Decimal {
    (Decimal::from(took.as_micros()) / Decimal::from(1000)).round_dp(1)
}

/// The middle and the longest of several runs, after one that is not counted.
fn times(runs: usize, mut act: impl FnMut(usize) -> Result<()>) -> Result<(Duration, Duration)> {
    act(0)?;
    let mut taken = Vec::with_capacity(runs);
    for run in 1..=runs {
        let start = Instant::now();
        act(run)?;
        taken.push(start.elapsed());
    }
    taken.sort_unstable();
    Ok((taken[runs / 2], taken[runs - 1]))
}

/// A time that has a limit.
fn within(what: &str, (middle, longest): (Duration, Duration), limit: u64) -> Measured {
    Measured {
        what: what.to_owned(),
        value: format!("{} ms (longest {} ms)", millis(middle), millis(longest)),
        target: format!("< {limit} ms"),
        met: Some(middle < Duration::from_millis(limit)),
    }
}

fn table(rows: &[Measured]) -> String {
    let mut lines =
        vec![vec!["Measured".to_owned(), "Value".to_owned(), "Target".to_owned(), String::new()]];
    for row in rows {
        let verdict = match row.met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "",
        };
        lines.push(vec![
            row.what.clone(),
            row.value.clone(),
            row.target.clone(),
            verdict.to_owned(),
        ]);
    }
    crate::cli::aligned(&lines)
}
