//! The program as its users start it: how soon it answers, and what it holds in memory.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base::{Error, Result};
use store::DatabaseUrl;

use super::http::get;
use super::{IDLE_MEGABYTES, Measured, START_MILLIS, failed, within};

/// How often the program is started.
const STARTS: usize = 5;
/// How long to wait for an answer at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running program; it ends with this value.
pub struct Program {
    /// Where it answers.
    pub address: String,
    child: Child,
    url: DatabaseUrl,
    started: Duration,
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        drop(self.child.kill().and_then(|()| self.child.wait()));
    }
}

impl Program {
    /// Starts the program on this installation and waits for its first answer.
    ///
    /// # Errors
    /// When it does not start or does not answer.
    pub fn start(url: &DatabaseUrl) -> Result<Self> {
        let port = free_port()?;
        let exe = std::env::current_exe().map_err(failed)?;
        let start = Instant::now();
        let child = Command::new(exe)
            .args(["serve", "--port", &port.to_string(), "--database", &place(url)])
            .env("FIELDWRIGHT_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let mut program = Self {
            address: format!("127.0.0.1:{port}"),
            child,
            url: url.clone(),
            started: PATIENCE,
        };
        while start.elapsed() < PATIENCE {
            if get(&program.address, "", "/healthz").is_ok() {
                program.started = start.elapsed();
                return Ok(program);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(Error::Unavailable("the program does not answer".to_owned()))
    }

    /// Kilobytes in memory, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Starts it some times more, and looks at the memory of one that has nothing to do.
    ///
    /// # Errors
    /// When it does not start.
    pub fn measure(self) -> Result<Vec<Measured>> {
        let (url, mut starts, mut idle) = (self.url.clone(), vec![self.started], None);
        // One program serves a file.
        drop(self);
        for _ in 1..STARTS {
            let program = Self::start(&url)?;
            starts.push(program.started);
            std::thread::sleep(Duration::from_millis(500));
            idle = program.memory();
        }
        starts.sort_unstable();
        let taken = (starts[STARTS / 2], starts[STARTS - 1]);
        let mut rows = vec![within("Start to the first answer", taken, START_MILLIS)];
        if let Some(kilobytes) = idle {
            rows.push(Measured {
                what: "Memory when idle".to_owned(),
                value: format!("{} MB", kilobytes / 1024),
                target: format!("< {IDLE_MEGABYTES} MB"),
                met: Some(kilobytes / 1024 < IDLE_MEGABYTES),
            });
        }
        Ok(rows)
    }
}

/// A database as the command line takes it.
fn place(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => path.display().to_string(),
        DatabaseUrl::Postgres { address, .. } => address.clone(),
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
    Ok(listener.local_addr().map_err(failed)?.port())
}
